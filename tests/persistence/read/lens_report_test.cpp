// Reports through a lens, held against the rows of a random register added up by hand.

#include "model.h"

#include "persistence/read/definition.h"
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

constexpr ProviderClass primary = ProviderClass::primary_care;

/// The kinds that both the database and the model give to bodies and to suppliers, by their key.
std::string kind_of(std::size_t key) {
  const auto kinds = kinds_of(primary);
  return key % 5 < kinds.size() ? std::string(kinds[key % 5]) : "";
}

constexpr const char* set_kinds =
    " set kind = case key % 5 when 0 then 'general_practice' when 1 then 'dental' when 2 then 'optical' when 3 then 'pharmacy' else '' end";

TestDatabase with_kinds(persistence::Backend backend, const World& w) {
  return filled(backend, w, [](Session& s) {
    run(s, std::string("update body") + set_kinds);
    run(s, std::string("update supplier_string") + set_kinds);
  });
}

/// A row as a lens sees it.
struct Seen {
  std::string provider_class, kind;
  std::optional<int> year;
  std::vector<std::int64_t> amounts;
};

Seen payment_seen(const World& w, std::size_t row) {
  const PaymentRow& p = w.payments[row];
  const auto body = w.suppliers[p.supplier].body;
  return {payment_class(w, p),
          body && !kind_of(*body + 1).empty() ? kind_of(*body + 1) : kind_of(p.supplier + 1),
          financial_year_of(p.paid_on),
          {p.pence}};
}

Seen award_seen(const World& w, std::size_t row) {
  const AwardRow& a = w.awards[row];
  std::set<std::string> kinds;
  for (const ProviderRow& p : a.providers) kinds.insert(kind_of(p.body + 1));
  const bool net = !a.placeholder && a.value && a.currency == "GBP" && a.kind == "lifetime" && a.vat == "excluded";
  const bool of_one = a.provider_class == "primary_care" && kinds.size() == 1;
  return {a.provider_class, of_one ? *kinds.begin() : "", a.financial_year, {1, net ? *a.value : 0}};
}

Lens random_lens(Dice& d, bool with_series) {
  LensDefinition lens;
  // The register keeps answers by the name of the lens.
  static int made_before = 0;
  lens.id = "random" + std::to_string(++made_before);
  lens.title = lens.definition = lens.source = "by chance";
  for (const std::string_view word : provider_class_words()) {
    const ProviderClass c = *provider_class_from(word);
    const bool whole = c == ProviderClass::unclassified || !d.one_in(3);
    lens.whole[{c, ""}] = whole;
    if (c == ProviderClass::unclassified) continue;
    lens.sectors[{c, ""}] = *sector_from(sector_words()[d.below(6)]);
    if ((whole || with_series) && d.one_in(2)) lens.numerator[{c, ""}] = true;
  }
  for (const std::string_view kind : kinds_of(primary)) {
    const LensClass one{primary, std::string(kind)};
    if (d.one_in(3)) lens.sectors[one] = *sector_from(sector_words()[d.below(6)]);
    if (d.one_in(3)) lens.whole[one] = true, lens.numerator[one] = d.one_in(2);
  }
  lens.whole[{ProviderClass::nhs_trust, ""}] = true;
  lens.numerator[{ProviderClass::nhs_trust, ""}] = true;
  std::vector<StatedAmount> stated;
  if (with_series) {
    lens.series = "budget", lens.whole.clear();
    for (int year = 2018; year < 2030; ++year) {
      if (year == 2018 || !d.one_in(4)) stated.push_back({year, static_cast<std::int64_t>(1 + d.below(1000000000)), "by chance"});
    }
  }
  auto made = Lens::create(lens, stated);
  INFO((made ? "" : made.error().message));
  REQUIRE(made);
  return *made;
}

std::string sector_word(const Lens& lens, const Seen& seen) {
  const auto c = provider_class_from(seen.provider_class);
  return c ? std::string(to_string(lens.sector_of(*c, seen.kind))) : "several_classes";
}

const std::vector<std::string>& ways_of(const std::string& report) {
  static const std::vector<std::string> spend{"sector", "provider_class", "financial_year", "provider", "month"};
  static const std::vector<std::string> awards{"sector", "provider_class", "financial_year", "tender_class"};
  return report == "spend" ? spend : awards;
}

bool splits_payees(const std::string& by) { return by == "sector" || by == "provider_class" || by == "provider"; }

