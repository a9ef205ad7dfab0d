#include "exchange/reference/reference_reader.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include <unistd.h>

using openward::exchange::read_reference;
using openward::exchange::ReferenceData;

namespace {

const std::filesystem::path reference_folder = std::filesystem::path(OPENWARD_SOURCE_DIR) / "reference";

const ReferenceData& data() {
  static const auto read = read_reference(reference_folder);
  INFO((read ? std::string() : read.error().message));
  REQUIRE(read);
  return *read;
}

/// A copy of the folder that a test may break, gone with the test.
class Copy {
 public:
  Copy()
      : path_(std::filesystem::temp_directory_path() /
              ("openward-reference-" + std::to_string(getpid()) + "-" + std::to_string(++copies))) {
    std::filesystem::create_directory(path_);
    for (const auto& entry : std::filesystem::directory_iterator(reference_folder))
      if (entry.is_regular_file()) std::filesystem::copy(entry.path(), path_);
  }
  ~Copy() { std::filesystem::remove_all(path_); }
  Copy(const Copy&) = delete;
  Copy& operator=(const Copy&) = delete;

  void append(const std::string& file, const std::string& line) const {
    std::ofstream(path_ / file, std::ios::app | std::ios::binary) << line << '\n';
  }
  int lines(const std::string& file) const {
    std::ifstream in(path_ / file);
    return static_cast<int>(std::count(std::istreambuf_iterator<char>(in), {}, '\n'));
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  static inline std::atomic<int> copies = 0;
  std::filesystem::path path_;
};

const openward::Body* body(const std::vector<openward::Body>& bodies, std::string_view code) {
  const auto at = std::find_if(bodies.begin(), bodies.end(), [&](const openward::Body& b) { return b.identifiers.front().id() == code; });
  return at == bodies.end() ? nullptr : &*at;
}

template <typename Thing>
const Thing* named(const std::vector<Thing>& things, std::string_view name) {
  const auto at = std::find_if(things.begin(), things.end(), [&](const Thing& t) { return t.name == name; });
  return at == things.end() ? nullptr : &*at;
}

} // namespace

TEST_CASE("42 integrated care boards opened in 2022, twelve closed in 2026 and six followed", "[reference]") {
  const auto& boards = data().commissioners;
  const auto opened = [&](std::string_view day) {
    return std::count_if(boards.begin(), boards.end(), [&](const openward::Body& b) { return b.opened && b.opened->iso() == day; });
  };
  CHECK(opened("2022-07-01") == 42);
  CHECK(opened("2026-04-01") == 6);
  CHECK(boards.size() == 48);
  CHECK(std::count_if(boards.begin(), boards.end(), [](const openward::Body& b) { return b.closed.has_value(); }) == 12);
  REQUIRE(body(boards, "QHM"));
  CHECK(body(boards, "QHM")->name == "NHS North East and North Cumbria Integrated Care Board");
  CHECK(body(boards, "QHM")->classification.provider_class == openward::ProviderClass::nhs_other);
}

TEST_CASE("the trusts have their class, their dates and their names in mixed case", "[reference]") {
  const auto& trusts = data().trusts;
  CHECK(trusts.size() == 276);
  const auto* guys = body(trusts, "RJ1");
  REQUIRE(guys);
  CHECK(guys->name == "Guy's and St Thomas' NHS Foundation Trust");
  CHECK(guys->classification.provider_class == openward::ProviderClass::nhs_foundation_trust);
  CHECK(guys->classification.evidence == openward::Evidence::ods_role);
  const auto* solent = body(trusts, "R1C");
  REQUIRE(solent);
  CHECK(solent->classification.provider_class == openward::ProviderClass::nhs_trust);
  REQUIRE(solent->closed);
  CHECK(solent->closed->iso() == "2024-09-30");
  for (const auto& trust : trusts) {
    INFO(trust.name);
    CHECK(std::any_of(trust.name.begin(), trust.name.end(), [](char c) { return c >= 'a' && c <= 'z'; }));
    CHECK((trust.name.find("Foundation Trust") != std::string::npos) ==
          (trust.classification.provider_class == openward::ProviderClass::nhs_foundation_trust));
  }
}

TEST_CASE("every succession joins bodies that the files have, and no closed board is without a follower", "[reference]") {
  std::set<std::string> codes;
  for (const auto* bodies : {&data().commissioners, &data().trusts})
    for (const auto& b : *bodies) codes.insert(b.identifiers.front().text());
  std::map<std::string, int> followers;
  for (const auto& s : data().successions) {
    INFO(s.from_code << " to " << s.to_code);
    CHECK(codes.contains(s.from_code));
    CHECK(codes.contains(s.to_code));
    ++followers[s.from_code];
  }
  for (const auto& board : data().commissioners) {
    if (board.closed) CHECK(followers[board.identifiers.front().text()] > 0);
  }
  CHECK(followers["ods:QNQ"] == 3); // Frimley was split three ways
  CHECK(followers["ods:QM7"] == 2);
}

TEST_CASE("a body that was split has no share of spend, one that went whole has all of it", "[reference]") {
  for (const auto& s : data().successions) {
    const auto parts = std::count_if(data().successions.begin(), data().successions.end(),
                                     [&](const auto& other) { return other.from_code == s.from_code; });
    INFO(s.from_code << " to " << s.to_code);
    if (parts > 1) {
      CHECK_FALSE(s.share_basis_points.has_value());
    } else {
      CHECK(s.share_basis_points == 10'000);
    }
  }
}

TEST_CASE("a body closes on the day before the next one follows", "[reference]") {
  for (const auto& s : data().successions) {
    if (s.date.iso() != "2026-04-01") continue;
    const auto code = s.from_code.substr(4);
    const auto* from = body(data().commissioners, code) ? body(data().commissioners, code) : body(data().trusts, code);
    INFO(code);
    REQUIRE(from);
    REQUIRE(from->closed);
    CHECK(from->closed->plus_days(1) == s.date);
  }
}

TEST_CASE("of the 13 centres announced in August 2023 eight were to be run by the independent sector and five by the NHS", "[reference]") {
  const auto& centres = data().centres;
  const auto run_by = [&](openward::ProviderClass c) {
    return std::count_if(centres.begin(), centres.end(),
                         [&](const openward::DiagnosticCentre& centre) { return centre.operator_class == c; });
  };
  CHECK(centres.size() == 13);
  CHECK(run_by(openward::ProviderClass::independent_sector) == 8);
  CHECK(run_by(openward::ProviderClass::nhs_other) == 5);
  for (const auto& centre : centres) {
    CHECK(centre.status() == openward::CentreStatus::announced);
    CHECK_FALSE(centre.history.front().on.has_value()); // the source gives the month alone
    CHECK(centre.operator_name.empty());
    CHECK(centre.estate_owner_class == openward::ProviderClass::unclassified);
  }
}

TEST_CASE("the programmes have their targets and measured progress", "[reference]") {
  const auto* network = named(data().programmes, "Community diagnostic centre programme");
  REQUIRE(network);
  CHECK(network->target == 160);
  REQUIRE_FALSE(network->progress.empty());
  CHECK(network->progress.front().quantity == 114);
  const auto* savings = named(data().programmes, "Sustainability and transformation plans: savings");
  REQUIRE(savings);
  CHECK(savings->target == std::int64_t{2'200'000'000'000}); // £22bn in pence
  CHECK(data().programmes.size() == 3);
}

TEST_CASE("indicators carry the published figures in thousandths", "[reference]") {
  const auto [name, thousandths] = GENERATE(table<std::string, std::int64_t>({
      {"Acute trusts with a major alert at least once", 94'000},
      {"Acute trusts observed for major alerts", 152'000},
      {"Beds occupied", 91'400},
      {"Hospital beds per 1,000 people", 2'700},
      {"People waiting for treatment", 7'500'000'000},
      {"Share of commissioners' budgets spent outside the NHS", 12'500},
  }));
  const auto* indicator = named(data().indicators, name);
  REQUIRE(indicator);
  REQUIRE(indicator->values.size() == 1);
  CHECK(indicator->values[0].thousandths == thousandths);
  CHECK_FALSE(indicator->values[0].source.empty());
  CHECK(named(data().indicators, "Beds occupied")->limit_thousandths == 85'000);
}

TEST_CASE("the sums of the accounts agree with the published ones", "[reference]") {
  const auto* bought = named(data().indicators, "Purchase of health care from non-NHS bodies");
  REQUIRE(bought);
  const auto [period, sum] = GENERATE(table<std::string, std::int64_t>(
      {{"2013/14", 9'450}, {"2014/15", 10'367}, {"2015/16", 12'232}, {"2016/17", 12'673}, {"2017/18", 13'066}, {"2018/19", 13'688}}));
  std::int64_t added = 0;
  for (const auto& value : bought->values)
    if (value.period == period) added += value.thousandths;
  CHECK(added == sum * 1000);
}

TEST_CASE("Schedule 1 has 67 codes, four of them with a condition, and the general code of health is not one", "[reference]") {
  const auto& codes = data().health_service_codes;
  CHECK(codes.size() == 67);
  CHECK(std::count_if(codes.begin(), codes.end(), [](const auto& c) { return !c.condition.empty(); }) == 4);
  CHECK(std::none_of(codes.begin(), codes.end(), [](const auto& c) { return c.code == "85000000"; }));
}

TEST_CASE(
    "every year from 2023 to 2028 has eight holidays, a ninth where one was proclaimed, and a substitute for each that a weekend takes",
    "[reference]") {
  using openward::exchange::HolidayKind;
  for (int year = 2023; year <= 2028; ++year) {
    INFO(year);
    int working_days = 0;
    int at_weekends = 0;
    int substitutes = 0;
    for (const auto& holiday : data().bank_holidays) {
      if (holiday.date.year() != year) continue;
      const bool weekend = holiday.date.weekday() == std::chrono::Saturday || holiday.date.weekday() == std::chrono::Sunday;
      ++(weekend ? at_weekends : working_days);
      if (holiday.kind == HolidayKind::substitute) ++substitutes;
      if (holiday.name == "Good Friday") CHECK(holiday.date.weekday() == std::chrono::Friday);
      if (holiday.name.ends_with("bank holiday") || holiday.name == "Easter Monday") CHECK(holiday.date.weekday() == std::chrono::Monday);
    }
    CHECK(working_days == (year == 2023 ? 9 : 8));
    CHECK(at_weekends == substitutes);
  }
}

TEST_CASE("a broken line is refused with its file, line, column and remedy", "[reference][broken]") {
  const auto [file, line, says, remedy] = GENERATE(table<std::string, std::string, std::string, std::string>({
      {"integrated-care-boards.tsv", "QZZ\tNHS Nowhere Integrated Care Board\t1 July 2022\t",
       "column opened: \"1 July 2022\" is not a date", "write it as 2026-04-01"},
      {"integrated-care-boards.tsv", "QHM\tNHS Again Integrated Care Board\t2022-07-01\t",
       "column code: the code QHM stands on an earlier line", "remove one"},
      {"integrated-care-boards.tsv", "QZZ\tNHS Nowhere Integrated Care Board\t2022-07-01\t2021-07-01",
       "column closed: the body closes before it opens", "correct one"},
      {"integrated-care-boards.tsv", "QZZ\tNHS Nowhere Integrated Care Board", "the row has 2 cells and the header 4", "one tab each"},
      {"integrated-care-boards.tsv", "QZZ\t\t2022-07-01\t", "column name: the cell is empty", "fill it in"},
      {"integrated-care-boards.tsv", "QZZ\tCaf\xE9\t2022-07-01\t", "the line is not UTF-8", "save the file as UTF-8"},
      {"nhs-trusts.tsv", "RZZ\tNowhere NHS Trust\tprivate\t2022-07-01\t", "column class: \"private\" is not a word", "use one that is"},
      {"nhs-trusts.tsv", "RZZ\tNowhere NHS Trust\tlocal_authority\t2022-07-01\t",
       "column class: a trust is nhs_trust or nhs_foundation_trust", "write one of the two"},
      {"successions.tsv", "QHM\tQZZ\t2026-04-01\twhole\tinvented", "column to: no body has the code QZZ",
       "add it to integrated-care-boards.tsv"},
      {"successions.tsv", "QHM\tS1Y5D\t2026-03-01\twhole\tinvented", "column date: S1Y5D opened on 2026-04-01", "correct one"},
      {"diagnostic-centres.tsv", "A\tB\tC\tstandard\tindependent_sector\t\t\t\tbuilt\t\tX", "column status: \"built\" is not a word",
       "use one that is"},
      {"programmes.tsv", "x\tX\tcentres\t1,000\t\tS\t", "column target: \"1,000\" is not a whole number", "without separators"},
      {"programme-progress.tsv", "nowhere\t2025-01-01\t1\tS", "column programme: no row of programmes.tsv has the key nowhere",
       "correct the key"},
      {"indicators.tsv", "x\tX\tper cent\t85.1234\tB\tS", "column limit: \"85.1234\" is not a number of at most three decimals",
       "write it like 91.4"},
      {"indicator-values.tsv", "beds\tEngland\t2020\t\t\t\tS", "column value: the cell is empty", "fill it in"},
      {"cpv-psr-schedule-1.tsv", "851\t0\tShort\t", "column code: \"851\" is not a CPV code", "eight digits"},
      {"bank-holidays-england.tsv", "2020-01-01\tOld\tstatutory", "column date: the day does not follow", "order of date"},
  }));
  const Copy copy;
  copy.append(file, line);
  const auto read = read_reference(copy.path());
  REQUIRE_FALSE(read);
  CHECK_THAT(read.error().message, ContainsSubstring(file + " line " + std::to_string(copy.lines(file))));
  CHECK_THAT(read.error().message, ContainsSubstring(says));
  CHECK_THAT(read.error().message, ContainsSubstring(remedy));
}

TEST_CASE("every fault of a file is told at once", "[reference][broken]") {
  const Copy copy;
  copy.append("integrated-care-boards.tsv", "QZY\tNHS A\tno\t\nQZZ\tNHS B\tnor this\t");
  const auto read = read_reference(copy.path());
  REQUIRE_FALSE(read);
  CHECK(read.error().faults.size() == 2);
  CHECK_THAT(read.error().message, ContainsSubstring("and 1 more in integrated-care-boards.tsv"));
}

TEST_CASE("a missing file and a file of other columns are refused by name", "[reference][broken]") {
  const Copy copy;
  std::filesystem::remove(copy.path() / "nhs-trusts.tsv");
  const auto missing = read_reference(copy.path());
  REQUIRE_FALSE(missing);
  CHECK(missing.error().kind == openward::ErrorKind::not_found);
  CHECK_THAT(missing.error().message, ContainsSubstring("nhs-trusts.tsv"));
  copy.append("nhs-trusts.tsv", "code\tname");
  const auto other = read_reference(copy.path());
  REQUIRE_FALSE(other);
  CHECK_THAT(other.error().message, ContainsSubstring("they must be code, name, class, opened, closed"));
}

TEST_CASE("a later status of a centre is a further row under the same name", "[reference]") {
  const Copy copy;
  copy.append("diagnostic-centres.tsv",
              "Lincoln community diagnostic centre\tLincoln\tMidlands\tunknown\tnhs_other\t\t\t\topen\t2024-05-01\tinvented");
  const auto read = read_reference(copy.path());
  REQUIRE(read);
  CHECK(read->centres.size() == 13);
  const auto* lincoln = named(read->centres, "Lincoln community diagnostic centre");
  REQUIRE(lincoln);
  CHECK(lincoln->status() == openward::CentreStatus::open);
  CHECK(lincoln->history.size() == 2);
}
