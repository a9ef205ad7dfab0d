#pragma once
// An invented register with a fixed seed: rows as plain structs, from which the tests work out by themselves what the queries must answer,
// and the same rows stored through plain SQL. Texts are hostile on purpose (quotes, wildcards, control characters, other scripts).

#include "persistence/database.h"
#include "tests/support/databases.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace openward::test {

using Day = std::optional<std::string>; // "2026-08-10"
using Pence = std::optional<std::int64_t>;

struct BodyRow {
  std::string id{}, name{};
  std::vector<std::string> identifiers{}; // "scheme:id", sorted
  bool commissioner = false, provider = false;
  std::string provider_class{}, evidence{};
  int confidence = 0;
  std::string detail{}, postcode{};
  Day opened{}, closed{};
  bool synthetic = false;
  std::string region = "unknown";
};

/// A line of body_group: who stood at the top of a body's owners, from a first to a last day.
struct GroupRow {
  std::size_t body = 0, group = 0;
  Day first{}, last{}; // none: as long as the register knows
};

struct ProcurementRow {
  std::string ocid{}, title{}, description{}, reference{};
  std::optional<std::size_t> commissioner{};
  std::string regime{}, route{}, tender_class{}, scope{}, kind{};
  bool framework = false;
  std::vector<std::string> cpv{};
  Pence estimate{};
  std::optional<std::string> currency{}, vat{};
  std::string first_published_at{}, latest_published_at{};
  bool recorded = false, synthetic = false;
  int version = 1;
  std::string state = "published";
  Day checked_on{}; // as one without an award
};

struct NoticeRow {
  std::size_t procurement = 0;
  std::string release_id{}, kind{}, form{}, source{}, published_at{}, published_on{}, regime{}, route{}, tender_class{};
  bool makes_award = false;
  std::string grounds{};
};

struct ProviderRow {
  std::size_t body = 0;
  std::string stated_name{};
  std::optional<int> share{};
};

struct AwardRow {
  std::string id{};
  std::size_t procurement = 0;
  std::string release_id{}, award_id{}, state{};
  int version = 1;
  bool recorded = false, synthetic = false;
  std::optional<std::size_t> commissioner{};
  std::string title{}, description{}, reference{}, regime{}, route{}, tender_class{}, scope{};
  bool framework = false;
  std::vector<std::string> cpv{};
  std::string provider_class{}, provider_names{};
  Pence value{}, gross{};
  std::optional<std::string> currency{}, vat{}, kind{};
  bool placeholder = false;
  std::string as_published{};
  Day awarded_on{}, signed_on{}, starts{}, ends{}, published_on{}, effective_on{};
  std::optional<int> financial_year{};
  std::vector<ProviderRow> providers{};
  std::vector<std::string> notices{}; // release ids, oldest first
  Day checked_on{};
  std::optional<std::size_t> contract{};
};

struct ModificationRow {
  std::string modified_on{}, ground{};
  std::optional<bool> attributable{};
  Pence change{}, after{};
  Day new_end{};
  std::string description{}, release_id{};
};

struct ContractRow {
  std::string id{};
  std::size_t award = 0;
  int version = 1;
  Pence original{}, current{};
  std::optional<std::string> currency{}, vat{}, kind{};
  Day signed_on{}, starts{}, original_end{}, ends{};
  std::vector<ModificationRow> modifications{};
};

struct CentreRow {
  std::string id{}, name{}, place{}, region{}, kind{}, operator_class{}, operator_name{}, estate_owner_class{}, funder{}, status{},
      source{};
  Day status_on{};
  bool synthetic = false;
  struct Change {
    std::string status{};
    Day on{};
    std::string source{};
  };
  std::vector<Change> history{};
  std::string code{}, estate_owner_name{}, host_commissioner{};
  Day opened_on{};
  std::vector<std::string> tests{};
  std::vector<std::size_t> awards{}; // in the order of their ids
};

struct ProgrammeRow {
  std::string id{}, name{}, unit{}, source{}, note{};
  Pence target{}; // any quantity
  Day target_date{};
  struct Progress {
    std::string on{};
    std::int64_t quantity{};
    std::string source{};
  };
  std::vector<Progress> progress{}; // oldest first
};

