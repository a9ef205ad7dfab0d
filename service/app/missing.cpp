#include "service/app/missing.h"

#include "domain/money.h"
#include "persistence/read/award_gaps.h"
#include "persistence/read/payees.h"
#include "persistence/repositories.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>

namespace openward::app {

using persistence::Cell;
using persistence::CellType;
using persistence::Row;
using persistence::Session;

namespace {

struct GapWords {
  Gap gap;
  std::string_view word;
  std::string_view meaning;
};
constexpr std::array<GapWords, 8> all_gaps{{
    {Gap::month_between_files, "month_between_files", "A publisher has payments before and after this month, and none in it."},
    {Gap::month_since_last_file, "month_since_last_file", "A month after a publisher's last payments, up to the month before this one."},
    {Gap::award_without_notice, "award_without_notice", "No notice that speaks of the award is held."},
    {Gap::payments_without_award, "payments_without_award", "A payer paid a body to which no award of that payer is held."},
    {Gap::payments_to_unlinked_words, "payments_to_unlinked_words",
     "A payer paid suppliers whose words are linked to no body, so that they cannot be held against awards."},
    {Gap::award_without_payment, "award_without_payment",
     "None of its providers was paid by its commissioner, whose spend files are held."},
    {Gap::award_of_no_spend_file, "award_of_no_spend_file", "No payments of its commissioner are held at all."},
    {Gap::award_without_parties, "award_without_parties",
     "It names no commissioner or no provider, so that it cannot be held against payments."},
}};

/// One gap, as the line of a list.
struct Item {
  Gap gap;
  Cell commissioner_id{}, commissioner_name{}, provider_id{}, provider_name{}, month{}, award{}, effective_on{}, payments{}, paid{};
  std::optional<RowsAt> rows{};
};

int month_number(std::string_view month) {
  const auto digit = [&](std::size_t at) { return month[at] - '0'; };
  return (digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3)) * 12 + digit(5) * 10 + digit(6) - 1;
}

std::string month_text(int number) {
  const int month = number % 12 + 1;
  return std::to_string(number / 12) + (month < 10 ? "-0" : "-") + std::to_string(month);
}

class Finder {
 public:
  Finder(const MissingQuestion& question, Date today) : question_(question), today_(today) {}
  Result<std::vector<Item>> months(Session& s) const;
  Result<std::vector<Item>> payments(Session& s) const;
  Result<std::vector<Item>> awards(Session& s, Gap gap, std::int64_t most) const;
  Result<std::int64_t> count_awards(Session& s, Gap gap) const;

 private:
  std::vector<persistence::FilterTerm> terms(std::string_view buyer) const;

  const MissingQuestion& question_;
  Date today_;
};

std::optional<persistence::AwardGap> award_gap(Gap gap) {
  switch (gap) {
  case Gap::award_without_notice:
    return persistence::AwardGap::without_notice;
  case Gap::award_without_payment:
    return persistence::AwardGap::without_payment;
  case Gap::award_of_no_spend_file:
    return persistence::AwardGap::of_no_spend_file;
  case Gap::award_without_parties:
    return persistence::AwardGap::without_parties;
  default:
    return std::nullopt;
  }
}

bool is_month(Gap gap) { return gap == Gap::month_between_files || gap == Gap::month_since_last_file; }

std::vector<persistence::FilterTerm> Finder::terms(std::string_view buyer) const {
  std::vector<persistence::FilterTerm> out;
  if (!question_.commissioner.empty()) out.push_back({std::string(buyer), false, {question_.commissioner}});
  if (question_.synthetic) out.push_back({"synthetic", false, {*question_.synthetic ? "true" : "false"}});
  return out;
}

Result<std::vector<Item>> Finder::months(Session& s) const {
  std::vector<Item> items;
  const auto report =
      persistence::run_report(s, *persistence::find_report("spend"), {terms("payer"), {"commissioner", "month"}, nullptr, today_});
  if (!report) return report.error();
  const int before_this = month_number(today_.iso()) - 1;
  const auto& rows = report->table.rows;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string payer = text_in(rows[i][0]);
    if (payer.empty()) continue;
    const bool last = i + 1 == rows.size() || text_in(rows[i + 1][0]) != payer;
    const int next = last ? before_this + 1 : month_number(text_in(rows[i + 1][2]));
    for (int month = month_number(text_in(rows[i][2])) + 1; month < next; ++month) {
      Item item{last ? Gap::month_since_last_file : Gap::month_between_files};
      item.commissioner_id = rows[i][0];
      item.commissioner_name = rows[i][1];
      item.month = Cell(month_text(month));
      item.rows = RowsAt{"spend-files", {{"publisher", payer}}};
      items.push_back(std::move(item));
    }
  }
  return items;
}

