#pragma once
// From stored words back to values. The database holds only what the register wrote, so a word it cannot hold ends the work.

#include "domain/date.h"
#include "persistence/detail/faults.h"

#include <optional>
#include <string>
#include <string_view>

namespace openward::persistence::detail {

[[noreturn]] inline void unreadable_cell(std::string_view what, std::string_view text) {
  throw Ended(Error{ErrorKind::internal,
                    "the database holds a record that cannot be read: restore it from a backup, or report this with the log",
                    {},
                    std::string(what) + " \"" + std::string(text) + "\""});
}

inline Date stored_date(const std::string& text) {
  auto date = Date::parse(text);
  if (!date) unreadable_cell("date", text);
  return *date;
}
inline std::optional<Date> stored_date(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  return stored_date(*text);
}

inline Instant stored_instant(const std::string& text) {
  auto instant = Instant::parse(text);
  if (!instant) unreadable_cell("instant", text);
  return *instant;
}
inline std::optional<Instant> stored_instant(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  return stored_instant(*text);
}

/// `read` is one of the domain's word readers.
template <typename Reader>
auto stored_word(Reader read, std::string_view what, const std::string& text) {
  auto word = read(text);
  if (!word) unreadable_cell(what, text);
  return *word;
}

} // namespace openward::persistence::detail
