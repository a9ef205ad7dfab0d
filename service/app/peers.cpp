#include "service/app/peers.h"

#include "persistence/read/buyers.h"
#include "service/app/commissioner_kind.h"

#include <algorithm>
#include <array>
#include <map>

namespace openward::app {

using persistence::Cell;
using persistence::CellType;
using persistence::Row;
using persistence::Session;

namespace {

constexpr std::array<std::string_view, 3> shared_filters{"financial_year", "synthetic", "bodies"};

using Buyers = std::map<std::string, persistence::BuyerFacts>;

std::string kind_of(const Buyers& known, const std::string& id) {
  const auto found = known.find(id);
  return found == known.end() ? std::string("unclassified") : commissioner_kind(found->second);
}

/// What a commissioner awarded, and of it what had no tender.
struct Awarded {
  std::int64_t awards = 0;
  std::int64_t untendered = 0;
  std::int64_t net = 0;
  std::int64_t untendered_net = 0;
};

Result<std::string> id_of(Session& s, const std::string& commissioner) {
  const auto found =
      persistence::list(s, *persistence::find_resource("commissioners"), {{{"identifier", false, {commissioner}}}, "", 2, ""});
  if (!found) {
    const auto& faults = found.error().faults;
    return invalid_at("commissioner", "bad_value", faults.empty() ? found.error().message : faults.front().message);
  }
  if (found->table.rows.empty())
    return invalid_at("commissioner", "unknown_body",
                      "there is no commissioner `" + commissioner + "` in the register; /v1/commissioners lists them");
  return text_in(found->table.rows.front().front());
}

/// Of these payers alone, where few are shown: their awards are found by an index.
Result<std::map<std::string, Awarded>> awarded(Session& s, const PeersQuestion& question, const std::vector<const Row*>& payers) {
  std::vector<persistence::FilterTerm> filters = question.filters;
  if (!question.commissioner.empty()) {
    persistence::FilterTerm& of = filters.emplace_back(persistence::FilterTerm{"commissioner", false, {}});
    for (const Row* payer : payers) of.values.push_back(text_in(payer->front()));
  }
  const auto report = persistence::run_report(s, *persistence::find_report("awards"),
                                              {std::move(filters), {"commissioner", "tender_class"}, nullptr, question.today});
  if (!report) return report.error();
  const std::size_t tender_class = place_of(report->table, "tender_class");
  const std::size_t awards = place_of(report->table, "awards");
  const std::size_t net = place_of(report->table, "lifetime_net");
  std::map<std::string, Awarded> out;
  for (const Row& row : report->table.rows) {
    Awarded& one = out[text_in(row[0])];
    one.awards += number_in(row[awards]);
    one.net += number_in(row[net]);
    if (text_in(row[tender_class]) != "untendered") continue;
    one.untendered += number_in(row[awards]);
    one.untendered_net += number_in(row[net]);
  }
  return out;
}

std::vector<persistence::Column> columns() {
  std::vector<persistence::Column> out{
      {"line", CellType::text, "asked (the commissioner of the question) or peer."},
      {"commissioner.id", CellType::text, "Public id of the payer."},
      {"commissioner.name", CellType::text, "Its name."},
      {"kind", CellType::text,
       "What kind of body it is: by its role or code at the Organisation Data Service, else by the words of its name, else its class."},
      {"paid", CellType::pence, "What it paid."},
      {"numerator", CellType::pence, "Of it what the lens counts."},
      {"denominator", CellType::pence, "What the share is of; none where the lens's series is no whole of one commissioner's payments."}};
  add_share_columns(out, "share", "Numerator over denominator.");
  out.push_back({"unclassified", CellType::pence, "What it paid to those whom nobody has classified."});
  add_share_columns(out, "unclassified_share", "Unclassified over paid.");
  out.push_back({"awards", CellType::integer, "Published awards, of every tender class."});
  out.push_back(
      {"untendered_awards", CellType::integer, "Of them those made without a tender; those of unknown class are not among them."});
  add_share_columns(out, "untendered_share", "Untendered awards over awards.");
  out.push_back({"lifetime_net", CellType::pence, "Lifetime values excluding VAT of its awards. Never to be added to paid."});
  out.push_back({"untendered_net", CellType::pence, "Of them those of untendered awards."});
  add_share_columns(out, "untendered_net_share", "Untendered_net over lifetime_net.");
  return out;
}

std::int64_t distance(std::int64_t a, std::int64_t b) { return a > b ? a - b : b - a; }

/// The rows of payers that are answered: the one asked for, then its peers; of none asked for, all.
std::vector<const Row*> chosen(const std::vector<Row>& rows, std::size_t paid, const Buyers& known, const std::string& asked, int count) {
  std::vector<const Row*> out;
  for (const Row& row : rows) out.push_back(&row);
  const auto self = std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return text_in(row[0]) == asked; });
  const std::int64_t own = asked.empty() ? 0 : number_in((*self)[paid]);
  if (!asked.empty()) {
    const std::string kind = kind_of(known, asked);
    const bool synthetic = known.count(asked) > 0 && known.at(asked).synthetic;
    std::erase_if(out, [&](const Row* row) {
      const std::string id = text_in((*row)[0]);
      const auto other = known.find(id);
      return id.empty() || kind_of(known, id) != kind || (other != known.end() && other->second.synthetic) != synthetic;
    });
  }
  std::sort(out.begin(), out.end(), [&](const Row* a, const Row* b) {
    const std::int64_t first = number_in((*a)[paid]);
    const std::int64_t second = number_in((*b)[paid]);
    // The one asked for is at no distance from itself, but so may another be.
    if ((text_in((*a)[0]) == asked) != (text_in((*b)[0]) == asked)) return text_in((*a)[0]) == asked;
    if (asked.empty() && first != second) return first > second;
    if (!asked.empty() && distance(first, own) != distance(second, own)) return distance(first, own) < distance(second, own);
    return text_in((*a)[0]) < text_in((*b)[0]);
  });
  if (!asked.empty() && out.size() > static_cast<std::size_t>(count) + 1) out.resize(static_cast<std::size_t>(count) + 1);
  return out;
}

} // namespace

