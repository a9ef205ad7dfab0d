#include "persistence/database.h"

#include "persistence/detail/address.h"
#include "persistence/detail/connect.h"
#include "persistence/detail/events.h"
#include "persistence/detail/faults.h"
#include "persistence/detail/migrate.h"
#include "persistence/detail/native.h"
#include "persistence/detail/pool.h"
#include "persistence/search/index.h"

#include <algorithm>

namespace openward::persistence {

using detail::Address;
using detail::Lease;
using detail::Pool;
using detail::Role;

struct Database::State {
  State(Address where, OpenOptions chosen)
      : address(std::move(where)), options(chosen), readers("reading", std::max<std::size_t>(1, chosen.readers), opener(Role::reader)),
        writers("writing", address.backend == Backend::sqlite ? 1 : std::max<std::size_t>(2, chosen.readers), opener(Role::writer)) {}

  Pool::Opener opener(Role role) {
    return [this, role]() -> Result<std::unique_ptr<Session>> {
      auto connected = detail::connect(address);
      if (!connected) return connected;
      if (auto prepared = detail::prepare(**connected, role, address); !prepared) return prepared.error();
      return connected;
    };
  }

  /// BEGIN, on a new connection when the lent one turns out to be dead. Only here: nothing has been done yet that could be lost.
  Result<> begin(Lease& lease, const std::string& words) {
    try {
      detail::run(lease.session(), words);
      return Done{};
    } catch (...) {
      if (!detail::broken(lease.session())) return detail::current_error(lease.session(), address.description);
    }
    if (auto replaced = lease.replace(); !replaced) return replaced.error();
    try {
      detail::run(lease.session(), words);
      return Done{};
    } catch (...) {
      return detail::current_error(lease.session(), address.description);
    }
  }

  const Address address;
  const OpenOptions options;
  Pool readers;
  Pool writers;
  detail::AnswerCache answers;
  int version = 0;
};

namespace {

Error newer(const std::string& database, int stored) {
  return Error{ErrorKind::unsupported,
               "the database " + database + " has schema version " + std::to_string(stored) + " and this program knows version " +
                   std::to_string(current_schema_version()) + " and older: use a newer openward; nothing was changed",
               {},
               {}};
}

Error older(const std::string& database, int stored) {
  return Error{ErrorKind::unsupported,
               "the database " + database + " has schema version " + std::to_string(stored) + " and this program needs version " +
                   std::to_string(current_schema_version()) + ": run `openward migrate` on it first",
               {},
               {}};
}

/// An SQLite file that some other program made is left alone. One statement, because another process may be migrating the file just now.
bool belongs_to_another_program(Session& s) {
  return s.backend == Backend::sqlite &&
         detail::first_cell(s, "select count(*) from sqlite_master where type = 'table' and not exists "
                               "(select 1 from sqlite_master where type = 'table' and name = 'schema_version')") != "0";
}

/// The last step of a unit of work. PostgreSQL answers COMMIT after a failed statement with a rollback and no error, and SQLite gives some
/// transactions up by itself: neither may pass for a commit.
void commit(Session& s) {
  if (detail::transaction_failed(s) || !detail::in_transaction(s)) {
    throw detail::Ended(Error{ErrorKind::internal,
                              "a fault of the program ended this work, and nothing of it was kept: the log says why",
                              {},
                              "the work gave a value although one of its statements had failed or had ended the transaction"});
  }
  detail::run(s, "commit");
}

/// What a migration left due, or one that was ended before its words were written.
void write_words(Session& s) {
  if (!search::anything_due(s)) return;
  detail::run(s, s.backend == Backend::sqlite ? "begin immediate" : "begin");
  if (s.backend == Backend::postgresql) detail::run(s, "set local statement_timeout = 0");
  search::index_due(s);
  commit(s);
}

} // namespace

int current_schema_version() { return static_cast<int>(detail::migrations().size()); }

Database::Database() = default;
Database::~Database() = default;

Result<std::unique_ptr<Database>> Database::open(std::string_view url, OpenOptions options) {
  auto address = detail::read_address(url);
  if (!address) return address.error();
  const std::string description = address->description;

  auto connected = detail::connect(*address);
  if (!connected) return connected.error();
  Session& session = **connected;
  std::unique_ptr<Database> database(new Database());
  database->state_ = std::make_unique<State>(*address, options);
  try {
    int version = detail::stored_version(session);
    if (version > current_schema_version()) return newer(description, version);
    if (belongs_to_another_program(session)) {
      return Error{ErrorKind::unsupported, "the file of " + description + " belongs to another program: name another file", {}, {}};
    }
    if (version < current_schema_version() && !options.migrate) return older(description, version);
    if (auto prepared = detail::prepare(session, Role::writer, *address); !prepared) return prepared.error();
    database->state_->version = version < current_schema_version() ? detail::migrate(session) : version;
    write_words(session);
  } catch (...) {
    return detail::current_error(session, description);
  }
  database->state_->writers.adopt(*std::move(connected));
  return database;
}

Backend Database::backend() const { return state_->address.backend; }
std::string Database::description() const { return state_->address.description; }
int Database::schema_version() const { return state_->version; }

Result<> Database::ping() {
  return read([](Session& s) -> Result<> {
    detail::run(s, "select 1");
    return Done{};
  });
}

Result<> Database::with_reader(const std::function<void(Session&)>& work) {
  auto leased = state_->readers.lease(state_->options.lease_timeout);
  if (!leased) return leased.error();
  Lease lease = *std::move(leased);
  const bool sqlite = state_->address.backend == Backend::sqlite;
  if (auto begun = state_->begin(lease, sqlite ? "begin" : "begin isolation level repeatable read read only"); !begun) return begun;
  try {
    lease.session().sight = Sight::everybody;
    lease.session().answers = &state_->answers;
    work(lease.session());
  } catch (...) {
    return detail::current_error(lease.session(), state_->address.description);
  }
  return Done{};
}

Result<> Database::with_writer(std::string actor, Instant now, const std::function<bool(UnitOfWork&)>& work) {
  auto leased = state_->writers.lease(state_->options.lease_timeout);
  if (!leased) return leased.error();
  Lease lease = *std::move(leased);
  lease.session().sight = Sight::everybody;
  const bool sqlite = state_->address.backend == Backend::sqlite;
  if (auto begun = state_->begin(lease, sqlite ? "begin immediate" : "begin"); !begun) return begun;
  try {
    UnitOfWork unit(lease.session(), now, std::move(actor));
    if (!work(unit)) return Done{}; // its Error is the outcome; the lease rolls back
    unit.settle_all();
    detail::write_events(lease.session(), unit.events_);
    search::index_due(lease.session());
    commit(lease.session());
  } catch (...) {
    return detail::current_error(lease.session(), state_->address.description);
  }
  return Done{};
}

} // namespace openward::persistence
