#pragma once
// A table of reference facts in one text file. One reader serves one file and one thread.
//
// Grammar: UTF-8 lines ended by LF or CRLF. Lines that begin with "#" are comments and blank lines are passed over. The first other line
// names the columns; each further one is a row with as many cells. Cells are parted by one tab and hold no quotation marks with a meaning:
// what is written is what is meant. An empty cell is "not known" or "none".

#include "domain/date.h"
#include "domain/result.h"

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace openward::exchange {

class TsvTable {
 public:
  struct Row {
    int line = 0;
    std::vector<std::string> cells;
  };

  /// Refuses a file that cannot be opened, is not UTF-8, or has other columns than `columns`, in that order.
  static Result<TsvTable> read(const std::filesystem::path& file, std::initializer_list<std::string_view> columns);
  /// The same of a text that is at hand, such as a copy built into the program; `name` stands in messages for the file.
  static Result<TsvTable> parse(std::string_view text, std::string name, std::initializer_list<std::string_view> columns);

  const std::vector<Row>& rows() const { return rows_; }
  const std::string& name() const { return name_; }

  /// Reads the cells of one row and keeps what is wrong with them.
  class Reader {
   public:
    Reader(const TsvTable& table, const Row& row, std::vector<Fault>& faults) : table_(table), row_(row), faults_(faults) {}

    const std::string& text(std::string_view column) const;
    /// As `text`; an empty cell is a fault.
    const std::string& required(std::string_view column) const;
    std::optional<Date> date(std::string_view column) const;
    /// As `date`; an empty cell is a fault.
    Date required_date(std::string_view column) const;
    std::optional<std::int64_t> whole_number(std::string_view column) const;
    /// "91.4" is 91,400.
    std::optional<std::int64_t> thousandths(std::string_view column) const;
    /// A word of a closed list, through the list's own reader.
    template <typename Word>
    Word word(std::string_view column, std::optional<Word> (*from)(std::string_view), Word when_empty) const {
      const std::string& cell = text(column);
      if (cell.empty()) return when_empty;
      if (const auto found = from(cell)) return *found;
      fault(column, "unknown_word", "\"" + cell + "\" is not a word of the register's vocabulary for this column; use one that is");
      return when_empty;
    }

    void fault(std::string_view column, std::string code, const std::string& message) const;
    /// A refusal of the domain for the whole row.
    void fault(const Error& error) const;

   private:
    const TsvTable& table_;
    const Row& row_;
    std::vector<Fault>& faults_;
  };

 private:
  std::string name_;
  std::vector<std::string> columns_;
  std::vector<Row> rows_;
};

/// The faults of one file as one error, or nothing.
std::optional<Error> faults_of(const TsvTable& table, std::vector<Fault> faults);

} // namespace openward::exchange
