#include "service/evaluate/register_suppliers.h"

#include "domain/money.h"
#include "exchange/names/supplier_names.h"
#include "persistence/matching.h"
#include "persistence/read/query.h"
#include "persistence/sight.h"
#include "service/app/import.h"

#include <algorithm>
#include <array>
#include <map>

namespace openward::evaluate {
namespace {

using matching::BodyIndex;
using matching::BodyRef;
using persistence::UnitOfWork;

constexpr std::array<std::string_view, 5> kColumns{"words", "status", "body.id", "provider_class", "reason"};

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

app::Clock clock_of_labels() {
  return [] { return *Instant::parse("2026-08-10T12:00:00Z"); };
}

/// Every file of the Organisation Data Service in the folders, the newest name first, as the index has them.
Result<> import_bodies(app::Importer& importer, const std::filesystem::path& path) {
  std::vector<std::string> files;
  std::error_code error;
  const bool folder = std::filesystem::is_directory(path, error);
  if (!folder) files.push_back(path.string());
  for (std::filesystem::directory_iterator entry(path, error); folder && !error && entry != std::filesystem::directory_iterator();
       entry.increment(error)) {
    if (entry->path().extension() == ".csv") files.push_back(entry->path().string());
  }
  // A later file brings the names of an earlier one up to date, so the oldest goes first.
  std::sort(files.begin(), files.end());
  app::ImportOptions options;
  options.format = app::ImportFormat::ods;
  const auto done = importer.run(files, options);
  if (!done) return done.error();
  for (const app::FileOutcome& file : done->files) {
    if (file.refused && !folder) return *file.refused;
  }
  return Done{};
}

struct Found {
  std::string status, body, provider_class, reason;
};

std::string text_of(const persistence::Cell& cell) {
  const auto* text = std::get_if<std::string>(&cell);
  return text ? *text : "";
}

Result<std::map<std::string, Found>> found_in(persistence::Database& database) {
  const persistence::ResourceInfo& info = *persistence::find_resource("matches");
  std::array<std::size_t, kColumns.size()> places{};
  for (std::size_t i = 0; i < kColumns.size(); ++i) {
    const auto at = std::find_if(info.columns.begin(), info.columns.end(), [&](const auto& c) { return c.name == kColumns.at(i); });
    places.at(i) = static_cast<std::size_t>(at - info.columns.begin());
  }
  std::map<std::string, Found> out;
  auto read = database.read([&](persistence::Session& s) {
    // The labels are of the words themselves, those of people among them.
    persistence::set_sight(s, persistence::Sight::in_full);
    return persistence::for_each(s, info, {}, [&](const persistence::Row& row) -> Result<> {
      out[text_of(row.at(places[0]))] = {text_of(row.at(places[1])), text_of(row.at(places[2])), text_of(row.at(places[3])),
                                         text_of(row.at(places[4]))};
      return Done{};
    });
  });
  if (!read) return read.error();
  return out;
}

std::optional<BodyRef> same_body(const BodyIndex& index, const Body& body) {
  for (const Identifier& identifier : body.identifiers) {
    if (const BodyRef* ref = index.with_identifier(identifier)) return *ref;
  }
  std::optional<BodyRef> found;
  for (const auto name : index.with_key(matching::name_form(body.name).key)) {
    if (found && *found != index.name(name).body) return std::nullopt;
    found = index.name(name).body;
  }
  return found;
}

Result<std::map<std::string, BodyRef>> bodies_of(persistence::Database& database, const BodyIndex& index) {
  return database.write("evaluate", clock_of_labels()(), [&](UnitOfWork& u) -> Result<std::map<std::string, BodyRef>> {
    std::map<std::string, BodyRef> out;
    for (const matching::KnownBody& known : persistence::Matches(u).known_bodies()) {
      if (const auto ref = same_body(index, known.body)) out.emplace(known.body.id, *ref);
    }
    return out;
  });
}

} // namespace

std::string spend_file_of(const std::vector<SupplierLabel>& labels) {
  std::string out = "Entity,Date,Expense type,Expense area,Supplier,Transaction number,Amount\n";
  std::int64_t number = 0;
  for (const SupplierLabel& label : labels) {
    const std::int64_t lines = std::max<std::int64_t>(label.lines, 1);
    for (std::int64_t line = 0; line < lines; ++line) {
      const std::int64_t pence = label.pence / lines + (line == 0 ? label.pence % lines : 0);
      out += "A public body,01/05/2020,,," + quoted(label.raw) + "," + std::to_string(++number) + "," + Money{pence, {}}.decimal() + "\n";
    }
  }
  return out;
}

Result<std::vector<SupplierReading>> read_suppliers_from(persistence::Database& database, const BodyIndex& index,
                                                         const std::vector<SupplierLabel>& labels, const std::filesystem::path& reference,
                                                         const std::vector<std::filesystem::path>& bodies) {
  app::Importer importer(database, clock_of_labels());
  for (const auto& path : bodies) {
    if (auto done = import_bodies(importer, path); !done) return done.error();
  }
  app::ImportOptions options;
  options.format = app::ImportFormat::spend;
  options.known_bodies = reference;
  app::ImportSummary summary;
  importer.take(summary, "labels.csv", spend_file_of(labels), options);
  if (summary.files.front().refused) return *summary.files.front().refused;

  const auto found = found_in(database);
  if (!found) return found.error();
  const auto refs = bodies_of(database, index);
  if (!refs) return refs.error();
  std::vector<SupplierReading> readings;
  for (const SupplierLabel& label : labels) {
    const auto at = found->find(label.raw);
    if (at == found->end()) return invalid("the register does not hold the supplier of line " + std::to_string(label.line));
    const Found& held = at->second;
    SupplierReading r;
    r.label = &label;
    r.supplier = exchange::read_supplier(label.raw);
    r.held.provider_class = provider_class_from(held.provider_class).value_or(ProviderClass::unclassified);
    r.held.detail = held.reason;
    if (held.status == "linked") {
      const auto ref = refs->find(held.body);
      if (ref == refs->end()) return invalid("line " + std::to_string(label.line) + " is linked to a body that the index does not know");
      r.decision.outcome = matching::Outcome::linked;
      r.decision.link = matching::Candidate{};
      r.decision.link->body = ref->second;
      r.decision.reason = held.reason;
    }
    judge(index, r, held.status == "linked" ? "body " + held.body : "");
    readings.push_back(std::move(r));
  }
  return readings;
}

} // namespace openward::evaluate
