#include "domain/matching/name_form.h"

#include "domain/name_words.h"
#include "domain/text.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace openward::matching {
namespace {

using Words = std::vector<std::string>;
using Pair = std::pair<std::string_view, std::string_view>;

/// Abbreviations that mean one thing in the names of organisations. In order of the letters: looked up by bisection.
constexpr auto abbreviations = std::to_array<Pair>({
    {"ASSN", "ASSOCIATION"},
    {"ASSOC", "ASSOCIATION"},
    {"BEDS", "BEDFORDSHIRE"},
    {"BERKS", "BERKSHIRE"},
    {"BOR", "BOROUGH"},
    {"BUCKS", "BUCKINGHAMSHIRE"},
    {"CAMBS", "CAMBRIDGESHIRE"},
    {"CENTER", "CENTRE"},
    {"CNCL", "COUNCIL"},
    {"CNT", "CENTRE"},
    {"CNTRE", "CENTRE"},
    {"COMPANY", "CO"},
    {"CTR", "CENTRE"},
    {"CTRE", "CENTRE"},
    {"DEPT", "DEPARTMENT"},
    {"GLOS", "GLOUCESTERSHIRE"},
    {"GOVT", "GOVERNMENT"},
    {"HANTS", "HAMPSHIRE"},
    {"HERTS", "HERTFORDSHIRE"},
    {"HLTH", "HEALTH"},
    {"HOSP", "HOSPITAL"},
    {"HOSPS", "HOSPITALS"},
    {"INTL", "INTERNATIONAL"},
    {"LANCS", "LANCASHIRE"},
    {"LEICS", "LEICESTERSHIRE"},
    {"LIMITED", "LTD"},
    {"LINCS", "LINCOLNSHIRE"},
    {"LTDT", "LTD"},
    {"MED", "MEDICAL"},
    {"MGMT", "MANAGEMENT"},
    {"MGT", "MANAGEMENT"},
    {"NAT", "NATIONAL"},
    {"NATL", "NATIONAL"},
    {"NORTHANTS", "NORTHAMPTONSHIRE"},
    {"NOTTS", "NOTTINGHAMSHIRE"},
    {"OXON", "OXFORDSHIRE"},
    {"PTNRS", "PARTNERS"},
    {"SAINT", "ST"},
    {"SERV", "SERVICES"},
    {"SOC", "SOCIETY"},
    {"STAFFS", "STAFFORDSHIRE"},
    {"SVCS", "SERVICES"},
    {"SVS", "SERVICES"},
    {"UNI", "UNIVERSITY"},
    {"UNIV", "UNIVERSITY"},
    {"WARKS", "WARWICKSHIRE"},
    {"WILTS", "WILTSHIRE"},
    {"WORCS", "WORCESTERSHIRE"},
    {"YORKS", "YORKSHIRE"},
});
static_assert(std::is_sorted(abbreviations.begin(), abbreviations.end()));

/// Words that say the kind of thing and not which.
constexpr auto generic_words = std::to_array<std::string_view>({
    "AMBULANCE", "AND",      "ASSOCIATION", "BOARD",       "BOROUGH",   "CARE",       "CENTRE",    "CHARITY", "CITY",
    "CLINIC",    "CLINICS",  "CO",          "COMMUNITY",   "COUNCIL",   "COUNTY",     "DISTRICT",  "DOCTOR",  "DOCTORS",
    "DR",        "DRS",      "FAMILY",      "FOUNDATION",  "GENERAL",   "GP",         "GROUP",     "HEALTH",  "HEALTHCARE",
    "HOSPICE",   "HOSPITAL", "HOSPITALS",   "INTEGRATED",  "LOCAL",     "LTD",        "MEDICAL",   "MENTAL",  "NATIONAL",
    "NHS",       "OF",       "PARTNERS",    "PARTNERSHIP", "PHARMACY",  "PRACTICE",   "PRIMARY",   "PRIVATE", "REGIONAL",
    "ROYAL",     "SERVICE",  "SERVICES",    "SOCIAL",      "SOLUTIONS", "SUPPLIER",   "SURGERIES", "SURGERY", "TEAM",
    "TEACHING",  "THE",      "TRUST",       "TRUSTS",      "UK",        "UNIVERSITY", "VILLAGE",
});

constexpr auto beside = std::to_array<std::string_view>({"CHARITY", "CHARITABLE", "FRIENDS", "LEAGUE", "CLUB", "UNION", "PENSION", "STAFF",
                                                         "LIBRARY", "STUDENTS", "ARTS", "TENANTS", "SUBSIDIARY", "FUNDRAISING"});

std::string_view expanded(std::string_view word) {
  const auto at =
      std::lower_bound(abbreviations.begin(), abbreviations.end(), word, [](const Pair& p, std::string_view w) { return p.first < w; });
  return at != abbreviations.end() && at->first == word ? at->second : word;
}

bool single_letter(std::string_view word) { return word.size() == 1 && detail::is_upper(word.front()); }

/// "R B B ECONOMICS" is "RBB ECONOMICS"; a letter by itself stays.
Words with_initials_joined(Words words) {
  Words out;
  for (std::size_t i = 0; i < words.size();) {
    std::size_t end = i;
    while (end < words.size() && single_letter(words[end])) ++end;
    if (end - i < 2) {
      out.push_back(std::move(words[i++]));
      continue;
    }
    std::string joined;
    for (; i < end; ++i) joined += words[i];
    out.push_back(std::move(joined));
  }
  return out;
}

Words split(std::string_view spaced) {
  Words words;
  for (std::size_t at = 0; at < spaced.size();) {
    const auto end = std::min(spaced.find(' ', at + 1), spaced.size());
    words.emplace_back(spaced.substr(at + 1, end - at - 1));
    at = end;
  }
  return words;
}

/// Replaces each run of `from` by `to`.
void replace_run(Words& words, std::span<const std::string_view> from, std::span<const std::string_view> to) {
  for (auto at = words.begin();;) {
    at = std::search(at, words.end(), from.begin(), from.end());
    if (at == words.end()) return;
    at = words.erase(at, at + static_cast<std::ptrdiff_t>(from.size()));
    at = words.insert(at, to.begin(), to.end()) + static_cast<std::ptrdiff_t>(to.size());
  }
}

bool holds(const Words& words, std::string_view word) { return std::find(words.begin(), words.end(), word) != words.end(); }

bool holds_run(const Words& words, std::initializer_list<std::string_view> run) {
  return std::search(words.begin(), words.end(), run.begin(), run.end()) != words.end();
}

constexpr auto foundation_trust = std::to_array<std::string_view>({"FOUNDATION", "TRUST"});
constexpr auto nhs_foundation_trust = std::to_array<std::string_view>({"NHS", "FOUNDATION", "TRUST"});
constexpr auto nhs_trust = std::to_array<std::string_view>({"NHS", "TRUST"});

/// Titles in full, forms in short: one spelling for each.
void spell_titles(Words& words) {
  constexpr auto nhsft = std::to_array<std::string_view>({"NHSFT"});
  constexpr auto nhst = std::to_array<std::string_view>({"NHST"});
  constexpr auto ft = std::to_array<std::string_view>({"FT"});
  constexpr auto ccg_words = std::to_array<std::string_view>({"CLINICAL", "COMMISSIONING", "GROUP"});
  constexpr auto ccg = std::to_array<std::string_view>({"CCG"});
  constexpr auto icb_words = std::to_array<std::string_view>({"INTEGRATED", "CARE", "BOARD"});
  constexpr auto icb = std::to_array<std::string_view>({"ICB"});
  constexpr auto pct_words = std::to_array<std::string_view>({"PRIMARY", "CARE", "TRUST"});
  constexpr auto pct = std::to_array<std::string_view>({"PCT"});
  constexpr auto cic_words = std::to_array<std::string_view>({"COMMUNITY", "INTEREST", "CO"});
  constexpr auto cic = std::to_array<std::string_view>({"CIC"});
  constexpr auto full_nhs = std::to_array<std::string_view>({"NATIONAL", "HEALTH", "SERVICE"});
  constexpr auto nhs = std::to_array<std::string_view>({"NHS"});
  constexpr auto lb = std::to_array<std::string_view>({"LB"});
  constexpr auto london_borough = std::to_array<std::string_view>({"LONDON", "BOROUGH"});
  replace_run(words, nhsft, nhs_foundation_trust);
  replace_run(words, nhst, nhs_trust);
  if (holds(words, "NHS") || (!words.empty() && words.back() == "FT")) replace_run(words, ft, foundation_trust);
  replace_run(words, ccg_words, ccg);
  replace_run(words, icb_words, icb);
  replace_run(words, pct_words, pct);
  replace_run(words, cic_words, cic);
  replace_run(words, full_nhs, nhs);
  if (!words.empty() && words.front() == "LB") replace_run(words, lb, london_borough);
}

LegalForm form_of(const Words& words) {
  const auto last = [&](std::string_view word) { return holds(words, word); };
  if (last("CIC")) return LegalForm::cic;
  if (last("LLP")) return LegalForm::llp;
  if (last("PLC")) return LegalForm::plc;
  if (last("LTD")) return LegalForm::ltd;
  return LegalForm::none;
}

NameKind kind_of(const Words& words, LegalForm form) {
  if (std::any_of(words.begin(), words.end(), [](const std::string& w) { return w == "CHARITY" || w == "CHARITABLE"; }))
    return NameKind::charity;
  if (form != LegalForm::none) return NameKind::other;
  if (holds(words, "PCT")) return NameKind::primary_care_trust;
  if (holds(words, "CCG")) return NameKind::commissioning_group;
  if (holds(words, "ICB")) return NameKind::care_board;
  if (holds_run(words, {"FOUNDATION", "TRUST"}) || holds_run(words, {"NHS", "TRUST"})) return NameKind::trust;
  // "… NHS and Social Care Partnership Trust", "… Hospitals Trust"
  if (words.size() > 2 && words.back() == "TRUST" && (holds(words, "NHS") || holds(words, "HOSPITAL") || holds(words, "HOSPITALS")))
    return NameKind::trust;
  if (holds(words, "COUNCIL") || holds_run(words, {"LONDON", "BOROUGH"})) return NameKind::council;
  if (holds(words, "SURGERY") || holds(words, "PRACTICE") || holds_run(words, {"MEDICAL", "CENTRE"})) return NameKind::practice;
  return NameKind::other;
}

constexpr std::array<std::string_view, 3> joining{"THE", "AND", "OF"};
constexpr std::array<std::string_view, 4> forms{"LTD", "PLC", "LLP", "CIC"};
constexpr std::array<std::string_view, 11> titles{"NHS",        "FOUNDATION", "TRUST", "HOSPITAL", "HOSPITALS", "UNIVERSITY",
                                                  "HEALTHCARE", "CCG",        "ICB",   "PCT",      "TEACHING"};

Words canonical_words(std::string_view text) {
  Words words = with_initials_joined(split(detail::name_words(text)));
  for (std::string& word : words) {
    if (const auto full = expanded(word); full != word) word = full;
  }
  spell_titles(words);
  return words;
}

bool among(std::span<const std::string_view> list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

} // namespace

bool is_statutory(NameKind kind) {
  return kind == NameKind::trust || kind == NameKind::care_board || kind == NameKind::commissioning_group ||
         kind == NameKind::primary_care_trust;
}

std::string canonical_text(std::string_view text) {
  std::string out;
  for (const std::string& word : canonical_words(text)) out.append(out.empty() ? "" : " ").append(word);
  return out;
}

NameForm name_form(std::string_view text) {
  Words words = canonical_words(text);
  NameForm out;
  out.form = form_of(words);
  out.kind = kind_of(words, out.form);
  // A name that is made of such words alone ("Limited") keeps them.
  Words kept;
  for (const std::string& word : words)
    if (!among(joining, word) && !among(forms, word)) kept.push_back(word);
  if (kept.empty()) kept = std::move(words);
  out.words = std::move(kept);
  for (const std::string& word : out.words) out.key += word;
  if (!is_statutory(out.kind)) return out;
  for (const std::string& word : out.words) {
    if (among(titles, word)) continue;
    if (!out.core.empty()) out.core += ' ';
    out.core += word;
  }
  return out;
}

std::string initials(const NameForm& form) {
  if (form.kind != NameKind::trust) return {};
  std::string letters;
  for (const std::string& word : form.words)
    if (word != "NHS" && word != "FOUNDATION" && word != "TRUST") letters += word.front();
  return letters.size() < 4 ? std::string() : letters;
}

bool is_generic(const NameForm& form) {
  return std::all_of(form.words.begin(), form.words.end(), [](const std::string& word) { return among(generic_words, word); });
}

bool names_something_beside(std::string_view word) { return among(beside, word); }

} // namespace openward::matching
