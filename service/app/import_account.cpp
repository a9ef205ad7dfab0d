#include "service/app/import_account.h"

#include "domain/money.h"

#include <algorithm>
#include <array>
#include <utility>

namespace openward::app {

using exchange::SpendReading;
using render::Json;

namespace {

void text_or_null(Json& out, const char* name, const std::string& text) {
  out.key(name);
  if (text.empty()) {
    out.null();
  } else {
    out.text(text);
  }
}

void date_or_null(Json& out, const char* name, const std::optional<Date>& date) { text_or_null(out, name, date ? date->iso() : ""); }

void write_columns(Json& out, const SpendReading& reading) {
  out.key("columns").array();
  for (const exchange::ColumnReading& column : reading.understood) {
    out.object().member("index", column.index).member("number", column.index + 1).member("heading", column.heading);
    text_or_null(out, "field", column.field);
    text_or_null(out, "why", column.why);
    out.end_object();
  }
  out.end_array();
}

void write_day_order(Json& out, const SpendReading& reading) {
  const exchange::DayOrder& days = reading.days;
  out.key("day_order")
      .object()
      .member("order", reading.file.day_first ? "day_first" : "month_first")
      .member("decided_by", days.decided_by)
      .member("mixed", days.mixed())
      .key("votes")
      .object()
      .member("day_first", days.day_first)
      .member("month_first", days.month_first)
      .member("either", days.either)
      .end_object()
      .end_object();
}

void write_stated_total(Json& out, const SpendFile& file) {
  const auto difference = file.stated_total_pence ? add_pence(*file.stated_total_pence, -file.total_pence) : Result<std::int64_t>(0);
  const auto number = [&](const char* name, bool known, std::int64_t value) {
    out.key(name);
    if (known) {
      out.integer(value);
    } else {
      out.null();
    }
  };
  const bool stated = file.stated_total_pence.has_value();
  number("stated_total_pence", stated, file.stated_total_pence.value_or(0));
  number("stated_total_row", stated, file.stated_total_row);
  number("stated_total_difference_pence", stated && difference, difference ? *difference : 0);
}

void write_understood(Json& out, const SpendUnderstood& spend) {
  const SpendReading& reading = spend.reading;
  const SpendFile& file = reading.file;
  const bool text = reading.kind == "csv";
  out.member("file_kind", reading.kind);
  text_or_null(out, "encoding", text ? file.encoding : "");
  text_or_null(out, "delimiter", text ? std::string(1, file.delimiter) : "");
  text_or_null(out, "sheet", file.sheet);
  out.key("other_sheets").array();
  for (const std::string& sheet : reading.other_sheets) out.text(sheet);
  out.end_array().member("header_row", file.header_row);
  write_columns(out, reading);
  write_day_order(out, reading);
  out.member("mended_characters", reading.mended_characters);
  out.key("publisher").object();
  text_or_null(out, "id", spend.publisher);
  text_or_null(out, "name", spend.publisher_name);
  out.member("decided_by", spend.publisher_by).end_object();
  out.key("remembered").array();
  for (const auto& [field, choice] : spend.remembered) out.object().member("field", field).member("choice", choice).end_object();
  out.end_array();
  date_or_null(out, "first_paid", file.first_paid);
  date_or_null(out, "last_paid", file.last_paid);
  write_stated_total(out, file);
}

/// What a code means, whatever row it stands at.
std::string reason_of(std::string_view code) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> reasons = {{
      {"total_row", "A total of other rows, no payment of its own."},
      {"repeated_header", "The header again."},
      {"held_before", "An earlier file of the publisher holds the line."},
      {"no_amount", "No amount."},
      {"bad_amount", "An amount that is no number of pounds."},
      {"other_currency", "An amount in another currency than sterling."},
      {"no_date", "No date."},
      {"bad_date", "A date that cannot be read."},
      {"ragged", "Fewer cells than the header needs."},
      {"runaway_quote", "A quotation mark that swallows other rows."},
      {"too_long", "A text longer than any such field is."},
      {"error_cell", "An error of the spreadsheet in place of the supplier."},
  }};
  for (const auto& [known, words] : reasons)
    if (known == code) return std::string(words);
  std::string words(code); // "unreadable_release"
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

void write_examples(Json& out, const RefusedFor& refused) {
  out.key("rows").array();
  for (const persistence::Refusal& row : refused.examples)
    out.object().member("position", row.position).member("reason", row.reason).member("words", row.words).end_object();
  out.end_array();
}

void write_refused(Json& out, const FileOutcome& file, Reader reader) {
  out.member("refused_rows", file.refused_rows);
  out.key("refused").array();
  for (const RefusedFor& r : file.refused_for) {
    out.object().member("code", r.code).member("reason", reason_of(r.code)).member("count", r.count).key("positions").array();
    for (const persistence::Refusal& example : r.examples) out.text(example.position);
    out.end_array();
    if (reader == Reader::importer) write_examples(out, r);
    out.end_object();
  }
  out.end_array();
}

} // namespace

void write_account(Json& out, const FileOutcome& file, Reader reader) {
  text_or_null(out, "id", file.import_id);
  out.member("name", file.name).member("kind", file.kind).member("sha256", file.sha256).member("bytes", file.bytes);
  out.member("seen_before", file.seen_before);
  out.member("rows", file.rows).member("blank", file.blank).member("payments", file.payments).member("total_pence", file.total_pence);
  write_refused(out, file, reader);
  out.key("notes").array();
  for (const std::string& note : file.notes) out.text(note);
  out.end_array();
  out.member("releases", file.releases).member("releases_new", file.releases_new).member("releases_seen", file.releases_seen);
  out.member("releases_changed", file.releases_changed).member("procurements_new", file.procurements_new);
  out.member("procurements_changed", file.procurements_changed)
      .member("awards_new", file.awards_new)
      .member("awards_changed", file.awards_changed);
  out.member("bodies_of", file.bodies_of).member("bodies_new", file.bodies_new).member("bodies_changed", file.bodies_changed);
  out.member("bodies_same", file.bodies_same).member("successions_new", file.successions_new);
  out.member("records_new", file.records_new).member("records_changed", file.records_changed).member("records_same", file.records_same);
  if (file.spend) write_understood(out, *file.spend);
}

void write_first_rows(Json& out, const FileOutcome& file) {
  out.key("first_rows").array();
  for (const PaymentLine& line : file.spend ? file.spend->first_rows : std::vector<PaymentLine>{}) {
    out.object().member("row", line.row).member("paid_on", line.paid_on.iso()).member("pence", line.pence);
    out.member("supplier", line.supplier).member("transaction", line.transaction).member("expense_type", line.expense_type);
    out.member("expense_area", line.expense_area).member("entity", line.entity).end_object();
  }
  out.end_array();
}

std::string stored_account(const FileOutcome& file) {
  Json out;
  write_account(out.object(), file, Reader::anyone);
  out.end_object();
  return out.take();
}

} // namespace openward::app
