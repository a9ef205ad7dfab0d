#include "persistence/read/rollups.h"

#include "domain/date.h"
#include "persistence/detail/payment_size.h"
#include "persistence/read/sql.h"
#include "persistence/read/standing.h"

#include <algorithm>
#include <deque>

namespace openward::persistence::read {

struct RolledPlan::Texts {
  Resource resource;
  std::deque<std::string> texts;
  std::deque<Dimension> dimensions;

  std::string_view keep(std::string text) { return texts.emplace_back(std::move(text)); }
};

RolledPlan::RolledPlan() : texts(std::make_unique<Texts>()) {}
RolledPlan::RolledPlan(RolledPlan&&) noexcept = default;
RolledPlan& RolledPlan::operator=(RolledPlan&&) noexcept = default;
RolledPlan::~RolledPlan() = default;

namespace {

bool part_of_a_name(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }

/// Where `what` stands by itself and not as the end of a longer name.
std::size_t find_whole(std::string_view text, std::string_view what, std::size_t from) {
  for (auto at = text.find(what, from); at != std::string_view::npos; at = text.find(what, at + 1)) {
    if (at == 0 || !part_of_a_name(text[at - 1]) || !part_of_a_name(what.front())) return at;
  }
  return std::string_view::npos;
}

std::string replaced(std::string text, const std::vector<Rolled>& list) {
  for (const Rolled& r : list) {
    for (auto at = find_whole(text, r.sql, 0); at != std::string::npos; at = find_whole(text, r.sql, at + r.as.size()))
      text.replace(at, r.sql.size(), r.as);
  }
  return text;
}

/// Every column of the root that the text mentions is a key of the cells.
bool said_with(const RollUp& level, std::string_view text) {
  const std::string_view alias = level.root.substr(level.root.rfind(' ') + 1);
  const std::string dotted = std::string(alias) + ".";
  for (auto at = find_whole(text, dotted, 0); at != std::string_view::npos; at = find_whole(text, dotted, at + 1)) {
    const auto begin = at + dotted.size();
    const auto end = std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(begin), text.end(), part_of_a_name);
    const std::string_view column = text.substr(begin, static_cast<std::size_t>(end - text.begin()) - begin);
    if (std::find(level.keys.begin(), level.keys.end(), column) == level.keys.end()) return false;
  }
  return true;
}

bool has_key(const RollUp& level, std::string_view dotted) {
  const std::string_view column = dotted.substr(dotted.find('.') + 1);
  return std::find(level.keys.begin(), level.keys.end(), column) != level.keys.end();
}

/// The month at whose first (or last) day the filter begins (or ends).
std::optional<Value> whole_month(const Term& term) {
  const auto day = Date::parse(term.texts.front());
  if (!day) return std::nullopt;
  const bool whole = term.filter->kind == FilterKind::date_from ? day->day() == 1 : day->plus_days(1).day() == 1;
  if (!whole) return std::nullopt;
  return Value::integer(std::int64_t{day->year()} * 100 + static_cast<std::int64_t>(day->month()));
}

/// The filter's amount lies between two sizes.
bool of_whole_sizes(const Term& term) {
  const std::int64_t pence = std::get<std::int64_t>(term.values.front().content);
  return term.filter->kind == FilterKind::pence_min ? detail::begins_a_size(pence) : detail::ends_a_size(pence);
}

/// One plan in the words of one level. Each step is false when the level cannot say it.
class Rolling {
 public:
  Rolling(const Plan& rows, const RollUps& all, const RollUp& level) : rows_(rows), all_(all), level_(level) {
    Resource& r = out_.texts->resource;
    r.name = rows.resource->name;
    r.root = level.root;
    for (const Join& join : rows.resource->joins) r.joins.push_back({join.alias, in_words(join.sql)});
    out_.root = level.root;
    out_.plan.today = rows.today;
  }

  bool roll() { return rows_of_all() && terms() && dimensions() && parts() && lens(); }
  RolledPlan take() {
    out_.plan.resource = &out_.texts->resource;
    return std::move(out_);
  }

 private:
  std::string_view in_words(std::string_view sql) {
    std::string text = replaced(std::string(sql), all_.columns);
    if (!level_.owner_day.empty()) {
      text = replace_all(replaced(std::move(text), all_.by_month), "{{month_start}}", level_.owner_day);
    } else if (has_key(level_, all_.month)) {
      text = replaced(std::move(text), all_.by_month);
    }
    return out_.texts->keep(std::move(text));
  }

  /// With the tables that the text leads to.
  bool sayable(std::string_view text) {
    const std::string whole = std::string(text) + joins(out_.texts->resource, text);
    if (whole.find("{{month_start}}") != std::string::npos || whole.find("{{owner_start}}") != std::string::npos) out_.asks_for_days = true;
    return said_with(level_, whole);
  }

