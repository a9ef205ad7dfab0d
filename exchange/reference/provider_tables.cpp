#include "exchange/reference/provider_tables.h"

#include "domain/text.h"
#include "exchange/reference/body_tables.h"
#include "exchange/reference/tsv_table.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace openward::exchange {
namespace {

using matching::KnownName;
using matching::NameUse;

std::vector<std::string_view> parted(std::string_view text, char mark) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const auto end = std::min(text.find(mark), text.size());
    if (const auto part = detail::trimmed(text.substr(0, end)); !part.empty()) parts.push_back(part);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

struct UseWord {
  std::string_view word;
  NameUse use;
};
constexpr std::array<UseWord, 3> uses{{{"former", NameUse::former}, {"trading", NameUse::trading}, {"short", NameUse::abbreviation}}};

std::optional<NameUse> use_from(std::string_view word) {
  const auto found = std::find_if(uses.begin(), uses.end(), [&](const UseWord& u) { return u.word == word; });
  return found == uses.end() ? std::nullopt : std::optional(found->use);
}

struct CheckedWord {
  std::string_view word;
  Checked checked;
  int confidence; // of a class that was checked so
};
constexpr std::array<CheckedWord, 5> ways{{{"notice", Checked::notice, 95},
                                           {"register", Checked::in_register, 95},
                                           {"page", Checked::page, 90},
                                           {"name", Checked::name, 85},
                                           {"unchecked", Checked::unchecked, 60}}};

std::optional<Checked> checked_from(std::string_view word) {
  const auto found = std::find_if(ways.begin(), ways.end(), [&](const CheckedWord& w) { return w.word == word; });
  return found == ways.end() ? std::nullopt : std::optional(found->checked);
}

int confidence_of(Checked checked) {
  return std::find_if(ways.begin(), ways.end(), [&](const CheckedWord& w) { return w.checked == checked; })->confidence;
}

Checked checked_of(const TsvTable::Reader& row) {
  row.required("checked");
  return row.word("checked", checked_from, Checked::unchecked);
}

/// The words go wherever the class or the ownership is shown, so they say there what was not done.
std::string shown_source(const std::string& source, Checked checked) {
  return checked == Checked::unchecked ? source + " (unchecked: stated from general knowledge)" : source;
}

/// "former: BMI Healthcare; short: HCRG"
std::vector<KnownName> other_names(const TsvTable::Reader& row) {
  std::vector<KnownName> names;
  for (const std::string_view part : parted(row.text("also_known_as"), ';')) {
    const auto colon = part.find(": ");
    const auto use = colon == std::string_view::npos ? std::nullopt : use_from(part.substr(0, colon));
    if (use) {
      names.push_back({std::string(detail::trimmed(part.substr(colon + 2))), *use});
    } else {
      row.fault("also_known_as", "unknown_word",
                detail::quoted(part) + " does not say what kind of name it is; write \"former: …\", \"trading: …\" or \"short: …\"");
    }
  }
  return names;
}

std::vector<Identifier> identifiers_of(const TsvTable::Reader& row) {
  std::vector<Identifier> identifiers;
  for (const std::string_view text : parted(row.text("identifiers"), ' ')) {
    auto identifier = Identifier::parse(text);
    if (!identifier) {
      row.fault("identifiers", "bad_identifier", identifier.error().message);
      continue;
    }
    if (row.text("source").find(text.substr(text.find(':') + 1)) == std::string::npos)
      row.fault("identifiers", "without_source",
                "the source does not name " + std::string(text) + "; name where the number and the name stand together, or remove it");
    identifiers.push_back(*std::move(identifier));
  }
  return identifiers;
}

std::optional<KnownProvider> provider_of(const TsvTable::Reader& row) {
  auto body = Body::create(row.required("name"), identifiers_of(row));
  if (!body) {
    row.fault(body.error());
    return std::nullopt;
  }
  const auto provider_class = row.word("class", provider_class_from, ProviderClass::unclassified);
  const Checked checked = checked_of(row);
  const std::string source = shown_source(row.required("source"), checked);
  body->opened = row.date("opened");
  body->closed = row.date("closed");
  if (provider_class != ProviderClass::unclassified)
    body->classification = {provider_class, Evidence::curated, confidence_of(checked), source, body->opened, body->closed};
  return KnownProvider{row.required("key"), {*std::move(body), other_names(row)}, source, checked};
}

bool overlap(const Ownership& a, const Ownership& b) {
  const bool a_ends_first = a.to && b.from && *a.to < *b.from;
  const bool b_ends_first = b.to && a.from && *b.to < *a.from;
  return !a_ends_first && !b_ends_first;
}

/// Whether following owners from `key` comes back to it, whatever the dates.
bool comes_back(const std::vector<Ownership>& all, const std::string& key) {
  std::set<std::string> seen;
  std::vector<std::string> open{key};
  while (!open.empty()) {
    const std::string at = std::move(open.back());
    open.pop_back();
    for (const Ownership& o : all) {
      if (o.owned != at) continue;
      if (o.owner == key) return true;
      if (seen.insert(o.owner).second) open.push_back(o.owner);
    }
  }
  return false;
}

} // namespace

