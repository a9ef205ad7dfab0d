#include "domain/matching/body_index.h"

#include "domain/matching/spelling.h"

#include <algorithm>
#include <bit>

namespace openward::matching {
namespace {

/// Slips are looked for in words that are long enough not to become another word by one.
constexpr std::size_t shortest_with_slips = 6;

std::string core_key(NameKind kind, std::string_view core) {
  return std::string(1, static_cast<char>('0' + static_cast<int>(kind))).append(core);
}

template <typename Values>
void make_distinct(Values& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

} // namespace

BodyIndex::BodyIndex(std::vector<KnownBody> bodies) {
  merge(std::move(bodies));
  for (BodyRef ref = 0; ref < bodies_.size(); ++ref) {
    const KnownBody& known = bodies_[ref];
    practices_ += known.gp_practice ? 1 : 0;
    first_names_.push_back(static_cast<NameRef>(names_.size()));
    add(ref, known.body.name, NameUse::current);
    for (const KnownName& other : known.other_names) add(ref, other.text, other.use);
  }
  first_names_.push_back(static_cast<NameRef>(names_.size()));
  weigh();
  std::sort(sorted_keys_.begin(), sorted_keys_.end());
}

void BodyIndex::merge(std::vector<KnownBody> bodies) {
  for (KnownBody& known : bodies) {
    const auto& given = known.body.identifiers;
    const auto held = std::find_if(given.begin(), given.end(), [&](const Identifier& i) { return identifiers_.contains(i); });
    const auto ref = held == given.end() ? static_cast<BodyRef>(bodies_.size()) : identifiers_.at(*held);
    for (const Identifier& identifier : given) identifiers_.emplace(identifier, ref);
    if (held == given.end())
      bodies_.push_back(std::move(known));
    else
      take_in(bodies_[ref], known);
  }
}

void BodyIndex::add(BodyRef body, const std::string& text, NameUse use) {
  NameForm form = name_form(text);
  if (form.words.empty()) return;
  const auto ref = static_cast<NameRef>(names_.size());
  IndexedName name{body, use, form.form, form.kind, text, {}, 0};
  for (const std::string& word : form.words) name.words.push_back(word_id(word));
  auto distinct = name.words;
  make_distinct(distinct);
  for (const WordId word : distinct) postings_[word].push_back(ref);
  if (is_statutory(form.kind) && !form.core.empty()) cores_[core_key(form.kind, form.core)].push_back(ref);
  if (const std::string letters = use == NameUse::abbreviation ? form.key : initials(form); !letters.empty())
    initials_[letters].push_back(ref);
  if (use != NameUse::abbreviation) sorted_keys_.emplace_back(form.key, ref);
  keys_[std::move(form.key)].push_back(ref);
  names_.push_back(std::move(name));
}

WordId BodyIndex::word_id(const std::string& word) {
  const auto [at, is_new] = words_.try_emplace(word, static_cast<WordId>(word_texts_.size()));
  if (!is_new) return at->second;
  word_texts_.push_back(word);
  postings_.emplace_back();
  if (word.size() < shortest_with_slips) return at->second;
  shortened_[word].push_back(at->second);
  for (std::string& form : shortened_forms(word)) shortened_[std::move(form)].push_back(at->second);
  return at->second;
}

void BodyIndex::weigh() {
  const auto all = names_.size() + 1;
  heaviest_ = static_cast<int>(std::bit_width(all));
  weights_.reserve(postings_.size());
  for (const auto& names : postings_) weights_.push_back(std::max(1, static_cast<int>(std::bit_width(all / (names.size() + 1)))));
  for (IndexedName& name : names_)
    for (const WordId word : name.words) name.weight += weights_[word];
}

std::span<const NameRef> BodyIndex::find(const Names& names, std::string_view key) {
  const auto found = names.find(key);
  return found == names.end() ? std::span<const NameRef>() : found->second;
}

const BodyRef* BodyIndex::with_identifier(const Identifier& identifier) const {
  const auto found = identifiers_.find(identifier);
  return found == identifiers_.end() ? nullptr : &found->second;
}

std::span<const NameRef> BodyIndex::with_key(std::string_view key) const { return find(keys_, key); }
std::span<const NameRef> BodyIndex::with_core(NameKind kind, std::string_view core) const { return find(cores_, core_key(kind, core)); }
std::span<const NameRef> BodyIndex::with_initials(std::string_view letters) const { return find(initials_, letters); }

std::vector<NameRef> BodyIndex::beginning(std::string_view key, std::size_t most) const {
  auto at = std::lower_bound(sorted_keys_.begin(), sorted_keys_.end(), key,
                             [](const auto& entry, std::string_view k) { return entry.first < k; });
  std::vector<NameRef> found;
  for (; at != sorted_keys_.end() && found.size() < most && at->first.starts_with(key); ++at) found.push_back(at->second);
  return found;
}

const WordId* BodyIndex::word(std::string_view text) const {
  const auto found = words_.find(text);
  return found == words_.end() ? nullptr : &found->second;
}

std::vector<WordId> BodyIndex::slips_of(std::string_view text) const {
  std::vector<WordId> near;
  if (text.size() + 1 < shortest_with_slips) return near;
  const auto look = [&](std::string_view form) {
    const auto found = shortened_.find(form);
    if (found == shortened_.end()) return;
    for (const WordId word : found->second)
      if (one_slip_apart(text, word_texts_[word])) near.push_back(word);
  };
  look(text);
  for (const std::string& form : shortened_forms(text)) look(form);
  make_distinct(near);
  return near;
}

} // namespace openward::matching
