#include "exchange/surroundings/list_rows.h"

#include "exchange/spend/cells.h"
#include "exchange/spend/csv_rows.h"
#include "exchange/spend/file_form.h"
#include "exchange/spend/headings.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace openward::exchange {
namespace {

constexpr std::size_t most_refusals_kept = 1000;
constexpr std::size_t longest_cell = 2000;
constexpr std::size_t rows_looked_at = 20;

struct Form {
  char delimiter = ',';
  std::int64_t header_row = 0;
  std::map<int, int> columns; // by field
  std::vector<std::string> unread;
};

std::optional<Form> form_of(const std::vector<std::vector<std::string>>& rows, char delimiter, const ListKind& kind) {
  for (std::size_t row = 0; row < rows.size(); ++row) {
    Form form{delimiter, static_cast<std::int64_t>(row) + 1, {}, {}};
    for (std::size_t i = 0; i < rows[row].size(); ++i) {
      const std::string heading = normalised_heading(rows[row][i]);
      const auto known =
          std::find_if(kind.headings.begin(), kind.headings.end(), [&](const ListHeading& h) { return h.heading == heading; });
      const bool taken = known != kind.headings.end() && form.columns.emplace(known->field, static_cast<int>(i)).second;
      if (!taken && !heading.empty()) form.unread.push_back(rows[row][i]);
    }
    if (form.columns.contains(kind.key_field) && form.columns.size() > 1) return form;
  }
  return std::nullopt;
}

Result<Form> find_form(std::string_view text, const std::string& name, const ListKind& kind) {
  std::optional<Form> best;
  for (const char delimiter : {',', '\t', ';'}) {
    auto form = form_of(first_rows(text, delimiter, rows_looked_at), delimiter, kind);
    if (form && (!best || form->columns.size() > best->columns.size())) best = std::move(form);
  }
  if (best) return *std::move(best);
  return Error{ErrorKind::unsupported,
               name + " is not " + std::string(kind.what) + " that this program knows: no line of its first 20 has " +
                   std::string(kind.key_words) + ". Add a line of headings.",
               {},
               {}};
}

std::optional<std::int64_t> number_of(std::string_view digits) {
  std::int64_t out = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), out);
  if (digits.empty() || read.ec != std::errc() || read.ptr != digits.data() + digits.size()) return std::nullopt;
  return out;
}

/// The digits of "-1,600"; nothing where a comma does not part thousands.
std::optional<std::string> without_thousands(std::string_view cell) {
  if (cell.find(',') == std::string_view::npos) return std::string(cell);
  std::string out;
  std::size_t since = 4; // digits since the last comma: the first group may be short
  const std::string_view whole = cell.substr(0, cell.find('.'));
  for (const char c : whole) {
    if (c == ',') {
      if (out.empty() || out == "-" || (since != 3 && since < 4)) return std::nullopt;
      since = 0;
      continue;
    }
    out.push_back(c);
    if (since < 4 && ++since > 3) return std::nullopt;
  }
  if (since != 3) return std::nullopt;
  return out + std::string(cell.substr(whole.size()));
}

} // namespace

std::string ListRow::text(int field) const {
  const auto column = columns_.find(field);
  return column == columns_.end() ? "" : std::string(detail::trimmed(row_.cell(column->second)));
}

std::optional<Date> ListRow::date(int field) const {
  const std::string cell = text(field);
  const DateCell read = read_date(cell, true);
  if (read.state == CellState::read) return read.date;
  if (!cell.empty()) refuse("bad_date", "\"" + cell + "\" is no day, so the day counts as not stated");
  return std::nullopt;
}

std::optional<std::int64_t> ListRow::whole_number(int field) const {
  const std::string cell = text(field);
  if (cell.empty()) return std::nullopt;
  const auto digits = without_thousands(cell);
  const auto number = digits ? number_of(*digits) : std::nullopt;
  if (!number) refuse("bad_number", "\"" + cell + "\" is no whole number, so the number counts as not stated");
  return number;
}

std::optional<std::int64_t> ListRow::thousandths(int field) const {
  const std::string cell = text(field);
  if (cell.empty()) return std::nullopt;
  std::string_view bare = cell;
  if (bare.ends_with('%')) bare = detail::trimmed(bare.substr(0, bare.size() - 1));
  const std::string all = without_thousands(bare).value_or("");
  const auto point = std::min(all.find('.'), all.size());
  const std::string decimals = point < all.size() ? all.substr(point + 1) : "";
  const bool shaped = point > 0 && decimals.size() <= 3 && detail::all_digits(decimals + "0");
  const auto number = shaped ? number_of(all.substr(0, point) + decimals + std::string(3 - decimals.size(), '0')) : std::nullopt;
  if (!number) refuse("bad_number", "\"" + cell + "\" is no number of at most three decimals (91.4), so the number counts as not stated");
  return number;
}

std::vector<std::string> ListRow::words(int field, char parting) const {
  std::vector<std::string> out;
  const std::string cell = text(field);
  std::string_view rest = cell;
  while (!rest.empty()) {
    const auto end = rest.find(parting);
    if (const auto word = detail::trimmed(rest.substr(0, end)); !word.empty()) out.emplace_back(word);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  return out;
}

void ListRow::refuse(std::string code, std::string reason) const {
  if (notes_.refused.size() < most_refusals_kept)
    notes_.refused.push_back({"row " + std::to_string(row_.number), std::move(code), std::move(reason)});
}

void ListRow::refuse(const Error& error) const {
  refuse("bad_row", error.faults.empty() ? error.message : error.message + ": " + error.faults.front().message);
}

Result<ListNotes> read_list(std::string_view bytes, const std::string& name, const ListKind& kind,
                            const std::function<void(const ListRow&)>& visit) {
  const auto file = recognise_text(bytes);
  if (!file) return file.error();
  // Such lists are some kilobytes: the text is held whole.
  std::string text;
  auto read = each_piece(*file, [&](std::string_view piece) -> Result<bool> {
    text += piece;
    return true;
  });
  if (!read) return read.error();
  const auto form = find_form(text, name, kind);
  if (!form) return form.error();

  ListNotes notes;
  notes.unread = form->unread;
  CsvRows rows(form->delimiter);
  const RowVisitor take = [&](const CsvRow& row) -> Result<bool> {
    const bool blank = std::all_of(row.cells.begin(), row.cells.end(), [](std::string_view c) { return c.empty(); });
    if (row.number <= form->header_row || blank) return true;
    const ListRow one(form->columns, row, notes);
    if (std::any_of(row.cells.begin(), row.cells.end(), [](std::string_view c) { return c.size() > longest_cell; }))
      one.refuse("too_long", "a cell of the row has more than " + std::to_string(longest_cell) + " characters; shorten it");
    else
      visit(one);
    return true;
  };
  if (auto fed = rows.feed(text, take); !fed) return fed.error();
  if (auto done = rows.finish(take); !done) return done.error();
  return notes;
}

} // namespace openward::exchange
