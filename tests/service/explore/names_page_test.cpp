// Bodies that are typed by name into the forms of pages, over the demonstration.

#include "explored.h"
#include "tests/support/catch.h"

using namespace openward;       // NOLINT(google-build-using-namespace): a test file
using namespace openward::test; // NOLINT(google-build-using-namespace): a test file

namespace {

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

struct Place {
  const char* path;
  const char* field;
};
const std::vector<Place> places{
    {"/spend", "payer"}, {"/payments", "payer"}, {"/awards", "commissioner"}, {"/findings", "commissioner"}, {"/missing", "commissioner"}};

} // namespace

TEST_CASE("a body that alone has the name is gone to, with the rest of the question, and the form then shows the name", "[explore]") {
  const Place& place = GENERATE(from_range(places));
  INFO(place.path);
  const std::string typed = GENERATE("Synthetic Riverside Integrated Care Board", "synthetic riverside", "RIVER%20synth");
  const std::string question = std::string(place.path) + "?" + place.field + "=" + typed + "&synthetic=true";
  std::string asked = question;
  for (auto at = asked.find(' '); at != std::string::npos; at = asked.find(' ')) asked.replace(at, 1, "%20");
  const auto answer = explored().get(asked);
  CHECK(answer.status == 303);
  const std::string into = std::string(place.path) + "?" + place.field + "=" + payer() + "&synthetic=true";
  CHECK(header(answer, "Location") == into);
  CHECK(has(page(explored(), into), "value=\"Synthetic Riverside Integrated Care Board\""));
}

TEST_CASE("of several bodies that fit one is chosen, and its link asks the same question of it", "[explore]") {
  const Place& place = GENERATE(from_range(places));
  INFO(place.path);
  const std::string text = page(explored(), std::string(place.path) + "?" + place.field + "=synthetic%20integrated%20board&synthetic=true");
  CHECK(has(text, "Which “synthetic integrated board” is meant?"));
  CHECK(has(text, "content=\"noindex\""));
  const auto links = all_after(text, "scope=\"row\"><a href=\"");
  REQUIRE(links.size() > 1);
  for (const std::string& link : links) {
    CHECK(unescaped(link).starts_with(std::string(place.path) + "?" + place.field + "=bd-"));
    CHECK(unescaped(link).ends_with("&synthetic=true"));
    CHECK(explored().get(unescaped(link)).status == 200);
  }
}

TEST_CASE("a name that nobody has is refused with what to type, whatever signs it holds", "[explore]") {
  const Place& place = GENERATE(from_range(places));
  const std::string typed = GENERATE("zzzz", "%22", "%3Cscript%3E", "-", "*", "zzzz%3A%20zzzz", "%E2%80%AE");
  INFO(place.path << " " << typed);
  const auto answer = explored().get(std::string(place.path) + "?" + place.field + "=" + typed);
  CHECK(answer.status == 400);
  CHECK(has(answer.body, "holds no body that is called"));
  CHECK(has(answer.body, "ods:QMM"));
}

TEST_CASE("a code, an id and a body that is not known stand for themselves", "[explore]") {
  CHECK(explored().get("/spend?payer=ods:SYN01&synthetic=true").status == 200);
  CHECK(explored().get("/spend?payer=none").status == 200);
  CHECK(explored().get("/spend?payer=" + payer() + "&payer=ods:QJM").status == 200);
}

TEST_CASE("where a question has several bodies they are sent along unseen, and the field stands empty for one more", "[explore]") {
  const std::string text = page(explored(), "/awards?synthetic=true&commissioner=" + payer() + "&commissioner=none");
  CHECK(has(text, "<input id=\"commissioner\" name=\"commissioner\" value=\"\""));
  CHECK(has(text, "<input type=\"hidden\" name=\"commissioner\" value=\"" + payer() + "\"/>"));
  CHECK(has(text, "<input type=\"hidden\" name=\"commissioner\" value=\"none\"/>"));
}
