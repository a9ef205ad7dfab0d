#pragma once
// `openward export releases` and `openward export records`: everything, as one package of OCDS or as lines.

#include "persistence/database.h"
#include "service/cli/output_file.h"

#include <cstdint>
#include <string>

namespace openward::cli {

struct OcdsExport {
  bool records = false;
  bool lines = false;     // one release or record on a line, without a package
  bool versioned = false; // records with the history of each field
  std::string base;       // where the register is reached, for the addresses in the package
};

struct OcdsExported {
  std::int64_t written = 0;
  std::int64_t left_out = 0;  // releases that name a person
  std::int64_t synthetic = 0; // procurements that were invented
};

/// Errors: those of the database and of the file.
Result<OcdsExported> export_ocds(persistence::Session&, const OcdsExport&, Instant now, OutputFile&);

} // namespace openward::cli
