#include "persistence/read/filter.h"

#include "domain/date.h"
#include "domain/identifier.h"
#include "domain/money.h"
#include "persistence/matching.h"
#include "persistence/read/people.h"
#include "persistence/read/search.h"
#include "persistence/read/sector.h"
#include "persistence/search/question.h"

#include <simdjson.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <map>

namespace openward::persistence::read {
namespace {

constexpr std::size_t longest_value = 1000;
constexpr std::size_t most_values = 200;

/// The parties of a body filter: by public id, which may be of a body that was merged into another, or by any identifier.
constexpr std::string_view keys_by_id = "select coalesce(fb.merged_into, fb.key) as filter_key from body fb where fb.id in (";
/// People are not found by what identifies them.
const std::string& keys_by_identifier() {
  static const std::string sql =
      "select fi.body_key as filter_key from body_identifier fi where not ({{everybody}} and fi.body_key in (select "
      "fp.key from body fp where " +
      body_is_person("fp") + ")) and ";
  return sql;
}

bool excludable(FilterKind kind) {
  return kind == FilterKind::word || kind == FilterKind::sector || kind == FilterKind::body || kind == FilterKind::payee ||
         kind == FilterKind::exact || kind == FilterKind::year || kind == FilterKind::month || kind == FilterKind::quarter ||
         kind == FilterKind::cpv;
}

template <typename List>
std::string joined(const List& words, std::string_view before_each = "") {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : ", ") + std::string(before_each) + std::string(word);
  return out;
}

Fault bad_value(std::string where, std::string message) { return {std::move(where), "bad_value", std::move(message)}; }

Fault unknown_parameter(const Resource& r, const std::string& name) {
  std::vector<std::string> valid;
  for (const FilterDef& f : r.filters) {
    valid.emplace_back(f.name);
    if (excludable(f.kind)) valid.push_back("not_" + std::string(f.name));
  }
  return {name, "unknown_parameter", "`" + name + "` is no filter of " + std::string(r.name) + "; its filters are " + joined(valid)};
}

bool all_of_id(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
  });
}

Result<std::vector<Value>> read_body(const std::string& name, const std::string& text) {
  if (text.find(':') != std::string::npos) {
    const auto identifier = Identifier::parse(text);
    if (!identifier) return invalid_at(name, "bad_value", "`" + text + "`: " + identifier.error().message);
    return std::vector{Value::text(identifier->text())};
  }
  if (all_of_id(text)) return std::vector{Value::text(text)};
  return invalid_at(name, "bad_value", "`" + text + "` is neither a body's id (\"bd-…\") nor an identifier (\"ods:QHM\")");
}

Result<std::vector<Value>> read_payee(const std::string& name, const std::string& text) {
  if (const auto words = supplier_key_of(text)) return std::vector{Value::integer(*words)};
  return read_body(name, text);
}

Result<std::vector<Value>> read_instant(const FilterDef& f, const std::string& text) {
  const auto date = Date::parse(text);
  if (!date) return date.error();
  const bool to = f.kind == FilterKind::day_to;
  return std::vector{Value::text(from_london(to ? date->plus_days(1) : *date, std::chrono::seconds(0)).iso())};
}

Result<std::vector<Value>> read_search(const std::string& name, const std::string& text) {
  const auto question = search::read_question(text);
  if (!question) return invalid_at(name, "bad_value", question.error().message);
  return std::vector{Value::text(text)};
}

/// A day, or digits that may be a sequence number: which of them can be answered the register knows (as_of.h).
Result<std::vector<Value>> read_as_of(const std::string& name, const std::string& text) {
  const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (digits || Date::parse(text)) return std::vector{Value::text(text)};
  return invalid_at(name, "bad_value", "`" + text + "` is neither a day, such as \"2026-03-31\", nor a sequence number of the register");
}

Result<std::vector<Value>> read_cpv(const std::string& name, const std::string& text) {
  const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (digits && text.size() >= 2 && text.size() <= 8) return std::vector{Value::text("% " + text + "%")};
  return invalid_at(name, "bad_value", "`" + text + "` is not the beginning of a CPV code; give 2 to 8 digits, such as 851 or 85100000");
}

