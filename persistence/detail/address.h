#pragma once
// Where a database is: the words after --database, read and checked.
//
//   sqlite:PATH                              a file; its folder must exist
//   postgresql:host=… port=… dbname=… …      libpq's key=value words

#include "domain/result.h"
#include "persistence/database.h"

#include <string>
#include <string_view>

namespace openward::persistence::detail {

struct Address {
  Backend backend = Backend::sqlite;
  std::string path;        // SQLite: absolute
  std::string connection;  // as SOCI is to be given it; may hold a password
  std::string description; // for messages and logs; no password
};

Result<Address> read_address(std::string_view url);

} // namespace openward::persistence::detail
