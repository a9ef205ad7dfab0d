#include "persistence/database.h"

namespace openward::persistence {

UnitOfWork::UnitOfWork(Session& session, Instant now, std::string actor) : session_(session), now_(now), actor_(std::move(actor)) {}

UnitOfWork::~UnitOfWork() = default;

void UnitOfWork::record(std::string type, std::string subject, int version, std::string body) {
  events_.push_back(Event{0, now_, std::move(type), std::move(subject), version, actor_, std::move(body)});
}

} // namespace openward::persistence
