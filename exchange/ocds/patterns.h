#pragma once
// Compiling the rules' patterns. All are RE2: linear in the text, whatever a notice contains. Patterns ignore case unless a part says
// (?-i:…), as it must for the letters of the direct award processes ("direct award a contract" names no process).

#include <re2/re2.h>

#include <stdexcept>
#include <string>
#include <string_view>

namespace openward::exchange {

/// A pattern of ours that does not compile is a fault of the program, found by the first test that reads a notice.
class Pattern {
 public:
  explicit Pattern(std::string_view text) : re_(re2::StringPiece(text.data(), text.size()), options()) {
    if (!re_.ok()) throw std::logic_error("pattern: " + re_.error());
  }
  const re2::RE2& operator*() const { return re_; }
  bool in(std::string_view text) const { return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), re_); }

 private:
  static re2::RE2::Options options() {
    re2::RE2::Options o;
    o.set_case_sensitive(false);
    o.set_encoding(re2::RE2::Options::EncodingLatin1); // patterns are ASCII; bytes are faster than characters
    o.set_log_errors(false);
    return o;
  }
  re2::RE2 re_;
};

/// The full names of the English regime, as people spell them.
inline constexpr std::string_view psr_full_name =
    R"((?:provider'?s?'?[ -]selection[ -](?:regime|regulation)|health ?care services ?\(? ?provider)"
    R"(|\b2023(?: ?/ ?| ?no\.? ?)1348\b))";

} // namespace openward::exchange
