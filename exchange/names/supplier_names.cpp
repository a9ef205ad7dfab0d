#include "exchange/names/supplier_names.h"

#include "domain/text.h"
#include "exchange/names/codes.h"
#include "exchange/names/plain_text.h"

#include <algorithm>
#include <array>

namespace openward::exchange {
namespace {

using matching::PartRole;
using matching::SupplierString;
using matching::Trouble;

constexpr std::size_t longest_name = 1000;

struct Divider {
  std::string_view words;
  PartRole role; // of what follows
};

/// In the order in which they are looked for. All stand between spaces or at a bracket.
constexpr auto dividers = std::to_array<Divider>({
    {" T/A ", PartRole::trading_as},
    {" TA ", PartRole::trading_as},
    {" T/AS ", PartRole::trading_as},
    {" TRADING AS ", PartRole::trading_as},
    {" DBA ", PartRole::trading_as},
    {" AKA ", PartRole::trading_as},
    {" FORMERLY KNOWN AS ", PartRole::formerly},
    {" FORMERLY AS ", PartRole::formerly},
    {" FORMERLY ", PartRole::formerly},
    {" PREVIOUSLY KNOWN AS ", PartRole::formerly},
    {" PREVIOUSLY ", PartRole::formerly},
    {" NOW KNOWN AS ", PartRole::formerly},
    {" C/O ", PartRole::care_of},
    {" ON BEHALF OF ", PartRole::care_of},
    {" OBO ", PartRole::care_of},
    {" AGENT FOR ", PartRole::care_of},
    {" RE ", PartRole::care_of},
});

constexpr std::array<std::string_view, 6> legal_forms{" LTD ", " LIMITED ", " LLP ", " PLC ", " CIC ", " COMMUNITY INTEREST COMPANY "};

constexpr std::array<std::string_view, 2> withheld{"REDACTED", "WITHHELD"};
constexpr std::array<std::string_view, 12> no_names{
    "TOTAL",   "GRAND TOTAL", "SUB TOTAL", "VARIOUS",     "SUNDRY", "SUNDRY CREDITORS", "VARIOUS SUPPLIERS", "ONE OFF SUPPLIER",
    "UNKNOWN", "N/A",         "NONE",      "CONFIDENTIAL"};

Trouble trouble_of(std::string_view published, std::string_view capitals) {
  if (detail::characters(published) > longest_name) return Trouble::too_long;
  const bool letter = std::any_of(capitals.begin(), capitals.end(), detail::is_upper);
  const bool digit = std::any_of(capitals.begin(), capitals.end(), detail::is_digit);
  if (!letter) return digit ? Trouble::numeric : Trouble::empty;
  if (std::any_of(withheld.begin(), withheld.end(), [&](std::string_view w) { return capitals.find(w) != std::string_view::npos; }))
    return Trouble::withheld;
  if (std::find(no_names.begin(), no_names.end(), capitals) != no_names.end()) return Trouble::not_a_name;
  return Trouble::none;
}

void put(SupplierString& out, PartRole role, std::string_view text) {
  const std::string_view plain = detail::trimmed(text);
  if (std::none_of(plain.begin(), plain.end(), detail::is_upper)) return;
  const bool known = std::any_of(out.parts.begin(), out.parts.end(), [&](const matching::NamePart& p) { return p.text == plain; });
  if (!known) out.parts.push_back({role, std::string(plain)});
}

/// Whether a legal form stands in the text: what a bracket before it holds is part of the registered name ("Insight (UK) Ltd").
bool has_legal_form(std::string_view text) {
  const std::string spaced = " " + std::string(text) + " ";
  return std::any_of(legal_forms.begin(), legal_forms.end(), [&](std::string_view form) { return spaced.find(form) != std::string::npos; });
}

/// The text without what stands in brackets, and that by itself.
struct Brackets {
  std::string outside;
  std::vector<std::string> inside;
};

Brackets brackets_of(std::string_view text) {
  Brackets out;
  for (std::size_t at = 0; at < text.size();) {
    const auto open = text.find('(', at);
    out.outside += text.substr(at, open == std::string_view::npos ? open : open - at);
    if (open == std::string_view::npos) break;
    // A bracket that is never closed was cut off with the rest of the name.
    const auto close = std::min(text.find(')', open), text.size());
    const std::string_view inside = detail::trimmed(text.substr(open + 1, close - open - 1));
    out.outside += ' ';
    if (has_legal_form(text.substr(std::min(close + 1, text.size()))))
      out.outside.append(inside).append(" ");
    else
      out.inside.emplace_back(inside);
    at = std::min(close + 1, text.size());
  }
  return out;
}

std::string_view up_to_legal_form(std::string_view text) {
  const std::string spaced = std::string(text) + " ";
  std::size_t end = std::string::npos;
  for (const std::string_view form : legal_forms) {
    const auto at = spaced.find(form);
    if (at != std::string::npos) end = std::min(end, at + form.size() - 1);
  }
  return end >= text.size() ? std::string_view() : text.substr(0, end);
}

/// The first divider and what it divides.
const Divider* divided(std::string_view text, std::string_view& before, std::string_view& after) {
  for (const Divider& divider : dividers) {
    const auto at = text.find(divider.words);
    if (at == std::string_view::npos || at == 0) continue;
    before = text.substr(0, at);
    after = text.substr(at + divider.words.size());
    return &divider;
  }
  return nullptr;
}

void put_parts_of_name(SupplierString& out, std::string_view name) {
  const Brackets brackets = brackets_of(name);
  put(out, PartRole::main, brackets.outside);
  put(out, PartRole::to_form, up_to_legal_form(detail::trimmed(brackets.outside)));
  for (const std::string_view mark : {" - ", ", ", " -", "- "}) {
    const auto at = name.find(mark);
    if (at == std::string_view::npos) continue;
    put(out, PartRole::before, name.substr(0, at));
    put(out, PartRole::after, name.substr(at + mark.size()));
    break;
  }
  for (const std::string& inside : brackets.inside) {
    const std::string spaced = " " + inside;
    std::string_view before, after;
    if (const Divider* divider = divided(" X" + spaced, before, after))
      put(out, divider->role, inside.substr(inside.size() - after.size()));
    else
      put(out, PartRole::bracketed, inside);
  }
}

} // namespace

matching::SupplierString read_supplier(std::string_view published) {
  SupplierString out;
  // A cell of any size is looked at no further than it can be a name.
  const PlainText plain = plain_text(published.substr(0, 4 * longest_name + 4));
  out.text = plain.text;
  out.repaired = plain.repaired;
  out.trouble = trouble_of(published, plain.ascii);
  if (out.trouble != Trouble::none) return out;
  WithoutCodes taken = without_codes(plain.ascii);
  out.codes = std::move(taken.codes);
  const std::string& name = taken.name;
  std::string_view before, after;
  const Divider* divider = divided(name, before, after);
  if (divider == nullptr) {
    put(out, PartRole::whole, name);
    put_parts_of_name(out, name);
  } else {
    put(out, PartRole::main, before);
    put_parts_of_name(out, before);
    put(out, divider->role, after);
    const Brackets brackets = brackets_of(after);
    put(out, divider->role, brackets.outside);
  }
  if (out.parts.empty()) out.trouble = Trouble::numeric;
  return out;
}

} // namespace openward::exchange