std::vector<Cell> key_of(const World& w, const std::string& report, const Lens& lens, std::size_t row, const std::string& by) {
  const bool spend = report == "spend";
  const Seen seen = spend ? payment_seen(w, row) : award_seen(w, row);
  if (by == "sector") return {cell(sector_word(lens, seen))};
  if (by == "provider_class") return {cell(seen.provider_class)};
  if (by == "financial_year") return {seen.year ? cell(year_words(*seen.year)) : Cell()};
  if (by == "month") return {cell(w.payments[row].paid_on.substr(0, 7))};
  if (by == "tender_class") return {cell(w.awards[row].tender_class)};
  const auto [id, name] = payee_of(w, w.payments[row]);
  return {id, name};
}

struct Sums {
  std::int64_t counted = 0, whole = 0, unclassified = 0, several = 0, unknown_kind = 0;
};
struct Group {
  std::vector<Sums> sums{2};
  std::set<std::optional<int>> years;
};

void add(Group& group, const Lens& lens, const Seen& seen) {
  group.years.insert(seen.year);
  const auto c = provider_class_from(seen.provider_class);
  for (std::size_t i = 0; i < seen.amounts.size(); ++i) {
    Sums& s = group.sums[i];
    const std::int64_t n = seen.amounts[i];
    if (!c || lens.includes(*c, seen.kind)) s.whole += n;
    if (!c) s.several += n;
    if (c && lens.counts(*c, seen.kind)) s.counted += n;
    if (c == ProviderClass::unclassified) s.unclassified += n;
    if (c && seen.kind.empty() && lens.narrows(*c)) s.unknown_kind += n;
  }
}

/// As a clerk would, digit by digit, because `part` times the power of ten `scale` may be more than 64 bits hold: the nearest whole number,
/// and of two the even one.
std::optional<std::int64_t> nearest(std::int64_t part, std::optional<std::int64_t> whole, std::int64_t scale) {
  if (!whole || *whole <= 0) return std::nullopt;
  std::int64_t floor = part / *whole;
  std::int64_t rest = part % *whole;
  if (rest < 0) rest += *whole, --floor;
  for (; scale > 1; scale /= 10) {
    floor = 10 * floor + 10 * rest / *whole;
    rest = 10 * rest % *whole;
  }
  return 2 * rest > *whole || (2 * rest == *whole && floor % 2 != 0) ? floor + 1 : floor;
}

std::string percent(std::int64_t tenths) {
  const std::int64_t size = tenths < 0 ? -tenths : tenths;
  return (tenths < 0 ? "-" : "") + std::to_string(size / 10) + "." + std::to_string(size % 10);
}

std::optional<std::int64_t> whole_of(const Lens& lens, const Group& all, std::size_t quantity, bool budget_fits) {
  if (lens.definition().series.empty()) return all.sums[quantity].whole;
  if (!budget_fits) return std::nullopt;
  std::int64_t sum = 0;
  for (const auto& year : all.years) {
    if (!year || !lens.stated_in(*year)) return std::nullopt;
    sum += *lens.stated_in(*year);
  }
  return sum;
}

/// Without the notes, which are words.
Row expected_cells(const std::string& report, const Lens& lens, const Group& part, const Group& all, bool budget_fits) {
  Row out{cell(lens.name())};
  for (std::size_t i = 0; i < (report == "spend" ? 1u : 2u); ++i) {
    const Sums& s = part.sums[i];
    const auto whole = whole_of(lens, all, i, budget_fits);
    const auto share = nearest(s.counted, whole, 10000);
    const auto tenths = nearest(s.counted, whole, 1000);
    out.insert(out.end(), {cell(s.counted), cell(whole), cell(share), tenths ? cell(percent(*tenths)) : Cell(), cell(s.unclassified)});
    if (report == "awards") out.push_back(cell(s.several));
    out.push_back(cell(s.unknown_kind));
  }
  return out;
}

/// The columns of the lens in a line, without the notes; a note stands there just when a share does not.
Row lens_cells(const std::vector<persistence::Column>& columns, const Row& row, std::size_t lens_width, std::size_t all_columns) {
  Row out;
  for (std::size_t i = row.size() - lens_width; i < row.size(); ++i) {
    const std::string& name = columns[i + all_columns - row.size()].name;
    if (name.starts_with("share_note")) {
      CHECK((row[i].index() == 0) == (row[i - 1].index() != 0));
    } else {
      out.push_back(row[i]);
    }
  }
  return out;
}

