#pragma once
// For whom a session reads. People who were paid or awarded something count in every total; their names, and the texts that may hold them,
// are for curators and auditors. A session is lent out with the eyes of everybody each time, so that nobody sees more by forgetting.

#include "persistence/database.h"

#include <string>
#include <string_view>
#include <unordered_set>

namespace openward::persistence {

enum class Sight { everybody, in_full };

void set_sight(Session&, Sight);
Sight sight_of(const Session&);

/// What stands for a text that is withheld.
inline constexpr std::string_view withheld_text = "withheld: a provider is a person";

/// The records whose texts may name a person: people themselves, the awards to them, and the contracts and procurements of these.
class RecordsOfPeople {
 public:
  explicit RecordsOfPeople(std::unordered_set<std::string> ids) : ids_(std::move(ids)) {}
  /// By public id, OCID, or the subject of an event.
  bool has(std::string_view id) const;
  /// Whether a text in JSON, such as the body of an event, has one of their ids among its strings.
  bool stand_in(std::string_view json) const;

 private:
  std::unordered_set<std::string> ids_;
};
RecordsOfPeople records_of_people(Session&);

/// The award, by public id, is to a person; the procurement, by OCID, has such an award. Its texts and its releases may name that person.
bool award_names_person(Session&, std::string_view award_id);
bool procurement_names_person(Session&, std::string_view ocid);

} // namespace openward::persistence
