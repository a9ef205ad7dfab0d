#include "exchange/surroundings/centre_list.h"

#include "domain/text.h"
#include "exchange/surroundings/list_rows.h"

#include <algorithm>
#include <array>
#include <utility>

namespace openward::exchange {
namespace {

namespace field {
enum : int {
  name,
  code,
  place,
  region,
  kind,
  operator_name,
  operator_class,
  estate_owner,
  estate_owner_class,
  funder,
  host_commissioner,
  status,
  status_on,
  opened,
  tests,
  awards,
  source,
};
} // namespace field

constexpr std::array<ListHeading, 41> headings{{
    {"name", field::name},
    {"cdctitle", field::name},
    {"cdcname", field::name},
    {"centre", field::name},
    {"centrename", field::name},
    {"sitename", field::name},
    {"code", field::code},
    {"cdccode", field::code},
    {"odscode", field::code},
    {"sitecode", field::code},
    {"place", field::place},
    {"area", field::place},
    {"town", field::place},
    {"location", field::place},
    {"region", field::region},
    {"regionname", field::region},
    {"regionalname", field::region},
    {"kind", field::kind},
    {"type", field::kind},
    {"cdctype", field::kind},
    {"operator", field::operator_name},
    {"operatorname", field::operator_name},
    {"runby", field::operator_name},
    {"operatorclass", field::operator_class},
    {"estateowner", field::estate_owner},
    {"estateownerclass", field::estate_owner_class},
    {"funder", field::funder},
    {"fundedby", field::funder},
    {"hostcommissioner", field::host_commissioner},
    {"icb", field::host_commissioner},
    {"commissioner", field::host_commissioner},
    {"status", field::status},
    {"statuson", field::status_on},
    {"livedate", field::opened},
    {"golivedate", field::opened},
    {"openingdate", field::opened},
    {"opened", field::opened},
    {"tests", field::tests},
    {"testsoffered", field::tests},
    {"awards", field::awards},
    {"source", field::source},
}};

constexpr ListKind kind_of_list{
    "a list of diagnostic centres", headings, field::name,
    "a heading for the centre's name (name, cdc_title, CDC Name) beside another known one (area, region, live_date, operator, status, …)"};

/// The column of the day of going live holds the kind of a centre where it has no day of its own: "HUB".
std::optional<CentreKind> kind_in_place_of_day(const std::string& cell) {
  const auto kind = centre_kind_from(detail::lower(cell));
  return kind == CentreKind::unknown ? std::nullopt : kind;
}

DiagnosticCentre centre_of(const ListRow& row, CentreList& out, const std::string& source, CentreStatus otherwise) {
  DiagnosticCentre centre;
  centre.name = row.text(field::name);
  centre.code = row.text(field::code);
  centre.place = row.text(field::place);
  if (centre.place.empty()) centre.place = centre.name;
  centre.region = row.text(field::region);
  centre.kind = row.word(field::kind, centre_kind_from, CentreKind::unknown);
  centre.operator_name = row.text(field::operator_name);
  centre.operator_class = row.word(field::operator_class, provider_class_from, ProviderClass::unclassified);
  centre.estate_owner_name = row.text(field::estate_owner);
  centre.estate_owner_class = row.word(field::estate_owner_class, provider_class_from, ProviderClass::unclassified);
  centre.funder = row.text(field::funder);
  centre.host_commissioner = row.text(field::host_commissioner);
  centre.tests = row.words(field::tests, ';');
  centre.awards = row.words(field::awards, ' ');
  centre.source = row.text(field::source).empty() ? source : row.text(field::source);

  const auto kind = kind_in_place_of_day(row.text(field::opened));
  if (kind) centre.kind = *kind;
  if (const auto opened = kind ? std::nullopt : row.date(field::opened))
    centre.history.push_back({CentreStatus::open, opened, centre.source});
  if (!row.text(field::status).empty()) {
    const CentreStatusChange change{row.word(field::status, centre_status_from, otherwise), row.date(field::status_on), centre.source};
    const bool said = !centre.history.empty() && change.status == CentreStatus::open && !change.on;
    if (!said) centre.history.push_back(change);
  }
  if (centre.history.empty()) {
    ++out.without_status;
    centre.history.push_back({otherwise, std::nullopt, centre.source});
  }
  return centre;
}

void take(CentreList& out, const ListRow& row, const std::string& source, CentreStatus otherwise) {
  if (row.text(field::name).empty()) return row.refuse("no_name", "the row names no centre; give its name or remove the row");
  auto centre = DiagnosticCentre::create(centre_of(row, out, source, otherwise));
  if (!centre) return row.refuse(centre.error());

  const auto held = std::find_if(out.centres.begin(), out.centres.end(), [&](const auto& c) { return c.name == centre->name; });
  if (held == out.centres.end()) return out.centres.push_back(*std::move(centre));
  if (held->place != centre->place)
    return row.refuse("same_name",
                      "an earlier row has a centre of this name in " + held->place + "; give one of the two a name of its own");
  auto joined = held->updated_by(*centre);
  if (!joined) return row.refuse(joined.error());
  *held = *std::move(joined);
}

} // namespace

Result<CentreList> read_centre_list(std::string_view bytes, const std::string& name, const std::string& source, CentreStatus otherwise) {
  CentreList out;
  auto notes = read_list(bytes, name, kind_of_list, [&](const ListRow& row) { take(out, row, source, otherwise); });
  if (!notes) return notes.error();
  out.refused = std::move(notes->refused);
  out.unread = std::move(notes->unread);
  return out;
}

} // namespace openward::exchange
