#include "exchange/workbook/xls_records.h"

#include "exchange/workbook/compound_file.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace openward::exchange {
namespace {

constexpr unsigned continued = 0x003C;
constexpr std::string_view replacement = "\xEF\xBF\xBD";

enum Flags : unsigned { two_bytes = 1, phonetic = 4, formatted = 8 };

void append_utf8(std::string& out, unsigned c) {
  if (c == 0) c = 0xFFFD; // no text of the register holds a NUL
  if (c < 0x80) {
    out.push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    out.push_back(static_cast<char>(0xC0U | c >> 6U));
    out.push_back(static_cast<char>(0x80U | (c & 0x3FU)));
  } else if (c < 0x10000) {
    out.push_back(static_cast<char>(0xE0U | c >> 12U));
    out.push_back(static_cast<char>(0x80U | (c >> 6U & 0x3FU)));
    out.push_back(static_cast<char>(0x80U | (c & 0x3FU)));
  } else {
    out.push_back(static_cast<char>(0xF0U | c >> 18U));
    out.push_back(static_cast<char>(0x80U | (c >> 12U & 0x3FU)));
    out.push_back(static_cast<char>(0x80U | (c >> 6U & 0x3FU)));
    out.push_back(static_cast<char>(0x80U | (c & 0x3FU)));
  }
}

std::string utf8_of(const std::u16string& units) {
  std::string out;
  for (std::size_t i = 0; i < units.size(); ++i) {
    unsigned c = units[i];
    const bool high = c >= 0xD800 && c < 0xDC00;
    const bool low = c >= 0xDC00 && c < 0xE000;
    if (high && i + 1 < units.size() && units[i + 1] >= 0xDC00 && units[i + 1] < 0xE000) {
      c = 0x10000 + ((c - 0xD800) << 10U) + (units[++i] - 0xDC00U);
    } else if (high || low) {
      c = 0xFFFD;
    }
    append_utf8(out, c);
  }
  return out;
}

/// The body of a record and of those that continue it, read as one. Characters that go on in the next body are preceded there by flags of
/// their own.
class Body {
 public:
  Body(const XlsRecord& record, std::size_t at) : record_(record), rest_(record.body.substr(std::min(at, record.body.size()))) {}

  bool ended() {
    while (rest_.empty() && next_ < record_.more.size()) rest_ = record_.more[next_++];
    return rest_.empty();
  }
  unsigned byte() {
    if (ended()) return 0;
    const auto out = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    return out;
  }
  unsigned u16() {
    const unsigned low = byte();
    return low | byte() << 8U;
  }
  std::size_t u32() {
    const unsigned low = u16();
    return low | static_cast<std::size_t>(u16()) << 16U;
  }
  void skip(std::size_t bytes) {
    while (bytes > 0 && !ended()) {
      const std::size_t step = std::min(bytes, rest_.size());
      rest_.remove_prefix(step);
      bytes -= step;
    }
  }
  std::u16string characters(std::size_t count, unsigned flags) {
    std::u16string out;
    while (out.size() < count) {
      const bool goes_on = rest_.empty();
      if (ended()) break;
      if (goes_on) flags = byte();
      const bool wide = (flags & two_bytes) != 0;
      while (out.size() < count && rest_.size() >= (wide ? 2U : 1U)) out.push_back(static_cast<char16_t>(wide ? u16() : byte()));
      if (wide && rest_.size() == 1) break; // half a character: the file is damaged
    }
    return out;
  }
  std::string_view bytes(std::size_t count) const { return rest_.substr(0, count); }

 private:
  const XlsRecord& record_;
  std::string_view rest_;
  std::size_t next_ = 0;
};

std::string from_code_page(std::string_view bytes, unsigned page) {
  const std::string name = page == 10000 ? "MACINTOSH" : "CP" + std::to_string(page);
  iconv_t converter = iconv_open("UTF-8", name.c_str());
  if (converter == reinterpret_cast<iconv_t>(-1)) converter = iconv_open("UTF-8", "CP1252"); // the page of nearly all there are
  std::string out;
  std::array<char, 1024> buffer{};
  while (!bytes.empty()) {
    char* from = const_cast<char*>(bytes.data()); // iconv's signature; it does not write there
    std::size_t left = bytes.size();
    char* to = buffer.data();
    std::size_t room = buffer.size();
    const std::size_t done = iconv(converter, &from, &left, &to, &room);
    const bool stuck = done == static_cast<std::size_t>(-1) && room == buffer.size();
    out.append(buffer.data(), buffer.size() - room);
    bytes = bytes.substr(bytes.size() - left);
    if (!stuck) continue;
    bytes.remove_prefix(std::min<std::size_t>(1, bytes.size()));
    out += replacement;
  }
  iconv_close(converter);
  std::replace(out.begin(), out.end(), '\0', ' ');
  return out;
}

} // namespace

std::optional<XlsRecord> XlsRecords::next() {
  const auto take = [&](std::size_t size) {
    const std::string_view body = stream_.substr(at_ + 4, size);
    at_ += 4 + size;
    return body;
  };
  const auto whole = [&] { return at_ + 4 <= stream_.size() && at_ + 4 + u16_at(stream_, at_ + 2) <= stream_.size(); };
  if (!whole()) return std::nullopt;
  XlsRecord record;
  record.type = u16_at(stream_, at_);
  record.body = take(u16_at(stream_, at_ + 2));
  while (whole() && u16_at(stream_, at_) == continued) record.more.push_back(take(u16_at(stream_, at_ + 2)));
  return record;
}

std::string XlsText::read(const XlsRecord& record, std::size_t at, std::size_t size_of_size) const {
  Body body(record, at);
  const std::size_t count = size_of_size == 2 ? body.u16() : body.byte();
  if (!flagged) return from_code_page(body.bytes(count), code_page);
  const unsigned flags = body.byte();
  return utf8_of(body.characters(count, flags));
}

std::vector<std::string> xls_shared_texts(const XlsRecord& record) {
  Body body(record, 4); // after how often they are used
  const std::size_t count = body.u32();
  std::vector<std::string> out;
  while (out.size() < count && !body.ended()) {
    const std::size_t characters = body.u16();
    const unsigned flags = body.byte();
    const std::size_t runs = (flags & formatted) != 0 ? body.u16() : 0;
    const std::size_t spoken = (flags & phonetic) != 0 ? body.u32() : 0;
    out.push_back(utf8_of(body.characters(characters, flags)));
    body.skip(runs * 4 + spoken);
  }
  return out;
}

} // namespace openward::exchange
