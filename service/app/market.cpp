#include "service/app/market.h"

#include "domain/concentration.h"
#include "domain/money.h"
#include "persistence/read/payees.h"
#include "persistence/repositories.h"

#include <algorithm>
#include <map>

namespace openward::app {

using persistence::Cell;
using persistence::CellType;
using persistence::Row;
using persistence::Table;

namespace {

/// The line of all words that are linked to no body has no id.
bool linked(const Cell& id) { return id.index() != 0; }

Error no_such_split(std::string_view parameter, const std::string& given, std::string_view valid) {
  return invalid_at(std::string(parameter), "bad_value",
                    std::string(parameter) + " is " + std::string(valid) + ", and not `" + given + "`");
}

/// Several payees taken together.
struct Sum {
  std::int64_t payees = 0;
  std::int64_t payments = 0;
  std::int64_t paid = 0;

  Result<> add(std::int64_t lines, std::int64_t pence, std::int64_t different = 1) {
    const auto sum = add_pence(paid, pence);
    if (!sum) return sum.error();
    paid = *sum;
    payments += lines;
    payees += different;
    return Done{};
  }
};

// ---- who is paid most ----

std::vector<persistence::Column> top_columns() {
  std::vector<persistence::Column> out{
      {"line", CellType::text, "ranked, others (every other body) or unlinked (words that are linked to no body)."},
      {"rank", CellType::integer, "1 is paid most; bodies alone have one."},
      {"provider.id", CellType::text, "Public id of the body or group."},
      {"provider.name", CellType::text, "Its name."},
      {"payees", CellType::integer, "Bodies of the line; of the unlinked line, different words."},
      {"payments", CellType::integer, "Lines of spend files."},
      {"paid", CellType::pence, "What they were paid, credits taken off."},
      {"denominator", CellType::pence, "What everybody was paid: what the shares are of."}};
  add_share_columns(out, "share", "What the line was paid over what everybody was paid.");
  out.push_back({"running_paid", CellType::pence, "What this line and those above it were paid."});
  add_share_columns(out, "running_share", "The same over what everybody was paid.");
  return out;
}

Row top_line(std::string line, const Cell& rank, const Cell& id, const Cell& name, const Sum& sum, std::int64_t whole,
             const Cell& running) {
  Row row{Cell(std::move(line)), rank, id, name, Cell(sum.payees), Cell(sum.payments), Cell(sum.paid), Cell(whole)};
  append_share(row, sum.paid, whole);
  row.push_back(running);
  append_share(row, running.index() == 0 ? std::nullopt : std::optional(number_in(running)), whole);
  return row;
}

/// Bodies, the best paid first; namesakes by id.
std::vector<const Row*> ranked(const std::vector<Row>& rows, std::size_t paid) {
  std::vector<const Row*> out;
  for (const Row& row : rows) {
    if (linked(row[0])) out.push_back(&row);
  }
  std::sort(out.begin(), out.end(), [&](const Row* a, const Row* b) {
    if ((*a)[paid] != (*b)[paid]) return number_in((*a)[paid]) > number_in((*b)[paid]);
    return std::pair(text_in((*a)[1]), text_in((*a)[0])) < std::pair(text_in((*b)[1]), text_in((*b)[0]));
  });
  return out;
}

} // namespace

Result<TableReport> top_providers(persistence::Session& s, const TopQuestion& question) {
  if (question.of != "provider" && question.of != "provider_group") return no_such_split("of", question.of, "provider or provider_group");
  const auto lines = persistence::run_report(s, persistence::payees(), spend_request(question.spend, {question.of}));
  if (!lines) return lines.error();
  const Table& table = lines->table;
  const std::size_t payments = place_of(table, "payments");
  const std::size_t paid = place_of(table, "paid");
  const std::size_t words = place_of(table, "words");
  // Totals begin with the measures, behind the two columns of the dimension.
  const std::int64_t whole = number_in(lines->totals[paid - 2]);
  TableReport out;
  out.asked = {{"of", question.of}, {"top", std::to_string(question.top)}};
  out.filters = question.spend.filters;
  out.seq = lines->seq;
  out.dimensions = 4;
  out.table.columns = top_columns();
  Sum others;
  Sum unlinked;
  Sum running;
  std::int64_t rank = 0;
  for (const Row* row : ranked(table.rows, paid)) {
    const std::int64_t pence = number_in((*row)[paid]);
    if (++rank > question.top) {
      if (auto added = others.add(number_in((*row)[payments]), pence); !added) return added.error();
      continue;
    }
    Sum one;
    if (auto added = one.add(number_in((*row)[payments]), pence); !added) return added.error();
    if (auto added = running.add(0, pence); !added) return added.error();
    out.table.rows.push_back(top_line("ranked", Cell(rank), (*row)[0], (*row)[1], one, whole, Cell(running.paid)));
    out.rows_at.push_back(payments_of(question.spend.filters, question.of, *row));
  }
  for (const Row& row : table.rows) {
    if (linked(row[0])) continue;
    if (auto added = unlinked.add(number_in(row[payments]), number_in(row[paid]), number_in(row[words])); !added) return added.error();
  }
  out.table.rows.push_back(top_line("others", Cell(), Cell(), Cell(), others, whole, Cell()));
  out.table.rows.push_back(top_line("unlinked", Cell(), Cell(), Cell(), unlinked, whole, Cell()));
  out.rows_at.resize(out.table.rows.size());
  const Sum everybody{rank + unlinked.payees, number_in(lines->totals[payments - 2]), whole};
  const Row total = top_line("", Cell(), Cell(), Cell(), everybody, whole, Cell());
  out.totals.assign(total.begin() + 4, total.end());
  return out;
}

namespace {

// ---- concentration ----

/// What the index of one split is worked out from.
struct Market {
  std::vector<std::int64_t> amounts; // of bodies, above zero
  Sum counted;
  Sum credits;
  Sum unlinked;

