#include "service/render/workbook_parts.h"

namespace openward::render {
namespace {

constexpr std::string_view relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view package = "http://schemas.openxmlformats.org/package/2006";
constexpr std::string_view main_namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view type = "application/vnd.openxmlformats-officedocument.spreadsheetml";

// The formats of cells, which workbook.cpp names by their place: plain, heading, money, date, guarded.
constexpr std::string_view styles =
    "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><fonts count=\"2\"><font><sz val=\"11\"/><name "
    "val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts><fills count=\"2\"><fill><patternFill "
    "patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders "
    "count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" "
    "fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"5\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" "
    "borderId=\"0\" xfId=\"0\"/><xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/><xf "
    "numFmtId=\"4\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/><xf numFmtId=\"14\" fontId=\"0\" "
    "fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" "
    "xfId=\"0\" quotePrefix=\"1\"/></cellXfs></styleSheet>\n";

std::string text(std::string_view words) { return std::string(words); }

std::string override_of(const std::string& part, std::string_view kind) {
  return "<Override PartName=\"/" + part + "\" ContentType=\"" + text(type) + "." + text(kind) + "+xml\"/>";
}

std::string relation(std::size_t number, std::string_view kind, const std::string& target) {
  return "<Relationship Id=\"rId" + std::to_string(number) + "\" Type=\"" + text(relations) + "/" + text(kind) + "\" Target=\"" + target +
         "\"/>";
}

std::string relationships(const std::string& inside) {
  return "<Relationships xmlns=\"" + text(package) + "/relationships\">" + inside + "</Relationships>\n";
}

std::string sheet_name(std::size_t sheet, std::size_t sheets_of_rows) {
  if (sheet == sheets_of_rows) return "about";
  return sheet == 0 ? "rows" : "rows " + std::to_string(sheet + 1);
}

} // namespace

std::string sheet_part(std::size_t sheet) { return "xl/worksheets/sheet" + std::to_string(sheet + 1) + ".xml"; }

std::vector<WorkbookPart> workbook_parts(std::size_t sheets_of_rows) {
  std::string types =
      "<Types xmlns=\"" + text(package) + "/content-types\"><Default Extension=\"rels\" ContentType=\"" +
      "application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>" +
      override_of("xl/workbook.xml", "sheet.main");
  std::string sheets;
  std::string targets;
  for (std::size_t i = 0; i <= sheets_of_rows; ++i) {
    const std::string number = std::to_string(i + 1);
    types += override_of(sheet_part(i), "worksheet");
    sheets += "<sheet name=\"" + sheet_name(i, sheets_of_rows) + "\" sheetId=\"" + number + "\" r:id=\"rId" + number + "\"/>";
    targets += relation(i + 1, "worksheet", "worksheets/sheet" + number + ".xml");
  }
  types += override_of("xl/styles.xml", "styles") + "</Types>\n";
  targets += relation(sheets_of_rows + 2, "styles", "styles.xml");
  const std::string workbook =
      "<workbook xmlns=\"" + text(main_namespace) + "\" xmlns:r=\"" + text(relations) + "\"><sheets>" + sheets + "</sheets></workbook>\n";
  const std::string head(xml_head);
  return {{"[Content_Types].xml", head + types},
          {"_rels/.rels", head + relationships(relation(1, "officeDocument", "xl/workbook.xml"))},
          {"xl/workbook.xml", head + workbook},
          {"xl/_rels/workbook.xml.rels", head + relationships(targets)},
          {"xl/styles.xml", head + text(styles)}};
}

} // namespace openward::render
