#include "domain/identifier.h"

#include "domain/text.h"

#include <algorithm>
#include <array>
#include <optional>

namespace openward {
namespace {

using detail::all_digits;
using detail::is_digit;
using detail::is_upper;

constexpr std::size_t longest_id = 100;

/// What people write where they have no identifier.
constexpr std::array<std::string_view, 14> nobody{"TBC",
                                                  "TBA",
                                                  "TBD",
                                                  "N/A",
                                                  "NA",
                                                  "NONE",
                                                  "NULL",
                                                  "NIL",
                                                  "UNKNOWN",
                                                  "NOT KNOWN",
                                                  "NOT APPLICABLE",
                                                  "NOT AVAILABLE",
                                                  "PENDING",
                                                  "TO BE CONFIRMED"};

/// Nothing but zeros and punctuation, or a word that says "none".
bool identifies_nobody(std::string_view id) {
  if (std::find(nobody.begin(), nobody.end(), id) != nobody.end()) return true;
  return std::none_of(id.begin(), id.end(),
                      [](char c) { return (is_digit(c) && c != '0') || is_upper(c) || static_cast<unsigned char>(c) >= 0x80; });
}

std::string zero_padded(std::string_view digits, std::size_t width) {
  return std::string(width > digits.size() ? width - digits.size() : 0, '0').append(digits);
}

std::string without_spaces(std::string_view text) {
  std::string result(text);
  std::erase(result, ' ');
  return result;
}

bool shaped_as(std::string_view text, std::string_view shape) {
  return std::equal(text.begin(), text.end(), shape.begin(), shape.end(), [](char c, char kind) {
    if (kind == '9') return is_digit(c);
    if (kind == 'A') return is_upper(c);
    return c == kind;
  });
}

std::optional<std::string> ods_code(std::string_view id) {
  const bool plain = std::all_of(id.begin(), id.end(), [](char c) { return is_digit(c) || is_upper(c); });
  if (!plain || id.size() < 3 || id.size() > 8) return std::nullopt;
  return std::string(id);
}

/// Eight characters: digits alone, or the letters of a register (SC, NI, OC, R0, IP…R) around them. Leading zeros that were lost
/// are put back.
std::optional<std::string> company_number(std::string_view id) {
  const std::string text = without_spaces(id);
  const std::size_t letters = std::min(text.find_first_of("0123456789"), text.size());
  const std::string_view prefix = std::string_view(text).substr(0, letters);
  std::string_view digits = std::string_view(text).substr(letters);
  const bool society = prefix == "IP" && digits.size() > 1 && is_upper(digits.back());
  const std::string suffix(society ? digits.substr(digits.size() - 1) : std::string_view());
  digits.remove_suffix(suffix.size());
  const std::size_t room = 8 - std::min<std::size_t>(8, letters + suffix.size());
  const bool known = letters <= 2 && std::all_of(prefix.begin(), prefix.end(), is_upper);
  if (!known || !all_digits(digits) || digits.size() > room) return std::nullopt;
  if (digits.find_first_not_of('0') == std::string_view::npos) return std::nullopt;
  return std::string(prefix) + zero_padded(digits, room) + suffix;
}

/// Charity Commission: six or seven digits, and "-1" for a charity linked to another; "-0" is the charity itself.
std::optional<std::string> charity_number(std::string_view id) {
  const auto dash = id.find('-');
  const std::string_view number = id.substr(0, dash);
  const std::string_view linked = dash == std::string_view::npos ? "0" : id.substr(dash + 1);
  if (!all_digits(number) || number.size() < 6 || number.size() > 7 || !all_digits(linked) || linked.size() > 3) return std::nullopt;
  return linked.find_first_not_of('0') == std::string_view::npos ? std::string(number) : std::string(id);
}

/// A regulator that writes its letters before six digits (SC012345, NIC100001); the letters may be missing in the source.
std::optional<std::string> lettered_charity(std::string_view id, std::string_view letters) {
  if (id.starts_with(letters)) id.remove_prefix(letters.size());
  if (!all_digits(id) || id.size() > 6) return std::nullopt;
  return std::string(letters) + zero_padded(id, 6);
}

std::optional<std::string> ppon(std::string_view id) {
  if (!shaped_as(id, "PAAA-9999-AAAA")) return std::nullopt;
  return std::string(id);
}

struct Scheme {
  std::string_view name;
  std::string_view org_id;
  std::optional<std::string> (*normalise)(std::string_view);
  std::string_view form; // for the person who mends it
};

constexpr std::array<Scheme, 6> schemes{{
    {"ods", "GB-NHS", ods_code, "3 to 8 letters and digits, like \"QHM\""},
    {"coh", "GB-COH", company_number, "the 8 characters of Companies House, like \"01532937\" or \"OC303525\""},
    {"chc", "GB-CHC", charity_number, "the 6 or 7 digits of the Charity Commission, like \"1165672\""},
    {"sc", "GB-SC", [](std::string_view id) { return lettered_charity(id, "SC"); }, "SC and 6 digits, like \"SC012345\""},
    {"nic", "GB-NIC", [](std::string_view id) { return lettered_charity(id, "NIC"); }, "NIC and 6 digits, like \"NIC100001\""},
    {"ppon", "GB-PPON", ppon, "P and 3 letters, 4 digits, 4 letters, like \"PABC-1234-DEFG\""},
}};

Error refused(std::string code, std::string message) { return invalid_at("", std::move(code), std::move(message)); }

} // namespace

Result<Identifier> Identifier::create(std::string_view scheme, std::string_view id) {
  const bool plain = std::all_of(scheme.begin(), scheme.end(), [](char c) { return detail::is_lower(c) || is_digit(c) || c == '-'; });
  if (scheme.empty() || !plain) {
    return refused("bad_scheme", "the identifier scheme " + detail::quoted(scheme) +
                                     " is not lower-case letters, digits and hyphens; use one such as ods, coh, chc or ppon");
  }
  const std::string_view given = detail::trimmed(id);
  if (given.size() > longest_id || detail::has_control_character(given)) {
    return refused("bad_identifier", "the identifier " + detail::quoted(id) +
                                         " is longer than 100 bytes or holds a control character; give the register's own number");
  }
  const std::string capitals = detail::upper(given);
  if (identifies_nobody(capitals)) {
    return refused("identifies_nobody", "the identifier " + detail::quoted(id) + " of scheme " + std::string(scheme) +
                                            " identifies nobody; leave it out until it is known");
  }
  const auto known = std::find_if(schemes.begin(), schemes.end(), [&](const Scheme& s) { return s.name == scheme; });
  if (known == schemes.end()) return Identifier(std::string(scheme), std::string(given));
  auto normal = known->normalise(capitals);
  if (!normal) {
    return refused("bad_identifier", "the identifier " + detail::quoted(id) + " does not have the form of " + std::string(scheme) +
                                         "; it must be " + std::string(known->form));
  }
  return Identifier(std::string(scheme), std::move(*normal));
}

Result<Identifier> Identifier::parse(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) {
    return refused("no_scheme", "the identifier " + detail::quoted(text) + " has no scheme; write both parts, like \"ods:QHM\"");
  }
  return create(text.substr(0, colon), text.substr(colon + 1));
}

Result<Identifier> Identifier::from_org_id(std::string_view scheme, std::string_view id) {
  const std::string list = detail::upper(detail::trimmed(scheme));
  std::string_view number = detail::trimmed(id);
  if (list.empty())
    return refused("no_scheme", "the identifier " + detail::quoted(id) + " has no scheme; name the list it comes from, like \"GB-COH\"");
  if (list == "GB-FTS") {
    return refused("local_identifier", "the identifier " + detail::quoted(id) +
                                           " of GB-FTS means nothing outside its own notice; use a register's number instead");
  }
  // Some publishers write the whole party id ("GB-COH-01532937") where the number alone belongs.
  if (number.size() > list.size() && detail::upper(number.substr(0, list.size() + 1)) == list + "-") number.remove_prefix(list.size() + 1);
  const auto known = std::find_if(schemes.begin(), schemes.end(), [&](const Scheme& s) { return s.org_id == list; });
  return create(known == schemes.end() ? detail::lower(list) : std::string(known->name), number);
}

} // namespace openward
