#include "service/pages/figures.h"

#include "domain/share.h"
#include "embedded/figure_files.h"
#include "embedded/web_files.h"
#include "service/pages/surroundings.h"
#include "service/render/rows.h"

#include <algorithm>
#include <array>

namespace openward::pages {

using kainjow::mustache::data;
using persistence::Cell;

namespace {

/// What of 1,000 is drawn: nothing of what is below nothing, and never more than there is.
std::int64_t drawn(std::int64_t part, std::int64_t whole) {
  const auto basis_points = share_basis_points(part, whole);
  return basis_points ? std::clamp<std::int64_t>(*basis_points / 10, 0, 1000) : 0;
}

std::string one_decimal(std::int64_t pence, std::int64_t unit) {
  const std::int64_t tenths = (pence + unit / 20) / (unit / 10);
  return with_thousands(tenths / 10) + "." + std::to_string(tenths % 10);
}

} // namespace

const Cell* Record::cell(std::string_view column) const {
  for (std::size_t i = 0; i < columns_.size() && i < row_.size(); ++i) {
    if (columns_[i].name == column) return &row_[i];
  }
  return nullptr;
}

std::string Record::text(std::string_view column) const {
  for (std::size_t i = 0; i < columns_.size() && i < row_.size(); ++i) {
    if (columns_[i].name == column) return render::cell_text(columns_[i], row_[i]);
  }
  return {};
}

std::optional<std::int64_t> Record::number(std::string_view column) const {
  const Cell* found = cell(column);
  const auto* number = found ? std::get_if<std::int64_t>(found) : nullptr;
  return number ? std::optional(*number) : std::nullopt;
}

bool Record::yes(std::string_view column) const {
  const Cell* found = cell(column);
  const auto* flag = found ? std::get_if<bool>(found) : nullptr;
  return flag != nullptr && *flag;
}

rapidjson::Document Record::list(std::string_view column) const {
  const std::string json = text(column);
  rapidjson::Document out;
  out.Parse(json.data(), json.size());
  if (out.HasParseError() || !out.IsArray()) out.SetArray();
  return out;
}

std::string text_of(const rapidjson::Value& object, const char* member) {
  if (!object.IsObject()) return {};
  const auto found = object.FindMember(member);
  if (found == object.MemberEnd() || !found->value.IsString()) return {};
  return {found->value.GetString(), found->value.GetStringLength()};
}

std::optional<std::int64_t> number_of(const rapidjson::Value& object, const char* member) {
  if (!object.IsObject()) return std::nullopt;
  const auto found = object.FindMember(member);
  return found != object.MemberEnd() && found->value.IsInt64() ? std::optional(found->value.GetInt64()) : std::nullopt;
}

std::string short_pounds(std::int64_t pence) {
  constexpr std::int64_t million = 100'000'000;
  constexpr std::int64_t billion = 1'000 * million;
  if (pence < million && pence > -million) return pounds(pence);
  const std::int64_t size = pence < 0 ? -pence : pence;
  const bool billions = size >= billion;
  return (pence < 0 ? "−£" : "£") + one_decimal(size, billions ? billion : million) + (billions ? "bn" : "m");
}

std::string share(std::int64_t part, std::int64_t whole) {
  const auto percent = share_percent(part, whole, 1);
  return percent ? *percent + "%" : "no share";
}

std::string page_of_rows(std::string_view api_address) {
  constexpr std::array<std::string_view, 6> lists{"payments", "awards", "findings", "providers", "commissioners", "diagnostic-centres"};
  constexpr std::string_view api = "/v1/";
  if (!api_address.starts_with(api)) return std::string(api_address);
  const std::string_view rest = api_address.substr(api.size());
  const std::string_view resource = rest.substr(0, rest.find_first_of("?/"));
  const bool has_page = std::find(lists.begin(), lists.end(), resource) != lists.end();
  return has_page ? "/" + std::string(rest) : std::string(api_address);
}

data attributes_of(const Chart& chart) {
  data out{data::type::list};
  for (const auto& [name, words] : {std::pair("chart", &chart.kind),
                                    {"title", &chart.title},
                                    {"source", &chart.source},
                                    {"definition", &chart.definition},
                                    {"caveat", &chart.caveat}}) {
    if (words->empty()) continue;
    data one;
    one.set("name", name);
    one.set("value", *words);
    out.push_back(one);
  }
  return out;
}

data bar_table(const BarTable& table) {
  data lines{data::type::list};
  std::int64_t largest = 0;
  for (const Bar& bar : table.lines) largest = std::max(largest, bar.amount);
  const auto written = [&](std::int64_t amount) { return table.money ? pounds(amount) : with_thousands(amount); };
  std::int64_t total = 0;
  for (const Bar& bar : table.lines) {
    total += bar.amount;
    data line;
    line.set("label", bar.label);
    line.set("label_linked", data(!bar.label_address.empty()));
    line.set("label_address", bar.label_address);
    line.set("noted", data(!bar.note.empty()));
    line.set("note", bar.note);
    line.set("linked", data(!bar.address.empty()));
    line.set("address", bar.address);
    line.set("amount", written(bar.amount));
    line.set("share", share(bar.amount, table.whole));
    // The longest bar fills its place, so that small shares can still be told apart.
    line.set("drawn", std::to_string(drawn(bar.amount, largest)));
    line.set("open", data(bar.open));
    lines.push_back(line);
  }
  data out;
  out.set("caption", table.caption);
  out.set("head", table.head);
  out.set("amount_head", table.amount);
  out.set("lines", lines);
  out.set("total", written(total));
  out.set("total_share", share(total, table.whole));
  out.set("total_linked", data(!table.total_address.empty()));
  out.set("total_address", table.total_address);
  out.set("empty", data(table.lines.empty()));
  out.set("drawing", attributes_of(table.chart));
  return out;
}

void add_partials(data& view) {
  view.set("table", data{kainjow::mustache::partial{[] { return std::string(embedded::web_templates_table_mustache); }}});
  view.set("bars", data{kainjow::mustache::partial{[] { return std::string(embedded::web_templates_bars_mustache); }}});
  view.set("award_lines", data{kainjow::mustache::partial{[] { return std::string(embedded::web_templates_award_lines_mustache); }}});
}

} // namespace openward::pages
