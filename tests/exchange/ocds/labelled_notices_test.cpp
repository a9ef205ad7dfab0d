// Measures the rules against notices that a person read and labelled. The files are not part of this repository; without them the test
// says "skipped".

#include "tests/exchange/ocds/notices.h"
#include "tests/support/real_files.h"

#include <algorithm>
#include <map>
#include <sstream>

using namespace openward;
using namespace openward::test;

namespace {

using Row = std::map<std::string, std::string>;

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> out;
  std::string cell;
  for (const char c : line) {
    if (c == '\t')
      out.push_back(std::exchange(cell, {}));
    else if (c != '\r')
      cell.push_back(c);
  }
  out.push_back(cell);
  return out;
}

std::vector<Row> table_of(const std::filesystem::path& file) {
  std::istringstream in(bytes_of(file));
  std::string line;
  std::getline(in, line);
  const auto names = cells(line);
  std::vector<Row> rows;
  while (std::getline(in, line)) {
    const auto values = cells(line);
    Row row;
    for (std::size_t i = 0; i < names.size() && i < values.size(); ++i) row[names[i]] = values[i];
    rows.push_back(std::move(row));
  }
  return rows;
}

using Notices = std::map<std::string, NoticeReading>;

/// Every notice below a folder; nothing in it may be refused.
void read_folder(const std::filesystem::path& folder, Notices& notices) {
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".json") continue;
    const auto file = read_file(bytes_of(entry.path()));
    INFO(entry.path());
    REQUIRE_FALSE(file.error);
    CHECK(file.summary.refused == 0);
    CHECK(file.summary.releases > 0);
    for (const auto& release : file.releases) {
      auto notice = notice_of(release);
      const std::string id = notice.release_id;
      notices.insert_or_assign(id, std::move(notice));
    }
  }
}

struct Score {
  int right = 0;
  int asked = 0;
  std::vector<std::string> misses;
  void count(bool ok, const std::string& miss) {
    ++asked;
    if (ok)
      ++right;
    else
      misses.push_back(miss);
  }
  bool at_least(int per_hundred) const { return asked > 0 && right * 100 >= per_hundred * asked; }
  std::string text(const std::string& what) const {
    std::string s = what + ": " + std::to_string(right) + " of " + std::to_string(asked);
    for (const auto& m : misses) s += "\n    " + m;
    return s;
  }
};

bool same_kind(const std::string& label, NoticeKind kind) {
  if (label == "planning_or_engagement") return kind == NoticeKind::planning || kind == NoticeKind::engagement;
  if (label == "transparency_direct_award") return kind == NoticeKind::intention_to_award;
  if (label == "planned") return kind == NoticeKind::planning;
  return label == to_string(kind);
}

bool same_class(const std::string& label, TenderClass c) {
  if (label == "not_award") return true;
  if (label == "call_off") return c == TenderClass::call_off_competed || c == TenderClass::call_off_direct;
  return label == to_string(c);
}

/// "other" is the reader's word for a European form whose law could not be told; `unknown` says the same.
bool same_regime(const std::string& label, Regime regime) {
  if (label == "procurement_act_2023") return regime == Regime::pa2023;
  if (label == "other") return regime == Regime::other || regime == Regime::unknown;
  return label == to_string(regime);
}

} // namespace

TEST_CASE("the rules agree with a person's reading of the notices under and near the PSR", "[exchange]") {
  const auto days = real_files("find-a-tender");
  const auto labels = real_files("labels/psr_labels.tsv");
  if (!days || !labels) return;
  Notices notices;
  read_folder(*days / "2026-08-10", notices);
  read_folder(*days / "2026-08-11", notices);

  Score kind, route;
  std::map<std::string, int> confusion;
  for (const auto& row : table_of(*labels)) {
    const auto found = notices.find(row.at("release_id"));
    REQUIRE(found != notices.end());
    const auto& n = found->second;
    const bool sure = row.at("confidence") != "low";
    INFO(n.release_id << ' ' << row.at("stage") << " read as " << to_string(n.kind));
    if (sure) CHECK((n.regime == Regime::psr) == (row.at("is_psr") == "1"));
    if (sure) CHECK(n.makes_award == (row.at("counts_as_award") == "1"));
    ++confusion[row.at("stage") + " -> " + std::string(to_string(n.kind))];
    if (!sure || row.at("is_psr") != "1") continue;
    kind.count(same_kind(row.at("stage"), n.kind), n.release_id + ' ' + row.at("stage") + " read as " + std::string(to_string(n.kind)));
    route.count(row.at("route") == to_string(n.route),
                n.release_id + ' ' + row.at("route") + " read as " + std::string(to_string(n.route)));
  }
  std::string report = kind.text("kind") + '\n' + route.text("route");
  for (const auto& [pair, n] : confusion) report += "\n    " + std::to_string(n) + "  " + pair;
  std::cout << report << '\n';
  INFO(report);
  CHECK(kind.at_least(97));
  CHECK(route.at_least(95));
}

TEST_CASE("the rules agree with a person's reading of other health notices", "[exchange]") {
  const auto days = real_files("find-a-tender");
  const auto labels = real_files("labels/health_labels.tsv");
  if (!days || !labels) return;
  Notices notices;
  read_folder(*days / "2026-08-10", notices);
  read_folder(*days / "2026-08-11", notices);

  Score regime, kind, tender_class;
  for (const auto& row : table_of(*labels)) {
    const auto found = notices.find(row.at("release_id"));
    REQUIRE(found != notices.end());
    const auto& n = found->second;
    INFO(n.release_id << ' ' << row.at("notice_kind") << " read as " << to_string(n.kind));
    CHECK(n.regime != Regime::psr);
    if (row.at("confidence") == "low") continue;
    CHECK(n.makes_award == (row.at("counts_as_award") == "1"));
    regime.count(same_regime(row.at("regime"), n.regime),
                 n.release_id + ' ' + row.at("regime") + " read as " + std::string(to_string(n.regime)));
    kind.count(same_kind(row.at("notice_kind"), n.kind),
               n.release_id + ' ' + row.at("notice_kind") + " read as " + std::string(to_string(n.kind)));
    tender_class.count(same_class(row.at("tender_class"), n.tender_class),
                       n.release_id + ' ' + row.at("tender_class") + " read as " + std::string(to_string(n.tender_class)));
  }
  const std::string report = regime.text("regime") + '\n' + kind.text("kind") + '\n' + tender_class.text("tender class");
  std::cout << report << '\n';
  INFO(report);
  CHECK(regime.at_least(95));
  CHECK(kind.at_least(95));
  CHECK(tender_class.at_least(95));
}

TEST_CASE("every real release of Contracts Finder and of the conversions is read", "[exchange]") {
  for (const auto* folder : {"contracts-finder", "find-a-tender/conversions"}) {
    const auto files = real_files(folder);
    if (!files) return;
    Notices notices;
    read_folder(*files, notices);
    CHECK_FALSE(notices.empty());
    for (const auto& [id, n] : notices) {
      INFO(id);
      CHECK(n.regime != Regime::psr);
      CHECK_FALSE(n.title.empty());
      CHECK(n.buyer.has_value());
    }
  }
}
