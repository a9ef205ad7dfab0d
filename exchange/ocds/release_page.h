#pragma once
// One page of an interface that gives release packages page by page, as far as whoever walks the pages must know it.

#include "domain/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace openward::exchange {

struct ReleasePage {
  std::int64_t releases = 0; // however good or bad each of them is
  std::string next;          // `links.next` as it stands; "" on the last page
};

/// Errors: cut off, not JSON (says what it looks like), JSON without `releases` (adds what it says instead). A release that cannot be read
/// counts like any other, and a bare `1e9999` is no fault of the page.
Result<ReleasePage> read_release_page(std::string_view bytes);

} // namespace openward::exchange
