#include "service/app/body_directory.h"

#include "domain/text.h"
#include "persistence/repositories.h"

#include <algorithm>

namespace openward::app {

using matching::BodyRef;

namespace {

/// Programmes and centres stand behind bodies in one list of names: their numbers go on where those of the bodies end.
constexpr std::int64_t weight_of_record = 1;
/// More than any number of awards.
constexpr std::int64_t weight_of_closed = 1'000'000'000;

std::vector<matching::KnownBody> known_bodies(const std::vector<persistence::NamedBody>& bodies) {
  std::vector<matching::KnownBody> out;
  out.reserve(bodies.size());
  for (const auto& one : bodies) out.push_back(one.known);
  return out;
}

std::vector<SearchEntry> entries_of(const persistence::NamedThings& things, bool bodies_alone) {
  std::vector<SearchEntry> out;
  for (const auto& one : things.bodies) {
    SearchEntry entry{one.known.body.name, {}, one.awards, static_cast<std::uint32_t>(out.size())};
    for (const auto& name : one.known.other_names) entry.also.push_back(name.text);
    for (const Identifier& identifier : one.known.body.identifiers) entry.also.push_back(identifier.id());
    // What is closed stands behind what is open: people mean the body of today.
    if (one.known.body.closed) entry.weight -= weight_of_closed;
    out.push_back(std::move(entry));
  }
  if (bodies_alone) return out;
  for (const auto* records : {&things.programmes, &things.centres})
    for (const auto& record : *records) out.push_back({record.name, {}, weight_of_record, static_cast<std::uint32_t>(out.size())});
  return out;
}

std::vector<const Succession*> related(const persistence::NamedThings& things, const Body& body, std::string Succession::*end) {
  std::vector<const Succession*> out;
  for (const Identifier& identifier : body.identifiers) {
    const std::string code = identifier.text();
    for (const Succession& one : things.successions)
      if (one.*end == code) out.push_back(&one);
  }
  std::stable_sort(out.begin(), out.end(), [](const Succession* a, const Succession* b) { return a->date < b->date; });
  return out;
}

} // namespace

std::string postcode_key(std::string_view postcode) {
  std::string out;
  for (const char c : postcode)
    if (c != ' ') out += detail::to_upper(c);
  return out;
}

BodyDirectory::BodyDirectory(persistence::NamedThings things, Date today)
    : things_(std::move(things)), today_(today), index_(known_bodies(things_.bodies)), body_search_(entries_of(things_, true)),
      search_(entries_of(things_, false)) {
  for (BodyRef ref = 0; ref < things_.bodies.size(); ++ref) {
    const Body& body = things_.bodies[ref].known.body;
    ids_.emplace(body.id, ref);
    if (!body.postcode.empty()) postcodes_[postcode_key(body.postcode)].push_back(ref);
  }
  // A body may be merged into one that is merged itself.
  for (bool more = true; more;) {
    more = false;
    for (const auto& [from, into] : things_.merged)
      if (const auto at = ids_.find(into); at != ids_.end()) more |= ids_.try_emplace(from, at->second).second;
  }
}

const BodyRef* BodyDirectory::with_id(std::string_view id) const {
  const auto found = ids_.find(std::string(id));
  return found == ids_.end() ? nullptr : &found->second;
}

std::span<const BodyRef> BodyDirectory::in_postcode(std::string_view postcode) const {
  const auto found = postcodes_.find(postcode_key(postcode));
  return found == postcodes_.end() ? std::span<const BodyRef>() : found->second;
}

std::vector<const Succession*> BodyDirectory::successors(BodyRef ref) const {
  return related(things_, body(ref).known.body, &Succession::from_code);
}

std::vector<const Succession*> BodyDirectory::predecessors(BodyRef ref) const {
  return related(things_, body(ref).known.body, &Succession::to_code);
}

const BodyRef* BodyDirectory::with_code(std::string_view identifier) const {
  const auto parsed = Identifier::parse(identifier);
  return parsed ? index_.with_identifier(*parsed) : nullptr;
}

std::vector<NamedThing> BodyDirectory::beginning(std::string_view typed, std::size_t most) const {
  std::vector<NamedThing> out;
  for (const std::uint32_t number : search_.find(typed, most)) {
    const std::size_t programme = number - std::min<std::size_t>(number, things_.bodies.size());
    if (number < things_.bodies.size())
      out.push_back({NamedKind::body, number, nullptr});
    else if (programme < things_.programmes.size())
      out.push_back({NamedKind::programme, 0, &things_.programmes[programme]});
    else
      out.push_back({NamedKind::diagnostic_centre, 0, &things_.centres[programme - things_.programmes.size()]});
  }
  return out;
}

std::vector<BodyRef> BodyDirectory::bodies_beginning(std::string_view typed, std::size_t most) const {
  return body_search_.find(typed, most);
}

DirectoryKeeper::Held DirectoryKeeper::held(const persistence::Database& database) const {
  const std::lock_guard lock(mutex_);
  return held_.of == &database ? held_ : Held{};
}

std::size_t DirectoryKeeper::built() const {
  const std::lock_guard lock(mutex_);
  return built_;
}

Result<std::shared_ptr<const BodyDirectory>> DirectoryKeeper::current(persistence::Database& database, Date today) {
  using Shared = std::shared_ptr<const BodyDirectory>;
  const auto up_to_date = [&](const Held& one) -> Result<bool> {
    if (!one.directory || one.directory->today() != today) return false;
    std::int64_t last = 0;
    auto changed = database.read([&](persistence::Session& s) -> Result<bool> {
      last = persistence::last_seq(s);
      return last != one.checked && persistence::names_changed(s, one.checked);
    });
    if (!changed) return changed.error();
    if (*changed) return false;
    const std::lock_guard lock(mutex_);
    if (held_.directory == one.directory) held_.checked = std::max(held_.checked, last);
    return true;
  };

  const Held before = held(database);
  const auto fresh = up_to_date(before);
  if (!fresh) return fresh.error();
  if (*fresh) return before.directory;
  std::unique_lock building(building_, std::try_to_lock);
  if (!building && before.directory) return before.directory;
  if (!building) building.lock();

  // Another caller may have finished one between the question and the lock.
  const Held now = held(database);
  const auto settled = up_to_date(now);
  if (!settled) return settled.error();
  if (*settled) return now.directory;
  auto made = database.read([&](persistence::Session& s) -> Result<Shared> {
    return Shared(std::make_shared<const BodyDirectory>(persistence::named_things(s, today), today));
  });
  if (!made) return made.error();
  const std::lock_guard lock(mutex_);
  held_ = {*made, &database, (*made)->seq()};
  ++built_;
  return *made;
}

} // namespace openward::app
