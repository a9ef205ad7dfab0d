#pragma once
// A strict JSON scanner for framing: finds where values begin and end, checks the whole grammar, and names the byte of a fault. It
// keeps no tree and copies nothing, so a file of a gigabyte costs what its nesting costs. Numbers are checked as text alone: `1e9999` is
// grammatical JSON and Find a Tender publishes it. One scanner belongs to one thread.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace openward::exchange {

struct ScanFault {
  std::size_t offset = 0;
  bool at_end = false; // the bytes stop inside a value: a truncated file
  std::string what;    // "a comma or a closing bracket was expected"
};

/// What was met while skipping a value.
struct Skipped {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t depth = 0; // 1 for a flat object or array
  bool nul_escape = false;
  bool lone_surrogate = false;
};

class JsonScanner {
 public:
  explicit JsonScanner(std::string_view bytes, std::size_t from = 0) : bytes_(bytes), pos_(from) {}

  /// The next byte that is not white space, or 0 at the end.
  char peek();
  std::size_t position() const { return pos_; }
  void advance() { ++pos_; }

  /// Moves over one whole value. The marks of `seen` are added to, begin and end are set.
  std::optional<ScanFault> skip_value(Skipped& seen);
  /// Moves over a string; `body` is what stands between the quotation marks, still escaped.
  std::optional<ScanFault> skip_string(std::string_view& body, Skipped& seen);

  /// Calls `member(raw_key)` for each member of the object that starts here; the callee moves over the value.
  template <typename F>
  std::optional<ScanFault> each_member(Skipped& seen, F&& member) {
    advance();
    if (peek() == '}') return advance(), std::nullopt;
    for (;;) {
      if (peek() != '"') return fault("a member name in quotation marks was expected");
      std::string_view key;
      if (auto f = skip_string(key, seen)) return f;
      if (peek() != ':') return fault("a colon was expected");
      advance();
      if (auto f = member(key)) return f;
      const char c = peek();
      if (c != ',' && c != '}') return fault("a comma or a closing brace was expected");
      advance();
      if (c == '}') return std::nullopt;
    }
  }

  /// Calls `element(index)` for each element of the array that starts here; the callee moves over the value.
  template <typename F>
  std::optional<ScanFault> each_element(F&& element) {
    advance();
    if (peek() == ']') return advance(), std::nullopt;
    for (std::size_t i = 0;; ++i) {
      if (auto f = element(i)) return f;
      const char c = peek();
      if (c != ',' && c != ']') return fault("a comma or a closing bracket was expected");
      advance();
      if (c == ']') return std::nullopt;
    }
  }

  ScanFault fault(std::string what) const;

 private:
  std::optional<ScanFault> skip_escape(Skipped& seen);
  std::optional<ScanFault> skip_number();
  std::optional<ScanFault> skip_word(std::string_view word);
  std::optional<unsigned> hex4(std::size_t at) const;

  std::string_view bytes_;
  std::size_t pos_;
};

/// The text of a JSON string body: escapes resolved, lone surrogates as U+FFFD.
std::string unescaped(std::string_view body);

} // namespace openward::exchange
