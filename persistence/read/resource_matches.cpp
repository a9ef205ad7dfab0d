#include "persistence/matching.h"
#include "persistence/read/definition.h"
#include "persistence/read/people.h"

#include "domain/vocabulary.h"

#include <array>

// The queue of supplier strings: once for everybody, without the words of people, and once for curators and auditors.

namespace openward::persistence::read {
namespace {

constexpr std::array<std::string_view, 2> basis_words{"automatic", "curator"};

constexpr std::string_view is_person =
    "(s.provider_class = 'individual' or s.match_state = 'person' or coalesce(pb.provider_class, '') = 'individual')";

JsonList candidate_list(const std::string& name) {
  return {"match_candidate mc join body cb on cb.key = mc.body_key where mc.supplier_key = s.key",
          "mc.position",
          {{"id", CellType::text, "cb.id"},
           {"name", CellType::text, name},
           {"identifier", CellType::text, "(select min(ci.scheme || ':' || ci.id) from body_identifier ci where ci.body_key = cb.key)"},
           {"provider_class", CellType::text, "cb.provider_class"},
           {"score", CellType::integer, "mc.score"},
           {"explanation", CellType::text, "mc.explanation"}}};
}

/// Nothing instead of what may name a person.
std::string unless_hidden(std::string_view shown) {
  return "case when " + std::string(is_person) + " then '' else " + std::string(shown) + " end";
}

/// The texts of the two tables; they live as long as the program.
struct Words {
  std::string words, reason, detail, name, candidate, searched;
};

const Words& words_for(bool everybody) {
  static const Words masked{unless_person(is_person, "s.words"),
                            unless_hidden("s.match_reason"),
                            unless_hidden("s.class_detail"),
                            body_name("pb"),
                            body_name("cb"),
                            unless_hidden("s.words")};
  static const Words in_full{"s.words", "s.match_reason", "s.class_detail", "pb.name", "cb.name", "s.words"};
  return everybody ? masked : in_full;
}

std::vector<ColumnDef> match_columns(const Words& w) {
  using enum CellType;
  return {
      {"id", text, "'sn-' || cast(s.key as text)", "Public id of the string."},
      {"words", text, w.words, "The supplier as published; \"a person\" for people, unless a curator or an auditor asks."},
      {"status", text, "s.match_state", "linked, open (a curator is to choose), none (it means no body that is known) or person.",
       Sort::filled},
      {"basis", text, "s.match_basis", "automatic (by a rule) or curator; empty before the words were read."},
      {"ground", text, "s.match_ground", "The rule of an automatic link."},
      {"score", integer, "s.match_score", "Confidence of the decision, 0 to 100."},
      {"reason", text, w.reason, "Why it was decided so, or why it waits."},
      {"body.id", text, "pb.id", "The body that the words mean, where they are linked."},
      {"body.name", text, w.name, "Its name."},
      {"provider_class", text, payment_class_now, "Class of that body, else of the words alone."},
      {"class.evidence", text, "s.class_evidence", "How the class was arrived at."},
      {"class.confidence", integer, "s.class_confidence", "0 to 100; below 50 it is presumed from words alone."},
      {"class.detail", text, w.detail, "The words or the code it rests on."},
      {"lines", integer, "s.lines", "Lines of spend files with these words.", Sort::filled},
      {"paid", pence, "s.pence", "Sum of those lines, credits taken off.", Sort::filled},
      {"candidates", json, "", "Bodies that the words may mean, the best first.", Sort::none, Show::as_is, candidate_list(w.candidate)},
      {"rules", text, "s.match_rules", "Version of the rules that read the words; empty before they did."},
      {"decided_by", text, "s.matched_by", "Who decided: the name of a token, or matching."},
      {"decided_at", instant, "nullif(s.matched_at, '')", "When.", Sort::nullable},
      {"version", integer, "s.version", "One higher with every change."},
  };
}

std::vector<FilterDef> match_filters(const Words& w) {
  using enum FilterKind;
  return {
      {"status", word, "s.match_state", "What was decided of the string.", match_state_words()},
      {"basis", word, "s.match_basis", "Who decided.", basis_words},
      {"provider_class", word, payment_class_now, "Class that its payments count under now.", provider_class_words()},
      {"provider", body, "s.body_key in ({{v}})", "The body that it is linked to, by public id or scheme:id."},
      {"min_value", pence_min, "s.pence", "Pounds; of all its lines."},
      {"q", all_words, w.searched, "Every word occurs in the words as published; A to Z in either case. People are not found by it."},
  };
}

Resource match_resource(bool everybody) {
  const Words& w = words_for(everybody);
  return {
      .name = everybody ? "matches" : "matches-in-full",
      .description = "Every distinct supplier string of the spend files: which body it means, who decided so and why, or what there is to "
                     "choose from.",
      .root = "supplier_string s",
      .joins = {{"pb", "left join body pb on pb.key = s.body_key"}},
      .key = "s.key",
      .by_id = "{{1}} = 'sn' and s.key = {{2}}",
      .id_separator = '-',
      .second_is_number = true,
      .columns = match_columns(w),
      .filters = match_filters(w),
      .default_sort = "-paid",
  };
}

} // namespace

const Resource& matches_resource() {
  static const Resource resource = match_resource(true);
  return resource;
}

const Resource& matches_in_full_resource() {
  static const Resource resource = match_resource(false);
  return resource;
}

} // namespace openward::persistence::read
