#include "service/api/atom.h"

#include "service/render/rows.h"
#include "service/render/workbook.h"

#include <rapidjson/document.h>

#include <algorithm>
#include <array>

namespace openward::api {

using persistence::FilterTerm;
using persistence::Page;
using persistence::ResourceInfo;
using render::AtomEntry;

namespace {

// Tag URIs (RFC 4151): the register has no domain of its own, and the same record has the same id on every server that holds it.
constexpr std::string_view tag = "tag:openward,2026:";

/// One row by the names of its columns.
class Record {
 public:
  Record(const std::vector<persistence::Column>& columns, const persistence::Row& row) : columns_(columns), row_(row) {}

  /// "" where it is not known or there is no such column.
  std::string text(std::string_view name) const {
    const auto found = std::find_if(columns_.begin(), columns_.end(), [&](const auto& c) { return c.name == name; });
    if (found == columns_.end()) return {};
    return render::cell_text(*found, row_[static_cast<std::size_t>(found - columns_.begin())]);
  }
  std::string text_or(std::string_view name, std::string_view otherwise) const {
    std::string found = text(name);
    return found.empty() ? std::string(otherwise) : found;
  }
  bool is(std::string_view name) const { return text(name) == "true"; }

 private:
  const std::vector<persistence::Column>& columns_;
  const persistence::Row& row_;
};

std::string in_words(std::string word) {
  std::replace(word.begin(), word.end(), '_', ' ');
  return word;
}

std::string changed(const Record& record) {
  struct Words {
    std::string_view type, words;
  };
  constexpr std::array<Words, 13> kinds{{{"award.imported", "New award"},
                                         {"award.changed", "Award changed"},
                                         {"award.superseded", "Award superseded"},
                                         {"award.published", "Award published"},
                                         {"award.cancelled", "Award cancelled"},
                                         {"award.drafted", "Award drafted"},
                                         {"award.checked", "Award held against the law"},
                                         {"procurement.imported", "New procurement"},
                                         {"procurement.changed", "Procurement changed"},
                                         {"procurement.opened", "Procurement opened"},
                                         {"procurement.published", "Procurement published"},
                                         {"procurement.step_taken", "Procurement: a step was taken"},
                                         {"procurement.linked", "Procurement linked with another"}}};
  const std::string type = record.text("changed.type");
  const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const Words& kind) { return kind.type == type; });
  return found == kinds.end() ? "Changed (" + (type.empty() ? "unknown" : in_words(type)) + ")" : std::string(found->words);
}

std::string providers(const Record& record) {
  rapidjson::Document list;
  const std::string text = record.text("providers");
  list.Parse(text.data(), text.size());
  std::string out;
  if (list.IsArray()) {
    for (const auto& provider : list.GetArray()) {
      const auto name = provider.FindMember("name");
      if (name == provider.MemberEnd() || !name->value.IsString()) continue;
      out += (out.empty() ? "" : "; ") + std::string(name->value.GetString(), name->value.GetStringLength());
    }
  }
  return out.empty() ? "unknown" : out;
}

std::string value(const Record& record, const std::string& of) {
  const std::string amount = record.text(of + ".amount");
  if (amount.empty() && of == "value" && !record.text("value_gross.amount").empty())
    return "GBP " + record.text("value_gross.amount") + " (VAT included)";
  if (amount.empty()) return "unknown";
  if (record.is(of + ".placeholder")) return "unknown (a placeholder of " + amount + " is published)";
  const std::string kind = record.text(of + ".kind");
  return record.text_or(of + ".currency", "currency unknown") + " " + amount + " (" + (kind.empty() ? "" : in_words(kind) + ", ") + "VAT " +
         record.text_or(of + ".vat", "unknown") + ")";
}

std::string route(const Record& record) { return in_words(record.text_or("route", "unknown")); }

