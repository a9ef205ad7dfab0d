#include "domain/centre.h"

#include "domain/text.h"
#include "domain/words.h"

namespace openward {
namespace {

constexpr std::array<std::string_view, 5> kind_spellings{"standard", "large", "hub", "spoke", "unknown"};
constexpr std::array<std::string_view, 4> status_spellings{"announced", "approved", "open", "closed"};
constexpr std::array<std::string_view, 6> standing_spellings{"not_yet", "announced", "approved", "open", "closed", "unknown"};
static_assert(detail::spells_all(standing_spellings, CentreStanding::unknown));
static_assert(detail::spells_all(kind_spellings, CentreKind::unknown));
static_assert(detail::spells_all(status_spellings, CentreStatus::closed));

void require(std::vector<Fault>& faults, std::string_view text, std::string where, std::string_view what) {
  if (!detail::trimmed(text).empty()) return;
  faults.push_back({std::move(where), "missing", "the " + std::string(what) + " is missing; give it"});
}

/// A closing must follow an opening where there is one: a centre that never opened can still be given up.
bool closes_before_opening(const std::vector<CentreStatusChange>& history, std::size_t closing) {
  bool opened_before = false;
  bool opened_after = false;
  for (std::size_t i = 0; i < history.size(); ++i) {
    if (history[i].status != CentreStatus::open) continue;
    (i < closing ? opened_before : opened_after) = true;
    if (i < closing && history[i].on && history[closing].on && *history[closing].on < *history[i].on) return true;
  }
  return opened_after && !opened_before;
}

} // namespace

std::string_view to_string(CentreKind v) { return detail::word_of(kind_spellings, v); }
std::string_view to_string(CentreStanding v) { return detail::word_of(standing_spellings, v); }
std::string_view to_string(CentreStatus v) { return detail::word_of(status_spellings, v); }
std::optional<CentreKind> centre_kind_from(std::string_view word) { return detail::from_word<CentreKind>(kind_spellings, word); }
std::optional<CentreStatus> centre_status_from(std::string_view word) { return detail::from_word<CentreStatus>(status_spellings, word); }

Result<DiagnosticCentre> DiagnosticCentre::create(DiagnosticCentre centre) {
  std::vector<Fault> faults;
  require(faults, centre.name, "/name", "name of the diagnostic centre");
  require(faults, centre.place, "/place", "place of the diagnostic centre");
  if (centre.history.empty())
    faults.push_back({"/history", "missing", "the diagnostic centre has no status; give at least when it was announced"});
  for (std::size_t i = 0; i < centre.history.size(); ++i) {
    if (centre.history[i].status != CentreStatus::closed || !closes_before_opening(centre.history, i)) continue;
    faults.push_back({"/history/" + std::to_string(i), "before_opening",
                      "the diagnostic centre closes before it opens; put its history in order, oldest first"});
  }
  if (!faults.empty())
    return invalid("the diagnostic centre " + detail::quoted(centre.name) + " cannot be recorded as given", std::move(faults));
  return centre;
}

Result<Programme> Programme::create(Programme programme) {
  std::vector<Fault> faults;
  require(faults, programme.name, "/name", "name of the programme");
  require(faults, programme.unit, "/unit", "unit of the programme's target and progress");
  if (programme.target && *programme.target < 0) {
    faults.push_back({"/target", "negative", "the target " + std::to_string(*programme.target) + " is negative; a target is zero or more"});
  }
  if (programme.target_date && !programme.target) {
    faults.push_back(
        {"/target", "missing",
         "there is a target date (" + programme.target_date->iso() + ") and no target; give the quantity that is due by then"});
  }
  if (!faults.empty())
    return invalid("the programme " + detail::quoted(programme.name) + " cannot be recorded as given", std::move(faults));
  return programme;
}

Result<Indicator> Indicator::create(Indicator indicator) {
  std::vector<Fault> faults;
  require(faults, indicator.name, "/name", "name of the indicator");
  require(faults, indicator.unit, "/unit", "unit of the indicator's values");
  for (std::size_t i = 0; i < indicator.values.size(); ++i) {
    const IndicatorValue& value = indicator.values[i];
    const std::string where = "/values/" + std::to_string(i);
    require(faults, value.body, where + "/body", "body that the value is of");
    require(faults, value.period, where + "/period", "period that the value is of");
    if (value.from && value.to && *value.to < *value.from) {
      faults.push_back(
          {where + "/to", "before_start",
           "the period ends on " + value.to->iso() + ", before it starts on " + value.from->iso() + "; correct one of the two dates"});
    }
  }
  if (!faults.empty())
    return invalid("the indicator " + detail::quoted(indicator.name) + " cannot be recorded as given", std::move(faults));
  return indicator;
}

} // namespace openward