Result<std::vector<Value>> read_quarter(const std::string& name, const std::string& text) {
  const auto year = FinancialYear::parse(std::string_view(text).substr(0, text.find(' ')));
  const std::string_view quarter =
      year ? std::string_view(text).substr(text.find(' ') == std::string::npos ? text.size() : text.find(' ')) : "";
  if (quarter.size() == 3 && quarter.starts_with(" Q") && quarter[2] >= '1' && quarter[2] <= '4')
    return std::vector{Value::integer(std::int64_t{year->start_year()} * 10 + (quarter[2] - '0'))};
  return invalid_at(name, "bad_value",
                    "`" + text + "` is no quarter of a financial year; write it as \"2026-27 Q1\", which begins in April");
}

Result<std::vector<Value>> read_value(const FilterDef& f, const std::string& name, const std::string& text) {
  switch (f.kind) {
  case FilterKind::word:
  case FilterKind::sector:
  case FilterKind::standing:
    if (std::find(f.words.begin(), f.words.end(), text) != f.words.end()) return std::vector{Value::text(text)};
    return invalid_at(name, "bad_value", "`" + text + "` is no word of " + std::string(f.name) + "; the words are " + joined(f.words));
  case FilterKind::flag:
    if (text == "true" || text == "false") return std::vector{Value::integer(text == "true" ? 1 : 0)};
    return invalid_at(name, "bad_value", "`" + text + "` is neither true nor false");
  case FilterKind::body:
    return read_body(name, text);
  case FilterKind::payee:
    return read_payee(name, text);
  case FilterKind::exact:
    return std::vector{Value::text(text)};
  case FilterKind::year: {
    const auto year = FinancialYear::parse(text);
    if (!year) return invalid_at(name, "bad_value", "`" + text + "` is no financial year; write it as \"2026-27\"");
    return std::vector{Value::integer(year->start_year())};
  }
  case FilterKind::month: {
    const auto first = Date::parse(text + "-01");
    if (!first || text.size() != 7) return invalid_at(name, "bad_value", "`" + text + "` is no month; write it as \"2026-04\"");
    return std::vector{Value::integer(std::int64_t{first->year()} * 100 + static_cast<std::int64_t>(first->month()))};
  }
  case FilterKind::quarter:
    return read_quarter(name, text);
  case FilterKind::cpv:
    return read_cpv(name, text);
  case FilterKind::date_from:
  case FilterKind::date_to: {
    const auto date = Date::parse(text);
    if (!date) return date.error();
    return std::vector{Value::date(date->iso())};
  }
  case FilterKind::day_from:
  case FilterKind::day_to:
    return read_instant(f, text);
  case FilterKind::pence_min:
  case FilterKind::pence_max: {
    const auto pence = parse_pence(text);
    if (!pence) return invalid_at(name, "bad_value", "`" + text + "` is no amount; write pounds and pence as \"1234.56\"");
    return std::vector{Value::integer(*pence)};
  }
  case FilterKind::search:
    return read_search(name, text);
  case FilterKind::as_of:
    return read_as_of(name, text);
  }
  return std::vector<Value>{};
}

bool is_date(FilterKind kind) {
  return kind == FilterKind::date_from || kind == FilterKind::date_to || kind == FilterKind::day_from || kind == FilterKind::day_to;
}

Fault no_lens(const std::string& name) {
  return {name, "needs_lens",
          "`" + name +
              "` is what a lens makes of classes, so it needs one: name it in `lens` (/v1/lenses lists them), or use `provider_class`"};
}

struct ReadTerm {
  Term term;
  std::vector<Fault> faults;
};

bool means_none(const FilterDef& f, std::string_view text) {
  const bool by_word = f.kind == FilterKind::body || f.kind == FilterKind::payee;
  return !f.none.empty() && text == (by_word ? "none" : "");
}

