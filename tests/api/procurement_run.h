#pragma once
// A procurement that is run over the API in a test; each request goes out with the entity tag that was read last. One thread.

#include "tests/api/recorder.h"
#include "tests/support/catch.h"

#include <string>
#include <vector>

namespace openward::test {

using Lines = std::vector<std::string>;

inline std::string opening(const std::string& process, const std::string& choice, const std::string& began = "2026-01-05") {
  return R"({"commissioner":"ods:QHM","title":"Community audiology","reference":"EX-9","cpv":["85121000"],)"
         R"("estimate":{"amount":"310000.00","vat":"excluded"},"process":")" +
         process + R"(","choice":")" + choice + R"(","began":")" + began + "\"}";
}

class Run {
 public:
  Run(Recorder& recorder, const std::string& body) : recorder_(recorder) {
    const RawAnswer opened = recorder.post("/v1/procurements", body);
    INFO(opened.body);
    REQUIRE(opened.status == 201);
    address = opened.header("location");
    REQUIRE(address.rfind("/v1/procurements/ocds-openward-", 0) == 0);
    seen_ = opened;
  }
  RawAnswer send(const std::string& path, const std::string& body) {
    RawAnswer answer = recorder_.post(address + path, body, if_match(seen_));
    if (answer.status < 300) seen_ = answer;
    return answer;
  }
  RawAnswer step(const std::string& step, const std::string& on, const std::string& more = {}) {
    return send("/steps", R"({"step":")" + step + R"(","on":")" + on + "\"" + more + "}");
  }
  /// Steps that are taken, written "decide 2026-03-03".
  void take(const Lines& steps) {
    for (const std::string& text : steps) {
      const auto space = text.find(' ');
      const RawAnswer taken = step(text.substr(0, space), text.substr(space + 1));
      INFO(text << ": " << taken.body);
      REQUIRE(taken.status == 201);
    }
  }
  /// "direct_award_c awarded" of one of its procedures, as the last answer told it.
  std::string state(int procedure = 0) const {
    const std::string one = "/procedures/" + std::to_string(procedure);
    const auto body = json(seen_.body);
    return at(body, (one + "/process").c_str()) + " " + at(body, (one + "/state").c_str());
  }
  std::string told(const std::string& pointer) const { return at(json(seen_.body), pointer.c_str()); }
  std::string ocid() const { return address.substr(std::string("/v1/procurements/").size()); }

  std::string address;

 private:
  Recorder& recorder_;
  RawAnswer seen_;
};

inline const Lines c_to_the_standstill{"decide 2026-03-03", "submit_intention_to_award_notice 2026-03-03",
                                       "publish_intention_to_award_notice 2026-03-04", "begin_standstill 2026-03-05"};

inline std::string award_in(const std::string& ocid, const std::string& more = {}) {
  return R"({"title":"Community audiology","cpv":["85121000"],"procurement":")" + ocid +
         R"(","providers":[{"name":"Invented Hearing Care Ltd","identifier":"coh:01234567"}],)"
         R"("value":{"amount":"300000","vat":"excluded","kind":"lifetime"},"starts":"2026-04-01","ends":"2028-03-31")" +
         more + "}";
}

} // namespace openward::test
