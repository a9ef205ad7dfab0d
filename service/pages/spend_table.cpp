#include "service/pages/spend_table.h"

#include "service/api/reports.h"
#include "service/app/table_report.h"
#include "service/pages/figures.h"
#include "service/pages/question.h"
#include "service/pages/surroundings.h"
#include "service/pages/words.h"

#include <algorithm>
#include <array>
#include <map>

namespace openward::pages {

using http::Parameters;
using kainjow::mustache::data;
using persistence::Report;
using persistence::Row;

namespace {

constexpr std::size_t most_lines = 50;

constexpr std::array<SpendSplit, 7> splits{{{"provider_class", "kind of provider", "Who was paid", true},
                                            {"sector", "sector of the definition", "Sector", true},
                                            {"region", "region of the payer", "Region", true},
                                            {"commissioner", "payer", "Who paid", false},
                                            {"provider", "provider", "Who was paid", false},
                                            {"provider_group", "group of providers", "Group", false},
                                            {"expense_area", "area of expense", "Area of expense, as published", false}}};

const persistence::ReportInfo& spend_report() { return *persistence::find_report("spend"); }

Result<Report> run(persistence::Session& s, persistence::ReportRequest request, std::vector<std::string> group_by) {
  request.group_by = std::move(group_by);
  return persistence::run_report(s, spend_report(), request);
}

/// The column of money that the question asks for.
std::string_view paid_column(const SpendFigures& f) { return f.request.real ? "paid_real" : "paid"; }

std::string written(std::optional<std::int64_t> pence) { return pence ? pounds(*pence) : "no index"; }

data money_cell(std::optional<std::int64_t> pence, const std::string& address) {
  data out;
  out.set("text", written(pence));
  out.set("linked", data(!address.empty()));
  out.set("address", address);
  return out;
}

std::string rows_of(const SpendFigures& f, const Report& report, const Row& row) {
  const auto found = api::rows_address(spend_report(), f.given, f.request.lens, report, row);
  return found ? page_of_rows(*found) : std::string();
}

/// What the lines of a table are known by, and their text for people.
struct Line {
  std::string key;
  std::string name;
  std::map<std::string, const Row*> of_year{};
};

bool is_open(const Line& line) { return line.key == "unclassified" || line.key == "unknown" || line.key.empty(); }

std::string text_in(const Report& report, const Row& row, std::string_view column) {
  return Record(report.table.columns, row).text(column);
}

std::vector<Line> lines_of(const SpendFigures& f) {
  std::vector<Line> out;
  for (const Row& row : f.lines.table.rows) {
    const std::string key = text_in(f.lines, row, f.split->word);
    auto line = std::find_if(out.begin(), out.end(), [&](const Line& l) { return l.key == key; });
    if (line == out.end()) line = out.insert(out.end(), {key, label(key)});
    line->of_year.emplace(text_in(f.lines, row, "financial_year"), &row);
  }
  std::stable_partition(out.begin(), out.end(), [](const Line& l) { return !is_open(l); });
  return out;
}

std::span<const persistence::Column> columns_of_totals(const Report& report) {
  return std::span(report.table.columns).subspan(report.table.columns.size() - report.totals.size());
}

/// The same question of one body alone. Of whom was paid there is no share, so the lens stays behind.
std::string narrowed(const SpendFigures& f, const std::string& filter, const std::string& id) {
  http::Parameters given = with(f.given, filter, id);
  if (filter != "payer") given = without(std::move(given), "lens");
  return address("/spend", asks_synthetic(given) ? given : without(std::move(given), "synthetic"));
}

data line_view(const SpendFigures& f, const Line& line, const std::vector<std::string>& years, std::int64_t whole) {
  data cells{data::type::list};
  std::int64_t sum = 0;
  bool whole_line = true;
  for (const std::string& year : years) {
    const auto found = line.of_year.find(year);
    if (found == line.of_year.end()) {
      data nothing;
      nothing.set("text", "–");
      nothing.set("linked", data(false));
      cells.push_back(nothing);
      continue;
    }
    const auto pence = Record(f.lines.table.columns, *found->second).number(paid_column(f));
    sum += pence.value_or(0);
    whole_line = whole_line && pence;
    cells.push_back(money_cell(pence, rows_of(f, f.lines, *found->second)));
  }
  data out;
  out.set("label", line.name);
  out.set("open", data(is_open(line)));
  out.set("cells", cells);
  out.set("total", written(whole_line ? std::optional(sum) : std::nullopt));
  out.set("share", whole_line ? share(sum, whole) : "no share");
  return out;
}

/// One line of the footer: a figure of each year and one of all.
data footer(const SpendFigures& f, const std::vector<std::string>& years, const std::string& name, std::string_view column, bool percent) {
  const auto text = [&](const Record& of) {
    if (!percent) return written(of.number(column));
    const std::string stated = of.text(column);
    return stated.empty() ? std::string("no share") : stated + "%";
  };
  data cells{data::type::list};
  for (const std::string& year : years) {
    data cell;
    for (const Row& row : f.by_year.table.rows) {
      const Record of(f.by_year.table.columns, row);
      if (of.text("financial_year") != year) continue;
      cell.set("text", text(of));
      const std::string rows = column == paid_column(f) ? rows_of(f, f.by_year, row) : "";
      cell.set("linked", data(!rows.empty()));
      cell.set("address", rows);
    }
    cells.push_back(cell);
  }
  data out;
  out.set("label", name);
  out.set("cells", cells);
  out.set("total", text(Record(columns_of_totals(f.by_year), f.by_year.totals)));
  out.set("spoken_of", data(percent));
  return out;
}

} // namespace

std::span<const SpendSplit> spend_splits() { return splits; }

Result<const SpendSplit*> split_asked_for(const Parameters& given) {
  const std::string word = has(given, "group_by") ? first(given, "group_by") : "provider_class";
  const auto found = std::find_if(splits.begin(), splits.end(), [&](const SpendSplit& s) { return s.word == word; });
  if (found != splits.end()) return &*found;
  std::string valid;
  for (const SpendSplit& split : splits) valid += (valid.empty() ? "" : ", ") + std::string(split.word);
  return invalid_at("group_by", "bad_value",
                    "this page splits by one of " + valid + ". /v1/reports/spend splits by others, and by several at once.");
}

Result<SpendFigures> spend_figures(persistence::Session& s, const SpendSplit& split, const Parameters& given, Date today) {
  SpendFigures out;
  out.split = &split;
  out.given = of_one_origin(without(given, "group_by"));
  auto request = api::report_request(spend_report(), out.given);
  if (!request) return request.error();
  out.request = *std::move(request);
  out.request.today = today;
  const std::string word(split.word);
  // The lens of the lines is asked for where it makes them; the shares are those of the years.
  persistence::ReportRequest of_lines = out.request;
  if (word != "sector") of_lines.lens = nullptr;
  auto lines = run(s, of_lines, split.by_year ? std::vector<std::string>{word, "financial_year"} : std::vector<std::string>{word});
  if (!lines) return lines.error();
  out.lines = *std::move(lines);
  auto by_year = run(s, out.request, {"financial_year"});
  if (!by_year) return by_year.error();
  out.by_year = *std::move(by_year);
  return out;
}

std::vector<std::string> years_in(const Report& by_year) {
  std::vector<std::string> out;
  for (const Row& row : by_year.table.rows) out.push_back(app::text_in(row.front()));
  std::sort(out.begin(), out.end());
  return out;
}

std::string years_in_words(const std::vector<std::string>& years) {
  if (years.empty()) return "in no year";
  return years.front() == years.back() ? "in " + years.front() : "from " + years.front() + " to " + years.back();
}

std::string prices_in_words(const SpendFigures& f) {
  if (!f.request.real) return "pounds of the day";
  return "prices of " + FinancialYear(f.request.real->price_year).text() + " (deflator: " + f.request.real->deflator->vintage() + ")";
}

data year_table(const SpendFigures& f) {
  const std::vector<std::string> years = years_in(f.by_year);
  const Record total(columns_of_totals(f.by_year), f.by_year.totals);
  const std::int64_t whole = total.number(paid_column(f)).value_or(0);
  data heads{data::type::list};
  for (const std::string& year : years) heads.push_back(data(year.empty() ? std::string("Year not known") : year));
  data lines{data::type::list};
  for (const Line& line : lines_of(f)) lines.push_back(line_view(f, line, years, whole));
  data feet{data::type::list};
  feet.push_back(footer(f, years, "Together", paid_column(f), false));
  const bool real = f.request.real.has_value();
  if (f.request.lens) {
    feet.push_back(footer(f, years, "Counted by the definition", real ? "numerator_real" : "numerator", false));
    feet.push_back(footer(f, years, "Of the whole", real ? "denominator_real" : "denominator", false));
    feet.push_back(footer(f, years, "Share counted", real ? "share_real" : "share", true));
  }
  data out;
  out.set("years", heads);
  out.set("chart", years.size() > 1 ? "years" : "bars");
  out.set("head", std::string(f.split->head));
  out.set("lines", lines);
  out.set("feet", feet);
  return out;
}

data largest_lines(const SpendFigures& f) {
  const std::string word(f.split->word);
  const bool named = word == "commissioner" || word.starts_with("provider");
  const std::string filter = word == "commissioner" ? "payer" : word == "provider_group" ? "provider_ultimate_owner" : word;
  BarTable table;
  for (const Row& row : f.lines.table.rows) {
    const Record line(f.lines.table.columns, row);
    const std::string id = line.text(named ? word + ".id" : word);
    const std::string name = named ? line.text(word + ".name") : id;
    Bar bar{name.empty() ? "Not stated" : name};
    bar.address = rows_of(f, f.lines, row);
    bar.amount = line.number(paid_column(f)).value_or(0);
    bar.open = id.empty();
    if (named && !id.empty()) bar.label_address = narrowed(f, filter, id);
    table.lines.push_back(std::move(bar));
  }
  std::stable_sort(table.lines.begin(), table.lines.end(), [](const Bar& a, const Bar& b) { return a.amount > b.amount; });
  table.whole = Record(columns_of_totals(f.by_year), f.by_year.totals).number(paid_column(f)).value_or(0);
  if (table.lines.size() > most_lines) {
    Bar rest{with_thousands(static_cast<std::int64_t>(table.lines.size() - most_lines)) + " others, in the CSV"};
    for (std::size_t i = most_lines; i < table.lines.size(); ++i) rest.amount += table.lines[i].amount;
    rest.open = true;
    table.lines.resize(most_lines);
    table.lines.push_back(std::move(rest));
  }
  table.caption = "Paid " + years_in_words(years_in(f.by_year)) + ", by " + std::string(f.split->title) + ", in " + prices_in_words(f) +
                  ", the largest first";
  table.head = std::string(f.split->head);
  table.amount = "Paid";
  if (!table.lines.empty() && table.whole > 0)
    table.chart.title = table.lines.front().label + ": " + share(table.lines.front().amount, table.whole) + " of " +
                        short_pounds(table.whole) + " paid " + years_in_words(years_in(f.by_year));
  table.chart.source = source_of_spend;
  table.chart.caveat = "In " + prices_in_words(f) + ". " + std::string(caveat_of_spend);
  return bar_table(table);
}

} // namespace openward::pages
