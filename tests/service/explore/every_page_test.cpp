// What holds on every page on which one looks around: well-formed, complete without scripts, with links that lead somewhere.

#include "explored.h"
#include "tests/support/catch.h"

#include "persistence/repositories.h"

#include <set>

using namespace openward;       // NOLINT(google-build-using-namespace): a test file
using namespace openward::test; // NOLINT(google-build-using-namespace): a test file

namespace {

std::vector<std::string> targets() {
  const std::string provider =
      json(explored(), "/v1/payments?limit=1&provider_class=independent_sector")["data"][0]["provider"]["id"].GetString();
  const std::string real = json(explored(), "/v1/awards?limit=1&synthetic=false")["data"][0]["commissioner"]["id"].GetString();
  const std::string group = json(explored(), "/v1/providers?limit=1&ultimate_owner=true&sort=-name")["data"][0]["id"].GetString();
  const std::string centre = json(explored(), "/v1/diagnostic-centres?limit=1")["data"][0]["id"].GetString();
  return {"/areas",
          "/areas?q=zzzz",
          "/areas?q=lincolnshire",
          "/areas?region=midlands",
          "/commissioners",
          "/commissioners?q=board&region=london&limit=5",
          "/commissioners?q=zzzz",
          "/commissioners/" + payer(),
          "/commissioners/" + real,
          "/commissioners/" + payer() + "/annual-summary",
          "/providers",
          "/providers?provider_class=independent_sector&limit=10",
          "/providers/" + provider,
          "/groups",
          "/groups?q=care&synthetic=false",
          "/groups/" + group,
          "/diagnostic-centres",
          "/diagnostic-centres?operator_class=independent_sector&on=2024-01-01",
          "/diagnostic-centres/" + centre,
          "/findings",
          "/findings?outcome=fail&synthetic=true",
          "/rules",
          "/missing",
          "/missing?gap=payments_without_award",
          "/missing?gap=award_without_notice",
          "/missing?gap=month_since_last_file",
          "/about"};
}

bool of_this_file(const std::string& address) {
  for (const char* begin :
       {"/v1/", "/areas", "/commissioners", "/providers", "/groups", "/diagnostic-centres", "/findings", "/rules", "/missing", "/about"}) {
    if (address.starts_with(begin)) return true;
  }
  return false;
}

std::vector<std::string> empty_targets() {
  return {"/areas",    "/areas?q=leeds", "/commissioners", "/providers", "/groups", "/diagnostic-centres",
          "/findings", "/rules",         "/missing",       "/about"};
}

} // namespace

TEST_CASE("every page is well-formed, says what it is once, and brings nothing that runs or is drawn in place", "[explore]") {
  for (const std::string& target : targets()) {
    INFO(target);
    const auto response = explored().get(target);
    REQUIRE(response.status == 200);
    CHECK(malformed(response) == "");
    CHECK(header(response, "Content-Security-Policy").find("'unsafe") == std::string::npos);
    CHECK(header(response, "Content-Security-Policy").find("default-src 'none'") == 0);
    CHECK(all_after(response.body, "<h1").size() == 1);
    for (const char* words : {" style=", "<style", "javascript:", " onclick", "{{", "[object"})
      CHECK(response.body.find(words) == std::string::npos);
    CHECK(explored().get(target, {{"if-none-match", header(response, "ETag")}}).status == 304);
  }
}

TEST_CASE("no id of a page stands twice, and every label and every place on the page that is named is there", "[explore]") {
  for (const std::string& target : targets()) {
    const std::string text = page(explored(), target);
    std::set<std::string> ids;
    for (const std::string& id : all_after(text, " id=\"")) {
      INFO(target << " " << id);
      CHECK(ids.insert(id).second);
    }
    for (const char* kind : {" for=\"", " aria-labelledby=\"", " aria-describedby=\"", "href=\"#"}) {
      for (const std::string& id : all_after(text, kind)) {
        INFO(target << kind << id);
        CHECK(ids.count(id) == 1);
      }
    }
  }
}

TEST_CASE("every table has a caption, and its heads say what they are the heads of", "[explore]") {
  for (const std::string& target : targets()) {
    if (target.ends_with("annual-summary")) continue; // its headings stand for captions
    INFO(target);
    const std::string text = page(explored(), target);
    CHECK(all_after(text, "<table").size() == all_after(text, "<caption").size());
    CHECK(text.find("<th>") == std::string::npos);
  }
}

