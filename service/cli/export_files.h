#pragma once
// One kind of record written to one file, with the line that a manifest has of it.

#include "persistence/read/query.h"
#include "service/cli/output_file.h"
#include "service/render/manifest.h"

#include <cstdint>
#include <string>

namespace openward::cli {

struct ExportAsked {
  std::string what;                               // a resource, "releases" or "records"
  std::string form;                               // csv | ndjson | xlsx; of releases and records json | ndjson
  std::vector<persistence::FilterTerm> filters{}; // of a resource
  bool versioned = false;                         // records with the history of every field
  std::string base{};                             // where the register is reached
  Instant now{};
};

struct Exported {
  render::ManifestFile file;  // without its name
  std::int64_t left_out = 0;  // releases that name a person
  std::int64_t synthetic = 0; // procurements that were invented
};

bool is_ocds(const std::string& what);

/// Writes the rows and keeps the file. Errors: those of the database, of a filter and of the file.
Result<Exported> export_file(persistence::Session&, const ExportAsked&, OutputFile&);

/// The description of the columns of a CSV that is called `file`, written beside it as `file`-metadata.json.
std::string csv_metadata(const std::string& what, const std::string& file);

} // namespace openward::cli
