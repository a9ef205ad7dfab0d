#include "exchange/ocds/sniff.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace openward::exchange {
namespace {

struct Signature {
  std::string_view start; // lower case where it is text
  std::string_view looks_like;
  std::string_view remedy;
};

constexpr std::array signatures{
    Signature{"%pdf", "a PDF document", "ask the publisher for the OCDS JSON of the notice"},
    Signature{"pk\x03\x04", "a ZIP archive or an Excel workbook", "unpack it and send the JSON inside"},
    Signature{"\x1f\x8b", "a gzip file", "unpack it and send the JSON inside"},
    Signature{"\xd0\xcf\x11\xe0", "an old Excel or Word document", "send the JSON release package instead"},
    Signature{"\xff\xfe", "text in UTF-16", "save it as UTF-8"},
    Signature{"\xfe\xff", "text in UTF-16", "save it as UTF-8"},
    Signature{"<!doctype", "an HTML page", "the address probably answered with an error or a login page; fetch the JSON again"},
    Signature{"<html", "an HTML page", "the address probably answered with an error or a login page; fetch the JSON again"},
    Signature{"<?xml", "XML", "send the OCDS JSON of the notice instead"},
    Signature{"<", "a page of markup", "fetch the JSON again"},
};

std::string lower_start(std::string_view bytes) {
  std::string s(bytes.substr(0, 16));
  std::transform(s.begin(), s.end(), s.begin(), [](unsigned char c) { return static_cast<char>(c < 0x80 ? std::tolower(c) : c); });
  return s;
}

/// The start of a text as it may be shown: one line, ASCII.
std::string shown(std::string_view text) {
  std::string s(text.substr(0, std::min<std::size_t>(text.find_first_of("\r\n"), 60)));
  std::replace_if(
      s.begin(), s.end(), [](char c) { return c < ' ' || c == '\x7f'; }, '?');
  return s;
}

bool is_binary(std::string_view text) {
  return std::any_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(text.size(), 512)),
                     [](char c) { return c >= 0 && c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f'; });
}

bool first_line_has_commas(std::string_view text) {
  const auto line = text.substr(0, text.find('\n'));
  return text.find('\n') != std::string_view::npos && std::count(line.begin(), line.end(), ',') >= 2;
}

} // namespace

std::optional<std::string> looks_unlike_json(std::string_view bytes) {
  const auto from = bytes.find_first_not_of(" \t\r\n");
  if (from == std::string_view::npos) return "It is empty; send a release package.";
  const auto text = bytes.substr(from);
  if (text.front() == '{' || text.front() == '[') return std::nullopt;
  const std::string start = lower_start(text);
  for (const auto& s : signatures) {
    if (start.compare(0, s.start.size(), s.start) == 0)
      return "It looks like " + std::string(s.looks_like) + ": " + std::string(s.remedy) + '.';
  }
  if (first_line_has_commas(text)) return "It looks like CSV: import it as a spend file, or send the OCDS JSON.";
  if (is_binary(text)) return "It looks like binary data: send the OCDS JSON.";
  return "It looks like plain text (\"" + shown(text) + "\"): the publisher may have refused the request; fetch the JSON again later.";
}

std::optional<std::size_t> first_bad_utf8(std::string_view bytes) {
  if (simdjson::validate_utf8(bytes.data(), bytes.size())) return std::nullopt;
  // Halve to the longest valid prefix. A cut inside a character makes the prefix invalid too, so the last three bytes before the fault
  // are settled one by one.
  std::size_t good = 0;
  std::size_t bad = bytes.size();
  while (bad - good > 4) {
    std::size_t middle = good + (bad - good) / 2;
    while (middle > good && (static_cast<unsigned char>(bytes[middle]) & 0xC0) == 0x80) --middle;
    if (middle == good) break;
    if (simdjson::validate_utf8(bytes.data() + good, middle - good))
      good = middle;
    else
      bad = middle;
  }
  while (good < bytes.size()) {
    std::size_t length = 0;
    for (std::size_t n = 1; n <= 4 && good + n <= bytes.size() && length == 0; ++n)
      if (simdjson::validate_utf8(bytes.data() + good, n)) length = n;
    if (length == 0) return good;
    good += length;
  }
  return good;
}

} // namespace openward::exchange
