#include "persistence/summary.h"

#include "domain/identifier.h"
#include "persistence/detail/bodies.h"
#include "persistence/detail/rows.h"
#include "persistence/detail/sql.h"

#include <map>

namespace openward::persistence {
namespace {

namespace procedure = law::procedure;
using detail::as;
using detail::stored_date;
using detail::stored_word;

using Text = std::string;
using MaybeText = std::optional<std::string>;

constexpr std::string_view select_body =
    "select key, id, name, synthetic, case when provider_class = 'individual' or person_at_times = 1 then 1 else 0 end "
    "from body where id = :id and commissioner = 1";
constexpr std::string_view select_body_by_code =
    "select b.key, b.id, b.name, b.synthetic, case when b.provider_class = 'individual' or b.person_at_times = 1 then 1 else 0 end from "
    "body b join body_identifier i on i.body_key = b.key "
    "where i.scheme = :scheme and i.id = :id and b.commissioner = 1";
constexpr std::string_view select_codes = "select scheme || ':' || id from body_identifier where body_key = :body order by scheme, id";

constexpr std::string_view select_awards =
    "select a.id, a.ocid, a.recorded, a.regime, a.route, a.framework, a.awarded_on, a.signed_on, a.published_on, "
    "coalesce(ct.starts, a.starts), coalesce(ct.ends, a.ends) from award a left join contract ct on ct.award_key = a.key "
    "where a.commissioner_key = :body and a.state = 'published' and a.synthetic = :synthetic "
    "and (a.regime = 'psr' or a.scope = 'health_service') and a.effective_on <= :last order by a.effective_on, a.id";

constexpr std::string_view select_providers =
    "select a.id, b.id, b.name, case when b.provider_class = 'individual' or b.person_at_times = 1 then 1 else 0 end from award a join "
    "award_provider ap on ap.award_key = a.key join body b on b.key = ap.body_key "
    "where a.commissioner_key = :body and a.state = 'published' and a.synthetic = :synthetic "
    "and (a.regime = 'psr' or a.scope = 'health_service') and a.effective_on <= :last order by a.id, ap.position";

// By the ground that was recorded, or by the kind of the notice that tells it.
constexpr std::string_view select_urgent_changes =
    "select ct.id, m.number, m.modified_on from modification m join contract ct on ct.key = m.contract_key "
    "join award a on a.key = ct.award_key left join notice n on n.procurement_key = a.procurement_key and n.release_id = m.release_id "
    "where a.commissioner_key = :body and a.state = 'published' and a.synthetic = :synthetic "
    "and (m.ground = 'urgent' or n.kind = 'urgent_modification') "
    "and m.modified_on >= :first and m.modified_on <= :last order by m.modified_on, ct.id, m.number";

constexpr std::string_view select_urgent_notices =
    "select pr.ocid, n.release_id, n.published_on from notice n join procurement pr on pr.key = n.procurement_key "
    "where pr.commissioner_key = :body and pr.synthetic = :synthetic and n.kind = 'urgent_modification' "
    "and n.published_on >= :first and n.published_on <= :last and not exists "
    "(select 1 from award a join contract ct on ct.award_key = a.key join modification m on m.contract_key = ct.key "
    "where a.procurement_key = pr.key and a.state = 'published' and m.release_id = n.release_id) order by n.published_on, n.release_id";

constexpr std::string_view count_notices =
    "select count(*) from notice n join procurement pr on pr.key = n.procurement_key where pr.commissioner_key = :body "
    "and pr.synthetic = :synthetic and n.regime = 'psr' and n.published_on >= :first and n.published_on <= :last";

constexpr std::string_view select_runs =
    "select p.key, pr.ocid, p.process, p.choice, p.began, p.switched_from, c.id from procedure p "
    "join procurement pr on pr.key = p.procurement_key left join contract c on c.key = p.contract_key "
    "where pr.commissioner_key = :body and pr.synthetic = :synthetic and pr.state = 'published' order by pr.ocid, p.position";
constexpr std::string_view select_steps =
    "select t.procedure_key, t.step, t.on_date, t.party, t.reference, t.note, case when pb.provider_class = 'individual' or "
    "pb.person_at_times = 1 then 1 else 0 end from procedure_step t left join body pb on pb.id = t.party "
    "join procedure p on p.key = t.procedure_key join procurement pr on pr.key = p.procurement_key "
    "where pr.commissioner_key = :body and pr.synthetic = :synthetic and pr.state = 'published' order by t.procedure_key, t.position";

struct Authority {
  long long key = 0;
  std::string id;
  std::string name;
  bool synthetic = false;
};

std::optional<Authority> authority_of(Session& s, std::string_view commissioner) {
  auto found = detail::row<std::int64_t, Text, Text, int, int>(s, select_body, as("id", commissioner));
  if (!found) {
    const auto code = Identifier::parse(commissioner);
    if (!code) return std::nullopt;
    found = detail::row<std::int64_t, Text, Text, int, int>(s, select_body_by_code, as("scheme", code->scheme()), as("id", code->id()));
  }
  if (!found) return std::nullopt;
  const auto& [key, id, name, synthetic, person] = *found;
  const bool masked = person != 0 && s.sight == Sight::everybody;
  return Authority{key, id, masked ? Text(detail::person_in_events) : name, synthetic != 0};
}

std::vector<law::AnnualAward> awards_of(Session& s, const Authority& body, Date last) {
  std::map<std::string, std::vector<law::AnnualProvider>, std::less<>> providers;
  for (const auto& [award, id, name, person] :
       detail::rows<Text, Text, Text, int>(s, select_providers, as("body", body.key), as("synthetic", body.synthetic), as("last", last))) {
    const bool masked = person != 0 && s.sight == Sight::everybody;
    providers[award].push_back({id, masked ? Text(detail::person_in_events) : name});
  }
  std::vector<law::AnnualAward> out;
  for (const auto& [id, ocid, recorded, regime, route, framework, awarded, signed_on, published, starts, ends] :
       detail::rows<Text, Text, int, Text, Text, int, MaybeText, MaybeText, MaybeText, MaybeText, MaybeText>(
           s, select_awards, as("body", body.key), as("synthetic", body.synthetic), as("last", last))) {
    law::AnnualAward award{id,
                           ocid,
                           recorded != 0,
                           stored_word(regime_from, "award.regime", regime),
                           stored_word(route_from, "award.route", route),
                           framework != 0,
                           {}};
    award.providers = std::move(providers[id]);
    award.awarded_on = stored_date(awarded);
    award.signed_on = stored_date(signed_on);
    award.published_on = stored_date(published);
    award.starts = stored_date(starts);
    award.ends = stored_date(ends);
    out.push_back(std::move(award));
  }
  return out;
}

std::vector<law::AnnualModification> urgent_modifications_of(Session& s, const Authority& body, const law::ReportingYear& year) {
  std::vector<law::AnnualModification> out;
  for (const auto& [contract, number, on] :
       detail::rows<Text, int, Text>(s, select_urgent_changes, as("body", body.key), as("synthetic", body.synthetic),
                                     as("first", year.first), as("last", year.last))) {
    out.push_back(
        {{law::RecordKind::contract, contract, "modification " + std::to_string(number) + " of " + on}, contract, stored_date(on)});
  }
  for (const auto& [ocid, release, on] :
       detail::rows<Text, Text, Text>(s, select_urgent_notices, as("body", body.key), as("synthetic", body.synthetic),
                                      as("first", year.first), as("last", year.last))) {
    out.push_back({{law::RecordKind::notice, ocid + "~" + release, "published " + on}, {}, stored_date(on)});
  }
  return out;
}

std::vector<law::AnnualProcedure> procedures_of(Session& s, const Authority& body) {
  std::map<long long, std::vector<procedure::StoredStep>> steps;
  for (const auto& [key, step, on, party, reference, note, person] : detail::rows<std::int64_t, Text, Text, Text, Text, Text, int>(
           s, select_steps, as("body", body.key), as("synthetic", body.synthetic))) {
    // What was noted of somebody may name them.
    const bool masked = person != 0 && !note.empty() && s.sight == Sight::everybody;
    steps[key].push_back({stored_word(procedure::step_from, "procedure_step.step", step),
                          stored_date(on),
                          {party, reference, masked ? Text(withheld_text) : note}});
  }
  std::vector<law::AnnualProcedure> out;
  for (const auto& [key, ocid, process, choice, began, switched_from, contract] :
       detail::rows<std::int64_t, Text, Text, Text, Text, MaybeText, MaybeText>(s, select_runs, as("body", body.key),
                                                                                as("synthetic", body.synthetic))) {
    std::optional<procedure::Process> from;
    if (switched_from) from = stored_word(procedure::process_from, "procedure.switched_from", *switched_from);
    auto run = procedure::Procedure::restore(stored_word(procedure::process_from, "procedure.process", process),
                                             stored_word(procedure::choice_from, "procedure.choice", choice), stored_date(began), from,
                                             std::move(steps[key]));
    if (!run) throw detail::Ended(run.error());
    out.push_back({ocid, contract.value_or(""), *std::move(run)});
  }
  return out;
}

} // namespace

std::optional<law::AnnualMaterial> annual_material(Session& s, std::string_view commissioner, const law::ReportingYear& year) {
  const auto body = authority_of(s, commissioner);
  if (!body) return std::nullopt;
  law::AnnualMaterial material;
  material.authority_id = body->id;
  material.authority_name = body->name;
  for (const auto& [code] : detail::rows<Text>(s, select_codes, as("body", body->key))) material.authority_codes.push_back(code);
  material.synthetic = body->synthetic;
  material.awards = awards_of(s, *body, year.last);
  material.urgent_modifications = urgent_modifications_of(s, *body, year);
  material.procedures = procedures_of(s, *body);
  material.notices_in_year = detail::cell<std::int64_t>(s, count_notices, as("body", body->key), as("synthetic", body->synthetic),
                                                        as("first", year.first), as("last", year.last))
                                 .value_or(0);
  return material;
}

} // namespace openward::persistence
