#pragma once
// The form that records an award: its fields in one table, from which come the page, the planned award that the law is asked about, the
// draft that is stored, and the place of every fault. A field is named after the member that it fills: "existing_contract.starts" is the
// pointer "/existing_contract/starts". Plain values.

#include "domain/law/change/assessment.h"
#include "service/pages/form.h"

#include <kainjow/mustache.hpp>
#include <rapidjson/document.h>

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openward::pages {

enum class Into { planned_award, draft };

/// The fields that were filled in, as the JSON that POST /v1/assessments or POST /v1/awards takes.
std::string json_of_form(const Form&, Into);

/// What is wrong, by the member it is wrong with.
using FaultsByMember = std::map<std::string, std::string>;
/// "/providers/0/name" is "providers.0.name".
std::string member_of(std::string_view pointer);

/// How much is asked: who begins is asked little.
enum class Extent { beginning, whole };

/// [{title, hint, fields: [...]}] for the template; what is not asked now is carried along as `kept`: [{name, value}].
struct FormView {
  kainjow::mustache::data groups;
  kainjow::mustache::data kept;
};
FormView view_of_form(const Form&, const FaultsByMember&, Extent, const law::Assessment*);

/// The assessment for people: conclusion, questions that are still open, routes with their notices and days, standstill, warnings.
kainjow::mustache::data view_of_assessment(const law::Assessment&);

/// The form that would record this award again: from the JSON of GET /v1/awards/{id}.
Form form_of_award(const rapidjson::Value& award);

} // namespace openward::pages
