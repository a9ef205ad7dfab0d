#include "persistence/database.h"

#include <algorithm>

namespace openward::persistence {

UnitOfWork::UnitOfWork(Session& session, Instant now, std::string actor) : session_(session), now_(now), actor_(std::move(actor)) {}

UnitOfWork::~UnitOfWork() = default;

void UnitOfWork::record(std::string type, std::string subject, int version, std::string body) {
  events_.push_back(Event{0, now_, std::move(type), std::move(subject), version, actor_, std::move(body)});
}

void UnitOfWork::owe(std::string_view what, std::function<void(UnitOfWork&)> work) {
  const bool known = std::any_of(owed_.begin(), owed_.end(), [&](const auto& owed) { return owed.first == what; });
  if (!known) owed_.emplace_back(what, std::move(work));
}

void UnitOfWork::settle(std::string_view what) {
  const auto found = std::find_if(owed_.begin(), owed_.end(), [&](const auto& owed) { return owed.first == what; });
  if (found == owed_.end()) return;
  // Taken out first: the work may owe the same again.
  const auto work = std::move(found->second);
  owed_.erase(found);
  work(*this);
}

void UnitOfWork::settle_all() {
  while (!owed_.empty()) settle(std::string(owed_.front().first));
}

} // namespace openward::persistence