Result<std::vector<Item>> Finder::payments(Session& s) const {
  const auto awarded = persistence::paid_and_awarded(s, terms("commissioner"));
  if (!awarded) return awarded.error();
  std::vector<Item> items;
  const auto report = persistence::run_report(s, persistence::payees(), {terms("payer"), {"commissioner", "provider"}, nullptr, today_});
  if (!report) return report.error();
  const std::size_t lines = place_of(report->table, "payments");
  const std::size_t paid = place_of(report->table, "paid");
  std::map<std::pair<std::string, Cell>, Item> unlinked;
  for (const Row& row : report->table.rows) {
    const std::string payer = text_in(row[0]);
    const std::string provider = text_in(row[2]);
    if (provider.empty()) {
      Item& item = unlinked.try_emplace({payer, row[1]}, Item{Gap::payments_to_unlinked_words}).first->second;
      item.commissioner_id = row[0];
      item.commissioner_name = row[1];
      const auto sum = add_pence(number_in(item.paid), number_in(row[paid]));
      if (!sum) return sum.error();
      item.paid = Cell(*sum);
      item.payments = Cell(number_in(item.payments) + number_in(row[lines]));
      continue;
    }
    if (awarded->count({payer, provider}) > 0) continue;
    Item item{Gap::payments_without_award, row[0], row[1], row[2], row[3]};
    item.payments = row[lines];
    item.paid = row[paid];
    item.rows = RowsAt{"payments", {{"payer", payer.empty() ? "none" : payer}, {"provider", provider}}};
    items.push_back(std::move(item));
  }
  for (auto& [payer, item] : unlinked) {
    if (!payer.first.empty()) item.rows = RowsAt{"payments", {{"payer", payer.first}}};
    items.push_back(std::move(item));
  }
  return items;
}

Result<std::int64_t> Finder::count_awards(Session& s, Gap gap) const {
  return persistence::count_award_gap(s, *award_gap(gap), terms("commissioner"));
}

Result<std::vector<Item>> Finder::awards(Session& s, Gap gap, std::int64_t most) const {
  auto found = persistence::list_award_gap(s, *award_gap(gap), terms("commissioner"), most);
  if (!found) return found.error();
  std::vector<Item> items;
  items.reserve(found->size());
  for (auto& one : *found) {
    Item item{gap, std::move(one.commissioner_id), std::move(one.commissioner_name), std::move(one.provider_id),
              std::move(one.provider_name)};
    item.rows = RowsAt{"awards/" + text_in(one.award), {}};
    item.award = std::move(one.award);
    item.effective_on = std::move(one.effective_on);
    items.push_back(std::move(item));
  }
  return items;
}

std::vector<persistence::Column> columns() {
  return {{"gap", CellType::text, "What kind of gap it is."},
          {"items", CellType::integer, "How many: months of publishers, pairs of payer and payee, payers, or awards. One in a list."},
          {"commissioner.id", CellType::text, "Who publishes, pays or buys."},
          {"commissioner.name", CellType::text, "Its name."},
          {"provider.id", CellType::text, "Who was paid; of an award, its first provider."},
          {"provider.name", CellType::text, "Its name."},
          {"month", CellType::text, "The calendar month without payments."},
          {"award_id", CellType::text, "The award."},
          {"effective_on", CellType::date, "The date it counts at."},
          {"payments", CellType::integer, "Lines of spend files."},
          {"paid", CellType::pence, "Their sum. What was awarded stands nowhere here, so that nobody adds the two."}};
}

Row line_of(const Item& item) {
  return {Cell(std::string(to_string(item.gap))),
          Cell(std::int64_t{1}),
          item.commissioner_id,
          item.commissioner_name,
          item.provider_id,
          item.provider_name,
          item.month,
          item.award,
          item.effective_on,
          item.payments,
          item.paid};
}

