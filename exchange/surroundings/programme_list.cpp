#include "exchange/surroundings/programme_list.h"

#include "exchange/surroundings/list_rows.h"

#include <algorithm>
#include <array>
#include <utility>

namespace openward::exchange {
namespace {

namespace field {
enum : int { name, unit, target, target_date, on, quantity, source, note };
} // namespace field

constexpr std::array<ListHeading, 12> headings{{{"name", field::name},
                                                {"programme", field::name},
                                                {"programmename", field::name},
                                                {"unit", field::unit},
                                                {"target", field::target},
                                                {"targetdate", field::target_date},
                                                {"on", field::on},
                                                {"measuredon", field::on},
                                                {"quantity", field::quantity},
                                                {"measured", field::quantity},
                                                {"source", field::source},
                                                {"note", field::note}}};

constexpr ListKind kind_of_list{"a list of programmes", headings, field::name,
                                "a heading for the programme's name (programme, name) beside another known one (unit, target, "
                                "target_date, on, quantity, …)"};

void take(ProgrammeList& out, const ListRow& row, const std::string& otherwise) {
  Programme stated;
  stated.name = row.text(field::name);
  if (stated.name.empty()) return row.refuse("no_name", "the row names no programme; give its name or remove the row");
  stated.unit = row.text(field::unit);
  stated.target = row.whole_number(field::target);
  stated.target_date = row.date(field::target_date);
  stated.source = row.text(field::source).empty() ? otherwise : row.text(field::source);
  stated.note = row.text(field::note);
  const auto on = row.date(field::on);
  const auto quantity = row.whole_number(field::quantity);
  if (on.has_value() != quantity.has_value())
    return row.refuse("half_measured", "a measurement is a day and a quantity, and the row has one of them; give the other");
  if (on) stated.progress.push_back({*on, *quantity, stated.source});

  const auto held = std::find_if(out.programmes.begin(), out.programmes.end(), [&](const Programme& p) { return p.name == stated.name; });
  auto joined = held == out.programmes.end() ? Programme::create(std::move(stated)) : held->updated_by(stated);
  if (!joined) return row.refuse(joined.error());
  if (held == out.programmes.end())
    out.programmes.push_back(*std::move(joined));
  else
    *held = *std::move(joined);
}

} // namespace

Result<ProgrammeList> read_programme_list(std::string_view bytes, const std::string& name, const std::string& source) {
  ProgrammeList out;
  auto notes = read_list(bytes, name, kind_of_list, [&](const ListRow& row) { take(out, row, source); });
  if (!notes) return notes.error();
  out.refused = std::move(notes->refused);
  out.unread = std::move(notes->unread);
  return out;
}

} // namespace openward::exchange
