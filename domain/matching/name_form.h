#pragma once
// The forms of a name that are compared: canonical words, a key that two spellings of one name share, and for the titles that law gives
// (NHS trusts, boards, commissioning groups) the words that tell one from another. Pure functions.
//
// "Guy'S & St. Thomas' Nhs Ft" has the words GUYS ST THOMAS NHS FOUNDATION TRUST, the kind `trust` and the core GUYS ST THOMAS.

#include <string>
#include <string_view>
#include <vector>

namespace openward::matching {

/// Kinds of organisation between which a name never crosses: "Redbridge PCT" is not "NHS Redbridge CCG".
enum class NameKind { other, trust, care_board, commissioning_group, primary_care_trust, council, charity, practice };
enum class LegalForm { none, ltd, plc, llp, cic };

struct NameForm {
  std::vector<std::string> words{}; // canonical, without legal form, THE, AND, OF
  std::string key{};                // the words without spaces: "LLOYDSPHARMACY"
  std::string core{};               // for trust, care_board, commissioning_group, primary_care_trust: what is left without the title
  NameKind kind = NameKind::other;
  LegalForm form = LegalForm::none;
};

NameForm name_form(std::string_view text);

/// All words in their canonical spelling, with one space between: "The Royal Bor. of X" is "THE ROYAL BOROUGH OF X". For reading classes.
std::string canonical_text(std::string_view text);

/// Law gives the title, so that the core alone tells such a body from the others of its kind.
bool is_statutory(NameKind);

/// The first letters of the words that are not the title, of trusts alone: "UCLH"; "" below four letters.
std::string initials(const NameForm&);

/// Nothing but words that many names have ("The Medical Centre", "NHS Trust"): it names nobody.
bool is_generic(const NameForm&);

/// A word that makes a charity, club or company beside a body out of the body's own name ("… NHS Trust Charity").
bool names_something_beside(std::string_view word);

} // namespace openward::matching
