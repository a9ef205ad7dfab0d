// The rules of a decision that rest on a name or a code as it stands.

#include "domain/matching/decision_rules.h"

#include <algorithm>

namespace openward::matching::rules {
namespace {

/// A code and a name agree from this score on: half of the weight of their words is shared.
constexpr int names_agree = 50;

/// A part that may name the supplier by itself. What stands before a dash does so where a title or a legal form completes it.
bool names_the_supplier(const Part& part) {
  if (part.role == PartRole::before) return is_statutory(part.form.kind) || part.form.form != LegalForm::none;
  return is_strong(part.role);
}

struct Hit {
  const Part* part = nullptr;
  std::vector<NameRef> names{};
};

/// Parts whose key is a name of some body, in the order of the parts.
std::vector<Hit> hits_of(const Question& q, std::span<const NameRef> (*find)(const BodyIndex&, const NameForm&)) {
  std::vector<Hit> hits;
  for (const Part& part : q.parts) {
    const auto names = find(q.index, part.form);
    if (!names.empty()) hits.push_back({&part, {names.begin(), names.end()}});
  }
  return hits;
}

std::optional<Decision> by_hits(const Question& q, const std::vector<Hit>& hits, std::optional<Ground> always) {
  if (hits.empty()) return std::nullopt;
  const auto strong = std::find_if(hits.begin(), hits.end(), [](const Hit& hit) { return names_the_supplier(*hit.part); });
  const Hit& hit = strong == hits.end() ? hits.front() : *strong;
  const auto one = only_one(q.index, hit.names);
  const NameForm& form = hit.part->form;
  if (!one) return waiting(q, hit.names, form, "several bodies have this name");
  // Of the body's names that read like the string, the one whose legal form agrees: it may trade under a name without any.
  const auto agreeing = std::find_if(hit.names.begin(), hit.names.end(), [&](NameRef n) {
    return q.index.name(n).body == q.index.name(*one).body && !forms_differ(form.form, q.index.name(n).form);
  });
  const NameRef chosen = agreeing == hit.names.end() ? *one : *agreeing;
  const IndexedName& name = q.index.name(chosen);
  if (strong == hits.end())
    return waiting(q, {chosen}, form, "only a part of the string that may speak of somebody else is this body's name");
  for (const Hit& other : hits) {
    const auto also = only_one(q.index, other.names);
    if (also && q.index.name(*also).body != name.body && (is_strong(other.part->role) || other.part->role == PartRole::trading_as)) {
      return waiting(q, {chosen, *also}, form, "parts of the string are names of different bodies");
    }
  }
  if (const auto why = reservation(q, *hit.part, name); !why.empty()) return waiting(q, hit.names, form, std::string(why));
  const Ground ground = always ? *always : name.use == NameUse::current ? Ground::exact_name : Ground::known_name;
  return linked(q, ground, chosen, form, "the string is its " + std::string(to_string(name.use)));
}

} // namespace

bool speaks_of_something_beside(const Question& q, const IndexedName& name) {
  const auto& words = q.parts.front().form.words;
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    if (!names_something_beside(word)) return false;
    const WordId* id = q.index.word(word);
    return id == nullptr || std::find(name.words.begin(), name.words.end(), *id) == name.words.end();
  });
}

bool forms_differ(LegalForm a, LegalForm b) { return a != LegalForm::none && b != LegalForm::none && a != b; }

std::optional<NameRef> only_one(const BodyIndex& index, std::span<const NameRef> names) {
  for (const bool current_alone : {false, true}) {
    std::optional<NameRef> one;
    bool several = false;
    for (const NameRef ref : names) {
      if (current_alone && index.name(ref).use != NameUse::current) continue;
      if (!one) one = ref;
      several = several || index.name(*one).body != index.name(ref).body;
    }
    if (one && !several) return one;
  }
  return std::nullopt;
}

Decision linked(const Question& q, Ground ground, NameRef name, const NameForm& form, std::string reason) {
  Decision d;
  d.outcome = Outcome::linked;
  d.ground = ground;
  d.link = compared(q.index, form, name);
  d.confidence = confidence_of(ground);
  d.reason = std::move(reason);
  return d;
}

Decision waiting(const Question& q, const std::vector<NameRef>& names, const NameForm& form, std::string reason) {
  Decision d;
  for (const NameRef name : names) {
    const bool listed =
        std::any_of(d.candidates.begin(), d.candidates.end(), [&](const Candidate& c) { return c.body == q.index.name(name).body; });
    if (!listed && d.candidates.size() < most_candidates) d.candidates.push_back(compared(q.index, form, name));
  }
  d.outcome = d.candidates.empty() ? Outcome::none : Outcome::candidates;
  d.reason = std::move(reason);
  return d;
}

std::string_view reservation(const Question& q, const Part& part, const IndexedName& name) {
  if (is_generic(part.form)) return "the name is made of words that many names have";
  if (q.index.body(name.body).gp_practice && !q.index.holds_the_practices_of_the_country())
    return "practices share names, and the register does not hold all of the country's";
  if (forms_differ(part.form.form, name.form)) return "the legal forms differ: two companies may share the name";
  if (speaks_of_something_beside(q, name)) return "the string speaks of a charity, a club or a company beside the body";
  return {};
}

std::optional<Decision> by_name(const Question& q) {
  return by_hits(q, hits_of(q, [](const BodyIndex& index, const NameForm& form) { return index.with_key(form.key); }), {});
}

std::optional<Decision> by_identifier(const Question& q) {
  for (const EmbeddedCode& code : q.supplier.codes) {
    const BodyRef* body = q.index.with_identifier(code.identifier);
    if (body == nullptr) continue;
    std::optional<Candidate> best;
    const NameForm* best_form = nullptr;
    const auto [first, last] = q.index.names_of(*body);
    for (const Part& part : q.parts) {
      for (NameRef name = first; name < last; ++name) {
        const Candidate c = compared(q.index, part.form, name);
        if (best && c.score <= best->score) continue;
        best = c;
        best_form = &part.form;
      }
    }
    if (!best) continue;
    const std::string says = "the string holds " + code.identifier.text() + " (" + code.where + ")";
    const auto named = by_name(q);
    if (named && named->link && named->link->body != *body)
      return waiting(q, {best->name, named->link->name}, *best_form,
                     says + ", but the string is another body's name; the code may be a predecessor's");
    if (best->score >= names_agree && !speaks_of_something_beside(q, q.index.name(best->name)))
      return linked(q, Ground::identifier, best->name, *best_form, says + " and the name agrees");
    return waiting(q, {best->name}, *best_form, says + ", but the body of that code has another name");
  }
  return std::nullopt;
}

std::optional<Decision> by_core(const Question& q) {
  const auto hits = hits_of(q, [](const BodyIndex& index, const NameForm& form) {
    return form.core.empty() ? std::span<const NameRef>() : index.with_core(form.kind, form.core);
  });
  return by_hits(q, hits, Ground::statutory_core);
}

std::optional<Decision> by_initials(const Question& q) {
  const auto hits = hits_of(q, [](const BodyIndex& index, const NameForm& form) {
    if (form.kind != NameKind::trust || form.words.front().size() < 3) return std::span<const NameRef>();
    std::string letters = form.words.front();
    for (std::size_t i = 1; i < form.words.size(); ++i)
      if (const auto& word = form.words[i]; word != "NHS" && word != "FOUNDATION" && word != "TRUST") letters += word.front();
    return letters.size() < 4 ? std::span<const NameRef>() : index.with_initials(letters);
  });
  return by_hits(q, hits, Ground::initials);
}

} // namespace openward::matching::rules
