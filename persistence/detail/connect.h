#pragma once
// One new connection, set up the way the register needs it.

#include "persistence/detail/address.h"
#include "persistence/detail/session.h"

#include <memory>

namespace openward::persistence::detail {

enum class Role { reader, writer };

/// Connects and looks, but changes nothing: the schema is still to be checked.
Result<std::unique_ptr<Session>> connect(const Address&);
/// What a connection is told before its first use; for SQLite this is where the file becomes a write-ahead-log one.
Result<> prepare(Session&, Role, const Address&);

} // namespace openward::persistence::detail
