#pragma once
// The tables of bodies and of what became of them. Pure functions of their files.

#include "domain/body.h"
#include "domain/result.h"

#include <filesystem>
#include <vector>

namespace openward::exchange {

Result<std::vector<Body>> read_commissioners(const std::filesystem::path& folder);
Result<std::vector<Body>> read_trusts(const std::filesystem::path& folder);
/// Refuses codes that no body of `commissioners` or `trusts` has, and a succession that is dated before the body that follows opened.
Result<std::vector<Succession>> read_successions(const std::filesystem::path& folder, const std::vector<Body>& commissioners,
                                                 const std::vector<Body>& trusts);

} // namespace openward::exchange
