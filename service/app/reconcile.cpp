#include "service/app/reconcile.h"

#include "domain/matching/decision.h"
#include "domain/text.h"
#include "exchange/names/supplier_names.h"

#include <algorithm>
#include <array>
#include <map>

namespace openward::app {

using matching::BodyRef;
using matching::Candidate;
using matching::Decision;
using matching::NameForm;
using matching::SupplierString;

namespace {

constexpr std::array<ReconcileWord, 5> kTypes{{
    {"nhs-body", "NHS body", "A trust, foundation trust, board or other body of the NHS."},
    {"company", "Company", "A body with a number of Companies House."},
    {"charity", "Charity", "A body with a number of a charity regulator, or held to be a charity."},
    {"supplier", "Supplier", "A body that provides health care, or is paid by those who buy it."},
    {"commissioner", "Commissioner", "A body that buys health care."},
}};

constexpr std::array<ReconcileWord, 10> kProperties{{
    {"identifier", "Identifier", "Any identifier with its scheme, such as ods:RJ7 or coh:01532937."},
    {"ods", "ODS code", "Code of the NHS Organisation Data Service."},
    {"coh", "Company number", "Number of Companies House; leading zeros may be missing."},
    {"chc", "Charity number, England and Wales", "Number of the Charity Commission."},
    {"sc", "Charity number, Scotland", "Number of the Scottish Charity Regulator."},
    {"nic", "Charity number, Northern Ireland", "Number of the Charity Commission for Northern Ireland."},
    {"ppon", "PPON", "Public Procurement Organisation Number."},
    {"postcode", "Postcode", "Postcode of the body."},
    {"date", "Date", "A day as 2024-03-31 on which the body was open."},
    {"alias", "Other name", "Another name that it has or had."},
}};

constexpr int name_agrees = 50; // as in the rule that links by an identifier
constexpr int points_for_other_identifier = 30;
constexpr int points_for_closed = 20;
constexpr int points_for_other_postcode = 5;
constexpr int points_for_other_type = 10;

bool is_nhs(ProviderClass c) {
  return c == ProviderClass::nhs_trust || c == ProviderClass::nhs_foundation_trust || c == ProviderClass::nhs_other;
}

bool has_scheme(const Body& body, std::string_view scheme) {
  return std::any_of(body.identifiers.begin(), body.identifiers.end(), [&](const Identifier& i) { return i.scheme() == scheme; });
}

/// What was given, read.
struct Given {
  std::optional<SupplierString> name;
  std::vector<SupplierString> aliases;
  std::vector<Identifier> identifiers;
  std::vector<std::string> postcodes;
  std::vector<Date> days;
};

void read_value(Given& given, const std::string& pid, const std::string& value, std::vector<std::string>& notes) {
  const auto unusable = [&](std::string_view why) {
    notes.push_back(pid + " " + detail::quoted(value) + " was not used: " + std::string(why));
  };
  if (detail::trimmed(value).empty()) return;
  if (pid == "postcode") {
    given.postcodes.push_back(postcode_key(detail::trimmed(value)));
  } else if (pid == "alias") {
    given.aliases.push_back(exchange::read_supplier(value));
  } else if (pid == "date") {
    const auto day = Date::parse(value.substr(0, 10));
    if (day)
      given.days.push_back(*day);
    else
      unusable("a day is written 2024-03-31.");
  } else {
    const auto identifier = pid == "identifier" ? Identifier::parse(value) : Identifier::create(pid, value);
    if (identifier)
      given.identifiers.push_back(*identifier);
    else
      unusable(identifier.error().message);
  }
}

Given read_given(const ReconcileQuery& query, std::vector<std::string>& notes) {
  Given given;
  if (!detail::trimmed(query.query).empty()) given.name = exchange::read_supplier(query.query);
  for (const ReconcileProperty& property : query.properties)
    for (const std::string& value : property.values) read_value(given, property.pid, value, notes);
  return given;
}

/// The bodies that may be meant, and what is certain.
class Gathering {
 public:
  explicit Gathering(const BodyDirectory& directory) : directory_(directory) {}

