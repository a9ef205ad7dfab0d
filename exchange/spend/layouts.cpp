#include "exchange/spend/layouts.h"

#include "domain/text.h"
#include "exchange/workbook/workbook.h"

#include <algorithm>
#include <memory>

namespace openward::exchange {
namespace {

constexpr std::size_t sample_size = 256 * 1024; // enough for any banner above a header
constexpr std::size_t rows_looked_at = 15;
constexpr std::int64_t furthest_header = 1000;

std::size_t rows_wanted(const SpendOptions& options) {
  return std::max(rows_looked_at, static_cast<std::size_t>(std::clamp<std::int64_t>(options.header_row.value_or(0), 0, furthest_header)));
}

Result<std::string> sample_of(const TextFile& text) {
  std::string sample;
  auto read = each_piece(text, [&](std::string_view piece) -> Result<bool> {
    sample += piece;
    return sample.size() < sample_size;
  });
  if (!read) return read.error();
  return sample;
}

Result<> each_text_row(const TextFile& text, char delimiter, const RowVisitor& visit, const BytesPassed& passed) {
  CsvRows rows(delimiter);
  bool stopped = false;
  std::int64_t bytes = 0;
  auto read = each_piece(text, [&](std::string_view piece) {
    auto more = rows.feed(piece, visit);
    stopped = more && !*more;
    bytes += static_cast<std::int64_t>(piece.size());
    if (passed) passed(std::min(bytes, static_cast<std::int64_t>(text.body.size())));
    return more;
  });
  if (!read || stopped) return read;
  auto end = rows.finish(visit);
  if (!end) return end.error();
  return Done{};
}

Result<std::vector<Layout>> text_layouts(std::string_view bytes, const SpendOptions& options) {
  const auto text = recognise_text(bytes, options.encoding);
  if (!text) return text.error();
  const auto sample = sample_of(*text);
  if (!sample) return sample.error();
  const std::string delimiters = options.delimiter ? std::string(1, *options.delimiter) : std::string(",;\t|");
  std::vector<Layout> layouts;
  for (const char delimiter : delimiters) {
    Layout layout;
    layout.kind = "csv";
    layout.encoding = to_string(text->encoding);
    layout.delimiter = delimiter;
    layout.first_rows = first_rows(*sample, delimiter, rows_wanted(options));
    layout.each_row = [text = *text, delimiter](const RowVisitor& visit, const BytesPassed& passed) {
      return each_text_row(text, delimiter, visit, passed);
    };
    layouts.push_back(std::move(layout));
  }
  return layouts;
}

Error no_such_sheet(const Workbook& book, const std::string& sheet) {
  std::string names;
  for (const std::string& name : book.sheets()) names += (names.empty() ? "" : ", ") + detail::quoted(name);
  return invalid_at("sheet", "no_such_sheet", "The workbook has no sheet " + detail::quoted(sheet) + ". Its sheets: " + names + ".");
}

Result<std::vector<Layout>> workbook_layouts(std::string_view bytes, const SpendOptions& options) {
  auto opened = open_workbook(bytes);
  if (!opened) return opened.error();
  const std::shared_ptr<Workbook> book = *std::move(opened); // shared by the layouts of its sheets
  std::vector<Layout> layouts;
  for (std::size_t i = 0; i < book->sheets().size(); ++i) {
    if (!options.sheet.empty() && detail::trimmed(options.sheet) != detail::trimmed(book->sheets()[i])) continue;
    Layout layout;
    layout.kind = layout.encoding = book->kind();
    layout.sheet = book->sheets()[i];
    layout.from_1904 = book->from_1904();
    layout.each_row = [book, i](const RowVisitor& visit, const BytesPassed&) {
      return book->each_row(i, [&](const SheetRow& row) { return visit(CsvRow{row.number, row.cells, row.merged}); });
    };
    const std::size_t wanted = rows_wanted(options);
    auto read = layout.each_row(
        [&](const CsvRow& row) -> Result<bool> {
          if (row.number > static_cast<std::int64_t>(wanted)) return false;
          // Rows that the sheet leaves out keep their numbers.
          layout.first_rows.resize(static_cast<std::size_t>(row.number));
          layout.first_rows.back().assign(row.cells.begin(), row.cells.end());
          return layout.first_rows.size() < wanted;
        },
        {});
    if (!read) return read.error();
    layouts.push_back(std::move(layout));
  }
  if (layouts.empty()) return no_such_sheet(*book, options.sheet);
  return layouts;
}

} // namespace

Result<std::vector<Layout>> layouts_of(std::string_view bytes, const SpendOptions& options) {
  if (may_be_workbook(bytes)) return workbook_layouts(bytes, options);
  if (!options.sheet.empty())
    return invalid_at("sheet", "no_workbook",
                      "The file is no workbook, so it has no sheet " + detail::quoted(options.sheet) + ". Leave the sheet out.");
  return text_layouts(bytes, options);
}

} // namespace openward::exchange
