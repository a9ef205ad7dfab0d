#pragma once
// The rows of one body: table body, its identifiers and its classes, and the events of their changes.

#include "domain/body.h"
#include "persistence/detail/bodies.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace openward::persistence::detail {

std::optional<std::int64_t> key_of_identifier(Session&, const Identifier&);
/// In the order of their text.
std::vector<Identifier> identifiers_of(Session&, std::int64_t body);
/// A code that a succession speaks of moves rows: where they stand is owed from here on.
void insert_identifier(UnitOfWork&, std::int64_t body, const Identifier&);

std::optional<Body> load_body(Session&, std::int64_t key);
/// Gives the key; conflict when one of the identifiers belongs to another body. Records body.added.
Result<std::int64_t> insert_body(UnitOfWork&, Body, bool commissioner, bool provider);
void insert_class(Session&, std::int64_t body, const Classification&, Instant recorded_at);

/// A name that the body does not have in this kind yet; false when it has.
bool insert_name(Session&, std::int64_t body, std::string_view name, std::string_view kind, std::optional<Date> from,
                 std::optional<Date> to, std::string_view source);

/// False when the body had the role.
bool set_role(Session&, std::int64_t body, BodyRole);
/// Counts the version up and records body.changed.
void record_change(UnitOfWork&, std::int64_t body);

} // namespace openward::persistence::detail
