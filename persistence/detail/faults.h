#pragma once
// From what a driver throws to an Error. The words for the public name the database and the remedy; what the driver said, which may hold
// values, goes to Error::internal.

#include "persistence/detail/session.h"

#include <exception>
#include <string>
#include <string_view>

namespace openward::persistence::detail {

/// Ends the unit of work it is thrown in, with this Error as its outcome.
class Ended : public std::exception {
 public:
  explicit Ended(Error error) : error_(std::move(error)) {}
  const Error& error() const { return error_; }
  const char* what() const noexcept override { return error_.message.c_str(); }

 private:
  Error error_;
};

/// Call inside a catch block. `database` is its description, for the message.
Error current_error(Session&, std::string_view database);
/// The same by PostgreSQL's five-character state; apart for its table test.
Error error_of_state(std::string_view sqlstate, std::string_view database, std::string internal);
/// The same by SQLite's extended result code.
Error error_of_code(int extended_code, std::string_view database, std::string internal);

} // namespace openward::persistence::detail
