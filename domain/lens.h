#pragma once
// A lens is one published way to say how much of the money goes where: which provider classes make which sector, whose share is stated, and
// of what. One year has five published "private shares"; they differ by lens. Values, immutable once made: threads share them.

#include "domain/result.h"
#include "domain/vocabulary.h"

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openward {

/// What a lens makes of classes. `outside`: no provider of care, such as a supplier of software; it may be part of the whole all the same.
enum class Sector { nhs, private_sector, third_sector, primary_care, public_sector, outside, unclassified };
std::string_view to_string(Sector); // nhs private third_sector primary_care public outside unclassified
std::optional<Sector> sector_from(std::string_view);
std::span<const std::string_view> sector_words();

/// nominal: money of the day, not adjusted for prices. The one basis there is.
enum class PriceBasis { nominal };
std::string_view to_string(PriceBasis);
std::optional<PriceBasis> price_basis_from(std::string_view);

/// The kinds that a class may be narrowed to: general_practice, dental, optical and pharmacy of primary_care; none of the rest.
std::span<const std::string_view> kinds_of(ProviderClass);

/// A provider class ("primary_care"), or one kind of it ("primary_care/dental").
struct LensClass {
  ProviderClass provider_class = ProviderClass::unclassified;
  std::string kind{}; // "" is the whole class

  static std::optional<LensClass> parse(std::string_view);
  std::string text() const;
  friend auto operator<=>(const LensClass&, const LensClass&) = default;
};

/// What somebody states the whole to be in a financial year.
struct StatedAmount {
  int start_year = 0;
  std::int64_t pence = 0;
  std::string source;
};

/// What a kind is not mentioned for follows its class; so does a row whose kind is not known.
struct LensDefinition {
  std::string id;
  int version = 1;
  std::string title;
  std::string definition; // in words, for a reader who will quote it
  std::map<LensClass, Sector> sectors;
  std::map<LensClass, bool> numerator; // true: counted; false takes a kind out of its class
  std::map<LensClass, bool> whole;     // the rows that the share is of; unused with a series
  std::string series;                  // "" or the stated series that the share is of
  PriceBasis price_basis = PriceBasis::nominal;
  std::string source;
  std::string source_year;
};

class Lens {
 public:
  /// Refuses a class without a sector, a numerator outside the whole, a lens that puts `unclassified` into a sector, counts it or leaves it
  /// out of the whole, and a series of which nothing is stated. `stated` are the amounts of its series.
  static Result<Lens> create(LensDefinition, std::vector<StatedAmount> stated);

  const LensDefinition& definition() const { return definition_; }
  std::span<const StatedAmount> stated() const { return stated_; } // by year
  std::string name() const { return definition_.id + "@" + std::to_string(definition_.version); }

  Sector sector_of(ProviderClass, std::string_view kind) const;
  bool counts(ProviderClass, std::string_view kind) const;   // in the numerator
  bool includes(ProviderClass, std::string_view kind) const; // in the whole; true of everything with a series
  /// True when it tells kinds of the class apart, so that a row of unknown kind may stand in the wrong place.
  bool narrows(ProviderClass) const;
  std::optional<std::int64_t> stated_in(int start_year) const;

 private:
  Lens(LensDefinition definition, std::vector<StatedAmount> stated) : definition_(std::move(definition)), stated_(std::move(stated)) {}
  LensDefinition definition_;
  std::vector<StatedAmount> stated_;
};

class LensBook {
 public:
  /// Refuses an empty book and one version of a lens that stands twice.
  static Result<LensBook> create(std::vector<Lens>);

  std::span<const Lens> lenses() const { return lenses_; } // as given
  /// The highest version of each, as given.
  std::vector<const Lens*> current() const;
  /// "all_non_nhs" is its highest version, "all_non_nhs@1" that one. The error names those that there are.
  Result<const Lens*> find(std::string_view name) const;

 private:
  explicit LensBook(std::vector<Lens> lenses) : lenses_(std::move(lenses)) {}
  std::vector<Lens> lenses_;
};

} // namespace openward