  /// The body that the rules link the name to, and those that are like it.
  std::optional<BodyRef> by_name(const SupplierString& name, std::size_t most) {
    const Decision decision = matching::decide(directory_.index(), name);
    for (const Candidate& c : decision.candidates) add(c.body, c.score);
    for (const auto& part : name.parts)
      if (matching::is_strong(part.role))
        for (const Candidate& c : matching::candidates_for(directory_.index(), matching::name_form(part.text), most)) add(c.body, c.score);
    if (decision.outcome != matching::Outcome::linked || !decision.link) return std::nullopt;
    add(decision.link->body, std::max(decision.link->score, decision.confidence));
    return decision.link->body;
  }

  /// How well the names of a body fit, for one that was found by something else.
  int name_score(BodyRef body, const SupplierString& name) const {
    int best = 0;
    const auto [first, last] = directory_.index().names_of(body);
    for (const auto& part : name.parts)
      for (auto known = first; known < last; ++known)
        best = std::max(best, matching::compared(directory_.index(), matching::name_form(part.text), known).score);
    return best;
  }

  void add(BodyRef body, int score) {
    int& held = scores_.try_emplace(body, 0).first->second;
    held = std::max(held, score);
  }
  const std::map<BodyRef, int>& scores() const { return scores_; }

 private:
  const BodyDirectory& directory_;
  std::map<BodyRef, int> scores_;
};

/// True where one of those given is the body's; false where it has another one of a scheme that was given.
std::optional<bool> identifier_agrees(const Body& body, const std::vector<Identifier>& given) {
  std::optional<bool> out;
  for (const Identifier& one : given) {
    if (std::find(body.identifiers.begin(), body.identifiers.end(), one) != body.identifiers.end()) return true;
    if (has_scheme(body, one.scheme())) out = false;
  }
  return out;
}

std::optional<bool> postcode_agrees(const Body& body, const std::vector<std::string>& given) {
  if (body.postcode.empty() || given.empty()) return std::nullopt;
  return std::find(given.begin(), given.end(), postcode_key(body.postcode)) != given.end();
}

std::optional<bool> open_on(const Body& body, const std::vector<Date>& days) {
  if (days.empty() || (!body.opened && !body.closed)) return std::nullopt;
  return std::all_of(days.begin(), days.end(),
                     [&](Date day) { return (!body.opened || *body.opened <= day) && (!body.closed || day <= *body.closed); });
}

bool of_types(const persistence::NamedBody& body, const ReconcileQuery& query) {
  if (query.types.empty()) return true;
  const auto held = types_of(body);
  const auto has = [&](const std::string& type) { return std::find(held.begin(), held.end(), type) != held.end(); };
  return query.type_strict == TypeStrict::all ? std::all_of(query.types.begin(), query.types.end(), has)
                                              : std::any_of(query.types.begin(), query.types.end(), has);
}

/// The body that may be called a match, when no other has a claim to it.
std::optional<BodyRef> certain_body(const BodyDirectory& directory, Gathering& gathering, const Given& given, std::size_t most) {
  std::vector<BodyRef> linked;
  if (given.name)
    if (const auto body = gathering.by_name(*given.name, most)) linked.push_back(*body);
  for (const SupplierString& alias : given.aliases) {
    const auto body = gathering.by_name(alias, most);
    if (body && !given.name) linked.push_back(*body);
  }
  for (const Identifier& identifier : given.identifiers) {
    const BodyRef* body = directory.index().with_identifier(identifier);
    if (body == nullptr) continue;
    int fit = given.name || !given.aliases.empty() ? 0 : 100;
    if (given.name) fit = gathering.name_score(*body, *given.name);
    for (const SupplierString& alias : given.aliases) fit = std::max(fit, gathering.name_score(*body, alias));
    gathering.add(*body, std::max(fit, name_agrees));
    // A code whose body has another name is a question, and no match.
    if (fit >= name_agrees)
      linked.push_back(*body);
    else
      return std::nullopt;
  }
  if (linked.empty()) return std::nullopt;
  const bool agree = std::all_of(linked.begin(), linked.end(), [&](BodyRef b) { return b == linked.front(); });
  return agree ? std::optional(linked.front()) : std::nullopt;
}

ReconcileCandidate judged(const persistence::NamedBody& body, BodyRef ref, int name_score, const Given& given, bool certain) {
  ReconcileCandidate out;
  out.body = ref;
  out.name_score = name_score;
  out.identifier = identifier_agrees(body.known.body, given.identifiers);
  out.postcode = postcode_agrees(body.known.body, given.postcodes);
  out.open_on_day = open_on(body.known.body, given.days);
  int score = name_score;
  if (out.identifier == true) score = std::max(score, certain ? 100 : score);
  if (out.identifier == false) score -= points_for_other_identifier;
  if (out.postcode == false) score -= points_for_other_postcode;
  if (out.open_on_day == false) score -= points_for_closed;
  out.match = certain && out.identifier != false && out.postcode != false && out.open_on_day != false;
  out.score = std::clamp(score, 0, 100);
  return out;
}

} // namespace

std::span<const ReconcileWord> reconcile_types() { return kTypes; }
std::span<const ReconcileWord> reconcile_properties() { return kProperties; }

const ReconcileWord* reconcile_word(std::span<const ReconcileWord> words, std::string_view id) {
  const auto found = std::find_if(words.begin(), words.end(), [&](const ReconcileWord& w) { return w.id == id; });
  return found == words.end() ? nullptr : &*found;
}

std::vector<std::string_view> types_of(const persistence::NamedBody& one) {
  const Body& body = one.known.body;
  const ProviderClass held = body.classification.provider_class;
  std::vector<std::string_view> out;
  if (is_nhs(held)) out.emplace_back("nhs-body");
  if (has_scheme(body, "coh")) out.emplace_back("company");
  if (held == ProviderClass::voluntary_or_charity || has_scheme(body, "chc") || has_scheme(body, "sc") || has_scheme(body, "nic"))
    out.emplace_back("charity");
  if (one.provider) out.emplace_back("supplier");
  if (one.commissioner) out.emplace_back("commissioner");
  return out;
}

std::string description_of(const persistence::NamedBody& one) {
  const Body& body = one.known.body;
  std::string out(to_string(body.classification.provider_class));
  std::replace(out.begin(), out.end(), '_', ' ');
  for (const Identifier& identifier : body.identifiers) out += ", " + identifier.text();
  if (!body.postcode.empty()) out += ", " + body.postcode;
  if (body.closed) out += ", closed " + body.closed->iso();
  if (body.synthetic) out += ", invented for demonstration";
  return out;
}

ReconcileAnswer reconcile(const BodyDirectory& directory, const ReconcileQuery& query) {
  ReconcileAnswer answer;
  const Given given = read_given(query, answer.notes);
  Gathering gathering(directory);
  const auto certain = certain_body(directory, gathering, given, query.limit);
  if (!given.name && given.aliases.empty() && given.identifiers.empty())
    for (const std::string& postcode : given.postcodes)
      for (const BodyRef body : directory.in_postcode(postcode)) gathering.add(body, name_agrees);
  if (gathering.scores().empty() && given.name && given.name->trouble != matching::Trouble::none)
    answer.notes.push_back("the query holds no name (" + std::string(to_string(given.name->trouble)) + ").");

  for (const auto& [ref, score] : gathering.scores()) {
    const auto& body = directory.body(ref);
    const bool fits = of_types(body, query);
    if (!fits && query.type_strict != TypeStrict::should) continue;
    ReconcileCandidate one = judged(body, ref, score, given, certain == ref);
    if (!fits) {
      one.match = false;
      one.score = std::max(0, one.score - points_for_other_type);
    }
    answer.candidates.push_back(one);
  }
  // The protocol has candidates in the order of their scores, and what is certain stands first.
  for (ReconcileCandidate& one : answer.candidates)
    if (one.match)
      for (const ReconcileCandidate& other : answer.candidates) one.score = std::max(one.score, other.score);
  std::stable_sort(answer.candidates.begin(), answer.candidates.end(), [](const ReconcileCandidate& a, const ReconcileCandidate& b) {
    return a.match != b.match ? a.match : a.score > b.score;
  });
  if (answer.candidates.size() > query.limit) answer.candidates.resize(query.limit);
  return answer;
}

} // namespace openward::app
