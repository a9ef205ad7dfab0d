#include "persistence/detail/case_parts.h"
#include "persistence/detail/ids.h"
#include "persistence/detail/json.h"
#include "persistence/detail/rows.h"
#include "persistence/detail/sql.h"
#include "persistence/law.h"

#include <algorithm>

namespace openward::persistence {
namespace {

using detail::as;
using detail::json_list;
using detail::json_string;
using detail::JsonObject;

constexpr std::string_view select_award =
    "select a.procurement_key, a.key, a.version, case when a.state = 'published' and a.regime = 'psr' then 1 else 0 end, k.key, k.digest, "
    "k.checked_on from award a left join law_check k on k.award_key = a.key where a.id = :id";

const std::string& select_procurement() {
  static const std::string sql = "select pr.key, pr.version, case when " + std::string(detail::procurement_counts) +
                                 " then 1 else 0 end, k.key, k.digest, k.checked_on from procurement pr "
                                 "left join law_check k on k.procurement_key = pr.key and k.award_key is null where pr.ocid = :id";
  return sql;
}

// With the condition of the subject behind them.
constexpr std::string_view select_kept = "select rule, version, outcome from finding where ";
constexpr std::string_view delete_kept = "delete from finding where ";

constexpr std::string_view insert_finding =
    "insert into finding (procurement_key, award_key, rule, version, outcome, citation, computed, words, missing) "
    "values (:procurement, :award, :rule, :version, :outcome, :citation, :computed, :words, :missing)";

constexpr std::string_view insert_check =
    "insert into law_check (procurement_key, award_key, checked_on, passed, questions, fails, not_computable, digest) "
    "values (:procurement, :award, :checked_on, :passed, :questions, :fails, :not_computable, :digest)";

constexpr std::string_view update_check = "update law_check set checked_on = :checked_on, passed = :passed, questions = :questions, "
                                          "fails = :fails, not_computable = :not_computable, digest = :digest where key = :key";

/// An award, or a procurement without one.
struct Subject {
  std::string_view id; // public id or OCID
  std::int64_t procurement = 0;
  std::optional<std::int64_t> award{};
  int version = 0;
  bool counted = false;
  std::optional<std::int64_t> check{}; // row of the last check
  std::optional<std::string> digest{};
  std::optional<Date> checked_on{};

