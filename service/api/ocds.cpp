#include "service/api/ocds.h"

#include "domain/text.h"
#include "exchange/ocds/write/package.h"
#include "service/api/access.h"
#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/api/spool.h"
#include "service/app/ocds.h"

#include <algorithm>
#include <charconv>

namespace openward::api {

using exchange::PackageHead;
using exchange::PackageOf;
using exchange::PackageTail;
using http::Response;
using persistence::PublicProcurement;
using persistence::Session;

namespace {

constexpr std::int64_t most_releases = 1000;
constexpr std::size_t most_in_memory = std::size_t{1} << 20;

/// A package on its way out: a small one in memory, a large one in a temporary file. It is whole before the first byte is sent, so that a
/// fault is an error and not half a package.
class Outgoing {
 public:
  Result<> write(std::string_view text) {
    if (!spool_ && small_.size() + text.size() <= most_in_memory) {
      small_ += text;
      return Done{};
    }
    if (!spool_) {
      auto made = Spool::create();
      if (!made) return made.error();
      spool_.emplace(*std::move(made));
      if (auto done = spool_->write(small_); !done) return done;
      small_.clear();
    }
    return spool_->write(text);
  }
  void give_to(Response& response) {
    if (spool_) {
      spool_->give_to(response);
    } else {
      response.body = std::move(small_);
    }
  }

