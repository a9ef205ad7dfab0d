#pragma once
// The bodies of the register in memory, arranged for finding them by what people write: built when first asked for, and anew when the
// register says that bodies changed.

#include "domain/matching/body_index.h"
#include "persistence/read/search_bodies.h"
#include "service/app/name_search.h"

#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace openward::app {

enum class NamedKind { body, programme, diagnostic_centre };

/// What type-ahead finds.
struct NamedThing {
  NamedKind kind = NamedKind::body;
  matching::BodyRef body = 0; // of a body
  const persistence::NamedRecord* record = nullptr;
};

/// One state of the register. Immutable after construction; any number of threads may share it.
class BodyDirectory {
 public:
  BodyDirectory(persistence::NamedThings things, Date today);

  const matching::BodyIndex& index() const { return index_; }
  const persistence::NamedBody& body(matching::BodyRef ref) const { return things_.bodies[ref]; }
  std::size_t bodies() const { return things_.bodies.size(); }
  /// By public id; the id of a body that was merged leads to what it was merged into. None for individuals, who are not listed.
  const matching::BodyRef* with_id(std::string_view id) const;
  std::span<const matching::BodyRef> in_postcode(std::string_view postcode) const;
  /// What followed it, in the order of dates.
  std::vector<const Succession*> successors(matching::BodyRef) const;
  std::vector<const Succession*> predecessors(matching::BodyRef) const;
  /// The body that an identifier such as "ods:QH8" belongs to.
  const matching::BodyRef* with_code(std::string_view identifier) const;

  std::vector<NamedThing> beginning(std::string_view typed, std::size_t most) const;
  /// Bodies alone.
  std::vector<matching::BodyRef> bodies_beginning(std::string_view typed, std::size_t most) const;

  std::int64_t seq() const { return things_.seq; }
  Date today() const { return today_; }

 private:
  persistence::NamedThings things_;
  Date today_;
  matching::BodyIndex index_;
  std::unordered_map<std::string, matching::BodyRef> ids_;
  std::unordered_map<std::string, std::vector<matching::BodyRef>> postcodes_;
  NameSearch body_search_;
  NameSearch search_;
};

/// "sw17 0qt" is "SW170QT": upper case without spaces.
std::string postcode_key(std::string_view postcode);

/// Keeps the newest directory. Thread-safe: while one caller builds a newer one, the others are given the one before.
class DirectoryKeeper {
 public:
  /// Waits only where there is none yet.
  Result<std::shared_ptr<const BodyDirectory>> current(persistence::Database&, Date today);
  /// How often a directory was built.
  std::size_t built() const;

 private:
  struct Held {
    std::shared_ptr<const BodyDirectory> directory;
    const persistence::Database* of = nullptr;
    std::int64_t checked = 0; // nothing changed up to this event
  };
  Held held(const persistence::Database&) const;

  mutable std::mutex mutex_; // of held_ and built_
  std::mutex building_;
  Held held_;
  std::size_t built_ = 0;
};

} // namespace openward::app
