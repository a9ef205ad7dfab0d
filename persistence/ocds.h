#pragma once
// What the register has to say in releases of OCDS: the releases that it read, as they stood, and the events of what was recorded in it.
// Reads of one session; drafts are never among them.

#include "domain/body.h"
#include "persistence/repositories.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace openward::persistence {

/// One of the releases that were read; its key rises in the order of reading.
struct KeptRelease {
  std::int64_t key = 0;
  StoredRelease release;
};
/// The current ones after this key; at most `limit`.
std::vector<KeptRelease> kept_releases_after(Session&, std::int64_t key, int limit);
/// Those of these keys, in the order of the keys.
std::vector<KeptRelease> kept_releases(Session&, const std::vector<std::int64_t>& keys);
/// All current ones of one procurement, oldest first.
std::vector<StoredRelease> kept_releases_of(Session&, std::string_view ocid);

/// A procurement that anybody may see.
struct PublicProcurement {
  std::int64_t key = 0;
  std::string ocid;
  bool recorded = false;  // here, and not read from releases
  bool synthetic = false; // it, or a body or an award in it, was invented
};
std::vector<PublicProcurement> procurements_after(Session&, std::int64_t key, int limit);
/// Those that were recorded here.
std::vector<PublicProcurement> recorded_procurements_after(Session&, std::int64_t key, int limit);
/// Those of these keys, in their order.
std::vector<PublicProcurement> public_procurements(Session&, const std::vector<std::int64_t>& keys);
/// None where there is none, or a draft alone.
std::optional<PublicProcurement> public_procurement(Session&, std::string_view ocid);
/// The procurement of an award that was published.
std::optional<PublicProcurement> procurement_of_award(Session&, std::string_view award_id);

/// The releases that an award was read from, by their ids.
std::vector<std::string> release_ids_of_award(Session&, std::string_view award_id);

/// What was published of it in the register, in commit order: the procurement, its steps, its awards, their contracts and modifications.
std::vector<Event> published_events_of(Session&, std::string_view ocid);

/// A body as whoever the session reads for may see it: for everybody a person is "a person", without identifiers or address. Under the id
/// that was asked for, also where the body was merged into another since.
std::optional<Body> party(Session&, std::string_view body_id);

} // namespace openward::persistence