TEST_CASE("what a page links to is there", "[explore]") {
  std::set<std::string> asked;
  std::set<std::string> words; // /about#…
  const std::string about = page(explored(), "/about");
  const std::string rules = page(explored(), "/rules");
  for (const std::string& target : targets()) {
    for (const std::string& written : all_after(page(explored(), target), "href=\"/")) {
      const std::string address = "/" + unescaped(written);
      const auto place = address.find('#');
      if (place != std::string::npos) {
        INFO(target << " " << address);
        const std::string& of = address.starts_with("/rules") ? rules : about;
        if (words.insert(address).second) CHECK(of.find(" id=\"" + address.substr(place + 1) + "\"") != std::string::npos);
        continue;
      }
      // The same kind of address is asked a few times, not for each of hundreds of bodies.
      const std::string kind = address.substr(0, address.find_first_of("0123456789?", 4));
      if (!of_this_file(address) || !asked.insert(address).second || asked.size() > 400) continue;
      INFO(target << " " << address);
      const int status = explored().get(address).status;
      CHECK((status == 200 || status == 303));
    }
  }
  CHECK(asked.size() > 60);
  CHECK(words.size() > 20);
}

TEST_CASE("a page refuses what has no meaning, by name", "[explore]") {
  const auto [target, faulty] = GENERATE(table<std::string, std::string>({
      {"/providers?colour=red", "colour"},
      {"/providers?provider_class=zebra", "provider_class"},
      {"/commissioners?sort=colour", "sort"},
      {"/commissioners?cursor=abc", "cursor"},
      {"/findings?rule=PSR-99", "rule"},
      {"/findings?outcome=maybe", "outcome"},
      {"/missing?gap=nothing", "gap"},
      {"/missing?synthetic=perhaps", "synthetic"},
      {"/diagnostic-centres?on=yesterday", "on"},
      {"/areas?region=atlantis", "region"},
      {"/areas?q=a&q=b", "q"},
      {"/about?q=x", "q"},
      {"/rules?rule=PSR-01", "rule"},
  }));
  const auto response = explored().get(target);
  INFO(target << " " << response.body.substr(0, 400));
  CHECK(response.status == 400);
  CHECK(response.body.find(faulty) != std::string::npos);
}

TEST_CASE("a field that a form leaves empty was not asked", "[explore]") {
  const auto [empty, bare] = GENERATE(table<std::string, std::string>({
      {"/providers?q=&provider_class=&region=&synthetic=", "/providers"},
      {"/commissioners?q=board&provider_class=", "/commissioners?q=board"},
      {"/findings?rule=&outcome=fail&commissioner=&route=&financial_year=&synthetic=", "/findings?outcome=fail"},
      {"/missing?gap=&commissioner=&synthetic=", "/missing"},
      {"/diagnostic-centres?operator_class=&estate_owner_class=&status=&on=&region=&kind=", "/diagnostic-centres"},
      {"/areas?q=", "/areas"},
  }));
  INFO(empty);
  CHECK(page(explored(), empty) == page(explored(), bare));
}

TEST_CASE("a record that is not there is a 404, on every page of one record", "[explore]") {
  for (const char* target : {"/commissioners/bd-none", "/providers/bd-none", "/groups/bd-none", "/diagnostic-centres/dc-none"})
    CHECK(explored().get(target).status == 404);
}

TEST_CASE("an empty register has every page, and each says that nothing is held", "[explore]") {
  Register empty;
  for (const std::string& target : empty_targets()) page(empty, target);
  CHECK(page(empty, "/areas?q=leeds").find("Nothing here begins with the words") != std::string::npos);
  CHECK(page(empty, "/providers").find("Nothing fits. Leave out a filter") != std::string::npos);
  CHECK(page(empty, "/findings").find("No finding fits. Leave out a filter") != std::string::npos);
  CHECK(page(empty, "/diagnostic-centres").find("No centre fits. Leave out a filter") != std::string::npos);
}

TEST_CASE("markup and signs that turn the writing round are shown as text, in names and in questions", "[explore]") {
  Register one;
  const std::string hostile = "<script>alert(1)</script> \"quoted\" & 'so' {{name}} \u202Eboard " + std::string(800, 'x');
  std::string id;
  auto done = one.database().write("test", noon(), [&](persistence::UnitOfWork& u) -> Result<> {
    persistence::StatedBody stated;
    stated.body.name = hostile;
    stated.body.classification.provider_class = ProviderClass::independent_sector;
    stated.commissioner = true;
    stated.provider = true;
    stated.source = "<img src=x onerror=alert(2)>";
    auto taken = persistence::Bodies(u).take(stated);
    if (!taken) return taken.error();
    return Done{};
  });
  REQUIRE(done);
  const auto held = json(one, "/v1/providers?limit=1");
  REQUIRE(held["data"].Size() == 1);
  id = held["data"][0]["id"].GetString();
  for (const std::string& target : {"/providers/" + id, "/commissioners/" + id, std::string("/providers"), std::string("/commissioners"),
                                    std::string("/areas?q=%3Cscript%3Ealert(1)"), std::string("/providers?q=%3Cscript%3E"),
                                    std::string("/findings?commissioner=") + id}) {
    const auto response = one.get(target);
    INFO(target << " " << response.status);
    if (response.status != 303) CHECK(malformed(response) == "");
    CHECK(response.body.find("<script>alert") == std::string::npos);
    CHECK(response.body.find("<img") == std::string::npos);
  }
}