 private:
  std::string small_;
  std::optional<Spool> spool_;
};

std::string address_of(const Call& call, const http::Parameters& query) {
  const std::string words = encode_query(query);
  return base_address(call.request) + call.request.path + (words.empty() ? "" : "?" + words);
}

PackageHead head_of(const Call& call, Instant published) {
  return {base_address(call.request), address_of(call, call.request.query), published};
}

struct PageAsked {
  std::int64_t limit = 100;
  std::string cursor;
  bool versioned = false;
};

Result<bool> versioned(const http::Parameters& query) {
  const auto word = value_of(query, "versioned");
  if (!word) return word.error();
  if (word->empty() || *word == "false") return false;
  if (*word == "true") return true;
  return invalid_at("versioned", "bad_value", "versioned is true or false.");
}

Result<PageAsked> page_asked(const http::Parameters& query) {
  PageAsked asked;
  const auto limit = value_of(query, "limit");
  if (!limit) return limit.error();
  if (!limit->empty()) {
    const char* const end = limit->data() + limit->size();
    const auto [at, fault] = std::from_chars(limit->data(), end, asked.limit);
    if (fault != std::errc{} || at != end || asked.limit < 1 || asked.limit > most_releases) {
      return invalid_at("limit", "bad_value", "limit is a whole number from 1 to " + std::to_string(most_releases) + ".");
    }
  }
  auto cursor = value_of(query, "cursor");
  if (!cursor) return cursor.error();
  asked.cursor = *std::move(cursor);
  const auto with_versions = versioned(query);
  if (!with_versions) return with_versions.error();
  asked.versioned = *with_versions;
  return asked;
}

/// What a page shows depends on its address, on the register's sequence number, and on who may read the names of people.
std::string page_etag(const Call& call, Session& s) {
  return etag_of(std::to_string(persistence::last_seq(s)) + " " + call.app.version + " " + address_of(call, call.request.query) +
                 (persistence::sight_of(s) == persistence::Sight::in_full ? " full" : ""));
}

std::string next_address(const Call& call, const std::string& cursor) {
  http::Parameters query = call.request.query;
  std::erase_if(query, [](const auto& parameter) { return parameter.first == "cursor"; });
  query.emplace_back("cursor", cursor);
  return address_of(call, query);
}

Response page_of(const Call& call, PackageOf what) {
  const auto asked = page_asked(call.request.query);
  if (!asked) return refuse(call, asked.error());
  auto filters = filter_terms(persistence::release_filters(), call.request.query);
  if (!filters) return refuse(call, filters.error());
  Outgoing package;
  std::int64_t total = 0;
  std::string etag;
  std::string next;
  auto unchanged = reading(call, [&](Session& s) -> Result<bool> {
    etag = page_etag(call, s);
    if (none_match(call.request, etag)) return true;
    app::OcdsReader reader(s, *filters);
    const auto counted = what == PackageOf::releases ? reader.count_releases() : reader.count_records();
    if (!counted) return counted.error();
    total = *counted;
    const Instant published = reader.last_change().value_or(call.app.clock());
    if (auto done = package.write(package_opening(what, head_of(call, published))); !done) return done.error();
    bool first = true;
    const auto sink = [&](std::string_view json) -> Result<> {
      if (!first) {
        if (auto done = package.write(","); !done) return done;
      }
      first = false;
      return package.write(json);
    };
    auto page = what == PackageOf::releases ? reader.releases(asked->cursor, asked->limit, sink)
                                            : reader.records(asked->cursor, asked->limit, asked->versioned, sink);
    if (!page) return page.error();
    if (!page->next.empty()) next = next_address(call, page->next);
    if (auto done = package.write(package_closing(PackageTail{next, std::move(page->synthetic), page->withheld})); !done)
      return done.error();
    return false;
  });
  if (!unchanged) return refuse(call, unchanged.error());
  if (*unchanged) return not_modified(etag);
  Response response;
  response.media_type = "application/json";
  response.set_header("ETag", etag);
  response.set_header("X-Total-Count", std::to_string(total));
  if (!next.empty()) response.set_header("Link", "<" + next + ">; rel=\"next\"");
  package.give_to(response);
  return response;
}

Error withheld_whole(std::string_view id) {
  return Error{ErrorKind::forbidden,
               "The releases of " + std::string(id) +
                   " name a person who was awarded something. They are for curators and auditors: ask with such a token.",
               {},
               {}};
}

/// A package about one procurement: `list` is what stands between its brackets.
std::string package_about(const Call& call, PackageOf what, const PublicProcurement& of, const app::OcdsReleases& held,
                          const std::string& list) {
  Instant published;
  for (const app::OcdsRelease& one : held.releases) published = std::max(published, one.date);
  PackageTail tail;
  if (of.synthetic) tail.synthetic.insert(of.ocid);
  tail.withheld = held.withheld;
  return package_opening(what, head_of(call, published)) + list + package_closing(tail);
}

Response record(const Call& call) {
  const auto with_versions = versioned(call.request.query);
  if (!with_versions) return refuse(call, with_versions.error());
  const std::string& ocid = call.values.front();
  auto body = reading(call, [&](Session& s) -> Result<std::string> {
    const auto found = persistence::public_procurement(s, ocid);
    if (!found) return no_such_record("procurements", ocid);
    app::OcdsReader reader(s);
    const auto held = reader.releases_of(*found);
    if (!held) return held.error();
    if (held->releases.empty()) return withheld_whole(ocid);
    const auto text = app::OcdsReader::record_of(ocid, held->releases, *with_versions);
    if (!text) return text.error();
    return package_about(call, PackageOf::records, *found, *held, *text);
  });
  if (!body) return refuse(call, body.error());
  return tagged_json(call, *std::move(body));
}

Response releases_of_award(const Call& call) {
  const std::string& id = call.values.front();
  auto body = reading(call, [&](Session& s) -> Result<std::string> {
    const auto found = persistence::procurement_of_award(s, id);
    if (!found) return no_such_record("awards", id);
    app::OcdsReader reader(s);
    const auto held = reader.releases_of_award(*found, id);
    if (!held) return held.error();
    if (held->releases.empty()) return withheld_whole(id);
    std::string list;
    for (const app::OcdsRelease& one : held->releases) list += (list.empty() ? "" : ",") + one.json;
    return package_about(call, PackageOf::releases, *found, *held, list);
  });
  if (!body) return refuse(call, body.error());
  return tagged_json(call, *std::move(body));
}

} // namespace

std::string base_address(const http::Request& request) {
  const std::string_view host = request.header("host");
  const bool plain = !host.empty() && host.size() <= 255 && std::all_of(host.begin(), host.end(), [](char c) {
    return detail::is_digit(c) || detail::is_lower(c) || detail::is_upper(c) || c == '.' || c == '-' || c == ':';
  });
  const std::string scheme = request.header("x-forwarded-proto") == "https" ? "https" : "http";
  return scheme + "://" + (plain ? std::string(host) : std::string("localhost"));
}

std::vector<Route> ocds_routes() {
  std::vector<std::string> of_releases = filter_names(persistence::release_filters());
  of_releases.insert(of_releases.end(), {"limit", "cursor"});
  std::vector<std::string> of_records = of_releases;
  of_records.emplace_back("versioned");
  return {{"GET", "/v1/awards/{id}/ocds", "award_ocds", releases_of_award, {}, false, false},
          {"GET", "/v1/procurements/{id}/ocds", "procurement_ocds", record, {"versioned"}, false, false},
          {"GET", "/ocds/releases", "ocds_releases", [](const Call& call) { return page_of(call, PackageOf::releases); },
           std::move(of_releases), false, false},
          {"GET", "/ocds/records", "ocds_records", [](const Call& call) { return page_of(call, PackageOf::records); },
           std::move(of_records), false, false},
          {"GET", "/ocds/records/{id}", "ocds_record", record, {"versioned"}, false, false}};
}

} // namespace openward::api