void check(persistence::Database& db, const World& w, const ReportInfo& info, const Lens& lens, const std::vector<std::string>& way,
           const std::vector<FilterTerm>& terms) {
  const Model m = model_of(w, info.name == "spend" ? "payments" : "awards");
  const bool year_alone = std::all_of(way.begin(), way.end(), [](auto& by) { return splits_payees(by) || by == "financial_year"; });
  const bool terms_fit = std::all_of(terms.begin(), terms.end(), [](const auto& t) { return t.name == "financial_year"; });
  const bool fits = info.name == "spend" && terms_fit;
  std::map<Row, Group> groups;
  std::map<Row, Group> wholes;
  std::map<Row, Row> whole_keys;
  Group everything;
  for (const std::size_t row : matching(m, terms)) {
    const Seen seen = info.name == "spend" ? payment_seen(w, row) : award_seen(w, row);
    Row key;
    Row whole_key;
    for (const auto& by : way) {
      for (const Cell& part : key_of(w, info.name, lens, row, by)) {
        key.push_back(part);
        if (!splits_payees(by)) whole_key.push_back(part);
      }
    }
    add(groups[key], lens, seen);
    add(wholes[whole_key], lens, seen);
    add(everything, lens, seen);
    whole_keys[key] = whole_key;
  }
  const auto report = db.read([&](Session& s) { return persistence::run_report(s, info, {terms, way, &lens, any_day()}); });
  INFO((report ? "" : report.error().message + " / " + report.error().internal));
  REQUIRE(report);
  const auto& columns = report->table.columns;
  const std::size_t width = info.lens_columns.size();
  REQUIRE(report->totals.size() == info.measures.size() + width);
  CHECK((lens_cells(columns, report->totals, width, columns.size()) ==
         expected_cells(info.name, lens, everything, everything, fits && year_alone)));
  REQUIRE(report->table.rows.size() == groups.size());
  for (const Row& row : report->table.rows) {
    REQUIRE(row.size() == columns.size());
    const Row key(row.begin(), row.end() - static_cast<std::ptrdiff_t>(report->totals.size()));
    const auto group = groups.find(key);
    REQUIRE(group != groups.end());
    CHECK((lens_cells(columns, row, width, columns.size()) ==
           expected_cells(info.name, lens, group->second, wholes[whole_keys[key]], fits && year_alone)));
  }
}

} // namespace

TEST_CASE("a lens adds to every group and to the totals what adding up the rows by hand gives", "[read]") {
  const auto backend = GENERATE(from_range(backends()));
  const World w = make_world(31);
  const TestDatabase t = with_kinds(backend, w);
  Dice d(32);
  for (const char* name : {"spend", "awards"}) {
    const ReportInfo& info = *persistence::find_report(name);
    for (int trial = 0; trial < 24; ++trial) {
      const Lens lens = random_lens(d, d.one_in(3));
      std::vector<std::string> way;
      for (const std::string& by : ways_of(name)) {
        if (d.one_in(2)) way.push_back(by);
      }
      if (way.empty()) way.emplace_back("sector");
      std::vector<FilterTerm> terms;
      if (d.one_in(3)) terms.push_back({"financial_year", d.one_in(2), {"2025-26", "2024-25"}});
      if (d.one_in(6)) terms.push_back({name == std::string("spend") ? "payer" : "commissioner", true, {w.bodies[3].id}});
      INFO(name << " trial " << trial << " by " << way.front() << " and " << way.size() - 1 << " more, series "
                << lens.definition().series);
      check(*t.db, w, info, lens, way, terms);
    }
  }
}

TEST_CASE("a list of a sector has the rows that the lens puts there", "[read]") {
  const auto backend = GENERATE(from_range(backends()));
  const World w = make_world(36);
  const TestDatabase t = with_kinds(backend, w);
  Dice d(37);
  const std::vector<std::string> words{"nhs", "private", "primary_care", "outside", "unclassified"};
  for (int trial = 0; trial < 24; ++trial) {
    const bool spend = d.one_in(2);
    const std::string name = spend ? "payments" : "awards";
    const Lens lens = random_lens(d, false);
    const std::vector<std::string> asked{d.pick(words), spend ? d.pick(words) : "several_classes"};
    const bool exclude = d.one_in(3);
    std::vector<FilterTerm> terms;
    if (d.one_in(2)) terms.push_back({"financial_year", d.one_in(2), {"2025-26", "2024-25"}});
    const auto rows = matching(model_of(w, name), terms);
    const auto inside = std::count_if(rows.begin(), rows.end(), [&](std::size_t row) {
      const std::string word = sector_word(lens, spend ? payment_seen(w, row) : award_seen(w, row));
      return (std::find(asked.begin(), asked.end(), word) != asked.end()) != exclude;
    });
    terms.push_back({"sector", exclude, asked, &lens});
    const auto page = t.db->read([&](Session& s) { return persistence::list(s, *persistence::find_resource(name), {terms, "", 50, ""}); });
    INFO(name << " trial " << trial << " " << asked.front() << (exclude ? " excluded" : ""));
    REQUIRE(page);
    CHECK(page->total == inside);
  }
}

