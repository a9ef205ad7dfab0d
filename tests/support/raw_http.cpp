#include "tests/support/raw_http.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <mutex>

namespace openward::test {
namespace {

void write_text(rapidjson::Writer<rapidjson::StringBuffer>& out, std::string_view text) {
  out.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

/// Whether an answer's body is kept word for word: what is no text is checked by its media type and length alone.
bool is_text(std::string_view media_type) {
  return media_type.find("json") != std::string_view::npos || media_type.starts_with("text/") || media_type.empty();
}

std::string exchange_line(std::string_view request, const RawAnswer& answer) {
  rapidjson::StringBuffer text;
  rapidjson::Writer<rapidjson::StringBuffer> out(text);
  out.StartObject();
  out.Key("request");
  write_text(out, request.substr(0, request.find("\r\n")));
  out.Key("request_headers");
  const auto head = request.substr(0, request.find("\r\n\r\n"));
  write_text(out, head.find("\r\n") == std::string_view::npos ? std::string_view() : head.substr(head.find("\r\n") + 2));
  out.Key("request_body");
  write_text(out, head.size() == request.size() ? std::string_view() : request.substr(head.size() + 4));
  out.Key("status");
  out.Int(answer.status);
  out.Key("headers");
  out.StartArray();
  for (const auto& [name, value] : answer.headers) {
    out.StartArray();
    write_text(out, name);
    write_text(out, value);
    out.EndArray();
  }
  out.EndArray();
  out.Key("length");
  out.Uint64(answer.body.size());
  if (is_text(answer.header("content-type"))) {
    out.Key("body");
    write_text(out, answer.body);
  }
  out.EndObject();
  return std::string(text.GetString(), text.GetSize()) + "\n";
}

/// Where OPENWARD_EXCHANGES names a file, every exchange of ask() goes there as a line of JSON: the contract's checker reads them after the
/// tests. Senders of several threads take turns.
void keep_exchange(std::string_view request, const RawAnswer& answer) {
  static const char* const path = std::getenv("OPENWARD_EXCHANGES"); // NOLINT(concurrency-mt-unsafe): nobody sets it
  if (path == nullptr || !answer.complete) return;
  static std::mutex turn;
  const std::lock_guard<std::mutex> mine(turn);
  static std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << exchange_line(request, answer) << std::flush;
}

std::string lower_case(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

template <typename Number>
std::optional<Number> number(std::string_view text, int base = 10) {
  Number value{};
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool wait_for(int handle, short events) {
  pollfd wanted{handle, events, 0};
  const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(RawConnection::patience).count();
  return ::poll(&wanted, 1, static_cast<int>(milliseconds)) == 1;
}

} // namespace

std::string RawAnswer::header(std::string_view lower_case_name) const {
  for (const auto& [name, value] : headers)
    if (name == lower_case_name) return value;
  return {};
}

std::size_t RawAnswer::count(std::string_view lower_case_name) const {
  return static_cast<std::size_t>(
      std::count_if(headers.begin(), headers.end(), [&](const auto& header) { return header.first == lower_case_name; }));
}

RawConnection::RawConnection(unsigned short port, std::optional<int> receive_buffer) {
  handle_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int yes = 1;
  ::setsockopt(handle_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  if (receive_buffer) ::setsockopt(handle_, SOL_SOCKET, SO_RCVBUF, &*receive_buffer, sizeof(int));
  sockaddr_in name{};
  name.sin_family = AF_INET;
  name.sin_port = htons(port);
  name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(handle_, static_cast<sockaddr*>(static_cast<void*>(&name)), sizeof name) == 0) return;
  ::close(handle_);
  handle_ = -1;
}

RawConnection::~RawConnection() {
  if (handle_ >= 0) ::close(handle_);
}

RawConnection::RawConnection(RawConnection&& other) noexcept
    : handle_(std::exchange(other.handle_, -1)), buffer_(std::move(other.buffer_)) {}

bool RawConnection::send(std::string_view bytes) {
  while (!bytes.empty()) {
    if (!wait_for(handle_, POLLOUT)) return false;
    const auto sent = ::send(handle_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && (errno == EAGAIN || errno == EINTR)) continue;
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool RawConnection::fill() {
  std::array<char, 16384> piece{};
  if (handle_ < 0 || !wait_for(handle_, POLLIN)) return false;
  const auto got = ::recv(handle_, piece.data(), piece.size(), 0);
  if (got <= 0) return false;
  buffer_.append(piece.data(), static_cast<std::size_t>(got));
  return true;
}

std::optional<std::string> RawConnection::line() {
  std::size_t end = 0;
  while ((end = buffer_.find("\r\n")) == std::string::npos)
    if (!fill()) return std::nullopt;
  std::string out = buffer_.substr(0, end);
  buffer_.erase(0, end + 2);
  return out;
}

std::optional<std::string> RawConnection::exactly(std::size_t count) {
  while (buffer_.size() < count)
    if (!fill()) return std::nullopt;
  std::string out = buffer_.substr(0, count);
  buffer_.erase(0, count);
  return out;
}

std::string RawConnection::read_some() {
  if (buffer_.empty()) fill();
  return std::exchange(buffer_, {});
}

bool RawConnection::ended() {
  if (!buffer_.empty() || !wait_for(handle_, POLLIN)) return false;
  char byte = 0;
  return ::recv(handle_, &byte, 1, MSG_PEEK) <= 0;
}

RawAnswer RawConnection::receive_head() {
  RawAnswer answer;
  const auto status_line = line();
  if (!status_line || status_line->size() < 12) return answer;
  answer.head = *status_line + "\r\n";
  for (;;) {
    const auto text = line();
    if (!text) return answer;
    answer.head += *text + "\r\n";
    if (text->empty()) break;
    const auto colon = text->find(':');
    if (colon == std::string::npos) return answer;
    answer.headers.emplace_back(lower_case(std::string_view(*text).substr(0, colon)), trimmed(std::string_view(*text).substr(colon + 1)));
  }
  answer.status = number<int>(std::string_view(*status_line).substr(9, 3)).value_or(0);
  return answer;
}

void RawConnection::receive_body(RawAnswer& answer) {
  if (lower_case(answer.header("transfer-encoding")) != "chunked") {
    auto body = exactly(number<std::size_t>(answer.header("content-length")).value_or(0));
    answer.complete = body.has_value();
    answer.body = body ? *std::move(body) : read_some();
    return;
  }
  for (;;) {
    const auto size_line = line();
    const auto size = size_line ? number<std::size_t>(*size_line, 16) : std::nullopt;
    if (!size) return;
    const auto chunk = exactly(*size + 2);
    if (!chunk) return;
    answer.body.append(*chunk, 0, *size);
    answer.complete = *size == 0;
    if (answer.complete) return;
  }
}

RawAnswer RawConnection::receive(bool headers_only) {
  auto answer = receive_head();
  if (answer.status == 0) return answer;
  if (headers_only)
    answer.complete = true;
  else
    receive_body(answer);
  return answer;
}

void RawConnection::finish_sending() { ::shutdown(handle_, SHUT_WR); }

void RawConnection::reset() {
  const linger at_once{1, 0};
  ::setsockopt(handle_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  ::close(std::exchange(handle_, -1));
}

std::string request_text(std::string_view method, std::string_view target, std::string_view headers, std::string_view body) {
  std::string out;
  out.append(method).append(" ").append(target).append(" HTTP/1.1\r\nHost: register.example\r\n").append(headers);
  if (!body.empty()) out.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n");
  return out.append("\r\n").append(body);
}

RawAnswer ask(unsigned short port, std::string_view bytes, bool headers_only) {
  RawConnection connection(port);
  connection.send(bytes);
  auto answer = connection.receive(headers_only);
  keep_exchange(bytes, answer);
  return answer;
}

RawAnswer get(unsigned short port, std::string_view target, std::string_view headers) {
  return ask(port, request_text("GET", target, headers));
}

std::size_t resident_bytes() {
  std::ifstream pages("/proc/self/statm");
  std::size_t all = 0;
  std::size_t resident = 0;
  pages >> all >> resident;
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

} // namespace openward::test
