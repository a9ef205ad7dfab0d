#pragma once
// Where the rows of a body stand on a day: under which successor, and below which owners. Worked out from the tables succession and
// ownership into the tables body_successor, body_group and body_owner, so that a query only has to join. The first half is pure; the second
// works in the unit of work it is given.

#include "domain/date.h"
#include "persistence/detail/session.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace openward::persistence::detail {

/// `from` became `to`, wholly unless `part`.
struct Passing {
  std::int64_t from = 0;
  std::int64_t to = 0;
  Date day{};
  bool part = false;
};

/// `child` belonged to `parent` on these days, both included; an empty end is open.
struct Owned {
  std::int64_t child = 0;
  std::int64_t parent = 0;
  std::optional<Date> from{};
  std::optional<Date> to{};
};

/// From the first day to the last one, both included, the rows of `body` stand under `under`.
struct Line {
  std::int64_t body = 0;
  std::int64_t under = 0;
  bool divided = false; // the chain ends in a body that passed to several: nobody can say which part a row belongs to
  Date first{};
  Date last{};
  friend bool operator==(const Line&, const Line&) = default;
};

/// Lines of bodies that stand under another one, or that were divided; a body with no line stands under itself.
std::vector<Line> successor_lines(const std::vector<Passing>&);
/// The owner that nobody owns, by day. A circle, which the register refuses, would leave the body under itself.
std::vector<Line> group_lines(const std::vector<Owned>&);

/// Works the tables out again. Cheap: hundreds of rows.
void rebuild_successors(Session&);
void rebuild_groups(Session&);

/// The same once at the end of the unit of work, or at settle_lines: owed by every write of a succession, of a code that has one, or of an
/// owner.
void owe_successors(UnitOfWork&);
void owe_groups(UnitOfWork&);
void settle_lines(UnitOfWork&);

} // namespace openward::persistence::detail
