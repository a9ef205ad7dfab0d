#include "exchange/workbook/shared_strings.h"

#include "domain/text.h"
#include "exchange/workbook/xml_part.h"

#include <charconv>

namespace openward::exchange {
namespace {

constexpr std::size_t most_text = 96 * 1024 * 1024;
constexpr std::size_t most_strings = 4'000'000;

int hex_digit(char c) {
  if (detail::is_digit(c)) return c - '0';
  const char lower = detail::to_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

} // namespace

/// <sst><si><t>text</t></si> <si><r><t>of several</t></r><r><t> runs</t></r><rPh><t>how it is spoken</t></rPh></si></sst>
class SharedStringEvents : public XmlEvents {
 public:
  explicit SharedStringEvents(SharedStrings& strings) : strings_(strings) {}

  void begin(std::string_view element, const XmlAttributes&) noexcept override {
    if (element == "rPh") spoken_ = true;
    inside_ = element == "t" && !spoken_;
  }
  void end(std::string_view element) noexcept override {
    inside_ = false;
    if (element == "rPh") spoken_ = false;
    if (element != "si") return;
    strings_.text_ += string_.find("_x") == std::string::npos ? string_ : without_escapes(string_);
    string_.clear();
    strings_.ends_.push_back(static_cast<std::uint32_t>(strings_.text_.size()));
  }
  void text(std::string_view piece) noexcept override {
    if (inside_) string_ += piece;
  }
  Result<bool> more() override {
    if (strings_.text_.size() + string_.size() <= most_text && strings_.ends_.size() <= most_strings) return true;
    return Error{ErrorKind::unsupported,
                 "The file is an Excel workbook (.xlsx) whose texts take more than " + std::to_string(most_text >> 20U) +
                     " MiB. Open it in a spreadsheet program and save the sheet as CSV, which may be of any size.",
                 {},
                 {}};
  }

 private:
  SharedStrings& strings_;
  std::string string_;
  bool inside_ = false;
  bool spoken_ = false;
};

std::string without_escapes(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    int code = 0;
    const bool shaped = text.size() >= 7 && text.starts_with("_x") && text[6] == '_';
    for (std::size_t i = 2; shaped && i < 6; ++i) {
      const int digit = hex_digit(text[i]);
      code = digit < 0 || code < 0 ? -1 : code * 16 + digit;
    }
    if (shaped && code > 0 && code < 0x80) {
      out.push_back(static_cast<char>(code));
      text.remove_prefix(7);
    } else {
      out.push_back(text.front());
      text.remove_prefix(1);
    }
  }
  return out;
}

Result<SharedStrings> SharedStrings::read(const ZipParts& parts, const std::string& name) {
  SharedStrings strings;
  if (!parts.has(name)) return strings;
  SharedStringEvents events(strings);
  auto read = read_xml(parts, name, events);
  if (!read) return read.error();
  return strings;
}

std::optional<std::string_view> SharedStrings::at(std::string_view index) const {
  std::size_t i = 0;
  const std::string_view digits = detail::trimmed(index);
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), i);
  if (read.ec != std::errc() || read.ptr != digits.data() + digits.size() || i >= ends_.size()) return std::nullopt;
  const std::size_t begin = i == 0 ? 0 : ends_[i - 1];
  return std::string_view(text_).substr(begin, ends_[i] - begin);
}

} // namespace openward::exchange
