// The rules of a decision for strings that hold more, less or other than a body's name.

#include "domain/matching/decision_rules.h"

#include <algorithm>

namespace openward::matching::rules {
namespace {

/// A second candidate as near as this makes a choice, which is a person's.
constexpr int clear_lead = 8;
constexpr std::size_t shortest_cut_off = 20;

/// "London Ambulance Service", "… NHS Foundation": what the name has more is "NHS Foundation Trust" or the end of it, and the string says
/// by itself that it is a hospital, an ambulance service or of the NHS. A place alone ("West London") is nobody.
bool title_alone_is_missing(const BodyIndex& index, const NameForm& form, const IndexedName& name) {
  if (name.kind != NameKind::trust || form.form != LegalForm::none || name.words.size() <= form.words.size()) return false;
  const auto says_so = [](const std::string& w) { return w == "NHS" || w == "HOSPITAL" || w == "HOSPITALS" || w == "AMBULANCE"; };
  if (std::none_of(form.words.begin(), form.words.end(), says_so)) return false;
  for (std::size_t i = 0; i < name.words.size(); ++i) {
    const std::string_view word = index.text(name.words[i]);
    if (i < form.words.size() ? word != form.words[i] : word != "NHS" && word != "FOUNDATION" && word != "TRUST") return false;
  }
  return true;
}

std::vector<std::string_view> words_of(std::string_view core) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < core.size();) {
    const auto end = std::min(core.find(' ', at), core.size());
    words.push_back(core.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

/// The cores have the same words but for one that is one letter away; the candidate found out that it is.
bool one_slip_in_core(const Question& q, const NameForm& form, const Candidate& c) {
  const IndexedName& name = q.index.name(c.name);
  if (form.core.empty() || name.kind != form.kind || c.slips != 1) return false;
  const NameForm known = name_form(name.text);
  const auto asked = words_of(form.core), held = words_of(known.core);
  if (asked.size() != held.size()) return false;
  std::size_t differing = 0;
  for (std::size_t i = 0; i < asked.size(); ++i) differing += asked[i] != held[i] ? 1U : 0U;
  return differing == 1 && asked.size() > 1;
}

} // namespace

std::optional<Decision> by_beginning(const Question& q) {
  const NameForm& form = q.parts.front().form;
  if (form.form != LegalForm::none || form.words.size() < 2 || form.words.size() > 16) return std::nullopt;
  std::string key = form.key;
  for (std::size_t n = form.words.size() - 1; n >= 1; --n) {
    key.resize(key.size() - form.words[n].size());
    // One word or two are a name only where they are an abbreviation that begins with the title: "NHSLA", "NHSBSA".
    const bool abbreviation = n == 1 && key.size() > 4 && key.starts_with("NHS");
    if (n < 3 && !abbreviation) continue;
    const auto names = q.index.with_key(key);
    const auto one = only_one(q.index, names);
    if (!one) continue;
    const IndexedName& name = q.index.name(*one);
    const bool complete = is_statutory(name.kind) || form.words.front() == "NHS" || abbreviation;
    if (!complete || speaks_of_something_beside(q, name) || q.index.body(name.body).gp_practice)
      return waiting(q, {*one}, form, "the string begins with this body's name and goes on");
    return linked(q, name.use == NameUse::current ? Ground::exact_name : Ground::known_name, *one, form,
                  "the string begins with its " + std::string(to_string(name.use)) + ", which a title of the law completes");
  }
  return std::nullopt;
}

std::optional<Decision> by_two_names(const Question& q) {
  constexpr std::size_t longest = 6;
  const NameForm& form = q.parts.front().form;
  const auto& words = form.words;
  std::vector<NameRef> found;
  for (std::size_t i = 0; i < words.size() && i < 16;) {
    std::size_t taken = 0;
    std::string key;
    std::optional<NameRef> hit;
    for (std::size_t n = 1; n <= longest && i + n <= words.size(); ++n) {
      key += words[i + n - 1];
      const auto one = only_one(q.index, q.index.with_key(key));
      if (!one || (n == 1 && (q.index.name(*one).use != NameUse::abbreviation || key.size() < 4))) continue;
      hit = one;
      taken = n;
    }
    if (hit) found.push_back(*hit);
    i += std::max<std::size_t>(taken, 1);
  }
  if (found.size() < 2) return std::nullopt;
  const auto one = only_one(q.index, found);
  if (!one || std::count(found.begin(), found.end(), found.front()) > 1 || forms_differ(form.form, q.index.name(*one).form))
    return std::nullopt;
  if (speaks_of_something_beside(q, q.index.name(found.back()))) return std::nullopt;
  return linked(q, Ground::known_name, found.back(), form, "two of its names stand in the string, and no name of another");
}

std::optional<Decision> by_cut_off(const Question& q) {
  const Part& part = q.parts.front();
  if (part.form.key.size() < shortest_cut_off || part.form.words.size() < 3) return std::nullopt;
  const std::string& last = part.form.words.back();
  const auto names = q.index.beginning(part.form.key, 16);
  const auto one = only_one(q.index, names);
  if (!one || q.index.body(q.index.name(*one).body).gp_practice) return std::nullopt;
  const IndexedName& name = q.index.name(*one);
  const auto at = part.form.words.size() - 1;
  if (title_alone_is_missing(q.index, part.form, name))
    return linked(q, Ground::statutory_core, *one, part.form, "the string is its name but for the title of the law");
  const bool in_the_middle = at < name.words.size() && q.index.text(name.words[at]) != last;
  if (!in_the_middle) return waiting(q, {*one}, part.form, "the body's name begins like the string and goes on");
  return linked(q, Ground::cut_off, *one, part.form, "the source cut the name off, and one body alone goes on like this");
}

Decision by_likeness(const Question& q) {
  const Part& part = q.parts.size() > 1 && q.parts[1].role == PartRole::main ? q.parts[1] : q.parts.front();
  Decision d;
  d.candidates = candidates_for(q.index, part.form, most_candidates);
  if (d.candidates.empty()) {
    d.reason = "no body of the register has a name like this";
    return d;
  }
  d.outcome = Outcome::candidates;
  d.reason = "names are alike, and a score alone links nothing";
  const Candidate& best = d.candidates.front();
  const IndexedName& name = q.index.name(best.name);
  const bool lead = d.candidates.size() < 2 || best.score - d.candidates[1].score >= clear_lead;
  const bool same = best.lacking == 0 && best.slips == 1 && part.form.words.size() >= 3;
  const auto others =
      std::count_if(d.candidates.begin(), d.candidates.end(), [&](const Candidate& c) { return one_slip_in_core(q, part.form, c); });
  const bool core = others == 1 && one_slip_in_core(q, part.form, best);
  if (!(core || (same && lead)) || !reservation(q, part, name).empty()) return d;
  auto link = linked(q, Ground::slip, best.name, part.form, "one word is one letter away, and everything else agrees");
  link.candidates = std::move(d.candidates);
  return link;
}

} // namespace openward::matching::rules