/// How many of a kind, with the payments that they are of.
Result<Row> counted_line(Gap gap, const std::vector<Item>& items) {
  std::int64_t number = 0;
  Item sum{gap};
  for (const Item& item : items) {
    if (item.gap != gap) continue;
    ++number;
    if (item.paid.index() == 0) continue;
    const auto paid = add_pence(number_in(sum.paid), number_in(item.paid));
    if (!paid) return paid.error();
    sum.paid = Cell(*paid);
    sum.payments = Cell(number_in(sum.payments) + number_in(item.payments));
  }
  Row row = line_of(sum);
  row[1] = Cell(number);
  return row;
}

RowsAt list_at(Gap gap, const MissingQuestion& question) {
  RowsAt list{"reports/missing", {{"gap", std::string(to_string(gap))}}};
  if (!question.commissioner.empty()) list.parameters.emplace_back("commissioner", question.commissioner);
  if (question.synthetic) list.parameters.emplace_back("synthetic", *question.synthetic ? "true" : "false");
  return list;
}

/// One line for every kind, those without any too.
Result<> count(Session& s, const Finder& finder, const MissingQuestion& question, TableReport& out) {
  const auto months = finder.months(s);
  if (!months) return months.error();
  const auto payments = finder.payments(s);
  if (!payments) return payments.error();
  for (const GapWords& kind : all_gaps) {
    auto row = counted_line(kind.gap, is_month(kind.gap) ? *months : *payments);
    if (!row) return row.error();
    if (award_gap(kind.gap)) {
      const auto number = finder.count_awards(s, kind.gap);
      if (!number) return number.error();
      (*row)[1] = Cell(*number);
    }
    out.table.rows.push_back(*std::move(row));
    out.rows_at.emplace_back(list_at(kind.gap, question));
  }
  return Done{};
}

/// The items of one kind, all or the first of them.
Result<> list(Session& s, const Finder& finder, const MissingQuestion& question, TableReport& out) {
  const Gap gap = *question.gap;
  constexpr auto no_bound = std::numeric_limits<std::int64_t>::max();
  auto items = award_gap(gap)  ? finder.awards(s, gap, question.most ? static_cast<std::int64_t>(*question.most) : no_bound)
               : is_month(gap) ? finder.months(s)
                               : finder.payments(s);
  if (!items) return items.error();
  std::erase_if(*items, [&](const Item& item) { return item.gap != gap; });
  if (question.most) {
    const auto in_all = award_gap(gap) ? finder.count_awards(s, gap) : Result<std::int64_t>(static_cast<std::int64_t>(items->size()));
    if (!in_all) return in_all.error();
    out.rows_in_all = *in_all;
    if (items->size() > *question.most) items->erase(items->begin() + static_cast<std::ptrdiff_t>(*question.most), items->end());
  }
  for (Item& item : *items) {
    out.table.rows.push_back(line_of(item));
    out.rows_at.push_back(std::move(item.rows));
  }
  return Done{};
}

} // namespace

std::string_view to_string(Gap gap) { return all_gaps[static_cast<std::size_t>(gap)].word; }

std::string_view meaning(Gap gap) { return all_gaps[static_cast<std::size_t>(gap)].meaning; }

std::optional<Gap> gap_from(std::string_view word) {
  const auto found = std::find_if(all_gaps.begin(), all_gaps.end(), [&](const GapWords& g) { return g.word == word; });
  if (found == all_gaps.end()) return std::nullopt;
  return found->gap;
}

std::span<const std::string_view> gap_words() {
  static const std::vector<std::string_view> words = [] {
    std::vector<std::string_view> out;
    for (const GapWords& g : all_gaps) out.push_back(g.word);
    return out;
  }();
  return words;
}

Result<TableReport> missing(Session& s, const MissingQuestion& question, Date today) {
  TableReport out;
  out.asked = {{"months_to", month_text(month_number(today.iso()) - 1)}};
  if (question.gap) out.asked.emplace_back("gap", to_string(*question.gap));
  if (!question.commissioner.empty()) out.filters.push_back({"commissioner", false, {question.commissioner}});
  if (question.synthetic) out.filters.push_back({"synthetic", false, {*question.synthetic ? "true" : "false"}});
  out.table.columns = columns();
  for (const GapWords& kind : all_gaps) {
    if (!question.gap || *question.gap == kind.gap) out.notes.push_back(std::string(kind.word) + ": " + std::string(kind.meaning));
  }
  const Finder finder(question, today);
  if (auto done = question.gap ? list(s, finder, question, out) : count(s, finder, question, out); !done) return done.error();
  out.seq = persistence::last_seq(s);
  return out;
}

} // namespace openward::app
