#include "service/api/parameters.h"

#include "register.h"
#include "service/api/reports.h"
#include "tests/support/catch.h"

using namespace openward;
using persistence::FilterInfo;
using test::request;

namespace {

const persistence::ResourceInfo& resource() {
  static const persistence::ResourceInfo one{
      "things",       "Things.", {}, {{"route", "A word.", "word", {"a", "b"}, true, true}, {"from", "A day.", "date", {}, false, false}},
      {"id", "name"}, "name"};
  return one;
}

std::string dump(const std::vector<Fault>& faults) {
  std::string out;
  for (const Fault& fault : faults) out += (out.empty() ? "" : " ") + fault.where + " " + fault.code;
  return out;
}

std::string dump(const persistence::ListRequest& request) {
  std::string out = "limit=" + std::to_string(request.limit) + " sort=" + request.sort + " cursor=" + request.cursor;
  for (const auto& term : request.filters) {
    out += std::string(" ") + (term.exclude ? "!" : "") + term.name + "=";
    for (const std::string& value : term.values) out += value + ";";
  }
  return out;
}

std::string read(const std::string& query) {
  const auto list = api::list_request(resource(), request("GET", "/things?" + query).query);
  return list ? dump(*list) : dump(list.error().faults);
}

} // namespace

TEST_CASE("a filter that can leave out has a second name for it", "[api]") {
  CHECK(api::filter_names(resource().filters) == std::vector<std::string>{"route", "not_route", "from"});
}

TEST_CASE("the parameters of a list are read, or each fault is named", "[api]") {
  const auto [given, outcome] = GENERATE(table<std::string, std::string>({
      {"", "limit=50 sort= cursor="},
      {"limit=1", "limit=1 sort= cursor="},
      {"limit=1000&sort=-name&cursor=abc", "limit=1000 sort=-name cursor=abc"},
      {"route=a&route=b", "limit=50 sort= cursor= route=a;b;"},
      {"route=a&not_route=b", "limit=50 sort= cursor= route=a; !route=b;"},
      {"from=2026-08-10", "limit=50 sort= cursor= from=2026-08-10;"},
      // Whether a value is one of the words is the read side's to say, and the router's whether a name is known.
      {"route=zebra&colour=blue", "limit=50 sort= cursor= route=zebra;"},
      {"limit=0", "limit bad_value"},
      {"limit=1001", "limit bad_value"},
      {"limit=-1", "limit bad_value"},
      {"limit=%2B5", "limit bad_value"},
      {"limit=5x", "limit bad_value"},
      {"limit=%205", "limit bad_value"},
      {"limit=5.0", "limit bad_value"},
      {"limit=99999999999999999999", "limit bad_value"},
      {"limit=", "limit bad_value"},
      {"sort=", "sort empty_value"},
      {"cursor=", "cursor empty_value"},
      {"route=", "route empty_value"},
      {"not_route=", "not_route empty_value"},
      {"limit=5&limit=6", "limit given_twice"},
      {"sort=id&sort=id", "sort given_twice"},
      {"cursor=a&cursor=b", "cursor given_twice"},
      {"from=2026-08-10&from=2026-08-10", "from given_twice"},
      {"not_from=2026-08-10", "limit=50 sort= cursor="},
      {"limit=x&route=&sort=", "sort empty_value limit bad_value route empty_value"},
  }));
  CHECK(read(given) == outcome);
}

TEST_CASE("a query is encoded so that it reads back as it was", "[api]") {
  CHECK(api::encode_query({}).empty());
  CHECK(api::encode_query({{"q", "a b&c=d"}, {"not_cpv", "85"}}) == "q=a%20b%26c%3Dd&not_cpv=85");
  CHECK(api::encode_query({{"q", "é+~-._/?#%"}}) == "q=%C3%A9%2B~-._%2F%3F%23%25");
}

TEST_CASE("group_by takes names with commas between and given again, and its default when left out", "[api]") {
  persistence::ReportInfo report;
  report.default_group_by = {"year"};
  const auto [given, names] = GENERATE(table<std::string, std::vector<std::string>>({
      {"", {"year"}},
      {"route=a", {"year"}},
      {"group_by=a", {"a"}},
      {"group_by=a,b", {"a", "b"}},
      {"group_by=a&group_by=b,c", {"a", "b", "c"}},
      {"group_by=", {""}},
      {"group_by=a,", {"a", ""}},
      {"group_by=,a", {"", "a"}},
  }));
  CHECK(api::group_by(report, request("GET", "/report?" + given).query) == names);
}
