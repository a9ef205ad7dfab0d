#pragma once
// Which body of the register a name in somebody's table means, as the Reconciliation Service API 0.2 asks it. Pure functions of a directory
// that threads may share.
//
// A candidate is a match where a rule of domain/matching links the name with a confidence of 90 or more, or where a given identifier is the
// body's and the name agrees, and nothing else that was given speaks against it. A score alone makes no match.

#include "service/app/body_directory.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openward::app {

/// A word of the protocol with what it means.
struct ReconcileWord {
  std::string_view id;
  std::string_view name;
  std::string_view description;
};
/// What an entity may be; one may be several.
std::span<const ReconcileWord> reconcile_types();
/// What may be given beside a name.
std::span<const ReconcileWord> reconcile_properties();
const ReconcileWord* reconcile_word(std::span<const ReconcileWord> words, std::string_view id);

enum class TypeStrict { any, should, all };

struct ReconcileProperty {
  std::string pid;
  std::vector<std::string> values;
};

struct ReconcileQuery {
  std::string query; // may be empty where there are properties
  std::vector<std::string> types{};
  TypeStrict type_strict = TypeStrict::any;
  std::size_t limit = 5;
  std::vector<ReconcileProperty> properties{};
};

struct ReconcileCandidate {
  matching::BodyRef body = 0;
  int score = 0; // 0 to 100
  bool match = false;
  int name_score = 0;                // of the name alone
  std::optional<bool> identifier{};  // it agrees, or the body has another of that scheme
  std::optional<bool> postcode{};    // the same for what was given
  std::optional<bool> open_on_day{}; // on the day that was given
};

struct ReconcileAnswer {
  std::vector<ReconcileCandidate> candidates; // the best first
  std::vector<std::string> notes;             // what was given and could not be used, and why
};

ReconcileAnswer reconcile(const BodyDirectory& directory, const ReconcileQuery& query);

/// Ids of the types that a body is of.
std::vector<std::string_view> types_of(const persistence::NamedBody& body);

/// "NHS foundation trust, ods:RX1, PE1 1AA, closed 2024-03-31": what tells it from others of its name.
std::string description_of(const persistence::NamedBody& body);

} // namespace openward::app
