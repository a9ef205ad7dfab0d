#pragma once
// What the pages of a provider and of a group of providers share: what was paid to either, by whom, and what came to it without a
// competition. Reads alone; belongs to the call that it is given.

#include "service/pages/body_parts.h"

namespace openward::pages::explore {

/// Whom the figures of a page are of.
struct Payee {
  const rapidjson::Value& record; // as the API gives it
  std::string id;
  std::string name;
  bool synthetic = false;
  /// The filter that finds what is its own: provider, or provider_ultimate_owner of all that belonged to it on the day.
  std::string by = "provider";

  http::Parameters filter() const { return {{by, id}, {"synthetic", synthetic ? "true" : "false"}}; }
};

/// Of the body's record; it outlives what is returned.
Payee payee_of(const rapidjson::Value& record, std::string by = "provider");

/// A report of what is the payee's own, its lines told apart by `dimension`.
Result<persistence::Report> report_of(persistence::Session&, std::string_view report, const Payee&, std::string_view dimension);

/// Of the API's report of spend by year.
TableBlock income_by_year(const rapidjson::Value& income, const std::string& whom);
/// The largest payers.
Result<std::vector<Block>> income_by_payer(persistence::Session&, const Payee&);
/// Awards by whether there was a competition; `awards` is the API's report of them.
Result<Section> tender_section(persistence::Session&, const Payee&, const rapidjson::Value& awards);

} // namespace openward::pages::explore
