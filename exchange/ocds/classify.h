#pragma once
// Classifies one notice by its own words: law, kind, route, nearness to health care, and whether it made an award. Every rule is a row of
// a table that names the law or the format it comes from. Pure functions; any thread may call them.

#include "domain/notice.h"
#include "exchange/ocds/json_tree.h"
#include "exchange/ocds/notice_words.h"

#include <optional>
#include <string_view>
#include <vector>

namespace openward::exchange {

/// Which published form carries the notice, and on which step of a procurement it stands by its tags alone.
enum class Step { planning, tender, award, corrigendum, contract_update, cancellation, termination, implementation, none };
Step step_of(const NoticeReading& notice, Json release);

/// The notice type of a Procurement Act form ("UK6") as it stands among the documents; a missing value on other forms.
Json form_place(Json release, std::string_view release_id);

/// Whether the words put the notice under the Provider Selection Regime of England, or of Wales.
enum class PsrFinding { none, england, wales };
struct PsrReading {
  PsrFinding finding = PsrFinding::none;
  Ground ground{};
};
PsrReading read_psr(const NoticeWords& words, const NoticeReading& notice, Json release);

struct RegimeReading {
  Regime regime = Regime::unknown;
  Ground ground{};
};
/// The law of a notice that is not under the English regime.
RegimeReading read_other_regime(const NoticeWords& words, const NoticeReading& notice, Json release, PsrFinding psr);

struct KindReading {
  NoticeKind kind = NoticeKind::other;
  Ground ground{};
  bool states_award = false; // the words themselves confirm an award
};
/// From the sentences of the Provider Selection Regime's notices (English or Welsh).
KindReading read_psr_kind(const NoticeWords& words, const NoticeReading& notice, Json release, Step step);
/// From the form and the tags.
KindReading read_form_kind(const NoticeWords& words, const NoticeReading& notice, Json release, Step step);

struct RouteReading {
  Route route = Route::unknown;
  std::optional<bool> competed{};
  Ground ground{};
};
RouteReading read_psr_route(const NoticeWords& words, const NoticeReading& notice, Json release);
/// Every process that the words say is followed, each once with the words that say so: more than one where they name several.
std::vector<RouteReading> read_psr_processes(const NoticeWords& words, const NoticeReading& notice);
/// From procurementMethodDetails and, for calls from a framework, the words.
RouteReading read_procedure(const NoticeWords& words, const NoticeReading& notice, Json release);

struct ScopeReading {
  Scope scope = Scope::other;
  Ground ground{};
};
/// `psr` as read_psr gave it: what is bought for Wales is out of the register's scope.
ScopeReading read_scope(const NoticeReading& notice, Json release, const PsrReading& psr);
/// A CPV code of Schedule 1 to SI 2023/1348. The list is exact: 85000000 is not on it.
bool in_schedule_1(std::string_view cpv8);

/// Fills regime, kind, route, tender class, scope, makes_award and grounds of a notice whose plain parts are read.
void classify_notice(NoticeReading& notice, Json release, std::string_view release_json);

} // namespace openward::exchange