TEST_CASE("a sector without a lens has no meaning, and reports are split by sector and not chosen by it", "[read]") {
  const TestDatabase t = fresh_database(persistence::Backend::sqlite);
  Dice d(38);
  const Lens lens = random_lens(d, false);
  const auto page = t.db->read([&](Session& s) {
    return persistence::list(s, *persistence::find_resource("awards"), {{{"sector", false, {"nhs"}}}, "", 50, ""});
  });
  REQUIRE_FALSE(page);
  CHECK(page.error().faults.front().code == "needs_lens");
  const auto report = t.db->read([&](Session& s) {
    return persistence::run_report(s, *persistence::find_report("awards"), {{{"sector", false, {"nhs"}, &lens}}, {"route"}});
  });
  REQUIRE_FALSE(report);
  CHECK(report.error().faults.front().where == "sector");
}

TEST_CASE("the table of lenses says of each what the report through it says in its totals", "[read]") {
  const auto backend = GENERATE(from_range(backends()));
  const World w = make_world(33);
  const TestDatabase t = with_kinds(backend, w);
  Dice d(34);
  std::vector<Lens> lenses;
  for (int i = 0; i < 6; ++i) lenses.push_back(random_lens(d, i % 3 == 0));
  std::vector<const Lens*> all;
  for (const Lens& lens : lenses) all.push_back(&lens);
  for (const char* name : {"spend", "awards"}) {
    const ReportInfo& info = *persistence::find_report(name);
    const std::vector<FilterTerm> terms{{"financial_year", false, {"2025-26"}}};
    const auto table = t.db->read([&](Session& s) { return persistence::compare_lenses(s, info, terms, all); });
    REQUIRE(table);
    REQUIRE(table->table.rows.size() == lenses.size());
    for (std::size_t i = 0; i < lenses.size(); ++i) {
      const auto report = t.db->read([&](Session& s) { return persistence::run_report(s, info, {terms, {"financial_year"}, all[i]}); });
      REQUIRE(report);
      Row row = table->table.rows[i];
      CHECK((row[1] == cell(lenses[i].definition().title)));
      row.erase(row.begin() + 1);
      CHECK((row == Row(report->totals.begin() + static_cast<std::ptrdiff_t>(info.measures.size()), report->totals.end())));
    }
  }
}

TEST_CASE("a dimension that says who was paid makes parts of the whole and no whole of its own", "[read]") {
  for (const persistence::read::ReportDef* report : persistence::read::report_definitions()) {
    if (!report->lens) continue;
    for (const auto& dimension : report->dimensions) {
      INFO(report->name << " by " << dimension.name);
      const bool payees = dimension.name == "sector" || dimension.name.starts_with("provider");
      CHECK((dimension.splits != persistence::read::Splits::rows) == payees);
    }
  }
}

TEST_CASE("through a lens nothing is chosen by who was paid, and without one there is no sector", "[read]") {
  const TestDatabase t = fresh_database(persistence::Backend::sqlite);
  Dice d(35);
  const Lens lens = random_lens(d, false);
  const auto faults = [&](const char* report, const persistence::ReportRequest& request) {
    const auto answer = t.db->read([&](Session& s) { return persistence::run_report(s, *persistence::find_report(report), request); });
    REQUIRE_FALSE(answer);
    CHECK(answer.error().kind == ErrorKind::invalid);
    std::map<std::string, std::string> out;
    for (const Fault& f : answer.error().faults) out[f.where + " " + f.code] = f.message;
    return out;
  };
  for (const char* report : {"spend", "awards"}) {
    auto no_lens = faults(report, {{}, {"sector"}});
    CHECK_THAT(no_lens["group_by needs_lens"], ContainsSubstring("`lens`"));
    auto chosen = faults(report, {{{"provider_class", true, {"nhs_trust"}}, {"provider", false, {"bd-1"}}}, {"sector"}, &lens});
    CHECK(chosen.size() == 2);
    CHECK_THAT(chosen["not_provider_class no_share"], ContainsSubstring("group by it"));
    CHECK_THAT(chosen["provider no_share"], ContainsSubstring("leave `lens` out"));
  }
  CHECK(faults("findings", {{}, {"rule"}, &lens}).contains("lens no_effect"));
}

} // namespace openward::test