ReadTerm read_term(const FilterDef& f, bool exclude, std::vector<std::string> texts, const Lens* lens) {
  const std::string name = (exclude ? "not_" : "") + std::string(f.name);
  ReadTerm out{{&f, exclude, {}, {}, lens}, {}};
  if (f.kind == FilterKind::sector && !lens) out.faults.push_back(no_lens(name));
  if (texts.empty()) out.faults.push_back(bad_value(name, "`" + name + "` needs a value"));
  if (texts.size() > most_values) {
    out.faults.push_back(bad_value(name, "`" + name + "` takes at most " + std::to_string(most_values) + " values"));
    return out;
  }
  if (texts.size() > 1 && !excludable(f.kind)) {
    out.faults.push_back({name, "repeated", "`" + name + "` takes one value; it was given " + std::to_string(texts.size())});
    return out;
  }
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  for (const std::string& text : texts) {
    if (means_none(f, text)) continue; // see condition
    if (text.empty()) {
      out.faults.push_back(bad_value(name, "`" + name + "` needs a value; leave the parameter out to see everything"));
    } else if (text.size() > longest_value || !storable(text)) {
      out.faults.push_back(bad_value(name, "the value of `" + name + "` has to be valid UTF-8 without NUL, of at most " +
                                               std::to_string(longest_value) + " bytes"));
    } else if (auto values = read_value(f, name, text); values) {
      out.term.values.insert(out.term.values.end(), values->begin(), values->end());
    } else if (is_date(f.kind)) {
      out.faults.push_back(bad_value(name, "`" + text + "` is no date; write it as \"2026-08-10\""));
    } else {
      out.faults.push_back(bad_value(name, values.error().message));
    }
  }
  out.term.texts = std::move(texts);
  return out;
}

std::string value_list(Query& q, const std::vector<Value>& values) {
  std::vector<std::string> out;
  for (const Value& v : values) out.push_back(q.bind(v));
  return joined(out);
}

std::string body_keys(Query& q, const std::vector<Value>& values) {
  std::vector<Value> ids;
  std::string identifiers;
  for (const Value& v : values) {
    const auto& text = std::get<std::string>(v.content);
    const auto colon = text.find(':');
    if (colon == std::string::npos) {
      ids.push_back(v);
      continue;
    }
    const std::string scheme = q.bind(Value::text(text.substr(0, colon)));
    identifiers += (identifiers.empty() ? "" : " or ") + ("(fi.scheme = " + scheme) +
                   " and fi.id = " + q.bind(Value::text(text.substr(colon + 1))) + ")";
  }
  std::string out;
  if (!ids.empty()) out = std::string(keys_by_id) + value_list(q, ids) + ")";
  if (!identifiers.empty()) out += (out.empty() ? "" : " union ") + keys_by_identifier() + "(" + identifiers + ")";
  return out;
}

/// Bodies by {{v}} and words by {{s}}; what was not asked for is an empty list.
std::string payees(Query& q, const std::string& sql, const std::vector<Value>& values) {
  std::vector<Value> bodies;
  std::vector<Value> words;
  for (const Value& v : values) (v.type == Value::Type::integer ? words : bodies).push_back(v);
  const std::string no_key = "select fn.key from body fn where 1 = 0";
  const std::string keys = bodies.empty() ? no_key : body_keys(q, bodies);
  return replace_all(replace_all(sql, "{{v}}", keys), "{{s}}", words.empty() ? no_key : value_list(q, words));
}

/// One condition per value, each with its own pattern.
std::string likes(Query& q, const std::string& text, const std::vector<Value>& values, std::string_view between) {
  std::string out;
  for (const Value& v : values) out += (out.empty() ? "" : std::string(between)) + text + " like " + q.bind(v) + " escape '!'";
  return out;
}

/// The filter of this resource that the term names: a reading of a resource has other SQL for it (see standing.h).
const FilterDef& filter_of(const Resource& r, const Term& t) {
  const auto found = std::find_if(r.filters.begin(), r.filters.end(), [&](const FilterDef& f) { return f.name == t.filter->name; });
  return found == r.filters.end() ? *t.filter : *found;
}

std::string condition_of_values(Query& q, const Resource& r, const Term& t) {
  const std::string sql = expand(q.backend(), filter_of(r, t).sql);
  const auto with_list = [&](const std::string& list) {
    return sql.find("{{v}}") == std::string::npos ? sql + " in (" + list + ")" : replace_all(sql, "{{v}}", list);
  };
  switch (t.filter->kind) {
  case FilterKind::word:
  case FilterKind::flag:
  case FilterKind::exact:
  case FilterKind::year:
  case FilterKind::month:
  case FilterKind::quarter:
    return with_list(value_list(q, t.values));
  case FilterKind::sector:
    return "(" + sector_sql(filter_of(r, t).sql, filter_of(r, t).kind_sql, *t.lens) + ") in (" + value_list(q, t.values) + ")";
  case FilterKind::body:
    return with_list(body_keys(q, t.values));
  case FilterKind::payee:
    return payees(q, sql, t.values);
  case FilterKind::cpv:
    return likes(q, "(' ' || " + sql + ")", t.values, " or ");
  case FilterKind::search:
    return search_condition(q, sql, t.filter->index, t.texts.front());
  case FilterKind::date_from:
  case FilterKind::pence_min:
    return sql + " >= " + q.bind(t.values.front());
  case FilterKind::date_to:
  case FilterKind::pence_max:
    return sql + " <= " + q.bind(t.values.front());
  case FilterKind::day_from:
    return sql + expand(q.backend(), "{{c}}") + " >= " + q.bind(t.values.front());
  case FilterKind::day_to:
    return sql + expand(q.backend(), "{{c}}") + " < " + q.bind(t.values.front());
  case FilterKind::standing:
  case FilterKind::as_of:
    return "1 = 1"; // it chooses no rows
  }
  return "1 = 0";
}

