#include "exchange/surroundings/indicator_list.h"

#include "exchange/surroundings/list_rows.h"

#include <array>
#include <map>
#include <utility>

namespace openward::exchange {
namespace {

namespace field {
enum : int { name, unit, limit, limit_basis, body, period, from, to, value, source };
} // namespace field

constexpr std::array<ListHeading, 16> headings{{{"name", field::name},
                                                {"indicator", field::name},
                                                {"indicatorname", field::name},
                                                {"unit", field::unit},
                                                {"limit", field::limit},
                                                {"recommendedlimit", field::limit},
                                                {"limitbasis", field::limit_basis},
                                                {"body", field::body},
                                                {"trust", field::body},
                                                {"organisation", field::body},
                                                {"period", field::period},
                                                {"from", field::from},
                                                {"to", field::to},
                                                {"value", field::value},
                                                {"source", field::source},
                                                {"basis", field::limit_basis}}};

constexpr ListKind kind_of_list{"a list of indicators", headings, field::name,
                                "a heading for the indicator's name (indicator, name) beside another known one (unit, limit, body, period, "
                                "value, …)"};

/// A list may have a hundred thousand values: they are joined once, at the end.
class Reader {
 public:
  explicit Reader(const std::string& source) : source_(source) {}

  void take(const ListRow& row) {
    Indicator stated;
    stated.name = row.text(field::name);
    if (stated.name.empty()) return row.refuse("no_name", "the row names no indicator; give its name or remove the row");
    stated.unit = row.text(field::unit);
    stated.limit_thousandths = row.thousandths(field::limit);
    stated.limit_basis = row.text(field::limit_basis);
    stated.source = row.text(field::source).empty() ? source_ : row.text(field::source);
    const auto value = row.thousandths(field::value);
    const std::string body = row.text(field::body);
    if (value.has_value() == body.empty())
      return row.refuse("half_measured", "a value is a body and a number, and the row has one of them; give the other");

    const auto held = out_.find(stated.name);
    auto joined = held == out_.end() ? Indicator::create(stated) : held->second.updated_by(stated);
    if (!joined) return row.refuse(joined.error());
    if (value) {
      Indicator alone = *joined;
      alone.values = {{body, row.text(field::period), row.date(field::from), row.date(field::to), *value, stated.source}};
      if (alone.values.front().period.empty()) alone.values.front().period = period_of(alone.values.front());
      auto sound = Indicator::create(alone);
      if (!sound) return row.refuse(sound.error());
      const IndicatorValue& one = sound->values.front();
      if (!values_[stated.name].try_emplace({one.body, one.period}, one).second)
        return row.refuse("repeated", "an earlier row has the value of " + one.body + " in " + one.period + "; keep one of the two");
    }
    if (held == out_.end()) order_.push_back(stated.name);
    out_.insert_or_assign(stated.name, *std::move(joined));
  }

  std::vector<Indicator> finish() {
    std::vector<Indicator> out;
    for (const std::string& name : order_) {
      Indicator& indicator = out_.at(name);
      for (auto& [where, value] : values_[name]) indicator.values.push_back(std::move(value));
      out.push_back(std::move(indicator));
    }
    return out;
  }

 private:
  /// A period without words of its own is called by its days.
  static std::string period_of(const IndicatorValue& value) {
    if (!value.from && !value.to) return "";
    if (!value.to || value.from == value.to) return (value.from ? *value.from : *value.to).iso();
    return value.from ? value.from->iso() + " to " + value.to->iso() : "to " + value.to->iso();
  }

  const std::string& source_;
  std::map<std::string, Indicator> out_;
  std::map<std::string, std::map<std::pair<std::string, std::string>, IndicatorValue>> values_; // by body and period
  std::vector<std::string> order_;
};

} // namespace

Result<IndicatorList> read_indicator_list(std::string_view bytes, const std::string& name, const std::string& source) {
  Reader reader(source);
  auto notes = read_list(bytes, name, kind_of_list, [&](const ListRow& row) { reader.take(row); });
  if (!notes) return notes.error();
  return IndicatorList{reader.finish(), std::move(notes->refused), std::move(notes->unread)};
}

} // namespace openward::exchange
