#pragma once
// Bodies as the other repositories need them: by row key. Works inside the unit of work it is given.

#include "domain/body.h"
#include "persistence/detail/session.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace openward::persistence::detail {

struct StoredBody {
  std::int64_t key = 0;
  std::string id;
  std::string name;
  std::string provider_class;
};

enum class BodyRole { commissioner, provider };

struct Party {
  std::string_view name;
  const std::vector<Identifier>& identifiers;
  std::string_view address;
  std::string_view postcode;
  BodyRole role = BodyRole::provider;
  bool synthetic = false;
};

/// The id of a body that was merged into another gives the other.
std::optional<StoredBody> body_by_id(Session&, std::string_view public_id);
std::string body_id(Session&, std::int64_t key);
std::optional<std::int64_t> find_by_identifier(Session&, const std::vector<Identifier>&);
/// The body a party means, as Bodies::resolve finds it; none where it would make one.
std::optional<std::int64_t> find_body(Session&, const std::string& name, const std::vector<Identifier>&);
/// See Bodies::resolve.
Result<StoredBody> resolve_body(UnitOfWork&, const Party&);
/// Adds the role to a body that lacks it, and says so in the feed.
void give_role(UnitOfWork&, std::int64_t key, BodyRole);

/// The name under which a body is looked for: normalised, or as it stands when nothing of it is left by that.
std::string lookup_name(std::string_view name);

/// Bodies and supplier strings are found or made: two imports that run at once must not make the same one twice, nor wait for each
/// other in a circle. Held to the end of the transaction. SQLite has one writer and needs none.
void lock_catalogue(Session&);

/// What events call a person: the feed is public, and what stands in it stays in it.
inline constexpr std::string_view person_in_events = "a person";

/// "one class", or the word for awards whose providers are of several.
inline constexpr std::string_view several_classes = "several_classes";

} // namespace openward::persistence::detail
