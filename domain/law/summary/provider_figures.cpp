// The figures about who holds a contract: new providers, those who hold none any more, and all who hold one.

#include "domain/law/summary/figures.h"

#include <algorithm>
#include <map>

namespace openward::law::summary {
namespace {

/// One provider through the contracts of the authority.
struct Holder {
  std::string name;
  bool awarded_in_year = false; // a contract under the Regime
  TermCovers before = TermCovers::no;
  TermCovers now = TermCovers::no;
  TermCovers at_end = TermCovers::no;
};
using Holders = std::map<std::string, Holder, std::less<>>; // by public id

struct Contracts {
  Holders holders;
  std::size_t of_the_year_before = 0; // that ran in it, and were awarded before the year
  std::size_t without_provider = 0;   // made in the year
  std::optional<Date> earliest{};
};

Contracts contracts_of_authority(const Year& year) {
  Contracts out;
  for (const AnnualAward& award : year.material.awards) {
    const auto day = counts_on(award);
    if (award.framework || award.route == Route::framework_conclusion || !day || *day > year.period.last) continue;
    if (!out.earliest || *day < *out.earliest) out.earliest = day;
    const bool this_year = year.holds(*day);
    const TermCovers before = this_year ? TermCovers::no : term_covers(award, year.before);
    out.of_the_year_before += before == TermCovers::yes ? 1U : 0U;
    out.without_provider += this_year && award.providers.empty() ? 1U : 0U;
    for (const AnnualProvider& provider : award.providers) {
      Holder& holder = out.holders[provider.id];
      holder.name = provider.name;
      holder.awarded_in_year = holder.awarded_in_year || (this_year && award.regime == Regime::psr);
      holder.before = std::max(holder.before, before);
      // Who is awarded a contract in the year holds one in it, whenever its term begins.
      holder.now = std::max(holder.now, this_year ? TermCovers::yes : term_covers(award, year.period));
      holder.at_end = std::max(holder.at_end, term_covers(award, {year.period.last, year.period.last}));
    }
  }
  return out;
}

/// Only what the register holds of the year before can tell who is new or gone.
bool begins_too_late(SummaryFigure& figure, const Year& year, const Contracts& contracts) {
  if (contracts.of_the_year_before > 0) return false;
  const std::string held = contracts.earliest ? "the first that it holds counts on " + contracts.earliest->iso() : "it holds none at all";
  cannot_tell(figure, "The register holds no contract of this authority that ran from " + span_words(year.before) + " (" + held +
                          "), so it cannot compare the two years.");
  return true;
}

std::string basis(const Year& year, const Contracts& contracts) {
  return "Rests on " +
         number_of(contracts.of_the_year_before, "contract of this authority whose stated term ran",
                   "contracts of this authority whose stated terms ran") +
         " on some day from " + span_words(year.before) +
         ", as the register holds them; a contract of that time which it does not hold would change the figure.";
}

void add(std::vector<RecordReference>& to, const std::pair<const std::string, Holder>& one) {
  to.push_back({RecordKind::provider, one.first, one.second.name});
}

/// `sort_out` says for each provider whether it belongs to the figure.
template <typename SortOut>
void count_providers(SummaryFigure& figure, const Holders& holders, std::string_view open_words, SortOut sort_out) {
  for (const auto& one : holders) {
    const TermCovers belongs = sort_out(one.second);
    if (belongs == TermCovers::yes) add(figure.records, one);
    if (belongs == TermCovers::unknown) add(figure.open, one);
  }
  figure.count = static_cast<std::int64_t>(figure.records.size());
  if (figure.open.empty()) return;
  figure.status = FigureStatus::in_part;
  figure.reason = number_of(figure.open.size(), "provider stays", "providers stay") + " open, because " + std::string(open_words);
}

void name_no_provider(SummaryFigure& figure, const Contracts& contracts) {
  if (contracts.without_provider == 0) return;
  figure.status = FigureStatus::in_part;
  figure.reason += (figure.reason.empty() ? "" : " ") +
                   number_of(contracts.without_provider, "award of the year names no provider.", "awards of the year name no provider.");
}

constexpr std::string_view term_missing = "a contract of theirs states no term, or only a part of it.";

} // namespace

SummaryFigure new_providers(const Year& year) {
  SummaryFigure figure{"g", "New providers: awarded a contract in the year, and holding none in the year before", "reg 25(2)(g)"};
  const Contracts contracts = contracts_of_authority(year);
  if (begins_too_late(figure, year, contracts)) return figure;
  figure.note = basis(year, contracts);
  count_providers(figure, contracts.holders, term_missing, [](const Holder& h) {
    if (!h.awarded_in_year || h.before == TermCovers::yes) return TermCovers::no;
    return h.before == TermCovers::unknown ? TermCovers::unknown : TermCovers::yes;
  });
  name_no_provider(figure, contracts);
  return figure;
}

SummaryFigure lost_providers(const Year& year) {
  SummaryFigure figure{"h", "Providers who held a contract in the year before and hold none in this", "reg 25(2)(h)"};
  const Contracts contracts = contracts_of_authority(year);
  if (begins_too_late(figure, year, contracts)) return figure;
  figure.note = basis(year, contracts);
  count_providers(figure, contracts.holders, term_missing, [](const Holder& h) {
    if (h.before == TermCovers::no || h.now == TermCovers::yes) return TermCovers::no;
    return h.before == TermCovers::yes && h.now == TermCovers::no ? TermCovers::yes : TermCovers::unknown;
  });
  name_no_provider(figure, contracts);
  return figure;
}

SummaryFigure providers_contracted(const Year& year) {
  SummaryFigure figure{"providers_contracted", "Providers who hold a contract on the last day of the year", "guidance"};
  const Contracts contracts = contracts_of_authority(year);
  if (contracts.holders.empty()) {
    cannot_tell(figure, "The register holds no contract of this authority that names a provider.");
    return figure;
  }
  count_providers(figure, contracts.holders, term_missing, [](const Holder& h) { return h.at_end; });
  figure.note =
      "Every provider once, whatever the law its contract was awarded under; those of a framework agreement alone are not counted.";
  name_no_provider(figure, contracts);
  return figure;
}

} // namespace openward::law::summary
