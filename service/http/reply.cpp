#include "service/http/reply.h"

#include "service/http/syntax.h"

#include <cpprest/containerstream.h>
#include <cpprest/http_msg.h>

#include <stdexcept>
#include <utility>

namespace openward::http {
namespace {

namespace streams = concurrency::streams;
using Bytes = streams::details::streambuf_state_manager<unsigned char>;

// What the transport reads a body from. Only reading forward is real: the transport does nothing else.
class ForwardOnly : public Bytes {
 public:
  ForwardOnly() : Bytes(std::ios_base::in) {}
  bool can_seek() const override { return false; }
  bool has_size() const override { return false; }
  std::size_t buffer_size(std::ios_base::openmode) const override { return 0; }
  void set_buffer_size(std::size_t, std::ios_base::openmode) override {}
  std::size_t in_avail() const override { return 0; }
  pos_type getpos(std::ios_base::openmode) const override { return nowhere(); }
  pos_type seekpos(pos_type, std::ios_base::openmode) override { return nowhere(); }
  pos_type seekoff(off_type, std::ios_base::seekdir, std::ios_base::openmode) override { return nowhere(); }
  bool acquire(unsigned char*&, std::size_t&) override { return false; }
  void release(unsigned char*, std::size_t) override {}

 protected:
  pplx::task<bool> _sync() override { return pplx::task_from_result(true); }
  pplx::task<int_type> _putc(unsigned char) override { return pplx::task_from_result<int_type>(traits::eof()); }
  pplx::task<std::size_t> _putn(const unsigned char*, std::size_t) override { return pplx::task_from_result<std::size_t>(0); }
  pplx::task<int_type> _bumpc() override { return pplx::task_from_result<int_type>(traits::eof()); }
  int_type _sbumpc() override { return traits::eof(); }
  pplx::task<int_type> _getc() override { return pplx::task_from_result<int_type>(traits::eof()); }
  int_type _sgetc() override { return traits::eof(); }
  pplx::task<int_type> _nextc() override { return pplx::task_from_result<int_type>(traits::eof()); }
  pplx::task<int_type> _ungetc() override { return pplx::task_from_result<int_type>(traits::eof()); }
  std::size_t _scopy(unsigned char*, std::size_t) override { return 0; }
  unsigned char* _alloc(std::size_t) override { return nullptr; }
  void _commit(std::size_t) override {}

 private:
  static pos_type nowhere() { return static_cast<pos_type>(static_cast<off_type>(-1)); }
};

class Feed final : public ForwardOnly {
 public:
  explicit Feed(std::shared_ptr<BodyFeed> feed) : feed_(std::move(feed)) {}

 protected:
  pplx::task<std::size_t> _getn(unsigned char* to, std::size_t count) override {
    try {
      return pplx::task_from_result(feed_->read({to, count}));
    } catch (...) { // becomes the task's: the transport then cuts the connection without the last chunk
      return pplx::task_from_exception<std::size_t>(std::current_exception());
    }
  }

 private:
  std::shared_ptr<BodyFeed> feed_;
};

// At its end before it begins: the transport writes the headers, asks whether there is more, and closes without writing a byte of body.
class HeadersOnly final : public ForwardOnly {
 public:
  bool is_eof() const override { return true; }

 protected:
  pplx::task<std::size_t> _getn(unsigned char*, std::size_t) override { return pplx::task_from_result<std::size_t>(0); }
};

bool carries_body(int status) { return status != 204 && status != 205 && status != 304; }

template <typename Buffer, typename... Arguments>
streams::istream stream_of(Arguments&&... arguments) {
  return streams::istream(streams::streambuf<unsigned char>(std::make_shared<Buffer>(std::forward<Arguments>(arguments)...)));
}

Response checked(Response response) {
  if (response.status < 200 || response.status > 599)
    throw std::invalid_argument("a handler answered with status " + std::to_string(response.status) + "; 200 to 599 are possible");
  if (has_control(response.media_type)) throw std::invalid_argument("a handler answered with a control character in the media type");
  for (auto& [name, value] : std::exchange(response.headers, {})) response.set_header(std::move(name), std::move(value));
  return response;
}

} // namespace

web::http::http_response transport_response(Response from, BodyPart part, const std::shared_ptr<BodyFeed>& feed) {
  Response response = checked(std::move(from));
  const auto type = response.media_type.empty() ? std::string("application/octet-stream") : response.media_type;
  const auto length = feed ? response.stream_length : std::optional<std::uint64_t>(response.body.size());
  web::http::http_response out(static_cast<web::http::status_code>(response.status));
  for (const auto& [name, value] : response.headers) out.headers()[name] = value;
  if (!carries_body(response.status)) return out;
  if (part == BodyPart::headers_only && (feed || length != 0)) {
    length ? out.set_body(stream_of<HeadersOnly>(), *length, type) : out.set_body(stream_of<HeadersOnly>(), type);
    out.headers()["Connection"] = "close";
  } else if (feed) {
    length ? out.set_body(stream_of<Feed>(feed), *length, type) : out.set_body(stream_of<Feed>(feed), type);
  } else if (length != 0 || !response.media_type.empty()) {
    out.set_body(streams::bytestream::open_istream(std::move(response.body)), *length, type);
  }
  return out;
}

} // namespace openward::http
