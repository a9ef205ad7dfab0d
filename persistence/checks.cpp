#include "persistence/checks.h"

#include "persistence/detail/class_days.h"
#include "persistence/detail/sql.h"

namespace openward::persistence {

namespace {

using detail::cell;
using detail::rows;

constexpr std::string_view kFeedCount = "select count(*) from event";
constexpr std::string_view kFeedHighest = "select coalesce(max(seq), 0) from event";

constexpr std::string_view kFiles = "select count(*) from spend_file";
constexpr std::string_view kFilesThatDiffer =
    "select f.id, 'its account says ' || f.payments || ' payments of ' || f.total_pence || ' pence, its lines ' || count(p.key) || ' of ' "
    "|| "
    "cast(coalesce(sum(p.pence), 0) as text) "
    "from spend_file f left join payment p on p.key >= f.key * 4294967296 and p.key < (f.key + 1) * 4294967296 group by f.id, f.payments, "
    "f.total_pence "
    "having count(p.key) <> f.payments or coalesce(sum(p.pence), 0) <> f.total_pence order by f.id limit 20";
constexpr std::string_view kFilesUnaccounted =
    "select id, 'rows ' || rows_read || ' are not ' || payments || ' payments and ' || refused || ' refused and ' || blank || ' blank' "
    "from spend_file where rows_read <> payments + refused + blank order by id limit 20";
constexpr std::string_view kRefusalsLost =
    "select f.id, f.refused || ' rows were refused, ' || count(r.key) || ' refusals are kept' from spend_file f "
    "left join refusal r on r.source_file_key = f.source_file_key group by f.id, f.refused having count(r.key) <> f.refused order by f.id "
    "limit 20";

constexpr std::string_view kPayments = "select count(*) from payment";
constexpr std::string_view kPaymentsAstray =
    "select 'file ' || p.spend_file_key || ' row ' || p.row, 'its file, its payer or its supplier is not held, or its key is of another "
    "line' from payment p left join spend_file f on f.key = p.spend_file_key left join supplier_string s on s.key = p.supplier_key left "
    "join body b on b.key = p.payer_key where f.key is null or s.key is null or (p.payer_key is not null and b.key is null) or p.key <> "
    "p.spend_file_key * 4294967296 + p.row order by p.key limit 20";
constexpr std::string_view kSuppliers = "select count(*) from supplier_string";
constexpr std::string_view kSuppliersThatDiffer =
    "select 'sn-' || s.key, 'it counts ' || s.lines || ' lines of ' || s.pence || ' pence, its lines are ' || coalesce(m.lines, 0) || ' of "
    "' "
    "|| coalesce(m.pence, 0) from supplier_string s left join (select supplier_key, count(*) as lines, cast(sum(pence) as bigint) as pence "
    "from payment group by supplier_key) m on m.supplier_key = s.key where s.lines <> coalesce(m.lines, 0) or s.pence <> coalesce(m.pence, "
    "0) order by s.key limit 20";

constexpr std::string_view kAwards = "select count(*) from award";
/// Each provider as of the day of the award.
std::string classes_that_differ() {
  return "select t.id, 'held as ' || t.provider_class || ', its providers are ' || t.expected from (select a.id, a.provider_class, " +
         detail::class_of_award("a") + " as expected from award a) t where t.provider_class <> t.expected order by t.id limit 20";
}

constexpr std::string_view kImportedAwards = "select count(*) from award where recorded = 0";
constexpr std::string_view kAwardsWithoutRelease =
    "select a.id, 'release ' || a.release_id || ' of ' || a.ocid || ' is not held' from award a where a.recorded = 0 and not exists "
    "(select 1 from release r where r.ocid = a.ocid and r.release_id = a.release_id) order by a.id limit 20";

constexpr std::string_view kChecked = "select count(*) from law_check";
constexpr std::string_view kFindingsOutOfPlace = "select a.id, 'it is ' || a.state || ' under ' || a.regime || ' and has findings' from "
                                                 "law_check k join award a on a.key = k.award_key "
                                                 "where a.state <> 'published' or a.regime <> 'psr' order by a.id limit 20";
constexpr std::string_view kProcurementsOutOfPlace =
    "select pr.ocid, case when pr.state <> 'published' or pr.regime <> 'psr' then 'it is ' || pr.state || ' under ' || pr.regime || ' and "
    "has "
    "findings' else 'it has findings of its own and a published award' end from law_check k join procurement pr on pr.key = "
    "k.procurement_key where k.award_key is null and (pr.state <> 'published' or pr.regime <> 'psr' or exists (select 1 from award a where "
    "a.procurement_key = pr.key and a.state = 'published')) order by pr.ocid limit 20";
constexpr std::string_view kFindingsUncounted =
    "select coalesce(a.id, pr.ocid), k.questions || ' questions and ' || k.fails || ' fails are counted, ' || count(f.rule) || ' findings "
    "are kept' from law_check k join procurement pr on pr.key = k.procurement_key left join award a on a.key = k.award_key "
    "left join finding f on f.procurement_key = k.procurement_key and coalesce(f.award_key, 0) = coalesce(k.award_key, 0) "
    "group by k.key, a.id, pr.ocid, k.questions, k.fails having k.questions <> sum(case when f.outcome = 'question' then 1 else 0 end) "
    "or k.fails <> sum(case when f.outcome = 'fail' then 1 else 0 end) order by 1 limit 20";
constexpr std::string_view kFindingsUnchecked =
    "select distinct coalesce(a.id, pr.ocid), 'it has findings and was never checked' from finding f join procurement pr on pr.key = "
    "f.procurement_key left join award a on a.key = f.award_key where not exists (select 1 from law_check k where k.procurement_key = "
    "f.procurement_key and coalesce(k.award_key, 0) = coalesce(f.award_key, 0)) order by 1 limit 20";

Check looked(Session& s, std::string name, std::string_view count, std::initializer_list<std::string_view> broken) {
  Check check{std::move(name), cell<std::int64_t>(s, count).value_or(0), {}};
  for (const std::string_view sql : broken) {
    for (const auto& [id, words] : rows<std::string, std::string>(s, sql)) check.broken.push_back(id + ": " + words);
  }
  return check;
}

} // namespace

std::vector<Check> check_register(Session& s) {
  std::vector<Check> checks;
  Check feed{"the feed has no gap", cell<std::int64_t>(s, kFeedCount).value_or(0), {}};
  const std::int64_t highest = cell<std::int64_t>(s, kFeedHighest).value_or(0);
  if (highest != feed.looked_at)
    feed.broken.push_back("it ends at " + std::to_string(highest) + " and holds " + std::to_string(feed.looked_at) + " events");
  checks.push_back(std::move(feed));
  checks.push_back(looked(s, "every spend file equals its lines and accounts for its rows", kFiles,
                          {kFilesThatDiffer, kFilesUnaccounted, kRefusalsLost}));
  checks.push_back(looked(s, "every payment stands on its file, its payer and its supplier", kPayments, {kPaymentsAstray}));
  checks.push_back(looked(s, "every supplier's words count their payments", kSuppliers, {kSuppliersThatDiffer}));
  checks.push_back(looked(s, "every award has the class of its providers", kAwards, {classes_that_differ()}));
  checks.push_back(looked(s, "every imported award stands on a release that is held", kImportedAwards, {kAwardsWithoutRelease}));
  checks.push_back(looked(s, "every finding is of a published award, or of a procurement without one, and is counted", kChecked,
                          {kFindingsOutOfPlace, kProcurementsOutOfPlace, kFindingsUncounted, kFindingsUnchecked}));
  return checks;
}

} // namespace openward::persistence
