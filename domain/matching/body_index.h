#pragma once
// The bodies of the register, arranged for looking up a supplier's name. Built once and then never changed: any number of threads may
// share it. It owns its bodies; a BodyRef is a position among them and means nothing in another index.

#include "domain/matching/known_body.h"
#include "domain/matching/name_form.h"

#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <unordered_map>

namespace openward::matching {

using BodyRef = std::uint32_t;
using NameRef = std::uint32_t;
using WordId = std::uint32_t;

struct IndexedName {
  BodyRef body = 0;
  NameUse use = NameUse::current;
  LegalForm form = LegalForm::none;
  NameKind kind = NameKind::other;
  std::string text{};
  std::vector<WordId> words{}; // in the order of the name
  int weight = 0;              // of its words together
};

class BodyIndex {
 public:
  /// Bodies that share an identifier become one (see take_in).
  explicit BodyIndex(std::vector<KnownBody> bodies);

  const KnownBody& body(BodyRef ref) const { return bodies_[ref]; }
  const IndexedName& name(NameRef ref) const { return names_[ref]; }
  std::size_t bodies() const { return bodies_.size(); }
  /// The names of one body, the current one first: [first, last).
  std::pair<NameRef, NameRef> names_of(BodyRef ref) const { return {first_names_[ref], first_names_[ref + 1]}; }
  /// England has more than 6,000 practices. With fewer than that in the index a practice's name is not known to be the only one.
  bool holds_the_practices_of_the_country() const { return practices_ >= 6'000; }

  const BodyRef* with_identifier(const Identifier& identifier) const;
  /// Names by the key of a NameForm; of one kind by core; of trusts by initials.
  std::span<const NameRef> with_key(std::string_view key) const;
  std::span<const NameRef> with_core(NameKind kind, std::string_view core) const;
  std::span<const NameRef> with_initials(std::string_view letters) const;
  /// Names whose key begins so and goes on; at most `most` of them, for a name that its source has cut off.
  std::vector<NameRef> beginning(std::string_view key, std::size_t most) const;

  const WordId* word(std::string_view text) const;
  /// Known words that are one slip away, in order.
  std::vector<WordId> slips_of(std::string_view text) const;
  std::span<const NameRef> names_with(WordId word) const { return postings_[word]; }
  /// The rarer a word, the heavier: 1 for a word of every name.
  int weight(WordId word) const { return weights_[word]; }
  int weight_of_unknown() const { return heaviest_; }
  std::string_view text(WordId word) const { return word_texts_[word]; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  template <typename Value>
  using Table = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;
  using Names = Table<std::vector<NameRef>>;

  void merge(std::vector<KnownBody> bodies);
  void add(BodyRef body, const std::string& text, NameUse use);
  WordId word_id(const std::string& word);
  void weigh();
  static std::span<const NameRef> find(const Names& names, std::string_view key);

  std::vector<KnownBody> bodies_;
  std::vector<IndexedName> names_;
  std::vector<NameRef> first_names_; // by body, and one past the last
  std::size_t practices_ = 0;
  std::map<Identifier, BodyRef> identifiers_;
  Names keys_, cores_, initials_;
  std::vector<std::pair<std::string, NameRef>> sorted_keys_;
  Table<WordId> words_;
  std::vector<std::string> word_texts_;
  std::vector<std::vector<NameRef>> postings_;
  std::vector<int> weights_;
  int heaviest_ = 1;
  Table<std::vector<WordId>> shortened_;
};

} // namespace openward::matching
