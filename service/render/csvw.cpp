#include "service/render/csvw.h"

#include "service/render/json.h"

#include <algorithm>

namespace openward::render {
namespace {

using persistence::CellType;
using persistence::Column;

/// The built-in datatypes of the Recommendation (section 5.11.1 of the model for tabular data).
void write_datatype(Json& out, CellType type) {
  out.key("datatype");
  switch (type) {
  case CellType::text:
    out.text("string");
    return;
  case CellType::integer:
    out.text("integer");
    return;
  case CellType::boolean:
    out.object().member("base", "boolean").member("format", "true|false").end_object();
    return;
  case CellType::date:
    out.object().member("base", "date").member("format", "yyyy-MM-dd").end_object();
    return;
  case CellType::instant:
    out.text("dateTime");
    return;
  case CellType::pence:
    out.text("decimal");
    return;
  case CellType::json:
    out.text("json");
    return;
  }
}

void write_column(Json& out, const Column& column) {
  std::string name = column.name;
  std::replace(name.begin(), name.end(), '.', '_');
  out.object().member("name", name).member("titles", name).member("dc:description", column.description);
  write_datatype(out, column.type);
  if (column.name == "id") out.member("required", true);
  out.end_object();
}

} // namespace

std::string csvw_json(std::string_view file, std::string_view title, std::string_view description, std::span<const Column> columns) {
  Json out;
  out.object().key("@context").array().text("http://www.w3.org/ns/csvw").object().member("@language", "en").end_object().end_array();
  out.member("url", file).member("dc:title", title).member("dc:description", description);
  out.key("dc:license").object().member("@id", licence_uri).end_object();
  out.key("dialect").object().member("encoding", "utf-8").key("lineTerminators").array().text("\r\n").end_array();
  out.member("delimiter", ",").member("quoteChar", "\"").member("doubleQuote", true).member("header", true).end_object();
  out.key("tableSchema").object().key("columns").array();
  for (const Column& column : columns) write_column(out, column);
  out.end_array();
  const bool keyed = std::any_of(columns.begin(), columns.end(), [](const Column& column) { return column.name == "id"; });
  if (keyed) out.member("primaryKey", "id");
  return out.end_object().end_object().take();
}

} // namespace openward::render
