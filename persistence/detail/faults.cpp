#include "persistence/detail/faults.h"

#include "persistence/detail/native.h"

#include <string>

namespace openward::persistence::detail {
namespace {

Error told(ErrorKind kind, std::string message, std::string internal) { return Error{kind, std::move(message), {}, std::move(internal)}; }

std::string named(std::string_view database, std::string_view rest) {
  return "the database " + std::string(database) + " " + std::string(rest);
}

constexpr std::string_view try_again = "is busy with other work: try again in a moment";
constexpr std::string_view already_there = "holds a record with the same key already: read that record and change it instead";
constexpr std::string_view broken_rule =
    "refused a record that breaks one of its rules: this is a fault of the program; report it with the log";

} // namespace

Error error_of_state(std::string_view state, std::string_view database, std::string internal) {
  const std::string_view group = state.substr(0, 2);
  const auto unavailable = [&](std::string_view rest) { return told(ErrorKind::unavailable, named(database, rest), std::move(internal)); };

  if (state == "23505") return told(ErrorKind::conflict, named(database, already_there), std::move(internal));
  if (group == "23") return told(ErrorKind::internal, named(database, broken_rule), std::move(internal));
  if (state == "40001" || state == "40P01" || state == "55P03") return unavailable(try_again);
  if (state == "57014") return unavailable("took too long over this question: narrow it, or try again when the server is less busy");
  if (group == "08" || state.substr(0, 4) == "57P0")
    return unavailable("closed the connection: try again; if it persists, check that the server runs");
  if (state == "53100") return unavailable("has no disk space left: free some on the server and try again");
  if (group == "53") return unavailable("has no room for more connections or memory: try again, or raise max_connections on the server");
  if (state == "25006") return unavailable("is a read-only standby: name the primary server for writing");
  if (state == "25P02")
    return told(ErrorKind::internal, named(database, "had already refused an earlier step of this work"), std::move(internal));
  if (state == "42501") return unavailable("does not let this user do that: grant the user ownership of the database");
  if (state == "22021") return invalid_at("", "invalid_utf8", "the text is not valid UTF-8: send it as UTF-8");
  if (state == "22003") return invalid_at("", "out_of_range", "a number is beyond what the register holds: check the amount");
  return told(ErrorKind::internal, named(database, "could not do this: the log says why"), std::move(internal));
}

Error error_of_code(int extended, std::string_view database, std::string internal) {
  const auto unavailable = [&](std::string_view rest) { return told(ErrorKind::unavailable, named(database, rest), std::move(internal)); };

  if (extended == SQLITE_CONSTRAINT_UNIQUE || extended == SQLITE_CONSTRAINT_PRIMARYKEY) {
    return told(ErrorKind::conflict, named(database, already_there), std::move(internal));
  }
  switch (extended & 0xff) {
  case SQLITE_CONSTRAINT:
    return told(ErrorKind::internal, named(database, broken_rule), std::move(internal));
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return unavailable("is being written by another process: try again when that has ended");
  case SQLITE_FULL:
    return unavailable("cannot grow, because the disk is full: free some space and try again; nothing of this work was kept");
  case SQLITE_READONLY:
    return unavailable("is read-only: give this user the right to write the file and its folder");
  case SQLITE_CANTOPEN:
    return unavailable("cannot be opened: check that the folder exists and that this user may read and write it");
  case SQLITE_IOERR:
    return unavailable("could not be read or written: check the disk; nothing of this work was kept");
  case SQLITE_NOTADB:
    return told(ErrorKind::unsupported, named(database, "is not an SQLite file: name another file, or move this one away"),
                std::move(internal));
  case SQLITE_CORRUPT:
    return unavailable("is damaged: restore it from a backup");
  case SQLITE_NOMEM:
    return unavailable("ran out of memory: try again when the machine is less busy");
  default:
    return told(ErrorKind::internal, named(database, "could not do this: the log says why"), std::move(internal));
  }
}

Error current_error(Session& s, std::string_view database) {
  try {
    throw;
  } catch (const Ended& ended) {
    return ended.error();
  } catch (const soci::postgresql_soci_error& e) {
    return error_of_state(broken(s) ? "08006" : e.sqlstate(), database, e.get_error_message());
  } catch (const soci::sqlite3_soci_error& e) {
    // SOCI tells the primary code alone; the handle still knows which constraint it was.
    const int extended = sqlite_api::sqlite3_extended_errcode(sqlite_handle(s));
    return error_of_code((extended & 0xff) == e.result() ? extended : e.result(), database, e.get_error_message());
  } catch (const soci::soci_error& e) {
    return told(ErrorKind::internal, named(database, "could not do this: the log says why"), e.get_error_message());
  } catch (const std::exception& e) {
    return told(ErrorKind::internal, "a fault of the program ended this work, and nothing of it was kept: the log says why", e.what());
  } catch (...) {
    return told(ErrorKind::internal, "a fault of the program ended this work, and nothing of it was kept: the log says why",
                "not an exception that says why");
  }
}

} // namespace openward::persistence::detail
