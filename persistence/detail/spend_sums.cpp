#include "persistence/detail/spend_sums.h"

#include "persistence/detail/json.h"
#include "persistence/detail/native.h"
#include "persistence/detail/sql.h"

#include <array>
#include <memory>
#include <string>

namespace openward::persistence::detail {
namespace {

// A temporary table stays out of the log of the database; SQLite holds it in memory.
constexpr std::string_view create_staged = "create temporary table if not exists spend_sum (supplier_key {{whole}} not null, month integer "
                                           "not null, area {{whole}} not null, payments {{whole}} not "
                                           "null, pence {{whole}} not null, credits {{whole}} not null)";

constexpr const char* insert_on_sqlite = "insert into spend_sum values (?, ?, ?, ?, ?, ?)";

constexpr std::string_view create_days =
    "create temporary table if not exists spend_day_sum (day integer not null, naming {{whole}} not null, month integer not null, size "
    "{{whole}} not null, payments {{whole}} not null, pence {{whole}} not null, credits {{whole}} not null)";
constexpr const char* insert_days_on_sqlite = "insert into spend_day_sum values (?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view insert_days_on_postgresql =
    "insert into spend_day_sum select d, n, d / 100, z, y, p, c from unnest(cast(:days as integer[]), cast(:namings as bigint[]), "
    "cast(:sizes as bigint[]), cast(:payments as bigint[]), cast(:pence as bigint[]), cast(:credits as bigint[])) as u (d, n, z, y, p, c)";

constexpr std::string_view create_namings = "create temporary table if not exists spend_naming (place {{whole}} primary key, "
                                            "provider_class text not null, kind text not null, linked integer not null)";
constexpr std::string_view insert_naming = "insert into spend_naming values (:place, :provider_class, :kind, :linked)";

// One round trip: every column travels as an array.
constexpr std::string_view insert_on_postgresql = "insert into spend_sum select * from unnest(cast(:suppliers as bigint[]), cast(:months "
                                                  "as integer[]), cast(:areas as bigint[]), cast(:payments as bigint[]), "
                                                  "cast(:pence as bigint[]), cast(:credits as bigint[]))";

constexpr std::string_view create_areas =
    "create temporary table if not exists spend_area (place {{whole}} primary key, words text not null)";
constexpr std::string_view areas_on_sqlite = "insert into spend_area select key, value from json_each(:areas)";
constexpr std::string_view areas_on_postgresql =
    "insert into spend_area select n - 1, words from json_array_elements_text(cast(:areas as json)) with ordinality as a (words, n)";

struct Finalize {
  void operator()(sqlite_api::sqlite3_stmt* statement) const { sqlite_api::sqlite3_finalize(statement); }
};

template <typename Row, typename Numbers>
void fill_sqlite(Session& s, const char* insert, const Row& rows, const Numbers& numbers_of) {
  sqlite_api::sqlite3* const db = sqlite_handle(s);
  const auto check = [&](int rc) {
    if (rc != SQLITE_OK && rc != SQLITE_DONE) throw soci::sqlite3_soci_error(sqlite_api::sqlite3_errmsg(db), rc & 0xff);
  };
  sqlite_api::sqlite3_stmt* made = nullptr;
  check(sqlite_api::sqlite3_prepare_v2(db, insert, -1, &made, nullptr));
  const std::unique_ptr<sqlite_api::sqlite3_stmt, Finalize> statement(made);
  for (const auto& row : rows) {
    int at = 0;
    for (const std::int64_t number : numbers_of(row)) check(sqlite_api::sqlite3_bind_int64(made, ++at, number));
    check(sqlite_api::sqlite3_step(made));
    check(sqlite_api::sqlite3_reset(made));
  }
}

template <typename Sum, typename Number>
std::string array_of(std::span<const Sum> sums, Number Sum::*column) {
  std::string out = "{";
  for (const Sum& sum : sums) {
    if (out.size() > 1) out += ',';
    out += std::to_string(sum.*column);
  }
  return out + "}";
}

} // namespace

void stage_sums(Session& s, std::span<const LineSum> sums) {
  run(s, s.words(create_staged) + (s.backend == Backend::sqlite ? "" : " on commit drop"));
  execute(s, "delete from spend_sum");
  if (sums.empty()) return;
  if (s.backend == Backend::sqlite) {
    fill_sqlite(s, insert_on_sqlite, sums, [](const LineSum& sum) {
      return std::array{sum.supplier, std::int64_t{sum.month}, std::int64_t{sum.area}, sum.payments, sum.pence, sum.credits};
    });
    return;
  }
  execute(s, insert_on_postgresql, as("suppliers", array_of(sums, &LineSum::supplier)), as("months", array_of(sums, &LineSum::month)),
          as("areas", array_of(sums, &LineSum::area)), as("payments", array_of(sums, &LineSum::payments)),
          as("pence", array_of(sums, &LineSum::pence)), as("credits", array_of(sums, &LineSum::credits)));
}

void stage_areas(Session& s, const std::vector<std::string>& areas) {
  run(s, s.words(create_areas) + (s.backend == Backend::sqlite ? "" : " on commit drop"));
  execute(s, "delete from spend_area");
  execute(s, s.backend == Backend::sqlite ? areas_on_sqlite : areas_on_postgresql,
          as("areas", json_list(areas, [](const std::string& area) { return json_string(area); })));
}

void stage_days(Session& s, const SumsOfDays& days) {
  const std::string ending = s.backend == Backend::sqlite ? "" : " on commit drop";
  run(s, s.words(create_days) + ending);
  run(s, s.words(create_namings) + ending);
  execute(s, "delete from spend_day_sum");
  execute(s, "delete from spend_naming");
  for (std::size_t place = 0; place < days.namings.size(); ++place) {
    const Naming& naming = days.namings[place];
    execute(s, insert_naming, as("place", static_cast<std::int64_t>(place)), as("provider_class", naming.provider_class),
            as("kind", naming.kind), as("linked", naming.linked));
  }
  const std::span<const DaySum> sums(days.sums);
  if (sums.empty()) return;
  if (s.backend == Backend::sqlite) {
    fill_sqlite(s, insert_days_on_sqlite, sums, [](const DaySum& sum) {
      return std::array{
          std::int64_t{sum.day}, std::int64_t{sum.naming}, std::int64_t{sum.day / 100}, sum.size, sum.payments, sum.pence, sum.credits};
    });
    return;
  }
  execute(s, insert_days_on_postgresql, as("days", array_of(sums, &DaySum::day)), as("namings", array_of(sums, &DaySum::naming)),
          as("sizes", array_of(sums, &DaySum::size)), as("payments", array_of(sums, &DaySum::payments)),
          as("pence", array_of(sums, &DaySum::pence)), as("credits", array_of(sums, &DaySum::credits)));
}

} // namespace openward::persistence::detail
