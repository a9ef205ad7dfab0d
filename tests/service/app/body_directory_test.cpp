// When the directory is built anew, and for whom.

#include "persistence/repositories.h"
#include "service/app/body_directory.h"
#include "tests/support/catch.h"
#include "tests/support/databases.h"

#include <stdexcept>
#include <thread>

using namespace openward;       // NOLINT(google-build-using-namespace): a test file
using namespace openward::test; // NOLINT(google-build-using-namespace): a test file

namespace {

const Date today = *Date::parse("2026-08-10");

void write(persistence::Database& db, const std::function<Result<>(persistence::UnitOfWork&)>& work) {
  if (const auto done = db.write("test", noon(), work); !done) throw std::runtime_error(done.error().message + done.error().internal);
}

void add(persistence::Database& db, const std::string& name, ProviderClass held = ProviderClass::independent_sector) {
  write(db, [&](persistence::UnitOfWork& u) -> Result<> {
    Body body = *Body::create(name, {});
    body.classification.provider_class = held;
    const auto id = persistence::Bodies(u).add(body, false, true);
    return id ? Result<>(Done{}) : Result<>(id.error());
  });
}

} // namespace

TEST_CASE("a directory is built once, and again when bodies changed and not when something else did", "[reconcile]") {
  const TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  add(*t.db, "Brightwater Hospice");
  app::DirectoryKeeper keeper;
  const auto first = *keeper.current(*t.db, today);
  CHECK(first->bodies() == 1);
  CHECK(*keeper.current(*t.db, today) == first);

  write(*t.db, [](persistence::UnitOfWork& u) -> Result<> {
    u.record("token.created", "tk-1", 1, "{}");
    return Done{};
  });
  CHECK(*keeper.current(*t.db, today) == first);
  CHECK(keeper.built() == 1);

  add(*t.db, "Harbour Diagnostics Ltd");
  const auto second = *keeper.current(*t.db, today);
  CHECK(second->bodies() == 2);
  CHECK(first->bodies() == 1); // whoever holds the old one may go on reading it
  CHECK(keeper.built() == 2);
  CHECK((*keeper.current(*t.db, *Date::parse("2026-08-11")))->bodies() == 2);
  CHECK(keeper.built() == 3); // owners are those of the day
}

TEST_CASE("a person's name is in no directory", "[reconcile]") {
  const TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  add(*t.db, "Dr Jane Doe", ProviderClass::individual);
  add(*t.db, "Doe Surgery", ProviderClass::primary_care);
  app::DirectoryKeeper keeper;
  const auto directory = *keeper.current(*t.db, today);
  CHECK(directory->bodies() == 1);
  CHECK(directory->bodies_beginning("jane", 10).empty());
  CHECK(directory->bodies_beginning("doe", 10).size() == 1);
}

TEST_CASE("many may ask while bodies are added, and each is given a whole directory", "[reconcile]") {
  const TestDatabase t = fresh_database(persistence::Backend::sqlite);
  add(*t.db, "Brightwater Hospice");
  app::DirectoryKeeper keeper;
  std::vector<std::size_t> least(3, 0);
  std::vector<std::jthread> askers;
  for (std::size_t i = 0; i < least.size(); ++i)
    askers.emplace_back([&, i] {
      for (int n = 0; n < 50; ++n) {
        const auto directory = keeper.current(*t.db, today);
        if (!directory || (*directory)->bodies() < least[i]) return; // an older one must never follow a newer one
        least[i] = (*directory)->bodies();
      }
      least[i] += 1000;
    });
  for (int n = 0; n < 10; ++n) add(*t.db, "Harbour Clinic " + std::to_string(n) + " Ltd");
  askers.clear();
  for (const std::size_t seen : least) CHECK(seen > 1000);
  CHECK((*keeper.current(*t.db, today))->bodies() == 11);
}
