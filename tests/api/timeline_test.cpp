// The timeline of a procurement, from outside: over HTTP and on the command line, from notices of our own.

#include "tests/api/procurement_run.h"

#include <algorithm>
#include <map>
#include <memory>

using namespace openward::test; // NOLINT(google-build-using-namespace): a test file

namespace {

constexpr const char* kDirect = "ocds-timeline-0001";
constexpr const char* kSuitable = "ocds-timeline-0002";
constexpr const char* kOtherLaw = "ocds-timeline-0003";
constexpr const char* kSigned = "ocds-timeline-0004";

struct Release {
  std::string ocid;
  std::string id;
  std::string date;
  std::string words;
  std::string method = "limited";
  std::string award_date{};
  std::string signed_on{};
};

/// A notice of an invented board on the old form, on which notices of the Regime are published.
std::string text_of(const Release& r) {
  const std::string dated = r.award_date.empty() ? "" : R"(,"date":")" + r.award_date + R"(T00:00:00+01:00")";
  const std::string on_contract = r.signed_on.empty() ? "" : R"(,"dateSigned":")" + r.signed_on + R"(T00:00:00Z")";
  return R"({"ocid":")" + r.ocid + R"(","id":")" + r.id + R"(","date":")" + r.date +
         R"(","tag":["award","contract"],"language":"en","initiationType":"tender","tender":{"id":")" + r.ocid +
         R"(","title":"Invented podiatry",)"
         R"("legalBasis":{"id":"32014L0024","scheme":"CELEX"},"classification":{"scheme":"CPV","id":"85323000"},)"
         R"("description":")" +
         r.words + R"(","procurementMethod":")" + r.method +
         R"("},"parties":[{"id":"B","name":"Invented Valley Integrated Care Board","roles":["buyer"]},)"
         R"({"id":"S","name":"Invented Feet C.I.C.","roles":["supplier"]}],"buyer":{"id":"B","name":"Invented Valley Integrated Care Board"},)"
         R"("awards":[{"id":")" +
         r.id + R"(-1","status":"active","title":"Invented podiatry","suppliers":[{"id":"S","name":"Invented Feet C.I.C."}])" + dated +
         R"(}],"contracts":[{"id":")" + r.id + R"(-1","awardID":")" + r.id + R"(-1","status":"active")" + on_contract +
         R"(,"value":{"amount":300000,"currency":"GBP"},)"
         R"("period":{"startDate":"2025-09-01T00:00:00+01:00","endDate":"2027-08-31T23:59:59+01:00"}}]})";
}

std::string notices() {
  const std::vector<Release> all{
      {kDirect, "000001-2025", "2025-06-30T15:07:00+01:00",
       "This is a Provider Selection Regime (PSR) intention to award notice using Direct Award Process C. The contract has not yet been "
       "formally awarded. Representations must be made by 9 July 2025."},
      {kDirect, "000002-2025", "2025-09-10T10:00:00+01:00",
       "This is a Provider Selection Regime (PSR) confirmation of contract award notice. This contract has now been formally awarded using "
       "Direct Award Process C.",
       "limited", "2025-07-23"},
      {kSuitable, "000003-2026", "2026-06-30T23:30:00Z",
       "This is a Provider Selection Regime (PSR) intention to award notice using the Most Suitable Provider Process. The contract has not "
       "yet been formally awarded."},
      {kOtherLaw, "000004-2023", "2023-05-02T10:00:00+01:00", "A contract for podiatry.", "open", "2023-04-20"},
      {kSigned, "000005-2026", "2026-02-10T10:00:00Z",
       "This is a Provider Selection Regime (PSR) confirmation of contract award notice. This contract has now been formally awarded using "
       "Direct Award Process A.",
       "limited", "", "2025-12-01"},
  };
  std::string out = R"({"version":"1.1","releases":[)";
  for (const Release& release : all) out += (release.id == all.front().id ? "" : ",") + text_of(release);
  return out + "]}";
}

std::string imported(openward::persistence::Backend backend) {
  const std::string url = fresh_url(backend);
  const TemporaryFolder folder;
  const Ended ended = run({"--database", url, "import", folder.write("notices.json", notices())});
  INFO(ended.out << ended.err);
  REQUIRE(ended.status == 0);
  return url;
}

struct Register {
  std::string url;
  std::unique_ptr<Serving> serving;
};

