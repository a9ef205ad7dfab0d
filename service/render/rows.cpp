#include "service/render/rows.h"

#include "domain/money.h"

#include <algorithm>

namespace openward::render {

using persistence::Cell;
using persistence::CellType;
using persistence::Column;
using persistence::Row;
using persistence::Table;

namespace {

std::string pounds(std::int64_t pence) { return Money{pence, {}}.decimal(); }

void write_cell(Json& out, const Column& column, const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) {
    if (column.type == CellType::json) {
      out.raw(*text);
    } else {
      out.text(*text);
    }
  } else if (const auto* number = std::get_if<std::int64_t>(&cell)) {
    if (column.type == CellType::pence) {
      out.text(pounds(*number));
    } else {
      out.integer(*number);
    }
  } else if (const auto* flag = std::get_if<bool>(&cell)) {
    out.boolean(*flag);
  } else {
    out.null();
  }
}

bool is_null(const Cell& cell) { return std::holds_alternative<std::monostate>(cell); }

std::string_view parent_of(std::string_view name) {
  const auto dot = name.find('.');
  return dot == std::string_view::npos ? std::string_view{} : name.substr(0, dot);
}

bool is_number(CellType type) { return type == CellType::integer || type == CellType::pence; }

std::size_t shown_width(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string with_thousands(std::string digits) {
  const std::size_t first = digits.starts_with('-') ? 1 : 0;
  std::size_t at = std::min(digits.find('.'), digits.size());
  while (at > first + 3) {
    at -= 3;
    digits.insert(at, ",");
  }
  return digits;
}

std::string shown(const Column& column, const Cell& cell) {
  if (is_null(cell)) return column.type == CellType::integer || column.type == CellType::pence ? "" : "(none)";
  const std::string text = cell_text(column, cell);
  return is_number(column.type) ? with_thousands(text) : text;
}

void append_line(std::string& out, const Table& table, const std::vector<std::string>& cells, const std::vector<std::size_t>& widths) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string pad(widths[i] - shown_width(cells[i]), ' ');
    if (i > 0) out += "  ";
    out += is_number(table.columns[i].type) ? pad + cells[i] : cells[i] + pad;
  }
  out.erase(out.find_last_not_of(' ') + 1);
  out += '\n';
}

/// One field. Guarded: see rows.h.
void append_text(std::string& out, std::string_view text, bool guarded) {
  const bool quoted = text.find_first_of(",\"\r\n") != std::string_view::npos;
  if (quoted) out += '"';
  if (guarded && !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) out += '\'';
  for (auto mark = text.find('"'); quoted && mark != std::string_view::npos; mark = text.find('"')) {
    out.append(text.substr(0, mark + 1)) += '"';
    text.remove_prefix(mark + 1);
  }
  out += text;
  if (quoted) out += '"';
}

} // namespace

void write_members(Json& out, std::span<const Column> columns, const Row& row) {
  for (std::size_t i = 0; i < columns.size();) {
    const std::string_view parent = parent_of(columns[i].name);
    if (parent.empty()) {
      out.key(columns[i].name);
      write_cell(out, columns[i], row[i]);
      ++i;
      continue;
    }
    std::size_t end = i;
    bool all_null = true;
    for (; end < columns.size() && parent_of(columns[end].name) == parent; ++end) all_null = all_null && is_null(row[end]);
    out.key(parent);
    if (all_null) {
      out.null();
    } else {
      out.object();
      for (std::size_t k = i; k < end; ++k) {
        out.key(std::string_view(columns[k].name).substr(parent.size() + 1));
        write_cell(out, columns[k], row[k]);
      }
      out.end_object();
    }
    i = end;
  }
}

void write_row(Json& out, std::span<const Column> columns, const Row& row) {
  out.object();
  write_members(out, columns, row);
  out.end_object();
}

std::string row_json(std::span<const Column> columns, const Row& row) {
  Json out;
  write_row(out, columns, row);
  return out.take();
}

std::string cell_text(const Column& column, const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  if (const auto* number = std::get_if<std::int64_t>(&cell))
    return column.type == CellType::pence ? pounds(*number) : std::to_string(*number);
  if (const auto* flag = std::get_if<bool>(&cell)) return *flag ? "true" : "false";
  return {};
}

std::string csv_header(std::span<const Column> columns) {
  std::string out;
  for (const Column& column : columns) {
    if (!out.empty()) out += ',';
    std::string name = column.name;
    std::replace(name.begin(), name.end(), '.', '_');
    out += name;
  }
  return out + "\r\n";
}

void append_csv(std::string& out, std::span<const Column> columns, const Row& row, CsvText texts) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i > 0) out += ',';
    const auto* words = std::get_if<std::string>(&row[i]);
    if (words == nullptr) {
      out += cell_text(columns[i], row[i]); // numbers and flags: nothing in them is quoted or guarded
    } else {
      append_text(out, *words, texts == CsvText::guarded && columns[i].type != CellType::date);
    }
  }
  out += "\r\n";
}

std::string text_table(const Table& table, std::size_t dimensions, const Row* totals) {
  std::vector<std::vector<std::string>> lines;
  std::vector<std::string> head;
  head.reserve(table.columns.size());
  for (const Column& column : table.columns) head.push_back(column.name);
  lines.push_back(std::move(head));
  for (const Row& row : table.rows) {
    std::vector<std::string> line;
    for (std::size_t i = 0; i < table.columns.size(); ++i) line.push_back(shown(table.columns[i], row[i]));
    lines.push_back(std::move(line));
  }
  if (totals != nullptr) {
    std::vector<std::string> line(dimensions);
    if (!line.empty()) line.front() = "total";
    for (std::size_t i = 0; i < totals->size(); ++i) line.push_back(shown(table.columns[dimensions + i], (*totals)[i]));
    lines.push_back(std::move(line));
  }
  std::vector<std::size_t> widths(table.columns.size(), 0);
  for (const auto& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], shown_width(line[i]));
  }
  std::string out;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool rule = i == 1 || (totals != nullptr && i + 1 == lines.size());
    if (rule) {
      std::size_t all = 0;
      for (const std::size_t w : widths) all += w + 2;
      out += std::string(all > 2 ? all - 2 : 0, '-') + '\n';
    }
    append_line(out, table, lines[i], widths);
  }
  return out;
}

} // namespace openward::render
