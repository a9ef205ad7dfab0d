#include "exchange/reference/provider_tables.h"

#include "tests/support/catch.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <tuple>
#include <unistd.h>

using namespace openward;
using namespace openward::exchange;

namespace {

const std::filesystem::path reference_folder = std::filesystem::path(OPENWARD_SOURCE_DIR) / "reference";

Date day(std::string_view iso) { return *Date::parse(iso); }

/// A folder with tables of a test's own, removed afterwards.
class Folder {
 public:
  Folder()
      : path_(std::filesystem::temp_directory_path() /
              ("openward-providers-" + std::to_string(++made_) + "-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(path_);
    put("providers.tsv", provider_columns + provider("a", "") + provider("b", "") + provider("c", ""));
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  void put(const std::string& name, const std::string& text) const { std::ofstream(path_ / name, std::ios::binary) << text; }
  const std::filesystem::path& path() const { return path_; }

  static std::string provider(const std::string& key, const std::string& identifiers, const std::string& also = "",
                              const std::string& c = "independent_sector") {
    return key + "\tInvented " + key + " Ltd\t" + c + "\t\t\t" + identifiers + "\t" + also + "\ta register of " + identifiers +
           "\tregister\n";
  }
  static inline const std::string provider_columns = "key\tname\tclass\topened\tclosed\tidentifiers\talso_known_as\tsource\tchecked\n";
  static inline const std::string owner_columns = "owned\towner\tfrom\tto\tsource\tchecked\n";

 private:
  static inline int made_ = 0;
  std::filesystem::path path_;
};

std::vector<std::string> codes(const Error& error) {
  std::vector<std::string> out;
  for (const Fault& fault : error.faults) out.push_back(fault.code);
  return out;
}

} // namespace

TEST_CASE("the curated providers are read, each with a class, a source and names of a kind", "[reference]") {
  const auto providers = read_providers(reference_folder);
  REQUIRE(providers);
  CHECK(providers->size() >= 200);
  std::set<ProviderClass> classes;
  for (const KnownProvider& p : *providers) {
    CAPTURE(p.key);
    CHECK_FALSE(p.source.empty());
    CHECK(p.known.body.classification.evidence == Evidence::curated);
    CHECK(p.known.body.classification.detail == p.source);
    CHECK((p.known.body.classification.confidence < 70) == (p.checked == Checked::unchecked));
    CHECK(p.source.ends_with("(unchecked: stated from general knowledge)") == (p.checked == Checked::unchecked));
    CHECK((p.checked != Checked::notice || p.source.find("ocds-") != std::string::npos));
    classes.insert(p.known.body.classification.provider_class);
  }
  for (const auto c : {ProviderClass::independent_sector, ProviderClass::primary_care, ProviderClass::social_enterprise,
                       ProviderClass::voluntary_or_charity, ProviderClass::nhs_owned_company})
    CHECK(classes.contains(c));
}

TEST_CASE("a class that nobody has checked is held with less confidence and says so", "[reference]") {
  const Folder folder;
  const auto [checked, confidence, detail] = GENERATE(table<std::string, int, std::string>({
      {"notice", 95, "a source"},
      {"register", 95, "a source"},
      {"page", 90, "a source"},
      {"name", 85, "a source"},
      {"unchecked", 60, "a source (unchecked: stated from general knowledge)"},
  }));
  folder.put("providers.tsv", Folder::provider_columns + "a\tInvented Ltd\tprimary_care\t\t\t\t\ta source\t" + checked + "\n");
  const auto read = read_providers(folder.path());
  REQUIRE(read);
  CHECK(read->front().known.body.classification.confidence == confidence);
  CHECK(read->front().known.body.classification.detail == detail);
}

TEST_CASE("money is rolled up to whoever owned the provider on the day", "[reference]") {
  const auto providers = read_providers(reference_folder);
  REQUIRE(providers);
  const auto owners = read_ownerships(reference_folder, *providers);
  REQUIRE(owners);
  const auto [key, on, owner] = GENERATE(table<std::string, std::string, std::string>({
      {"circle", "2021-06-30", "circle"},
      {"circle", "2022-01-01", "centene"},
      {"circle", "2024-06-01", "purehealth"},
      {"at-medics", "2020-01-01", "at-medics"},
      {"at-medics", "2022-01-01", "centene"},
      {"at-medics", "2024-01-01", "twenty20"},
      {"elysium", "2021-01-01", "bc-partners"},
      {"elysium", "2023-01-01", "ramsay-australia"},
      {"spire", "2020-01-01", "spire-group"},
      {"vita", "2024-01-01", "spire-group"},
      {"pioneer", "2022-03-09", "pioneer"},
      {"pioneer", "2022-03-10", "totally"},
      {"marie-curie", "2020-01-01", "marie-curie"},
  }));
  CAPTURE(key, on);
  CHECK(ultimate_owner(*owners, key, day(on)) == owner);
}

TEST_CASE("everybody that the reference files know can be matched, with the names that they had", "[reference]") {
  const auto known = read_known_bodies(reference_folder);
  REQUIRE(known);
  const auto find = [&](std::string_view identifier) {
    const auto at = std::find_if(known->begin(), known->end(), [&](const matching::KnownBody& k) {
      return std::any_of(k.body.identifiers.begin(), k.body.identifiers.end(), [&](const Identifier& i) { return i.text() == identifier; });
    });
    return at == known->end() ? nullptr : &*at;
  };
  const auto* whittington = find("ods:RKE");
  REQUIRE(whittington != nullptr);
  REQUIRE_FALSE(whittington->other_names.empty());
  CHECK(whittington->other_names.front().use == matching::NameUse::former);
  REQUIRE(find("ods:QWO") != nullptr);
  CHECK(find("chc:207994")->body.classification.provider_class == ProviderClass::voluntary_or_charity);
}

TEST_CASE("a table of providers that contradicts itself is refused with what to correct", "[reference]") {
  const Folder folder;
  const auto [rows, code] = GENERATE(table<std::string, std::string>({
      {Folder::provider("a", "") + Folder::provider("a", ""), "repeated"},
      {Folder::provider("a", "coh:01234567") + Folder::provider("b", "coh:1234567"), "repeated"},
      {Folder::provider("a", "TBC"), "bad_identifier"},
      {Folder::provider("a", "", "Old Name Ltd"), "unknown_word"},
      {Folder::provider("a", "", "nickname: Old"), "unknown_word"},
      {Folder::provider("a", "", "", "private"), "unknown_word"},
      {"a\tInvented Ltd\tprimary_care\t\t\tcoh:01234567\t\ta register\tregister\n", "without_source"},
      {"a\tInvented Ltd\tprimary_care\t\t\t\t\ta register\tseen\n", "unknown_word"},
      {"a\tInvented Ltd\tprimary_care\t\t\t\t\ta register\t\n", "missing"},
  }));
  CAPTURE(rows);
  folder.put("providers.tsv", Folder::provider_columns + rows);
  const auto read = read_providers(folder.path());
  REQUIRE_FALSE(read);
  CHECK(codes(read.error()) == std::vector<std::string>{code});
  CHECK_THAT(read.error().faults.front().where, ContainsSubstring("providers.tsv line"));
}

TEST_CASE("ownership in a circle, by two at once, or without an end in time is refused", "[reference]") {
  const Folder folder;
  const auto [rows, code] = GENERATE(table<std::string, std::string>({
      {"a\tb\t\t\tx\tpage\nb\ta\t\t\tx\tpage\n", "cycle"},
      {"a\tb\t\t\tx\tpage\nb\tc\t\t\tx\tpage\nc\ta\t\t\tx\tpage\n", "cycle"},
      {"a\ta\t\t\tx\tpage\n", "cycle"},
      {"a\tb\t2020-01-01\t\tx\tpage\na\tc\t2021-01-01\t\tx\tpage\n", "two_owners"},
      {"a\tb\t2020-01-01\t2021-01-01\tx\tpage\na\tc\t2021-01-01\t\tx\tpage\n", "two_owners"},
      {"a\tb\t2021-01-01\t2020-01-01\tx\tpage\n", "before_beginning"},
      {"a\tz\t\t\tx\tpage\n", "unknown_provider"},
  }));
  CAPTURE(rows);
  folder.put("provider-groups.tsv", Folder::owner_columns + rows);
  const auto providers = read_providers(folder.path());
  REQUIRE(providers);
  const auto read = read_ownerships(folder.path(), *providers);
  REQUIRE_FALSE(read);
  CHECK(codes(read.error()) == std::vector<std::string>{code});
}

TEST_CASE("one owner may follow another on the next day", "[reference]") {
  const Folder folder;
  folder.put("provider-groups.tsv", Folder::owner_columns + "a\tb\t\t2020-12-31\tx\tpage\na\tc\t2021-01-01\t\tx\tpage\n");
  const auto providers = read_providers(folder.path());
  REQUIRE(providers);
  const auto read = read_ownerships(folder.path(), *providers);
  REQUIRE(read);
  CHECK(ultimate_owner(*read, "a", day("2020-12-31")) == "b");
  CHECK(ultimate_owner(*read, "a", day("2021-01-01")) == "c");
}
