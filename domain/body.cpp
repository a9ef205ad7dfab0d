#include "domain/body.h"

#include "domain/name_words.h"
#include "domain/text.h"
#include "domain/words.h"

#include <algorithm>

namespace openward {
namespace {

constexpr std::array<std::string_view, 7> evidence_spellings{
    "ods_role", "curated", "charity_register", "company_register", "stated_in_notice", "name_pattern", "none"};
static_assert(detail::spells_all(evidence_spellings, Evidence::none));

constexpr std::size_t longest_name = 1000;

bool drop_prefix(std::string& text, std::string_view word) {
  if (!text.starts_with(word) || text.size() == word.size()) return false;
  text.erase(0, word.size());
  return true;
}

bool drop_suffix(std::string& text, std::string_view word) {
  if (!text.ends_with(word) || text.size() == word.size()) return false;
  text.erase(text.size() - word.size());
  return true;
}

} // namespace

std::string_view to_string(Evidence v) { return detail::word_of(evidence_spellings, v); }
std::optional<Evidence> evidence_from(std::string_view word) { return detail::from_word<Evidence>(evidence_spellings, word); }

Result<Body> Body::create(std::string_view name, std::vector<Identifier> identifiers) {
  std::vector<Fault> faults;
  const std::string_view plain = detail::trimmed(name);
  if (plain.empty()) faults.push_back({"/name", "missing", "the name of the organisation is missing; give the name it uses in law"});
  if (detail::characters(plain) > longest_name)
    faults.push_back({"/name", "too_long", "the name has more than 1,000 characters; give the name alone"});
  if (detail::has_control_character(plain)) {
    faults.push_back({"/name", "control_character",
                      "the name " + detail::quoted(plain) + " holds a line break, a tab or another control character; remove it"});
  }
  std::vector<Identifier> kept;
  for (std::size_t i = 0; i < identifiers.size(); ++i) {
    const Identifier& given = identifiers[i];
    const auto same = std::find_if(kept.begin(), kept.end(), [&](const Identifier& k) { return k.scheme() == given.scheme(); });
    if (same == kept.end())
      kept.push_back(given);
    else if (same->id() != given.id()) {
      faults.push_back({"/identifiers/" + std::to_string(i), "second_of_scheme",
                        "the identifiers " + same->text() + " and " + given.text() +
                            " are of one scheme and differ; they are two bodies, or one of the two is wrong"});
    }
  }
  if (!faults.empty()) return invalid("the organisation cannot be recorded as given", std::move(faults));
  Body body;
  body.name = std::string(plain);
  body.identifiers = std::move(kept);
  return body;
}

std::string normalised_name(std::string_view name) {
  std::string words = detail::name_words(name);
  // To the fixed point: "(THE) … LTD (THE)" and "… LIMITED LLP" are met in real files. A name made of these words alone is kept.
  for (bool again = true; again;) {
    again = drop_prefix(words, " THE");
    for (const std::string_view word : {" LTD", " LIMITED", " PLC", " LLP", " THE"}) again = drop_suffix(words, word) || again;
  }
  if (!words.empty()) words.erase(0, 1);
  return words;
}

} // namespace openward
