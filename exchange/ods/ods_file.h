#pragma once
// The files of the Organisation Data Service (ODS): who has which code. Pure functions of their bytes; threads may call them.
//
// Grammar ("ODS data" files): comma, with or without quotation marks, NO line of column names, 27 columns (24 in older files):
//   1 code  2 name  3 region (Y56 to Y63)  4 geography (integrated care board; earlier the health authority)  5 to 9 address  10 postcode
//   11 opened yyyymmdd  12 closed  13 status  14 sub-type (RO319: location of a board, RO327: its reporting entity)
//   15 commissioner or parent code  24 kind of trust  26 prescribing setting (4 is a GP practice)
// Codes are text: 8E123, 00C and 00E10 never pass through a number. Names of boards come as the Office for National Statistics lists them,
// with a line of column names; the file of successors has code, successor's code, reason, yyyymmdd.

#include "domain/body.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace openward::exchange {

enum class OdsKind { trusts, commissioners, practices, independent_providers, boards, successors };
std::string_view to_string(OdsKind);

struct OdsBody {
  Body body; // class by ODS role; id empty
  std::string region;
  std::string geography; // the code of column 4, whose meaning changed over time
  std::string parent;    // column 15
  bool gp_practice = false;
};

struct OdsFile {
  OdsKind kind = OdsKind::trusts;
  std::vector<OdsBody> bodies;
  std::vector<Succession> successions;
  std::vector<Fault> refused; // rows that are no organisation, each with "name line N" in `where`
};

/// Which file it is, is read from its rows; independent providers, whose rows look like others, from the name that ODS gives the file
/// (ephp…) unless `stated`. Refuses what is no such file, naming it and what was looked for.
Result<OdsFile> read_ods(std::string_view bytes, const std::string& name, std::optional<OdsKind> stated = {});

} // namespace openward::exchange
