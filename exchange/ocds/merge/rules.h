#pragma once
// How each field of a release is merged, as the schema of OCDS 1.1 and its extensions says (https://standard.open-contracting.org/1.1/en/
// schema/merging/). Immutable after construction, so threads share it.
//
// What no rule names is merged by what it is: objects field by field, lists of objects by their ids, everything else as a whole.

#include "domain/result.h"
#include "exchange/ocds/merge/json_value.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace openward::exchange {

enum class MergeRule { by_shape, omit, whole_list };

class MergeRules {
 public:
  /// The rule of a field, and those below it.
  struct Field {
    MergeRule rule = MergeRule::by_shape;
    std::map<std::string, Field, std::less<>> below{};
    /// Nothing where no rule is below that name.
    const Field* at(std::string_view name) const;
  };

  MergeRules() = default;
  /// Reads a JSON Schema of a release, with its references to its own definitions. Errors: a reference that leads nowhere.
  static Result<MergeRules> from_schema(const JsonValue& schema);
  /// Lines "omit TAB path" and "whole TAB path"; a path is names with slashes, without the positions of lists. Lines that begin with # are
  /// for people.
  static Result<MergeRules> from_lines(std::string_view lines);

  const Field& root() const { return root_; }
  /// As from_lines reads them, sorted.
  std::vector<std::string> lines() const;

 private:
  void add(std::string_view path, MergeRule);
  Field root_;
};

/// Those of OCDS 1.1.5, of the extensions that Find a Tender declares, and of the register's own.
const MergeRules& release_rules();

} // namespace openward::exchange