/// One of the values may mean rows that have none.
std::string condition(Query& q, const Resource& r, const Term& t) {
  const bool none = std::any_of(t.texts.begin(), t.texts.end(), [&](const std::string& text) { return means_none(*t.filter, text); });
  if (!none) return condition_of_values(q, r, t);
  const std::string without(filter_of(r, t).none);
  return t.values.empty() ? without : "(" + condition_of_values(q, r, t) + ") or " + without;
}

} // namespace

bool storable(std::string_view text) {
  return text.find('\0') == std::string_view::npos && simdjson::validate_utf8(text.data(), text.size());
}

Error refused(std::vector<Fault> faults) {
  std::string message = faults.size() == 1 ? faults.front().message : std::to_string(faults.size()) + " parameters cannot be understood";
  return invalid(std::move(message), std::move(faults));
}

ReadTerms read_terms(const Resource& r, const std::vector<FilterTerm>& asked) {
  struct Asked {
    std::vector<std::string> texts{};
    const Lens* lens = nullptr;
  };
  std::map<std::pair<std::string, bool>, Asked> by_name;
  for (const FilterTerm& t : asked) {
    Asked& one = by_name[{t.name, t.exclude}];
    one.texts.insert(one.texts.end(), t.values.begin(), t.values.end());
    if (t.lens) one.lens = t.lens;
  }
  ReadTerms out;
  for (auto& [name_and_side, one] : by_name) {
    const auto& [name, exclude] = name_and_side;
    const auto found =
        std::find_if(r.filters.begin(), r.filters.end(), [&, &wanted = name](const FilterDef& f) { return f.name == wanted; });
    if (found == r.filters.end() || (exclude && !excludable(found->kind))) {
      out.faults.push_back(unknown_parameter(r, (exclude ? "not_" : "") + name));
      continue;
    }
    ReadTerm read = read_term(*found, exclude, std::move(one.texts), one.lens);
    out.faults.insert(out.faults.end(), read.faults.begin(), read.faults.end());
    out.terms.push_back(std::move(read.term));
  }
  return out;
}

std::string digest(std::string_view resource, const std::vector<Term>& terms) {
  // Lengths stand before texts, so that no two filters spell the same.
  std::string words(resource);
  for (const Term& t : terms) {
    words += t.exclude ? "\nnot " : "\n";
    words += t.filter->name;
    if (t.lens) words += " " + t.lens->name();
    for (const auto& text : t.texts) words += " " + std::to_string(text.size()) + ":" + text;
  }
  std::array<unsigned char, crypto_generichash_BYTES_MIN> hash{};
  // BLAKE2b takes bytes; characters are bytes.
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(words.data()), words.size(), nullptr, 0);
  std::array<char, 2 * hash.size() + 1> hex{};
  return sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
}

std::string where(Query& q, const Resource& r, const std::vector<Term>& terms, bool with_unasked) {
  std::string out = " where " + (r.always.empty() ? "1 = 1" : expand(q.backend(), r.always));
  const bool asked =
      r.unasked && std::any_of(terms.begin(), terms.end(), [&](const Term& t) { return t.filter->name == r.unasked->filter; });
  if (with_unasked && r.unasked && !asked) out += " and " + std::string(r.unasked->sql);
  // An unknown is not the excluded value: `is not true` keeps the rows for which the condition is null.
  for (const Term& t : terms) out += " and (" + condition(q, r, t) + ")" + (t.exclude ? " is not true" : "");
  return out;
}

} // namespace openward::persistence::read
