// PSR-63, PSR-64, PSR-67 and PSR-68: what a notice states as value and provider, and counting each contract once.

#include "domain/law/rules/rule_functions.h"

#include "domain/money.h"
#include "domain/text.h"

#include <algorithm>
#include <array>

namespace openward::law::detail {
namespace {

constexpr std::array<std::string_view, 8> placeholder_ids{"tbc", "tba", "n/a", "na", "none", "unknown", "xxx", "0"};

/// The id of "coh:TBC", or of "GB-COH-TBC" as it was published.
std::string_view id_part(std::string_view identifier) {
  const auto colon = identifier.rfind(':');
  if (colon != identifier.npos) return identifier.substr(colon + 1);
  const auto hyphen = identifier.rfind('-');
  return hyphen == identifier.npos ? identifier : identifier.substr(hyphen + 1);
}

bool is_placeholder(std::string_view identifier) {
  const std::string id = openward::detail::lower(openward::detail::trimmed(id_part(identifier)));
  const bool zeros = !id.empty() && id.find_first_not_of('0') == id.npos;
  return id.empty() || zeros || std::find(placeholder_ids.begin(), placeholder_ids.end(), id) != placeholder_ids.end();
}

/// At most one part in a hundred apart, in whole pence and without a product that could leave 64 bits.
bool within_one_per_cent(std::int64_t stated, std::int64_t in_text) {
  const std::int64_t apart = stated > in_text ? stated - in_text : in_text - stated;
  return apart <= in_text / 100;
}

} // namespace

Verdict value_is_plausible(Inquiry& c) {
  const auto* value = c.need(&CaseRecord::lifetime_value);
  if (value == nullptr) return Verdict::not_computable;
  c.note_pence("lifetime_value", *value);
  const StatedValue stated{{*value, {}}, Vat::unknown, ValueKind::lifetime};
  if (*value <= 0 || stated.placeholder()) return Verdict::question;
  const auto* in_text = c.known(&CaseRecord::value_in_text); // not every text states one
  if (in_text == nullptr) return Verdict::pass;
  c.note_pence("value_in_text", *in_text);
  return *in_text > 0 && within_one_per_cent(*value, *in_text) ? Verdict::pass : Verdict::question;
}

Verdict provider_is_identified(Inquiry& c) {
  const auto* providers = c.need(&CaseRecord::providers);
  const auto* homeless = c.need(&CaseRecord::providers_without_address);
  Verdict verdict = Verdict::pass;
  if (providers != nullptr) {
    for (const std::string& provider : *providers) {
      if (is_placeholder(provider)) {
        c.note("placeholder", provider);
        verdict = worse(verdict, Verdict::question);
      } else if (provider.find(':') == provider.npos) {
        c.note("without_identifier", provider); // not known under any register's number, which is less than a number still to come
        c.miss("providers");
      }
    }
  }
  if (homeless != nullptr) {
    for (const std::string& provider : *homeless) {
      c.note("without_address", provider);
      verdict = Verdict::fail;
    }
  }
  if (verdict != Verdict::pass) return verdict;
  return c.complete() ? Verdict::pass : Verdict::not_computable;
}

Verdict turnover_asked_is_proportionate(Inquiry& c) {
  // Basic selection criteria are no part of direct award A and B, nor of contracts based on a framework (reg 19(2)).
  if (const auto stop =
          c.unless_process({Route::direct_award_c, Route::most_suitable_provider, Route::competitive_process, Route::framework_conclusion}))
    return *stop;
  const auto* turnover = c.need(&CaseRecord::minimum_turnover);
  const auto* value = c.need_amount(&CaseRecord::lifetime_value);
  if (!c.complete()) return Verdict::not_computable;
  c.note_pence("minimum_turnover", *turnover);
  c.note_pence("lifetime_value", *value);
  if (*turnover - *value <= *value) return Verdict::pass;
  const auto* justified = c.need(&CaseRecord::turnover_justified);
  return justified != nullptr && *justified ? Verdict::pass : Verdict::question;
}

Verdict each_contract_counted_once(Inquiry& c) {
  if (const auto stop = c.unless_awarded()) return *stop;
  const int* awards = c.need(&CaseRecord::awards_recorded);
  const int* contracts = c.need(&CaseRecord::contracts_known_count);
  if (!c.complete()) return Verdict::not_computable;
  c.note_count("awards", *awards);
  c.note_count("contracts", *contracts);
  return *awards <= *contracts ? Verdict::pass : Verdict::question;
}

} // namespace openward::law::detail
