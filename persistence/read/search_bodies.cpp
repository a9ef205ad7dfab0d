#include "persistence/read/search_bodies.h"

#include "persistence/detail/rows.h"
#include "persistence/detail/sql.h"
#include "persistence/repositories.h"

#include <unordered_map>

namespace openward::persistence {
namespace {

using Positions = std::unordered_map<long long, std::size_t>; // by the key of the body

// Who is paid provides, as in the list of providers.
constexpr std::string_view select_bodies =
    "select b.key, b.id, b.name, b.commissioner, case when b.provider = 1 or exists (select 1 from supplier_string p where p.body_key = "
    "b.key) then 1 else 0 end, b.provider_class, b.class_evidence, b.class_confidence, b.class_detail, b.postcode, b.opened, b.closed, "
    "b.synthetic, b.kind from body b where b.provider_class <> 'individual' and b.person_at_times = 0 and b.merged_into is null order by "
    "b.key";

constexpr std::string_view select_names =
    "select body_key, name, kind from body_name where kind <> 'current' union all "
    "select b.merged_into, n.name, 'trading' from body_name n join body b on b.key = n.body_key "
    "where b.merged_into is not null and b.provider_class <> 'individual' and b.person_at_times = 0 and n.kind = 'current'";

constexpr std::string_view select_merged = "select m.id, b.id from body m join body b on b.key = m.merged_into where b.provider_class <> "
                                           "'individual' and b.person_at_times = 0 order by m.key";

constexpr std::string_view select_groups =
    "select g.body_key, b.id from body_group g join body b on b.key = g.group_key where g.group_key <> g.body_key and "
    "b.provider_class <> 'individual' and b.person_at_times = 0 and g.first_day <= cast(:today as {{date}}) and g.last_day >= cast(:today "
    "as {{date}})";

constexpr std::string_view select_identifiers = "select body_key, scheme, id from body_identifier order by body_key, scheme, id";

constexpr std::string_view count_made =
    "select commissioner_key, count(*) from award where state = 'published' and commissioner_key is not null group by commissioner_key";

constexpr std::string_view count_won = "select p.body_key, count(distinct a.key) from award_provider p join award a on a.key = p.award_key "
                                       "where a.state = 'published' and p.body_key is not null group by p.body_key";

constexpr std::string_view select_programmes = "select id, name, 0 from programme order by key";
constexpr std::string_view select_centres = "select id, name, synthetic from diagnostic_centre order by key";
constexpr std::string_view select_successions =
    "select from_code, to_code, on_date, basis, share_basis_points from succession order by from_code, on_date, to_code";

// A supplier that is linked to a body, by an import or by a curator, makes that body one that is paid.
constexpr std::string_view find_change =
    "select 1 from event where seq > :seq and (type like 'body.%' or type like 'succession.%' or type like 'programme.%' "
    "or type like 'diagnostic_centre.%' or type like 'spend_file.%' or type like 'matches.%' or type like 'ownership.%') limit 1";

Positions read_bodies(Session& s, std::vector<NamedBody>& out) {
  Positions positions;
  for (auto& [key, id, name, commissioner, provider, provider_class, evidence, confidence, detail, postcode, opened, closed, synthetic,
              kind] :
       detail::rows<std::int64_t, std::string, std::string, int, int, std::string, std::string, int, std::string, std::string,
                    std::optional<std::string>, std::optional<std::string>, int, std::string>(s, select_bodies)) {
    NamedBody one;
    Body& body = one.known.body;
    body.id = std::move(id);
    body.name = std::move(name);
    body.classification.provider_class = detail::stored_word(provider_class_from, "provider class", provider_class);
    body.classification.evidence = detail::stored_word(evidence_from, "evidence", evidence);
    body.classification.confidence = confidence;
    body.classification.detail = std::move(detail);
    body.postcode = std::move(postcode);
    body.opened = detail::stored_date(opened);
    body.closed = detail::stored_date(closed);
    body.synthetic = synthetic != 0;
    one.known.gp_practice = kind == "general_practice";
    one.commissioner = commissioner != 0;
    one.provider = provider != 0;
    positions.emplace(key, out.size());
    out.push_back(std::move(one));
  }
  return positions;
}

void count_awards(Session& s, std::string_view sql, const Positions& positions, std::vector<NamedBody>& bodies) {
  for (const auto& [key, awards] : detail::rows<std::int64_t, std::int64_t>(s, sql))
    if (const auto at = positions.find(key); at != positions.end()) bodies[at->second].awards += awards;
}

std::vector<NamedRecord> records(Session& s, std::string_view sql) {
  std::vector<NamedRecord> out;
  for (auto& [id, name, synthetic] : detail::rows<std::string, std::string, int>(s, sql))
    out.push_back({std::move(id), std::move(name), synthetic != 0});
  return out;
}

void read_names(Session& s, const Positions& positions, std::vector<NamedBody>& bodies) {
  for (auto& [key, name, kind] : detail::rows<std::int64_t, std::string, std::string>(s, select_names)) {
    const auto at = positions.find(key);
    if (at == positions.end()) continue;
    const auto use = kind == "former"         ? matching::NameUse::former
                     : kind == "abbreviation" ? matching::NameUse::abbreviation
                                              : matching::NameUse::trading;
    bodies[at->second].known.other_names.push_back({std::move(name), use});
  }
}

} // namespace

NamedThings named_things(Session& s, Date today) {
  NamedThings out;
  out.seq = last_seq(s);
  const Positions positions = read_bodies(s, out.bodies);
  for (const auto& [key, scheme, id] : detail::rows<std::int64_t, std::string, std::string>(s, select_identifiers)) {
    const auto at = positions.find(key);
    if (at == positions.end()) continue;
    if (auto identifier = Identifier::create(scheme, id)) out.bodies[at->second].known.body.identifiers.push_back(*std::move(identifier));
  }
  read_names(s, positions, out.bodies);
  for (auto& [key, group] : detail::rows<std::int64_t, std::string>(s, select_groups, detail::as("today", today)))
    if (const auto at = positions.find(key); at != positions.end()) out.bodies[at->second].group = std::move(group);
  for (auto& [from, into] : detail::rows<std::string, std::string>(s, select_merged))
    out.merged.push_back({std::move(from), std::move(into)});
  count_awards(s, count_made, positions, out.bodies);
  count_awards(s, count_won, positions, out.bodies);
  out.programmes = records(s, select_programmes);
  out.centres = records(s, select_centres);
  for (auto& [from, to, on, basis, share] :
       detail::rows<std::string, std::string, std::string, std::string, std::optional<int>>(s, select_successions))
    out.successions.push_back({std::move(from), std::move(to), detail::stored_date(on), std::move(basis), share});
  return out;
}

bool names_changed(Session& s, std::int64_t since) { return detail::cell<int>(s, find_change, detail::as("seq", since)).has_value(); }

} // namespace openward::persistence
