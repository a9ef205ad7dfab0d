#pragma once
// What the register holds, as releases and records of OCDS: what was read stands as it was published, byte for byte; what was recorded here
// becomes releases of its own. For everybody the releases that were read of an award to a person are left out, because they cannot be
// masked, and counted. One reader belongs to one session and one thread.
//
// Where a page goes on is told by a cursor: "k17" behind the release that was read as the 17th, "o5.88" behind event 88 of the recorded
// procurement 5, "p17" behind procurement 17.

#include "persistence/ocds.h"
#include "persistence/read/released.h"
#include "persistence/sight.h"

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace openward::app {

struct OcdsRelease {
  std::string id;
  std::string subject; // of the event that it was made of; "" where it was read
  Instant date;
  std::string json;
};

/// The releases of one procurement, oldest first.
struct OcdsReleases {
  std::vector<OcdsRelease> releases;
  std::int64_t withheld = 0;
};

struct OcdsPage {
  std::int64_t written = 0;
  std::int64_t withheld = 0;       // releases
  std::set<std::string> synthetic; // OCIDs of what was written and was invented
  std::string next;                // cursor; "" at the end
};

inline constexpr std::int64_t everything = std::numeric_limits<std::int64_t>::max();

class OcdsReader {
 public:
  using Sink = std::function<Result<>(std::string_view json)>;

  /// Of the procurements of these filters alone; without any, of all. Lists of a filter that cannot be understood are errors.
  explicit OcdsReader(persistence::Session&, std::vector<persistence::FilterTerm> filters = {});

  Result<OcdsReleases> releases_of(const persistence::PublicProcurement&);
  /// The releases that state this award: the notices it was read from, or the events of it and of its contract.
  Result<OcdsReleases> releases_of_award(const persistence::PublicProcurement&, std::string_view award_id);
  /// A record of releases of one procurement, which are not none, compiled, and versioned where asked.
  static Result<std::string> record_of(std::string_view ocid, const std::vector<OcdsRelease>&, bool versioned);

  /// At most `limit` of them behind the cursor; "" is the beginning. Errors: a broken cursor (/cursor), those of the sink.
  Result<OcdsPage> releases(std::string_view cursor, std::int64_t limit, const Sink&);
  Result<OcdsPage> records(std::string_view cursor, std::int64_t limit, bool versioned, const Sink&);

  /// How many there are of the filters, for whoever the session reads for.
  Result<std::int64_t> count_releases() { return persistence::count_releases(session_, filters_); }
  Result<std::int64_t> count_records() { return persistence::count_records(session_, filters_); }

  /// When the last change was recorded; none in an empty register.
  std::optional<Instant> last_change() const;

 private:
  struct Place;
  static Result<Place> place_of(std::string_view cursor);
  Result<> write_kept(Place&, std::int64_t limit, const Sink&, OcdsPage&);
  Result<> write_own(Place&, std::int64_t limit, const Sink&, OcdsPage&);
  Result<OcdsPage> releases_from(Place&, std::int64_t limit, const Sink&);
  Result<std::vector<persistence::KeptRelease>> kept_after(std::int64_t key, int limit);
  Result<std::vector<persistence::PublicProcurement>> procurements_after(persistence::ProcurementsOf, std::int64_t key, int limit);
  bool withholds(std::string_view ocid) const;

  persistence::Session& session_;
  std::vector<persistence::FilterTerm> filters_;
  bool everybody_;
  persistence::RecordsOfPeople people_;
};

} // namespace openward::app
