#pragma once
// What a run of `openward pull` says: for people and as JSON. Pure functions of its account.

#include "service/app/pull.h"

#include <span>
#include <string>

namespace openward::cli {

std::string pull_text(const app::PullAccount&);
std::string pull_json(const app::PullAccount&);
std::string status_text(const app::PullStatus&);
std::string status_json(const app::PullStatus&);
/// The windows that would be asked for, the first address of each, and how long that takes at least.
std::string plan_text(std::string_view base, std::span<const persistence::PullWindow>);
std::string plan_json(std::string_view base, std::span<const persistence::PullWindow>);
/// "window 3 of 9, 10 August 2026 …": one line.
std::string progress_text(const app::PullProgress&);

} // namespace openward::cli
