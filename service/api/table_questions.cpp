#include "domain/text.h"
#include "persistence/repositories.h"
#include "service/api/parameters.h"
#include "service/api/reports.h"
#include "service/api/table_reports.h"
#include "service/app/growth.h"
#include "service/app/lenses.h"
#include "service/app/market.h"
#include "service/app/missing.h"
#include "service/app/peers.h"

#include <algorithm>
#include <charconv>
#include <initializer_list>

// What each report may be asked, and how the words of a caller become its question.

namespace openward::api {

using app::TableReport;
using persistence::Session;

namespace {

constexpr std::string_view default_lens = "accounts_independent";

/// Reads the parameters of one request and keeps every fault of them.
class Reader {
 public:
  Reader(const TableReportDef& def, const http::Parameters& given) : given_(given) {
    auto terms = filter_terms(def.filters, given);
    if (terms) {
      filters = *std::move(terms);
    } else {
      keep(terms.error());
    }
  }

  std::string word(std::string_view name, std::string_view otherwise = "") {
    auto value = value_of(given_, name);
    if (!value) return keep(value.error()), std::string(otherwise);
    return value->empty() ? std::string(otherwise) : *std::move(value);
  }

  int number(std::string_view name, int otherwise, int most) {
    const std::string text = word(name);
    if (text.empty()) return otherwise;
    int number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault == std::errc{} && end == text.data() + text.size() && number >= 1 && number <= most) return number;
    keep(invalid_at(std::string(name), "bad_value", std::string(name) + " is a whole number from 1 to " + std::to_string(most) + "."));
    return otherwise;
  }

  int year(std::string_view name, int otherwise) {
    const std::string text = word(name);
    if (text.empty()) return otherwise;
    if (const auto year = FinancialYear::parse(text)) return year->start_year();
    keep(invalid_at(std::string(name), "bad_value", detail::quoted(text) + " is no financial year; write it as 2018-19."));
    return otherwise;
  }

  const Lens* lens(std::string_view otherwise = "") {
    const auto found = lens_of(given_);
    if (!found) return keep(found.error()), nullptr;
    if (*found || otherwise.empty()) return *found;
    return *app::lenses().find(otherwise);
  }

  std::optional<RealTerms> real() {
    const auto found = real_terms_of(given_);
    if (found) return *found;
    keep(found.error());
    return std::nullopt;
  }

  app::SpendQuestion spend(Date today) { return {filters, nullptr, std::nullopt, today}; }
  void keep(const Error& error) { faults_.insert(faults_.end(), error.faults.begin(), error.faults.end()); }
  std::optional<Error> refusal() {
    if (faults_.empty()) return std::nullopt;
    std::string message = faults_.size() == 1 ? faults_.front().message : "A parameter cannot be understood.";
    return invalid(std::move(message), std::move(faults_));
  }

  std::vector<persistence::FilterTerm> filters;

 private:
  const http::Parameters& given_;
  std::vector<Fault> faults_;
};

Result<TableReport> answer_growth(Session& s, const TableReportDef& def, const http::Parameters& given, Date today) {
  Reader reader(def, given);
  const int last = FinancialYear::of(today).start_year() - 1;
  app::GrowthQuestion question{reader.spend(today)};
  question.to = reader.year("to", last);
  question.from = reader.year("from", question.to - 1);
  question.group_by = reader.word("group_by", "provider_class");
  question.spend.lens = reader.lens();
  question.spend.real = reader.real();
  if (auto refused = reader.refusal()) return *std::move(refused);
  return app::growth(s, question);
}

Result<TableReport> answer_peers(Session& s, const TableReportDef& def, const http::Parameters& given, Date today) {
  Reader reader(def, given);
  app::PeersQuestion question{reader.filters};
  question.commissioner = reader.word("commissioner");
  if (question.commissioner.empty() && std::any_of(given.begin(), given.end(), [](const auto& p) { return p.first == "count"; }))
    reader.keep(invalid_at("count", "no_effect",
                           "count is how many peers a commissioner is set beside; name one in commissioner, or leave this out."));
  question.today = today;
  question.count = reader.number("count", question.count, 100);
  question.lens = reader.lens(default_lens);
  if (auto refused = reader.refusal()) return *std::move(refused);
  return app::peers(s, question);
}

Result<TableReport> answer_providers(Session& s, const TableReportDef& def, const http::Parameters& given, Date today) {
  Reader reader(def, given);
  app::TopQuestion question{reader.spend(today)};
  question.of = reader.word("of", question.of);
  question.top = reader.number("top", question.top, 1000);
  if (auto refused = reader.refusal()) return *std::move(refused);
  return app::top_providers(s, question);
}

Result<TableReport> answer_concentration(Session& s, const TableReportDef& def, const http::Parameters& given, Date today) {
  Reader reader(def, given);
  app::ConcentrationQuestion question{reader.spend(today)};
  question.group_by = reader.word("group_by", question.group_by);
  if (auto refused = reader.refusal()) return *std::move(refused);
  return app::concentration(s, question);
}

Result<TableReport> answer_missing(Session& s, const TableReportDef&, const http::Parameters& given, Date today) {
  const auto question = missing_question(given);
  if (!question) return question.error();
  return app::missing(s, *question, today);
}

/// The filters of spend without these, which the report asks for in a way of its own.
std::vector<persistence::FilterInfo> spend_filters(std::initializer_list<std::string_view> without) {
  std::vector<persistence::FilterInfo> out = persistence::find_report("spend")->filters;
  std::erase_if(out, [&](const auto& filter) { return std::find(without.begin(), without.end(), filter.name) != without.end(); });
  return out;
}

TableQuestion lens_question_of(std::string_view otherwise) {
  return {"lens", "The lens whose share is stated" + std::string(otherwise.empty() ? "." : "; without it " + std::string(otherwise) + ".")};
}

} // namespace

