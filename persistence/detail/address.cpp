#include "persistence/detail/address.h"

#include <libpq-fe.h>
#include <unistd.h>

#include <filesystem>
#include <map>
#include <memory>

namespace openward::persistence::detail {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view sqlite_prefix = "sqlite:";
constexpr std::string_view postgresql_prefix = "postgresql:";

Error unreadable(std::string message) { return invalid_at("database", "invalid_database", std::move(message)); }
Error unavailable(std::string message) { return Error{ErrorKind::unavailable, std::move(message), {}, {}}; }

Result<Address> read_sqlite(std::string_view path) {
  if (path.empty()) return unreadable("the database has no file name: write sqlite:PATH, for example sqlite:openward.db");
  if (path == ":memory:" || path.starts_with("file:")) {
    return unreadable("sqlite::memory: and file: addresses are not supported, because the register's connections would not share one "
                      "database: name a file");
  }
  if (path.find('"') != std::string_view::npos || path.find('\0') != std::string_view::npos) {
    return unreadable("the database's file name holds a character that cannot be passed on: rename the file");
  }

  std::error_code ignored;
  const fs::path file = fs::absolute(fs::path(path), ignored).lexically_normal();
  const fs::path folder = file.parent_path();
  if (!fs::is_directory(folder, ignored)) {
    return unavailable("the folder " + folder.string() + " for the database does not exist: create it, or name a file in another folder");
  }
  if (fs::is_directory(file, ignored))
    return unreadable(file.string() + " is a folder: name a file in it, for example " + (file / "openward.db").string());
  // SQLite writes its journal beside the file, so the folder counts too.
  if (::access(folder.c_str(), W_OK) != 0) {
    return unavailable("the folder " + folder.string() +
                       " of the database is not writable: give this user the right to write it, or name another");
  }
  if (fs::exists(file, ignored) && ::access(file.c_str(), R_OK | W_OK) != 0) {
    return unavailable("the database " + file.string() + " is not writable: give this user the right to read and write it");
  }
  return Address{Backend::sqlite, file.string(), "db=\"" + file.string() + "\"", "sqlite:" + file.string()};
}

/// Percent-encoded whole, so that no blank or quote is left for SOCI's own reading of the string, which would drop or cut it.
std::string encoded(std::string_view text) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') || byte == '-' ||
                       byte == '_' || byte == '.';
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += hex[byte >> 4U];
      out += hex[byte & 15U];
    }
  }
  return out;
}

struct FreeOptions {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};

Result<Address> read_postgresql(std::string_view words) {
  if (words.starts_with("//") || words.find("://") != std::string_view::npos) {
    return unreadable(
        "PostgreSQL is named by key=value words, not by an address with slashes: write postgresql:host=… port=… dbname=… user=…");
  }
  char* complaint = nullptr;
  const std::unique_ptr<PQconninfoOption, FreeOptions> options(PQconninfoParse(std::string(words).c_str(), &complaint));
  if (!options) {
    // The complaint may quote what was meant as a password.
    Error error =
        unreadable("the words after postgresql: cannot be read: write postgresql:host=… port=… dbname=… user=…, with single quotes "
                   "around values that hold blanks");
    error.internal = complaint ? complaint : "";
    PQfreemem(complaint);
    return error;
  }

  std::map<std::string, std::string> given;
  for (const PQconninfoOption* option = options.get(); option->keyword; ++option) {
    if (option->val) given[option->keyword] = option->val;
  }
  if (given["dbname"].find('=') != std::string::npos)
    return unreadable("the dbname in the words after postgresql: is not a name: write dbname=NAME");

  std::string description = "postgresql:";
  for (const char* shown : {"host", "port", "dbname"}) {
    if (!given[shown].empty()) description += (description.back() == ':' ? "" : " ") + std::string(shown) + "=" + given[shown];
  }
  if (description.back() == ':') description += "(default server)";

  given.try_emplace("connect_timeout", "5");
  given.try_emplace("application_name", "openward");
  given.try_emplace("keepalives_idle", "30");
  given.try_emplace("tcp_user_timeout", "10000");
  given["client_encoding"] = "UTF8";
  std::string connection = "postgresql:///";
  char separator = '?';
  for (const auto& [word, value] : given) {
    if (value.empty()) continue;
    connection += separator + word + "=" + encoded(value);
    separator = '&';
  }
  return Address{Backend::postgresql, {}, std::move(connection), std::move(description)};
}

} // namespace

Result<Address> read_address(std::string_view url) {
  if (url.starts_with(sqlite_prefix)) return read_sqlite(url.substr(sqlite_prefix.size()));
  if (url.starts_with(postgresql_prefix)) return read_postgresql(url.substr(postgresql_prefix.size()));
  return unreadable("a database is named sqlite:PATH or postgresql:host=… dbname=…; this is neither");
}

} // namespace openward::persistence::detail
