#include "service/app/missing.h"

#include "domain/money.h"
#include "persistence/read/award_pairs.h"
#include "persistence/read/payees.h"
#include "persistence/repositories.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

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
  Result<std::vector<Item>> find(Session& s);

 private:
  std::vector<persistence::FilterTerm> terms(std::string_view buyer) const;
  Result<> months(Session& s);
  Result<> payments(Session& s, const std::vector<persistence::AwardPair>& pairs);
  void awards(const std::vector<persistence::AwardPair>& pairs);
  void award(std::span<const persistence::AwardPair> providers);

  const MissingQuestion& question_;
  Date today_;
  std::vector<Item> items_;
  std::set<std::string> payers_;
  std::set<std::pair<std::string, std::string>> paid_pairs_;
};

std::vector<persistence::FilterTerm> Finder::terms(std::string_view buyer) const {
  std::vector<persistence::FilterTerm> out;
  if (!question_.commissioner.empty()) out.push_back({std::string(buyer), false, {question_.commissioner}});
  if (question_.synthetic) out.push_back({"synthetic", false, {*question_.synthetic ? "true" : "false"}});
  return out;
}

Result<> Finder::months(Session& s) {
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
      items_.push_back(std::move(item));
    }
  }
  return Done{};
}

Result<> Finder::payments(Session& s, const std::vector<persistence::AwardPair>& pairs) {
  std::set<std::pair<std::string, std::string>> awarded;
  for (const auto& pair : pairs) awarded.emplace(text_in(pair.commissioner_id), text_in(pair.provider_id));
  const auto report = persistence::run_report(s, persistence::payees(), {terms("payer"), {"commissioner", "provider"}, nullptr, today_});
  if (!report) return report.error();
  const std::size_t lines = place_of(report->table, "payments");
  const std::size_t paid = place_of(report->table, "paid");
  std::map<std::pair<std::string, Cell>, Item> unlinked;
  for (const Row& row : report->table.rows) {
    const std::string payer = text_in(row[0]);
    const std::string provider = text_in(row[2]);
    payers_.insert(payer);
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
    paid_pairs_.emplace(payer, provider);
    if (awarded.count({payer, provider}) > 0) continue;
    Item item{Gap::payments_without_award, row[0], row[1], row[2], row[3]};
    item.payments = row[lines];
    item.paid = row[paid];
    item.rows = RowsAt{"payments", {{"payer", payer.empty() ? "none" : payer}, {"provider", provider}}};
    items_.push_back(std::move(item));
  }
  for (auto& [payer, item] : unlinked) {
    if (!payer.first.empty()) item.rows = RowsAt{"payments", {{"payer", payer.first}}};
    items_.push_back(std::move(item));
  }
  return Done{};
}

void Finder::award(std::span<const persistence::AwardPair> providers) {
  const auto& one = providers.front();
  const auto add = [&](Gap gap) {
    Item item{gap, one.commissioner_id, one.commissioner_name, one.provider_id, one.provider_name};
    item.award = Cell(one.award);
    item.effective_on = one.effective_on;
    item.rows = RowsAt{"awards/" + one.award, {}};
    items_.push_back(std::move(item));
  };
  const std::string buyer = text_in(one.commissioner_id);
  if (!one.has_notice) add(Gap::award_without_notice);
  if (buyer.empty() || text_in(one.provider_id).empty()) return add(Gap::award_without_parties);
  if (payers_.count(buyer) == 0) return add(Gap::award_of_no_spend_file);
  const bool paid = std::any_of(providers.begin(), providers.end(), [&](const auto& pair) {
    return paid_pairs_.count({buyer, text_in(pair.provider_id)}) > 0;
  });
  if (!paid) add(Gap::award_without_payment);
}

void Finder::awards(const std::vector<persistence::AwardPair>& pairs) {
  for (std::size_t first = 0; first < pairs.size();) {
    std::size_t end = first + 1;
    while (end < pairs.size() && pairs[end].award == pairs[first].award) ++end;
    award(std::span(pairs).subspan(first, end - first));
    first = end;
  }
}

Result<std::vector<Item>> Finder::find(Session& s) {
  if (auto done = months(s); !done) return done.error();
  const auto pairs = persistence::award_pairs(s, terms("commissioner"), today_);
  if (!pairs) return pairs.error();
  if (auto done = payments(s, *pairs); !done) return done.error();
  awards(*pairs);
  std::stable_sort(items_.begin(), items_.end(), [](const Item& a, const Item& b) { return a.gap < b.gap; });
  return std::move(items_);
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

/// One line for every kind, those without any too.
Result<> count(TableReport& out, const std::vector<Item>& items, const MissingQuestion& question) {
  for (const GapWords& kind : all_gaps) {
    std::int64_t number = 0;
    Item sum{kind.gap};
    for (const Item& item : items) {
      if (item.gap != kind.gap) continue;
      ++number;
      if (item.paid.index() == 0) continue;
      const auto paid = add_pence(number_in(sum.paid), number_in(item.paid));
      if (!paid) return paid.error();
      sum.paid = Cell(*paid);
      sum.payments = Cell(number_in(sum.payments) + number_in(item.payments));
    }
    Row row = line_of(sum);
    row[1] = Cell(number);
    out.table.rows.push_back(std::move(row));
    RowsAt list{"reports/missing", {{"gap", std::string(kind.word)}}};
    if (!question.commissioner.empty()) list.parameters.emplace_back("commissioner", question.commissioner);
    if (question.synthetic) list.parameters.emplace_back("synthetic", *question.synthetic ? "true" : "false");
    out.rows_at.emplace_back(std::move(list));
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
  auto items = Finder(question, today).find(s);
  if (!items) return items.error();
  TableReport out;
  out.asked = {{"months_to", month_text(month_number(today.iso()) - 1)}};
  if (question.gap) out.asked.emplace_back("gap", to_string(*question.gap));
  if (!question.commissioner.empty()) out.filters.push_back({"commissioner", false, {question.commissioner}});
  if (question.synthetic) out.filters.push_back({"synthetic", false, {*question.synthetic ? "true" : "false"}});
  out.table.columns = columns();
  for (const GapWords& kind : all_gaps) {
    if (!question.gap || *question.gap == kind.gap) out.notes.push_back(std::string(kind.word) + ": " + std::string(kind.meaning));
  }
  if (!question.gap) {
    if (auto counted = count(out, *items, question); !counted) return counted.error();
  }
  for (Item& item : *items) {
    if (!question.gap || item.gap != *question.gap) continue;
    out.table.rows.push_back(line_of(item));
    out.rows_at.push_back(std::move(item.rows));
  }
  out.seq = persistence::last_seq(s);
  return out;
}

} // namespace openward::app
