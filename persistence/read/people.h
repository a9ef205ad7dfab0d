#pragma once
// People who were paid count in every total, and their names are shown to curators and auditors alone: everybody else reads "a person".
// SQL expressions over the aliases of the resources; constants, which threads share.

#include <string>
#include <string_view>

namespace openward::persistence::read {

/// What stands for a person's name, in JSON, downloads and reports alike.
inline constexpr std::string_view person_mask = "'a person'";

/// Whether the words of a supplier, or the body that they are linked to, are a person: over `s` and `pb` of the payments.
inline constexpr std::string_view payee_is_person = "(s.provider_class = 'individual' or coalesce(pb.provider_class, '') = 'individual')";

/// `shown`, or the mask where `is_person` holds.
inline std::string unless_person(std::string_view is_person, std::string_view shown) {
  return "case when " + std::string(is_person) + " then " + std::string(person_mask) + " else " + std::string(shown) + " end";
}

/// The name of a body under this alias; null stays null.
inline std::string body_name(std::string_view alias) {
  const std::string a(alias);
  return unless_person(a + ".provider_class = 'individual'", a + ".name");
}

} // namespace openward::persistence::read
