#include "service/pages/named_bodies.h"

#include "domain/identifier.h"
#include "domain/text.h"
#include "service/api/access.h"
#include "service/api/reply.h"
#include "service/pages/parts.h"

#include <algorithm>

namespace openward::pages {

using http::Parameters;
using http::Response;
using persistence::Session;

namespace {

constexpr std::size_t most_choices = 20;
constexpr std::size_t most_named = 5; // in a sentence

/// "bd-…", "sn-…" of words that are linked to nobody, "ods:QMM", "none".
bool stands_for_itself(std::string_view value) {
  if (value.empty() || value == "none" || value.starts_with("bd-") || value.starts_with("sn-")) return true;
  return value.find(' ') == std::string_view::npos && Identifier::parse(value);
}

/// Every word may be the beginning of one; signs of a search are none here.
std::string beginnings(std::string_view typed) {
  std::string out;
  bool within = false;
  for (const char c : typed) {
    const bool letter =
        (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (static_cast<unsigned char>(c) & 0x80U) != 0;
    if (within && !letter) out += "* ";
    if (letter) out += c;
    within = letter;
  }
  return within ? out + "*" : out;
}

struct Candidate {
  std::string id;
  std::string name;
  std::string code; // an identifier, else the id
  std::string provider_class;
  bool synthetic = false;
};

/// "ods:QMM"; the id of a body without a code.
std::string code_of(const Record& body) {
  const auto codes = body.list("identifiers");
  return codes.Empty() || !codes[0].IsString() ? body.text("id") : std::string(codes[0].GetString(), codes[0].GetStringLength());
}

struct Found {
  std::vector<Candidate> candidates; // the nearest first
  std::int64_t total = 0;
  Freshness fresh;
};

Result<Found> candidates(Session& s, std::string_view resource, const std::string& typed) {
  const auto& bodies = *persistence::find_resource(resource);
  const auto page = persistence::list(s, bodies, {{{"q", false, {beginnings(typed)}}}, "relevance", most_choices, ""});
  if (!page) return page.error();
  Found out{{}, page->total, freshness(s)};
  for (const auto& row : page->table.rows) {
    const Record body(page->table.columns, row);
    out.candidates.push_back({body.text("id"), body.text("name"), code_of(body), body.text("provider_class"), body.yes("synthetic")});
  }
  return out;
}

/// The only one, or the only one of exactly this name.
const Candidate* meant_one(const Found& found, const std::string& typed) {
  if (found.candidates.size() == 1) return &found.candidates.front();
  const auto same = [&](const Candidate& c) { return detail::lower(c.name) == detail::lower(typed); };
  const auto first = std::find_if(found.candidates.begin(), found.candidates.end(), same);
  if (first == found.candidates.end()) return nullptr;
  return std::find_if(first + 1, found.candidates.end(), same) == found.candidates.end() ? &*first : nullptr;
}

std::ptrdiff_t times(const Parameters& given, std::string_view name) {
  return std::count_if(given.begin(), given.end(), [&](const auto& p) { return p.first == name; });
}

Parameters in_place(Parameters given, std::size_t at, const std::string& id) {
  given[at].second = id;
  return without(std::move(given), "cursor");
}

Response go_to(const std::string& address) {
  Response out;
  out.status = 303;
  out.media_type = "text/plain; charset=utf-8";
  out.body = "One body of that name: " + address + "\n";
  out.set_header("Location", address);
  return out;
}

Response choice(const api::Call& call, std::string_view path, const Parameters& given, std::size_t at, const Found& found) {
  const std::string& typed = given[at].second;
  explore::TableBlock table{"What “" + typed + "” may mean", {{"Name"}, {"Class"}}, {}};
  for (const Candidate& one : found.candidates) {
    explore::TableCell name = explore::link_cell(one.name, address(path, in_place(given, at, one.id)));
    if (one.synthetic) name.under = "invented, for demonstration";
    table.lines.push_back({{std::move(name), explore::link_cell(label(one.provider_class), "/about#class-" + one.provider_class)}});
  }
  explore::Section all{
      "",
      "",
      {explore::Paragraph{explore::text_words("Several bodies fit the name. Each link asks the same question of that one.")},
       std::move(table)}};
  if (found.total > static_cast<std::int64_t>(found.candidates.size()))
    all.blocks.push_back(explore::Paragraph{
        explore::text_words("These are the nearest of " + std::to_string(found.total) + ". Type more of the name to find another.")});
  Page page;
  page.title = "Which “" + typed + "” is meant?";
  page.description = "Bodies whose name fits what was typed.";
  page.address = address(path, given);
  page.trail = {{"Openward", "/"}};
  page.indexed = false;
  return explore::page_of(call, page, found.fresh, {std::move(all)});
}

std::string no_such_body(std::string_view resource, const std::string& typed) {
  return "The register holds no body that is called “" + typed +
         "”. Type the beginning of one word of its name, or its code, such as ods:QMM; /" + std::string(resource) + " lists all.";
}

Response none(const api::Call& call, const BodyField& field, const std::string& typed) {
  return api::refuse(call, invalid_at(std::string(field.name), "no_such_body", no_such_body(field.resource, typed)));
}

/// The name of the body with this id or code; "" where the list has none.
std::string name_of(Session& s, std::string_view resource, const std::string& id) {
  const auto page = persistence::list(s, *persistence::find_resource(resource), {{{"identifier", false, {id}}}, "", 1, ""});
  return page && !page->table.rows.empty() ? Record(page->table.columns, page->table.rows.front()).text("name") : std::string();
}

using Lists = std::initializer_list<std::string_view>;

std::string which_of(const Found& found, const std::string& typed) {
  std::string out;
  for (std::size_t i = 0; i < found.candidates.size() && i < most_named; ++i)
    out += (i == 0 ? "" : "; ") + found.candidates[i].name + " (" + found.candidates[i].code + ")";
  const std::int64_t more = found.total - static_cast<std::int64_t>(std::min(found.candidates.size(), most_named));
  return "Type more of the name, or the code. “" + typed + "” may mean " + out +
         (more > 0 ? "; and " + std::to_string(more) + " more" : "") + ".";
}

Result<TypedBody> body_of_words(Session& s, Lists lists, const std::string& typed) {
  for (const std::string_view list : lists) {
    const auto found = candidates(s, list, typed);
    if (!found) return found.error();
    if (found->candidates.empty()) continue;
    const Candidate* one = meant_one(*found, typed);
    return one != nullptr ? TypedBody{one->id, one->name} : TypedBody{typed, typed, which_of(*found, typed)};
  }
  return TypedBody{typed, typed, no_such_body(*lists.begin(), typed)};
}

Result<TypedBody> body_of_id(Session& s, Lists lists, const std::string& id) {
  for (const std::string_view list : lists) {
    const std::string name = name_of(s, list, id);
    if (name.empty()) continue;
    const auto by_name = body_of_words(s, lists, name);
    return TypedBody{id, by_name && by_name->given == id ? name : id};
  }
  return TypedBody{id, id};
}

} // namespace

std::optional<Response> answer_to_names(const api::Call& call, std::string_view path, const Parameters& given,
                                        std::span<const BodyField> fields) {
  for (std::size_t at = 0; at < given.size(); ++at) {
    const auto field = std::find_if(fields.begin(), fields.end(), [&](const BodyField& f) { return f.name == given[at].first; });
    if (field == fields.end() || stands_for_itself(given[at].second)) continue;
    const std::string& typed = given[at].second;
    const auto found = api::reading(call, [&](Session& s) { return candidates(s, field->resource, typed); });
    if (!found || found->candidates.empty()) return none(call, *field, typed);
    if (const Candidate* one = meant_one(*found, typed)) return go_to(address(path, in_place(given, at, one->id)));
    return choice(call, path, given, at, *found);
  }
  return std::nullopt;
}

std::string name_for_form(Session& s, const Parameters& given, const BodyField& field) {
  if (times(given, field.name) != 1) return "";
  const std::string value = first(given, field.name);
  if (value == "none" || value.starts_with("sn-") || !stands_for_itself(value)) return value;
  const std::string name = name_of(s, field.resource, value);
  return name.empty() ? value : name;
}

TypedBody body_typed(const api::Call& call, Lists lists, const std::string& typed) {
  const bool id = typed.starts_with("bd-");
  const TypedBody as_it_came{typed, typed};
  if (typed.empty() || (stands_for_itself(typed) && !id)) return as_it_came;
  const auto meant = api::reading(call, [&](Session& s) { return id ? body_of_id(s, lists, typed) : body_of_words(s, lists, typed); });
  // What cannot be looked for now is left to the API, which says why.
  return meant ? *meant : as_it_came;
}

std::vector<std::string_view> fields_shown(std::span<const std::string_view> own, const Parameters& given,
                                           std::span<const BodyField> bodies) {
  std::vector<std::string_view> out(own.begin(), own.end());
  for (const BodyField& field : bodies) {
    if (times(given, field.name) < 2) out.push_back(field.name);
  }
  return out;
}

} // namespace openward::pages
