#include "persistence/search/kinds.h"

#include "persistence/read/people.h"

#include <simdjson.h>

#include <algorithm>
#include <array>

namespace openward::persistence::search {
namespace {

using read::award_to_person;
using read::body_is_person;
using read::procurement_to_person;

constexpr std::string_view nobody = "1 = 0";

/// `key` and `text` over `from`, of the records with {{keys}}.
Source source(Place place, std::string_view key, std::string_view text, std::string_view from, std::string_view withheld = nobody) {
  return {place, "select " + std::string(key) + ", coalesce(" + std::string(text) + ", ''), case when " + std::string(withheld) +
                     " then 1 else 0 end from " + std::string(from) + " where " + std::string(key) + " in ({{keys}}) order by 1, 2"};
}

Source release(std::string_view key, std::string_view from, std::string_view withheld) {
  Source out = source(Place::word, key, "r.raw", from, withheld);
  out.json = true;
  return out;
}

std::vector<Source> of_awards() {
  using enum Place;
  const std::string person = award_to_person("a");
  const std::string buyer = "award a join body c on c.key = a.commissioner_key";
  const std::string providers = "award_provider p join body pb on pb.key = p.body_key";
  return {
      source(title, "a.key", "a.title", "award a", person),
      source(party, "a.key", "a.id || ' . ' || a.ocid", "award a"),
      source(party, "a.key", "a.provider_names", "award a", person),
      source(party, "p.award_key", "pb.name", providers, body_is_person("pb")),
      source(party, "a.key", "c.name", buyer, body_is_person("c")),
      source(party, "a.key", "a.reference", "award a", person),
      source(word, "a.key", "a.description", "award a", person),
      source(word, "a.key", "a.cpv", "award a"),
      release("a.key", "award a join release r on r.ocid = a.ocid and r.release_id = a.release_id and r.current = 1", person),
  };
}

std::vector<Source> of_procurements() {
  using enum Place;
  const std::string person = procurement_to_person("pr");
  // Of an award that nobody saw published, nothing.
  const std::string awards = "award a join award_provider p on p.award_key = a.key and a.state <> 'draft' and (a.recorded = 0 or "
                             "a.published_on is not null) join body pb on pb.key = p.body_key";
  return {
      source(title, "pr.key", "pr.title", "procurement pr", person),
      source(party, "pr.key", "pr.ocid", "procurement pr"),
      source(party, "pr.key", "c.name", "procurement pr join body c on c.key = pr.commissioner_key", body_is_person("c")),
      source(party, "a.procurement_key", "pb.name", awards, body_is_person("pb")),
      source(party, "pr.key", "pr.reference", "procurement pr", person),
      source(word, "pr.key", "pr.description", "procurement pr", person),
      source(word, "pr.key", "pr.cpv", "procurement pr"),
      release("pr.key", "procurement pr join release r on r.ocid = pr.ocid and r.current = 1", person),
  };
}

std::vector<Source> of_notices() {
  using enum Place;
  const std::string person = procurement_to_person("pr");
  const std::string run = "notice n join procurement pr on pr.key = n.procurement_key";
  return {
      source(title, "n.key", "pr.title", run, person),
      source(party, "n.key", "n.release_id || ' . ' || pr.ocid", run),
      source(party, "n.key", "c.name", run + " join body c on c.key = pr.commissioner_key", body_is_person("c")),
      source(word, "n.key", "n.form", run),
      release("n.key", run + " join release r on r.ocid = pr.ocid and r.release_id = n.release_id and r.current = 1", person),
  };
}

std::vector<Source> of_bodies() {
  using enum Place;
  const std::string person = body_is_person("b");
  const std::string merged = "body nb join body_name n on n.body_key = nb.key join body b on b.key = nb.merged_into";
  return {
      source(title, "b.key", "b.name", "body b", person),
      source(party, "b.key", "b.id", "body b"),
      source(party, "n.body_key", "n.name", "body_name n join body b on b.key = n.body_key", person),
      // A person may have been merged into an organisation, which then has no other name for that.
      source(party, "nb.merged_into", "n.name", merged, "(" + person + " or " + body_is_person("nb") + ")"),
      source(party, "i.body_key", "i.scheme || ':' || i.id", "body_identifier i join body b on b.key = i.body_key", person),
      source(word, "b.key", "b.postcode", "body b", person),
  };
}

std::vector<Source> of_suppliers() {
  using enum Place;
  const std::string person(read::payee_is_person);
  return {source(title, "s.key", "s.words", "supplier_string s left join body pb on pb.key = s.body_key", person)};
}

std::vector<Source> of_centres() {
  using enum Place;
  const std::string_view root = "diagnostic_centre d";
  return {source(title, "d.key", "d.name", root), source(party, "d.key", "d.operator_name", root), source(party, "d.key", "d.funder", root),
          source(party, "d.key", "d.id", root),   source(word, "d.key", "d.place", root),          source(word, "d.key", "d.region", root)};
}

} // namespace

std::span<const Kind> kinds() {
  using enum Place;
  static const std::array<Kind, 9> all{{
      {1, "awards", "award_words", "award", of_awards()},
      {2, "procurements", "procurement_words", "procurement", of_procurements()},
      {3, "bodies", "body_words", "body", of_bodies()},
      {4, "notices", "notice_words", "notice", of_notices()},
      {5, "suppliers' words", "supplier_words", "supplier_string", of_suppliers()},
      {6, "diagnostic centres", "centre_words", "diagnostic_centre", of_centres()},
      {7,
       "programmes",
       "programme_words",
       "programme",
       {source(title, "pg.key", "pg.name", "programme pg"), source(word, "pg.key", "pg.note", "programme pg")}},
      {8,
       "indicators",
       "indicator_words",
       "indicator",
       {source(title, "i.key", "i.name", "indicator i"), source(word, "i.key", "i.unit", "indicator i")}},
      {9,
       "spend files",
       "spend_file_words",
       "spend_file",
       {source(title, "sf.key", "f.name", "spend_file sf join source_file f on f.key = sf.source_file_key")}},
  }};
  return all;
}

namespace {

constexpr std::array<std::string_view, 6> spoken{
    "title", "description", "rationale", "procurementMethodRationale", "procurementMethodDetails", "awardCriteriaDetails"};

void collect(const simdjson::dom::element& element, std::vector<std::string>& out) {
  simdjson::dom::array items;
  if (element.get(items) == simdjson::SUCCESS) {
    for (const simdjson::dom::element item : items) collect(item, out);
    return;
  }
  simdjson::dom::object members;
  if (element.get(members) != simdjson::SUCCESS) return;
  for (const auto& [key, value] : members) {
    if (!value.is_string()) {
      collect(value, out);
    } else if (std::find(spoken.begin(), spoken.end(), key) != spoken.end()) {
      out.emplace_back(value.get_string().value_unsafe());
    }
  }
}

} // namespace

std::vector<std::string> words_of_release(std::string_view raw) {
  simdjson::dom::parser parser;
  std::vector<std::string> out;
  const auto parsed = parser.parse(raw.data(), raw.size());
  if (parsed.error() == simdjson::SUCCESS) collect(parsed.value_unsafe(), out);
  return out;
}

} // namespace openward::persistence::search
