#pragma once
// People who were paid count in every total, and their names are shown to curators and auditors alone: everybody else reads "a person".
// SQL expressions over the aliases of the resources; constants, which threads share. {{everybody}} holds when the session reads for
// everybody and not in full (see sight.h).

#include "persistence/sight.h"

#include <string>
#include <string_view>

namespace openward::persistence::read {

/// What stands for a person's name, in JSON, downloads and reports alike.
inline constexpr std::string_view person_mask = "'a person'";

/// The body under this alias is a person, now or in a class of a time: the name is one name on every day. The words are those of the index
/// body_people.
inline std::string body_is_person(std::string_view alias) {
  const std::string a(alias);
  return "(" + a + ".provider_class = 'individual' or " + a + ".person_at_times = 1)";
}

/// Whether the words of a supplier, or the body that they are linked to, are a person: over `s` and `pb` of the payments.
inline constexpr std::string_view payee_is_person =
    "(s.provider_class = 'individual' or coalesce(pb.provider_class, '') = 'individual' or coalesce(pb.person_at_times, 0) = 1)";

/// One of the providers of the award under this alias is a person: what the notice says of it may name that person. The people who are
/// providers are few, so they are looked up once for a query and not once for a row. The joins are crossed because SQLite keeps their
/// order: left to choose, it reads every award's providers to find those few.
inline std::string award_to_person(std::string_view alias) {
  return std::string(alias) + ".key in (select np.award_key from body nb cross join award_provider np where np.body_key = nb.key and " +
         body_is_person("nb") + ")";
}
/// The procurement under this alias has such an award.
inline std::string procurement_to_person(std::string_view alias) {
  return std::string(alias) +
         ".key in (select na.procurement_key from body nb cross join award_provider np cross join award na where np.body_key = "
         "nb.key and na.key = np.award_key and " +
         body_is_person("nb") + ")";
}

/// `shown`, or for everybody `instead` where `is_person` holds.
inline std::string unless_person(std::string_view is_person, std::string_view shown, std::string_view instead = person_mask) {
  return "case when {{everybody}} and " + std::string(is_person) + " then " + std::string(instead) + " else " + std::string(shown) + " end";
}

/// Nothing instead of what may name a person.
inline std::string nothing_of_people(std::string_view is_person, std::string_view shown) { return unless_person(is_person, shown, "''"); }

/// Says what is missing instead of what may name a person.
inline std::string withheld_of_people(std::string_view is_person, std::string_view shown) {
  return unless_person(is_person, shown, "'" + std::string(withheld_text) + "'");
}

/// The name of a body under this alias; null stays null.
inline std::string body_name(std::string_view alias) { return unless_person(body_is_person(alias), std::string(alias) + ".name"); }

} // namespace openward::persistence::read