  /// A line of payees whose id stands in column `id`, with payments, paid and words behind its name.
  Result<> add(const Row& row, std::size_t id) {
    const std::int64_t lines = number_in(row[id + 2]);
    const std::int64_t pence = number_in(row[id + 3]);
    if (!linked(row[id])) return unlinked.add(lines, pence, number_in(row[id + 4]));
    Sum& sum = pence > 0 ? counted : credits;
    if (&sum == &counted) amounts.push_back(pence);
    return sum.add(lines, pence);
  }
};

/// By the columns of the split; the empty key is everything.
using Markets = std::map<Row, Market>;

Result<Markets> markets_of(persistence::Session& s, const ConcentrationQuestion& question, const std::string& payee, bool split) {
  std::vector<std::string> groups{payee};
  if (split) groups.insert(groups.begin(), question.group_by);
  const auto lines = persistence::run_report(s, persistence::payees(), spend_request(question.spend, groups));
  if (!lines) return lines.error();
  const std::size_t id = place_of(lines->table, payee + ".id");
  Markets out;
  if (!split) out[{}];
  for (const Row& row : lines->table.rows) {
    const Row key(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(id));
    if (auto added = out[key].add(row, id); !added) return added.error();
  }
  return out;
}

std::vector<persistence::Column> concentration_columns() {
  std::vector<persistence::Column> out{
      {"hhi_providers", CellType::integer,
       "The Herfindahl-Hirschman index over bodies, from 0 to 10,000 (one alone), halves to even; worked out from pence."},
      {"providers", CellType::integer, "Bodies that it is over."},
      {"hhi_groups", CellType::integer, "The same over groups: bodies of one owner count as one."},
      {"groups", CellType::integer, "Groups that it is over; a body that nobody owned is one."},
      {"paid_counted", CellType::pence, "What those bodies were paid: the whole of their shares."},
      {"net_credits", CellType::pence, "Bodies whose credits are no less than what they were paid; nobody's share."},
      {"bodies_with_net_credits", CellType::integer, "How many those are."},
      {"paid_unlinked", CellType::pence, "What went to words that are linked to no body; in no index."},
      {"unlinked_words", CellType::integer, "How many different words those are."},
      {"paid", CellType::pence, "All of it."}};
  add_share_columns(out, "counted_share", "paid_counted over paid: how much the index speaks for.");
  return out;
}

Result<Row> concentration_cells(const Market& bodies, const Market& groups) {
  const auto hhi = [](const Market& market) {
    const auto index = concentration_index(market.amounts);
    return index ? Cell(*index) : Cell();
  };
  Sum all;
  for (const Sum* part : {&bodies.counted, &bodies.credits, &bodies.unlinked}) {
    if (auto added = all.add(part->payments, part->paid); !added) return added.error();
  }
  Row row{hhi(bodies),
          Cell(bodies.counted.payees),
          hhi(groups),
          Cell(groups.counted.payees),
          Cell(bodies.counted.paid),
          Cell(bodies.credits.paid),
          Cell(bodies.credits.payees),
          Cell(bodies.unlinked.paid),
          Cell(bodies.unlinked.payees),
          Cell(all.paid)};
  append_share(row, bodies.counted.paid, all.paid);
  return row;
}

} // namespace

Result<TableReport> concentration(persistence::Session& s, const ConcentrationQuestion& question) {
  if (question.group_by != "financial_year" && question.group_by != "commissioner")
    return no_such_split("group_by", question.group_by, "financial_year or commissioner");
  const auto bodies = markets_of(s, question, "provider", true);
  if (!bodies) return bodies.error();
  const auto groups = markets_of(s, question, "provider_group", true);
  if (!groups) return groups.error();
  const auto all_bodies = markets_of(s, question, "provider", false);
  if (!all_bodies) return all_bodies.error();
  const auto all_groups = markets_of(s, question, "provider_group", false);
  if (!all_groups) return all_groups.error();

  TableReport out;
  out.asked = {{"group_by", question.group_by}};
  out.filters = question.spend.filters;
  out.table.columns = concentration_columns();
  const bool by_year = question.group_by == "financial_year";
  std::vector<persistence::Column> split{{"financial_year", CellType::text, "Financial year of payment."}};
  if (!by_year)
    split = {{"commissioner.id", CellType::text, "Public id of the payer."}, {"commissioner.name", CellType::text, "Its name."}};
  out.dimensions = split.size();
  out.table.columns.insert(out.table.columns.begin(), split.begin(), split.end());
  for (const auto& [key, market] : *bodies) {
    const auto of_groups = groups->find(key);
    const auto cells = concentration_cells(market, of_groups == groups->end() ? Market{} : of_groups->second);
    if (!cells) return cells.error();
    Row row = key;
    row.insert(row.end(), cells->begin(), cells->end());
    out.table.rows.push_back(std::move(row));
    out.rows_at.push_back(payments_of(question.spend.filters, question.group_by, key));
  }
  auto totals = concentration_cells(all_bodies->at({}), all_groups->at({}));
  if (!totals) return totals.error();
  out.totals = *std::move(totals);
  out.seq = persistence::last_seq(s);
  return out;
}

} // namespace openward::app
