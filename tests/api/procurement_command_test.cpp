// `openward procurement`: the same steps, and the same refusals, on the command line.

#include "tests/api/program.h"
#include "tests/support/catch.h"
#include "tests/support/databases.h"

using namespace openward::test; // NOLINT(google-build-using-namespace): a test file

namespace {

/// The program on one database with the reference data.
struct CommandLine {
  explicit CommandLine(openward::persistence::Backend backend) : url(fresh_url(backend)) {
    REQUIRE(run({"--database", url, "demo"}).status == 0);
  }
  Ended procurement(std::vector<std::string> words) const {
    words.insert(words.begin(), {"--database", url, "procurement"});
    return run(words);
  }
  std::string url;
};

std::vector<std::string> opening(const std::string& began) {
  return {"open",      "--commissioner", "ods:QHM",        "--title",  "Community audiology", "--cpv",   "85121000", "--estimate",
          "310000.00", "--process",      "direct_award_c", "--choice", "among_c_msp_cp",      "--began", began,      "--format",
          "json"};
}

} // namespace

TEST_CASE("a procurement is run on the command line, each step in a process of its own", "[api]") {
  const CommandLine cli(GENERATE(from_range(backends())));
  const Ended opened = cli.procurement(opening("2026-03-02"));
  INFO(opened.err);
  REQUIRE(opened.status == 0);
  const std::string ocid = at(json(opened.out), "/ocid");
  const auto done = [&](std::vector<std::string> words) {
    words.insert(words.begin() + 1, ocid);
    const Ended ended = cli.procurement(words);
    INFO(words.front() << ": " << ended.err);
    REQUIRE(ended.status == 0);
    return ended.out;
  };
  done({"step", "decide", "--on", "2026-03-03", "--note", "Panel of three"});
  CHECK_THAT(done({"publish"}), ContainsSubstring(ocid + "  published"));
  done({"notice", "--kind", "intention_to_award", "--submitted-on", "2026-03-03", "--published-on", "2026-03-04", "--reference",
        "000117-2026"});
  done({"step", "begin_standstill", "--on", "2026-03-05"});
  done({"representation", "--provider", "Marsh Hearing CIC", "--received-on", "2026-03-10"});
  done({"step", "decide_to_abandon", "--on", "2026-03-12"});
  done({"step", "communicate_further_decision", "--on", "2026-03-12"});
  done({"step", "end_standstill", "--on", "2026-03-19"});
  const std::string shown = done({"show"});
  INFO(shown);
  CHECK_THAT(shown, ContainsSubstring("state    abandonment_due"));
  CHECK_THAT(shown, ContainsSubstring("2026-03-10  receive_representation  Marsh Hearing CIC -> under_review"));
  CHECK_THAT(shown, ContainsSubstring("allowed  submit_abandonment_notice"));
  CHECK_THAT(shown, ContainsSubstring("due      the abandonment notice, by 2026-04-18"));
  done({"procedures", "--because", "switch", "--process", "competitive_process", "--began", "2026-03-20"});
  const auto told = json(done({"show", "--format", "json"}));
  CHECK(at(told, "/procedures/1/switched_from") == "direct_award_c");
  CHECK(at(told, "/procedures/1/allowed/0") == "set_award_criteria");
  done({"abandon", "--decided-on", "2026-03-21", "--procedure", at(told, "/procedures/1/id")});
  CHECK(run({"--database", cli.url, "check"}).status == 0);
}

TEST_CASE("a refused step is told on the command line with the rule and the steps that are allowed", "[api]") {
  const CommandLine cli(openward::persistence::Backend::sqlite);
  const std::string ocid = at(json(cli.procurement(opening("2026-03-02")).out), "/ocid");
  const Ended refused = cli.procurement({"step", ocid, "enter_contract", "--on", "2026-03-18"});
  CHECK(refused.status == 1);
  CHECK(refused.out.empty());
  CHECK_THAT(refused.err, ContainsSubstring("reg 12(1)") && ContainsSubstring("allowed now: decide, decide_to_abandon"));
  CHECK(cli.procurement({"step", ocid, "fly", "--on", "2026-03-18"}).status == 1);
  CHECK(cli.procurement({"step", ocid, "decide"}).status == 1);
  CHECK(cli.procurement({"step", ocid, "decide", "--on", "2026-02-30"}).status == 1);
  CHECK(cli.procurement({"step", "ocds-nowhere-1", "decide", "--on", "2026-03-03"}).status == 1);
  CHECK(cli.procurement({"show", "ocds-nowhere-1"}).status == 1);
  CHECK(cli.procurement({"open", "--title", "Nothing else"}).status == 1);
  CHECK(cli.procurement({"step", ocid}).status == 2);
  CHECK(cli.procurement({"leap", ocid}).status == 2);
  CHECK(at(json(cli.procurement({"show", ocid, "--format", "json"}).out), "/version") == "1");
}
