#include "service/app/ocds.h"

#include "exchange/ocds/merge/merge.h"
#include "exchange/ocds/write/own_releases.h"

#include <algorithm>
#include <charconv>
#include <map>

namespace openward::app {

using exchange::JsonValue;
using persistence::PublicProcurement;

namespace {

constexpr int rows_at_a_time = 200;

Error broken_cursor() {
  return invalid_at("cursor", "bad_cursor",
                    "The cursor is not one that this address gave. Leave it out, and follow links.next from there.");
}

int some_of(std::int64_t limit) { return static_cast<int>(std::min<std::int64_t>(limit, rows_at_a_time)); }

/// Each body is looked up once, however many releases name it.
auto cached_bodies(persistence::Session& s) {
  return [&s, known = std::map<std::string, std::optional<Body>, std::less<>>()](std::string_view id) mutable {
    const auto found = known.find(id);
    if (found != known.end()) return found->second;
    return known.emplace(std::string(id), persistence::party(s, id)).first->second;
  };
}

} // namespace

struct OcdsReader::Place {
  char list = 'k';
  std::int64_t key = 0;
  std::int64_t seq = 0;
  std::string text() const {
    if (list != 'o') return list + std::to_string(key);
    return "o" + std::to_string(key) + "." + std::to_string(seq);
  }
};

OcdsReader::OcdsReader(persistence::Session& s, std::vector<persistence::FilterTerm> filters)
    : session_(s), filters_(std::move(filters)), everybody_(persistence::sight_of(s) == persistence::Sight::everybody),
      people_(everybody_ ? persistence::records_of_people(s) : persistence::RecordsOfPeople({})) {}

bool OcdsReader::withholds(std::string_view ocid) const { return everybody_ && people_.has(ocid); }

Result<OcdsReader::Place> OcdsReader::place_of(std::string_view cursor) {
  Place place;
  if (cursor.empty()) return place;
  place.list = cursor.front();
  const char* const end = cursor.data() + cursor.size();
  auto [at, fault] = std::from_chars(cursor.data() + 1, end, place.key);
  if (fault == std::errc{} && place.list == 'o' && at != end && *at == '.') {
    const auto more = std::from_chars(at + 1, end, place.seq);
    at = more.ptr;
    fault = more.ec;
  }
  const bool known = place.list == 'k' || place.list == 'o' || place.list == 'p';
  if (!known || fault != std::errc{} || at != end || place.text() != cursor || place.key < 0 || place.seq < 0) return broken_cursor();
  return place;
}

Result<OcdsReleases> OcdsReader::releases_of(const PublicProcurement& procurement) {
  OcdsReleases out;
  for (persistence::StoredRelease& kept : persistence::kept_releases_of(session_, procurement.ocid)) {
    if (withholds(procurement.ocid)) {
      ++out.withheld;
    } else {
      out.releases.push_back({std::move(kept.release_id), {}, kept.published, std::move(kept.raw)});
    }
  }
  if (!procurement.recorded) return out;
  exchange::OwnRecord record{procurement.ocid, procurement.synthetic, {}, {}, cached_bodies(session_)};
  if (withholds(procurement.ocid)) record.withheld = persistence::withheld_text;
  record.events = persistence::published_events_of(session_, procurement.ocid);
  auto written = exchange::own_releases(record);
  if (!written) return written.error();
  for (exchange::WrittenRelease& one : *written) out.releases.push_back({one.id, one.subject, one.date, std::move(one.json)});
  return out;
}

Result<OcdsReleases> OcdsReader::releases_of_award(const PublicProcurement& procurement, std::string_view award_id) {
  auto all = releases_of(procurement);
  if (!all) return all.error();
  const std::vector<std::string> notices = persistence::release_ids_of_award(session_, award_id);
  const std::string as_id = "\"" + std::string(award_id) + "\"";
  std::erase_if(all->releases, [&](const OcdsRelease& one) {
    if (one.subject.empty()) return std::find(notices.begin(), notices.end(), one.id) == notices.end();
    return one.json.find(as_id) == std::string::npos;
  });
  if (all->withheld > 0) all->withheld = static_cast<std::int64_t>(notices.size());
  return all;
}

Result<std::string> OcdsReader::record_of(std::string_view ocid, const std::vector<OcdsRelease>& releases, bool versioned) {
  std::vector<JsonValue> parsed;
  std::string out = "{\"ocid\":" + JsonValue::string(ocid).text() + ",\"releases\":[";
  for (const OcdsRelease& one : releases) {
    auto value = JsonValue::parse(one.json);
    if (!value) {
      return Error{
          ErrorKind::internal, "A release of " + std::string(ocid) + " cannot be read.", {}, one.id + ": " + value.error().message};
    }
    parsed.push_back(*std::move(value));
    if (parsed.size() > 1) out += ',';
    out += one.json;
  }
  exchange::sort_for_merge(parsed);
  out += "],\"compiledRelease\":";
  exchange::compiled_release(parsed).append_text(out);
  if (versioned) {
    out += ",\"versionedRelease\":";
    exchange::versioned_release(parsed).append_text(out);
  }
  return out + "}";
}

Result<std::vector<persistence::KeptRelease>> OcdsReader::kept_after(std::int64_t key, int limit) {
  if (filters_.empty()) return persistence::kept_releases_after(session_, key, limit);
  const auto keys = persistence::release_keys_after(session_, filters_, key, limit);
  if (!keys) return keys.error();
  return persistence::kept_releases(session_, *keys);
}

Result<std::vector<PublicProcurement>> OcdsReader::procurements_after(persistence::ProcurementsOf of, std::int64_t key, int limit) {
  if (filters_.empty()) {
    return of == persistence::ProcurementsOf::recorded ? persistence::recorded_procurements_after(session_, key, limit)
                                                       : persistence::procurements_after(session_, key, limit);
  }
  const auto keys = persistence::procurement_keys_after(session_, filters_, of, key, limit);
  if (!keys) return keys.error();
  return persistence::public_procurements(session_, *keys);
}

Result<> OcdsReader::write_kept(Place& place, std::int64_t limit, const Sink& sink, OcdsPage& page) {
  while (page.written < limit) {
    const auto rows = kept_after(place.key, some_of(limit - page.written));
    if (!rows) return rows.error();
    if (rows->empty()) {
      place = {'o', 0, 0};
      return Done{};
    }
    for (const persistence::KeptRelease& row : *rows) {
      place.key = row.key;
      if (withholds(row.release.ocid)) {
        ++page.withheld;
        continue;
      }
      if (row.release.synthetic) page.synthetic.insert(row.release.ocid);
      ++page.written;
      if (auto done = sink(row.release.raw); !done) return done;
    }
  }
  return Done{};
}

Result<> OcdsReader::write_own(Place& place, std::int64_t limit, const Sink& sink, OcdsPage& page) {
  // Behind the event of the cursor's procurement, and then from the next one.
  std::int64_t after = place.key - 1;
  while (page.written < limit) {
    const auto procurements = procurements_after(persistence::ProcurementsOf::recorded, after, rows_at_a_time);
    if (!procurements) return procurements.error();
    if (procurements->empty()) return Done{};
    for (const PublicProcurement& one : *procurements) {
      after = one.key;
      if (one.key != place.key) place = {'o', one.key, 0};
      exchange::OwnRecord record{
          one.ocid, one.synthetic, {}, persistence::published_events_of(session_, one.ocid), cached_bodies(session_)};
      if (withholds(one.ocid)) record.withheld = persistence::withheld_text;
      const auto written = exchange::own_releases(record);
      if (!written) return written.error();
      for (const exchange::WrittenRelease& release : *written) {
        if (release.seq <= place.seq) continue;
        if (page.written == limit) return Done{};
        place.seq = release.seq;
        if (one.synthetic) page.synthetic.insert(one.ocid);
        ++page.written;
        if (auto done = sink(release.json); !done) return done;
      }
    }
  }
  return Done{};
}

Result<OcdsPage> OcdsReader::releases_from(Place& place, std::int64_t limit, const Sink& sink) {
  OcdsPage page;
  if (place.list == 'k') {
    if (auto done = write_kept(place, limit, sink, page); !done) return done.error();
  }
  if (place.list == 'o') {
    if (auto done = write_own(place, limit, sink, page); !done) return done.error();
  }
  return page;
}

Result<OcdsPage> OcdsReader::releases(std::string_view cursor, std::int64_t limit, const Sink& sink) {
  auto place = place_of(cursor);
  if (!place) return place.error();
  if (place->list == 'p') return broken_cursor();
  auto page = releases_from(*place, limit, sink);
  if (!page || page->written < limit) return page;
  // A page is the last one when nothing that may be shown comes behind it.
  Place behind = *place;
  const auto more = releases_from(behind, 1, [](std::string_view) -> Result<> { return Done{}; });
  if (!more) return more.error();
  if (more->written > 0) {
    page->next = place->text();
  } else {
    page->withheld += more->withheld;
  }
  return page;
}

Result<OcdsPage> OcdsReader::records(std::string_view cursor, std::int64_t limit, bool versioned, const Sink& sink) {
  const auto place = place_of(cursor);
  if (!place) return place.error();
  if (place->list != 'p' && !cursor.empty()) return broken_cursor();
  OcdsPage page;
  std::int64_t after = place->key;
  while (true) {
    const auto procurements = procurements_after(persistence::ProcurementsOf::everything, after, rows_at_a_time);
    if (!procurements) return procurements.error();
    if (procurements->empty()) return page;
    for (const PublicProcurement& one : *procurements) {
      if (page.written == limit) {
        page.next = Place{'p', after, 0}.text();
        return page;
      }
      const auto held = releases_of(one);
      if (!held) return held.error();
      after = one.key;
      page.withheld += held->withheld;
      if (held->releases.empty()) continue;
      const auto text = record_of(one.ocid, held->releases, versioned);
      if (!text) return text.error();
      if (one.synthetic) page.synthetic.insert(one.ocid);
      ++page.written;
      if (auto done = sink(*text); !done) return done.error();
    }
  }
}

std::optional<Instant> OcdsReader::last_change() const {
  const auto last = persistence::events_since(session_, persistence::last_seq(session_) - 1, 1);
  return last.empty() ? std::nullopt : std::optional(last.front().recorded_at);
}

} // namespace openward::app
