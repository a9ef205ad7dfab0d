#pragma once
// Releases of what was recorded in the register, one for each published event: the procurement, each step, each award, contract and
// modification. An event is never changed, so neither is the part of a release that it states; the names and classes of bodies are those
// that are known now. The fields under `psr` are those of the extension in api-spec/ocds-psr. Pure functions.
//
//   event                            tag                          parts
//   procurement.published            planning, or tender          planning, tender, psr with the steps so far
//   procurement.procedure_opened     tenderUpdate, contractUpdate psr
//   procurement.step_taken           tender, tenderUpdate, tenderCancellation, contractUpdate
//   award.published, award.changed   award, awardUpdate           awards; the tender when nothing was told of it
//   award.cancelled                  awardCancellation            awards
//   contract.opened                  contract                     contracts
//   contract.modified                contractAmendment            contracts with the amendment

#include "domain/body.h"
#include "domain/event.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace openward::exchange {

struct OwnRecord {
  std::string ocid;
  bool synthetic = false;
  std::string withheld{};    // stands for every text of the record where those may name a person; "" withholds nothing
  std::vector<Event> events; // published ones, in commit order
  std::function<std::optional<Body>(std::string_view id)> body_of;
};

struct WrittenRelease {
  std::string id; // the OCID and the sequence number of the event
  std::int64_t seq = 0;
  std::string subject; // of the event
  Instant date;
  std::string json;
};

/// Errors: an event whose body cannot be read (internal).
Result<std::vector<WrittenRelease>> own_releases(const OwnRecord&);

} // namespace openward::exchange
