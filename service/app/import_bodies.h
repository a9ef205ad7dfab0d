#pragma once
// Takes files of bodies into the register: who has which code, what they are called, who followed whom, who owned whom. Works in the unit
// of work it is given.

#include "domain/result.h"
#include "persistence/repositories.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace openward::app {

/// The account of one file of bodies: every row is a body, a succession or refused.
struct BodiesOutcome {
  std::string kind; // trusts | commissioners | practices | independent_providers | boards | successors
  std::int64_t added = 0, changed = 0, same = 0;
  std::int64_t successions_new = 0, successions_same = 0;
  std::vector<persistence::Refusal> refusals{};
};

/// A file of the Organisation Data Service. Errors: no such file; the refused rows of one that is are in the account.
Result<BodiesOutcome> take_ods(persistence::UnitOfWork&, std::string_view bytes, const std::string& name);

/// The curated tables of the folder reference/: providers with their classes and names, and who owned whom. Run again, they add nothing.
struct CuratedOutcome {
  std::int64_t added = 0, changed = 0, names = 0, ownerships = 0;
};
Result<CuratedOutcome> take_curated(persistence::UnitOfWork&, const std::filesystem::path& reference);

/// Places the bodies whose region nothing has stated yet, from the same folder.
Result<> place_bodies(persistence::UnitOfWork&, const std::filesystem::path& reference);

} // namespace openward::app
