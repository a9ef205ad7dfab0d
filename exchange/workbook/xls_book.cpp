#include "exchange/workbook/xls_book.h"

#include "exchange/workbook/number_text.h"
#include "exchange/workbook/xls_results.h"

#include <freexl.h>

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace openward::exchange {
namespace {

constexpr std::size_t largest_file = 256 * 1024 * 1024;
constexpr unsigned most_sheets = 1000;
constexpr unsigned most_columns = 256;

Error unreadable(const std::string& why, std::string internal = {}) {
  return Error{ErrorKind::unsupported,
               "The file is an Excel 97-2003 workbook (.xls), whatever its name says, but " + why +
                   ". Open it in a spreadsheet program and save it as CSV.",
               {},
               std::move(internal)};
}

/// libfreexl opens files by name: a file without one, in memory, for as long as it reads.
class MemoryFile {
 public:
  static Result<MemoryFile> of(std::string_view bytes) {
    MemoryFile file(::memfd_create("workbook", MFD_CLOEXEC));
    while (file.descriptor_ >= 0 && !bytes.empty()) {
      const ssize_t put = ::write(file.descriptor_, bytes.data(), bytes.size());
      if (put < 0 && errno == EINTR) continue;
      if (put <= 0) break;
      bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    if (file.descriptor_ >= 0 && bytes.empty()) return file;
    return Error{ErrorKind::unavailable,
                 "There is not enough memory to read the workbook. Try again with fewer jobs running.",
                 {},
                 std::strerror(errno)};
  }
  MemoryFile(MemoryFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  MemoryFile& operator=(MemoryFile&&) = delete;
  ~MemoryFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  explicit MemoryFile(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

std::string text_of(const FreeXL_CellValue& cell) {
  switch (cell.type) {
  case FREEXL_CELL_INT:
    return std::to_string(cell.value.int_value);
  case FREEXL_CELL_DOUBLE:
    return number_text(cell.value.double_value);
  case FREEXL_CELL_TEXT:
  case FREEXL_CELL_SST_TEXT:
  case FREEXL_CELL_DATE:
  case FREEXL_CELL_DATETIME:
  case FREEXL_CELL_TIME:
    return cell.value.text_value == nullptr ? std::string() : std::string(cell.value.text_value);
  default:
    return {};
  }
}

class XlsBook : public Workbook {
 public:
  XlsBook(const void* handle, std::vector<XlsCells> results) : handle_(handle), results_(std::move(results)) {}
  ~XlsBook() override { freexl_close(handle_); }

  Result<> load() {
    unsigned mode = 0;
    unsigned locked = 0;
    unsigned count = 0;
    freexl_get_info(handle_, FREEXL_BIFF_DATEMODE, &mode);
    freexl_get_info(handle_, FREEXL_BIFF_PASSWORD, &locked);
    freexl_get_info(handle_, FREEXL_BIFF_SHEET_COUNT, &count);
    if (locked == FREEXL_BIFF_OBFUSCATED) return unreadable("it is locked by a password");
    from_1904_ = mode == FREEXL_BIFF_DATEMODE_1904;
    for (unsigned i = 0; i < count && i < most_sheets; ++i) {
      const char* name = nullptr;
      if (freexl_get_worksheet_name(handle_, static_cast<unsigned short>(i), &name) != FREEXL_OK) continue;
      names_.emplace_back(name == nullptr ? "" : name);
      indexes_.push_back(static_cast<unsigned short>(i));
    }
    if (names_.empty()) return unreadable("it has no sheet of rows");
    return Done{};
  }

  std::string_view kind() const override { return "xls"; }
  std::span<const std::string> sheets() const override { return names_; }
  bool from_1904() const override { return from_1904_; }

  Result<> each_row(std::size_t sheet, const SheetVisitor& visit) override {
    unsigned rows = 0;
    unsigned short columns = 0;
    if (freexl_select_active_worksheet(handle_, indexes_[sheet]) != FREEXL_OK ||
        freexl_worksheet_dimensions(handle_, &rows, &columns) != FREEXL_OK)
      return Done{}; // a chart, or a sheet without cells
    const XlsCells& results = indexes_[sheet] < results_.size() ? results_[indexes_[sheet]] : no_results_;
    unsigned wide = columns;
    unsigned height = rows;
    for (const auto& [place, text] : results) {
      height = std::max(height, place.first + 1);
      if (place.second < most_columns) wide = std::max(wide, place.second + 1);
    }
    std::vector<std::string> cells(wide);
    std::vector<std::string_view> views(wide);
    for (unsigned row = 0; row < height; ++row) {
      for (unsigned column = 0; column < wide; ++column) {
        FreeXL_CellValue cell{};
        cell.type = FREEXL_CELL_NULL;
        const bool known = row < rows && column < columns;
        const int read = known ? freexl_get_cell_value(handle_, row, static_cast<unsigned short>(column), &cell) : FREEXL_OK;
        if (read != FREEXL_OK)
          return unreadable("the cell in row " + std::to_string(row + 1) + " is damaged", "freexl " + std::to_string(read));
        // libfreexl gives nothing for a formula, and the number of an error for an error.
        const auto result = results.find({row, column});
        cells[column] = result != results.end() ? result->second : text_of(cell);
        views[column] = cells[column];
      }
      auto more = visit(SheetRow{static_cast<std::int64_t>(row) + 1, views, {}});
      if (!more) return more.error();
      if (!*more) return Done{};
    }
    return Done{};
  }

 private:
  const void* handle_;
  std::vector<XlsCells> results_;
  XlsCells no_results_;
  bool from_1904_ = false;
  std::vector<std::string> names_;
  std::vector<unsigned short> indexes_;
};

} // namespace

Result<std::unique_ptr<Workbook>> open_xls(std::string_view bytes) {
  if (bytes.size() > largest_file) return unreadable("it is larger than 256 MiB, which no such workbook needs to be");
  const auto file = MemoryFile::of(bytes);
  if (!file) return file.error();
  const void* handle = nullptr;
  const int opened = freexl_open(file->path().c_str(), &handle);
  if (opened != FREEXL_OK) {
    if (handle != nullptr) freexl_close(handle);
    const bool no_book = opened == FREEXL_BIFF_WORKBOOK_NOT_FOUND;
    return unreadable(no_book ? "there is no workbook in it: it is locked by a password, or another kind of Office document"
                              : "it is damaged or was cut short",
                      "freexl " + std::to_string(opened));
  }
  auto book = std::make_unique<XlsBook>(handle, xls_results(bytes));
  if (auto loaded = book->load(); !loaded) return loaded.error();
  return std::unique_ptr<Workbook>(std::move(book));
}

} // namespace openward::exchange
