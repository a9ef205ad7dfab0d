#pragma once
// What lies in a file, or in a folder of files, that was taken out of the register: how many rows, how many bytes, which digest, of which
// moment of the register, under which licence. JSON, so that a program can check and a person can read it:
//
//   {"openward": "export" | "backup", "program": "0.1.0", "schema": 18, "seq": 4711, "made_at": "2026-08-10T06:57:11Z",
//    "people": "withheld" | "in full", "licence": {"name": …, "uri": …},
//    "files": [{"file": "awards.csv", "what": "awards", "description": …, "media_type": "text/csv", "rows": 5, "bytes": 912,
//               "sha256": …, "filter": {"route": ["aqp"]}, "address": "/v1/awards.csv?route=aqp", "metadata": "awards.csv-metadata.json",
//               "columns": ["id", …]}]}

#include "domain/date.h"
#include "domain/result.h"
#include "persistence/read/query.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace openward::render {

struct ManifestFile {
  std::string file; // its name, in the folder of the manifest
  std::string what; // "awards", "releases"; of a backup the table
  std::string description{};
  std::string media_type{};
  std::int64_t rows = 0; // without a row of headings
  std::uint64_t bytes = 0;
  std::string sha256{}; // 64 hexadecimal digits
  std::vector<persistence::FilterTerm> filter{};
  std::string address{};  // of the same rows over HTTP; "" when there is none
  std::string metadata{}; // the file that describes its columns; "" when there is none
  std::vector<std::string> columns{};
};

struct Manifest {
  std::string kind; // "export" | "backup"
  std::string program;
  int schema = 0;
  std::int64_t seq = 0;
  Instant made_at{};
  bool people = false; // their names are in it
  std::vector<ManifestFile> files{};
};

std::string manifest_json(const Manifest&);
/// What a restore and a check need of it: everything but `description`, `filter` and `address`. Errors say that `name` is no manifest, and
/// what is missing. A name of a file that leads out of the folder is refused.
Result<Manifest> read_manifest(std::string_view json, std::string_view name);

} // namespace openward::render
