#pragma once
// From what a caller asks (names and texts) to conditions of SQL with bound values. Plain values; nothing is shared.

#include "persistence/read/sql.h"

#include <string>
#include <string_view>
#include <vector>

namespace openward::persistence::read {

/// A filter term that was understood.
struct Term {
  const FilterDef* filter = nullptr;
  bool exclude = false;
  std::vector<std::string> texts; // as given, sorted, each once
  std::vector<Value> values;
  const Lens* lens = nullptr;
};

struct ReadTerms {
  std::vector<Term> terms; // by name
  std::vector<Fault> faults;
};
/// Terms of one name are joined: their values mean any. Every fault is found.
ReadTerms read_terms(const Resource&, const std::vector<FilterTerm>&);

/// False for NUL, at which PostgreSQL's protocol would cut in silence, and for broken UTF-8, which the databases treat differently.
bool storable(std::string_view);

/// The one Error of a request that cannot be understood: its message counts the faults, or is that of the only one.
Error refused(std::vector<Fault>);

/// The same for equal filters, however they were ordered.
std::string digest(std::string_view resource, const std::vector<Term>&);

/// " where …" of the resource: its own conditions, the terms, and those for which the caller has to ask.
/// Values are bound to the query. Never empty, so that more can follow with "and".
std::string where(Query&, const Resource&, const std::vector<Term>&, bool with_unasked);

} // namespace openward::persistence::read
