#include "domain/lens.h"

#include "domain/text.h"
#include "domain/words.h"

#include <algorithm>
#include <set>

namespace openward {
namespace {

constexpr std::array<std::string_view, 7> sector_spellings{"nhs",    "private", "third_sector", "primary_care",
                                                           "public", "outside", "unclassified"};
constexpr std::array<std::string_view, 1> price_basis_spellings{"nominal"};
constexpr std::array<std::string_view, 4> primary_care_kinds{"general_practice", "dental", "optical", "pharmacy"};
static_assert(detail::spells_all(sector_spellings, Sector::unclassified));
static_assert(detail::spells_all(price_basis_spellings, PriceBasis::nominal));

constexpr LensClass class_only(ProviderClass c) { return {c, {}}; }

template <typename What>
const What* said_of(const std::map<LensClass, What>& sayings, ProviderClass provider_class, std::string_view kind) {
  const auto exact = sayings.find(LensClass{provider_class, std::string(kind)});
  if (exact != sayings.end()) return &exact->second;
  const auto whole_class = sayings.find(class_only(provider_class));
  return whole_class == sayings.end() ? nullptr : &whole_class->second;
}

bool said_yes(const std::map<LensClass, bool>& sayings, ProviderClass provider_class, std::string_view kind) {
  const bool* said = said_of(sayings, provider_class, kind);
  return said && *said;
}

template <typename What>
bool mentions_kind(const std::map<LensClass, What>& sayings, ProviderClass provider_class) {
  return std::any_of(sayings.begin(), sayings.end(),
                     [&](const auto& s) { return s.first.provider_class == provider_class && !s.first.kind.empty(); });
}

Fault wrong(std::string where, std::string message) { return {std::move(where), "bad_lens", std::move(message)}; }

bool sound_id(std::string_view id) {
  return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) { return detail::is_lower(c) || detail::is_digit(c) || c == '_'; });
}

void check_words(const LensDefinition& d, std::vector<Fault>& faults) {
  if (!sound_id(d.id)) faults.push_back(wrong("id", "the id " + detail::quoted(d.id) + " is not of a to z, 0 to 9 and _; choose another"));
  if (d.version < 1) faults.push_back(wrong("version", "versions count from 1"));
  for (const auto& [where, text] : {std::pair("title", &d.title), std::pair("definition", &d.definition), std::pair("source", &d.source)}) {
    if (text->empty()) faults.push_back(wrong(where, "a lens needs a " + std::string(where) + ": a reader will quote it"));
  }
}

void check_classes(const LensDefinition& d, std::vector<Fault>& faults) {
  const ProviderClass unclassified = ProviderClass::unclassified;
  for (const std::string_view word : provider_class_words()) {
    const ProviderClass c = *provider_class_from(word);
    if (c != unclassified && !d.sectors.contains(class_only(c)))
      faults.push_back(wrong("sectors", "the class " + std::string(word) + " has no sector; give it one, or put it outside"));
  }
  if (d.sectors.contains(class_only(unclassified)))
    faults.push_back(wrong("sectors", "unclassified is a sector of its own; leave it out of the others"));
  if (d.numerator.contains(class_only(unclassified)))
    faults.push_back(wrong("numerator", "what is unclassified is never counted as something; leave it out"));
  if (d.numerator.empty()) faults.push_back(wrong("numerator", "say whose share the lens states"));
  if (!d.series.empty()) return;
  if (!said_yes(d.whole, unclassified, "")) faults.push_back(wrong("whole", "what is unclassified is always part of the whole; add it"));
  for (const auto& [counted, yes] : d.numerator) {
    if (yes && !said_yes(d.whole, counted.provider_class, counted.kind))
      faults.push_back(wrong("numerator", counted.text() + " is counted and not part of the whole; a share would mean nothing"));
  }
}

void check_series(const LensDefinition& d, const std::vector<StatedAmount>& stated, std::vector<Fault>& faults) {
  if (!d.series.empty() && stated.empty())
    faults.push_back(wrong("series", "nothing is stated for the series " + detail::quoted(d.series) + "; add its amounts"));
  if (d.series.empty() && !stated.empty()) faults.push_back(wrong("series", "amounts are stated and the lens names no series"));
  std::set<int> years;
  for (const StatedAmount& amount : stated) {
    const std::string year = std::to_string(amount.start_year);
    if (!years.insert(amount.start_year).second) faults.push_back(wrong("series", "two amounts are stated for the year from " + year));
    if (amount.pence <= 0) faults.push_back(wrong("series", "the amount stated for the year from " + year + " is not above zero"));
  }
}

} // namespace

