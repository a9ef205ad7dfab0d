#include "service/app/matching.h"

#include "domain/matching/supplier_class.h"
#include "exchange/files/file.h"
#include "exchange/names/supplier_names.h"
#include "exchange/reference/provider_tables.h"

#include <algorithm>
#include <set>

namespace openward::app {

using matching::BodyIndex;
using matching::BodyRef;
using matching::KnownBody;
using matching::Outcome;
using persistence::MatchState;
using persistence::SupplierMatch;
using persistence::UnitOfWork;

namespace {

bool better(Evidence a, Evidence b) { return static_cast<int>(a) < static_cast<int>(b); }

/// A body that is held without an identifier, under a name by which one with identifiers is known, is that one and no second of the name:
/// notices name their parties so. Gives where among those it is.
std::optional<std::size_t> same_organisation(const std::map<std::string, std::vector<std::size_t>>& by_name, const KnownBody& one) {
  const auto found = by_name.find(matching::name_form(one.body.name).key);
  if (found == by_name.end() || found->second.size() != 1) return std::nullopt;
  return found->second.front();
}

using Places = std::map<Identifier, std::size_t>;

bool share_a_scheme(const Body& a, const Body& b) {
  return std::any_of(a.identifiers.begin(), a.identifiers.end(), [&](const Identifier& one) {
    return std::any_of(b.identifiers.begin(), b.identifiers.end(), [&](const Identifier& other) { return one.scheme() == other.scheme(); });
  });
}

/// Where among `known` the body of a table is: by an identifier, else as the only one of its name, unless an identifier of one scheme tells
/// the two apart. A notice may name a trust with a number of the platform alone.
std::optional<std::size_t> place_of(const std::vector<KnownBody>& known, const Places& places,
                                    const std::map<std::string, std::vector<std::size_t>>& by_name, const KnownBody& table) {
  for (const Identifier& identifier : table.body.identifiers) {
    if (const auto at = places.find(identifier); at != places.end()) return at->second;
  }
  const auto found = same_organisation(by_name, table);
  if (!found || share_a_scheme(known[*found].body, table.body)) return std::nullopt;
  return found;
}

/// Bodies with identifiers, those of the register first so that their ids stay; then those of the tables; then what has a name alone.
/// A register body whose class rests on less than the curated one takes that, in the register too.
Result<std::vector<KnownBody>> everybody(UnitOfWork& u, const std::filesystem::path& reference) {
  persistence::Matches matches(u);
  std::vector<KnownBody> held = matches.known_bodies();
  std::vector<KnownBody> tables;
  if (!reference.empty()) {
    auto read = exchange::read_known_bodies(reference);
    if (!read) return read.error();
    tables = *std::move(read);
  }
  std::vector<KnownBody> known;
  std::vector<KnownBody> nameless;
  for (KnownBody& body : held) (body.body.identifiers.empty() ? nameless : known).push_back(std::move(body));

  Places places;
  std::map<std::string, std::vector<std::size_t>> by_own_name;
  for (std::size_t i = 0; i < known.size(); ++i) {
    for (const Identifier& identifier : known[i].body.identifiers) places.emplace(identifier, i);
    by_own_name[matching::name_form(known[i].body.name).key].push_back(i);
  }
  for (KnownBody& table : tables) {
    const auto same = place_of(known, places, by_own_name, table);
    if (!same) {
      known.push_back(std::move(table));
      continue;
    }
    KnownBody& body = known[*same];
    if (better(table.body.classification.evidence, body.body.classification.evidence) &&
        table.body.classification.provider_class != ProviderClass::unclassified) {
      body.body.classification = table.body.classification;
      persistence::Bodies(u).reclassify(body.body.id, table.body.classification);
    }
    matching::take_in(body, table);
  }

  std::map<std::string, std::vector<std::size_t>> by_name;
  for (std::size_t i = 0; i < known.size(); ++i) {
    std::set<std::string> keys{matching::name_form(known[i].body.name).key};
    for (const auto& other : known[i].other_names) {
      if (other.use != matching::NameUse::abbreviation) keys.insert(matching::name_form(other.text).key);
    }
    for (const std::string& key : keys) by_name[key].push_back(i);
  }
  for (KnownBody& body : nameless) {
    const auto same = same_organisation(by_name, body);
    if (!same) {
      known.push_back(std::move(body));
    } else if (known[*same].body.id.empty()) {
      known[*same].body.id = body.body.id;
      const Classification& curated = known[*same].body.classification;
      if (better(curated.evidence, body.body.classification.evidence)) persistence::Bodies(u).reclassify(body.body.id, curated);
    }
  }

  std::unordered_map<std::string, std::size_t> by_id;
  for (std::size_t i = 0; i < known.size(); ++i) by_id.emplace(known[i].body.id, i);
  for (const persistence::DecidedName& name : matches.decided_names()) {
    const auto at = by_id.find(name.body_id);
    if (at != by_id.end()) known[at->second].other_names.push_back({name_in(name.words), matching::NameUse::trading});
  }
  return known;
}

MatchState state_of(const matching::Decision& decision, const Classification& held) {
  if (decision.outcome == Outcome::linked) return MatchState::linked;
  if (held.provider_class == ProviderClass::individual) return MatchState::person;
  return decision.outcome == Outcome::candidates && !decision.candidates.empty() ? MatchState::open : MatchState::none;
}

/// What one decision must not settle together although the name is one: another legal form, another code.
std::string told_apart_by(const matching::SupplierString& supplier) {
  std::string out;
  if (!supplier.parts.empty()) out = std::to_string(static_cast<int>(matching::name_form(supplier.parts.front().text).form));
  for (const auto& code : supplier.codes) out += " " + code.identifier.text();
  return out;
}

} // namespace

std::string name_in(std::string_view words) {
  const matching::SupplierString supplier = exchange::read_supplier(words);
  const auto main = std::find_if(supplier.parts.begin(), supplier.parts.end(),
                                 [](const matching::NamePart& p) { return p.role == matching::PartRole::main; });
  if (main != supplier.parts.end()) return main->text;
  return supplier.parts.empty() ? supplier.text : supplier.parts.front().text;
}

Result<Matcher> Matcher::create(UnitOfWork& u, const std::filesystem::path& reference) {
  auto known = everybody(u, reference);
  if (!known) return known.error();
  return Matcher(BodyIndex(*std::move(known)));
}

Result<std::string> Matcher::id_of(UnitOfWork& u, BodyRef ref) {
  const Body& body = index_.body(ref).body;
  if (!body.id.empty()) return body.id;
  if (const auto added = ids_.find(ref); added != ids_.end()) return added->second;
  // Between two batches somebody else may have added it.
  for (const Identifier& identifier : body.identifiers) {
    if (const auto held = persistence::Bodies(u).by_identifier(identifier)) return ids_.emplace(ref, held->id).first->second;
  }
  auto id = persistence::Bodies(u).add(body, false, false);
  if (!id) return id.error();
  ids_.emplace(ref, *id);
  return id;
}

Result<SupplierMatch> Matcher::match_of(UnitOfWork& u, const persistence::UndecidedSupplier& string) {
  const matching::SupplierString supplier = exchange::read_supplier(string.words);
  const matching::Decision decision = matching::decide(index_, supplier);
  SupplierMatch match;
  match.supplier = string.key;
  match.held = matching::classify_supplier(index_, supplier, decision, {string.lines, string.pence});
  match.kind = matching::care_kind(string.words);
  match.state = state_of(decision, match.held);
  match.ground = std::string(matching::to_string(decision.ground));
  match.score = decision.confidence;
  match.reason = decision.reason;
  match.heading = matching::grouping_key(supplier);
  match.told_apart_by = told_apart_by(supplier);
  if (match.state == MatchState::linked) {
    auto id = id_of(u, decision.link->body);
    if (!id) return id.error();
    match.body_id = *std::move(id);
    match.reason = matching::explained(index_, supplier, decision);
  }
  if (match.state != MatchState::open) return match;
  const matching::NameForm form = matching::name_form(supplier.parts.front().text);
  std::set<std::string> named;
  for (const matching::Candidate& candidate : decision.candidates) {
    auto id = id_of(u, candidate.body);
    if (!id) return id.error();
    if (named.insert(*id).second) match.candidates.push_back({*id, candidate.score, matching::explained(index_, form, candidate)});
  }
  return match;
}

std::string Matcher::known() const {
  std::vector<std::string> bodies;
  for (BodyRef ref = 0; ref < index_.bodies(); ++ref) {
    const Body& body = index_.body(ref).body;
    // Ids are left out: a body of the tables has none before it is added to the register, and is the same body after it.
    std::set<std::string> words;
    for (const Identifier& identifier : body.identifiers) words.insert(identifier.text());
    const auto [first, last] = index_.names_of(ref);
    for (auto name = first; name < last; ++name) words.insert(index_.name(name).text);
    std::string line = body.name + '\t' + std::string(to_string(body.classification.provider_class));
    for (const std::string& word : words) line += '\t' + word;
    bodies.push_back(std::move(line));
  }
  std::sort(bodies.begin(), bodies.end());
  std::string all;
  for (const std::string& body : bodies) all += body + '\n';
  return exchange::sha256_hex(all);
}

Result<std::optional<std::int64_t>> Matcher::read_batch(UnitOfWork& u, bool unread, std::int64_t after, MatchTally& tally,
                                                        std::size_t most) {
  persistence::Matches matches(u);
  const auto strings = matches.undecided(unread, after, most);
  if (strings.empty()) return std::optional<std::int64_t>{};
  ++tally.batches;
  std::vector<SupplierMatch> made;
  made.reserve(strings.size());
  for (const persistence::UndecidedSupplier& string : strings) {
    auto match = match_of(u, string);
    if (!match) return match.error();
    const std::string state(persistence::to_string(match->state));
    ++tally.strings[state];
    tally.pence[state] += string.pence;
    made.push_back(*std::move(match));
  }
  tally.read += static_cast<std::int64_t>(made.size());
  tally.changed += matches.keep(made, matching_rules);
  return std::optional(strings.back().key);
}

Result<MatchTally> match_new(UnitOfWork& u, const std::filesystem::path& reference, std::int64_t after) {
  MatchTally tally;
  persistence::Matches matches(u);
  if (matches.undecided(true, after, 1).empty()) return tally;
  auto matcher = Matcher::create(u, reference);
  if (!matcher) return matcher.error();
  for (std::optional<std::int64_t> last = after; last;) {
    auto read = matcher->read_batch(u, true, *last, tally);
    if (!read) return read.error();
    last = *read;
  }
  matches.record_run(matching_rules, tally.read, tally.changed);
  return tally;
}

namespace {

/// One batch and how far the run is with it, together or not at all. True when there was one.
Result<bool> read_next(UnitOfWork& u, Matcher& matcher, persistence::MatchRun& run, MatchTally& tally, std::size_t batch) {
  persistence::Matches matches(u);
  MatchTally next = tally;
  const auto last = matcher.read_batch(u, false, run.after, next, batch);
  if (!last) return last.error();
  if (!*last) {
    matches.finish(run);
    return false;
  }
  const std::int64_t read = next.read - tally.read;
  const std::int64_t changed = next.changed - tally.changed;
  run = {run.key, **last, run.read + read, run.changed + changed};
  matches.advance(run);
  if (changed > 0) matches.record_run(matching_rules, read, changed);
  tally = std::move(next);
  return true;
}

} // namespace

Result<MatchTally> match_all(persistence::Database& database, const Clock& clock, const std::filesystem::path& reference,
                             const std::function<void(std::int64_t, std::int64_t)>& progress, std::size_t batch) {
  MatchTally tally;
  persistence::MatchRun run;
  std::int64_t all = 0;
  auto matcher = database.write("matching", clock(), [&](UnitOfWork& u) -> Result<Matcher> {
    auto made = Matcher::create(u, reference);
    if (!made) return made;
    persistence::Matches matches(u);
    run = matches.begin_run(matching_rules, made->known());
    all = matches.count_undecided(false);
    return made;
  });
  if (!matcher) return matcher.error();
  tally.read_before = run.read;
  for (;;) {
    const auto more = database.write("matching", clock(), [&](UnitOfWork& u) { return read_next(u, *matcher, run, tally, batch); });
    if (!more) return more.error();
    if (!*more) return tally;
    if (progress) progress(run.read, all);
  }
}

Result<std::int64_t> move_classes(persistence::Database& database, const Clock& clock) {
  const Date today = london_date(clock());
  const auto waiting =
      database.read([&](persistence::Session& s) -> Result<std::size_t> { return persistence::classes_to_move(s, today).size(); });
  if (!waiting) return waiting.error();
  if (*waiting == 0) return std::int64_t{0};
  return database.write("classes", clock(), [](UnitOfWork& u) -> Result<std::int64_t> { return persistence::move_classes(u); });
}

} // namespace openward::app
