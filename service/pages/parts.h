#pragma once
// A page out of parts: sections of paragraphs, tables, facts and forms, which one template writes out. What a part says is plain text; only
// `address` becomes a link, and the template escapes both. Plain values; threads share nothing.

#include "persistence/read/query.h"
#include "service/http/message.h"
#include "service/pages/figures.h"
#include "service/pages/frame.h"
#include "service/pages/question.h"
#include "service/pages/words.h"

#include <kainjow/mustache.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace openward::pages::explore {

/// Text, or a link where it has an address; with `strong` it stands out.
struct Run {
  std::string text;
  std::string address{};
  bool strong = false;
};
using Words = std::vector<Run>;

struct Paragraph {
  Words words;
  enum class Kind { plain, lead, hint, notice } kind = Kind::plain;
};
struct Bullets {
  std::vector<Words> items;
  std::vector<std::string> ids{}; // of the items, for links to them; empty, or as many as items
};
/// Terms with what they mean, or facts with what they are.
struct Facts {
  struct Fact {
    std::string term;
    std::vector<Words> said;
    std::string id{};
  };
  std::vector<Fact> facts;
};
struct TableCell {
  Words words;
  bool number = false;
  bool day = false;                           // never broken over two lines
  std::string under{};                        // a second line, in small print
  std::optional<std::int64_t> basis_points{}; // drawn as a bar beside the words
};
struct TableLine {
  std::vector<TableCell> cells;
  bool total = false;
  std::vector<std::pair<std::string, std::string>> data{}; // data-NAME="VALUE", for scripts that draw what the table says
};
/// The first cell of a line is its head.
struct TableBlock {
  std::string caption;
  struct Head {
    std::string text;
    bool number = false;
    bool series = false; // is drawn, and only such; without any, the numbers are
  };
  std::vector<Head> heads;
  std::vector<TableLine> lines;
  std::string empty{"There is none."}; // said in place of a table without lines
  std::string id{};
  Chart chart{};
};
struct Option {
  std::string value;
  std::string text;
};
struct Field {
  std::string name;
  std::string label;
  std::string value{};
  std::string type{"text"};      // search, text or date; of no meaning with choices
  std::vector<Option> choices{}; // a list to choose from
  std::string hint{};
};
/// A question as an address: GET.
struct FormBlock {
  std::string action;
  std::string button;
  std::vector<Field> fields;
  http::Parameters kept{}; // sent along unseen
};
/// Where a script may draw the table of this id; hidden while none does.
struct Canvas {
  std::string id;
  std::string of_table;
};
using Block = std::variant<Paragraph, Bullets, Facts, TableBlock, FormBlock, Canvas>;

struct Section {
  std::string id;
  std::string title; // "" has no heading: what stands before the first
  std::vector<Block> blocks;
};

/// The page of these sections in its frame.
http::Response page_of(const api::Call&, const Page&, const Freshness&, const std::vector<Section>&);

/// What leads the section, without its links, for where the page is shared; "" of a section that nothing leads. It begins with what a
/// notice calls out.
std::string leading_words(const Section&);

Words text_words(std::string text);
TableCell text_cell(std::string text);
TableCell day_cell(std::string_view iso);
TableCell link_cell(std::string text, std::string address);
TableCell number_cell(std::int64_t number, std::string address = {});
TableCell money_cell(std::int64_t pence, std::string address = {});

/// "east_of_england" is "East of England".
std::string region_name(std::string_view word);

/// The choices of a filter, the empty one first.
std::vector<Option> choices_of(std::span<const std::string_view> words, const std::string& none);
std::vector<Option> choices_of(const std::vector<std::string>& words, const std::string& none);

/// "1 to 50 of 1,204" with a link to what follows.
Block pager(const persistence::Page&, std::string_view path, const http::Parameters& asked);
/// The addresses of the same rows as data.
std::vector<Link> data_of_list(std::string_view resource, const http::Parameters& asked);

} // namespace openward::pages::explore
