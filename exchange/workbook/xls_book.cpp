#include "exchange/workbook/xls_book.h"

#include "exchange/workbook/compound_file.h"
#include "exchange/workbook/xls_sheet.h"

#include <algorithm>

namespace openward::exchange {
namespace {

constexpr std::size_t largest_file = 256 * 1024 * 1024;
constexpr unsigned most_columns = 256;

Error unreadable(const std::string& why) {
  return Error{ErrorKind::unsupported,
               "The file is an Excel 97-2003 workbook (.xls), whatever its name says, but " + why +
                   ". Open it in a spreadsheet program and save it as CSV.",
               {},
               {}};
}

class XlsBook : public Workbook {
 public:
  explicit XlsBook(std::string stream) : stream_(std::move(stream)), book_(stream_) {}

  Result<> load() {
    if (book_.locked) return unreadable("it is locked by a password");
    if (!book_.whole) return unreadable("it is damaged or was cut short");
    if (book_.sheets.empty()) return unreadable("it has no sheet of rows");
    for (const XlsNamedSheet& sheet : book_.sheets) names_.push_back(sheet.name);
    return Done{};
  }

  std::string_view kind() const override { return "xls"; }
  std::span<const std::string> sheets() const override { return names_; }
  bool from_1904() const override { return book_.from_1904; }

  Result<> each_row(std::size_t sheet, const SheetVisitor& visit) override {
    const XlsCells held = xls_cells(book_, stream_, book_.sheets[sheet].at);
    if (!held.fault.empty()) return unreadable(held.fault);
    unsigned wide = 0;
    for (const XlsCell& cell : held.cells) wide = std::max(wide, std::min<unsigned>(cell.column + 1U, most_columns));
    std::vector<std::string_view> merged_text(held.merged.size());
    std::vector<int> merged_here;
    auto cell = held.cells.begin();
    for (unsigned row = 0; cell != held.cells.end(); ++row) {
      std::vector<std::string_view> views(wide);
      for (; cell != held.cells.end() && cell->row == row; ++cell)
        if (cell->column < wide) views[cell->column] = cell->text;
      merged_here.clear();
      for (std::size_t i = 0; i < held.merged.size(); ++i) {
        const XlsMerged& area = held.merged[i];
        if (row < area.first_row || row > area.last_row || area.column >= wide) continue;
        if (row == area.first_row) merged_text[i] = views[area.column];
        if (row == area.first_row || merged_text[i].empty() || !views[area.column].empty()) continue;
        views[area.column] = merged_text[i];
        merged_here.push_back(static_cast<int>(area.column));
      }
      auto more = visit(SheetRow{static_cast<std::int64_t>(row) + 1, views, merged_here});
      if (!more) return more.error();
      if (!*more) return Done{};
    }
    return Done{};
  }

 private:
  std::string stream_;
  XlsGlobals book_; // of stream_
  std::vector<std::string> names_;
};

} // namespace

Result<std::unique_ptr<Workbook>> open_xls(std::string_view bytes) {
  if (bytes.size() > largest_file) return unreadable("it is larger than 256 MiB, which no such workbook needs to be");
  auto stream = workbook_stream(bytes);
  if (!stream) return unreadable("there is no whole workbook in it: it is cut short, locked by a password, or another kind of document");
  auto book = std::make_unique<XlsBook>(*std::move(stream));
  if (auto loaded = book->load(); !loaded) return loaded.error();
  return std::unique_ptr<Workbook>(std::move(book));
}

} // namespace openward::exchange
