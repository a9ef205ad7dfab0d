#pragma once
// Rows of the register written out: one query, many representations. Money leaves as a decimal string, dates as ISO 8601.
//
// JSON: a column "commissioner.id" is the member `id` of an object `commissioner`; an object of which every member is null is null.
// CSV (RFC 4180): UTF-8, CRLF, a header row, dots of column names as underscores. A text that a spreadsheet would take for a formula
// (it begins with = + - @, a tab or a carriage return) is preceded by an apostrophe, unless byte-true texts are asked for. Numbers are left
// alone: a negative amount begins with a minus and is no text.

#include "persistence/read/query.h"
#include "service/render/json.h"

#include <span>
#include <string>
#include <string_view>

namespace openward::render {

void write_row(Json& out, std::span<const persistence::Column> columns, const persistence::Row& row);
/// The same inside an object that is open, for a row to which more members belong.
void write_members(Json& out, std::span<const persistence::Column> columns, const persistence::Row& row);
std::string row_json(std::span<const persistence::Column> columns, const persistence::Row& row);

enum class CsvText { guarded, byte_true };

std::string csv_header(std::span<const persistence::Column> columns);
void append_csv(std::string& out, std::span<const persistence::Column> columns, const persistence::Row& row,
                CsvText texts = CsvText::guarded);

/// What a person reads in a terminal: columns aligned, numbers to the right, pence as pounds with thousands separators. `totals` are
/// cells for the columns after the first `dimensions`.
std::string text_table(const persistence::Table& table, std::size_t dimensions, const persistence::Row* totals);

/// A cell as the text that CSV carries, without guard or quotes.
std::string cell_text(const persistence::Column& column, const persistence::Cell& cell);

} // namespace openward::render