  std::int64_t key() const { return award ? *award : procurement; }
  std::string with(std::string_view sql) const {
    return std::string(sql) + (award ? "award_key = :subject" : "award_key is null and procurement_key = :subject");
  }
};

using MaybeText = std::optional<std::string>;
using MaybeNumber = std::optional<std::int64_t>;

Subject subject_award(Session& s, std::string_view id) {
  const auto found = detail::row<std::int64_t, std::int64_t, int, int, MaybeNumber, MaybeText, MaybeText>(s, select_award, as("id", id));
  if (!found) {
    throw detail::Ended(Error{ErrorKind::not_found, "there is no award " + std::string(id) + ": look it up in the list of awards", {}, {}});
  }
  const auto& [procurement, key, version, counted, check, digest, checked_on] = *found;
  Subject out{id, procurement, key, version, counted != 0, {}, digest, detail::stored_date(checked_on)};
  if (check) out.check = *check;
  return out;
}

Subject subject_procurement(Session& s, std::string_view ocid) {
  const auto found = detail::row<std::int64_t, int, int, MaybeNumber, MaybeText, MaybeText>(s, select_procurement(), as("id", ocid));
  if (!found) {
    throw detail::Ended(
        Error{ErrorKind::not_found, "there is no procurement " + std::string(ocid) + ": look it up in the list of procurements", {}, {}});
  }
  const auto& [key, version, counted, check, digest, checked_on] = *found;
  Subject out{ocid, key, {}, version, counted != 0, {}, digest, detail::stored_date(checked_on)};
  if (check) out.check = *check;
  return out;
}

bool is_kept(const law::Finding& f) { return f.outcome == law::Outcome::question || f.outcome == law::Outcome::fail; }

std::vector<law::Finding> kept_of(std::span<const law::Finding> findings) {
  std::vector<law::Finding> out;
  std::copy_if(findings.begin(), findings.end(), std::back_inserter(out), is_kept);
  std::sort(out.begin(), out.end(), [](const law::Finding& a, const law::Finding& b) { return a.rule < b.rule; });
  return out;
}

std::string json_of_words(const std::vector<std::string>& words) {
  return json_list(words, [](const std::string& w) { return json_string(w); });
}

std::string json_of_computed(const law::Finding& f) {
  return json_list(f.computed, [](const law::ComputedValue& v) { return JsonObject().set("name", v.name).set("value", v.value).text(); });
}

/// What an event says of one of them.
std::string in_short(std::string_view rule, int version, std::string_view outcome) {
  return JsonObject().set("rule", rule).set("version", version).set("outcome", outcome).text();
}

std::string in_short(const std::vector<law::Finding>& kept) {
  return json_list(kept, [](const law::Finding& f) { return in_short(f.rule, f.version, to_string(f.outcome)); });
}

/// The same of those that are stored.
std::string stored_in_short(Session& s, const Subject& subject) {
  const std::string sql = subject.with(select_kept) + " order by rule";
  return json_list(detail::rows<std::string, int, std::string>(s, sql, as("subject", subject.key())), [](const auto& row) {
    const auto& [rule, version, outcome] = row;
    return in_short(rule, version, outcome);
  });
}

/// All that is stored but the day.
std::string digest_of(const std::vector<law::Finding>& kept, const FindingCounts& n) {
  JsonObject object;
  object.set("passed", n.pass).set("not_computable", n.not_computable);
  object.set_json("findings", json_list(kept, [](const law::Finding& f) {
                    return JsonObject()
                        .set("rule", f.rule)
                        .set("version", f.version)
                        .set("outcome", to_string(f.outcome))
                        .set("citation", f.citation)
                        .set_json("computed", json_of_computed(f))
                        .set_json("words", json_of_words(f.words))
                        .set_json("missing", json_of_words(f.missing))
                        .text();
                  }));
  return detail::sha256_hex(object.text());
}

void write_findings(Session& s, const Subject& subject, const std::vector<law::Finding>& kept) {
  detail::execute(s, subject.with(delete_kept), as("subject", subject.key()));
  for (const law::Finding& f : kept) {
    detail::execute(s, insert_finding, as("procurement", subject.procurement), as("award", subject.award), as("rule", f.rule),
                    as("version", f.version), as("outcome", to_string(f.outcome)), as("citation", f.citation),
                    as("computed", json_of_computed(f)), as("words", json_of_words(f.words)), as("missing", json_of_words(f.missing)));
  }
}

void write_check(Session& s, const Subject& subject, const FindingCounts& n, const std::string& digest, Date checked_on) {
  const auto on = as("checked_on", checked_on);
  const auto passed = as("passed", n.pass), questions = as("questions", n.question), fails = as("fails", n.fail);
  const auto not_computable = as("not_computable", n.not_computable);
  if (subject.check) {
    detail::execute(s, update_check, on, passed, questions, fails, not_computable, as("digest", digest), as("key", *subject.check));
    return;
  }
  detail::execute(s, insert_check, as("procurement", subject.procurement), as("award", subject.award), on, passed, questions, fails,
                  not_computable, as("digest", digest));
}

void tell(UnitOfWork& u, const Subject& subject, const std::string& findings) {
  u.record(subject.award ? "award.checked" : "procurement.checked", std::string(subject.id), subject.version,
           JsonObject().set("id", subject.id).set_json("findings", findings).text());
}

bool drop(UnitOfWork& u, const Subject& subject) {
  if (!subject.check) return false;
  Session& s = u.session();
  const bool told = detail::execute(s, subject.with(delete_kept), as("subject", subject.key())) > 0;
  detail::execute(s, "delete from law_check where key = :key", as("key", *subject.check));
  if (told) tell(u, subject, "[]");
  return true;
}

Kept keep(UnitOfWork& u, const Subject& subject, std::span<const law::Finding> findings, Date checked_on) {
  Session& s = u.session();
  if (!subject.counted) return drop(u, subject) ? Kept::changed : Kept::same;

  const std::vector<law::Finding> kept = kept_of(findings);
  const FindingCounts n = counts_of(findings);
  const std::string digest = digest_of(kept, n);
  if (subject.digest == digest) {
    if (subject.checked_on != checked_on)
      detail::execute(s, "update law_check set checked_on = :on where key = :key", as("on", checked_on), as("key", *subject.check));
    return Kept::same;
  }
  const std::string before = subject.check ? stored_in_short(s, subject) : "[]";
  if (subject.check || !kept.empty()) write_findings(s, subject, kept);
  write_check(s, subject, n, digest, checked_on);
  if (const std::string now = in_short(kept); now != before) tell(u, subject, now);
  return subject.check ? Kept::changed : Kept::added;
}

} // namespace

void FindingCounts::add(law::Outcome outcome) {
  switch (outcome) {
  case law::Outcome::pass:
    ++pass;
    break;
  case law::Outcome::question:
    ++question;
    break;
  case law::Outcome::fail:
    ++fail;
    break;
  case law::Outcome::not_computable:
    ++not_computable;
    break;
  }
}

FindingCounts counts_of(std::span<const law::Finding> findings) {
  FindingCounts counts;
  for (const law::Finding& finding : findings) counts.add(finding.outcome);
  return counts;
}

Kept Findings::save(std::string_view award_id, std::span<const law::Finding> findings, Date checked_on) {
  return keep(u_, subject_award(u_.session(), award_id), findings, checked_on);
}

void Findings::forget(std::string_view award_id) { drop(u_, subject_award(u_.session(), award_id)); }

Kept Findings::save_procurement(std::string_view ocid, std::span<const law::Finding> findings, Date checked_on) {
  return keep(u_, subject_procurement(u_.session(), ocid), findings, checked_on);
}

void Findings::forget_procurement(std::string_view ocid) { drop(u_, subject_procurement(u_.session(), ocid)); }

} // namespace openward::persistence
