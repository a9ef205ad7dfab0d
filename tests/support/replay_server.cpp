#include "tests/support/replay_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace openward::test {
namespace {

constexpr int patience = 20000; // milliseconds

/// Up to the empty line.
std::string request_head(int connection) {
  std::string text;
  std::array<char, 4096> buffer{};
  while (text.find("\r\n\r\n") == std::string::npos) {
    pollfd ready{connection, POLLIN, 0};
    if (::poll(&ready, 1, patience) != 1) return {};
    const auto count = ::recv(connection, buffer.data(), buffer.size(), 0);
    if (count <= 0) return {};
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
  return text;
}

void send_all(int connection, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = ::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return; // the client has gone: that may be what the test is about
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

} // namespace

Played answer(int status, std::string_view media_type, std::string_view body, std::string_view headers) {
  std::string bytes = "HTTP/1.1 " + std::to_string(status) + " Played\r\n";
  if (!media_type.empty()) bytes += "Content-Type: " + std::string(media_type) + "\r\n";
  bytes += "Content-Length: " + std::to_string(body.size()) + "\r\nConnection: close\r\n" + std::string(headers) + "\r\n";
  return {bytes + std::string(body)};
}

struct ReplayServer::State {
  Script script;
  int listener = -1;
  std::array<int, 2> stop{-1, -1};
  unsigned short port = 0;
  mutable std::mutex mutex{};
  mutable std::condition_variable come{};
  std::vector<std::string> asked{};
  std::vector<int> silent{};
  std::thread thread{};

  void serve(int connection) {
    const std::string head = request_head(connection);
    const auto from = head.find(' ');
    const auto to = from == std::string::npos ? from : head.find(' ', from + 1);
    if (to == std::string::npos) {
      ::close(connection);
      return;
    }
    const std::string target = head.substr(from + 1, to - from - 1);
    std::size_t nth = 0;
    {
      const std::lock_guard lock(mutex);
      asked.push_back(target);
      nth = asked.size();
    }
    const Played played = script(target, static_cast<int>(nth));
    send_all(connection, played.bytes);
    if (played.fall_silent) {
      silent.push_back(connection);
    } else {
      ::shutdown(connection, SHUT_WR);
      ::close(connection);
    }
    come.notify_all();
  }

  void run() {
    while (true) {
      std::array<pollfd, 2> ready{pollfd{listener, POLLIN, 0}, pollfd{stop[0], POLLIN, 0}};
      if (::poll(ready.data(), ready.size(), -1) < 0 || ready[1].revents != 0) return;
      const int connection = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
      if (connection >= 0) serve(connection);
    }
  }
};

ReplayServer::ReplayServer(Script script) : state_(std::make_unique<State>()) {
  state_->script = std::move(script);
  state_->listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in local{};
  local.sin_family = AF_INET;
  local.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof local;
  auto* address = reinterpret_cast<sockaddr*>(&local); // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast): the interface of sockets
  if (::bind(state_->listener, address, size) != 0 || ::listen(state_->listener, 16) != 0 ||
      ::getsockname(state_->listener, address, &size) != 0 || ::pipe(state_->stop.data()) != 0)
    throw std::runtime_error("no free port for the replay server");
  state_->port = ntohs(local.sin_port);
  state_->thread = std::thread([this] { state_->run(); });
}

ReplayServer::~ReplayServer() {
  const char byte = 's';
  if (::write(state_->stop[1], &byte, 1) == 1) state_->thread.join();
  for (const int connection : state_->silent) ::close(connection);
  for (const int handle : {state_->listener, state_->stop[0], state_->stop[1]}) ::close(handle);
}

std::string ReplayServer::address() const { return "http://127.0.0.1:" + std::to_string(state_->port); }

std::vector<std::string> ReplayServer::asked() const {
  const std::lock_guard lock(state_->mutex);
  return state_->asked;
}

bool ReplayServer::wait_for(std::size_t requests) const {
  std::unique_lock lock(state_->mutex);
  return state_->come.wait_for(lock, std::chrono::milliseconds(patience), [&] { return state_->asked.size() >= requests; });
}

} // namespace openward::test
