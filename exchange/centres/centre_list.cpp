#include "exchange/centres/centre_list.h"

#include "domain/text.h"
#include "exchange/spend/cells.h"
#include "exchange/spend/csv_rows.h"
#include "exchange/spend/file_form.h"
#include "exchange/spend/headings.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace openward::exchange {
namespace {

constexpr std::size_t most_refusals_kept = 1000;
constexpr std::size_t longest_cell = 2000;

enum class Field {
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

constexpr std::array<std::pair<std::string_view, Field>, 41> headings{{
    {"name", Field::name},
    {"cdctitle", Field::name},
    {"cdcname", Field::name},
    {"centre", Field::name},
    {"centrename", Field::name},
    {"sitename", Field::name},
    {"code", Field::code},
    {"cdccode", Field::code},
    {"odscode", Field::code},
    {"sitecode", Field::code},
    {"place", Field::place},
    {"area", Field::place},
    {"town", Field::place},
    {"location", Field::place},
    {"region", Field::region},
    {"regionname", Field::region},
    {"regionalname", Field::region},
    {"kind", Field::kind},
    {"type", Field::kind},
    {"cdctype", Field::kind},
    {"operator", Field::operator_name},
    {"operatorname", Field::operator_name},
    {"runby", Field::operator_name},
    {"operatorclass", Field::operator_class},
    {"estateowner", Field::estate_owner},
    {"estateownerclass", Field::estate_owner_class},
    {"funder", Field::funder},
    {"fundedby", Field::funder},
    {"hostcommissioner", Field::host_commissioner},
    {"icb", Field::host_commissioner},
    {"commissioner", Field::host_commissioner},
    {"status", Field::status},
    {"statuson", Field::status_on},
    {"livedate", Field::opened},
    {"golivedate", Field::opened},
    {"openingdate", Field::opened},
    {"opened", Field::opened},
    {"tests", Field::tests},
    {"testsoffered", Field::tests},
    {"awards", Field::awards},
    {"source", Field::source},
}};

using Columns = std::map<Field, int>;

struct Form {
  char delimiter = ',';
  std::int64_t header_row = 0;
  Columns columns;
  std::vector<std::string> unread;
};

std::optional<Form> form_of(const std::vector<std::vector<std::string>>& rows, char delimiter) {
  for (std::size_t row = 0; row < rows.size(); ++row) {
    Form form{delimiter, static_cast<std::int64_t>(row) + 1, {}, {}};
    for (std::size_t i = 0; i < rows[row].size(); ++i) {
      const std::string heading = normalised_heading(rows[row][i]);
      const auto known = std::find_if(headings.begin(), headings.end(), [&](const auto& h) { return h.first == heading; });
      if (known == headings.end() || !form.columns.emplace(known->second, static_cast<int>(i)).second) {
        if (!heading.empty()) form.unread.push_back(rows[row][i]);
      }
    }
    if (form.columns.contains(Field::name) && form.columns.size() > 1) return form;
  }
  return std::nullopt;
}

Result<Form> find_form(std::string_view text, const std::string& name) {
  constexpr std::size_t rows_looked_at = 20;
  std::optional<Form> best;
  for (const char delimiter : {',', '\t', ';'}) {
    auto form = form_of(first_rows(text, delimiter, rows_looked_at), delimiter);
    if (form && (!best || form->columns.size() > best->columns.size())) best = std::move(form);
  }
  if (best) return *std::move(best);
  return Error{ErrorKind::unsupported,
               name +
                   " is not a list of diagnostic centres that this program knows: no line of its first 20 has a heading for the centre's "
                   "name (name, cdc_title, CDC Name) beside another known one (area, region, live_date, operator, status, …). Add a "
                   "line of headings.",
               {},
               {}};
}

/// One row of a list, read cell by cell.
class RowReader {
 public:
  RowReader(const Columns& columns, const CsvRow& row, CentreList& out) : columns_(columns), row_(row), out_(out) {}

  std::string text(Field field) const {
    const auto column = columns_.find(field);
    return column == columns_.end() ? "" : std::string(detail::trimmed(row_.cell(column->second)));
  }

  template <typename Word>
  Word word(Field field, std::optional<Word> (*from)(std::string_view), Word otherwise) const {
    const std::string cell = text(field);
    if (cell.empty()) return otherwise;
    if (const auto found = from(detail::lower(cell))) return *found;
    refuse("unknown_word", "\"" + cell + "\" is no word of the register for this column, so it counts as not stated");
    return otherwise;
  }

  std::optional<Date> date(Field field) const {
    const std::string cell = text(field);
    const DateCell read = read_date(cell, true);
    if (read.state == CellState::read) return read.date;
    if (!cell.empty()) refuse("bad_date", "\"" + cell + "\" is no day, so the day counts as not stated");
    return std::nullopt;
  }

