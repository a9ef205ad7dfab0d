#pragma once
// A new, empty, migrated database for a test, on either engine. PostgreSQL is started once per test program in a temporary folder, on a
// free port of the loopback address, and stopped by its process id when the program ends; OPENWARD_TEST_POSTGRESQL
// ("host=… port=… user=…") names a running one instead.

#include "persistence/database.h"

#include <memory>
#include <string>
#include <vector>

namespace openward::test {

struct TestDatabase {
  std::string url;
  std::unique_ptr<persistence::Database> db;
  TestDatabase();
  TestDatabase(TestDatabase&&) noexcept;
  ~TestDatabase(); // drops it
};

/// Both engines. PostgreSQL missing on the machine is a failure, not a skip: the register promises both.
std::vector<persistence::Backend> backends();
TestDatabase fresh_database(persistence::Backend, persistence::OpenOptions = {});
/// The url of a new database that was never opened by the register.
std::string fresh_url(persistence::Backend);
/// Fixed moment for tests.
Instant noon();

} // namespace openward::test
