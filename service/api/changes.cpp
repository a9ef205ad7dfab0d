#include "service/api/changes.h"

#include "persistence/feed.h"
#include "persistence/repositories.h"
#include "service/api/access.h"
#include "service/api/change_values.h"
#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/render/json.h"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace openward::api {

using http::Response;
using render::Json;

namespace {

constexpr std::int64_t longest_wait = 60; // seconds: the proxy of docs/operating.md waits 75 for an answer to begin
constexpr std::string_view withheld_body = R"({"withheld":true})";

/// What only those who may see drafts are told: what stands in a draft, also in one that was cancelled as a draft, and who holds a token.
bool confidential(std::string_view type, std::string_view body) {
  if (type == "award.drafted" || type == "procurement.opened" || type.starts_with("token.")) return true;
  if (type.starts_with("procurement.") && body.find(R"("state":"draft")") != std::string_view::npos) return true;
  return type == "award.cancelled" && body.find(R"("recorded":true)") != std::string_view::npos &&
         body.find(R"("published_at":)") == std::string_view::npos;
}

/// What of an event is not for this caller. Events that may name a person are for curators and auditors. What an event says stays as it was
/// said, also when it was found out later that a name in it is that of a person: so it is asked of the register as it is now.
class Withheld {
 public:
  Withheld(persistence::Session& s, bool drafts_too)
      : drafts_too_(drafts_too),
        records_(persistence::sight_of(s) == persistence::Sight::in_full ? persistence::RecordsOfPeople({}) : records_of_people(s)) {}
  bool holds(const Event& event) const { return holds(event.type, event.subject, event.body); }
  bool holds(std::string_view type, std::string_view subject, std::string_view body) const {
    return (!drafts_too_ && confidential(type, body)) || records_.has(subject) || records_.stand_in(body);
  }

 private:
  bool drafts_too_;
  persistence::RecordsOfPeople records_;
};

/// The values of what changed. Beside what is withheld a record shows all that it says: what of it is new would tell what it was.
void write_values(Json& out, const persistence::Change& change, const Withheld& hidden) {
  const Event& event = change.event;
  const auto values = [&](std::string_view before, std::string_view after) {
    before.empty() ? out.key("before").null() : out.key("before").raw(before);
    after.empty() ? out.key("after").null() : out.key("after").raw(after);
  };
  if (persistence::record_told_by(event.type).empty()) return values({}, {});
  const bool is_hidden = hidden.holds(event);
  if (!change.before) return values({}, is_hidden ? withheld_body : std::string_view(event.body));
  if (is_hidden) return values(withheld_body, withheld_body);
  if (hidden.holds(change.before->type, event.subject, change.before->body)) return values(withheld_body, event.body);
  const ChangedValues differing = changed_values(change.before->body, event.body);
  values(differing.before, differing.after);
}

/// A withheld event keeps its place, so that the feed has no gap.
void write_change(Json& out, const persistence::Change& change, const Withheld& hidden) {
  const Event& event = change.event;
  const bool is_hidden = hidden.holds(event);
  out.object()
      .member("seq", event.seq)
      .member("recorded_at", event.recorded_at.iso())
      .member("type", event.type)
      .member("subject", event.subject);
  out.member("version", event.version).member("actor", is_hidden ? std::string() : event.actor);
  out.key("body").raw(is_hidden ? withheld_body : std::string_view(event.body));
  write_values(out, change, hidden);
  out.end_object();
}

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

struct Asked {
  std::int64_t since = 0;
  std::int64_t limit = 100;
  std::int64_t wait = 0; // seconds
};

Result<Asked> asked(const http::Request& request) {
  Asked out;
  std::vector<Fault> faults;
  for (const auto& [name, value] : request.query) {
    const auto given = number(value);
    if (!given) faults.push_back({name, "bad_value", name + " is a whole number of zero or more."});
    const auto n =
        std::count_if(request.query.begin(), request.query.end(), [&, &wanted = name](const auto& p) { return p.first == wanted; });
    if (n > 1) faults.push_back({name, "given_twice", name + " takes one value."});
    if (!given) continue;
    if (name == "since") out.since = *given;
    if (name == "limit") out.limit = *given;
    if (name == "wait") out.wait = *given;
  }
  if (out.limit < 1 || out.limit > 1000) faults.push_back({"limit", "bad_value", "limit is a whole number from 1 to 1000."});
  if (out.wait > longest_wait) faults.push_back({"wait", "bad_value", "wait is a whole number of seconds from 0 to 60."});
  if (!faults.empty()) return invalid("A parameter cannot be understood.", std::move(faults));
  return out;
}

/// Where the feed goes on: the same question, from the last number that was given.
std::string next_address(const Asked& a, std::int64_t since) {
  http::Parameters query{{"since", std::to_string(since)}, {"limit", std::to_string(a.limit)}};
  if (a.wait > 0) query.emplace_back("wait", std::to_string(a.wait));
  return "/v1/changes?" + encode_query(query);
}

struct Read {
  std::string body;
  bool nothing_new = false;
};

Result<Read> read_changes(const Call& call, const Asked& a) {
  return reading(call, [&](persistence::Session& s) -> Result<Read> {
    const auto changes = persistence::changes_since(s, a.since, static_cast<int>(a.limit));
    Json out;
    out.object().key("data").array();
    if (!changes.empty()) {
      const Withheld hidden(s, static_cast<bool>(may_see_drafts(call, s)));
      for (const persistence::Change& change : changes) write_change(out, change, hidden);
    }
    out.end_array().member("next", next_address(a, changes.empty() ? a.since : changes.back().event.seq));
    out.member("seq", persistence::last_seq(s)).end_object();
    return Read{out.take(), changes.empty()};
  });
}

/// With wait, and nothing to tell yet, the answer is put off: see http::Wait. It is asked for again when there is something, or at the end.
Response changes(const Call& call) {
  const auto a = asked(call.request);
  if (!a) return refuse(call, a.error());
  auto read = read_changes(call, *a);
  if (!read) return refuse(call, read.error());
  if (!read->nothing_new || a->wait == 0 || !call.request.may_wait) return tagged_json(call, std::move(read->body));
  Response later;
  later.wait = http::Wait{a->since, std::chrono::seconds(a->wait)};
  return later;
}

Response award_history(const Call& call) {
  const std::string& id = call.values.front();
  auto body = reading(call, [&](persistence::Session& s) -> Result<std::string> {
    if (auto award = visible(call, s, "awards", id); !award) return award.error();
    Json out;
    out.object().key("data").array();
    const Withheld hidden(s, static_cast<bool>(may_see_drafts(call, s)));
    for (const persistence::Change& change : persistence::changes_of(s, id)) write_change(out, change, hidden);
    out.end_array().end_object();
    return out.take();
  });
  if (!body) return refuse(call, body.error());
  return tagged_json(call, std::move(*body));
}

} // namespace

std::vector<Route> change_routes() {
  return {
      {"GET", "/v1/changes", "list_changes", changes, {"since", "limit", "wait"}, false, false},
      {"GET", "/v1/awards/{id}/history", "award_history", award_history, {}, false, false},
  };
}

} // namespace openward::api