/// One for each database: these tests change nothing.
const Register& a_register(openward::persistence::Backend backend) {
  static std::map<openward::persistence::Backend, Register> made;
  Register& one = made[backend];
  if (!one.serving) {
    one.url = imported(backend);
    one.serving = std::make_unique<Serving>(one.url);
  }
  return one;
}

std::string address(const std::string& ocid, const std::string& query) { return "/v1/procurements/" + ocid + "/timeline" + query; }

/// "2025-07-11 happened standstill_ends", one a line.
std::string in_short(const rapidjson::Document& timeline) {
  std::string out;
  for (const auto& entry : timeline["entries"].GetArray())
    out += at(entry, "/on") + " " + at(entry, "/standing") + " " + at(entry, "/what") + "\n";
  return out;
}

std::string of_entry(const rapidjson::Document& timeline, const std::string& what, const char* pointer) {
  for (const auto& entry : timeline["entries"].GetArray()) {
    if (at(entry, "/what") == what) return at(entry, pointer);
  }
  return "(no such entry)";
}

} // namespace

TEST_CASE("the timeline of imported notices tells what happened, what follows from it and what came late", "[api]") {
  const Register& reg = a_register(GENERATE(from_range(backends())));
  const RawAnswer answer = get(reg.serving->port(), address(kDirect, "?on=2025-10-01"));
  INFO(answer.body);
  REQUIRE(answer.status == 200);
  const auto timeline = json(answer.body);
  CHECK(at(timeline, "/ocid") == kDirect);
  CHECK(at(timeline, "/regime") == "psr");
  CHECK(at(timeline, "/route") == "direct_award_c");
  CHECK(at(timeline, "/on") == "2025-10-01");
  CHECK(in_short(timeline) == "2025-06-30 happened intention_to_award_published\n"
                              "2025-07-01 happened standstill_starts\n"
                              "2025-07-09 happened deadline_stated\n"
                              "2025-07-11 happened representations_close\n"
                              "2025-07-11 happened standstill_ends\n"
                              "2025-07-12 possible earliest_contract\n"
                              "2025-07-23 happened award_decided\n"
                              "2025-08-22 late award_notice_due\n"
                              "2025-09-01 happened contract_starts\n"
                              "2025-09-10 happened award_published\n"
                              "2026-09-30 due annual_summary_expected\n"
                              "2027-08-31 due contract_ends\n");
  CHECK(of_entry(timeline, "award_notice_due", "/citation") == "reg 9(10), (11)");
  CHECK(of_entry(timeline, "award_notice_due", "/source") == "000002-2025");
  CHECK_THAT(of_entry(timeline, "award_notice_due", "/words"), ContainsSubstring("19 days after the last day"));
  CHECK_THAT(of_entry(timeline, "deadline_stated", "/words"), ContainsSubstring("2 working days less"));
  CHECK(of_entry(timeline, "standstill_ends", "/notice_url") == "null");
  const std::string notice = of_entry(timeline, "award_published", "/notice_url");
  CHECK(notice == "/v1/notices/ocds-timeline-0001~000002-2025");
  CHECK(get(reg.serving->port(), notice).status == 200);
}

TEST_CASE("the timeline as it stood on a day leaves out what came later", "[api]") {
  const Register& reg = a_register(GENERATE(from_range(backends())));
  const auto timeline = json(get(reg.serving->port(), address(kDirect, "?on=2025-07-05")).body);
  CHECK(in_short(timeline) == "2025-06-30 happened intention_to_award_published\n"
                              "2025-07-01 happened standstill_starts\n"
                              "2025-07-09 due deadline_stated\n"
                              "2025-07-11 due representations_close\n"
                              "2025-07-11 due standstill_ends\n"
                              "2025-07-12 possible earliest_contract\n");
  CHECK(at(json(get(reg.serving->port(), address(kDirect, "?on=2025-06-29")).body), "/entries/0") == "(absent)");
}

TEST_CASE("a notice of half past eleven in the evening of UTC in summer begins a standstill two days on", "[api]") {
  const Register& reg = a_register(GENERATE(from_range(backends())));
  const auto timeline = json(get(reg.serving->port(), address(kSuitable, "?on=2026-07-02")).body);
  CHECK(of_entry(timeline, "intention_to_award_published", "/on") == "2026-07-01");
  CHECK(of_entry(timeline, "standstill_starts", "/on") == "2026-07-02");
  CHECK(of_entry(timeline, "standstill_ends", "/on") == "2026-07-14");
  CHECK(of_entry(timeline, "award_decided", "/on") == "(no such entry)");
  const auto a_year_on = json(get(reg.serving->port(), address(kSuitable, "?on=2027-07-02")).body);
  CHECK(of_entry(a_year_on, "intention_unconfirmed", "/on") == "2027-01-10");
}

