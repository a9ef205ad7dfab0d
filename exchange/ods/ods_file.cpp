#include "exchange/ods/ods_file.h"

#include "domain/text.h"
#include "exchange/ods/ods_row.h"

#include <algorithm>
#include <array>

namespace openward::exchange {
namespace {

constexpr std::size_t rows_looked_at = 200;
constexpr std::size_t most_refusals_kept = 1000;

bool is_ods_width(std::size_t cells) { return cells == 24 || cells == 27; }

/// The columns of a list of boards, found by the ends of their names (ICB24CDH, ICB24NM).
struct BoardColumns {
  int code = -1;
  int name = -1;
};

BoardColumns board_columns(const std::vector<std::string>& header) {
  BoardColumns columns;
  for (std::size_t i = 0; i < header.size(); ++i) {
    const std::string title = detail::upper(header[i]);
    if (!title.starts_with("ICB")) continue;
    if (title.ends_with("CDH")) columns.code = static_cast<int>(i);
    if (title.ends_with("NM")) columns.name = static_cast<int>(i);
  }
  return columns;
}

/// A row without a date is one of the file, and is listed; a file in which most have none is some other.
bool reads_as_successions(const std::vector<std::vector<std::string>>& rows) {
  const auto dated = std::count_if(rows.begin(), rows.end(),
                                   [](const auto& row) { return row.size() > 3 && row[3].size() == 8 && detail::all_digits(row[3]); });
  return 2 * static_cast<std::size_t>(dated) > rows.size() && std::all_of(rows.begin(), rows.end(), [](const auto& row) {
           return row.size() >= 4 && row.size() <= 6 && Identifier::create("ods", row[0]) && Identifier::create("ods", row[1]);
         });
}

CsvRow row_of(const std::vector<std::string_view>& cells) { return {0, cells}; }

std::optional<OdsKind> kind_of(const std::vector<std::vector<std::string>>& rows, const std::string& name) {
  if (reads_as_successions(rows)) return OdsKind::successors;
  const auto columns = board_columns(rows.front());
  if (columns.code >= 0 && columns.name >= 0) return OdsKind::boards;
  if (!std::all_of(rows.begin(), rows.end(), [](const auto& row) { return is_ods_width(row.size()); })) return std::nullopt;
  std::array<std::size_t, 4> votes{};
  for (const auto& row : rows) {
    const std::vector<std::string_view> cells(row.begin(), row.end());
    if (const auto kind = spoken_for(row_of(cells))) ++votes[static_cast<std::size_t>(*kind)];
  }
  const auto most = std::max_element(votes.begin(), votes.end());
  if (2 * *most > rows.size()) return static_cast<OdsKind>(most - votes.begin());
  const std::string file = detail::lower(std::filesystem::path(name).filename().string());
  return file.starts_with("ephp") ? std::optional(OdsKind::independent_providers) : std::nullopt;
}

void refuse(OdsFile& out, const std::string& name, std::int64_t line, const Error& error) {
  if (out.refused.size() >= most_refusals_kept) return;
  const bool told = !error.faults.empty();
  out.refused.push_back({name + " line " + std::to_string(line), told ? error.faults.front().code : "bad_row",
                         told ? error.faults.front().message : error.message});
}

void take(OdsFile& out, const std::string& name, const CsvRow& row) {
  if (out.kind == OdsKind::successors) {
    auto succession = succession_of(row);
    if (!succession) return refuse(out, name, row.number, succession.error());
    return out.successions.push_back(*std::move(succession));
  }
  if (!is_ods_width(row.cells.size())) {
    return refuse(
        out, name, row.number,
        invalid_at("", "columns", "the row has " + std::to_string(row.cells.size()) + " columns; rows of this file have 24 or 27"));
  }
  auto body = body_of(row, out.kind);
  if (!body) return refuse(out, name, row.number, body.error());
  out.bodies.push_back(*std::move(body));
}

void take_board(OdsFile& out, const std::string& name, const CsvRow& row, const BoardColumns& columns) {
  std::vector<std::string_view> cells(27);
  cells[0] = row.cell(columns.code);
  cells[1] = row.cell(columns.name);
  auto body = body_of(row_of(cells), OdsKind::boards);
  if (!body) return refuse(out, name, row.number, body.error());
  out.bodies.push_back(*std::move(body));
}

} // namespace

std::string_view to_string(OdsKind kind) {
  switch (kind) {
  case OdsKind::trusts:
    return "trusts";
  case OdsKind::commissioners:
    return "commissioners";
  case OdsKind::practices:
    return "practices";
  case OdsKind::independent_providers:
    return "independent providers";
  case OdsKind::boards:
    return "integrated care boards";
  case OdsKind::successors:
    return "successors";
  }
  return "";
}

Result<OdsFile> read_ods(std::string_view bytes, const std::string& name, std::optional<OdsKind> stated) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  auto sample = first_rows(bytes, ',', rows_looked_at);
  std::erase_if(sample, [](const auto& row) { return row.empty() || (row.size() == 1 && row.front().empty()); });
  const auto kind = sample.empty() ? std::nullopt : stated ? stated : kind_of(sample, name);
  if (!kind) {
    return Error{
        ErrorKind::unsupported,
        name + " is not a file of the Organisation Data Service that this program knows: its rows are neither 24 or 27 columns of trusts, "
               "commissioners or practices, nor board names, nor successors. Give the file as ODS publishes it (etr.csv, eccg.csv, "
               "epraccur.csv, ephp.csv, succ.csv)."};
  }
  OdsFile out;
  out.kind = *kind;
  const BoardColumns columns = *kind == OdsKind::boards ? board_columns(sample.front()) : BoardColumns{};
  if (*kind == OdsKind::boards && (columns.code < 0 || columns.name < 0))
    return Error{
        ErrorKind::unsupported,
        name +
            " has no columns whose names end in CDH and NM; give the list of boards as the Office for National Statistics publishes it."};
  bool header = *kind == OdsKind::boards;
  CsvRows rows(',');
  const auto visit = [&](const CsvRow& row) -> Result<bool> {
    if (row.cells.empty() || (row.cells.size() == 1 && row.cells.front().empty())) return true;
    if (header)
      header = false;
    else if (*kind == OdsKind::boards)
      take_board(out, name, row, columns);
    else
      take(out, name, row);
    return true;
  };
  if (auto fed = rows.feed(bytes, visit); !fed) return fed.error();
  if (auto done = rows.finish(visit); !done) return done.error();
  return out;
}

} // namespace openward::exchange
