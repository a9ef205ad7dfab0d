#pragma once
// The prose of one release, folded for reading, the most telling part first. Names of parties, identifiers, addresses and links are left
// out: "PSR" in a supplier's name or in an e-mail address says nothing about the law. Belongs to one thread, lives as long as its tree.

#include "domain/notice.h"
#include "exchange/ocds/json_tree.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

namespace openward::exchange {

/// Where words stand, in the order in which they are believed.
enum class Part { amendment, statement, rationale, contract_amendment, description, lot, title, rest };

struct Segment {
  Part part = Part::rest;
  Json where{};
  std::string text{};
};

/// A place in a segment.
struct Hit {
  const Segment* segment = nullptr;
  std::size_t begin = 0;
  std::size_t end = 0;
};

class NoticeWords {
 public:
  /// Every prose string of the release, or only those of the parts that procedures are read from.
  static NoticeWords all(Json release);
  static NoticeWords principal(Json release);

  std::span<const Segment> segments() const { return folded(segments_); }
  /// What corrigenda say was there before.
  std::span<const Segment> replaced() const { return folded(replaced_); }
  /// The first place, in the order of belief, that matches.
  std::optional<Hit> find(const re2::RE2& pattern) const;
  std::optional<Hit> find(const re2::RE2& pattern, Part last) const;

 private:
  void walk(Json node, Part part, bool old);
  void add(Json value, Part part, bool old);
  void order();
  /// Words are folded when they are first asked for: most notices are decided by their form.
  static std::span<const Segment> folded(std::vector<Segment>& segments);
  mutable std::vector<Segment> segments_;
  mutable std::vector<Segment> replaced_;
};

/// The field decided, where, and at most 300 characters around the hit.
Ground ground(std::string field, const Hit& hit);
Ground ground(std::string field, Json where);

} // namespace openward::exchange
