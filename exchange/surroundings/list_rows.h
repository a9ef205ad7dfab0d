#pragma once
// Rows of a list that somebody made by hand or in a spreadsheet program: delimited text (comma, tab or semicolon, any encoding of spend
// files), with a line of headings among its first twenty, whose columns may stand in any order and be spelt in several ways. Pure functions
// of their bytes; a row is valid while it is visited.

#include "domain/date.h"
#include "domain/result.h"
#include "domain/text.h"

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openward::exchange {

struct CsvRow;

/// A heading in lower-case letters and digits alone ("live_date" is "livedate"), and the field that it means: a number of the list's own.
struct ListHeading {
  std::string_view heading;
  int field = 0;
};

struct ListKind {
  std::string_view what; // "a list of diagnostic centres"
  std::span<const ListHeading> headings;
  int key_field = 0;          // the one that every list has
  std::string_view key_words; // "a heading for the centre's name (name, cdc_title, CDC Name) beside another known one (area, …)"
};

/// What was not taken of a list.
struct ListNotes {
  std::vector<Fault> refused;      // rows and cells, each with "row N" in `where`
  std::vector<std::string> unread; // headings that mean nothing here
};

class ListRow {
 public:
  ListRow(const std::map<int, int>& columns, const CsvRow& row, ListNotes& notes) : columns_(columns), row_(row), notes_(notes) {}

  /// Without the space around it; "" where the list has no such column.
  std::string text(int field) const;
  /// A word of a closed list, through the list's own reader; a word that is none is refused, and counts as not stated.
  template <typename Word>
  Word word(int field, std::optional<Word> (*from)(std::string_view), Word otherwise) const {
    const std::string cell = text(field);
    if (cell.empty()) return otherwise;
    if (const auto found = from(detail::lower(cell))) return *found;
    refuse("unknown_word", "\"" + cell + "\" is no word of the register for this column, so it counts as not stated");
    return otherwise;
  }
  /// A day that is none is refused, and counts as not stated; so is a number.
  std::optional<Date> date(int field) const;
  /// "1,600" is 1600.
  std::optional<std::int64_t> whole_number(int field) const;
  /// "91.4" and "91.4%" are 91,400.
  std::optional<std::int64_t> thousandths(int field) const;
  std::vector<std::string> words(int field, char parting) const;

  void refuse(std::string code, std::string reason) const;
  /// A refusal of the domain for the whole row.
  void refuse(const Error& error) const;

 private:
  const std::map<int, int>& columns_; // by field
  const CsvRow& row_;
  ListNotes& notes_;
};

/// Visits every row below the headings that is not blank and has no cell of more than 2,000 characters. Refuses, by name, a file without
/// the headings, and a file that is no text.
Result<ListNotes> read_list(std::string_view bytes, const std::string& name, const ListKind& kind,
                            const std::function<void(const ListRow&)>& visit);

} // namespace openward::exchange