TEST_CASE("an award notice that gives the day of signature alone is counted from it, as the rules count", "[api]") {
  const Register& reg = a_register(GENERATE(from_range(backends())));
  const auto timeline = json(get(reg.serving->port(), address(kSigned, "?on=2026-03-01")).body);
  CHECK(of_entry(timeline, "award_decided", "/on") == "2025-12-01");
  CHECK(of_entry(timeline, "award_notice_due", "/on") == "2025-12-31");
  CHECK(of_entry(timeline, "award_notice_due", "/standing") == "late");
}

TEST_CASE("a procurement under other law has its facts, no computed day, and a word of why", "[api]") {
  const Register& reg = a_register(GENERATE(from_range(backends())));
  const auto timeline = json(get(reg.serving->port(), address(kOtherLaw, "?on=2024-01-01")).body);
  CHECK(at(timeline, "/regime") == "pcr2015");
  CHECK(of_entry(timeline, "award_decided", "/on") == "2023-04-20");
  CHECK(of_entry(timeline, "award_notice_due", "/on") == "(no such entry)");
  CHECK_THAT(of_entry(timeline, "regulations_do_not_apply", "/words"), ContainsSubstring("pcr2015"));
}

TEST_CASE("a timeline seen already is answered with 304, and what cannot be meant is refused by name", "[api]") {
  const Register& reg = a_register(GENERATE(from_range(backends())));
  const auto port = reg.serving->port();
  const std::string one = address(kDirect, "?on=2025-10-01");
  const RawAnswer first = get(port, one);
  REQUIRE_FALSE(first.header("etag").empty());
  CHECK(get(port, one, "If-None-Match: " + first.header("etag") + "\r\n").status == 304);
  CHECK(get(port, address(kDirect, "?on=2025-07-05")).header("etag") != first.header("etag"));
  CHECK(ask(port, request_text("HEAD", one), true).header("etag") == first.header("etag"));
  for (const char* query : {"?on=yesterday", "?on=", "?on=2025-02-30", "?on=2025-10-01&on=2025-10-02", "?day=2025-10-01"}) {
    INFO(query);
    const RawAnswer refused = get(port, address(kDirect, query));
    CHECK(refused.status == 400);
    CHECK_THAT(refused.body, ContainsSubstring("\"on") || ContainsSubstring("Valid: on"));
  }
  const RawAnswer unknown = get(port, address("ocds-nobody-0001", ""));
  CHECK(unknown.status == 404);
  CHECK_THAT(unknown.body, ContainsSubstring("ocds-nobody-0001"));
  CHECK(get(port, address(kDirect, "")).status == 200);
}

TEST_CASE("the command gives the same timeline as the API, and a table of day, standing, words and citation", "[api]") {
  const Register& reg = a_register(GENERATE(from_range(backends())));
  const auto timeline = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"--database", reg.url, "timeline"});
    return run(more);
  };
  const Ended document = timeline({kDirect, "--on", "2025-10-01", "--format", "json"});
  CHECK(document.status == 0);
  CHECK(document.out == get(reg.serving->port(), address(kDirect, "?on=2025-10-01")).body + "\n");

  const Ended table = timeline({kDirect, "--on", "2025-10-01"});
  INFO(table.out);
  CHECK(table.status == 0);
  CHECK_THAT(table.out, ContainsSubstring("as it stood on 2025-10-01"));
  std::vector<std::size_t> columns;
  for (std::size_t from = 0; from < table.out.size();) {
    const auto end = table.out.find('\n', from);
    const std::string line = table.out.substr(from, end - from);
    CHECK(line.size() < 150);
    if (line.find("reg ") != std::string::npos && line.starts_with("2025")) columns.push_back(line.rfind("  reg "));
    from = end + 1;
  }
  REQUIRE(columns.size() > 5);
  CHECK(std::count(columns.begin(), columns.end(), columns.front()) == static_cast<std::ptrdiff_t>(columns.size()));
  CHECK_THAT(table.out, ContainsSubstring("2025-08-22  late      The notice of the award was published on 2025-09-10"));

  CHECK(timeline({kDirect, "--on", "soon"}).status == 1);
  CHECK_THAT(timeline({kDirect, "--on", "soon"}).err, ContainsSubstring("--on is a day, written like 2026-08-10"));
  const Ended unknown = timeline({"ocds-nobody-0001"});
  CHECK(unknown.status == 1);
  CHECK(unknown.out.empty());
  CHECK_THAT(unknown.err, ContainsSubstring("ocds-nobody-0001"));
  CHECK(timeline({}).status == 2);
  CHECK(timeline({kDirect, "--format", "xml"}).status == 2);
}

