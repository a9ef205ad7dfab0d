// Notices are typed into web forms: mark-up, entities, typographic quotation marks and hard spaces stand inside the words that the rules
// look for. Here they become plain words.

#include "exchange/ocds/notice_fields.h"

#include <array>

namespace openward::exchange {
namespace {

struct Replacement {
  std::string_view from;
  std::string_view to;
};

constexpr std::array entities{
    Replacement{"&amp;", "&"},   Replacement{"&#039;", "'"},  Replacement{"&#39;", "'"},   Replacement{"&apos;", "'"},
    Replacement{"&quot;", "\""}, Replacement{"&#034;", "\""}, Replacement{"&lt;", "<"},    Replacement{"&gt;", ">"},
    Replacement{"&nbsp;", " "},  Replacement{"&rsquo;", "'"}, Replacement{"&lsquo;", "'"}, Replacement{"&ndash;", "-"},
    Replacement{"&mdash;", "-"}, Replacement{"&pound;", "£"}, Replacement{"&#163;", "£"},
};

// UTF-8 of typographic marks, and the ASCII that stands for them.
constexpr std::array marks{
    Replacement{"\xE2\x80\x98", "'"},  Replacement{"\xE2\x80\x99", "'"}, Replacement{"\xE2\x80\x9C", "\""},
    Replacement{"\xE2\x80\x9D", "\""}, Replacement{"\xE2\x80\x90", "-"}, Replacement{"\xE2\x80\x91", "-"},
    Replacement{"\xE2\x80\x93", "-"},  Replacement{"\xE2\x80\x94", "-"}, Replacement{"\xC2\xA0", " "},
    Replacement{"\xE2\x80\xAF", " "},  Replacement{"\xE2\x80\x8B", ""},  Replacement{"\xEF\xBB\xBF", ""},
};

template <std::size_t N>
const Replacement* match(const std::array<Replacement, N>& table, std::string_view rest) {
  for (const auto& r : table)
    if (rest.substr(0, r.from.size()) == r.from) return &r;
  return nullptr;
}

/// The length of an HTML tag ("<br/>", "</p>") that begins here, or 0: "< 5 days" is no tag.
std::size_t tag_length(std::string_view rest) {
  if (rest.size() < 3) return 0;
  const char c = rest[1];
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '/';
  const auto close = letter ? rest.substr(0, 80).find('>') : std::string_view::npos;
  return close == std::string_view::npos ? 0 : close + 1;
}

/// Bytes that may need more than copying: mark-up, entities, white space and controls, and the first byte of a typographic mark.
constexpr std::array<bool, 256> needs_care = [] {
  std::array<bool, 256> t{};
  for (std::size_t i = 0; i <= 0x20; ++i) t[i] = true;
  t[static_cast<unsigned char>('<')] = true;
  t[static_cast<unsigned char>('&')] = true;
  for (const unsigned c : {0xE2U, 0xC2U, 0xEFU}) t[c] = true;
  return t;
}();

void put_space(std::string& out) {
  if (!out.empty() && out.back() != ' ') out.push_back(' ');
}

void put(std::string& out, std::string_view words) {
  if (words == " ")
    put_space(out);
  else
    out += words;
}

std::string cleaned(std::string_view text, bool fold_marks) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    std::size_t run = i;
    while (run < text.size() && !needs_care[static_cast<unsigned char>(text[run])]) ++run;
    out.append(text.substr(i, run - i));
    i = run;
    if (i >= text.size()) break;
    const char c = text[i];
    const auto rest = text.substr(i);
    if (c >= 0 && c <= ' ') {
      put_space(out);
      ++i;
    } else if (const std::size_t tag = c == '<' ? tag_length(rest) : 0) {
      put_space(out);
      i += tag;
    } else if (const Replacement* r = c == '&' ? match(entities, rest) : fold_marks && c < 0 ? match(marks, rest) : nullptr) {
      put(out, r->to);
      i += r->from.size();
    } else {
      out.push_back(c);
      ++i;
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

} // namespace

std::string plain_text(std::string_view text) { return cleaned(text, false); }
std::string folded_text(std::string_view text) { return cleaned(text, true); }

} // namespace openward::exchange