std::string_view to_string(Sector s) { return detail::word_of(sector_spellings, s); }
std::optional<Sector> sector_from(std::string_view word) { return detail::from_word<Sector>(sector_spellings, word); }
std::span<const std::string_view> sector_words() { return sector_spellings; }
std::string_view to_string(PriceBasis b) { return detail::word_of(price_basis_spellings, b); }
std::optional<PriceBasis> price_basis_from(std::string_view word) { return detail::from_word<PriceBasis>(price_basis_spellings, word); }

std::span<const std::string_view> kinds_of(ProviderClass c) {
  if (c == ProviderClass::primary_care) return primary_care_kinds;
  return {};
}

std::optional<LensClass> LensClass::parse(std::string_view text) {
  const auto slash = text.find('/');
  const auto provider_class = provider_class_from(text.substr(0, slash));
  if (!provider_class) return std::nullopt;
  if (slash == std::string_view::npos) return class_only(*provider_class);
  const auto kinds = kinds_of(*provider_class);
  const auto kind = std::find(kinds.begin(), kinds.end(), text.substr(slash + 1));
  if (kind == kinds.end()) return std::nullopt;
  return LensClass{*provider_class, std::string(*kind)};
}

std::string LensClass::text() const { return std::string(to_string(provider_class)) + (kind.empty() ? "" : "/" + kind); }

Result<Lens> Lens::create(LensDefinition definition, std::vector<StatedAmount> stated) {
  std::vector<Fault> faults;
  check_words(definition, faults);
  check_classes(definition, faults);
  check_series(definition, stated, faults);
  if (!faults.empty()) {
    std::string message = "the lens " + detail::quoted(definition.id) + " cannot be used: " + faults.front().message;
    return invalid(std::move(message), std::move(faults));
  }
  std::sort(stated.begin(), stated.end(), [](const StatedAmount& a, const StatedAmount& b) { return a.start_year < b.start_year; });
  return Lens(std::move(definition), std::move(stated));
}

Sector Lens::sector_of(ProviderClass provider_class, std::string_view kind) const {
  const Sector* said = said_of(definition_.sectors, provider_class, kind);
  return said ? *said : Sector::unclassified;
}

bool Lens::counts(ProviderClass provider_class, std::string_view kind) const {
  return said_yes(definition_.numerator, provider_class, kind);
}

bool Lens::includes(ProviderClass provider_class, std::string_view kind) const {
  return !definition_.series.empty() || said_yes(definition_.whole, provider_class, kind);
}

bool Lens::narrows(ProviderClass provider_class) const {
  return mentions_kind(definition_.sectors, provider_class) || mentions_kind(definition_.numerator, provider_class) ||
         (definition_.series.empty() && mentions_kind(definition_.whole, provider_class));
}

std::optional<std::int64_t> Lens::stated_in(int start_year) const {
  const auto found = std::find_if(stated_.begin(), stated_.end(), [&](const StatedAmount& a) { return a.start_year == start_year; });
  if (found == stated_.end()) return std::nullopt;
  return found->pence;
}

Result<LensBook> LensBook::create(std::vector<Lens> lenses) {
  if (lenses.empty()) return invalid("a book of lenses holds at least one lens");
  std::set<std::string> names;
  for (const Lens& lens : lenses) {
    if (!names.insert(lens.name()).second) return invalid("the lens " + lens.name() + " stands twice; give a new version a new number");
  }
  return LensBook(std::move(lenses));
}

std::vector<const Lens*> LensBook::current() const {
  std::vector<const Lens*> out;
  for (const Lens& lens : lenses_) {
    const bool newer = std::any_of(lenses_.begin(), lenses_.end(), [&](const Lens& other) {
      return other.definition().id == lens.definition().id && other.definition().version > lens.definition().version;
    });
    if (!newer) out.push_back(&lens);
  }
  return out;
}

Result<const Lens*> LensBook::find(std::string_view name) const {
  for (const Lens& lens : lenses_) {
    if (lens.name() == name) return &lens;
  }
  for (const Lens* lens : current()) {
    if (lens->definition().id == name) return lens;
  }
  std::string valid;
  for (const Lens& lens : lenses_) valid += (valid.empty() ? "" : ", ") + lens.name();
  return invalid_at("lens", "unknown_lens",
                    "there is no lens " + detail::quoted(name) + "; the lenses are " + valid + " (the version may be left out)");
}

} // namespace openward
