#include "service/pages/parts.h"

#include "embedded/parts_page.h"
#include "service/api/parameters.h"
#include "service/pages/surroundings.h"
#include "service/render/rows.h"

#include <algorithm>
#include <array>

namespace openward::pages::explore {

using kainjow::mustache::data;

namespace {

data list_of() { return data{data::type::list}; }

data run_data(const Run& run) {
  data out;
  out.set("linked", data(!run.address.empty()));
  out.set("strong", data(run.strong));
  out.set("text", run.text);
  out.set("address", run.address);
  return out;
}

data words_data(const Words& words) {
  data out = list_of();
  for (const Run& run : words) out.push_back(run_data(run));
  return out;
}

void set_id(data& to, const std::string& id) {
  to.set("has_id", data(!id.empty()));
  to.set("id", id);
}

data data_of(const Paragraph& paragraph) {
  constexpr std::array<std::string_view, 4> classes{"", "lead", "hint", "notice"};
  const std::string_view name = classes[static_cast<std::size_t>(paragraph.kind)];
  data out;
  out.set("classed", data(!name.empty()));
  out.set("class", std::string(name));
  out.set("words", words_data(paragraph.words));
  return out;
}

data data_of(const Bullets& bullets) {
  data items = list_of();
  for (std::size_t i = 0; i < bullets.items.size(); ++i) {
    data item;
    item.set("words", words_data(bullets.items[i]));
    set_id(item, i < bullets.ids.size() ? bullets.ids[i] : std::string());
    items.push_back(item);
  }
  data out;
  out.set("items", items);
  return out;
}

data data_of(const Facts& facts) {
  data list = list_of();
  for (const Facts::Fact& fact : facts.facts) {
    data said = list_of();
    for (const Words& words : fact.said) {
      data one;
      one.set("words", words_data(words));
      said.push_back(one);
    }
    data one;
    set_id(one, fact.id);
    one.set("term", fact.term);
    one.set("said", said);
    list.push_back(one);
  }
  data out;
  out.set("list", list);
  return out;
}

/// 1 in 10,000 of a bar of 100, with two decimals: a drawing, no figure.
std::string bar_width(std::int64_t basis_points) {
  const std::int64_t within = std::clamp<std::int64_t>(basis_points, 0, 10000);
  const std::string part = std::to_string(within % 100);
  return std::to_string(within / 100) + (part.size() < 2 ? ".0" : ".") + part;
}

/// `column` is said before the cell where a telephone shows the line as a block of its own; "" where the table stays a table there.
data cell_data(const TableCell& cell, bool head, const std::string& column) {
  data out;
  out.set("head", data(head));
  out.set("has_column", data(!column.empty()));
  out.set("column", column);
  out.set("classed", data(cell.number || cell.day));
  out.set("class", std::string(cell.number ? "number" : "day"));
  out.set("has_bar", data(cell.basis_points.has_value()));
  out.set("bar", cell.basis_points ? bar_width(*cell.basis_points) : std::string());
  out.set("words", words_data(cell.words));
  out.set("has_under", data(!cell.under.empty()));
  out.set("under", cell.under);
  return out;
}

/// As many columns have room beside one another on a telephone.
constexpr std::size_t narrow_columns = 3;

data line_data(const TableLine& line, const std::vector<TableBlock::Head>& heads) {
  data cells = list_of();
  for (std::size_t i = 0; i < line.cells.size(); ++i) {
    const bool said = i > 0 && i < heads.size() && heads.size() > narrow_columns;
    cells.push_back(cell_data(line.cells[i], i == 0, said ? heads[i].text : std::string()));
  }
  data attributes = list_of();
  for (const auto& [name, value] : line.data) {
    data one;
    one.set("name", name);
    one.set("value", value);
    attributes.push_back(one);
  }
  data out;
  out.set("total", data(line.total));
  out.set("attributes", attributes);
  out.set("cells", cells);
  return out;
}

data data_of(const TableBlock& table) {
  data heads = list_of();
  for (const TableBlock::Head& head : table.heads) {
    data one;
    one.set("text", head.text);
    one.set("number", data(head.number));
    one.set("series", data(head.series));
    heads.push_back(one);
  }
  data lines = list_of();
  for (const TableLine& line : table.lines) lines.push_back(line_data(line, table.heads));
  data out;
  set_id(out, table.id);
  out.set("stacked", data(table.heads.size() > narrow_columns));
  out.set("drawing", attributes_of(table.chart));
  out.set("caption", table.caption);
  out.set("empty", data(table.lines.empty()));
  out.set("none", table.empty);
  out.set("heads", heads);
  out.set("lines", lines);
  return out;
}

data field_data(const Field& field, const std::string& prefix) {
  data choices = list_of();
  for (const Option& choice : field.choices) {
    data one;
    one.set("value", choice.value);
    one.set("text", choice.text);
    one.set("selected", data(choice.value == field.value));
    choices.push_back(one);
  }
  data out;
  out.set("prefix", prefix);
  out.set("name", field.name);
  out.set("label", field.label);
  out.set("value", field.value);
  out.set("type", field.type);
  out.set("chosen", data(!field.choices.empty()));
  out.set("choices", choices);
  out.set("has_hint", data(!field.hint.empty()));
  out.set("hint", field.hint);
  return out;
}

data data_of(const FormBlock& form) {
  std::string prefix = form.action.substr(1);
  std::replace(prefix.begin(), prefix.end(), '/', '-');
  data fields = list_of();
  for (const Field& field : form.fields) fields.push_back(field_data(field, prefix));
  data kept = list_of();
  for (const auto& [name, value] : form.kept) {
    data one;
    one.set("name", name);
    one.set("value", value);
    kept.push_back(one);
  }
  data out;
  out.set("action", form.action);
  out.set("button", form.button);
  out.set("fields", fields);
  out.set("kept", kept);
  return out;
}

data data_of(const Canvas& canvas) {
  data out;
  out.set("id", canvas.id);
  out.set("of_table", canvas.of_table);
  return out;
}

data block_data(const Block& block) {
  constexpr std::array<std::string_view, 6> names{"paragraph", "bullets", "facts", "grid", "form", "canvas"};
  static_assert(std::variant_size_v<Block> == names.size());
  data out;
  for (std::size_t i = 0; i < names.size(); ++i) out.set(std::string(names[i]), data(false));
  out.set(std::string(names[block.index()]), std::visit([](const auto& part) { return data_of(part); }, block));
  return out;
}

data section_data(const Section& section) {
  data blocks = list_of();
  for (const Block& block : section.blocks) blocks.push_back(block_data(block));
  data out;
  out.set("titled", data(!section.title.empty()));
  out.set("id", section.id);
  out.set("title", section.title);
  out.set("blocks", blocks);
  return out;
}

} // namespace

http::Response page_of(const api::Call& call, const Page& page, const Freshness& fresh, const std::vector<Section>& sections) {
  data list = list_of();
  for (const Section& section : sections) list.push_back(section_data(section));
  data view;
  view.set("heading", page.title);
  view.set("sections", list);
  view.set("run", data{kainjow::mustache::partial{[] { return std::string(embedded::web_templates_run_mustache); }}});
  return framed(call, page, fresh, embedded::web_templates_parts_mustache, std::move(view));
}

std::string leading_words(const Section& section) {
  std::string called;
  std::string led;
  for (const Block& block : section.blocks) {
    const auto* paragraph = std::get_if<Paragraph>(&block);
    if (paragraph == nullptr) continue;
    for (const Run& run : paragraph->words) {
      if (paragraph->kind == Paragraph::Kind::notice && run.strong) called += run.text + " ";
      if (paragraph->kind == Paragraph::Kind::lead) led += run.text;
    }
  }
  return led.empty() ? std::string() : called + led;
}

Words text_words(std::string text) { return {Run{std::move(text)}}; }
TableCell text_cell(std::string text) { return {text_words(std::move(text))}; }
TableCell day_cell(std::string_view iso) {
  TableCell out = text_cell(day_in_words(iso));
  out.day = true;
  return out;
}
TableCell link_cell(std::string text, std::string address) { return {{Run{std::move(text), std::move(address)}}}; }
TableCell number_cell(std::int64_t number, std::string address) {
  return {{Run{with_thousands(number), number == 0 ? std::string() : std::move(address)}}, true};
}
TableCell money_cell(std::int64_t pence, std::string address) { return {{Run{pounds(pence), std::move(address)}}, true}; }

std::string region_name(std::string_view word) { return label(word); }

namespace {

template <typename List>
std::vector<Option> chosen_of(const List& words, const std::string& none) {
  std::vector<Option> out{{"", none}};
  for (const auto& word : words) out.push_back({std::string(word), label(word)});
  return out;
}

} // namespace

std::vector<Option> choices_of(std::span<const std::string_view> words, const std::string& none) { return chosen_of(words, none); }
std::vector<Option> choices_of(const std::vector<std::string>& words, const std::string& none) { return chosen_of(words, none); }

Block pager(const persistence::Page& page, std::string_view path, const http::Parameters& asked) {
  const auto shown = static_cast<std::int64_t>(page.table.rows.size());
  http::Parameters rest = asked;
  std::erase_if(rest, [](const auto& p) { return p.first == "cursor"; });
  Words words{{with_thousands(shown) + " shown of " + with_thousands(page.total) + ". "}};
  if (!first(asked, "cursor").empty()) words.insert(words.end(), {{"From the beginning", address(path, rest)}, {" "}});
  if (!page.next.empty()) {
    rest.emplace_back("cursor", page.next);
    words.push_back({"The next", address(path, rest)});
  }
  return Paragraph{std::move(words), Paragraph::Kind::hint};
}

std::vector<Link> data_of_list(std::string_view resource, const http::Parameters& asked) {
  http::Parameters filters = asked;
  std::erase_if(filters, [](const auto& p) { return p.first == "cursor" || p.first == "limit" || p.first == "sort"; });
  const std::string base = "/v1/" + std::string(resource);
  return {{"JSON", address(base, filters)},
          {"CSV", address(base + ".csv", filters)},
          {"NDJSON", address(base + ".ndjson", filters)},
          {"XLSX", address(base + ".xlsx", filters)}};
}

} // namespace openward::pages::explore
