// The pages of a buyer and of a provider, held against sums over the rows of the API; and the way to them from a name.

#include "explored.h"
#include "persistence/repositories.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <map>

using namespace openward;       // NOLINT(google-build-using-namespace): a test file
using namespace openward::test; // NOLINT(google-build-using-namespace): a test file

namespace {

/// Pence by class, added up line by line.
std::map<std::string, std::int64_t> paid_by_class(const std::string& filter) {
  std::map<std::string, std::int64_t> out;
  const auto lines = json(explored(), "/v1/payments?limit=1000&" + filter);
  REQUIRE(lines["page"]["next"].IsNull());
  for (const auto& line : lines["data"].GetArray()) out[line["provider_class"].GetString()] += pence(line["amount"].GetString());
  return out;
}

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

/// One decimal, halves to even, by whole numbers.
std::string per_cent(std::int64_t part, std::int64_t whole) {
  std::int64_t thousandths = part * 1000 / whole;
  const std::int64_t rest = part * 1000 % whole;
  if (rest * 2 > whole || (rest * 2 == whole && thousandths % 2 == 1)) ++thousandths;
  return std::to_string(thousandths / 10) + "." + std::to_string(thousandths % 10);
}

} // namespace

TEST_CASE("a buyer's page states what its lines add up to, class by class, and the share of them", "[explore]") {
  const std::string text = page(explored(), "/commissioners/" + payer());
  std::int64_t whole = 0;
  const auto classes = paid_by_class("payer=" + payer());
  for (const auto& [word, sum] : classes) whole += sum;
  CHECK(whole == 26204391297);
  CHECK(has(text, "In 2025-26 Synthetic Riverside Integrated Care Board published payments of <a href=\"/payments?"));
  CHECK(has(text, ">" + pounds(whole) + "</a>"));
  CHECK(has(text, "<strong>" + per_cent(classes.at("independent_sector"), whole) + "%</strong> of it went to"));
  for (const auto& [word, sum] : classes) {
    INFO(word);
    CHECK(has(text, "financial_year=2025-26&amp;provider_class=" + word + "\">" + pounds(sum) + "</a>"));
    CHECK(has(text, per_cent(sum, whole) + "</td>"));
  }
  CHECK(has(text, "from 12 of 12 months"));
  CHECK(has(text, "Demonstration data."));
}

TEST_CASE("a buyer of whom no payment is held is said to have none by name, without a code", "[explore]") {
  const auto buyers = json(explored(), "/v1/commissioners?synthetic=false&limit=1");
  const std::string name = buyers["data"][0]["name"].GetString();
  const std::string text = page(explored(), "/commissioners/" + std::string(buyers["data"][0]["id"].GetString()));
  CHECK(has(text, "no payment of " + name + " is held here"));
  CHECK_FALSE(has(text, "`"));
}

TEST_CASE("a buyer's page states how many of its awards had no competition, as their list counts them", "[explore]") {
  const std::string filter = "commissioner=" + payer() + "&synthetic=true&not_scope=other&not_tender_class=not_procurement";
  const auto all = json(explored(), "/v1/awards?limit=1000&" + filter);
  std::int64_t whole = 0;
  std::int64_t untendered = 0;
  for (const auto& award : all["data"].GetArray()) {
    ++whole;
    if (std::string(award["tender_class"].GetString()) == "untendered") ++untendered;
  }
  REQUIRE(whole > 0);
  const std::string text = page(explored(), "/commissioners/" + payer());
  CHECK(has(text, ">" + std::to_string(untendered) + " awards</a> of <a href="));
  CHECK(has(text, "<strong>" + per_cent(untendered, whole) + "%</strong>"));
}

TEST_CASE("a provider's page states its income by year and by payer, and how its class is known", "[explore]") {
  const auto line = json(explored(), "/v1/payments?limit=1&provider_class=social_enterprise");
  const std::string id = line["data"][0]["provider"]["id"].GetString();
  const auto record = json(explored(), "/v1/providers/" + id);
  std::int64_t whole = 0;
  for (const auto& [word, sum] : paid_by_class("provider=" + id)) whole += sum;
  REQUIRE(whole != 0);
  const std::string text = page(explored(), "/providers/" + id);
  CHECK(has(text, "The register holds payments of <a href=\"/payments?provider=" + id + "&amp;synthetic=true\">" + pounds(whole) + "</a>"));
  CHECK(has(text, "href=\"/commissioners/" + payer() + "\">Synthetic Riverside Integrated Care Board</a>"));
  if (std::string(record["provider_class"].GetString()) != "unclassified")
    CHECK(has(text, "confidence " + std::to_string(record["class"]["confidence"].GetInt()) + " of 100"));
  CHECK(has(text, "/about#class-" + std::string(record["provider_class"].GetString()) + "\""));
}

