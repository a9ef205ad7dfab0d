#pragma once
// One table as CSV, NDJSON or a workbook.

#include "domain/date.h"
#include "persistence/read/query.h"
#include "service/api/router.h"
#include "service/render/workbook.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace openward::api {

/// What a workbook of rows says of itself: what they are, the filter as it was understood, licence, day and sequence number.
render::AboutLines about_rows(const std::string& what, const std::string& description, const std::vector<persistence::FilterTerm>&,
                              std::int64_t seq, Date day);

/// Adds how many rows stay under divided bodies; nothing where nothing was asked as of today.
void tell_divided(render::AboutLines&, std::optional<std::int64_t> rows);

/// What an answer owes to the day it is given on.
struct OfTheDay {
  std::optional<Date> day{};             // where the answer is the same on no two days, although its bytes may be
  std::optional<std::int64_t> divided{}; // with bodies=as_now: rows that stay under a body which passed to several
};

/// The table in the representation of the call, which is not JSON, with an ETag; 304 to whoever has it already. `about` is for the
/// workbook.
http::Response tabular_reply(const Call&, const persistence::Table&, const render::AboutLines& about, const OfTheDay& = {});

/// The headers of a complete workbook and its bytes. Errors: the temporary folder.
Result<http::Response> workbook_reply(std::shared_ptr<std::FILE> workbook);

} // namespace openward::api
