#include "service/cli/export_folder.h"

#include "persistence/repositories.h"
#include "persistence/sight.h"
#include "service/cli/export_files.h"
#include "service/render/csvw.h"
#include "service/render/workbook.h"
#include "service/version.h"

#include <array>
#include <utility>

namespace openward::cli {
namespace {

namespace fs = std::filesystem;

Error cannot(const std::string& message) { return Error{ErrorKind::unavailable, message, {}, {}}; }

std::string sum_line(const std::string& sha256, std::string_view name) { return sha256 + "  " + std::string(name) + "\n"; }

std::string readme_of(const render::Manifest& manifest) {
  std::string out = "This is the whole public register of Openward as it stood at " + manifest.made_at.iso() + " (sequence number " +
                    std::to_string(manifest.seq) + "), all files of the same moment.\n\n";
  out += manifest.people ? "IT HOLDS THE NAMES OF PEOPLE who were paid or awarded something. Do not publish it.\n\n"
                         : "The names of people who were paid or awarded something are left out; they count in every total.\n\n";
  out += "NAME.csv                one list, a row for each record; amounts are pounds, dates are year-month-day\n"
         "NAME.csv-metadata.json  what each column means (W3C metadata for tabular data)\n"
         "NAME.ndjson             the same rows, one JSON object on each line\n"
         "releases.ndjson, records.ndjson   the same procurements in OCDS 1.1\n"
         "manifest.json           how many rows and bytes each file has, and its SHA-256\n"
         "SHA256SUMS              the same digests for `sha256sum -c SHA256SUMS`\n\n"
         "To check that nothing was cut or altered: openward export --verify THIS_FOLDER\n"
         "To go on from here: ask the register for /v1/changes?since=" +
         std::to_string(manifest.seq) + "\n\n" + std::string(render::licence) + "\n\nThe files:\n";
  for (const auto& file : manifest.files)
    out += "  " + file.file + ": " + std::to_string(file.rows) + (file.rows == 1 ? " row. " : " rows. ") + file.description + "\n";
  return out;
}

} // namespace

Result<OutputFolder> OutputFolder::create(const fs::path& path, bool private_to_owner) {
  fs::path place = path.lexically_normal();
  if (!place.has_filename()) place = place.parent_path(); // a slash at the end
  std::error_code fault;
  if (fs::exists(place, fault) && !(fs::is_directory(place, fault) && fs::is_empty(place, fault)))
    return invalid(place.string() + " is there already: name a folder that is not there yet. Nothing was changed.");
  const fs::path part = place.string() + ".part";
  if (fs::exists(part, fault))
    return invalid(part.string() + " is there: another export works in it, or one was interrupted. Remove it when none is at work.");
  if (!place.parent_path().empty()) fs::create_directories(place.parent_path(), fault);
  if (!fs::create_directory(part, fault))
    return cannot("cannot make the folder " + part.string() + ": " + fault.message() + ". Check the folder above it and its permissions.");
  if (private_to_owner) fs::permissions(part, fs::perms::owner_all, fault);
  if (private_to_owner && fault) return cannot("cannot keep the folder " + part.string() + " from others: " + fault.message() + ".");
  return OutputFolder(place, part);
}

OutputFolder::OutputFolder(OutputFolder&& other) noexcept : path_(std::move(other.path_)), part_(std::exchange(other.part_, {})) {}

OutputFolder::~OutputFolder() {
  if (part_.empty()) return;
  std::error_code ignored;
  fs::remove_all(part_, ignored);
}

Result<std::string> OutputFolder::add(std::string_view name, std::string_view content) const {
  auto out = file(name);
  if (!out) return out.error();
  if (auto done = out->write(content); !done) return done.error();
  if (auto done = out->keep(); !done) return done.error();
  return sum_line(out->sha256(), name);
}

Result<> OutputFolder::keep(const render::Manifest& manifest, std::string_view readme, std::string sums) {
  for (const auto& file : manifest.files) sums += sum_line(file.sha256, file.file);
  const auto small = std::to_array<std::pair<std::string_view, std::string>>(
      {{"README.txt", std::string(readme)}, {manifest_name, render::manifest_json(manifest)}});
  for (const auto& [name, content] : small) {
    const auto line = add(name, content);
    if (!line) return line.error();
    sums += *line;
  }
  if (auto done = add("SHA256SUMS", sums); !done) return done.error();
  std::error_code fault;
  fs::rename(part_, path_, fault);
  if (fault) return cannot("cannot move the finished folder to " + path_.string() + ": " + fault.message() + ".");
  part_.clear();
  return settle_on_disk(path_.has_parent_path() ? path_.parent_path() : ".");
}

Result<render::Manifest> export_everything(persistence::Database& database, const WholeExport& asked, const fs::path& path) {
  auto folder = OutputFolder::create(path);
  if (!folder) return folder.error();
  render::Manifest manifest{"export", std::string(kVersion), database.schema_version(), 0, asked.now, asked.people};
  std::string sums;
  auto done = database.read([&](persistence::Session& s) -> Result<> {
    if (asked.people) persistence::set_sight(s, persistence::Sight::in_full);
    manifest.seq = persistence::last_seq(s);
    const auto add = [&](const std::string& what, const std::string& form) -> Result<> {
      const std::string name = what + "." + form;
      auto file = folder->file(name);
      if (!file) return file.error();
      auto exported = export_file(s, {what, form, {}, false, asked.base, asked.now}, *file);
      if (!exported) return exported.error();
      exported->file.file = name;
      if (form == "csv") {
        exported->file.metadata = name + std::string(render::csvw_ending);
        const auto line = folder->add(exported->file.metadata, csv_metadata(what, name));
        if (!line) return line.error();
        sums += *line;
      }
      manifest.files.push_back(std::move(exported->file));
      return Done{};
    };
    const std::vector<std::string> forms = asked.form.empty() ? std::vector<std::string>{"csv", "ndjson"} : std::vector{asked.form};
    for (const auto& resource : persistence::resources()) {
      for (const std::string& form : forms) {
        if (auto added = add(resource.name, form); !added) return added;
      }
    }
    for (const char* what : {"releases", "records"}) {
      if (auto added = add(what, "ndjson"); !added) return added;
    }
    return Done{};
  });
  if (!done) return done.error();
  if (auto kept = folder->keep(manifest, readme_of(manifest), std::move(sums)); !kept) return kept.error();
  return manifest;
}

} // namespace openward::cli
