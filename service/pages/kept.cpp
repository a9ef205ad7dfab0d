#include "service/pages/kept.h"

#include "service/api/access.h"
#include "service/api/ocds.h"
#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/pages/card.h"

#include <string>
#include <utility>

namespace openward::pages {

using http::Response;
using persistence::Session;

namespace {

struct Asked {
  std::int64_t seq = 0;
  std::string question; // all that makes two answers of one number differ
};

Result<Asked> asked_in(const api::Call& call, Session& s) {
  const bool in_full = persistence::sight_of(s) == persistence::Sight::in_full;
  return Asked{persistence::last_seq(s), api::base_address(call.request) + (wants_card(call.request) ? " card " : " page ") +
                                             (in_full ? "full " : "") + london_date(call.app.clock()).iso() + " " + call.request.path +
                                             "?" + api::encode_query(call.request.query)};
}

} // namespace

MakesPage kept(MakesPage make) {
  return [make = std::move(make)](const api::Call& call) {
    const auto asked = api::reading(call, [&](Session& s) { return asked_in(call, s); });
    if (!asked) return api::refuse(call, asked.error());
    if (const auto before = call.app.kept_pages->find(asked->seq, asked->question)) {
      const std::string etag = api::etag_of(before->body);
      return api::none_match(call.request, etag) ? api::not_modified(etag) : *before;
    }
    // What is made may be of a later number: nobody asks at this one any more then.
    const Response made = make(call);
    if (made.status == 200) call.app.kept_pages->keep(asked->seq, asked->question, made);
    return made;
  };
}

} // namespace openward::pages