TEST_CASE("an owner's page says whom it owns and since when; the page of whom it owns leads back", "[explore]") {
  const auto owner = json(explored(), "/v1/providers?q=spire+healthcare+group&limit=1");
  const std::string id = owner["data"][0]["id"].GetString();
  const auto& member = owner["data"][0]["members"][0];
  const std::string text = page(explored(), "/providers/" + id);
  CHECK(has(text, "<a href=\"/providers/" + std::string(member["id"].GetString()) + "\">"));
  CHECK(member["from"].GetString() == std::string("2014-07-23"));
  CHECK(has(text, "(from 23 July 2014"));
  CHECK(has(page(explored(), "/providers/" + std::string(member["id"].GetString())), "href=\"/providers/" + id + "\""));
}

TEST_CASE("a list shows the rows of its filter in the order of the API, and its next page goes on with them", "[explore]") {
  const std::string order = GENERATE("&sort=name", "&sort=-paid", "&sort=-awards");
  const std::string filter = "provider_class=independent_sector&limit=5" + order;
  INFO(order);
  const auto rows = json(explored(), "/v1/providers?" + filter);
  const std::string text = page(explored(), "/providers?" + filter);
  std::vector<std::string> ids;
  for (const auto& row : rows["data"].GetArray()) ids.emplace_back(row["id"].GetString());
  CHECK(all_after(text, "scope=\"row\"><a href=\"/providers/") == ids);
  std::string next;
  for (const std::string& address : all_after(text, "href=\"")) {
    if (address.find("cursor=") != std::string::npos) next = unescaped(address);
  }
  REQUIRE(next.starts_with("/providers?"));
  const auto second = json(explored(), rows["page"]["next"].GetString());
  const auto on_page = all_after(page(explored(), next), "scope=\"row\"><a href=\"/providers/");
  REQUIRE(on_page.size() == 5);
  CHECK(on_page.front() == second["data"][0]["id"].GetString());
}

TEST_CASE("providers stand with those paid most first, and one of whom no payment is held has none and not nothing", "[explore]") {
  const std::string text = page(explored(), "/providers?limit=1000");
  const auto all = json(explored(), "/v1/providers?limit=1000");
  std::vector<std::pair<double, std::string>> expected;
  bool unpaid = false;
  for (const auto& row : all["data"].GetArray()) {
    expected.emplace_back(-std::stod(row["paid"].GetString()), row["id"].GetString());
    unpaid = unpaid || row["payments"].GetInt() == 0;
  }
  std::stable_sort(expected.begin(), expected.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  const auto shown = all_after(text, "scope=\"row\"><a href=\"/providers/");
  REQUIRE(shown.size() == expected.size());
  const double most = expected.front().first;
  CHECK(shown.front() == expected.front().second);
  CHECK(most < 0);
  REQUIRE(unpaid);
  CHECK(has(text, "none held"));
  CHECK_FALSE(has(text, ">£0<"));
}

TEST_CASE("one body that fits is gone to, several are a choice, and none says what to try", "[explore]") {
  const auto board = json(explored(), "/v1/commissioners?q=lincolnshire+board&limit=1");
  const std::string id = board["data"][0]["id"].GetString();
  for (const char* typed : {"nhs%20lincolnshire%20integrated", "QJM"}) {
    const auto gone = explored().get("/areas?q=" + std::string(typed));
    INFO(typed << " " << gone.status);
    CHECK(gone.status == 303);
    CHECK(header(gone, "Location") == "/commissioners/" + id);
  }
  const std::string several = page(explored(), "/areas?q=lincolnshire");
  CHECK(has(several, "/commissioners/" + id));
  CHECK(has(several, "NHS foundation trusts, ods:"));
  CHECK(has(page(explored(), "/areas?q=qwxyz"), "Try one word of the name"));
}

TEST_CASE("a region has the commissioners that lie there and no others", "[explore]") {
  const auto rows = json(explored(), "/v1/commissioners?region=london&synthetic=false&limit=200");
  const std::string text = page(explored(), "/areas?region=london");
  std::vector<std::string> ids;
  for (const auto& row : rows["data"].GetArray()) ids.emplace_back(row["id"].GetString());
  CHECK(all_after(text, "scope=\"row\"><a href=\"/commissioners/") == ids);
}

TEST_CASE("the page of a body that was merged leads to the one it became", "[explore]") {
  Register one;
  const auto made = [&](const std::string& name) {
    auto done = one.database().write("test", noon(), [&](persistence::UnitOfWork& u) -> Result<> {
      persistence::StatedBody stated;
      stated.body.name = name;
      stated.commissioner = true;
      stated.provider = true;
      auto taken = persistence::Bodies(u).take(stated);
      if (!taken) return taken.error();
      return Done{};
    });
    REQUIRE(done);
    const auto held = json(one, "/v1/providers");
    for (const auto& row : held["data"].GetArray()) {
      if (row["name"].GetString() == name) return std::string(row["id"].GetString());
    }
    return std::string();
  };
  const std::string from = made("Example Care Limited");
  const std::string into = made("Example Care Holdings plc");
  auto merged = one.database().write("test", noon(),
                                     [&](persistence::UnitOfWork& u) { return persistence::Bodies(u).merge(from, into, "one company"); });
  REQUIRE(merged);
  for (const std::string resource : {"providers", "commissioners", "groups"}) {
    const auto moved = one.get("/" + resource + "/" + from);
    CHECK(moved.status == 301);
    CHECK(header(moved, "Location") == "/" + resource + "/" + into);
  }
}