std::vector<persistence::FilterInfo> peers_filters() {
  std::vector<persistence::FilterInfo> out;
  for (const auto& filter : persistence::find_report("spend")->filters) {
    if (std::find(shared_filters.begin(), shared_filters.end(), filter.name) != shared_filters.end()) out.push_back(filter);
  }
  return out;
}

Result<TableReport> peers(Session& s, const PeersQuestion& question) {
  std::string asked;
  if (!question.commissioner.empty()) {
    auto id = id_of(s, question.commissioner);
    if (!id) return id.error();
    asked = *std::move(id);
  }
  const auto spend =
      persistence::run_report(s, *persistence::find_report("spend"), {question.filters, {"commissioner"}, question.lens, question.today});
  if (!spend) return spend.error();
  const persistence::Table& table = spend->table;
  const bool paid_anything = std::any_of(table.rows.begin(), table.rows.end(), [&](const Row& row) { return text_in(row[0]) == asked; });
  if (!asked.empty() && !paid_anything)
    return invalid_at("commissioner", "no_payments",
                      "the register holds no payments of `" + question.commissioner +
                          "` under this filter, so that nobody is near it in spend; ask for another year");
  const auto known = persistence::buyers(s);
  if (!known) return known.error();
  const auto payers = chosen(table.rows, place_of(table, "paid"), *known, asked, question.count);
  const auto awards = awarded(s, question, payers);
  if (!awards) return awards.error();

  TableReport out;
  if (!asked.empty()) out.asked = {{"commissioner", asked}, {"count", std::to_string(question.count)}};
  out.filters = question.filters;
  out.lens = question.lens;
  out.seq = spend->seq;
  out.dimensions = 4;
  out.table.columns = columns();
  out.notes.emplace_back("Peers are payers of the same kind, nearest in what they paid under this filter. The kind is that of the role or "
                         "the code which the Organisation Data Service gives the body; where neither is known, that of the words of its "
                         "name, else its class. Awards and payments are counted apart and never added together.");
  const auto place = [&](std::string_view name) { return place_of(table, name); };
  for (const Row* payer : payers) {
    const std::string id = text_in((*payer)[0]);
    const auto found = awards->find(id);
    const Awarded made = found == awards->end() ? Awarded{} : found->second;
    const auto cell = [&](std::string_view name) { return (*payer)[place(name)]; };
    Row row{Cell(std::string(!asked.empty() && id == asked ? "asked" : "peer")),
            (*payer)[0],
            (*payer)[1],
            Cell(kind_of(*known, id)),
            cell("paid"),
            cell("numerator"),
            cell("denominator"),
            cell("share_basis_points"),
            cell("share"),
            cell("unclassified")};
    append_share(row, number_in(cell("unclassified")), number_in(cell("paid")));
    row.insert(row.end(), {Cell(made.awards), Cell(made.untendered)});
    append_share(row, made.untendered, made.awards);
    row.insert(row.end(), {Cell(made.net), Cell(made.untendered_net)});
    append_share(row, made.untendered_net, made.net);
    out.table.rows.push_back(std::move(row));
    out.rows_at.push_back(payments_of(question.filters, "commissioner", *payer));
  }
  return out;
}

} // namespace openward::app
