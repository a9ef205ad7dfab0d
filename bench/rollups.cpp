// What reports of spend cost where they are added up already: invents a register of N payment lines and one of ten times as many (the same
// payers, classes and years), imports both through the repositories, and asks. Build it as Release. The databases are SQLite files in a
// folder of their own, which goes at the end.
//
//   bench_rollups [LINES] [FOLDER]      10,000 lines (and 100,000) unless told otherwise

#include "persistence/rollups.h"
#include "persistence/matching.h"
#include "persistence/read/query.h"
#include "persistence/repositories.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace openward; // NOLINT(google-build-using-namespace): a program of one file
using persistence::Database;
using persistence::UnitOfWork;
using Clock = std::chrono::steady_clock;

constexpr std::size_t payers = 200;
constexpr std::size_t years = 10;
constexpr std::size_t lines_to_one = 3;
constexpr std::size_t groups_of_suppliers = 4; // of payers that share their suppliers beside those of everybody

/// The same numbers everywhere: a linear congruential generator (Knuth's MMIX).
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed * 2 + 1) {}
  std::size_t below(std::size_t n) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::size_t>((state_ >> 33) % n);
  }
  /// Squared: few are met often, many seldom.
  std::size_t seldom(std::size_t n) { return below(n) * below(n) / n; }

 private:
  std::uint64_t state_;
};

Instant moment() { return *Instant::parse("2026-08-10T12:00:00Z"); }

template <typename T>
T must(Result<T> result) {
  if (result) return *std::move(result);
  std::fprintf(stderr, "bench_rollups: %s %s\n", result.error().message.c_str(), result.error().internal.c_str());
  std::exit(EXIT_FAILURE);
}

std::string supplier_name(std::size_t n) { return "Provider " + std::to_string(n) + " Limited"; }

/// A tenth of the suppliers are bodies of a class; the rest are words alone.
std::vector<std::string> add_bodies(Database& db, std::size_t suppliers) {
  return must(db.write("bench", moment(), [&](UnitOfWork& u) -> Result<std::vector<std::string>> {
    persistence::Bodies bodies(u);
    std::vector<std::string> out;
    for (std::size_t i = 0; i < payers; ++i)
      out.push_back(must(bodies.add(*Body::create("Payer " + std::to_string(i) + " Integrated Care Board", {}), true, false)));
    const auto words = provider_class_words();
    for (std::size_t i = 0; i < suppliers; i += 10) {
      Body body = *Body::create(supplier_name(i), {});
      body.classification = {*provider_class_from(words[i / 10 % words.size()]), Evidence::curated, 90, "", {}, {}};
      must(bodies.add(body, false, true));
    }
    return out;
  }));
}

void import_year(Database& db, const std::string& payer, std::size_t p, std::size_t year, std::size_t lines, std::size_t suppliers) {
  Dice dice(p * 100 + year + 1);
  must(db.write("bench", moment(), [&](UnitOfWork& u) -> Result<> {
    const std::string name = "spend-" + std::to_string(p) + "-" + std::to_string(year);
    persistence::Spend spend(u);
    const std::int64_t file = spend.open(persistence::Sources(u).add({name, "spend", name, 1, true}), payer);
    SpendFile account;
    const std::size_t half = suppliers / 2;
    const std::size_t own = std::max<std::size_t>(1, half / groups_of_suppliers);
    std::size_t n = 0;
    for (std::size_t i = 0; i < lines; ++i) {
      // As in real files, where three to seven lines share payer, supplier and month.
      if (i % lines_to_one == 0) n = dice.below(2) == 0 ? dice.seldom(half) : half + p % groups_of_suppliers * own + dice.seldom(own);
      const Date day = Date::parse(std::to_string(2016 + year) + "-04-01")->plus_days(static_cast<int>(i * 365 / lines));
      const std::int64_t pence = static_cast<std::int64_t>(dice.below(100'000'000)) - (dice.below(20) == 0 ? 100'000'000 : 0);
      spend.add(file, {static_cast<std::int64_t>(i + 2), day, pence, supplier_name(n), "T" + std::to_string(i), "Services", "Care", ""});
      account.total_pence += pence;
    }
    account.payments = account.rows_read = static_cast<std::int64_t>(lines);
    spend.close(file, account);
    return Done{};
  }));
}

double milliseconds(Clock::duration d) { return std::chrono::duration<double, std::milli>(d).count(); }

struct Timed {
  double p50 = 0;
  double p99 = 0;
};

Timed timed(std::size_t times, const std::function<void()>& work) {
  std::vector<double> all;
  for (std::size_t i = 0; i < times; ++i) {
    const auto start = Clock::now();
    work();
    all.push_back(milliseconds(Clock::now() - start));
  }
  std::sort(all.begin(), all.end());
  return {all[all.size() / 2], all[all.size() * 99 / 100]};
}

persistence::Report report(Database& db, const persistence::ReportRequest& request) {
  return must(db.read([&](persistence::Session& s) { return run_report(s, *persistence::find_report("spend"), request); }));
}

struct Question {
  const char* name;
  std::size_t times;
  persistence::ReportRequest request;
};

