#include "exchange/workbook/xlsx_book.h"

#include "domain/text.h"
#include "exchange/workbook/number_text.h"
#include "exchange/workbook/xlsx_sheet.h"

#include <charconv>
#include <map>
#include <optional>

namespace openward::exchange {
namespace {

constexpr std::size_t most_sheets = 1000;
constexpr std::size_t most_styles = 1'000'000;

Error unsupported(std::string message) { return Error{ErrorKind::unsupported, std::move(message), {}, {}}; }

/// <Relationships><Relationship Id="rId1" Type="…/worksheet" Target="worksheets/sheet1.xml"/></Relationships>
class Relationships : public XmlEvents {
 public:
  struct Target {
    std::string type, path;
  };
  void begin(std::string_view element, const XmlAttributes& attributes) noexcept override {
    if (element != "Relationship" || attributes["TargetMode"] == "External" || by_id.size() > most_sheets * 10) return;
    by_id[std::string(attributes["Id"])] = {std::string(attributes["Type"]), std::string(attributes["Target"])};
  }
  void end(std::string_view) noexcept override {}
  void text(std::string_view) noexcept override {}

  /// The path of the first target whose type ends so.
  std::optional<std::string> of_type(std::string_view ending) const {
    for (const auto& [id, target] : by_id)
      if (target.type.ends_with(ending)) return target.path;
    return std::nullopt;
  }

  std::map<std::string, Target> by_id;
};

struct NamedSheet {
  std::string name, relationship;
};

/// <workbook><workbookPr date1904="1"/><sheets><sheet name="April" r:id="rId1" state="hidden"/></sheets></workbook>
class WorkbookEvents : public XmlEvents {
 public:
  void begin(std::string_view element, const XmlAttributes& attributes) noexcept override {
    if (element == "workbookPr") from_1904 = attributes["date1904"] == "1" || attributes["date1904"] == "true";
    if (element == "sheet" && sheets.size() < most_sheets)
      sheets.push_back({std::string(attributes["name"]), std::string(attributes["id"])});
  }
  void end(std::string_view) noexcept override {}
  void text(std::string_view) noexcept override {}

  std::vector<NamedSheet> sheets;
  bool from_1904 = false;
};

int number_or(std::string_view digits, int otherwise) {
  int out = otherwise;
  std::from_chars(digits.data(), digits.data() + digits.size(), out);
  return out;
}

/// <numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts> <cellXfs><xf numFmtId="164"/></cellXfs>
class StyleEvents : public XmlEvents {
 public:
  void begin(std::string_view element, const XmlAttributes& attributes) noexcept override {
    if (element == "numFmt" && days_by_format_.size() < most_styles)
      days_by_format_[number_or(attributes["numFmtId"], -1)] = exchange::shows_days(attributes["formatCode"]);
    if (element == "cellXfs") in_cells_ = true;
    if (element != "xf" || !in_cells_ || shows_days.size() >= most_styles) return;
    const int format = number_or(attributes["numFmtId"], 0);
    const auto own = days_by_format_.find(format);
    shows_days.push_back(own != days_by_format_.end() ? own->second : exchange::shows_days(format));
  }
  void end(std::string_view element) noexcept override {
    if (element == "cellXfs") in_cells_ = false;
  }
  void text(std::string_view) noexcept override {}

  std::vector<bool> shows_days;

 private:
  std::map<int, bool> days_by_format_;
  bool in_cells_ = false;
};

/// "xl/workbook.xml" and "worksheets/sheet1.xml" give "xl/worksheets/sheet1.xml"; "/xl/styles.xml" is a path from the top.
std::string beside(const std::string& part, std::string target) {
  if (target.starts_with('/')) return target.substr(1);
  std::string folder = part.substr(0, part.rfind('/') + 1);
  while (target.starts_with("../") && !folder.empty()) {
    target.erase(0, 3);
    folder.pop_back();
    folder.resize(folder.rfind('/') + 1);
  }
  return folder + target;
}

std::string relationships_of(const std::string& part) {
  const auto slash = part.rfind('/') + 1;
  return part.substr(0, slash) + "_rels/" + part.substr(slash) + ".rels";
}

class XlsxBook : public Workbook {
 public:
  explicit XlsxBook(ZipParts parts) : parts_(std::move(parts)) {}