Result<std::vector<KnownProvider>> read_providers(const std::filesystem::path& folder) {
  const auto table = TsvTable::read(folder / "providers.tsv",
                                    {"key", "name", "class", "opened", "closed", "identifiers", "also_known_as", "source", "checked"});
  if (!table) return table.error();
  std::vector<KnownProvider> providers;
  std::vector<Fault> faults;
  std::set<std::string> keys;
  std::map<Identifier, std::string> holders;
  for (const auto& cells : table->rows()) {
    const TsvTable::Reader row(*table, cells, faults);
    auto provider = provider_of(row);
    if (!provider) continue;
    if (!keys.insert(provider->key).second)
      row.fault("key", "repeated", "the key " + provider->key + " stands on an earlier line too; put the facts into one row");
    for (const Identifier& identifier : provider->known.body.identifiers) {
      const auto [holder, is_new] = holders.emplace(identifier, provider->key);
      if (!is_new)
        row.fault("identifiers", "repeated", identifier.text() + " belongs to " + holder->second + " already; correct one of the two");
    }
    providers.push_back(*std::move(provider));
  }
  if (auto error = faults_of(*table, std::move(faults))) return *std::move(error);
  return providers;
}

Result<std::vector<Ownership>> read_ownerships(const std::filesystem::path& folder, const std::vector<KnownProvider>& providers) {
  const auto table = TsvTable::read(folder / "provider-groups.tsv", {"owned", "owner", "from", "to", "source", "checked"});
  if (!table) return table.error();
  std::set<std::string> keys;
  for (const KnownProvider& p : providers) keys.insert(p.key);
  std::vector<Ownership> all;
  std::vector<Fault> faults;
  for (const auto& cells : table->rows()) {
    const TsvTable::Reader row(*table, cells, faults);
    const Checked checked = checked_of(row);
    Ownership o{row.required("owned"),
                row.required("owner"),
                row.date("from"),
                row.date("to"),
                shown_source(row.required("source"), checked),
                checked};
    for (const std::string_view column : {"owned", "owner"})
      if (!keys.contains(row.text(column)))
        row.fault(column, "unknown_provider", "no row of providers.tsv has the key " + row.text(column) + "; add it there");
    if (o.from && o.to && *o.to < *o.from)
      row.fault("to", "before_beginning", "the ownership ends before it begins; correct one of the two dates");
    const bool second = std::any_of(all.begin(), all.end(), [&](const Ownership& b) { return b.owned == o.owned && overlap(b, o); });
    if (second) row.fault("owner", "two_owners", o.owned + " would have two owners at once; end the one before the other begins");
    all.push_back(std::move(o));
    if (comes_back(all, all.back().owned)) {
      row.fault("owner", "cycle", all.back().owned + " would own itself through its owners; remove one of the rows");
      all.pop_back();
    }
  }
  if (auto error = faults_of(*table, std::move(faults))) return *std::move(error);
  return all;
}

Result<std::vector<OtherName>> read_other_names(const std::filesystem::path& folder) {
  const auto table = TsvTable::read(folder / "body-names.tsv", {"identifier", "name", "use", "until", "source", "checked"});
  if (!table) return table.error();
  std::vector<OtherName> names;
  std::vector<Fault> faults;
  for (const auto& cells : table->rows()) {
    const TsvTable::Reader row(*table, cells, faults);
    auto identifier = Identifier::parse(row.required("identifier"));
    if (!identifier) {
      row.fault("identifier", "bad_identifier", identifier.error().message);
      continue;
    }
    const NameUse use = row.word("use", use_from, NameUse::former);
    const Checked checked = checked_of(row);
    names.push_back(
        {*std::move(identifier), {row.required("name"), use}, row.date("until"), shown_source(row.required("source"), checked), checked});
  }
  if (auto error = faults_of(*table, std::move(faults))) return *std::move(error);
  return names;
}

std::string ultimate_owner(const std::vector<Ownership>& ownerships, const std::string& key, const Date& day) {
  std::string at = key;
  // A chain is no longer than the table; the reader has refused cycles.
  for (std::size_t i = 0; i <= ownerships.size(); ++i) {
    const auto owner = std::find_if(ownerships.begin(), ownerships.end(), [&](const Ownership& o) {
      return o.owned == at && (!o.from || *o.from <= day) && (!o.to || day <= *o.to);
    });
    if (owner == ownerships.end()) return at;
    at = owner->owner;
  }
  return at;
}

Result<std::vector<matching::KnownBody>> read_known_bodies(const std::filesystem::path& folder) {
  auto boards = read_commissioners(folder), trusts = read_trusts(folder);
  if (!boards) return boards.error();
  if (!trusts) return trusts.error();
  auto providers = read_providers(folder);
  if (!providers) return providers.error();
  const auto names = read_other_names(folder);
  if (!names) return names.error();
  std::vector<matching::KnownBody> known;
  for (auto* bodies : {&*boards, &*trusts})
    for (Body& body : *bodies) known.push_back({std::move(body)});
  for (KnownProvider& provider : *providers) known.push_back(std::move(provider.known));
  std::map<Identifier, std::size_t> places;
  for (std::size_t i = 0; i < known.size(); ++i)
    for (const Identifier& identifier : known[i].body.identifiers) places.emplace(identifier, i);
  std::vector<Fault> faults;
  for (const OtherName& other : *names) {
    const auto place = places.find(other.identifier);
    if (place == places.end())
      faults.push_back(
          {"body-names.tsv", "unknown_body", "no body has the identifier " + other.identifier.text() + "; correct the row or remove it"});
    else
      known[place->second].other_names.push_back(other.name);
  }
  if (!faults.empty()) return invalid("the table body-names.tsv does not fit the tables of bodies", std::move(faults));
  return known;
}

} // namespace openward::exchange
