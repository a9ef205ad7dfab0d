#include "persistence/detail/spend_sums.h"

#include "persistence/detail/json.h"
#include "persistence/detail/native.h"
#include "persistence/detail/sql.h"

#include <memory>
#include <string>

namespace openward::persistence::detail {
namespace {

// A temporary table stays out of the log of the database; SQLite holds it in memory.
constexpr std::string_view create_staged = "create temporary table if not exists spend_sum (supplier_key {{whole}} not null, month integer "
                                           "not null, area {{whole}} not null, payments {{whole}} not "
                                           "null, pence {{whole}} not null, credits {{whole}} not null)";

constexpr const char* insert_on_sqlite = "insert into spend_sum values (?, ?, ?, ?, ?, ?)";

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

void fill_sqlite(Session& s, std::span<const LineSum> sums) {
  sqlite_api::sqlite3* const db = sqlite_handle(s);
  const auto check = [&](int rc) {
    if (rc != SQLITE_OK && rc != SQLITE_DONE) throw soci::sqlite3_soci_error(sqlite_api::sqlite3_errmsg(db), rc & 0xff);
  };
  sqlite_api::sqlite3_stmt* made = nullptr;
  check(sqlite_api::sqlite3_prepare_v2(db, insert_on_sqlite, -1, &made, nullptr));
  const std::unique_ptr<sqlite_api::sqlite3_stmt, Finalize> statement(made);
  for (const LineSum& sum : sums) {
    int at = 0;
    for (const std::int64_t number : {sum.supplier, std::int64_t{sum.month}, std::int64_t{sum.area}, sum.payments, sum.pence, sum.credits})
      check(sqlite_api::sqlite3_bind_int64(made, ++at, number));
    check(sqlite_api::sqlite3_step(made));
    check(sqlite_api::sqlite3_reset(made));
  }
}

template <typename Number>
std::string array_of(std::span<const LineSum> sums, Number LineSum::*column) {
  std::string out = "{";
  for (const LineSum& sum : sums) {
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
    fill_sqlite(s, sums);
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

} // namespace openward::persistence::detail
