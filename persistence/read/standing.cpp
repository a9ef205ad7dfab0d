#include "persistence/read/standing.h"

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <mutex>
#include <string>

namespace openward::persistence {

bool depends_on_day(const std::vector<FilterTerm>& terms) {
  return std::any_of(terms.begin(), terms.end(), [](const FilterTerm& t) {
    return t.name == read::standing_filter && std::find(t.values.begin(), t.values.end(), "as_now") != t.values.end();
  });
}

namespace read {
namespace {

constexpr std::array<std::string_view, 2> kWords{"as_then", "as_now"};
constexpr std::array<std::string_view, 2> kBuyers{"c", "payer"};

/// A resource whose texts are its own.
struct Reading {
  Resource resource;
  std::deque<std::string> texts;
  std::string_view successor; // alias of body_successor

  std::string_view keep(std::string text) { return texts.emplace_back(std::move(text)); }
};

/// "p.payer_key" of "left join body payer on payer.key = p.payer_key"; "" for another join.
std::string_view joined_by(const Join& join) {
  const std::string start = "left join body " + std::string(join.alias) + " on " + std::string(join.alias) + ".key = ";
  return join.sql.starts_with(start) ? join.sql.substr(start.size()) : std::string_view{};
}

std::string on_day(const std::string& alias, const std::string& key) {
  return alias + ".body_key = " + key + " and " + alias + ".first_day <= {{today}} and " + alias + ".last_day >= {{today}}";
}

void read_as_now(Reading& reading, Join& join, std::string_view column) {
  const std::string key(column);
  const std::string buyer(join.alias);
  const std::string successor = buyer + "_now";
  reading.successor = reading.keep(successor);
  join.sql = reading.keep("left join body_successor " + successor + " on " + on_day(successor, key) + " left join body " + buyer + " on " +
                          buyer + ".key = coalesce(" + successor + ".now_key, " + key + ")");
  // Whoever asks for a closed body asks for where its rows stand.
  const std::string asked = buyer + ".key in (select coalesce((select fs.now_key from body_successor fs where " +
                            on_day("fs", "fk.filter_key") + "), fk.filter_key) from ({{v}}) fk)";
  for (FilterDef& filter : reading.resource.filters) {
    if (filter.kind == FilterKind::body && (filter.name == "commissioner" || filter.name == "payer")) filter.sql = reading.keep(asked);
  }
}

const Reading& reading_of(const Resource& resource) {
  static std::mutex guard;
  static std::map<const Resource*, Reading> readings; // one per resource, kept to the end
  const std::lock_guard held(guard);
  const auto [found, fresh] = readings.try_emplace(&resource);
  Reading& reading = found->second;
  if (!fresh) return reading;
  reading.resource = resource;
  for (Join& join : reading.resource.joins) {
    const std::string_view column = joined_by(join);
    if (!column.empty() && std::find(kBuyers.begin(), kBuyers.end(), join.alias) != kBuyers.end()) read_as_now(reading, join, column);
  }
  return reading;
}

bool as_now(const std::vector<Term>& terms) {
  return std::any_of(terms.begin(), terms.end(),
                     [](const Term& t) { return t.filter->name == standing_filter && t.texts == std::vector<std::string>{"as_now"}; });
}

} // namespace

FilterDef standing_def() {
  return {
      standing_filter, FilterKind::standing, "",
      "as_then (without it) shows the rows of a closed body under it; as_now under the body that followed it by today, along the chain. A "
      "body that passed to several stays as it is.",
      kWords};
}

Result<const Resource*> standing(const Resource& resource, const std::vector<Term>& terms, std::optional<Date> today) {
  if (!as_now(terms)) return &resource;
  if (!today) return Error{ErrorKind::internal, "bodies=as_now needs a day to read the bodies on", {}, "as_now without a day"};
  return &reading_of(resource).resource;
}

std::string standing_key(const Resource& resource, const std::vector<Term>& terms) {
  if (!as_now(terms)) return "";
  const std::string_view successor = reading_of(*find_definition(resource.name)).successor;
  return std::string(successor.substr(0, successor.find("_now"))) + ".key";
}

Result<std::optional<std::int64_t>> divided_rows(Session& s, const Resource& resource, const std::vector<Term>& terms,
                                                 std::optional<Date> today, std::string_view count_rows) {
  if (!as_now(terms)) return std::optional<std::int64_t>();
  const Reading& reading = reading_of(*find_definition(resource.name));
  Query q(backend_of(s), today);
  const std::string conditions = where(q, resource, terms, true) + " and " + std::string(reading.successor) + ".divided = 1";
  // The alias of the successor is part of the buyer's join, which has to be mentioned to be there.
  const std::string mention = standing_key(resource, terms);
  q.add("select " + std::string(count_rows) + from(resource, conditions + " " + mention) + conditions);
  const auto count = fetch_integer(s, q);
  if (!count) return count.error();
  return std::optional<std::int64_t>(*count);
}

} // namespace read
} // namespace openward::persistence
