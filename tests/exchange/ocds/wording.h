#pragma once
// One sentence on one form of Find a Tender, and what its author meant. Plain functions.

#include "tests/exchange/ocds/notices.h"

#include <string>

namespace openward::test {

/// Which form of Find a Tender the words are published on.
enum class On { award_form, corrigendum, planning_form, tender_form, modification_form };

inline Draft draft_on(On form, const std::string& words) {
  Draft d;
  switch (form) {
  case On::award_form:
    d.statement = words;
    break;
  case On::corrigendum:
    d.tags = R"("tenderUpdate")";
    d.statement = "This is a Provider Selection Regime (PSR) intention to award notice. This contract has not yet formally been awarded.";
    d.amendment = words;
    d.replaced = "This contract has not yet formally been awarded.";
    d.award = false;
    break;
  case On::planning_form:
    d.tags = R"("planning")";
    d.method = d.details = "";
    d.description = words;
    d.award = false;
    break;
  case On::tender_form:
    d.tags = R"("tender")";
    d.method = "open";
    d.details = "Open procedure";
    d.description = words;
    d.award = false;
    break;
  case On::modification_form:
    d.tags = R"("awardUpdate","contractUpdate")";
    d.statement = words;
    break;
  }
  return d;
}

struct Wording {
  On form;
  std::string words;
  NoticeKind kind;
  Route route;
  bool counted;
};

inline void check(const Wording& w) {
  const auto notice = draft_on(w.form, w.words).read();
  std::string grounds;
  for (const auto& g : notice.grounds) grounds += "\n    " + g.field + ": " + g.words;
  INFO(w.words << grounds);
  CHECK(to_string(notice.regime) == "psr");
  CHECK(to_string(notice.kind) == to_string(w.kind));
  CHECK(to_string(notice.route) == to_string(w.route));
  CHECK(notice.makes_award == w.counted);
}

} // namespace openward::test
