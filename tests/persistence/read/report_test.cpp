#include "model.h"

#include "tests/support/catch.h"
#include "tests/support/databases.h"

#include <algorithm>
#include <map>
#include <set>

namespace openward::test {
namespace {

using persistence::Cell;
using persistence::FilterTerm;
using persistence::ReportInfo;
using persistence::Row;
using persistence::Session;
using persistence::UnitOfWork;

using Key = std::vector<Cell>;
using Sums = std::vector<std::int64_t>;

Key body_key(const World& w, std::optional<std::size_t> body) {
  return body ? Key{cell(w.bodies[*body].id), cell(shown_name(w.bodies[*body]))} : Key{Cell(), Cell()};
}

Key spend_key(const World& w, std::size_t row, const std::string& by) {
  const PaymentRow& p = w.payments[row];
  if (by == "provider_class") return {cell(payment_class(w, p))};
  if (by == "financial_year") return {cell(year_words(financial_year_of(p.paid_on)))};
  if (by == "quarter") return {cell(quarter_words(p.paid_on))};
  if (by == "month") return {cell(p.paid_on.substr(0, 7))};
  if (by == "commissioner") return body_key(w, p.payer);
  if (by == "region") return {cell(region_of(w, p.payer))};
  if (by == "provider") return {payee_of(w, p).first, payee_of(w, p).second};
  if (by == "provider_group") {
    const SupplierRow& s = w.suppliers[p.supplier];
    if (!s.body) return {payee_of(w, p).first, payee_of(w, p).second};
    const BodyRow& group = w.bodies[group_of(w, *s.body, p.paid_on)];
    return {cell(group.id), cell(shown_name(group))};
  }
  if (by == "expense_area") return {cell(p.expense_area)};
  return {cell(w.files[p.file].synthetic)};
}

Sums spend_sums(const World& w, std::size_t row) {
  const PaymentRow& p = w.payments[row];
  return {1, p.pence, std::min<std::int64_t>(p.pence, 0), w.suppliers[p.supplier].body ? 0 : 1};
}

Key award_key(const World& w, std::size_t row, const std::string& by) {
  const AwardRow& a = w.awards[row];
  if (by == "tender_class") return {cell(a.tender_class)};
  if (by == "provider_class") return {cell(a.provider_class)};
  if (by == "route") return {cell(a.route)};
  if (by == "regime") return {cell(a.regime)};
  if (by == "scope") return {cell(a.scope)};
  if (by == "financial_year") return {a.financial_year ? cell(year_words(*a.financial_year)) : Cell()};
  if (by == "commissioner") return body_key(w, a.commissioner);
  if (by == "framework") return {cell(a.framework)};
  if (by == "provider_group") {
    const auto groups = groups_of(w, a);
    if (groups.empty()) return {Cell(), Cell()};
    if (groups.size() > 1) return {cell("several_groups"), cell("several_groups")};
    return {cell(w.bodies[*groups.begin()].id), cell(shown_name(w.bodies[*groups.begin()]))};
  }
  return {cell(a.synthetic)};
}

/// awards, net, gross, VAT unknown, maximum, then the five accounts of which an award has exactly one.
Sums award_sums(const World& w, std::size_t row) {
  const AwardRow& a = w.awards[row];
  Sums s(10, 0);
  s[0] = 1;
  if (a.placeholder || (!a.value && !a.gross)) {
    s[7] = 1;
  } else if (a.currency != "GBP") {
    s[8] = 1;
  } else if (a.kind == "maximum") {
    s[6] = 1, s[4] = a.value ? *a.value : *a.gross;
  } else if (a.kind != "lifetime") {
    s[9] = 1;
  } else {
    s[5] = 1;
    if (!a.value) {
      s[2] = *a.gross;
    } else if (a.vat == "excluded") {
      s[1] = *a.value;
    } else if (a.vat == "included") {
      s[2] = a.gross ? *a.gross : *a.value;
    } else {
      s[3] = *a.value;
    }
  }
  return s;
}

Key finding_key(const World& w, std::size_t row, const std::string& by) {
  const FindingRow& f = w.findings[row];
  if (by == "rule") return {cell(f.rule)};
  if (by == "outcome") return {cell(f.outcome)};
  if (by == "subject") return {cell(f.award ? "award" : "procurement")};
  if (f.award) return award_key(w, *f.award, by);
  const ProcurementRow& p = w.procurements[f.procurement];
  if (by == "tender_class") return {cell(p.tender_class)};
  if (by == "route") return {cell(p.route)};
  if (by == "commissioner") return body_key(w, p.commissioner);
  if (by == "synthetic") return {cell(p.synthetic)};
  return {Cell()}; // what only an award has
}

/// The same awards by their lifetime values and by the year: a whole number of pence, rounded down award by award.
Sums award_value_sums(const World& w, std::size_t row) {
  const AwardRow& a = w.awards[row];
  const Sums own = award_sums(w, row);
  Day starts = a.starts;
  Day ends = a.ends;
  if (a.contract) {
    const ContractRow& c = w.contracts[*a.contract];
    if (!starts) starts = c.starts;
    if (!ends) ends = c.original_end;
  }
  const std::int64_t days = starts && ends ? day_number(*ends) - day_number(*starts) + 1 : 0;
  Sums s(13, 0);
  s[0] = 1;
  s[1] = own[5];
  s[days > 0 ? 2 : 3] = own[5];
  for (std::size_t account = 0; account < 3; ++account) {
    const std::int64_t pence = own[1 + account];
    s[4 + 3 * account] = pence;
    if (days <= 0) continue;
    s[5 + 3 * account] = pence;
    s[6 + 3 * account] = pence * 365 / days;
  }
  return s;
}

Key contract_key(const World& w, std::size_t row, const std::string& by) {
  const ContractRow& c = w.contracts[row];
  if (by == "ends_month") return {c.ends ? cell(c.ends->substr(0, 7)) : Cell()};
  return award_key(w, c.award, by);
}

/// contracts; net, gross and of unknown VAT; with a value and without.
Sums contract_sums(const World& w, std::size_t row) {
  const ContractRow& c = w.contracts[row];
  Sums s{1, 0, 0, 0, 0, 1};
  if (!c.current || w.awards[c.award].placeholder || c.currency != "GBP" || c.kind != "lifetime") return s;
  s[c.vat == "excluded" ? 1 : c.vat == "included" ? 2 : 3] = *c.current;
  s[4] = 1, s[5] = 0;
  return s;
}

std::string resource_of(const ReportInfo& info) {
  if (info.name == "spend") return "payments";
  if (info.name == "award-values") return "awards";
  return info.name == "contracts-ending" ? "contracts" : info.name;
}

/// The measures of these rows.
Sums sums_of(const World& w, const ReportInfo& info, const std::vector<std::size_t>& rows) {
  Sums sums(info.measures.size(), 0);
  std::set<std::size_t> awards;
  std::set<std::size_t> procurements;
  for (const std::size_t i : rows) {
    if (info.name == "findings") {
      const FindingRow& f = w.findings[i];
      if (f.award)
        awards.insert(*f.award);
      else
        procurements.insert(f.procurement);
      continue;
    }
    const Sums own = info.name == "spend"              ? spend_sums(w, i)
                     : info.name == "award-values"     ? award_value_sums(w, i)
                     : info.name == "contracts-ending" ? contract_sums(w, i)
                                                       : award_sums(w, i);
    for (std::size_t n = 0; n < own.size(); ++n) sums[n] += own[n];
  }
  if (info.name == "findings")
    return {static_cast<std::int64_t>(rows.size()), static_cast<std::int64_t>(awards.size()),
            static_cast<std::int64_t>(procurements.size())};
  return sums;
}

void check_report(persistence::Database& db, const World& w, const ReportInfo& info, const Model& m,
                  const std::vector<std::string>& group_by, const std::vector<FilterTerm>& terms) {
  const auto key_of = info.name == "spend"              ? &spend_key
                      : info.name == "findings"         ? &finding_key
                      : info.name == "contracts-ending" ? &contract_key
                                                        : &award_key;
  const std::vector<std::size_t> all = matching(m, terms);
  std::map<Key, std::vector<std::size_t>> groups;
  const Sums totals = sums_of(w, info, all);
  for (const std::size_t i : all) {
    Key key;
    for (const auto& by : group_by) {
      for (const Cell& part : key_of(w, i, by)) key.push_back(part);
    }
    groups[key].push_back(i);
  }
  const auto report = db.read([&](Session& s) { return persistence::run_report(s, info, {terms, group_by, nullptr, any_day()}); });
  INFO((report ? "" : report.error().message + " / " + report.error().internal));
  REQUIRE(report);
  CHECK(report->seq == w.seq);
  CHECK((report->totals == Row(totals.begin(), totals.end())));
  REQUIRE(report->table.rows.size() == groups.size());
  for (const Row& row : report->table.rows) {
    REQUIRE(row.size() == report->table.columns.size());
    const auto middle = row.end() - static_cast<std::ptrdiff_t>(totals.size());
    const auto found = groups.find(Key(row.begin(), middle));
    REQUIRE(found != groups.end());
    const Sums sums = sums_of(w, info, found->second);
    CHECK((Row(middle, row.end()) == Row(sums.begin(), sums.end())));
    groups.erase(found);
  }
  CHECK(groups.empty());
}

std::vector<std::string> one_column(const persistence::Report& r, std::size_t column) {
  std::vector<std::string> out;
  for (const Row& row : r.table.rows) out.push_back(row[column].index() == 0 ? "-" : std::get<std::string>(row[column]));
  return out;
}

} // namespace

TEST_CASE("a report gives for every group, and in its totals, what adding up the rows by hand gives", "[read]") {
  const auto backend = GENERATE(from_range(backends()));
  const World w = make_world(11);
  const TestDatabase t = filled(backend, w);
  Dice d(12);
  for (const ReportInfo& info : persistence::reports()) {
    const Model m = model_of(w, resource_of(info));
    std::vector<std::vector<std::string>> ways;
    std::vector<std::string> dimensions; // without `sector`, which asks for a lens
    for (const auto& dimension : info.dimensions) {
      if (dimension.name != "sector") dimensions.push_back(dimension.name);
    }
    for (const auto& dimension : dimensions) ways.push_back({dimension});
    for (int trial = 0; trial < 12; ++trial) {
      std::vector<std::string> way;
      for (const auto& dimension : dimensions) {
        if (d.one_in(3)) way.push_back(dimension);
      }
      std::reverse(way.begin(), way.end());
      if (!way.empty()) ways.push_back(way);
    }
    for (const auto& way : ways) {
      std::vector<FilterTerm> terms;
      for (const auto& f : info.filters) {
        const auto values = f.words.empty() ? m.samples.at(f.name) : f.words;
        if (d.one_in(9)) terms.push_back({f.name, f.excludable && d.one_in(2), {values[d.below(values.size())]}});
      }
      INFO(info.name << " by " << way.front() << " and " << way.size() - 1 << " more, " << terms.size() << " filters");
      check_report(*t.db, w, info, m, way, {});
      check_report(*t.db, w, info, m, way, terms);
    }
  }
}

TEST_CASE("each award stands in exactly one account of the report", "[read]") {
  const auto backend = GENERATE(from_range(backends()));
  const World w = make_world(13);
  const TestDatabase t = filled(backend, w);
  const auto report = t.db->read([](Session& s) {
    return persistence::run_report(s, *persistence::find_report("awards"), {{}, {"route", "financial_year"}});
  });
  REQUIRE(report);
  const auto& measures = persistence::find_report("awards")->measures;
  REQUIRE(measures.front().name == "awards");
  for (const Row& row : report->table.rows) {
    std::int64_t accounts = 0;
    std::int64_t awards = 0;
    for (std::size_t n = 0; n < measures.size(); ++n) {
      const auto value = std::get<std::int64_t>(row[row.size() - measures.size() + n]);
      if (n == 0) awards = value;
      if (n > 0 && measures[n].type == persistence::CellType::integer) accounts += value;
    }
    CHECK(accounts == awards);
  }
}

TEST_CASE("groups stand in the order of the vocabulary or of their text, and what is not known stands last", "[read]") {
  const auto backend = GENERATE(from_range(backends()));
  const World w = make_world(14);
  const TestDatabase t = filled(backend, w);
  const auto column_of = [&](const std::string& name, const std::string& by, std::size_t column) {
    const auto report = t.db->read([&](Session& s) { return persistence::run_report(s, *persistence::find_report(name), {{}, {by}}); });
    REQUIRE(report);
    return one_column(*report, column);
  };
  CHECK(column_of("awards", "regime", 0) == std::vector<std::string>{"psr", "pcr2015", "pa2023", "other", "unknown"});
  const auto classes = column_of("awards", "provider_class", 0);
  REQUIRE(classes.size() == 14);
  CHECK(classes[0] == "nhs_trust");
  CHECK(classes[12] == "several_classes");
  CHECK(classes[13] == "unclassified");
  for (const auto& [name, by, column] : {std::tuple("awards", "financial_year", 0u), std::tuple("awards", "commissioner", 1u),
                                         std::tuple("spend", "quarter", 0u), std::tuple("spend", "month", 0u)}) {
    auto texts = column_of(name, by, column);
    INFO(by);
    REQUIRE(texts.size() > 3);
    if (texts.back() == "-") texts.pop_back();
    CHECK(std::is_sorted(texts.begin(), texts.end()));
    CHECK(std::count(texts.begin(), texts.end(), "-") == 0);
  }
}

TEST_CASE("a report grouped by nothing in particular is grouped as it describes itself", "[read]") {
  const World w = make_world(15);
  const TestDatabase t = filled(persistence::Backend::sqlite, w);
  for (const ReportInfo& info : persistence::reports()) {
    const auto report = t.db->read([&](Session& s) { return persistence::run_report(s, info, {}); });
    REQUIRE(report);
    REQUIRE(info.default_group_by.size() >= 2);
    for (std::size_t i = 0; i < info.default_group_by.size(); ++i) CHECK(report->table.columns[i].name == info.default_group_by[i]);
    CHECK(report->table.columns.back().name == info.measures.back().name);
  }
}

TEST_CASE("a report refuses unknown groups and filters together, naming the valid ones", "[read]") {
  const TestDatabase t = fresh_database(persistence::Backend::sqlite);
  const auto report = t.db->read([](Session& s) {
    return persistence::run_report(s, *persistence::find_report("spend"), {{{"route", false, {"aqp"}}}, {"colour", "month", "month"}});
  });
  REQUIRE_FALSE(report);
  CHECK(report.error().kind == ErrorKind::invalid);
  std::map<std::string, std::string> messages;
  for (const Fault& f : report.error().faults) messages[f.where + " " + f.code] = f.message;
  CHECK(messages.size() == 3);
  CHECK_THAT(messages["group_by unknown_dimension"], ContainsSubstring("expense_area"));
  CHECK_THAT(messages["group_by repeated"], ContainsSubstring("`month`"));
  CHECK_THAT(messages["route unknown_parameter"], ContainsSubstring("paid_from"));
}

TEST_CASE("a sum is exact beyond 2^53, and one that leaves 64 bits is an error and never a wrong figure", "[read]") {
  const auto backend = GENERATE(from_range(backends()));
  const auto lines = GENERATE(table<std::vector<std::int64_t>, std::optional<std::int64_t>>({
      {{9007199254740993, 2}, 9007199254740995},
      {{9007199254740993, -9007199254740992}, 1},
      {{9223372036854775807}, 9223372036854775807},
      {{9223372036854775806, 1}, 9223372036854775807},
      {{-9223372036854775807, -1}, std::numeric_limits<std::int64_t>::min()},
      {{9223372036854775807, 1}, std::nullopt},
      {{-9223372036854775807, -2}, std::nullopt},
  }));
  World w;
  w.bodies.push_back({"bd-1", "Paid Ltd", {}, false, true, "unclassified", "none"});
  w.files.push_back({"sf-1", "a file", "00", "2026-01-01T00:00:00Z", "utf-8", ","});
  w.suppliers.push_back({"PAID LTD", 0, "unclassified"});
  for (const std::int64_t pence : std::get<0>(lines)) {
    w.payments.push_back({0, static_cast<std::int64_t>(w.payments.size() + 2), std::nullopt, 0, "2026-01-31", pence, "", "", "", ""});
  }
  // The register does not take lines whose sum it could not keep (see rollups_test); their sum is asked of the lines.
  const bool kept = std::get<1>(lines).has_value();
  const TestDatabase t = kept ? filled(backend, w) : fresh_database(backend);
  if (!kept) {
    REQUIRE(t.db->write("test", noon(), [&](UnitOfWork& u) -> Result<> {
      store(w, u.session());
      return Done{};
    }));
  }
  const auto report = t.db->read([&](Session& s) {
    return persistence::run_report(s, *persistence::find_report("spend"), {{}, {}, nullptr, {}, !kept});
  });
  const auto page = t.db->read([](Session& s) { return persistence::list(s, *persistence::find_resource("providers"), {}); });
  const auto expected = std::get<1>(lines);
  REQUIRE(static_cast<bool>(report) == expected.has_value());
  REQUIRE(page); // a list reads the sums that are kept
  if (expected) {
    CHECK(std::get<std::int64_t>(report->totals[1]) == *expected);
    CHECK(std::get<std::int64_t>(page->table.rows.front().back()) == *expected);
  } else {
    CHECK(report.error().kind == ErrorKind::invalid);
    CHECK_THAT(report.error().message, ContainsSubstring("64 bits"));
  }
}

TEST_CASE("what a provider was paid under several words is exact up to 64 bits, and beyond them an error and never a wrong figure",
          "[read]") {
  const auto backend = GENERATE(from_range(backends()));
  const auto [kept, expected] = GENERATE(table<std::vector<std::string>, std::optional<std::int64_t>>({
      {{"9223372036854775806", "1"}, 9223372036854775807},
      {{"-9223372036854775807", "-1"}, std::numeric_limits<std::int64_t>::min()},
      {{"9223372036854775807", "1"}, std::nullopt},
      {{"9223372036854775807", "9223372036854775807"}, std::nullopt},
      {{"-9223372036854775807", "-2"}, std::nullopt},
  }));
  const std::string sort = GENERATE("name", "paid", "-paid");
  World w;
  w.bodies.push_back({"bd-1", "Paid Ltd", {}, false, true, "unclassified", "none"});
  for (const char* words : {"PAID LTD", "PAID LIMITED"}) w.suppliers.push_back({words, 0, "unclassified"});
  const TestDatabase t = filled(backend, w);
  REQUIRE(t.db->write("test", noon(), [&](UnitOfWork& u) -> Result<> {
    for (std::size_t i = 0; i < kept.size(); ++i) {
      run(u.session(), "insert into spend_by_supplier (supplier_key, financial_year, synthetic, provider_class, kind, payments, pence, "
                       "credits, unlinked) values (" +
                           std::to_string(i + 1) + ", 2025, 0, 'unclassified', '', 1, " + kept[i] + ", 0, 0)");
    }
    return Done{};
  }));
  const auto page = t.db->read([&](Session& s) {
    return persistence::list(s, *persistence::find_resource("providers"), {{}, sort, 50, ""});
  });
  REQUIRE(static_cast<bool>(page) == expected.has_value());
  if (expected) {
    CHECK(std::get<std::int64_t>(page->table.rows.front().back()) == *expected);
  } else {
    CHECK(page.error().kind == ErrorKind::invalid);
    CHECK_THAT(page.error().message, ContainsSubstring("64 bits"));
  }
}

} // namespace openward::test
