#pragma once
// What the figures of pages share: a row read by the names of its columns, money and shares in words, bars beside them, and the pages on
// which the rows behind a figure stand. Plain values; threads share nothing.

#include "persistence/read/query.h"

#include <kainjow/mustache.hpp>
#include <rapidjson/document.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openward::pages {

/// A row of a list or a report by the names of its columns. Refers to both, which outlive it.
class Record {
 public:
  Record(std::span<const persistence::Column> columns, const persistence::Row& row) : columns_(columns), row_(row) {}

  /// As CSV has it; "" where there is nothing, or no such column.
  std::string text(std::string_view column) const;
  std::optional<std::int64_t> number(std::string_view column) const;
  bool yes(std::string_view column) const;
  /// A list of objects or of texts; an empty list where there is none.
  rapidjson::Document list(std::string_view column) const;

 private:
  const persistence::Cell* cell(std::string_view column) const;
  std::span<const persistence::Column> columns_;
  const persistence::Row& row_;
};

/// A member of an object in such a list as text; "" where there is none.
std::string text_of(const rapidjson::Value& object, const char* member);
std::optional<std::int64_t> number_of(const rapidjson::Value& object, const char* member);

/// "£1.2bn", "£34.5m", "£7,890": for headlines; tables say every pound.
std::string short_pounds(std::int64_t pence);
/// "12.3%", or "no share" where the whole is nothing.
std::string share(std::int64_t part, std::int64_t whole);

/// The page on which the rows of an address of the API stand: "/payments?…" of "/v1/payments?…"; the address itself where no page has them.
std::string page_of_rows(std::string_view api_address);

/// What a script that draws a table says beside the drawing, and in the picture that is taken away.
struct Chart {
  std::string kind{};  // "bars" or "years": it is drawn beside the table; "" is not
  std::string title{}; // the finding; "" says the caption
  std::string source{};
  std::string definition{};
  std::string caveat{};
};
/// {{#drawing}} data-{{name}}="{{value}}"{{/drawing}}
kainjow::mustache::data attributes_of(const Chart&);

/// Beside every drawing of payments.
inline constexpr std::string_view source_of_spend = "Source: spend files of public bodies.";
inline constexpr std::string_view caveat_of_spend = "Cash with irrecoverable VAT; only what was published and read.";

/// One line of a table of shares.
struct Bar {
  std::string label;
  std::string note{};    // what the label means; "" says nothing
  std::string address{}; // of the rows behind it; "" where no filter chooses them
  std::int64_t amount = 0;
  bool open = false;           // not known, not classified: drawn as such
  std::string label_address{}; // of the same question of this line alone; "" has none
};
struct BarTable {
  std::string caption; // what is shown, of what, and in which unit
  std::string head;    // of the lines
  std::string amount;  // of the numbers
  bool money = true;   // pence; otherwise a count
  std::vector<Bar> lines;
  std::int64_t whole = 0; // what the shares are of
  std::string total_address{};
  Chart chart{}; // of the picture that may be taken away; its kind has no meaning here
};
/// What {{> bars}} shows, under the names that it asks for.
kainjow::mustache::data bar_table(const BarTable&);

/// The partials that every page may use: {{> bars}} and {{> table}}.
void add_partials(kainjow::mustache::data& view);

} // namespace openward::pages
