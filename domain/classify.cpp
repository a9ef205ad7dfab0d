// What class a name speaks for by itself. The rules are read from the top and the first that fits decides; a rule for `unclassified`
// keeps a false friend away from the rules below it. They name legal forms, statutory titles and words of a trade, never a firm: a
// firm's class is evidence that a curator or a register brings.

#include "domain/body.h"
#include "domain/name_words.h"

#include <algorithm>
#include <array>

namespace openward {
namespace {

enum class Place { anywhere, start, end };
enum class Form {
  any,
  not_company, // "… NHS Foundation Trust Services Ltd" is not a foundation trust
};

struct NameRule {
  std::string_view words;
  Place place;
  Form form;
  ProviderClass provider_class;
  int confidence;
  std::string_view also = {}; // words that must stand somewhere in the name too
};

using enum ProviderClass;
constexpr auto anywhere = Place::anywhere;
constexpr auto start = Place::start;
constexpr auto end = Place::end;
constexpr auto any = Form::any;
constexpr auto not_company = Form::not_company;

/// Titles that law gives or protects: they hold against a charity number.
constexpr auto statutory = std::to_array<NameRule>({
    // Charities and clubs around a trust carry its whole name.
    {"LEAGUE OF FRIENDS", anywhere, any, voluntary_or_charity, 80},
    {"FRIENDS OF", start, any, voluntary_or_charity, 75},
    {"CHARITY COMMISSION", anywhere, not_company, other_public, 95},
    {"CHARITABLE", anywhere, any, voluntary_or_charity, 75},
    {"CHARITY", anywhere, any, voluntary_or_charity, 75},
    {"SOCIAL CLUB", anywhere, any, unclassified, 0},

    // Companies that the National Health Service owns, and its joint ventures with firms, which no name can settle.
    {"NHS SHARED BUSINESS SERVICES", anywhere, any, unclassified, 0},
    {"NHS SBS", anywhere, any, unclassified, 0},
    {"NHS PROPERTY SERVICES", anywhere, any, nhs_owned_company, 90},
    {"NHS PROFESSIONALS", anywhere, any, nhs_owned_company, 90},
    {"NHS SUPPLY CHAIN", anywhere, any, nhs_other, 80},
    {"SUPPLY CHAIN COORDINATION", start, any, nhs_owned_company, 85},
    {"COMMUNITY HEALTH PARTNERSHIPS", start, any, nhs_owned_company, 75},

    // The National Health Service Act 2006 and its predecessors.
    {"NHS TRUST DEVELOPMENT AUTHORITY", anywhere, not_company, nhs_other, 95},
    {"NHS FOUNDATION TRUST", anywhere, not_company, nhs_foundation_trust, 95},
    {"NHS FT", anywhere, not_company, nhs_foundation_trust, 85},
    {"NHSFT", anywhere, not_company, nhs_foundation_trust, 85},
    {"HOSPITAL FOUNDATION TRUST", anywhere, not_company, nhs_foundation_trust, 75},
    {"HOSPITALS FOUNDATION TRUST", anywhere, not_company, nhs_foundation_trust, 75},
    {"NHS TRUST", anywhere, not_company, nhs_trust, 95},
    {"NHST", anywhere, not_company, nhs_trust, 75},
    {"INTEGRATED CARE BOARD", anywhere, not_company, nhs_other, 95},
    {"ICB", anywhere, not_company, nhs_other, 85},
    {"CLINICAL COMMISSIONING GROUP", anywhere, not_company, nhs_other, 95},
    {"CCG", anywhere, not_company, nhs_other, 85},
    {"PRIMARY CARE TRUST", anywhere, not_company, nhs_other, 95},
    {"PCT", anywhere, not_company, nhs_other, 80},
    {"STRATEGIC HEALTH AUTHORITY", anywhere, not_company, nhs_other, 95},
    {"SPECIAL HEALTH AUTHORITY", anywhere, not_company, nhs_other, 95},
    {"COMMISSIONING SUPPORT UNIT", anywhere, not_company, nhs_other, 90},
    {"COMMISSIONING SUPPORT", end, not_company, nhs_other, 75},
    {"NHS ENGLAND", anywhere, not_company, nhs_other, 95},
    {"NHS COMMISSIONING BOARD", anywhere, not_company, nhs_other, 95},
    {"NATIONAL HEALTH SERVICE", start, not_company, nhs_other, 80},
    {"NHS IMPROVEMENT", anywhere, not_company, nhs_other, 90},
    {"NHS DIGITAL", anywhere, not_company, nhs_other, 90},
    {"HEALTH AND SOCIAL CARE INFORMATION CENTRE", anywhere, not_company, nhs_other, 90},
    {"NHS CONNECTING FOR HEALTH", anywhere, not_company, nhs_other, 90},
    {"NHS BUSINESS SERVICES AUTHORITY", anywhere, not_company, nhs_other, 95},
    {"NHSBSA", anywhere, not_company, nhs_other, 90},
    {"NHS BLOOD AND TRANSPLANT", anywhere, not_company, nhs_other, 95},
    {"NHSBT", anywhere, not_company, nhs_other, 85},
    {"NHS RESOLUTION", anywhere, not_company, nhs_other, 95},
    {"NHS LITIGATION AUTHORITY", anywhere, not_company, nhs_other, 95},
    {"NHSLA", anywhere, not_company, nhs_other, 85},
    {"NHS COUNTER FRAUD AUTHORITY", anywhere, not_company, nhs_other, 95},
    {"HEALTH EDUCATION ENGLAND", anywhere, not_company, nhs_other, 90},
    {"HEALTH BOARD", end, not_company, nhs_other, 85}, // Wales and Scotland
    {"LHB", end, not_company, nhs_other, 75},
    {"ULHB", end, not_company, nhs_other, 75},
    {"SHA", end, not_company, nhs_other, 80},
    {"CSU", end, not_company, nhs_other, 75},
    {"CARE TRUST", anywhere, not_company, nhs_other, 80}, // National Health Service Act 2006, section 77
    {"NHS CONFEDERATION", anywhere, not_company, voluntary_or_charity, 80},
    {"NHS PROVIDERS", anywhere, not_company, voluntary_or_charity, 80},
    {"NHS EMPLOYERS", anywhere, not_company, voluntary_or_charity, 70},
    {"NHS", start, not_company, nhs_other, 65},                                 // what else may call itself so: "NHS Kernow", "NHS Fife"
    {"HEALTH AND SOCIAL SERVICES BOARD", anywhere, not_company, nhs_other, 85}, // Northern Ireland
    {"HEALTH AND SOCIAL CARE TRUST", anywhere, not_company, nhs_other, 85},

    // General practice together is primary care in whatever legal form.
    {"GP FEDERATION", anywhere, any, primary_care, 85},
    {"GP ALLIANCE", anywhere, any, primary_care, 80},
    {"GP", anywhere, any, primary_care, 80, "FEDERATION"}, // "… GP CIC Federation"
    {"FEDERATION OF GENERAL PRACTICES", anywhere, any, primary_care, 85},
    {"PRIMARY CARE NETWORK", anywhere, any, primary_care, 85},
    {"PCN", anywhere, any, primary_care, 75},
    {"PRIMARY CARE FEDERATION", anywhere, any, primary_care, 80},
    {"PRIMARY CARE ALLIANCE", anywhere, any, primary_care, 75},

    // The Companies (Audit, Investigations and Community Enterprise) Act 2004, section 33: only such a company may end its name so.
    {"COMMUNITY INTEREST COMPANY", anywhere, any, social_enterprise, 95},
    {"COMMUNITY INTEREST", anywhere, any, social_enterprise, 80}, // a ledger that cuts names off
    {"CIC", anywhere, any, social_enterprise, 90},
    {"COMMUNITY BENEFIT SOCIETY", anywhere, any, social_enterprise, 80},

    // Local government, after the councils that are something else.
    {"COUNCIL FOR VOLUNTARY", anywhere, any, voluntary_or_charity, 80},
    {"COUNCIL OF VOLUNTARY", anywhere, any, voluntary_or_charity, 80},
    {"VOLUNTARY SERVICES COUNCIL", anywhere, any, voluntary_or_charity, 80},
    {"VOLUNTARY ACTION", anywhere, any, voluntary_or_charity, 75},
    {"RURAL COMMUNITY COUNCIL", anywhere, any, voluntary_or_charity, 75},
    {"RESEARCH COUNCIL", anywhere, not_company, other_public, 85},
    {"GENERAL MEDICAL COUNCIL", anywhere, not_company, other_public, 90},
    {"GENERAL DENTAL COUNCIL", anywhere, not_company, other_public, 90},
    {"NURSING AND MIDWIFERY COUNCIL", anywhere, not_company, other_public, 90},
    {"PROFESSIONS COUNCIL", anywhere, not_company, other_public, 80},
    {"UNITARY AUTHORITY", anywhere, not_company, local_authority, 90},
    {"COUNTY COUNCIL", anywhere, not_company, local_authority, 95},
    {"CITY COUNCIL", anywhere, not_company, local_authority, 95},
    {"BOROUGH COUNCIL", anywhere, not_company, local_authority, 95},
    {"DISTRICT COUNCIL", anywhere, not_company, local_authority, 95},
    {"METROPOLITAN BOROUGH", anywhere, not_company, local_authority, 90},
    {"PARISH COUNCIL", anywhere, not_company, local_authority, 95},
    {"TOWN COUNCIL", anywhere, not_company, local_authority, 95},
    {"LONDON BOROUGH OF", anywhere, not_company, local_authority, 95},
    {"ROYAL BOROUGH OF", anywhere, not_company, local_authority, 95},
    {"BOROUGH OF", anywhere, not_company, local_authority, 85}, // "Invented, Borough of": a ledger in the order of the place
    {"CITY OF LONDON", end, not_company, local_authority, 80},
    {"CITY OF", end, not_company, local_authority, 80},
    {"MBC", end, not_company, local_authority, 75},
    {"COUNTY OF", end, not_company, local_authority, 75},
    {"COMBINED AUTHORITY", end, not_company, local_authority, 90},
    {"GREATER LONDON AUTHORITY", anywhere, not_company, local_authority, 90},
    {"CITY OF LONDON CORPORATION", anywhere, not_company, local_authority, 90},
    {"BRITISH COUNCIL", anywhere, any, unclassified, 0},
    {"ARTS COUNCIL", anywhere, any, unclassified, 0},
    {"REFUGEE COUNCIL", anywhere, any, unclassified, 0},
    {"SAFETY COUNCIL", anywhere, any, unclassified, 0},
    {"MEDICAL COUNCIL", anywhere, any, unclassified, 0},
    {"COUNCIL", end, not_company, local_authority, 80},
    {"COUNCIL OF", end, not_company, local_authority, 75},
    {"COUNCIL OF THE", end, not_company, local_authority, 75},
    {"COUNCIL TAX", anywhere, not_company, local_authority, 75},
    {"NNDR", anywhere, not_company, local_authority, 75}, // national non-domestic rates

    // The rest of the public sector.
    {"UNIVERSITY HOSPITAL", anywhere, any, unclassified, 0},
    {"UNIVERSITY HOSPITALS", anywhere, any, unclassified, 0},
    {"UNIVERSITY COLLEGE HOSPITAL", anywhere, any, unclassified, 0},
    {"UNIVERSITY COLLEGE LONDON HOSPITAL", anywhere, any, unclassified, 0},
    {"UNIVERSITY COLLEGE LONDON HOSPITALS", anywhere, any, unclassified, 0},
    {"UNIVERSITY MEDICAL CENTRE", anywhere, not_company, primary_care, 65}, // a general practice for students
    {"UNIVERSITY HEALTH CENTRE", anywhere, not_company, primary_care, 65},
    {"MEDICAL SCHOOL", anywhere, not_company, other_public, 70},
    {"UNIVERSITY OF", anywhere, not_company, other_public, 90},
    {"UNIVERSITY", end, not_company, other_public, 85},
    {"UNIVERSITY", start, not_company, other_public, 75},
    {"COLLEGE LONDON", end, not_company, other_public, 80},
    {"POLICE AND CRIME COMMISSIONER", anywhere, not_company, other_public, 95},
    {"CONSTABULARY", anywhere, not_company, other_public, 90},
    {"POLICE", end, not_company, other_public, 85},
    {"POLICE SERVICE", anywhere, not_company, other_public, 85},
    {"POLICE AUTHORITY", anywhere, not_company, other_public, 85},
    {"FIRE AND RESCUE", anywhere, not_company, other_public, 90},
    {"FIRE AUTHORITY", anywhere, not_company, other_public, 90},
    {"FIRE BRIGADE", anywhere, not_company, other_public, 85},
    {"DEPARTMENT OF HEALTH", anywhere, not_company, other_public, 90},
    {"DEPARTMENT FOR", start, not_company, other_public, 85},
    {"DEPARTMENT OF", start, not_company, other_public, 85},
    {"DEPT FOR", start, not_company, other_public, 80},
    {"DEPT OF", start, not_company, other_public, 80},
    {"MINISTRY OF", start, not_company, other_public, 90},
    {"HOME OFFICE", anywhere, not_company, other_public, 90},
    {"CABINET OFFICE", anywhere, not_company, other_public, 90},
    {"HM REVENUE", anywhere, not_company, other_public, 95},
    {"HMRC", anywhere, not_company, other_public, 90},
    {"HMCTS", anywhere, not_company, other_public, 90},
    {"DWP", anywhere, not_company, other_public, 80},
    {"HM TREASURY", anywhere, not_company, other_public, 95},
    {"HM COURTS", anywhere, not_company, other_public, 90},
    {"HM PRISON", anywhere, not_company, other_public, 90},
    {"HIS MAJESTYS PRISON", anywhere, not_company, other_public, 90},
    {"UK HEALTH SECURITY AGENCY", anywhere, not_company, other_public, 95},
    {"PUBLIC HEALTH ENGLAND", anywhere, not_company, other_public, 90},
    {"CARE QUALITY COMMISSION", anywhere, not_company, other_public, 95},
    {"NATIONAL INSTITUTE FOR HEALTH AND CARE EXCELLENCE", anywhere, not_company, other_public, 90},
    {"REGULATORY AGENCY", anywhere, not_company, other_public, 75},
    {"HUMAN TISSUE AUTHORITY", anywhere, not_company, other_public, 90},
    {"ENVIRONMENT AGENCY", anywhere, not_company, other_public, 90},
    {"BORDER AGENCY", anywhere, not_company, other_public, 80},
    {"CROWN COMMERCIAL SERVICE", anywhere, not_company, other_public, 90},
    {"HM", start, not_company, other_public, 80},
    {"HER MAJESTYS", start, not_company, other_public, 80},
    {"HIS MAJESTYS", start, not_company, other_public, 80},
    {"CENTRAL OFFICE OF", start, not_company, other_public, 80},
    {"OFFICE FOR", start, not_company, other_public, 80},
    {"OFFICE OF THE", start, not_company, other_public, 70},
    {"COMPANIES HOUSE", anywhere, not_company, other_public, 90},
    {"MET OFFICE", anywhere, not_company, other_public, 90},
    {"NATIONAL AUDIT OFFICE", anywhere, not_company, other_public, 95},
    {"HEALTH PROTECTION AGENCY", anywhere, not_company, other_public, 90},
    {"FOOD STANDARDS AGENCY", anywhere, not_company, other_public, 95},
    {"HIGHER EDUCATION FUNDING COUNCIL", anywhere, not_company, other_public, 95},
    {"WELSH GOVERNMENT", anywhere, not_company, other_public, 95},
    {"WELSH ASSEMBLY GOVERNMENT", anywhere, not_company, other_public, 95},
    {"SCOTTISH GOVERNMENT", anywhere, not_company, other_public, 95},
    {"NATIONAL ASSEMBLY FOR WALES", anywhere, not_company, other_public, 95},
    {"GOVERNMENT", anywhere, not_company, other_public, 70},
    {"INLAND REVENUE", anywhere, not_company, other_public, 90},
    {"EMBASSY", end, not_company, other_public, 75},
    {"AUTHORITY", end, not_company, other_public, 60},
    {"COMMISSION", end, not_company, other_public, 60},
});

/// Words of a trade, which a charity number overrides. The false friends come first.
constexpr auto customary = std::to_array<NameRule>({
    {"VETERINARY", anywhere, any, unclassified, 0},
    {"PLASTIC SURGERY", anywhere, any, unclassified, 0},
    {"COSMETIC SURGERY", anywhere, any, unclassified, 0},
    {"EYE SURGERY", anywhere, any, unclassified, 0},
    {"DAY SURGERY", anywhere, any, unclassified, 0},
    {"ROBOTIC SURGERY", anywhere, any, unclassified, 0},
    {"MEDICINE AND SURGERY", anywhere, any, unclassified, 0},
    {"LAW PRACTICE", anywhere, any, unclassified, 0},
    {"LEGAL PRACTICE", anywhere, any, unclassified, 0},
    {"DESIGN PRACTICE", anywhere, any, unclassified, 0},
    {"ARCHITECTURAL PRACTICE", anywhere, any, unclassified, 0},
    {"PLANNING PRACTICE", anywhere, any, unclassified, 0},
    {"SURGERY", end, any, primary_care, 75},
    {"SURGERY", anywhere, not_company, primary_care, 60},
    {"SURGERIES", anywhere, any, primary_care, 65},
    {"MEDICAL CENTRE", anywhere, any, primary_care, 75},
    {"MEDICAL PRACTICE", anywhere, any, primary_care, 75},
    {"FAMILY PRACTICE", anywhere, any, primary_care, 75},
    {"GROUP PRACTICE", anywhere, any, primary_care, 70},
    {"GP PRACTICE", anywhere, any, primary_care, 80},
    {"GENERAL PRACTICE", anywhere, any, primary_care, 75},
    {"PRACTICE", end, not_company, primary_care, 55},
    {"PRACTICE", anywhere, not_company, primary_care, 50}, // "The Invented Practice Anytown"
    {"PRIMARY CARE CENTRE", anywhere, not_company, primary_care, 70},
    {"HEALTH CENTRE", anywhere, not_company, primary_care, 65},
    {"PMS", anywhere, not_company, primary_care, 60}, // a contract for personal medical services
    {"DENTAL PRACTICE", anywhere, any, primary_care, 75},
    {"DENTAL CENTRE", anywhere, any, primary_care, 70},
    {"PHARMACY", end, any, primary_care, 60},
    {"DRS", start, not_company, primary_care, 70},
    // "Dr A Smith" alone can be a practice or a person who is paid for an opinion: it stays unclassified.
    {"DR", start, not_company, primary_care, 70, "PARTNERS"},
    {"DR", start, not_company, primary_care, 65, "PARTNER"},
    {"DR", start, not_company, primary_care, 60, "AND"},
    {"DR", start, any, unclassified, 0},
    // "Invented Lodge Dr Green": the name of a practice, and its doctor.
    {"DR", anywhere, not_company, primary_care, 55},
    {"HOSPICE", anywhere, any, voluntary_or_charity, 65},
    {"HOSPICES", anywhere, any, voluntary_or_charity, 65},
    {"HOSPICECARE", anywhere, any, voluntary_or_charity, 65},
});

/// A legal form of private law in the name. "Limited" counts wherever it stands: "X Ltd T/A Y", "X Limited (Northern)".
bool names_a_company(std::string_view spaced) {
  constexpr std::array<std::string_view, 6> forms{" LTD ", " LIMITED ", " PLC ", " LLP ", " INC ", " GMBH "};
  return std::any_of(forms.begin(), forms.end(), [&](std::string_view form) { return spaced.find(form) != std::string_view::npos; });
}

/// `spaced` has one space at each end, so that whole words alone are met.
bool stands(std::string_view words, Place place, std::string_view spaced) {
  for (auto at = spaced.find(words); at != std::string_view::npos; at = spaced.find(words, at + 1)) {
    const auto next = at + words.size();
    if (spaced[at - 1] != ' ' || spaced[next] != ' ') continue;
    if (place == Place::anywhere || (place == Place::start ? at == 1 : next + 1 == spaced.size())) return true;
  }
  return false;
}

const NameRule* first_that_fits(const auto& rules, std::string_view spaced, bool company) {
  const auto found = std::find_if(rules.begin(), rules.end(), [&](const NameRule& rule) {
    return (rule.form == Form::any || !company) && stands(rule.words, rule.place, spaced) &&
           (rule.also.empty() || stands(rule.also, Place::anywhere, spaced));
  });
  return found == rules.end() ? nullptr : &*found;
}

Classification as_classification(const NameRule& rule) {
  const bool decided = rule.provider_class != ProviderClass::unclassified;
  return {rule.provider_class, decided ? Evidence::name_pattern : Evidence::none, rule.confidence, std::string(rule.words), {}, {}};
}

bool from_charity_register(const Identifier& identifier) {
  return identifier.scheme() == "chc" || identifier.scheme() == "sc" || identifier.scheme() == "nic";
}

} // namespace

Classification classify(std::string_view name, const std::vector<Identifier>& identifiers) {
  const bool company = names_a_company(detail::name_words(name) + " ");
  const std::string spaced = " " + normalised_name(name) + " ";
  const NameRule* title = first_that_fits(statutory, spaced, company);
  if (title && title->provider_class != ProviderClass::unclassified) return as_classification(*title);

  const auto charity = std::find_if(identifiers.begin(), identifiers.end(), from_charity_register);
  if (charity != identifiers.end()) return {ProviderClass::voluntary_or_charity, Evidence::charity_register, 90, charity->text(), {}, {}};

  const NameRule* decisive = title ? title : first_that_fits(customary, spaced, company);
  return decisive ? as_classification(*decisive) : Classification{};
}

} // namespace openward
