#include "persistence/matching.h"
#include "persistence/read/definition.h"
#include "persistence/read/people.h"

#include "domain/vocabulary.h"

#include <array>

// The queue of supplier strings.

namespace openward::persistence::read {
namespace {

constexpr std::array<std::string_view, 2> basis_words{"automatic", "curator"};

constexpr std::string_view is_person = "(s.provider_class = 'individual' or s.match_state = 'person' or coalesce(pb.provider_class, '') = "
                                       "'individual' or coalesce(pb.person_at_times, 0) = 1)";

/// The class is that of the body where it has one, and then the rest is the body's too.
std::string of_class(std::string_view column, std::string_view of_body) {
  return "case when coalesce(pb.provider_class, 'unclassified') = 'unclassified' then s." + std::string(column) + " else pb." +
         std::string(of_body) + " end";
}

/// Texts of the table; they live as long as the program.
struct Texts {
  std::string words = unless_person(is_person, "s.words");
  std::string reason = nothing_of_people(is_person, "s.match_reason");
  std::string body = body_name("pb");
  std::string evidence = of_class("class_evidence", "class_evidence");
  std::string confidence = of_class("class_confidence", "class_confidence");
  std::string detail = nothing_of_people(is_person, of_class("class_detail", "class_detail"));
  std::string url =
      "case when coalesce(pb.provider_class, 'unclassified') = 'unclassified' then '/v1/matches/sn-' || cast(s.key as text) else "
      "'/v1/providers/' || pb.id || '/classifications' end";
  std::string candidate = body_name("cb");
  std::string candidate_identifier =
      "case when {{everybody}} and " + body_is_person("cb") +
      " then null else (select min(ci.scheme || ':' || ci.id) from body_identifier ci where ci.body_key = cb.key) end";
  std::string explanation = nothing_of_people("(" + std::string(is_person) + " or " + body_is_person("cb") + ")", "mc.explanation");
};

const Texts& texts() {
  static const Texts all;
  return all;
}

JsonList candidate_list() {
  return {"match_candidate mc join body cb on cb.key = mc.body_key where mc.supplier_key = s.key",
          "mc.position",
          {{"id", CellType::text, "cb.id"},
           {"name", CellType::text, texts().candidate},
           {"identifier", CellType::text, texts().candidate_identifier},
           {"provider_class", CellType::text, "cb.provider_class"},
           {"score", CellType::integer, "mc.score"},
           {"explanation", CellType::text, texts().explanation}}};
}

std::vector<ColumnDef> match_columns() {
  using enum CellType;
  return {
      {"id", text, "'sn-' || cast(s.key as text)", "Public id of the string."},
      {"words", text, texts().words, "The supplier as published; \"a person\" for people, unless a curator or an auditor asks."},
      {"status", text, "s.match_state", "linked, open (a curator is to choose), none (it means no body that is known) or person.",
       Sort::filled},
      {"basis", text, "s.match_basis", "automatic (by a rule) or curator; empty before the words were read."},
      {"ground", text, "s.match_ground", "The rule of an automatic link."},
      {"score", integer, "s.match_score", "Confidence of the decision, 0 to 100."},
      {"reason", text, texts().reason, "Why it was decided so, or why it waits."},
      {"body.id", text, "pb.id", "The body that the words mean, where they are linked."},
      {"body.name", text, texts().body, "Its name."},
      {"provider_class", text, payment_class_now, "Class of that body, else of the words alone."},
      {"class.evidence", text, texts().evidence, "How the class was arrived at."},
      {"class.confidence", integer, texts().confidence, "0 to 100; below 50 it is presumed from words alone."},
      {"class.detail", text, texts().detail, "The words or the code it rests on; empty for people."},
      {"class.url", text, texts().url, "Where the class stands with what it rests on: the body's classes, or this record."},
      {"lines", integer, "s.lines", "Lines of spend files with these words.", Sort::filled},
      {"paid", pence, "s.pence", "Sum of those lines, credits taken off.", Sort::filled},
      {"candidates", json, "", "Bodies that the words may mean, the best first.", Sort::none, Show::as_is, candidate_list()},
      {"rules", text, "s.match_rules", "Version of the rules that read the words; empty before they did."},
      {"decided_by", text, "s.matched_by", "Who decided: the name of a token, or matching."},
      {"decided_at", instant, "nullif(s.matched_at, '')", "When.", Sort::nullable},
      {"version", integer, "s.version", "One higher with every change."},
  };
}

std::vector<FilterDef> match_filters() {
  using enum FilterKind;
  return {
      {"status", word, "s.match_state", "What was decided of the string.", match_state_words()},
      {"basis", word, "s.match_basis", "Who decided.", basis_words},
      {"provider_class", word, payment_class_now, "Class that its payments count under now.", provider_class_words()},
      {"provider", body, "s.body_key in ({{v}})", "The body that it is linked to, by public id or scheme:id."},
      {"min_value", pence_min, "s.pence", "Pounds; of all its lines."},
      search_def("s.key", "supplier_words",
                 "Full text of the words as published: words, \"phrases\", -excluded, beginning*. People are not found by it."),
  };
}

} // namespace

const Resource& matches_resource() {
  static const Resource resource{
      .name = "matches",
      .description = "Every distinct supplier string of the spend files: which body it means, who decided so and why, or what there is to "
                     "choose from.",
      .root = "supplier_string s",
      .joins = {{"pb", "left join body pb on pb.key = s.body_key"}},
      .key = "s.key",
      .by_id = "{{1}} = 'sn' and s.key = {{2}}",
      .id_separator = '-',
      .second_is_number = true,
      .columns = match_columns(),
      .filters = match_filters(),
      .default_sort = "-paid",
  };
  return resource;
}

} // namespace openward::persistence::read