  std::optional<std::string_view> sum(std::string_view sql) const {
    const auto found = std::find_if(all_.sums.begin(), all_.sums.end(), [&](const Rolled& r) { return r.sql == sql; });
    return found == all_.sums.end() ? std::nullopt : std::optional(found->as);
  }

  /// A condition that every query of the resource has would have to be said too; there is none where there are roll-ups.
  bool rows_of_all() {
    if (!rows_.resource->always.empty()) return false;
    if (const auto& unasked = rows_.resource->unasked; unasked) {
      out_.texts->resource.unasked = Unasked{unasked->filter, in_words(unasked->sql)};
      if (!sayable(out_.texts->resource.unasked->sql)) return false;
    }
    out_.plan.account = in_words(rows_.account);
    return sayable(out_.plan.account);
  }

  bool terms() {
    for (const Term& asked : rows_.terms) {
      const auto declared = std::find_if(rows_.resource->filters.begin(), rows_.resource->filters.end(),
                                         [&](const FilterDef& f) { return f.name == asked.filter->name; });
      if (declared == rows_.resource->filters.end()) return false;
      Term term = asked;
      FilterDef filter = *declared;
      const bool of_days = filter.kind == FilterKind::date_from || filter.kind == FilterKind::date_to;
      const bool of_amounts = filter.kind == FilterKind::pence_min || filter.kind == FilterKind::pence_max;
      if (filter.sql == all_.amount && of_amounts) {
        if (!of_whole_sizes(asked)) return false;
        filter.sql = all_.size;
      } else if (filter.sql == all_.day && of_days && !has_key(level_, all_.day)) {
        const auto month = whole_month(asked);
        if (!month) return false;
        term.values = {*month};
        filter.sql = all_.month;
      } else {
        filter.sql = in_words(filter.sql);
      }
      if (!filter.none.empty()) filter.none = in_words(filter.none);
      if (!filter.kind_sql.empty()) filter.kind_sql = in_words(filter.kind_sql);
      if (!sayable(filter.sql) || !sayable(filter.none) || !sayable(filter.kind_sql)) return false;
      out_.texts->resource.filters.push_back(filter);
      out_.plan.terms.push_back(std::move(term));
    }
    // Rows that stay under a body which was divided are counted, whoever it is.
    return sayable(standing_key(*rows_.resource, rows_.terms));
  }

  bool dimensions() {
    for (const Dimension* asked : rows_.dimensions) {
      Dimension& dimension = out_.texts->dimensions.emplace_back(*asked);
      for (ColumnDef& column : dimension.columns) {
        column.sql = in_words(column.sql);
        if (!sayable(column.sql)) return false;
      }
      out_.plan.dimensions.push_back(&dimension);
    }
    return true;
  }

  bool parts() {
    for (const Part& part : rows_.parts) {
      if (part.of_keys) {
        out_.plan.parts.push_back({part.name, in_words(part.sql), true});
        if (!sayable(out_.plan.parts.back().sql)) return false;
        continue;
      }
      const auto rolled_sum = sum(part.sql);
      if (!rolled_sum) return false;
      out_.plan.parts.push_back({part.name, *rolled_sum});
    }
    return true;
  }

  bool lens() {
    out_.plan.report = rows_.report;
    out_.plan.lens = rows_.lens;
    if (!rows_.lens || !rows_.lens_use) return true;
    LensUse use = *rows_.lens_use;
    use.provider_class = in_words(use.provider_class);
    use.kind = in_words(use.kind);
    use.paid_year = in_words(use.paid_year);
    for (LensQuantity& quantity : use.quantities) {
      const auto rolled_sum = sum(quantity.sql);
      if (!rolled_sum) return false;
      quantity.sql = *rolled_sum;
    }
    if (!sayable(use.provider_class) || !sayable(use.kind) || !sayable(use.paid_year)) return false;
    out_.plan.lens_use = std::move(use);
    return true;
  }

  const Plan& rows_;
  const RollUps& all_;
  const RollUp& level_;
  RolledPlan out_;
};

} // namespace

std::optional<RolledPlan> rolled(const Plan& rows) {
  if (!rows.report->rollups) return std::nullopt;
  for (const RollUp& level : rows.report->rollups->levels) {
    Rolling rolling(rows, *rows.report->rollups, level);
    if (rolling.roll()) return rolling.take();
  }
  return std::nullopt;
}

Result<std::optional<RolledPlan>> rolled(Session& s, const Plan& rows) {
  std::optional<RolledPlan> plan = rolled(rows);
  if (!plan || !plan->asks_for_days) return plan;
  const auto divided = fetch_integer(s, Query(backend_of(s)).add(rows.report->rollups->month_divided));
  if (!divided) return divided.error();
  if (*divided > 0) plan.reset();
  return plan;
}

} // namespace openward::persistence::read