struct IndicatorRow {
  std::string id{}, name{}, unit{}, limit_basis{}, source{};
  std::optional<std::int64_t> limit{};
  struct Point {
    std::string body{}, period{};
    Day from{}, to{};
    std::int64_t thousandths{};
    std::string source{};
  };
  std::vector<Point> values{}; // by body, then period
};

struct SpendFileRow {
  std::string id{}, name{}, sha256{}, imported_at{}, encoding{}, delimiter{};
  std::int64_t bytes = 0, header_row = 0, rows_read = 0, payments = 0, refused = 0, blank = 0, total = 0;
  bool day_first = true, synthetic = false;
  std::optional<std::size_t> publisher{};
  Day first_paid{}, last_paid{};
  std::vector<std::pair<std::string, std::int64_t>> refusals{}; // code and rows, by code
  std::string sheet{};
  std::optional<std::int64_t> stated_total{};
  std::optional<std::int64_t> stated_total_row{};
};

struct SupplierRow {
  std::string words{};
  std::optional<std::size_t> body{};
  std::string provider_class{};
  std::string state = "open", basis{}; // no basis: no rules read it
  int score = 0;
  std::string reason{}, detail{}, decided_by{}, decided_at{};
  std::int64_t lines = 0, pence = 0; // of its payments
};

struct PaymentRow {
  std::size_t file = 0;
  std::int64_t row = 0;
  std::optional<std::size_t> payer{};
  std::size_t supplier = 0;
  std::string paid_on{};
  std::int64_t pence = 0;
  std::string entity{}, transaction{}, expense_type{}, expense_area{};
};

/// A question or a fail of an award, or of a procurement without one; its JSON as it is stored.
struct FindingRow {
  std::optional<std::size_t> award{};
  std::size_t procurement = 0;
  std::string rule{}, outcome{}, citation{}, computed{}, words{}, missing{};
  int version = 1;
};

struct LinkRow {
  std::size_t earlier = 0, later = 0; // procurements
  std::string basis{}, evidence{};
};

struct World {
  std::vector<BodyRow> bodies;
  std::vector<GroupRow> groups; // by body, then day
  std::vector<ProcurementRow> procurements;
  std::vector<NoticeRow> notices;
  std::vector<AwardRow> awards;
  std::vector<ContractRow> contracts;
  std::vector<CentreRow> centres;
  std::vector<ProgrammeRow> programmes;
  std::vector<IndicatorRow> indicators;
  std::vector<SpendFileRow> files;
  std::vector<SupplierRow> suppliers;
  std::vector<PaymentRow> payments;
  std::vector<FindingRow> findings; // of awards, then of procurements; by rule
  std::vector<LinkRow> links;
  std::int64_t seq = 0;
};

/// Numbers from a seed that are the same on every machine, which std::uniform_int_distribution does not promise.
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : engine_(seed) {}
  std::size_t below(std::size_t n) { return engine_() % n; }
  bool one_in(std::size_t n) { return below(n) == 0; }
  template <typename List>
  auto pick(const List& list) {
    return list[below(std::size(list))];
  }

 private:
  std::mt19937 engine_;
};

int year_of(const std::string& day);
int month_of(const std::string& day);
int financial_year_of(const std::string& day);
/// Days since the beginning of 1900, by counting: no library of dates.
std::int64_t day_number(const std::string& day);
/// "2026-27"
std::string year_words(int start_year);

World make_world(std::uint32_t seed);
/// Keys are given by the database in the order of the vectors: 1, 2, …
void store(const World&, persistence::Session&);
/// A new database that holds the world, added up; `also` is run behind the storing and before the adding up.
TestDatabase filled(persistence::Backend, const World&, const std::function<void(persistence::Session&)>& also = {});
void store_award(const AwardRow&, persistence::Session&, std::int64_t key);
void store_findings(const World&, persistence::Session&);
void run(persistence::Session&, const std::string& sql);
std::string sql_text(const std::string& text);

} // namespace openward::test
