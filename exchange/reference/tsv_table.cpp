#include "exchange/reference/tsv_table.h"

#include "domain/text.h"

#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>

namespace openward::exchange {
namespace {

std::vector<std::string> split(std::string_view line) {
  std::vector<std::string> cells;
  for (;;) {
    const auto tab = line.find('\t');
    cells.emplace_back(detail::trimmed(line.substr(0, tab)));
    if (tab == line.npos) return cells;
    line.remove_prefix(tab + 1);
  }
}

std::string listed(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

template <typename Number>
std::optional<Number> number(std::string_view digits) {
  Number value{};
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

} // namespace

Result<TsvTable> TsvTable::read(const std::filesystem::path& file, std::initializer_list<std::string_view> columns) {
  std::ifstream in(file, std::ios::binary);
  const std::string name = file.filename().string();
  if (!in) {
    return Error{ErrorKind::not_found,
                 "The reference file " + name + " cannot be opened. Put it back, or point the program at the folder that holds it.",
                 {},
                 file.string()};
  }
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  if (in.bad())
    return Error{ErrorKind::unavailable, "The reference file " + name + " could not be read to its end. Try again.", {}, file.string()};
  return parse(text, name, columns);
}

Result<TsvTable> TsvTable::parse(std::string_view text, std::string name, std::initializer_list<std::string_view> columns) {
  TsvTable table;
  table.name_ = std::move(name);
  table.columns_.assign(columns.begin(), columns.end());
  bool header_seen = false;
  std::vector<Fault> faults;
  for (int number = 1; !text.empty(); ++number) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.starts_with('#') || detail::trimmed(line).empty()) continue;
    const std::string where = table.name_ + " line " + std::to_string(number);
    if (!simdjson::validate_utf8(line)) return invalid_at(where, "bad_utf8", where + ": the line is not UTF-8; save the file as UTF-8.");
    auto cells = split(line);
    if (!header_seen) {
      header_seen = true;
      if (cells != table.columns_)
        return invalid_at(where, "other_columns",
                          where + ": the columns are " + listed(cells) + "; they must be " + listed(table.columns_) + ", parted by tabs.");
      continue;
    }
    if (cells.size() != table.columns_.size()) {
      faults.push_back({where, "ragged",
                        where + ": the row has " + std::to_string(cells.size()) + " cells and the header " +
                            std::to_string(table.columns_.size()) +
                            "; part the cells by one tab each, and keep the tab of an empty cell."});
      continue;
    }
    table.rows_.push_back({number, std::move(cells)});
  }
  if (!header_seen)
    return invalid_at(table.name_, "empty",
                      table.name_ + " is empty; its first line must name the columns " + listed(table.columns_) + ".");
  if (auto error = faults_of(table, std::move(faults))) return *std::move(error);
  return table;
}

const std::string& TsvTable::Reader::text(std::string_view column) const {
  const auto at = std::find(table_.columns_.begin(), table_.columns_.end(), column);
  return row_.cells.at(static_cast<std::size_t>(at - table_.columns_.begin()));
}

const std::string& TsvTable::Reader::required(std::string_view column) const {
  const std::string& cell = text(column);
  if (cell.empty()) fault(column, "missing", "the cell is empty; fill it in");
  return cell;
}

std::optional<Date> TsvTable::Reader::date(std::string_view column) const {
  const std::string& cell = text(column);
  if (cell.empty()) return std::nullopt;
  const auto read = Date::parse(cell);
  if (read) return *read;
  fault(column, "bad_date", detail::quoted(cell) + " is not a date; write it as 2026-04-01, or leave the cell empty when it is not known");
  return std::nullopt;
}

Date TsvTable::Reader::required_date(std::string_view column) const {
  if (required(column).empty()) return {};
  return date(column).value_or(Date{});
}

std::optional<std::int64_t> TsvTable::Reader::whole_number(std::string_view column) const {
  const std::string& cell = text(column);
  if (cell.empty()) return std::nullopt;
  const auto value = number<std::int64_t>(cell);
  if (!value) fault(column, "bad_number", detail::quoted(cell) + " is not a whole number; write digits alone, without separators");
  return value;
}

std::optional<std::int64_t> TsvTable::Reader::thousandths(std::string_view column) const {
  const std::string& cell = text(column);
  if (cell.empty()) return std::nullopt;
  const std::string_view all = cell;
  const auto point = all.find('.');
  std::string digits(all.substr(0, point));
  const std::string_view decimals = point == all.npos ? std::string_view{} : all.substr(point + 1);
  const bool shaped = !digits.empty() && digits != "-" && decimals.size() <= 3 && (point == all.npos || detail::all_digits(decimals));
  digits += std::string(decimals) + std::string(3 - std::min<std::size_t>(decimals.size(), 3), '0');
  const auto value = shaped ? number<std::int64_t>(digits) : std::nullopt;
  if (!value)
    fault(column, "bad_number",
          detail::quoted(cell) + " is not a number of at most three decimals; write it like 91.4, without separators");
  return value;
}

void TsvTable::Reader::fault(std::string_view column, std::string code, const std::string& message) const {
  const std::string where = table_.name_ + " line " + std::to_string(row_.line) + " column " + std::string(column);
  faults_.push_back({where, std::move(code), where + ": " + message + "."});
}

void TsvTable::Reader::fault(const Error& error) const {
  const std::string where = table_.name_ + " line " + std::to_string(row_.line);
  if (error.faults.empty()) faults_.push_back({where, "refused", where + ": " + error.message + "."});
  for (const Fault& f : error.faults) faults_.push_back({where, f.code, where + ": " + f.message + "."});
}

std::optional<Error> faults_of(const TsvTable& table, std::vector<Fault> faults) {
  if (faults.empty()) return std::nullopt;
  const std::string more = faults.size() == 1 ? "" : " (and " + std::to_string(faults.size() - 1) + " more in " + table.name() + ")";
  const std::string message = faults.front().message + more;
  return invalid(message, std::move(faults));
}

} // namespace openward::exchange
