#include "service/pages/words.h"

#include "domain/date.h"
#include "service/pages/surroundings.h"

#include <algorithm>
#include <array>

namespace openward::pages {
namespace {

struct Word {
  std::string_view word;
  std::string_view label;
  std::string_view meaning;
};

constexpr std::array<Word, 78> known{{
    {"tendered", "Put out to tender", "The provider was chosen in a competition that others could enter."},
    {"untendered", "Not put out to tender", "The law allows it on stated grounds: the provider was chosen without a competition."},
    {"call_off_competed", "Called off a framework, competed", "The providers of a framework competed for it."},
    {"call_off_direct", "Called off a framework, direct", "A provider of a framework was given it without a further competition."},
    {"not_procurement", "Not a procurement", "What was recorded is no purchase."},
    {"unknown", "Not known", "What was published does not say."},
    {"direct_award_a", "Direct award process A", "There is no realistic alternative to the existing provider (regulation 7)."},
    {"direct_award_b", "Direct award process B", "Patients choose among all providers that meet the requirements (regulation 8)."},
    {"direct_award_c", "Direct award process C",
     "The existing provider does well, and the new contract does not change considerably (regulation 9)."},
    {"most_suitable_provider", "Most suitable provider process",
     "The authority weighed the likely providers against the criteria, without a competition (regulation 10)."},
    {"competitive_process", "Competitive process", "Providers were invited to make offers (regulation 11)."},
    {"framework_conclusion", "Framework concluded", "An agreement under which later contracts may be awarded (regulation 16)."},
    {"framework_call_off_direct", "Call-off without competition", "Under a framework, to one of its providers (regulation 18)."},
    {"framework_call_off_competed", "Call-off after competition", "Under a framework, among its providers (regulation 18)."},
    {"urgent_award", "Urgent award", "It had to be made at once, for reasons that could not be foreseen (regulation 14)."},
    {"pcr_open", "Open procedure (2015)", "A competition under the Public Contracts Regulations 2015."},
    {"pcr_restricted", "Restricted procedure (2015)", "A competition with a selection first, under the Public Contracts Regulations 2015."},
    {"pcr_negotiated", "Negotiated procedure (2015)", "A competition with negotiation, under the Public Contracts Regulations 2015."},
    {"pcr_dialogue", "Competitive dialogue (2015)", "A competition with dialogue, under the Public Contracts Regulations 2015."},
    {"pcr_negotiated_without_notice", "Negotiated without a notice (2015)", "No competition was called for."},
    {"pcr_light_touch", "Light-touch award (2015)", "The route alone does not say whether there was a competition."},
    {"pcr_call_off", "Call-off (2015)", "The route alone does not say whether there was a further competition."},
    {"aqp", "Any qualified provider", "Every provider that qualifies is admitted, and patients choose."},
    {"single_tender_waiver", "Single tender waiver", "The authority set its own rules on competition aside."},
    {"pa_open", "Open procedure (2023 Act)", "A competition under the Procurement Act 2023."},
    {"pa_competitive_flexible", "Competitive flexible procedure (2023 Act)", "A competition under the Procurement Act 2023."},
    {"pa_direct_award", "Direct award (2023 Act)", "Without a competition, under the Procurement Act 2023."},
    {"pa_call_off", "Call-off (2023 Act)", "The route alone does not say whether there was a further competition."},
    {"below_threshold_competed", "Below the threshold, competed", ""},
    {"below_threshold_uncompeted", "Below the threshold, not competed", ""},
    {"nhs_trust", "NHS trusts", ""},
    {"nhs_foundation_trust", "NHS foundation trusts", ""},
    {"nhs_other", "Other NHS bodies", ""},
    {"primary_care", "Primary care contractors", "General practices, dentists, opticians and pharmacies."},
    {"independent_sector", "Independent sector", "Companies that provide health care."},
    {"voluntary_or_charity", "Charities and voluntary bodies", ""},
    {"social_enterprise", "Social enterprises", ""},
    {"nhs_owned_company", "Companies owned by NHS bodies", ""},
    {"local_authority", "Local authorities", ""},
    {"other_public", "Other public bodies", ""},
    {"non_healthcare_supplier", "Suppliers of other things", "Of software, energy, works and the like: no provider of care."},
    {"individual", "People", "Their names are withheld."},
    {"unclassified", "Not classified", "The register does not know what kind of organisation it is, and does not guess."},
    {"several_classes", "Providers of several kinds", "The providers of one award are not all of one class."},
    {"nhs", "The NHS", ""},
    {"private", "Private companies", ""},
    {"third_sector", "Charities and social enterprises", ""},
    {"public", "Other public bodies", ""},
    {"outside", "No providers of care", ""},
    {"psr", "Provider Selection Regime", "The Health Care Services (Provider Selection Regime) Regulations 2023."},
    {"pcr2015", "Public Contracts Regulations 2015", ""},
    {"pa2023", "Procurement Act 2023", ""},
    {"health_service", "A health service", ""},
    {"health_body", "Bought by a health body", "By an NHS body, but not a health service."},
    {"other", "Other", ""},
    {"intention_to_follow_msp", "Notice of the intention to follow the most suitable provider process", ""},
    {"invitation", "Invitation to offer", ""},
    {"intention_to_award", "Notice of the intention to award", ""},
    {"letter_to_unsuccessful_provider", "Letter to each provider that was not successful", ""},
    {"urgent_modification", "Urgent modification of a contract", ""},
    {"question", "Question", "A person must look."},
    {"fail", "Not as asked", "Not as the rule asks, on the face of the record."},
    {"curated", "set by a curator from what is public", ""},
    {"ods_role", "its role in the health service's directory", ""},
    {"charity_register", "the register of charities", ""},
    {"company_register", "the register of companies", ""},
    {"stated_in_notice", "what a notice says of it", ""},
    {"name_pattern", "the words of its name", ""},
    {"london", "London", ""},
    {"south_west", "South West", ""},
    {"south_east", "South East", ""},
    {"midlands", "Midlands", ""},
    {"east_of_england", "East of England", ""},
    {"north_west", "North West", ""},
    {"north_east_and_yorkshire", "North East and Yorkshire", ""},
    {"true", "yes", ""},
    {"false", "no", ""},
    {"", "Not stated", ""},
}};

const Word* find(std::string_view word) {
  const auto found = std::find_if(known.begin(), known.end(), [&](const Word& w) { return w.word == word; });
  return found == known.end() ? nullptr : &*found;
}

} // namespace

std::string label(std::string_view word) {
  if (const Word* found = find(word)) return std::string(found->label);
  return words(std::string(word));
}

std::string_view meaning(std::string_view word) {
  const Word* found = find(word);
  return found == nullptr ? std::string_view{} : found->meaning;
}

std::string day_in_words(std::string_view iso) {
  static constexpr std::array<std::string_view, 12> months{"January", "February", "March",     "April",   "May",      "June",
                                                           "July",    "August",   "September", "October", "November", "December"};
  if (iso.empty()) return "not stated";
  const auto date = Date::parse(iso.substr(0, 10));
  if (!date) return std::string(iso);
  const std::size_t month = static_cast<std::size_t>((iso[5] - '0') * 10 + (iso[6] - '0'));
  const std::string day(iso.substr(iso[8] == '0' ? 9 : 8, iso[8] == '0' ? 1 : 2));
  return day + " " + std::string(months[month - 1]) + " " + std::string(iso.substr(0, 4));
}

std::string days_in_words(std::string_view sentence) {
  constexpr std::size_t length = std::string_view("2026-08-10").size();
  const auto digit = [&](std::size_t at) { return at < sentence.size() && sentence[at] >= '0' && sentence[at] <= '9'; };
  std::string out;
  for (std::size_t at = 0; at < sentence.size();) {
    const std::string_view here = sentence.substr(at, length);
    const bool alone = (at == 0 || !digit(at - 1)) && !digit(at + length);
    if (alone && here.size() == length && Date::parse(here)) {
      out += day_in_words(here);
      at += length;
    } else {
      out += sentence[at++];
    }
  }
  return out;
}

std::string counted(std::int64_t number, std::string_view one, std::string_view several) {
  return with_thousands(number) + " " + std::string(number == 1 ? one : several);
}

} // namespace openward::pages
