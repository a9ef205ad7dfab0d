// What the words of a name make likely where nothing is known. These are words of trades, never of firms: a firm's class is evidence that a
// curator or a register brings. The rules are read from the top.

#include "domain/matching/supplier_class.h"
#include "domain/name_words.h"

#include <algorithm>
#include <array>
#include <span>

namespace openward::matching {
namespace {

using enum ProviderClass;

enum class Place { anywhere, first, last };

struct Presumption {
  std::string_view words;
  Place place;
  ProviderClass provider_class;
  int confidence;
  bool without_legal_form = false;
};

constexpr auto anywhere = Place::anywhere;
constexpr auto first = Place::first;
constexpr auto last = Place::last;

/// Names that tell more than a trade beside them does: "Invented Mind Network", "Invented Academy Trust Catering". The shared names of
/// local charities stand here too (each is a charity of its own, so no table can hold them all), and what employs doctors and nurses to
/// lend them out, which is no care of its own.
constexpr auto telling = std::to_array<Presumption>({
    {"AIR AMBULANCE", anywhere, voluntary_or_charity, 48},
    {"AGE UK", anywhere, voluntary_or_charity, 48},
    {"AGE CONCERN", anywhere, voluntary_or_charity, 48},
    {"ALMSHOUSES", anywhere, voluntary_or_charity, 48},
    {"BENEVOLENT", anywhere, voluntary_or_charity, 48},
    {"CITIZENS ADVICE", anywhere, voluntary_or_charity, 48},
    {"COMMUNITY ACTION", anywhere, voluntary_or_charity, 42},
    {"DOMESTIC ABUSE", anywhere, voluntary_or_charity, 42},
    {"DOMESTIC VIOLENCE", anywhere, voluntary_or_charity, 42},
    {"FELLOWSHIP", anywhere, voluntary_or_charity, 42},
    {"HEADWAY", first, voluntary_or_charity, 45},
    {"HOME START", anywhere, voluntary_or_charity, 46},
    {"HOMESTART", anywhere, voluntary_or_charity, 46},
    {"HOSPITAL RADIO", anywhere, voluntary_or_charity, 48},
    {"LEISURE TRUST", anywhere, voluntary_or_charity, 42},
    {"MENCAP", anywhere, voluntary_or_charity, 48},
    {"MIND IN", first, voluntary_or_charity, 48},
    {"MIND NETWORK", anywhere, voluntary_or_charity, 42},
    {"RAPE CRISIS", anywhere, voluntary_or_charity, 48},
    {"ROYAL COLLEGE OF", anywhere, voluntary_or_charity, 48},
    {"SALVATION ARMY", anywhere, voluntary_or_charity, 48},
    {"SAMARITANS", anywhere, voluntary_or_charity, 48},
    {"SELF HELP", anywhere, voluntary_or_charity, 40},
    {"SEXUAL ABUSE", anywhere, voluntary_or_charity, 42},
    {"VICTIM SUPPORT", anywhere, voluntary_or_charity, 46},
    {"VOLUNTARY", anywhere, voluntary_or_charity, 45},
    {"VOLUNTEER", anywhere, voluntary_or_charity, 42},
    {"VOLUNTEERS", anywhere, voluntary_or_charity, 42},
    {"WOMEN AND GIRLS", anywhere, voluntary_or_charity, 42},
    {"WOMENS AID", anywhere, voluntary_or_charity, 48},
    {"YMCA", anywhere, voluntary_or_charity, 48},
    {"YWCA", anywhere, voluntary_or_charity, 48},
    {"SOCIAL ENTERPRISE", anywhere, social_enterprise, 45},
    {"ACADEMY TRUST", anywhere, other_public, 48},
    {"ACADEMIES TRUST", anywhere, other_public, 48},
    {"FURTHER EDUCATION", anywhere, other_public, 46},
    {"SIXTH FORM", anywhere, other_public, 46},
    {"LEAD EMPLOYER", anywhere, nhs_other, 45}, // of doctors in training, for the trusts of a region
    {"NURSING AGENCY", anywhere, non_healthcare_supplier, 45},
    {"NURSES AGENCY", anywhere, non_healthcare_supplier, 45},
    {"DOCTORS AGENCY", anywhere, non_healthcare_supplier, 45},
});

/// Goods, works and services that are no care, even where the name speaks of health too ("Healthcare Design Consultants").
constexpr std::string_view trades =
    " "
    "ACCOUNTANCY ACCOUNTANTS ACTUARIES ADVERTISING AIRWAYS ALARMS ANALYTICS ARCHITECTS ARCHITECTURAL ARCHITECTURE ASBESTOS "
    "ASSET ASSURANCE AUCTIONEERS AUDIT AUTOMATION AUTOS AVIATION BAKERY BANK BARRISTERS BATHROOMS BATTERIES BIOLOGICS BIOMEDICAL "
    "BIOPHARMA BIOSCIENCE BIOSCIENCES BIOTECH BLINDS BOILERS BOOKS BOOKSHOP BROADCASTING BROKER BROKERS BUILDERS BUILDING "
    "CABLE CABLES CAFE CAPITAL CARPENTRY CARPETS CARS CATERERS CATERING CHEMICALS CINEMA CIVIL CLEANING CLOSURES CLOTHING "
    "COFFEE COMMERCIAL COMMUNICATION COMMUNICATIONS COMPUTER COMPUTERS COMPUTING CONFERENCE CONFERENCES CONSTRUCTION "
    "CONSULTANCY CONSULTANT CONSULTANTS CONSULTING CONTRACTORS CONTRACTS CONTROLS COURIER COURIERS CREATIVE DAIRY DATA "
    "DECONTAMINATION DECORATING DEMOLITION DESIGN DEVELOPMENTS DEVICES DIGITAL DOORS DRAINAGE ECONOMICS ELECTRIC "
    "ELECTRICAL ELECTRICITY ELECTRONICS ELEVATORS ENERGY ENGINEERING ENGINEERS ENVIRONMENTAL EQUIPMENT ESTATES EVENTS "
    "EXECUTIVE EXHIBITIONS FACILITIES FASTENERS FENCING FILMS FINANCE FINANCIAL FLEET FLOORING FOODS FOOTWEAR FORENSIC "
    "FORENSICS FREIGHT FUELS FURNITURE GARAGE GARAGES GARDENS GAS GAZETTE GENERATORS GLASS HARDWARE HAULAGE HEATERS "
    "HEATING HIRE HOLDINGS HOTEL HOTELS IMPLANTS INFORMATICS INFORMATION INFRASTRUCTURE INSTALLATION INSTALLATIONS "
    "INSTRUMENT INSTRUMENTS INSULATION INSURANCE INTERIORS INTERPRETING INVESTMENTS JOINERY KITCHENS LABELS LANDSCAPES "
    "LANGUAGES LASERS LAUNDRY LAW LEASING LEGAL LEISURE LETTINGS LIFTS LIGHTING LINEN LOCUM LOCUMS LOGISTICS MAINTENANCE "
    "MANUFACTURERS MANUFACTURING MAPPING MARKETING MECHANICAL MEDIA METAL METALS MICROSCOPES MODULAR MORTGAGES MOTORS "
    "NETWORK NETWORKS NEWSPAPERS NOTARIES ONCOLOGY OPTICAL OPTICS OUTSOURCING PACKAGING PAINTING PAPER PARKING PENSIONS "
    "PERSONNEL PEST PETROLEUM PHARMA PHARMACEUTICA PHARMACEUTICAL PHARMACEUTICALS PHOTOGRAPHIC PHOTOGRAPHY PLANT PLUMBING "
    "POSTAGE POWER PRESS PRINT PRINTERS PRINTING PROCUREMENT PRODUCTIONS PRODUCTS PROJECTS PROPERTIES PROPERTY "
    "PUBLICATIONS PUBLISHERS PUBLISHING PUMPS RADIO RAIL REAGENTS RECRUITMENT REFRIGERATION REMOVALS RENTALS RESOURCING "
    "RESTAURANT RESTAURANTS ROOFING SCAFFOLDING SCIENTIFIC SECURITY SIGNS SOFTWARE SOLICITORS STAFFING STATIONERY STEEL "
    "STERILE STORAGE STUDIO STUDIOS SUPPLIER SUPPLIERS SUPPLIES SUPPLY SURVEYING SURVEYORS SURVEYS SYSTEMS TAXI TAXIS "
    "TECHNOLOGIES TECHNOLOGY TELECOM TELECOMMUNICATIONS TELECOMS TELEPHONE TELEPHONES TELEPHONY TELEVISION TEXTILES "
    "THERAPEUTICS TILING TIMBER TOOLS TRANSLATION TRAVEL UNIFORMS UTILITIES VACCINES VALUERS VALVES VEHICLE VEHICLES "
    "VENDING VENTURES VIDEO VISUAL WASTE WATER WEIGHING WINDOWS WIRELESS WORKWEAR ";

constexpr auto presumptions = std::to_array<Presumption>({
    {"GP", anywhere, primary_care, 45},
    {"GPS", anywhere, primary_care, 42},
    {"DOCTORS FEDERATION", anywhere, primary_care, 45},
    {"DOCTORS ON CALL", anywhere, primary_care, 42},
    {"HEALTH FEDERATION", anywhere, primary_care, 42},
    {"HEALTHCARE FEDERATION", anywhere, primary_care, 42},
    {"OPTICIANS", anywhere, primary_care, 45},
    {"CHEMIST", anywhere, primary_care, 45},
    {"CHEMISTS", anywhere, primary_care, 45},
    {"DENTAL", anywhere, primary_care, 40},
    {"PHARMACY", last, primary_care, 45},
    // General practices that trade together name themselves after their place.
    {"PRACTICES", anywhere, primary_care, 40},
    {"AND PARTNERS", last, primary_care, 40, true},
    {"AND PARTNER", last, primary_care, 36, true},
    {"MEDICAL GROUP", last, primary_care, 40, true},
    {"TRUST", last, voluntary_or_charity, 40},
    {"FOUNDATION", last, voluntary_or_charity, 40},
    {"SOCIETY", last, voluntary_or_charity, 40},
    {"ASSOCIATION", last, voluntary_or_charity, 35},
    {"HOME CARERS", anywhere, independent_sector, 40},
    {"CARERS", anywhere, voluntary_or_charity, 40},
    {"MIND", last, voluntary_or_charity, 40},
    {"ADVOCACY", anywhere, voluntary_or_charity, 38, true},
    {"APPEAL", last, voluntary_or_charity, 38, true},
    {"ASSOCIATION", anywhere, voluntary_or_charity, 33, true},
    {"BEFRIENDING", anywhere, voluntary_or_charity, 42},
    {"BEREAVEMENT", anywhere, voluntary_or_charity, 42},
    {"BLIND", anywhere, voluntary_or_charity, 42, true},
    {"CARING", last, voluntary_or_charity, 30, true},
    {"CENTRE FOR INDEPENDENT LIVING", anywhere, voluntary_or_charity, 42},
    {"CENTRE FOR", anywhere, voluntary_or_charity, 34, true},
    {"CHURCH", anywhere, voluntary_or_charity, 36, true},
    {"CHURCHES", anywhere, voluntary_or_charity, 36, true},
    {"COUNSELLING", anywhere, voluntary_or_charity, 36, true},
    {"CROSSROADS CARE", anywhere, voluntary_or_charity, 45},
    {"CROSSROADS", first, voluntary_or_charity, 35, true},
    {"CVS", first, voluntary_or_charity, 38, true},
    {"CVS", last, voluntary_or_charity, 38, true},
    {"DEAF", anywhere, voluntary_or_charity, 42},
    {"DIOCESAN", anywhere, voluntary_or_charity, 42},
    {"DISABILITY", anywhere, voluntary_or_charity, 36, true},
    {"DISABLED", anywhere, voluntary_or_charity, 40, true},
    {"HEALTHWATCH", anywhere, voluntary_or_charity, 36, true}, // charities and community interest companies that councils pay for it
    {"FORUM", last, voluntary_or_charity, 34, true},
    {"HOMELESS", anywhere, voluntary_or_charity, 42},
    {"INSTITUTE", anywhere, voluntary_or_charity, 33, true},
    {"MISSION", last, voluntary_or_charity, 36, true},
    {"PROJECT", last, voluntary_or_charity, 34, true},
    {"REFUGEE", anywhere, voluntary_or_charity, 42},
    {"REFUGEES", anywhere, voluntary_or_charity, 42},
    {"RELATE", first, voluntary_or_charity, 38},
    {"SOCIETY", anywhere, voluntary_or_charity, 36, true},
    {"SURVIVORS", anywhere, voluntary_or_charity, 42},
    {"WOMENS CENTRE", anywhere, voluntary_or_charity, 42},
    {"YOUTH", anywhere, voluntary_or_charity, 34, true},
    {"COMMUNITY HEALTHCARE", anywhere, social_enterprise, 35},
    {"AMBULANCE", anywhere, independent_sector, 40},
    {"AMBULANCES", anywhere, independent_sector, 40},
    {"PATIENT TRANSPORT", anywhere, independent_sector, 45},
    {"AUDIOLOGY", anywhere, independent_sector, 40},
    {"AUTISM", anywhere, independent_sector, 30},
    {"CARE", last, independent_sector, 40},
    {"CARE GROUP", anywhere, independent_sector, 40},
    {"CARE HOME", anywhere, independent_sector, 45},
    {"CARE HOMES", anywhere, independent_sector, 45},
    {"CARE CENTRE", anywhere, independent_sector, 40},
    {"CARE SERVICES", anywhere, independent_sector, 40},
    {"HOMECARE", anywhere, independent_sector, 40},
    {"HOME CARE", anywhere, independent_sector, 40},
    {"NURSING", anywhere, independent_sector, 35},
    {"RESIDENTIAL", anywhere, independent_sector, 35},
    {"SUPPORTED LIVING", anywhere, independent_sector, 45},
    {"CLINIC", anywhere, independent_sector, 40},
    {"CLINICS", anywhere, independent_sector, 45},
    {"CLINICAL SERVICES", anywhere, independent_sector, 40},
    {"COUNSELLING", anywhere, independent_sector, 34},
    {"DERMATOLOGY", anywhere, independent_sector, 45},
    {"DIAGNOSTIC IMAGING", anywhere, independent_sector, 40},
    {"DIALYSIS", anywhere, independent_sector, 45},
    {"ENDOSCOPY", anywhere, independent_sector, 42},
    {"FERTILITY", anywhere, independent_sector, 45},
    {"HEALTHCARE", anywhere, non_healthcare_supplier, 25}, // most who are named so sell to hospitals; those that care are curated
    {"HEALTH CARE", anywhere, independent_sector, 25},
    {"HEALTH", last, independent_sector, 30},
    {"HEALTH SERVICES", anywhere, independent_sector, 30},
    {"MENTAL HEALTH", anywhere, independent_sector, 35},
    {"HOSPITAL COMPANY", anywhere, non_healthcare_supplier, 45}, // of the private finance initiative
    {"HOSPITAL", last, independent_sector, 35},
    {"HOSPITALS", anywhere, independent_sector, 40},
    {"HOSPITAL", anywhere, independent_sector, 28},
    {"TREATMENT CENTRE", anywhere, independent_sector, 36},
    {"IMAGING", last, independent_sector, 30},
    {"MSK", anywhere, independent_sector, 40},
    {"OPHTHALMOLOGY", anywhere, independent_sector, 45},
    {"ORTHOTICS", anywhere, independent_sector, 40},
    {"PATHOLOGY", anywhere, independent_sector, 40},
    {"PHYSIO", anywhere, independent_sector, 45},
    {"PHYSIOTHERAPY", anywhere, independent_sector, 45},
    {"PODIATRY", anywhere, independent_sector, 42},
    {"PROSTHETICS", anywhere, independent_sector, 40},
    {"PSYCHIATRIC", anywhere, independent_sector, 40},
    {"PSYCHIATRY", anywhere, independent_sector, 40},
    {"PSYCHOLOGY", anywhere, independent_sector, 40},
    {"RADIOLOGY", anywhere, independent_sector, 40},
    {"REHAB", anywhere, independent_sector, 40},
    {"REHABILITATION", anywhere, independent_sector, 40},
    {"SURGICAL CENTRE", anywhere, independent_sector, 42},
    {"TALKING THERAPIES", anywhere, independent_sector, 40},
    {"TELERADIOLOGY", anywhere, independent_sector, 45},
    {"THERAPY", anywhere, independent_sector, 35},
    {"ULTRASOUND", anywhere, independent_sector, 38},
    {"URGENT CARE", anywhere, independent_sector, 40},
    {"WHEELCHAIR", anywhere, independent_sector, 35},
    {"CHAMBERS", last, non_healthcare_supplier, 40}, // of barristers
    {"LAWYERS", last, non_healthcare_supplier, 45},
    {"AND CO", last, non_healthcare_supplier, 35},
    {"KLINIK", anywhere, other_public, 30}, // hospitals abroad, most of them public
    {"KLINIKUM", anywhere, other_public, 35},
    {"KRANKENHAUS", anywhere, other_public, 30},
    {"ZIEKENHUIS", anywhere, other_public, 30},
    {"CHU", anywhere, other_public, 30},
    {"SCHOOL", anywhere, other_public, 40},
    {"ACADEMY", anywhere, other_public, 30},
    {"COLLEGE", last, other_public, 40},
    {"COLLEGIATE", last, other_public, 40},
    {"CATHOLIC", anywhere, voluntary_or_charity, 35, true},
    {"CHRISTIAN", anywhere, voluntary_or_charity, 35, true},
    {"JEWISH", anywhere, voluntary_or_charity, 40, true},
    {"AGENCY", last, non_healthcare_supplier, 30},
    {"CARE", anywhere, independent_sector, 32}, // "Invented Care (Anytown) Ltd", "Invented Care Operations Ltd"
    {"SOLUTIONS", anywhere, non_healthcare_supplier, 40},
    {"MEDICAL", anywhere, non_healthcare_supplier, 30},
    {"SURGICAL", anywhere, non_healthcare_supplier, 35},
    {"TRAINING", anywhere, non_healthcare_supplier, 35},
    {"TRANSPORT", anywhere, non_healthcare_supplier, 35},
    {"UK", last, non_healthcare_supplier, 30},
    {"EUROPE", last, non_healthcare_supplier, 30},
    {"INTERNATIONAL", last, non_healthcare_supplier, 30},
    {"CORPORATE SERVICES", anywhere, non_healthcare_supplier, 35},
    {"INDUSTRIAL", anywhere, non_healthcare_supplier, 35},
    {"GROUP", last, non_healthcare_supplier, 25},
    {"SERVICES", last, non_healthcare_supplier, 25},
});

bool stands(std::string_view words, Place place, std::string_view spaced) {
  for (auto at = spaced.find(words); at != std::string_view::npos; at = spaced.find(words, at + 1)) {
    const auto next = at + words.size();
    if (at == 0 || spaced[at - 1] != ' ' || spaced[next] != ' ') continue;
    if (place == Place::anywhere || (place == Place::first ? at == 1 : next + 1 == spaced.size())) return true;
  }
  return false;
}

/// English forms count wherever they stand ("X Ltd T/A Y"), foreign ones at the end: "AG", "SA" and "AB" are initials elsewhere.
bool names_a_company(std::string_view spaced) {
  constexpr std::array<std::string_view, 4> forms{"LTD", "LIMITED", "PLC", "LLP"};
  constexpr auto foreign = std::to_array<std::string_view>(
      {"INC", "LLC", "CORP", "GMBH", "AG", "BV", "NV", "SA", "SAS", "SARL", "SPRL", "SRL", "SPA", "AB", "PTY"});
  return std::any_of(forms.begin(), forms.end(), [&](std::string_view form) { return stands(form, Place::anywhere, spaced); }) ||
         std::any_of(foreign.begin(), foreign.end(), [&](std::string_view form) { return stands(form, Place::last, spaced); });
}

Classification presumed(ProviderClass provider_class, int confidence, std::string_view words) {
  return {provider_class, Evidence::name_pattern, confidence, "presumed from: " + std::string(words), {}, {}};
}

const Presumption* first_that_fits(std::span<const Presumption> rules, std::string_view spaced, bool company) {
  const auto found = std::find_if(rules.begin(), rules.end(), [&](const Presumption& p) {
    return stands(p.words, p.place, spaced) && !(p.without_legal_form && company);
  });
  return found == rules.end() ? nullptr : &*found;
}

/// The first word of goods, works or services; empty where there is none.
std::string_view trade_in(std::string_view spaced) {
  for (std::size_t at = 0; at + 1 < spaced.size();) {
    const auto end = spaced.find(' ', at + 1);
    const std::string_view word = spaced.substr(at, end - at + 1);
    if (word.size() > 2 && trades.find(word) != std::string_view::npos) return word.substr(1, word.size() - 2);
    at = end;
  }
  return {};
}

} // namespace

Classification presumed_class(std::string_view name) {
  const std::string spaced = " " + normalised_name(name) + " ";
  const bool company = names_a_company(detail::name_words(name) + " ");
  if (const auto* p = first_that_fits(telling, spaced, company)) return presumed(p->provider_class, p->confidence, p->words);
  if (const auto trade = trade_in(spaced); !trade.empty()) return presumed(non_healthcare_supplier, 45, trade);
  if (const auto* p = first_that_fits(presumptions, spaced, company)) return presumed(p->provider_class, p->confidence, p->words);
  // Most of the companies that public bodies pay sell goods, works or advice; those that care for patients say so in their names.
  if (company) return presumed(non_healthcare_supplier, 35, "a company without a word of care");
  return {};
}

} // namespace openward::matching
