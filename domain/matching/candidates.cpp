#include "domain/matching/candidates.h"

#include "domain/matching/spelling.h"

#include <algorithm>
#include <optional>

namespace openward::matching {
namespace {

/// A name's words may be looked up in lists of this many names together, the shortest first; more would be the word of a trade.
constexpr std::size_t most_names_looked_at = 600;
constexpr std::size_t most_names_in_common = 4'000;
constexpr std::size_t most_words_read = 12;
constexpr int worth_showing = 45;

/// A word of the name that is looked up, as the index knows it.
struct Asked {
  std::string_view text;
  std::optional<WordId> known{};
  std::vector<WordId> slips{};
  int weight = 1;
};

std::vector<Asked> asked_of(const BodyIndex& index, const NameForm& form) {
  std::vector<Asked> asked;
  for (const std::string& word : form.words) {
    if (asked.size() == most_words_read) break;
    Asked a{word, {}, {}, index.weight_of_unknown()};
    if (const WordId* id = index.word(word)) {
      a.known = *id;
      a.weight = index.weight(*id);
    } else {
      a.slips = index.slips_of(word);
    }
    asked.push_back(std::move(a));
  }
  return asked;
}

Candidate fit(const BodyIndex& index, std::span<const Asked> asked, NameRef ref) {
  const IndexedName& name = index.name(ref);
  Candidate out{name.body, ref, 0, 0, 0};
  std::uint64_t taken = 0; // words of the name that are spoken for
  int asked_weight = 0, shared = 0, shared_words = 0;
  const auto take = [&](WordId word) {
    for (std::size_t i = 0; i < name.words.size() && i < 64; ++i) {
      if (name.words[i] != word || (taken >> i & 1U) != 0) continue;
      taken |= std::uint64_t{1} << i;
      return true;
    }
    return false;
  };
  for (const Asked& a : asked) {
    int weight = a.weight;
    if (a.known && take(*a.known)) {
      shared += 20 * weight;
      ++shared_words;
    } else if (const auto slip = std::find_if(a.slips.begin(), a.slips.end(), take); slip != a.slips.end()) {
      weight = index.weight(*slip);
      shared += 18 * weight;
      ++shared_words;
      ++out.slips;
    } else {
      ++out.lacking;
    }
    asked_weight += weight;
  }
  out.lacking += static_cast<int>(name.words.size()) - shared_words;
  const int both = asked_weight + name.weight;
  out.score = both == 0 ? 0 : 10 * shared / both;
  return out;
}

/// Where every word is common ("Park View Surgery"): the names that have both of the two rarest.
std::vector<NameRef> with_both(const BodyIndex& index, WordId rarest, WordId next) {
  const auto few = index.names_with(rarest), many = index.names_with(next);
  std::vector<NameRef> names;
  if (few.size() > most_names_in_common) return names;
  for (const NameRef name : few)
    if (names.size() < most_names_looked_at && std::binary_search(many.begin(), many.end(), name)) names.push_back(name);
  return names;
}

/// The lists of the rarest words first, until enough names are at hand.
std::vector<NameRef> names_to_look_at(const BodyIndex& index, std::span<const Asked> asked) {
  std::vector<WordId> words;
  for (const Asked& a : asked) {
    if (a.known) words.push_back(*a.known);
    words.insert(words.end(), a.slips.begin(), a.slips.end());
  }
  const auto rarer = [&](WordId a, WordId b) {
    const auto sizes = std::pair(index.names_with(a).size(), index.names_with(b).size());
    return sizes.first != sizes.second ? sizes.first < sizes.second : a < b;
  };
  std::sort(words.begin(), words.end(), rarer);
  words.erase(std::unique(words.begin(), words.end()), words.end());
  std::vector<NameRef> names;
  for (const WordId word : words) {
    const auto more = index.names_with(word);
    if (names.size() + more.size() > most_names_looked_at) break;
    names.insert(names.end(), more.begin(), more.end());
  }
  if (names.empty() && words.size() > 1) names = with_both(index, words[0], words[1]);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

bool better(const Candidate& a, const Candidate& b) {
  if (a.score != b.score) return a.score > b.score;
  return a.body != b.body ? a.body < b.body : a.name < b.name;
}

std::string listed(const std::vector<std::string_view>& words) {
  std::string out;
  for (const auto word : words) out.append(out.empty() ? "" : ", ").append(word);
  return out;
}

} // namespace

std::vector<Candidate> candidates_for(const BodyIndex& index, const NameForm& form, std::size_t most) {
  const auto asked = asked_of(index, form);
  std::vector<Candidate> found;
  for (const NameRef name : names_to_look_at(index, asked)) {
    const Candidate c = fit(index, asked, name);
    if (c.score >= worth_showing) found.push_back(c);
  }
  std::sort(found.begin(), found.end(), better);
  std::vector<Candidate> best;
  for (const Candidate& c : found) {
    if (best.size() == most) break;
    if (std::none_of(best.begin(), best.end(), [&](const Candidate& b) { return b.body == c.body; })) best.push_back(c);
  }
  return best;
}

Candidate compared(const BodyIndex& index, const NameForm& form, NameRef name) { return fit(index, asked_of(index, form), name); }

std::string explained(const BodyIndex& index, const NameForm& form, const Candidate& candidate) {
  const IndexedName& name = index.name(candidate.name);
  std::vector<std::string_view> shared, spelt, here;
  std::vector<std::string_view> there;
  for (const WordId word : name.words) there.push_back(index.text(word));
  const auto drop = [&](auto same) {
    const auto at = std::find_if(there.begin(), there.end(), same);
    if (at == there.end()) return false;
    there.erase(at);
    return true;
  };
  for (const std::string& word : form.words) {
    if (drop([&](std::string_view w) { return w == word; }))
      shared.push_back(word);
    else if (drop([&](std::string_view w) { return w.size() > 5 && one_slip_apart(w, word); }))
      spelt.push_back(word);
    else
      here.push_back(word);
  }
  std::string out = "against the " + std::string(to_string(name.use)) + " \"" + name.text + "\"";
  if (!shared.empty()) out += "; shared: " + listed(shared);
  if (!spelt.empty()) out += "; one letter away: " + listed(spelt);
  if (!here.empty()) out += "; only here: " + listed(here);
  if (!there.empty()) out += "; only there: " + listed(there);
  return out;
}

} // namespace openward::matching
