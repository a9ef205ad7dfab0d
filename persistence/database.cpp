#include "persistence/database.h"

#include "persistence/detail/address.h"
#include "persistence/detail/award_sums.h"
#include "persistence/detail/connect.h"
#include "persistence/detail/events.h"
#include "persistence/detail/faults.h"
#include "persistence/detail/migrate.h"
#include "persistence/detail/native.h"
#include "persistence/detail/pool.h"
#include "persistence/detail/shared_turn.h"
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

  /// One transaction for all that `next` gives.
  Result<> write_all(std::chrono::milliseconds left, const detail::SharedTurn::Next& next);

  const Address address;
  const OpenOptions options;
  Pool readers;
  Pool writers;
  detail::SharedTurn turn;
  detail::AnswerCache answers;
  std::function<void(std::int64_t)> committed{};
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

/// PostgreSQL answers COMMIT after a failed statement with a rollback and no error, and SQLite gives some transactions up by itself:
/// neither may pass for a commit, and nothing more is written behind either.
void must_be_whole(Session& s) {
  if (!detail::transaction_failed(s) && detail::in_transaction(s)) return;
  throw detail::Ended(Error{ErrorKind::internal,
                            "a fault of the program ended this work, and nothing of it was kept: the log says why",
                            {},
                            "the work gave a value although one of its statements had failed or had ended the transaction"});
}

/// The last step of a transaction.
void commit(Session& s) {
  must_be_whole(s);
  detail::run(s, "commit");
}

/// Takes back the savepoint of a unit that failed. An Error when SQLite gave up the whole transaction, and with it the work of those who
/// share it.
std::optional<Error> undone(Session& s, std::string_view database) {
  try {
    if (!detail::in_transaction(s)) {
      return Error{ErrorKind::unavailable,
                   "nothing of this was kept, because the database gave up the work of others beside it: send it again",
                   {},
                   {}};
    }
    detail::run(s, "rollback to unit");
    detail::run(s, "release unit");
    return std::nullopt;
  } catch (...) {
    return detail::current_error(s, database);
  }
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
void Database::after_commit(std::function<void(std::int64_t)> hear) { state_->committed = std::move(hear); }

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
  std::int64_t last = 0;
  try {
    UnitOfWork unit(lease.session(), now, std::move(actor));
    if (!performed(unit, work)) return Done{}; // its Error is the outcome; the lease rolls back
    commit(lease.session());
    if (!unit.events_.empty()) last = unit.events_.back().seq;
  } catch (...) {
    return detail::current_error(lease.session(), state_->address.description);
  }
  if (last > 0 && state_->committed) state_->committed(last);
  return Done{};
}

bool Database::performed(UnitOfWork& unit, const std::function<bool(UnitOfWork&)>& work) {
  if (!work(unit)) return false;
  must_be_whole(unit.session());
  unit.settle_all();
  detail::write_events(unit.session(), unit.events_);
  search::index_due(unit.session());
  detail::count_due_awards(unit.session());
  return true;
}

Result<> Database::with_shared_writer(std::string actor, Instant now, const std::function<bool(UnitOfWork&)>& work) {
  // PostgreSQL has many writers, and gathers their syncs itself.
  if (state_->address.backend != Backend::sqlite) return with_writer(std::move(actor), now, work);
  detail::Waiting mine(std::move(actor), now, work);
  return state_->turn.take(
      mine, state_->options.lease_timeout,
      [this](std::chrono::milliseconds left, const detail::SharedTurn::Next& next) { return state_->write_all(left, next); });
}

Result<> Database::State::write_all(std::chrono::milliseconds left, const detail::SharedTurn::Next& next) {
  auto leased = writers.lease(left);
  if (!leased) return leased.error();
  Lease lease = *std::move(leased);
  if (auto begun = begin(lease, "begin immediate"); !begun) return begun;
  Session& session = lease.session();
  std::vector<detail::Waiting*> done;
  std::optional<Error> lost;
  std::int64_t last = 0;
  while (detail::Waiting* one = lost ? nullptr : next()) {
    session.sight = Sight::everybody;
    try {
      detail::run(session, "savepoint unit");
      UnitOfWork unit(session, one->now, one->actor);
      if (performed(unit, one->work)) {
        done.push_back(one);
        if (!unit.events_.empty()) last = unit.events_.back().seq;
      } else {
        detail::run(session, "rollback to unit");
        one->outcome = Done{}; // its Error is the outcome
      }
      detail::run(session, "release unit");
    } catch (...) {
      one->outcome = detail::current_error(session, address.description);
      std::erase(done, one);
      lost = undone(session, address.description);
    }
  }
  try {
    if (!lost && !done.empty()) commit(session);
  } catch (...) {
    lost = detail::current_error(session, address.description);
  }
  if (!lost && last > 0 && committed) committed(last);
  for (detail::Waiting* one : done) one->outcome = lost ? Result<>(*lost) : Result<>(Done{});
  return Done{};
}

} // namespace openward::persistence
