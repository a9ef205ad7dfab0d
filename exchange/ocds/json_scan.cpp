#include "exchange/ocds/json_scan.h"

#include <array>

namespace openward::exchange {
namespace {

constexpr bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The bytes that end a run inside a string: the quotation mark, the backslash and the control characters.
constexpr std::array<bool, 256> ends_run = [] {
  std::array<bool, 256> t{};
  for (std::size_t i = 0; i < 0x20; ++i) t[i] = true;
  t[static_cast<unsigned char>('"')] = true;
  t[static_cast<unsigned char>('\\')] = true;
  return t;
}();

constexpr bool is_high_surrogate(unsigned u) { return u >= 0xD800 && u < 0xDC00; }
constexpr bool is_low_surrogate(unsigned u) { return u >= 0xDC00 && u < 0xE000; }

std::optional<unsigned> hex_digits(std::string_view four) {
  unsigned u = 0;
  for (const char c : four) {
    u <<= 4;
    if (is_digit(c))
      u |= static_cast<unsigned>(c - '0');
    else if (c >= 'a' && c <= 'f')
      u |= static_cast<unsigned>(c - 'a' + 10);
    else if (c >= 'A' && c <= 'F')
      u |= static_cast<unsigned>(c - 'A' + 10);
    else
      return std::nullopt;
  }
  return u;
}

void append_utf8(std::string& out, unsigned u) {
  const auto put = [&out](unsigned byte) { out.push_back(static_cast<char>(static_cast<unsigned char>(byte))); };
  if (u < 0x80) return put(u);
  if (u < 0x800) {
    put(0xC0 | (u >> 6));
  } else {
    if (u < 0x10000) {
      put(0xE0 | (u >> 12));
    } else {
      put(0xF0 | (u >> 18));
      put(0x80 | ((u >> 12) & 0x3F));
    }
    put(0x80 | ((u >> 6) & 0x3F));
  }
  put(0x80 | (u & 0x3F));
}

} // namespace

ScanFault JsonScanner::fault(std::string what) const {
  if (pos_ < bytes_.size()) return {pos_, false, std::move(what)};
  return {bytes_.size(), true, "the bytes end inside a value (" + what + ')'};
}

char JsonScanner::peek() {
  while (pos_ < bytes_.size() && is_space(bytes_[pos_])) ++pos_;
  return pos_ < bytes_.size() ? bytes_[pos_] : '\0';
}

std::optional<unsigned> JsonScanner::hex4(std::size_t at) const {
  if (at + 4 > bytes_.size()) return std::nullopt;
  return hex_digits(bytes_.substr(at, 4));
}

std::optional<ScanFault> JsonScanner::skip_escape(Skipped& seen) {
  ++pos_; // the backslash
  if (pos_ >= bytes_.size()) return fault("an escape was expected");
  const char c = bytes_[pos_];
  if (c != 'u') {
    if (std::string_view("\"\\/bfnrt").find(c) == std::string_view::npos) return fault("no such escape in JSON");
    ++pos_;
    return std::nullopt;
  }
  const auto unit = hex4(pos_ + 1);
  if (!unit) {
    if (pos_ + 5 > bytes_.size()) pos_ = bytes_.size();
    return fault("four hexadecimal digits were expected");
  }
  pos_ += 5;
  if (*unit == 0) seen.nul_escape = true;
  if (is_low_surrogate(*unit)) seen.lone_surrogate = true;
  if (!is_high_surrogate(*unit)) return std::nullopt;
  const auto second = bytes_.substr(pos_, 2) == "\\u" ? hex4(pos_ + 2) : std::nullopt;
  if (second && is_low_surrogate(*second))
    pos_ += 6;
  else
    seen.lone_surrogate = true;
  return std::nullopt;
}

std::optional<ScanFault> JsonScanner::skip_string(std::string_view& body, Skipped& seen) {
  const std::size_t begin = ++pos_;
  for (;;) {
    while (pos_ < bytes_.size() && !ends_run[static_cast<unsigned char>(bytes_[pos_])]) ++pos_;
    if (pos_ >= bytes_.size()) return fault("a string that is never closed");
    const char c = bytes_[pos_];
    if (c == '"') break;
    if (c != '\\') return fault("a control character inside a string; it must be escaped");
    if (auto f = skip_escape(seen)) return f;
  }
  body = bytes_.substr(begin, pos_ - begin);
  ++pos_;
  return std::nullopt;
}

std::optional<ScanFault> JsonScanner::skip_number() {
  const auto digits = [this] {
    const std::size_t from = pos_;
    while (pos_ < bytes_.size() && is_digit(bytes_[pos_])) ++pos_;
    return pos_ - from;
  };
  const auto at = [this](char c) { return pos_ < bytes_.size() && bytes_[pos_] == c; };
  if (at('-')) ++pos_;
  const bool zero = at('0');
  const std::size_t begin = pos_;
  const std::size_t whole = digits();
  if (whole == 0) return fault("a value was expected");
  if (zero && whole > 1) {
    pos_ = begin;
    return fault("a number must not begin with a nought");
  }
  if (at('.')) {
    ++pos_;
    if (digits() == 0) return fault("a digit was expected after the decimal point");
  }
  if (at('e') || at('E')) {
    ++pos_;
    if (at('+') || at('-')) ++pos_;
    if (digits() == 0) return fault("a digit was expected in the exponent");
  }
  return std::nullopt;
}

std::optional<ScanFault> JsonScanner::skip_word(std::string_view word) {
  const auto here = bytes_.substr(pos_, word.size());
  if (here != word) {
    if (word.substr(0, here.size()) == here) pos_ = bytes_.size();
    return fault("a value was expected");
  }
  pos_ += word.size();
  return std::nullopt;
}

std::optional<ScanFault> JsonScanner::skip_value(Skipped& seen) {
  enum class Want { value, value_or_close, name, name_or_close, comma_or_close };
  // An explicit stack: nesting in a hostile file must not become our own recursion.
  std::string open;
  Want want = Want::value;
  peek();
  seen.begin = pos_;
  do {
    const char c = peek();
    if ((c == ']' && want == Want::value_or_close) || (c == '}' && want == Want::name_or_close) ||
        (want == Want::comma_or_close && c == (open.back() == '{' ? '}' : ']'))) {
      ++pos_;
      open.pop_back();
      want = Want::comma_or_close;
      continue;
    }
    switch (want) {
    case Want::comma_or_close:
      if (c != ',') return fault("a comma or a closing bracket was expected");
      ++pos_;
      want = open.back() == '{' ? Want::name : Want::value;
      continue;
    case Want::name:
    case Want::name_or_close: {
      if (c != '"') return fault("a member name in quotation marks was expected");
      std::string_view ignored;
      if (auto f = skip_string(ignored, seen)) return f;
      if (peek() != ':') return fault("a colon was expected");
      ++pos_;
      want = Want::value;
      continue;
    }
    case Want::value:
    case Want::value_or_close:
      break;
    }
    if (c == '{' || c == '[') {
      ++pos_;
      open.push_back(c);
      if (open.size() > seen.depth) seen.depth = open.size();
      want = c == '{' ? Want::name_or_close : Want::value_or_close;
      continue;
    }
    std::optional<ScanFault> f;
    std::string_view ignored;
    if (c == '"')
      f = skip_string(ignored, seen);
    else if (c == 't')
      f = skip_word("true");
    else if (c == 'f')
      f = skip_word("false");
    else if (c == 'n')
      f = skip_word("null");
    else
      f = skip_number();
    if (f) return f;
    want = Want::comma_or_close;
  } while (!open.empty());
  seen.end = pos_;
  return std::nullopt;
}

std::string unescaped(std::string_view body) {
  std::string out;
  out.reserve(body.size());
  for (std::size_t i = 0; i < body.size(); ++i) {
    if (body[i] != '\\' || i + 1 >= body.size()) {
      out.push_back(body[i]);
      continue;
    }
    const char c = body[++i];
    constexpr std::string_view from = "bfnrt";
    constexpr std::string_view to = "\b\f\n\r\t";
    if (const auto at = from.find(c); at != std::string_view::npos) {
      out.push_back(to[at]);
    } else if (c == 'u') {
      unsigned u = hex_digits(body.substr(i + 1, 4)).value_or(0xFFFD);
      i += 4;
      if (is_high_surrogate(u) && body.substr(std::min(i + 1, body.size()), 2) == "\\u") {
        const auto low = hex_digits(body.substr(i + 3, 4));
        if (low && is_low_surrogate(*low)) {
          u = 0x10000 + ((u - 0xD800) << 10) + (*low - 0xDC00);
          i += 6;
        }
      }
      append_utf8(out, is_high_surrogate(u) || is_low_surrogate(u) ? 0xFFFD : u);
    } else {
      out.push_back(c);
    }
  }
  return out;
}

} // namespace openward::exchange
