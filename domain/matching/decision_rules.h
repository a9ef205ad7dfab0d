#pragma once
// What the rules of a decision share: the question, and the two answers that a rule can give. Internal to domain/matching; plain values.

#include "domain/matching/decision.h"

#include <span>

namespace openward::matching::rules {

struct Part {
  PartRole role = PartRole::whole;
  NameForm form{};
};

struct Question {
  const BodyIndex& index;
  const SupplierString& supplier;
  std::vector<Part> parts{};
  bool person = false;
};

constexpr std::size_t most_candidates = 5;

/// Whether the string speaks of a charity, a club or the staff beside the body whose name it holds.
bool speaks_of_something_beside(const Question& q, const IndexedName& name);
bool forms_differ(LegalForm a, LegalForm b);
/// The one body that all of `names` belong to; a current name goes before former ones of others.
std::optional<NameRef> only_one(const BodyIndex& index, std::span<const NameRef> names);
/// A reason to let a person decide although the name is the body's; empty where there is none.
std::string_view reservation(const Question& q, const Part& part, const IndexedName& name);

Decision linked(const Question& q, Ground ground, NameRef name, const NameForm& form, std::string reason);
/// Candidates in the order of `names`, each body once.
Decision waiting(const Question& q, const std::vector<NameRef>& names, const NameForm& form, std::string reason);

// The rules, each of which decides or leaves the question to the next.

/// A part of the string is a name of some body.
std::optional<Decision> by_name(const Question& q);
/// A code in the string is a body's.
std::optional<Decision> by_identifier(const Question& q);
/// The title that law gives, and the words that tell the body from the others of its kind.
std::optional<Decision> by_core(const Question& q);
/// "UCLH NHS Foundation Trust" has its letters as a word; "UCL Hospitals NHS Foundation Trust" has some as a word, and the first letters of
/// the words that follow.
std::optional<Decision> by_initials(const Question& q);
/// "NHS Supply Chain Maintenance", "X NHS Foundation Trust Pathology": the string begins with a name that a title completes, and goes on.
std::optional<Decision> by_beginning(const Question& q);
/// "SCCL-NHS Supply Chain Capital": two names of one body stand in the string, and no name of another.
std::optional<Decision> by_two_names(const Question& q);
/// The source has cut the name off, or left its title out.
std::optional<Decision> by_cut_off(const Question& q);
/// What is left: one slip of a finger, or candidates.
Decision by_likeness(const Question& q);

} // namespace openward::matching::rules
