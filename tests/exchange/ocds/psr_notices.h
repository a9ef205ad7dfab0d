#pragma once
// Notices under the Provider Selection Regime made of one invented sentence, and what was read of it. Plain functions.

#include "tests/exchange/ocds/notices.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace openward::test {

/// A notice on the award form whose description is `words`.
inline NoticeReading psr_notice(const std::string& words) {
  Draft draft;
  draft.statement = psr_sentence;
  draft.description = words;
  return draft.read();
}

inline NoticeReading urgent_notice(const std::string& words) {
  Draft draft;
  draft.statement = "This is a Provider Selection Regime (PSR) urgent award notice. " + psr_sentence;
  draft.description = words;
  return draft.read();
}

inline NoticeReading modification_notice(const std::string& words) {
  Draft draft;
  draft.tags = R"("awardUpdate","contractUpdate")";
  draft.statement = "This is a Provider Selection Regime (PSR) contract modification notice. " + psr_sentence;
  draft.description = words;
  return draft.read();
}

inline NoticeReading framework_notice(const std::string& words) {
  Draft draft;
  draft.statement = "The framework agreement has been concluded following the competitive process. " + psr_sentence;
  draft.description = words;
  draft.more_tender = R"(,"techniques":{"hasFrameworkAgreement":true,"frameworkAgreement":{}})";
  return draft.read();
}

inline const ContentReading& content_of(const NoticeReading& notice, std::string_view item) {
  const auto found = std::find_if(notice.contents.begin(), notice.contents.end(), [&](const auto& c) { return c.item == item; });
  REQUIRE(found != notice.contents.end());
  return *found;
}

inline std::string presence_of(const NoticeReading& notice, std::string_view item) {
  return std::string(to_string(content_of(notice, item).presence));
}

inline std::string presence_in(const std::string& words, std::string_view item) { return presence_of(psr_notice(words), item); }

inline const Ground* ground_of(const NoticeReading& notice, std::string_view field) {
  for (const auto& g : notice.grounds)
    if (g.field == field) return &g;
  return nullptr;
}

inline std::string yes_or_no(const std::optional<bool>& answer) { return answer ? (*answer ? "yes" : "no") : "unsaid"; }

} // namespace openward::test
