#include "exchange/ods/ods_row.h"

#include "domain/text.h"
#include "exchange/names/plain_text.h"

#include <algorithm>
#include <charconv>

namespace openward::exchange {
namespace {

/// Columns from nought.
enum Column : int {
  code = 0,
  name = 1,
  region = 2,
  geography = 3,
  first_address = 4,
  last_address = 8,
  postcode = 9,
  opened = 10,
  closed = 11,
  subtype = 13,
  parent = 14,
  trust_type = 23,
  prescribing_setting = 25,
};

int number_of(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

struct Standing {
  ProviderClass provider_class = ProviderClass::unclassified;
  std::string detail{};
};

Standing practice_standing(std::string_view setting) {
  // Who runs a hospital service or a prison's pharmacy is not said by the setting: these stay unclassified.
  if (setting == "4") return {ProviderClass::primary_care, "ODS prescribing setting 4 GP practice"};
  if (setting == "1" || setting == "2" || setting == "3")
    return {ProviderClass::primary_care, "ODS prescribing setting " + std::string(setting) + " walk-in or out-of-hours practice"};
  return {};
}

Standing commissioner_standing(std::string_view kind) {
  if (kind == "RO319") return {ProviderClass::nhs_other, "ODS role RO319 sub-ICB location"};
  if (kind == "RO327") return {ProviderClass::nhs_other, "ODS role RO327 sub-ICB reporting entity"};
  if (kind == "RO218") return {ProviderClass::nhs_other, "ODS role RO218 commissioning hub"};
  return {ProviderClass::nhs_other, "ODS role RO98 clinical commissioning group"};
}

Standing standing_of(const CsvRow& row, OdsKind kind, std::string_view plain_name) {
  switch (kind) {
  case OdsKind::trusts:
    if (plain_name.find("FOUNDATION TRUST") != std::string_view::npos)
      return {ProviderClass::nhs_foundation_trust, "ODS role RO57 foundation trust"};
    return {ProviderClass::nhs_trust, "ODS role RO197 NHS trust"};
  case OdsKind::commissioners:
    return commissioner_standing(row.cell(subtype));
  case OdsKind::practices:
    return practice_standing(row.cell(prescribing_setting));
  case OdsKind::independent_providers:
    return {ProviderClass::independent_sector, "ODS role RO172 independent-sector provider"};
  case OdsKind::boards:
    return {ProviderClass::nhs_other, "ODS role RO318 integrated care board"};
  case OdsKind::successors:
    break;
  }
  return {};
}

std::string address_of(const CsvRow& row) {
  std::string address;
  for (int column = first_address; column <= last_address; ++column) {
    const auto line = plain_text(row.cell(column)).text;
    if (line.empty()) continue;
    if (!address.empty()) address += ", ";
    address += line;
  }
  return address;
}

bool practice_code(std::string_view text) { return text.size() == 6 && detail::is_upper(text[0]) && detail::all_digits(text.substr(1)); }

} // namespace

Result<std::optional<Date>> compact_date(std::string_view text) {
  if (text.empty()) return std::optional<Date>();
  if (text.size() == 8 && detail::all_digits(text)) {
    const auto date = Date::create(number_of(text.substr(0, 4)), static_cast<unsigned>(number_of(text.substr(4, 2))),
                                   static_cast<unsigned>(number_of(text.substr(6, 2))));
    if (date) return std::optional(*date);
  }
  return invalid_at("", "bad_date", "the date " + detail::quoted(text) + " is not a day written as yyyymmdd, like \"20130401\"");
}

std::optional<OdsKind> spoken_for(const CsvRow& row) {
  const std::string_view kind = row.cell(subtype);
  if (kind == "RO319" || kind == "RO327" || kind == "RO218") return OdsKind::commissioners;
  const std::string plain = plain_text(row.cell(name)).ascii;
  if (plain.starts_with("NHS ") && plain.ends_with(" CCG")) return OdsKind::commissioners;
  if (practice_code(row.cell(code)) && !row.cell(prescribing_setting).empty()) return OdsKind::practices;
  const bool trust = plain.ends_with(" TRUST") && plain.find("NHS") != std::string::npos;
  return trust && row.cell(code).size() <= 5 ? std::optional(OdsKind::trusts) : std::nullopt;
}

Result<OdsBody> body_of(const CsvRow& row, OdsKind kind) {
  auto identifier = Identifier::create("ods", row.cell(code));
  if (!identifier) return identifier.error();
  const PlainText plain = plain_text(row.cell(name));
  auto body = Body::create(plain.text, {*std::move(identifier)});
  if (!body) return body.error();
  const auto from = compact_date(row.cell(opened)), to = compact_date(row.cell(closed));
  if (!from) return from.error();
  if (!to) return to.error();
  if (*from && *to && **to < **from)
    return invalid_at("", "before_opening",
                      "the organisation " + std::string(row.cell(code)) + " closes before it opens; one of the two dates is wrong");
  body->opened = *from;
  body->closed = *to;
  body->postcode = plain_text(row.cell(postcode)).text;
  body->address = address_of(row);
  Standing standing = standing_of(row, kind, plain.ascii);
  if (standing.provider_class != ProviderClass::unclassified)
    body->classification = {standing.provider_class, Evidence::ods_role, 100, std::move(standing.detail), *from, *to};
  OdsBody out{*std::move(body), std::string(row.cell(region)), std::string(row.cell(geography)), std::string(row.cell(parent)), false};
  out.gp_practice = kind == OdsKind::practices;
  return out;
}

Result<Succession> succession_of(const CsvRow& row) {
  auto from = Identifier::create("ods", row.cell(0)), to = Identifier::create("ods", row.cell(1));
  if (!from) return from.error();
  if (!to) return to.error();
  const auto date = compact_date(row.cell(3));
  if (!date) return date.error();
  if (!*date) {
    return invalid_at("", "missing",
                      "the succession of " + from->text() + " by " + to->text() + " has no date, and none is assumed; give the day in law");
  }
  if (*from == *to) return invalid_at("", "same_body", from->text() + " does not succeed itself; name the body that follows");
  return Succession{from->text(), to->text(), **date, "ODS file of successors, reason " + std::string(row.cell(2)), {}};
}

} // namespace openward::exchange
