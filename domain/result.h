#pragma once
// Errors are values of a closed set. An Error carries words for the person who can act on them; what only an operator may see
// (a driver's text, a path) travels in `internal` and never leaves the process except into its log.

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace openward {

enum class ErrorKind {
  invalid,      // the input breaks a rule that its sender can mend
  not_found,    // no such record
  conflict,     // the record exists already, or its state forbids the step
  stale,        // the caller's version is not the current one
  unauthorised, // no usable credential
  forbidden,    // the credential does not reach this far
  unsupported,  // a format or a version this program does not read
  unavailable,  // the database or the file system cannot serve now; trying again may help
  internal,     // a fault of ours
};

/// One thing that is wrong, and where: a JSON pointer, a parameter name, or a file position.
struct Fault {
  std::string where;
  std::string code;    // stable, snake_case
  std::string message; // names the thing and the remedy
};

struct Error {
  ErrorKind kind = ErrorKind::internal;
  std::string message; // public
  std::vector<Fault> faults{};
  std::string internal{}; // for the log alone
};

/// Nothing to say but that it worked.
struct Done {};

/// A value or an Error. Values are read only after asking (`if (!r) return r.error();`).
template <typename T = Done>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}     // NOLINT(google-explicit-constructor): `return value;` is the point
  Result(Error error) : state_(std::move(error)) {} // NOLINT(google-explicit-constructor)

  explicit operator bool() const { return state_.index() == 0; }
  const T& operator*() const& { return std::get<0>(state_); }
  T& operator*() & { return std::get<0>(state_); }
  T&& operator*() && { return std::get<0>(std::move(state_)); }
  const T* operator->() const { return &std::get<0>(state_); }
  T* operator->() { return &std::get<0>(state_); }
  const Error& error() const { return std::get<1>(state_); }

 private:
  std::variant<T, Error> state_;
};

inline Error invalid(std::string message, std::vector<Fault> faults = {}) {
  return Error{ErrorKind::invalid, std::move(message), std::move(faults), {}};
}
inline Error invalid_at(std::string where, std::string code, std::string message) {
  Error e{ErrorKind::invalid, message, {}, {}};
  e.faults.push_back({std::move(where), std::move(code), std::move(message)});
  return e;
}

} // namespace openward
