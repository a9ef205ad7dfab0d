#include "service/api/reconcile_extend.h"

#include <array>

namespace openward::api {

using app::BodyDirectory;
using matching::BodyRef;
using render::Json;

namespace {

void write_text(Json& out, std::string_view text) {
  if (!text.empty()) out.object().member("str", text).end_object();
}

/// The protocol knows moments only: the day begins at midnight.
void write_day(Json& out, const std::optional<Date>& day) {
  if (day) out.object().member("date", day->iso() + "T00:00:00Z").end_object();
}

void write_body(Json& out, const BodyDirectory& directory, BodyRef ref) {
  const Body& body = directory.body(ref).known.body;
  out.object().member("id", body.id).member("name", body.name).end_object();
}

/// A code that the register follows to no body is given as it stands.
void write_code(Json& out, const BodyDirectory& directory, const std::string& code) {
  if (const BodyRef* ref = directory.with_code(code))
    write_body(out, directory, *ref);
  else
    write_text(out, code);
}

void write_identifiers(Json& out, const Body& body, std::string_view scheme) {
  for (const Identifier& identifier : body.identifiers)
    if (scheme.empty() || identifier.scheme() == scheme) write_text(out, scheme.empty() ? identifier.text() : identifier.id());
}

using Values = void (*)(Json&, const BodyDirectory&, BodyRef);

const Body& body_of(const BodyDirectory& directory, BodyRef ref) { return directory.body(ref).known.body; }

struct ExtendColumn {
  app::ReconcileWord word;
  Values write;
};

constexpr std::array<ExtendColumn, 13> kColumns{{
    {{"class", "Class", "The class of provider that the register holds it in."},
     [](Json& out, const BodyDirectory& d, BodyRef ref) { write_text(out, to_string(body_of(d, ref).classification.provider_class)); }},
    {{"class_evidence", "Evidence of the class", "How the class was arrived at."},
     [](Json& out, const BodyDirectory& d, BodyRef ref) { write_text(out, to_string(body_of(d, ref).classification.evidence)); }},
    {{"class_confidence", "Confidence of the class", "0 to 100; below 50 the class is presumed."},
     [](Json& out, const BodyDirectory& d, BodyRef ref) {
       out.object().member("int", body_of(d, ref).classification.confidence).end_object();
     }},
    {{"identifiers", "Identifiers", "Every identifier, as scheme:id."},
     [](Json& out, const BodyDirectory& d, BodyRef ref) { write_identifiers(out, body_of(d, ref), ""); }},
    {{"ods", "ODS code", "Code of the NHS Organisation Data Service."},
     [](Json& out, const BodyDirectory& d, BodyRef ref) { write_identifiers(out, body_of(d, ref), "ods"); }},
    {{"coh", "Company number", "Number of Companies House."},
     [](Json& out, const BodyDirectory& d, BodyRef ref) { write_identifiers(out, body_of(d, ref), "coh"); }},
    {{"chc", "Charity number", "Number of the Charity Commission for England and Wales."},
     [](Json& out, const BodyDirectory& d, BodyRef ref) { write_identifiers(out, body_of(d, ref), "chc"); }},
    {{"postcode", "Postcode", "Postcode of the body."},
     [](Json& out, const BodyDirectory& d, BodyRef ref) { write_text(out, body_of(d, ref).postcode); }},
    {{"opened", "Opened", "Its first day, where known."},
     [](Json& out, const BodyDirectory& d, BodyRef ref) { write_day(out, body_of(d, ref).opened); }},
    {{"closed", "Closed", "Its last day, where it has closed."},
     [](Json& out, const BodyDirectory& d, BodyRef ref) { write_day(out, body_of(d, ref).closed); }},
    {{"successor", "Successor", "The bodies that it became, wholly or in part."},
     [](Json& out, const BodyDirectory& d, BodyRef ref) {
       for (const Succession* one : d.successors(ref)) write_code(out, d, one->to_code);
     }},
    {{"predecessor", "Predecessor", "The bodies that became it, wholly or in part."},
     [](Json& out, const BodyDirectory& d, BodyRef ref) {
       for (const Succession* one : d.predecessors(ref)) write_code(out, d, one->from_code);
     }},
    {{"group", "Group", "The body at the top of its owners today."},
     [](Json& out, const BodyDirectory& d, BodyRef ref) {
       if (const BodyRef* group = d.with_id(d.body(ref).group)) write_body(out, d, *group);
     }},
}};

constexpr auto kWords = [] {
  std::array<app::ReconcileWord, kColumns.size()> words{};
  for (std::size_t i = 0; i < words.size(); ++i) words[i] = kColumns[i].word;
  return words;
}();

} // namespace

std::span<const app::ReconcileWord> extend_properties() { return kWords; }

std::vector<std::string> extend_property_ids() {
  std::vector<std::string> out;
  for (const auto& word : kWords) out.emplace_back(word.id);
  return out;
}

void write_extension(Json& out, const BodyDirectory& directory, const ExtendRequest& request) {
  std::vector<const ExtendColumn*> columns;
  for (const std::string& id : request.properties)
    for (const ExtendColumn& column : kColumns)
      if (column.word.id == id && std::find(columns.begin(), columns.end(), &column) == columns.end()) columns.push_back(&column);
  out.object().key("meta").array();
  for (const auto* column : columns) {
    out.object().member("id", column->word.id).member("name", column->word.name);
    out.end_object();
  }
  out.end_array().key("rows").object();
  std::vector<std::string> written;
  for (const std::string& id : request.ids) {
    if (std::find(written.begin(), written.end(), id) != written.end()) continue;
    written.push_back(id);
    const BodyRef* ref = directory.with_id(id);
    out.key(id).object();
    for (const auto* column : columns) {
      out.key(column->word.id).array();
      if (ref != nullptr) column->write(out, directory, *ref);
      out.end_array();
    }
    out.end_object();
  }
  out.end_object().end_object();
}

} // namespace openward::api
