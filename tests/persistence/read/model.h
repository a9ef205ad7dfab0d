#pragma once
// What each resource must answer, worked out from the rows of a World in plain C++: no SQL, and nothing of the read side but its row type.

#include "persistence/read/query.h"
#include "world.h"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace openward::test {

struct Model {
  using Test = std::function<bool(std::size_t row, const std::string& value)>;
  std::vector<persistence::Row> rows; // in key order
  std::map<std::string, Test> filters;
  std::map<std::string, std::vector<std::string>> samples; // values worth asking for, by filter
  std::function<bool(std::size_t)> exists = [](std::size_t) { return true; };
  std::string unasked_filter{}; // without it only rows with `unasked` are listed
  std::function<bool(std::size_t)> unasked = [](std::size_t) { return true; };
};

Model model_of(const World&, std::string_view resource);

/// The rows (by index) that a filter leaves, in key order.
std::vector<std::size_t> matching(const Model&, const std::vector<persistence::FilterTerm>&);

// What the models share.
persistence::Cell cell(const std::string&);
persistence::Cell cell(const char*);
persistence::Cell cell(std::int64_t);
persistence::Cell cell(int);
persistence::Cell cell(bool);
template <typename T>
persistence::Cell cell(const std::optional<T>& value) {
  return value ? cell(*value) : persistence::Cell();
}
std::string json(const std::string&);
std::string json(std::int64_t);
std::string json(bool);
std::string json(int);
template <typename T>
std::string json(const std::optional<T>& value) {
  return value ? json(*value) : "null";
}
std::string json_list(const std::vector<std::string>& items); // of JSON
std::string json_texts(const std::vector<std::string>& texts);
bool provided_by(const World&, const AwardRow&, const std::string& asked);
bool is_body(const World&, std::optional<std::size_t> body, const std::string& asked);
/// Who stood at the top of its owners on the day; itself where nobody did, or the day is not known.
std::size_t group_of(const World&, std::size_t body, const Day&);
/// The groups of its providers on the day the award counts at.
std::set<std::size_t> groups_of(const World&, const AwardRow&);
bool has_code(const std::vector<std::string>& codes, const std::string& beginning);
bool in_range(const Day&, const std::string& value, bool from);
bool in_range(Pence, const std::string& pounds, bool from);
/// Two ways to name bodies, some of them unknown.
std::vector<std::string> body_samples(const World&);
/// The same, and the word for nobody.
std::vector<std::string> buyer_samples(const World&);
bool is_buyer(const World&, std::optional<std::size_t> body, const std::string& asked);
std::vector<std::string> day_samples();

/// The day of every reading as of today: nobody followed anybody in this world.
inline Date any_day() { return *Date::parse("2026-11-22"); }

Model award_model(const World&);
Model contract_model(const World&);
Model procurement_model(const World&);
Model finding_model(const World&);
Model notice_model(const World&);
Model body_model(const World&, bool providers);
Model centre_model(const World&);
Model programme_model(const World&);
Model indicator_model(const World&);
Model payment_model(const World&);
Model spend_file_model(const World&);
/// How many questions or fails an award has.
std::int64_t findings_of(const World&, std::size_t award, std::string_view outcome);
/// The same for what a procurement has of its own.
std::int64_t own_findings_of(const World&, std::size_t procurement, std::string_view outcome);
/// "2025-26 Q1": the quarter of the financial year.
std::string quarter_words(const std::string& day);
/// Where the payer lies; unknown where nobody is known to have paid.
std::string region_of(const World&, std::optional<std::size_t> payer);
/// The class that a payment counts under.
std::string payment_class(const World&, const PaymentRow&);
/// People have a mask for a name, and are found by no word of it.
std::string shown_name(const BodyRow&);
/// Of the supplier, or of the body that it is linked to, it is known to be a person.
bool is_person(const World&, const SupplierRow&);
/// Id and name of who was paid, as reports show them.
std::pair<persistence::Cell, persistence::Cell> payee_of(const World&, const PaymentRow&);
/// One of the providers is a person: what was published of the award is withheld.
bool to_person(const World&, const AwardRow&);
bool names_person(const World&, std::size_t procurement);
/// The text, or that it is withheld.
std::string unless(bool hidden, const std::string& text);
/// Where the classes of a body stand.
std::string classes_url(const BodyRow&);
Model match_model(const World&);

} // namespace openward::test
