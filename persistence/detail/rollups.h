#pragma once
// What was paid, added up: the tables spend_cell and spend_by_…, kept equal to the lines inside the transaction that changes them. Whoever
// changes the lines of a file, or what lines count under (a supplier's body, class or kind, a body's class or kind, a payer), calls one of
// these afterwards, in the same unit of work. Only the cells of what changed are worked out again; the levels above move by the difference.
//
// One writer at a time: each takes the lock of the catalogue and holds it to the end of the transaction.

#include "persistence/detail/session.h"
#include "persistence/detail/spend_sums.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openward::persistence::detail {

/// Adds the lines of a file that was not counted yet. Memory is bounded whatever the file's size.
void count_file(Session&, std::int64_t spend_file);
/// The same, of a file whose lines were added up as they were written: `sums` are of all of them, each of the expense area at its place.
/// Lines whose class is that of a day are looked at again, the others are not.
void count_file(Session&, std::int64_t spend_file, std::span<const LineSum> sums, const std::vector<std::string>& areas);
/// Does the work, and refuses the file that is being added when a sum leaves 64 bits: Ended, with what to do about it.
void within_64_bits(Session&, const std::function<void()>& work);
/// These suppliers' words may be linked, classed or told apart by kind otherwise than they were.
void recount_suppliers(Session&, std::span<const std::int64_t> suppliers);
/// The class, the dated classes or the kind of this body changed, or which suppliers are linked to it.
void recount_body(Session&, std::int64_t body);
/// Lines went from one of these payers to the other; 0 is a payer that is not known. Whoever changes what suppliers count under as well
/// recounts these first: the days of what was paid know no payers.
void recount_payers(Session&, std::int64_t one, std::int64_t other);

/// A table of sums. Each holds what the one that it is made from holds, with fewer columns told apart.
struct RollUpLevel {
  std::string_view table;
  std::string_view keys;      // columns told apart, in the order of its primary key
  std::string_view made_from; // "" for what is made from the lines
  /// One of the keys, by which a part of the level comes from a part of what it is made from: whoever works it out again does so part by
  /// part. "" for a level that is small.
  std::string_view parted_by{};
  std::string_view changes = "spend_delta";            // the temporary table in which changes of it are collected
  std::string (*of_lines)(std::string_view) = nullptr; // "select …" of it from the lines that meet a condition over `p`
};
/// Each after the one that it is made from.
std::span<const RollUpLevel> rollup_levels();
inline constexpr std::string_view rollup_sums = "payments, pence, credits, unlinked";

/// Adds what is collected of changes, and takes away rows that have no line left.
void move_level(Session&, const RollUpLevel&);

/// SQL: the keys in the list of numbers that is bound as `:keys`, in JSON.
std::string list_of_keys(const Session&);

/// "select …" of the keys and sums of the cells, from the lines of payment that meet the condition over `p`.
std::string cells_of_lines(std::string_view condition);

} // namespace openward::persistence::detail
