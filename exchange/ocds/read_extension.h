#pragma once
// What a release says in the fields of the register's own extension (api-spec/ocds-psr), which own_releases.h writes: words of closed lists
// in fields made for them, so that nothing is read out of prose. A word that is on no list says nothing. Pure functions.

#include "domain/body.h"
#include "domain/date.h"
#include "domain/vocabulary.h"
#include "exchange/ocds/json_tree.h"

#include <map>
#include <optional>
#include <string>

namespace openward::exchange {

/// The period of regulation 12 of a procedure; no last day while it is open.
struct StatedStandstill {
  Date first;
  std::optional<Date> last{};
  friend bool operator==(const StatedStandstill&, const StatedStandstill&) = default;
};

struct PsrExtension {
  std::optional<Route> route{};
  std::string route_place; // JSON pointer
  std::optional<NoticeKind> kind{};
  std::string kind_place;
  std::map<std::string, StatedStandstill> standstills{}; // by procedure
  std::map<std::string, Classification> classes{};       // of the parties, by their ids in the release
};

/// The route of the procurement, else the one of its awards where they agree; the kind of the step that the release stands for, else an
/// award where it states one in this way.
PsrExtension read_psr_extension(Json release);

/// The same, of a release as text. Errors: it is no JSON object.
Result<PsrExtension> read_psr_extension(std::string_view release_json);

} // namespace openward::exchange