TEST_CASE("a procurement that is run in the register has its steps and its days, and as a draft it has them for its recorder alone",
          "[api]") {
  Recorder reg(GENERATE(from_range(backends())));
  Run c(reg, opening("direct_award_c", "among_c_msp_cp", "2026-03-02"));
  c.take(c_to_the_standstill);
  const std::string target = address(c.ocid(), "?on=2026-03-10");
  CHECK(reg.get(target).status == 404);
  const RawAnswer drafted = reg.get_as_recorder(target);
  INFO(drafted.body);
  REQUIRE(drafted.status == 200);
  CHECK(in_short(json(drafted.body)) == "2026-03-03 happened decide\n"
                                        "2026-03-03 happened submit_intention_to_award_notice\n"
                                        "2026-03-04 happened publish_intention_to_award_notice\n"
                                        "2026-03-05 happened begin_standstill\n"
                                        "2026-03-05 happened standstill_starts\n"
                                        "2026-03-17 due representations_close\n"
                                        "2026-03-17 due standstill_ends\n"
                                        "2026-03-18 possible earliest_contract\n");
  CHECK(of_entry(json(drafted.body), "begin_standstill", "/source") == "step 4");
  CHECK(of_entry(json(drafted.body), "begin_standstill", "/citation") == "reg 12(2)");

  REQUIRE(c.send("/publish", "").status == 200);
  c.take({"end_standstill 2026-03-17", "enter_contract 2026-03-18", "submit_award_notice 2026-04-20"});
  const RawAnswer told = reg.get(address(c.ocid(), "?on=2026-05-01"));
  REQUIRE(told.status == 200);
  CHECK(of_entry(json(told.body), "award_notice_due", "/on") == "2026-04-17");
  CHECK(of_entry(json(told.body), "award_notice_due", "/standing") == "late");
  CHECK_THAT(of_entry(json(told.body), "award_notice_due", "/words"),
             ContainsSubstring("submitted on 2026-04-20, 3 days after the last day"));
}

TEST_CASE("the procurement of a draft has no timeline for the public before the award is published", "[api]") {
  const std::string url = fresh_url(GENERATE(from_range(backends())));
  REQUIRE(run({"--database", url, "demo"}).status == 0);
  const std::string authorised = "Authorization: Bearer " + new_token(url, "recorder") + "\r\n";
  const Serving serving(url);
  const RawAnswer drafted = ask(serving.port(), request_text("POST", "/v1/awards", authorised + "Content-Type: application/json\r\n",
                                                             R"({"commissioner":"ods:QHM","title":"Invented audiology","cpv":["85121000"],)"
                                                             R"("route":"direct_award_a","providers":[{"name":"Invented Hearing Ltd"}],)"
                                                             R"("awarded_on":"2026-07-01","starts":"2026-08-01","ends":"2029-07-31"})"));
  INFO(drafted.body);
  REQUIRE(drafted.status == 201);
  const std::string ocid = at(json(drafted.body), "/ocid");
  CHECK(get(serving.port(), address(ocid, "")).status == 404);
  const RawAnswer published = ask(serving.port(), request_text("POST", drafted.header("location") + "/publish",
                                                               authorised + "If-Match: " + drafted.header("etag") + "\r\n", ""));
  INFO(published.body);
  REQUIRE(published.status == 200);
  const auto timeline = json(get(serving.port(), address(ocid, "?on=2026-07-15")).body);
  CHECK(of_entry(timeline, "award_decided", "/on") == "2026-07-01");
  CHECK(of_entry(timeline, "award_notice_due", "/on") == "2026-07-31");
  CHECK(of_entry(timeline, "award_notice_due", "/standing") == "due");
  CHECK(of_entry(timeline, "contract_ends", "/on") == "2029-07-31");
  // Publishing it here is no notice on the platform.
  const auto later = json(get(serving.port(), address(ocid, "?on=2026-10-01")).body);
  CHECK(of_entry(later, "award_notice_due", "/standing") == "late");
}
