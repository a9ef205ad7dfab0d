#include "service/http/listen_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

namespace openward::http {
namespace {

struct Socket {
  int handle = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  Socket() = default;
  ~Socket() {
    if (handle >= 0) ::close(handle);
  }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
};

// The socket functions take every kind of address through one pointer type.
sockaddr* generic(sockaddr_in& address) { return static_cast<sockaddr*>(static_cast<void*>(&address)); }

} // namespace

Result<std::string> listen_address(std::string_view text) {
  if (text == "localhost") return std::string("127.0.0.1");
  const std::string address(text);
  in_addr ignored{};
  if (::inet_pton(AF_INET, address.c_str(), &ignored) == 1 && address.find('\0') == address.npos) return address;
  const auto asked = "Cannot listen on \"" + address + "\": ";
  if (text == "+" || text == "*")
    return invalid_at("listen", "bad_address",
                      asked + "for every interface write --listen 0.0.0.0:PORT; for this machine alone 127.0.0.1:PORT.");
  if (text.find(':') != text.npos)
    return invalid_at("listen", "bad_address", asked + "IPv6 is not served; listen on 127.0.0.1 and let a reverse proxy take IPv6.");
  return invalid_at("listen", "bad_address", asked + "write an IPv4 address in numbers, such as --listen 127.0.0.1:8080.");
}

Error listen_error(const std::string& address, unsigned short port, int system_error) {
  const auto where = address + ":" + std::to_string(port);
  const auto words = std::error_code(system_error, std::system_category()).message();
  switch (system_error) {
  case EADDRINUSE:
    return {ErrorKind::unavailable,
            "Cannot listen on " + where + ": the port is in use. Stop the program that has it, or choose another with --listen " + address +
                ":PORT.",
            {},
            words};
  case EADDRNOTAVAIL:
    return {ErrorKind::unavailable,
            "Cannot listen on " + where + ": this machine does not have the address. Choose one that it has, such as --listen 127.0.0.1:" +
                std::to_string(port) + ".",
            {},
            words};
  case EACCES:
    return {ErrorKind::unavailable,
            "Cannot listen on " + where + ": permission denied. Choose a port from 1024 upwards with --listen " + address + ":8080.",
            {},
            words};
  default:
    return {ErrorKind::unavailable, "Cannot listen on " + where + ". Choose another address with --listen ADDRESS:PORT.", {}, words};
  }
}

Result<unsigned short> free_port(const std::string& address, unsigned short port) {
  const Socket probe;
  sockaddr_in name{};
  name.sin_family = AF_INET;
  name.sin_port = htons(port);
  ::inet_pton(AF_INET, address.c_str(), &name.sin_addr);
  const int yes = 1; // a connection of an earlier run that is still in TIME_WAIT does not make the port taken
  if (probe.handle < 0 || ::setsockopt(probe.handle, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0 ||
      ::bind(probe.handle, generic(name), sizeof name) != 0)
    return listen_error(address, port, errno);
  socklen_t size = sizeof name;
  if (::getsockname(probe.handle, generic(name), &size) != 0) return listen_error(address, port, errno);
  return static_cast<unsigned short>(ntohs(name.sin_port));
}

} // namespace openward::http
