#pragma once
// The curated tables of who is who: providers and other organisations that no file of the Organisation Data Service tells apart, who owns
// whom and since when, and names by which NHS bodies were known. Pure functions of their files.

#include "domain/matching/known_body.h"
#include "domain/result.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace openward::exchange {

/// How a row was checked: by a notice, a copy of a public register or a page that was read, by the name itself, or not yet by anybody.
enum class Checked { notice, in_register, page, name, unchecked };

struct KnownProvider {
  std::string key; // of the table; ownership refers to it
  matching::KnownBody known;
  std::string source; // where anyone can look; says so where nobody has
  Checked checked = Checked::unchecked;
};

/// `owned` belonged to `owner` from a date (first day) to another (last day); an empty end is open, an empty beginning unknown.
struct Ownership {
  std::string owned; // keys of the table of providers
  std::string owner;
  std::optional<Date> from{};
  std::optional<Date> to{};
  std::string source; // says so where nobody has looked
  Checked checked = Checked::unchecked;
};

/// A name of a body that another table gives: by identifier.
struct OtherName {
  Identifier identifier;
  matching::KnownName name;
  std::optional<Date> until{}; // the last day of a former name
  std::string source;          // says so where nobody has looked
  Checked checked = Checked::unchecked;
};

/// Refuses a key or an identifier that stands twice, an identifier that the source of its row does not name, a class that is no word of the
/// register, and a row without a source or without saying how it was checked. A class that nobody checked has a confidence of 60, others 85
/// to 95.
Result<std::vector<KnownProvider>> read_providers(const std::filesystem::path& folder);
/// Refuses keys that no provider has, an end before its beginning, two owners at once and an owner that belongs to what it owns.
Result<std::vector<Ownership>> read_ownerships(const std::filesystem::path& folder, const std::vector<KnownProvider>& providers);
Result<std::vector<OtherName>> read_other_names(const std::filesystem::path& folder);

/// The key at the top of the chain of owners on a day: the group that money paid to `key` goes to.
std::string ultimate_owner(const std::vector<Ownership>& ownerships, const std::string& key, const Date& day);

/// Everybody that the folder reference/ knows, ready for matching: boards, trusts, providers, with their other names.
Result<std::vector<matching::KnownBody>> read_known_bodies(const std::filesystem::path& folder);

} // namespace openward::exchange
