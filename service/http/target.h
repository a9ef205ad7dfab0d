#pragma once
// The request target, split before it is decoded, so that %2F is a slash inside a segment and never a separator.
//
//   path     = "/" [ segment *( "/" segment ) ] [ "/" ]    a closing slash is a last, empty segment: "/a/" is {"a",""} and not "/a"
//   query    = piece *( "&" piece )                        empty pieces are skipped
//   piece    = name [ "=" value ]                          '+' is a space; decoded once; a name without '=' has the value ""
//
// Refused, each with words for its sender: a broken percent sign, bytes that are not UTF-8, NUL; in a path also control characters,
// the segments "." and "..", and an empty segment that is not the last.

#include "domain/result.h"
#include "service/http/message.h"

#include <string>
#include <string_view>
#include <vector>

namespace openward::http {

struct Target {
  std::vector<std::string> segments;
  Parameters query;
};

Result<Target> parse_target(std::string_view raw_path, std::string_view raw_query);

} // namespace openward::http