  Result<> load(const std::string& part) {
    WorkbookEvents book;
    if (auto read = read_xml(parts_, part, book); !read) return read;
    Relationships targets;
    if (auto read = read_xml(parts_, relationships_of(part), targets); !read) return read;
    for (const NamedSheet& sheet : book.sheets) {
      const auto target = targets.by_id.find(sheet.relationship);
      // Charts and dialogues have tabs too, and no rows.
      if (target == targets.by_id.end() || !target->second.type.ends_with("/worksheet")) continue;
      names_.push_back(sheet.name);
      sheets_.push_back({beside(part, target->second.path), {}});
    }
    if (sheets_.empty()) return unsupported("The file is an Excel workbook (.xlsx) without a sheet of rows. Save the table as CSV.");
    styles_.from_1904 = book.from_1904;
    if (const auto styles = targets.of_type("/styles"); styles && parts_.has(beside(part, *styles))) {
      StyleEvents events;
      if (auto read = read_xml(parts_, beside(part, *styles), events); !read) return read;
      styles_.shows_days = std::move(events.shows_days);
    }
    if (const auto strings = targets.of_type("/sharedStrings")) {
      auto read = SharedStrings::read(parts_, beside(part, *strings));
      if (!read) return read.error();
      strings_ = *std::move(read);
    }
    return Done{};
  }

  std::string_view kind() const override { return "xlsx"; }
  std::span<const std::string> sheets() const override { return names_; }
  bool from_1904() const override { return styles_.from_1904; }

  Result<> each_row(std::size_t sheet, const SheetVisitor& visit) override {
    bool stopped = false;
    const SheetVisitor watched = [&](const SheetRow& row) {
      auto more = visit(row);
      stopped = stopped || !more || !*more;
      return more;
    };
    XlsxSheet events(strings_, styles_, sheets_[sheet].merged, watched);
    auto read = read_xml(parts_, sheets_[sheet].part, events);
    if (read && !stopped) sheets_[sheet].merged = std::move(events).merged_cells();
    return read;
  }

 private:
  struct Sheet {
    std::string part;
    std::vector<MergedCells> merged;
  };
  ZipParts parts_;
  XlsxStyles styles_;
  SharedStrings strings_;
  std::vector<std::string> names_;
  std::vector<Sheet> sheets_;
};

/// What an archive is that holds no workbook.
Error other_archive(const ZipParts& parts) {
  if (parts.has("xl/workbook.bin"))
    return unsupported("The file is a binary Excel workbook (.xlsb). Open it in a spreadsheet program and save it as .xlsx or CSV.");
  if (parts.has("word/document.xml")) return unsupported("The file is a Word document, not a table. Save its table as CSV.");
  if (parts.has("ppt/presentation.xml")) return unsupported("The file is a presentation, not a table. Ask the publisher for the CSV.");
  if (parts.has("content.xml") && parts.has("mimetype"))
    return unsupported("The file is an OpenDocument file. Open it in a spreadsheet program and save it as .xlsx or CSV.");
  return unsupported("The file is a ZIP archive. Unpack it and import the files in it.");
}

/// By the names at its start, for an archive that cannot be opened.
bool claims_workbook(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, std::size_t{64} * 1024);
  return head.find("xl/") != std::string_view::npos || head.find("[Content_Types].xml") != std::string_view::npos;
}

} // namespace

Result<std::unique_ptr<Workbook>> open_xlsx(std::string_view bytes) {
  auto parts = ZipParts::open(bytes);
  if (!parts && !claims_workbook(bytes)) {
    return unsupported("The file is a ZIP archive that cannot be opened: it is damaged or was cut short. Unpack it and import the files in "
                       "it, or fetch it "
                       "again.");
  }
  if (!parts) return parts.error();
  std::string part = "xl/workbook.xml";
  if (parts->has("_rels/.rels")) {
    Relationships top;
    if (auto read = read_xml(*parts, "_rels/.rels", top); !read) return read.error();
    if (const auto main = top.of_type("/officeDocument")) part = beside("", *main);
  }
  if (!part.ends_with("workbook.xml") && !parts->has("xl/workbook.xml")) return other_archive(*parts);
  if (!parts->has(part)) return other_archive(*parts);
  auto book = std::make_unique<XlsxBook>(*std::move(parts));
  if (auto loaded = book->load(part); !loaded) return loaded.error();
  return std::unique_ptr<Workbook>(std::move(book));
}

} // namespace openward::exchange