  std::vector<std::string> list(Field field, char parting) const {
    std::vector<std::string> out;
    const std::string cell = text(field);
    std::string_view rest = cell;
    while (!rest.empty()) {
      const auto end = rest.find(parting);
      if (const auto word = detail::trimmed(rest.substr(0, end)); !word.empty()) out.emplace_back(word);
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
    return out;
  }

  void refuse(std::string code, std::string reason) const {
    if (out_.refused.size() < most_refusals_kept)
      out_.refused.push_back({"row " + std::to_string(row_.number), std::move(code), std::move(reason)});
  }

 private:
  const Columns& columns_;
  const CsvRow& row_;
  CentreList& out_;
};

/// The column of the day of going live holds the kind of a centre where it has no day of its own: "HUB".
std::optional<CentreKind> kind_in_place_of_day(const std::string& cell) {
  const auto kind = centre_kind_from(detail::lower(cell));
  return kind == CentreKind::unknown ? std::nullopt : kind;
}

DiagnosticCentre centre_of(const RowReader& row, CentreList& out, const std::string& source, CentreStatus otherwise) {
  DiagnosticCentre centre;
  centre.name = row.text(Field::name);
  centre.code = row.text(Field::code);
  centre.place = row.text(Field::place);
  if (centre.place.empty()) centre.place = centre.name;
  centre.region = row.text(Field::region);
  centre.kind = row.word(Field::kind, centre_kind_from, CentreKind::unknown);
  centre.operator_name = row.text(Field::operator_name);
  centre.operator_class = row.word(Field::operator_class, provider_class_from, ProviderClass::unclassified);
  centre.estate_owner_name = row.text(Field::estate_owner);
  centre.estate_owner_class = row.word(Field::estate_owner_class, provider_class_from, ProviderClass::unclassified);
  centre.funder = row.text(Field::funder);
  centre.host_commissioner = row.text(Field::host_commissioner);
  centre.tests = row.list(Field::tests, ';');
  centre.awards = row.list(Field::awards, ' ');
  centre.source = row.text(Field::source).empty() ? source : row.text(Field::source);

  const auto kind = kind_in_place_of_day(row.text(Field::opened));
  if (kind) centre.kind = *kind;
  if (const auto opened = kind ? std::nullopt : row.date(Field::opened))
    centre.history.push_back({CentreStatus::open, opened, centre.source});
  if (!row.text(Field::status).empty()) {
    const CentreStatusChange change{row.word(Field::status, centre_status_from, otherwise), row.date(Field::status_on), centre.source};
    const bool said = !centre.history.empty() && change.status == CentreStatus::open && !change.on;
    if (!said) centre.history.push_back(change);
  }
  if (centre.history.empty()) {
    ++out.without_status;
    centre.history.push_back({otherwise, std::nullopt, centre.source});
  }
  return centre;
}

void take(CentreList& out, const Form& form, const CsvRow& row, const std::string& source, CentreStatus otherwise) {
  if (row.number <= form.header_row || std::all_of(row.cells.begin(), row.cells.end(), [](std::string_view c) { return c.empty(); }))
    return;
  const RowReader reader(form.columns, row, out);
  if (std::any_of(row.cells.begin(), row.cells.end(), [](std::string_view c) { return c.size() > longest_cell; }))
    return reader.refuse("too_long", "a cell of the row has more than " + std::to_string(longest_cell) + " characters; shorten it");
  if (reader.text(Field::name).empty()) return reader.refuse("no_name", "the row names no centre; give its name or remove the row");
  auto centre = DiagnosticCentre::create(centre_of(reader, out, source, otherwise));
  if (!centre) return reader.refuse("bad_row", centre.error().message + ": " + centre.error().faults.front().message);

  const auto held = std::find_if(out.centres.begin(), out.centres.end(), [&](const auto& c) { return c.name == centre->name; });
  if (held == out.centres.end()) return out.centres.push_back(*std::move(centre));
  if (held->place != centre->place)
    return reader.refuse("same_name",
                         "an earlier row has a centre of this name in " + held->place + "; give one of the two a name of its own");
  auto joined = held->updated_by(*centre);
  if (!joined) return reader.refuse("bad_row", joined.error().message + ": " + joined.error().faults.front().message);
  *held = *std::move(joined);
}

} // namespace

Result<CentreList> read_centre_list(std::string_view bytes, const std::string& name, const std::string& source, CentreStatus otherwise) {
  const auto file = recognise_text(bytes);
  if (!file) return file.error();
  // Lists of centres are some kilobytes: the text is held whole.
  std::string text;
  auto read = each_piece(*file, [&](std::string_view piece) -> Result<bool> {
    text += piece;
    return true;
  });
  if (!read) return read.error();
  auto form = find_form(text, name);
  if (!form) return form.error();

  CentreList out;
  out.unread = form->unread;
  CsvRows rows(form->delimiter);
  const RowVisitor visit = [&](const CsvRow& row) -> Result<bool> {
    take(out, *form, row, source, otherwise);
    return true;
  };
  if (auto fed = rows.feed(text, visit); !fed) return fed.error();
  if (auto done = rows.finish(visit); !done) return done.error();
  return out;
}

} // namespace openward::exchange
