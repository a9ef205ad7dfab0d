#pragma once
// A register that serves, and somebody who records in it. One thread, save that the program serves several.

#include "tests/api/program.h"
#include "tests/support/databases.h"
#include "tests/support/raw_http.h"

#include <memory>
#include <string>
#include <vector>

namespace openward::test {

inline std::string if_match(const RawAnswer& answer) { return "If-Match: " + answer.header("etag") + "\r\n"; }

/// "/providers/0/id missing", for each fault of a problem document.
std::vector<std::string> faults(const RawAnswer& answer);

/// The reference data and a recorder's token in a new database, serving.
struct Recorder {
  explicit Recorder(persistence::Backend backend);

  RawAnswer post(const std::string& target, const std::string& body, const std::string& headers = {}) const;
  /// As anybody, and as the recorder: drafts are shown to those with a token alone.
  RawAnswer get(const std::string& target) const;
  RawAnswer get_as_recorder(const std::string& target) const;
  /// Kills the program as a power cut would, and starts it anew.
  void start_again();

  std::string url;
  std::string secret;
  std::unique_ptr<Serving> serving;
};

} // namespace openward::test