std::vector<Question> questions(const std::string& payer) {
  return {
      {"headline: year x class", 201, {{}, {"financial_year", "provider_class"}}},
      {"class in one year", 201, {{{"financial_year", false, {"2020-21"}}}, {"provider_class"}}},
      {"month x class", 21, {{}, {"month", "provider_class"}}},
      {"commissioner", 11, {{}, {"commissioner"}}},
      {"commissioner x year x class", 5, {{}, {"commissioner", "financial_year", "provider_class"}}},
      {"one commissioner, year x class", 21, {{{"payer", false, {payer}}}, {"financial_year", "provider_class"}}},
      {"one commissioner, its providers", 5, {{{"payer", false, {payer}}}, {"provider"}}},
      {"one commissioner, its providers in a year", 5, {{{"payer", false, {payer}}, {"financial_year", false, {"2020-21"}}}, {"provider"}}},
      {"providers in a year", 3, {{{"financial_year", false, {"2020-21"}}}, {"provider"}}},
      {"headline from the lines", 1, {{}, {"financial_year", "provider_class"}, nullptr, {}, true}},
  };
}

/// Words with many lines go to one body and back.
Timed relink(Database& db, std::size_t suppliers) {
  bool linked = false;
  const auto picked = must(db.write("bench", moment(), [&](UnitOfWork& u) -> Result<std::pair<std::string, std::string>> {
    const auto all = persistence::Matches(u).undecided(false, 0, 5000);
    const auto most = std::max_element(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.lines < b.lines; });
    std::printf("  %-44s %lld\n", "lines of the words that are relinked", static_cast<long long>(most->lines));
    return std::pair(persistence::Bodies(u).by_name(supplier_name(suppliers / 20 * 10)).value().id, "sn-" + std::to_string(most->key));
  }));
  return timed(11, [&] {
    must(db.write("bench", moment(), [&](UnitOfWork& u) -> Result<persistence::MatchOutcome> {
      linked = !linked;
      const persistence::MatchVerdict verdict{linked ? persistence::DecisionKind::body : persistence::DecisionKind::no_body, picked.first,
                                              "bench"};
      return persistence::Matches(u).decide(picked.second, verdict);
    }));
  });
}

double measure(const std::string& url, std::size_t lines) {
  const std::size_t suppliers = std::max<std::size_t>(1000, lines / 50);
  double headline = 0;
  {
    const auto db = must(Database::open(url));
    const auto payer_ids = add_bodies(*db, suppliers);
    const auto start = Clock::now();
    for (std::size_t year = 0; year < years; ++year) {
      for (std::size_t p = 0; p < payers; ++p) import_year(*db, payer_ids[p], p, year, lines / payers / years, suppliers);
    }
    const double spent = milliseconds(Clock::now() - start);
    std::printf("%zu lines: imported in %.0f ms, %.0f lines/s\n", lines, spent, static_cast<double>(lines) * 1000 / spent);
  }
  std::unique_ptr<Database> db;
  const Timed opened = timed(1, [&] { db = must(Database::open(url)); });
  std::printf("  %-44s %10.3f ms\n", "open", opened.p50);
  const std::string payer = std::get<std::string>(report(*db, {{}, {"commissioner"}}).table.rows.at(7).at(0));
  for (const Question& q : questions(payer)) {
    std::size_t rows = 0;
    const Timed t = timed(q.times, [&] { rows = report(*db, q.request).table.rows.size(); });
    std::printf("  %-44s p50 %10.3f ms  p99 %10.3f ms  %zu rows\n", q.name, t.p50, t.p99, rows);
    if (headline == 0) headline = t.p50;
  }
  const Timed linking = relink(*db, suppliers);
  std::printf("  %-44s p50 %10.3f ms  p99 %10.3f ms\n", "relink them", linking.p50, linking.p99);
  persistence::RollUpCheck check;
  const Timed checking = timed(1, [&] {
    check = must(db->read([](persistence::Session& s) -> Result<persistence::RollUpCheck> { return persistence::check_rollups(s); }));
  });
  std::printf("  %-44s %10.0f ms, %lld cells, %lld differ\n", "check against the lines", checking.p50, static_cast<long long>(check.cells),
              static_cast<long long>(check.differing));
  if (check.differing != 0) std::exit(EXIT_FAILURE);
  return headline;
}

} // namespace

int main(int argc, char** argv) {
  std::size_t lines = 10'000;
  if (argc > 1) {
    const std::string_view text(argv[1]);
    std::from_chars(text.data(), text.data() + text.size(), lines);
  }
  lines = std::max(lines, payers * years);
  std::string folder = (argc > 2 ? std::string(argv[2]) : std::filesystem::temp_directory_path().string()) + "/openward-rollups-XXXXXX";
  if (!mkdtemp(folder.data())) {
    std::fprintf(stderr, "bench_rollups: cannot make the folder %s: name another one\n", folder.c_str());
    return EXIT_FAILURE;
  }
  const double once = measure("sqlite:" + folder + "/once.db", lines);
  const double tenfold = measure("sqlite:" + folder + "/tenfold.db", lines * 10);
  std::filesystem::remove_all(folder);
  std::printf("headline: %.3f ms at %zu lines, %.3f ms at %zu, ratio %.2f\n", once, lines, tenfold, lines * 10, tenfold / once);
  return EXIT_SUCCESS;
}
