#pragma once
// An HTTP client made of a bare socket, so that tests can send what no library would send, and see the bytes that come back. One thread
// at a time. Nothing here waits for ever: after `patience` an answer counts as not given.

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace openward::test {

struct RawAnswer {
  int status = 0;                                           // 0: nothing came that could be read as a status line
  std::string head;                                         // status line and headers as received
  std::vector<std::pair<std::string, std::string>> headers; // names in lower case
  std::string body;                                         // chunks joined
  bool complete = false;                                    // the announced length, or the last chunk, was received

  std::string header(std::string_view lower_case_name) const; // "" when absent
  std::size_t count(std::string_view lower_case_name) const;
};

class RawConnection {
 public:
  static constexpr std::chrono::seconds patience{20};

  /// `receive_buffer` shrinks the kernel's buffer, for clients that read slowly.
  explicit RawConnection(unsigned short port, std::optional<int> receive_buffer = std::nullopt);
  ~RawConnection();
  RawConnection(RawConnection&&) noexcept;
  RawConnection& operator=(RawConnection&&) = delete;
  RawConnection(const RawConnection&) = delete;
  RawConnection& operator=(const RawConnection&) = delete;

  bool connected() const { return handle_ >= 0; }
  /// False when the server closed before all was taken.
  bool send(std::string_view bytes);
  /// One answer. `headers_only` for the answer to a HEAD.
  RawAnswer receive(bool headers_only = false);
  /// The status line and the headers; the body stays to be read with read_some() or receive_body().
  RawAnswer receive_head();
  void receive_body(RawAnswer& answer);
  /// What has come, at least a byte; "" at the end of the stream or when patience ends.
  std::string read_some();
  /// True when the server has ended the stream (nothing more will come).
  bool ended();
  void finish_sending();
  /// Goes away rudely: the server gets a reset.
  void reset();

 private:
  bool fill();
  std::optional<std::string> line();
  std::optional<std::string> exactly(std::size_t count);

  int handle_ = -1;
  std::string buffer_;
};

/// "GET /x HTTP/1.1" with Host, the further headers ("A: b\r\n…") and, where there is a body, its length.
std::string request_text(std::string_view method, std::string_view target, std::string_view headers = {}, std::string_view body = {});
/// On a connection of its own.
RawAnswer ask(unsigned short port, std::string_view bytes, bool headers_only = false);
RawAnswer get(unsigned short port, std::string_view target, std::string_view headers = {});

/// Resident memory of this process.
std::size_t resident_bytes();

} // namespace openward::test
