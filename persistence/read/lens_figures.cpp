#include "persistence/read/lens_figures.h"

#include "domain/date.h"
#include "domain/money.h"
#include "domain/share.h"

#include <algorithm>
#include <array>

namespace openward::persistence::read {
namespace {

/// Filters that leave the rows of a whole year of England whole, or nearly so.
constexpr std::array<std::string_view, 4> filters_beside_a_budget{"financial_year", "synthetic", "min_value", "max_value"};

std::string text_of(const Cell& cell) {
  const auto* text = std::get_if<std::string>(&cell);
  return text ? *text : std::string();
}

/// Why the amount that a series states is no whole of the rows of this plan; "" when it is.
std::string no_budget(const Plan& plan, const Lens& lens) {
  if (lens.definition().series.empty()) return "";
  const std::string stated = lens.definition().series + " is stated for England and whole financial years";
  if (plan.report->lens->paid_year.empty())
    return lens.definition().series + " is a budget of a year, and the awards of a year are neither paid nor for that year alone";
  for (const Dimension* d : plan.dimensions) {
    if (d->splits == Splits::rows && d->name != "financial_year") return stated + ", and not by " + std::string(d->name);
  }
  for (const Term& term : plan.terms) {
    const bool fits =
        std::find(filters_beside_a_budget.begin(), filters_beside_a_budget.end(), term.filter->name) != filters_beside_a_budget.end();
    if (!fits) return stated + ", and the rows are a part of one, chosen by " + std::string(term.filter->name);
  }
  return "";
}

} // namespace

Result<std::vector<LensLine>> lens_lines(Session& s, const Plan& plan, std::span<const ColumnDef* const> groups,
                                         std::span<const Lens* const> lenses, bool for_real_terms) {
  const LensUse& use = *plan.lens_use;
  const bool by_year =
      !use.paid_year.empty() &&
      (for_real_terms || std::any_of(lenses.begin(), lenses.end(), [](const Lens* l) { return !l->definition().series.empty(); }));
  const auto narrows = [&](std::string_view word) {
    return std::any_of(lenses.begin(), lenses.end(), [&](const Lens* l) { return l->narrows(*provider_class_from(word)); });
  };
  const auto words = provider_class_words();
  const bool by_kind = std::any_of(words.begin(), words.end(), narrows);

  std::vector<ColumnDef> keys;
  for (const ColumnDef* c : groups) keys.push_back(*c);
  keys.push_back({"provider_class", CellType::text, use.provider_class, ""});
  keys.push_back({"kind", CellType::text, by_kind ? use.kind : "''", ""});
  keys.push_back({"year", CellType::integer, by_year ? use.paid_year : "0", ""});

  Query q(backend_of(s), plan.today);
  std::vector<Out> outs;
  std::string selects;
  std::string ordinals;
  for (const ColumnDef& c : keys) {
    outs.push_back({c.type, c.show});
    selects += (selects.empty() ? "" : ", ") + selected(q.backend(), c);
    ordinals += (ordinals.empty() ? "" : ", ") + std::to_string(outs.size());
  }
  for (const LensQuantity& quantity : use.quantities) {
    outs.push_back({CellType::integer});
    selects += ", " + selected(q.backend(), {"", CellType::integer, quantity.sql, ""});
  }
  const std::string conditions = where(q, *plan.resource, plan.terms, true);
  q.add("select " + selects + from(*plan.resource, selects + conditions) + conditions + " group by " + ordinals);
  auto rows = fetch(s, q, outs);
  if (!rows) return rows.error();

  std::vector<LensLine> lines;
  lines.reserve(rows->size());
  for (Row& row : *rows) {
    LensLine line;
    const auto key = row.begin() + static_cast<std::ptrdiff_t>(groups.size());
    line.provider_class = text_of(key[0]);
    line.kind = text_of(key[1]);
    if (const auto* year = std::get_if<std::int64_t>(&key[2])) line.year = static_cast<int>(*year);
    for (auto amount = key + 3; amount != row.end(); ++amount) {
      const auto* number = std::get_if<std::int64_t>(&*amount);
      line.amounts.push_back(number ? *number : 0);
    }
    row.erase(key, row.end());
    line.group = std::move(row);
    lines.push_back(std::move(line));
  }
  return lines;
}

LensFigures::LensFigures(const Plan& plan, const Lens& lens) : lens_(&lens), use_(&*plan.report->lens), no_budget_(no_budget(plan, lens)) {
  for (const Dimension* d : plan.dimensions) splits_rows_.insert(splits_rows_.end(), d->columns.size(), d->splits == Splits::rows);
  everything_.quantities.resize(use_->quantities.size());
}

Result<LensFigures> LensFigures::create(const Plan& plan, const Lens& lens, const std::vector<LensLine>& lines) {
  LensFigures figures(plan, lens);
  for (const LensLine& line : lines) {
    for (Group* group : {&figures.groups_[line.group], &figures.wholes_[figures.whole_key(line.group)], &figures.everything_}) {
      if (auto added = figures.add(*group, line); !added) return added.error();
    }
  }
  return figures;
}

Result<> LensFigures::add(Group& group, const LensLine& line) const {
  group.quantities.resize(use_->quantities.size());
  std::vector<Sums>& year = group.years[line.year];
  year.resize(use_->quantities.size());
  const auto provider_class = provider_class_from(line.provider_class);
  const bool several = !provider_class && line.provider_class == "several_classes";
  const ProviderClass known = provider_class.value_or(ProviderClass::unclassified);
  const bool unclassified = !several && lens_->sector_of(known, line.kind) == Sector::unclassified;
  for (std::size_t i = 0; i < line.amounts.size(); ++i) {
    for (const auto& [to, belongs] :
         {std::pair(&Sums::counted, !several && !unclassified && lens_->counts(known, line.kind)),
          std::pair(&Sums::whole, several || lens_->includes(known, line.kind)), std::pair(&Sums::unclassified, unclassified),
          std::pair(&Sums::several, several), std::pair(&Sums::unknown_kind, !several && line.kind.empty() && lens_->narrows(known))}) {
      if (!belongs) continue;
      for (Sums* sums : {&group.quantities[i], &year[i]}) {
        const auto sum = add_pence(sums->*to, line.amounts[i]);
        if (!sum) return sum.error();
        sums->*to = *sum;
      }
    }
  }
  return Done{};
}

Row LensFigures::whole_key(const Row& group) const {
  Row key;
  for (std::size_t i = 0; i < group.size(); ++i) {
    if (splits_rows_[i]) key.push_back(group[i]);
  }
  return key;
}

LensFigures::Whole LensFigures::stated_whole(const Group& all) const {
  if (!no_budget_.empty()) return {std::nullopt, no_budget_};
  std::int64_t sum = 0;
  for (const auto& [year, sums] : all.years) {
    const auto amount = year ? lens_->stated_in(*year) : std::nullopt;
    if (!amount) {
      return {std::nullopt, lens_->definition().series + " is not stated for " + (year ? FinancialYear(*year).text() : "a year not known")};
    }
    const auto added = add_pence(sum, *amount);
    if (!added) return {std::nullopt, added.error().message};
    sum = *added;
  }
  return {sum, ""};
}

LensFigures::Whole LensFigures::whole_of(const Group& all, std::size_t quantity) const {
  if (!lens_->definition().series.empty()) return stated_whole(all);
  return {all.quantities[quantity].whole, ""};
}

Row LensFigures::cells(const Group& part, const Group& all) const {
  Row out;
  out.emplace_back(lens_->name());
  for (std::size_t i = 0; i < use_->quantities.size(); ++i) {
    const Sums& sums = part.quantities[i];
    Whole whole = whole_of(all, i);
    std::optional<std::int64_t> basis_points;
    std::optional<std::string> percent;
    if (whole.amount) {
      basis_points = share_basis_points(sums.counted, *whole.amount);
      percent = share_percent(sums.counted, *whole.amount, 1);
      if (!basis_points || !percent) whole.why_none = "the whole is nothing, so that nothing is a share of it";
    }
    out.emplace_back(sums.counted);
    out.push_back(whole.amount ? Cell(*whole.amount) : Cell());
    out.push_back(basis_points && percent ? Cell(*basis_points) : Cell());
    out.push_back(basis_points && percent ? Cell(*percent) : Cell());
    out.push_back(whole.why_none.empty() ? Cell() : Cell(whole.why_none));
    out.emplace_back(sums.unclassified);
    if (use_->several_classes) out.emplace_back(sums.several);
    out.emplace_back(sums.unknown_kind);
  }
  return out;
}

Row LensFigures::of_group(const Row& group) const { return cells(groups_.at(group), wholes_.at(whole_key(group))); }

Row LensFigures::of_everything() const { return cells(everything_, everything_); }

LensFigures::Amount LensFigures::in_prices(const Group& group, std::int64_t Sums::*sum, const RealTerms& real) const {
  std::int64_t out = 0;
  for (const auto& [year, sums] : group.years) {
    const auto pence = year ? real.deflator->real(sums.front().*sum, *year, real.price_year) : std::nullopt;
    const auto added = pence ? add_pence(out, *pence) : Result<std::int64_t>(invalid("a year has no index"));
    if (!added) return std::nullopt;
    out = *added;
  }
  return out;
}

LensFigures::Amount LensFigures::whole_in_prices(const Group& all, const RealTerms& real) const {
  if (lens_->definition().series.empty()) return in_prices(all, &Sums::whole, real);
  if (!stated_whole(all).amount) return std::nullopt;
  std::int64_t out = 0;
  for (const auto& [year, sums] : all.years) {
    const auto pence = real.deflator->real(*lens_->stated_in(*year), *year, real.price_year);
    const auto added = pence ? add_pence(out, *pence) : Result<std::int64_t>(invalid("a year has no index"));
    if (!added) return std::nullopt;
    out = *added;
  }
  return out;
}

LensFigures::Amounts LensFigures::amounts(const Group& part, const Group& all, const RealTerms& real) const {
  return {in_prices(part, &Sums::counted, real), whole_in_prices(all, real), in_prices(part, &Sums::unclassified, real),
          in_prices(part, &Sums::unknown_kind, real)};
}

namespace {

Row real_cells(const std::array<std::optional<std::int64_t>, 4>& amounts) {
  const auto cell = [](const std::optional<std::int64_t>& amount) { return amount ? Cell(*amount) : Cell(); };
  const auto& [counted, whole, unclassified, unknown_kind] = amounts;
  const auto basis_points = counted && whole ? share_basis_points(*counted, *whole) : std::nullopt;
  const auto percent = counted && whole ? share_percent(*counted, *whole, 1) : std::nullopt;
  const bool share = basis_points && percent;
  return {cell(counted),      cell(whole),       share ? Cell(*basis_points) : Cell(), share ? Cell(*percent) : Cell(),
          cell(unclassified), cell(unknown_kind)};
}

} // namespace

Row LensFigures::of_group(const Row& group, const RealTerms& real) const {
  return real_cells(amounts(groups_.at(group), wholes_.at(whole_key(group)), real));
}

Row LensFigures::of_everything(const RealTerms& real) const {
  Amounts all{0, 0, 0, 0};
  const auto add = [](Amount& to, const Amount& more) {
    const auto sum = to && more ? add_pence(*to, *more) : Result<std::int64_t>(invalid("a year has no index"));
    to = sum ? Amount(*sum) : std::nullopt;
  };
  for (const auto& [key, group] : groups_) {
    add(all[0], in_prices(group, &Sums::counted, real));
    add(all[2], in_prices(group, &Sums::unclassified, real));
    add(all[3], in_prices(group, &Sums::unknown_kind, real));
  }
  for (const auto& [key, whole] : wholes_) add(all[1], whole_in_prices(whole, real));
  return real_cells(all);
}

std::vector<Column> lens_real_columns(const ReportDef& report) {
  if (!report.lens || report.paid_measure.empty()) return {};
  return {
      {"numerator_real", CellType::pence,
       "The numerator in prices of price_year: each financial year's sum times the index of the price year over its own, rounded once, "
       "halves to even; of the totals, the sum of the lines. Empty when a year has no index."},
      {"denominator_real", CellType::pence, "The same of the denominator."},
      {"share_real_basis_points", CellType::integer, "Numerator_real over denominator_real in hundredths of a per cent, halves to even."},
      {"share_real", CellType::text, "The same in per cent with one decimal, rounded from the sums."},
      {"unclassified_real", CellType::pence, "The same of what nobody has classified."},
      {"unknown_kind_real", CellType::pence, "The same of what is of unknown kind."}};
}

std::vector<Column> lens_columns(const ReportDef& report) {
  if (!report.lens) return {};
  std::vector<Column> out{{"lens", CellType::text, "The lens and its version."}};
  for (const LensQuantity& quantity : report.lens->quantities) {
    const std::string suffix(quantity.suffix);
    const std::string of(quantity.of);
    const auto add = [&](const std::string& name, CellType type, const std::string& description) {
      out.push_back({name + suffix, type, description});
    };
    add("numerator", quantity.type, of + " of the classes whose share the lens states.");
    add("denominator", quantity.type,
        of + " of all rows that agree in the dimensions that do not split who is paid, or what the lens's series states for their years; "
             "none where that is no whole of them.");
    add("share_basis_points", CellType::integer, "Numerator over denominator in hundredths of a per cent, halves to even.");
    add("share", CellType::text, "The same in per cent with one decimal, rounded from the sums.");
    add("share_note", CellType::text, "Why there is no share.");
    add("unclassified", quantity.type, of + " of the group that nobody has classified; in the denominator, never in the numerator.");
    if (report.lens->several_classes)
      add("several_classes", quantity.type, of + " of the group whose providers are of several classes; as unclassified.");
    add("unknown_kind", quantity.type,
        of + " of the group that follows its class because the lens tells kinds of it apart and this one is not known.");
  }
  return out;
}

} // namespace openward::persistence::read
