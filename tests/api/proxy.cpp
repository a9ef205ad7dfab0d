#include "tests/api/proxy.h"

#include "tests/support/catch.h"

#include <arpa/inet.h>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace openward::test {

namespace {

std::string content_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  REQUIRE(in.good());
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void replace_all(std::string& text, const std::string& words, const std::string& by) {
  INFO("nginx.conf has no \"" << words << "\"");
  auto at = text.find(words);
  REQUIRE(at != std::string::npos);
  for (; at != std::string::npos; at = text.find(words, at + by.size())) text.replace(at, words.size(), by);
}

std::string main_file(const std::string& folder, const std::string& included) {
  std::string out = ::geteuid() == 0 ? "user root;\n" : "";
  out += "pid " + folder + "/nginx.pid;\nerror_log " + folder + "/error.log warn;\nworker_processes 1;\n";
  out += "events { worker_connections 512; }\nhttp {\n  access_log off;\n";
  for (const char* kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
    out += std::string("  ") + kind + "_temp_path " + folder + "/" + kind + ";\n";
  return out + "  include " + included + ";\n}\n";
}

} // namespace

unsigned short unused_port() {
  const int handle = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  REQUIRE(::bind(handle, reinterpret_cast<sockaddr*>(&address), size) == 0);
  REQUIRE(::getsockname(handle, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  ::close(handle);
  return ntohs(address.sin_port);
}

Proxy::Proxy(unsigned short upstream, const std::vector<std::pair<std::string, std::string>>& changes) : port_(unused_port()) {
  const std::string deploy = std::string(OPENWARD_SOURCE_DIR) + "/service/deploy/";
  std::string site = content_of(deploy + "nginx.conf");
  for (const auto& [words, by] : changes) replace_all(site, words, by);
  replace_all(site, "listen 80 default_server", "listen 127.0.0.1:" + std::to_string(port_) + " default_server");
  replace_all(site, "127.0.0.1:8080", "127.0.0.1:" + std::to_string(upstream));
  replace_all(site, "/var/cache/nginx/openward", folder_.path() + "/cache");
  replace_all(site, "/etc/nginx/openward-problems.conf", deploy + "nginx-problems.conf");
  const std::string main = folder_.write("nginx.conf", main_file(folder_.path(), folder_.write("site.conf", site)));
  // It listens when it has gone to the background, so nobody has to wait for it.
  const Ended started =
      run_shell("PATH=$PATH:/usr/sbin exec nginx -p " + folder_.path() + " -e " + folder_.file("error.log") + " -c " + main);
  INFO(started.err);
  REQUIRE(started.status == 0);
  process_ = static_cast<pid_t>(std::stol(content_of(folder_.file("nginx.pid"))));
}

Proxy::~Proxy() {
  if (process_ <= 0) return;
  const int ended = static_cast<int>(::syscall(SYS_pidfd_open, process_, 0));
  ::kill(process_, SIGTERM);
  pollfd wait{ended, POLLIN, 0};
  if (ended >= 0) ::poll(&wait, 1, 20000);
  if (ended >= 0) ::close(ended);
}

std::size_t Proxy::kept_files() const {
  std::size_t files = 0;
  for (const char* kind : {"client_body", "proxy", "cache"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_.file(kind))) {
      if (entry.is_regular_file()) ++files;
    }
  }
  return files;
}

} // namespace openward::test
