#pragma once
// Everything that a register holds, as lines of JSON that belong to no kind of database: out of one, and into an empty one of either kind,
// with every key, id and sequence number as it was. What is worked out from the rest (sums of spend, words that are searched) is left out
// and made anew on the way in.
//
// A line is an array of the values of a row in the order of the columns: texts, whole numbers, null; days are texts. The rows stand in the
// order of their key, so that two registers which hold the same give the same bytes, whatever their databases.

#include "persistence/database.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openward::persistence {

struct FactTable {
  std::string name;
  std::vector<std::string> columns; // in the order in which the schema made them
};

/// Every table of facts, by name: read from the database itself, so that none can be forgotten.
std::vector<FactTable> fact_tables(Session&);

/// Gives each row of the table, without a line end, and their number. Memory is bounded. The sink's Error stops it.
Result<std::int64_t> dump_table(Session&, const FactTable&, const std::function<Result<>(std::string_view)>& sink);

struct DumpedTable {
  FactTable table;
  std::string_view lines; // as dump_table gave them, each ended by a line feed
  std::int64_t rows = 0;
};

/// Fills an empty register. Refused, with nothing changed: a register that holds something, tables or columns that are not those of this
/// schema, a line that is no row, another number of rows than was told. The sums and words are made in the same transaction.
Result<std::int64_t> load_register(UnitOfWork&, std::span<const DumpedTable>);

} // namespace openward::persistence
