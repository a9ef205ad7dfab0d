#include "persistence/read/search.h"

#include "persistence/search/question.h"

#include <algorithm>

namespace openward::persistence::read {
namespace {

using search::Question;
using search::Within;

/// Keys of the table whose words are as `open` says, or as `full` does for eyes that see everything. Folded words alone are in either.
std::string keys(Query& q, std::string_view table, const std::string& open, const std::string& full) {
  const std::string name(table);
  if (q.backend() == Backend::sqlite) {
    return "select rowid from " + name + " where " + name + " match case when {{everybody}} then " + q.bind(Value::text(open)) + " else " +
           q.bind(Value::text(full)) + " end";
  }
  return "select key from " + name + " where words @@ cast(case when {{everybody}} then " + q.bind(Value::text(open)) + " else " +
         q.bind(Value::text(full)) + " end as tsquery)";
}

/// The same for everybody.
std::string keys(Query& q, std::string_view table, const std::string& asked) {
  const std::string name(table);
  const std::string value = q.bind(Value::text(asked));
  if (q.backend() == Backend::sqlite) return "select rowid from " + name + " where " + name + " match " + value;
  return "select key from " + name + " where words @@ cast(" + value + " as tsquery)";
}

/// It was read before, when the filter was.
Question question_of(std::string_view text) {
  auto question = search::read_question(text);
  return question ? *std::move(question) : Question{};
}

} // namespace

std::string search_condition(Query& q, std::string_view key, std::string_view table, std::string_view text) {
  const Question question = question_of(text);
  const Backend backend = q.backend();
  std::string out;
  if (!question.wanted.empty()) {
    out = std::string(key) + " in (" +
          keys(q, table, all_wanted(backend, question, Within::open), all_wanted(backend, question, Within::everything)) + ")";
  }
  if (!question.unwanted.empty()) {
    out += (out.empty() ? "" : " and ") + std::string(key) + " not in (" +
           keys(q, table, any_unwanted(backend, question, Within::open), any_unwanted(backend, question, Within::everything)) + ")";
  }
  return out.empty() ? "1 = 0" : out;
}

std::string relevance(Query& q, std::string_view key, std::string_view table, std::string_view text) {
  const Question question = question_of(text);
  if (question.wanted.empty()) return "0";
  const Backend backend = q.backend();
  const std::string one = " when " + std::string(key) + " in (";
  return "case" + one + keys(q, table, one_phrase(backend, question, Within::titles)) + ") then 3" + one +
         keys(q, table, all_wanted(backend, question, Within::titles)) + ") then 2" + one +
         keys(q, table, all_wanted(backend, question, Within::titles_and_parties)) + ") then 1 else 0 end";
}

const Term* search_term(const std::vector<Term>& terms) {
  const auto found = std::find_if(terms.begin(), terms.end(), [](const Term& t) { return t.filter->kind == FilterKind::search; });
  return found == terms.end() ? nullptr : &*found;
}

} // namespace openward::persistence::read