/// "Findings" of a row of findings; what else there is to say of an award and of a procurement.
std::string sentence(std::string_view resource, const Record& record) {
  const std::string buyer = "Commissioner: " + record.text_or("commissioner.name", "unknown") + ". ";
  const std::string how = "Route: " + route(record) + " (" + in_words(record.text_or("tender_class", "unknown")) + "). ";
  std::string out = changed(record) + ". ";
  if (resource == "findings") {
    out += "Rule " + record.text("rule") + " (" + record.text("citation") + ") has the outcome " + record.text("outcome") + " for the " +
           record.text("subject") + ": a question to be answered, not an accusation. " + buyer + how;
  } else if (resource == "awards") {
    out += "Providers: " + providers(record) + ". " + buyer + "Value: " + value(record, "value") + ". " + how +
           "Decided on: " + record.text_or("awarded_on", "unknown") + ".";
  } else {
    out += "Latest notice: " + in_words(record.text_or("kind", "unknown")) + ". " + buyer + "Value expected: " + value(record, "estimate") +
           ". " + how;
  }
  while (out.ends_with(' ')) out.pop_back();
  return record.is("synthetic") ? "Synthetic: invented for demonstration. " + out : out;
}

std::string title(std::string_view resource, const Record& record) {
  std::string out = record.text_or("title", "without a title");
  if (resource == "findings") out = record.text("rule") + " (" + record.text("outcome") + "): " + out;
  return record.is("synthetic") ? "[synthetic] " + out : out;
}

Instant moment(const Record& record, std::string_view name, Instant otherwise) {
  const auto at = Instant::parse(record.text(name));
  return at ? *at : otherwise;
}

AtomEntry entry_of(const ResourceInfo& resource, const Record& record, Instant now) {
  AtomEntry out;
  const std::string id = record.text("id");
  out.id = std::string(tag) + resource.name + "/" + id;
  out.title = title(resource.name, record);
  out.updated = moment(record, "changed.at", now);
  out.published = moment(record, "changed.first_at", out.updated);
  out.summary = sentence(resource.name, record);
  for (const char* column : {"regime", "route", "tender_class", "provider_class", "outcome"}) {
    const std::string word = record.text(column);
    if (!word.empty()) out.categories.push_back(std::string(column) + ":" + word);
  }
  if (record.is("synthetic")) out.categories.emplace_back("synthetic");
  out.links.push_back({"alternate", "application/json", "/v1/" + resource.name + "/" + id});
  if (const std::string source = record.text("source.url"); !source.empty()) out.links.push_back({"via", "text/html", source});
  return out;
}

std::string filter_words(const std::vector<FilterTerm>& terms) {
  std::string out;
  for (const FilterTerm& term : terms) {
    std::string values;
    for (const std::string& one : term.values) values += (values.empty() ? "" : " or ") + one;
    out += (out.empty() ? "" : "; ") + std::string(term.exclude ? "not " : "") + term.name + ": " + values;
  }
  return out.empty() ? "everything" : out;
}

/// The same list without the suffix, which is JSON.
std::string as_list(std::string address) {
  const auto at = address.find(".atom");
  if (at != std::string::npos && (at + 5 == address.size() || address[at + 5] == '?')) address.erase(at, 5);
  return address;
}

} // namespace

render::AtomFeed feed_from(const ResourceInfo& resource, const Page& page, const std::vector<FilterTerm>& terms,
                           const FeedAddresses& addresses, Instant now) {
  render::AtomFeed out;
  out.id = std::string(tag) + "feed:" + as_list(addresses.first);
  out.title = "Openward: " + resource.name;
  out.subtitle = "What changed last, of " + filter_words(terms) + ". " + std::to_string(page.total) + " in all.";
  out.author = "Openward, an open register of NHS health-care contract awards in England";
  out.rights = render::licence;
  out.links.push_back({"self", std::string(render::atom_type), addresses.self});
  out.links.push_back({"alternate", "application/json", as_list(addresses.first)});
  out.links.push_back({"first", std::string(render::atom_type), addresses.first});
  if (!addresses.next.empty()) out.links.push_back({"next", std::string(render::atom_type), addresses.next});
  for (const auto& row : page.table.rows) out.entries.push_back(entry_of(resource, Record(page.table.columns, row), now));
  out.updated = out.entries.empty() ? now : out.entries.front().updated;
  return out;
}

} // namespace openward::api