std::span<const TableReportDef> table_reports() {
  static const std::vector<TableReportDef> all{
      {"growth",
       "What was paid in two financial years, line by line: before, after, the change, and each line's share of the whole change. A change "
       "is no level: who gets most of an increase may have little of the whole.",
       spend_filters({"financial_year", "quarter", "month", "paid_from", "paid_to"}),
       {{"from", "Financial year before; without it the one before `to`."},
        {"to", "Financial year after; without it the last that has ended."},
        {"group_by", "One dimension of spend that is not time."},
        lens_question_of(""),
        {"basis", "nominal (money of the day) or real (prices of price_year)."},
        {"price_year", "With basis=real: the financial year whose prices are used; without it the latest that is no forecast."}},
       answer_growth,
       true},
      {"peers",
       "A commissioner beside those of its kind that are nearest in what they paid: private share by lens, what is not classified, and "
       "awards "
       "without a tender. Without a commissioner, every payer, the largest first.",
       app::peers_filters(),
       {{"commissioner", "Who is compared, by public id or scheme:id."}, {"count", "How many peers."}, lens_question_of(default_lens)},
       answer_peers},
      {"providers",
       "Who was paid most, with shares and running shares of everything that was paid. Bodies below the top are one line, and words that "
       "are "
       "linked to no body another, so that the lines add up to the total.",
       spend_filters({}),
       {{"of", "provider, or provider_group for owners."}, {"top", "How many are shown one by one."}},
       answer_providers},
      {"concentration",
       "How much of what was paid is in few hands: the Herfindahl-Hirschman index over bodies and over their groups, on a scale of 10,000. "
       "Words that are linked to no body are in no index, and shown beside it.",
       spend_filters({}),
       {{"group_by", "financial_year or commissioner."}},
       answer_concentration},
      {"missing",
       "What the register does not hold: months without spend files, awards without notices, payments and awards that do not meet. Without "
       "a "
       "gap, how many of each kind; with one, its list. A gap is a question to the publisher or to the register, and proves nothing by "
       "itself.",
       {},
       {{"gap", "The kind of gap whose list is wanted."},
        {"commissioner", "Who publishes, pays or buys, by public id or scheme:id."},
        {"synthetic", "Invented for demonstration, or not."}},
       answer_missing,
       true},
  };
  return all;
}

Result<app::MissingQuestion> missing_question(const http::Parameters& given) {
  const auto all = table_reports();
  Reader reader(*std::find_if(all.begin(), all.end(), [](const auto& one) { return one.name == "missing"; }), given);
  app::MissingQuestion question;
  question.commissioner = reader.word("commissioner");
  const std::string gap = reader.word("gap");
  question.gap = app::gap_from(gap);
  if (!gap.empty() && !question.gap) {
    std::string words;
    for (const std::string_view word : app::gap_words()) words += (words.empty() ? "" : ", ") + std::string(word);
    reader.keep(invalid_at("gap", "bad_value", detail::quoted(gap) + " is no kind of gap; the kinds are " + words + "."));
  }
  const std::string synthetic = reader.word("synthetic");
  if (!synthetic.empty() && synthetic != "true" && synthetic != "false")
    reader.keep(invalid_at("synthetic", "bad_value", "synthetic is true or false."));
  if (!synthetic.empty()) question.synthetic = synthetic == "true";
  if (auto refused = reader.refusal()) return *std::move(refused);
  return question;
}

Result<TableReport> answer_table(Session& s, const TableReportDef& def, const http::Parameters& given, Date today) {
  auto report = def.answer(s, def, given, today);
  if (!report || !persistence::depends_on_day(report->filters)) return report;
  auto divided = persistence::rows_of_divided_bodies(s, *persistence::find_resource("payments"), report->filters, today);
  if (!divided) return divided.error();
  report->as_of = today;
  report->divided = *divided;
  return report;
}

} // namespace openward::api
