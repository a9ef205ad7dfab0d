#include "domain/money.h"
#include "persistence/detail/bodies.h"
#include "persistence/detail/held_before.h"
#include "persistence/detail/ids.h"
#include "persistence/detail/json.h"
#include "persistence/detail/rollups.h"
#include "persistence/detail/spend_load.h"
#include "persistence/detail/sql.h"
#include "persistence/repositories.h"

namespace openward::persistence {
namespace {

using detail::as;

constexpr std::string_view insert_file =
    "insert into spend_file (id, source_file_key, publisher_key) values (:id, :source, :publisher) returning key";

constexpr std::string_view update_file =
    "update spend_file set encoding = :encoding, delimiter = :delimiter, header_row = :header_row, day_first = :day_first, rows_read = "
    ":rows_read, blank = :blank, payments = :payments, refused = :refused, total_pence = :total, first_paid = :first_paid, last_paid = "
    ":last_paid, sheet = :sheet, stated_total_pence = :stated_total, stated_total_row = :stated_row where key = :key returning id";

// The queue of supplier strings begins with the most money.
struct Dialect {
  std::string_view count_suppliers;
};
constexpr Dialect on_sqlite{
    "update supplier_string set lines = supplier_string.lines + m.lines, pence = supplier_string.pence + m.pence from (select "
    "json_extract(value, '$[0]') as key, json_extract(value, '$[1]') as lines, json_extract(value, '$[2]') as pence from "
    "json_each(:suppliers)) m where m.key = supplier_string.key"};
constexpr Dialect on_postgresql{
    "update supplier_string set lines = supplier_string.lines + m.lines, pence = supplier_string.pence + m.pence from (select "
    "cast(j.value ->> 0 as bigint) as key, cast(j.value ->> 1 as bigint) as lines, cast(j.value ->> 2 as bigint) as pence from "
    "json_array_elements(cast(:suppliers as json)) as j (value)) m where m.key = supplier_string.key"};

Error disagrees(const SpendFile& file, long long lines, long long pence) {
  return Error{ErrorKind::internal,
               "the account of " + file.name + " does not agree with its lines, and nothing of it was kept: report it with the file",
               {},
               "account: " + std::to_string(file.payments) + " payments of " + std::to_string(file.total_pence) +
                   " pence; stored: " + std::to_string(lines) + " of " + std::to_string(pence)};
}

std::string json_of(const std::string& id, const SpendFile& f) {
  return detail::JsonObject()
      .set("id", id)
      .set("name", f.name)
      .set("sha256", f.sha256)
      .set("publisher", f.publisher)
      .set("rows_read", f.rows_read)
      .set("blank", f.blank)
      .set("payments", f.payments)
      .set("refused", f.refused)
      .set("total_pence", f.total_pence)
      .set("first_paid", f.first_paid)
      .set("last_paid", f.last_paid)
      .text();
}

void count_suppliers(Session& s, const detail::SpendLoad::Loaded& loaded) {
  const std::string json = detail::json_list(loaded.by_supplier, [](const auto& one) {
    return "[" + std::to_string(one.first) + "," + std::to_string(one.second.lines) + "," + std::to_string(one.second.pence) + "]";
  });
  detail::execute(s, (s.backend == Backend::sqlite ? on_sqlite : on_postgresql).count_suppliers, as("suppliers", json));
}

/// Takes the lines that earlier files hold out of the file, its account and what its suppliers were paid.
std::vector<RefusedLine> without_held(Session& s, std::int64_t spend_file, SpendFile& f, detail::SpendLoad::Loaded& loaded) {
  std::vector<RefusedLine> refused;
  if (!loaded.first_paid) return refused;
  std::vector<detail::HeldLine> held = detail::take_out_held(s, spend_file, *loaded.first_paid, *loaded.last_paid);
  if (held.empty()) return refused;
  refused.reserve(held.size());
  for (detail::HeldLine& line : held) {
    auto& paid = loaded.by_supplier.at(line.supplier);
    --paid.lines;
    paid.pence -= line.pence;
    --f.payments;
    ++f.refused;
    f.total_pence -= line.pence;
    refused.push_back(std::move(line.refusal));
  }
  const detail::DaysPaid days = detail::days_paid(s, spend_file);
  f.first_paid = days.first;
  f.last_paid = days.last;
  return refused;
}

} // namespace

Spend::Spend(UnitOfWork& u) : u_(u) {}
Spend::~Spend() = default;

std::int64_t Spend::open(std::int64_t source_file, std::string_view publisher_body_id) {
  Session& s = u_.session();
  detail::lock_catalogue(s);
  std::optional<std::int64_t> publisher;
  if (!publisher_body_id.empty()) {
    const auto body = detail::body_by_id(s, publisher_body_id);
    if (!body) {
      throw detail::Ended(Error{ErrorKind::not_found,
                                "there is no body " + std::string(publisher_body_id) + " to be the publisher: look it up by name first",
                                {},
                                {}});
    }
    publisher = body->key;
  }
  const auto sha256 = detail::cell<std::string>(s, "select sha256 from source_file where key = :key", as("key", source_file));
  if (!sha256)
    throw detail::Ended(Error{ErrorKind::internal, "a spend file was opened without its source file: report it with the log", {}, {}});
  return detail::cell<std::int64_t>(s, insert_file, as("id", detail::derived_id("sf", "spend_file|" + *sha256)), as("source", source_file),
                                    as("publisher", publisher))
      .value();
}

void Spend::add(std::int64_t spend_file, const PaymentLine& line) {
  if (!load_) {
    const auto payer = detail::cell<std::optional<std::int64_t>>(u_.session(), "select publisher_key from spend_file where key = :key",
                                                                 as("key", spend_file))
                           .value();
    load_ = std::make_unique<detail::SpendLoad>(u_.session(), detail::FileOfLines{spend_file, payer});
  }
  load_->add(line);
}

KeptSpend Spend::close(std::int64_t spend_file, SpendFile f, const NameSuppliers& name_suppliers) {
  detail::SpendLoad::Loaded loaded;
  if (load_) loaded = load_->finish();
  load_.reset();
  if (loaded.lines != f.payments || loaded.pence != f.total_pence) throw detail::Ended(disagrees(f, loaded.lines, loaded.pence));
  f.first_paid = loaded.first_paid;
  f.last_paid = loaded.last_paid;

  Session& s = u_.session();
  std::vector<RefusedLine> held = without_held(s, spend_file, f, loaded);
  const std::string id =
      detail::cell<std::string>(s, update_file, as("encoding", f.encoding), as("delimiter", std::string(1, f.delimiter)),
                                as("header_row", f.header_row), as("day_first", f.day_first), as("rows_read", f.rows_read),
                                as("blank", f.blank), as("payments", f.payments), as("refused", f.refused), as("total", f.total_pence),
                                as("first_paid", f.first_paid), as("last_paid", f.last_paid), as("sheet", f.sheet),
                                as("stated_total", f.stated_total_pence), as("stated_row", f.stated_total_row), as("key", spend_file))
          .value();
  u_.record("spend_file.imported", id, 1, json_of(id, f));
  // Before they are named: what a supplier is paid at a time is a part of what it is taken for.
  detail::within_64_bits(s, [&] { count_suppliers(s, loaded); });
  if (name_suppliers) {
    if (auto named = name_suppliers(loaded.known_before); !named) throw detail::Ended(named.error());
  }
  if (held.empty()) {
    detail::count_file(s, spend_file, loaded.sums, loaded.areas);
  } else {
    detail::count_file(s, spend_file);
  }
  return {std::move(f), std::move(held)};
}

} // namespace openward::persistence
