#pragma once
// Public ids: a prefix of two letters, a hyphen, and 60 bits in Crockford's base 32 (no i, l, o, u), lower case: "aw-7zk3m0q9d4xh".
// What is imported gets its id from its natural key, so that every database gives it the same one; what is recorded here gets a
// random one. Ids are never used again.

#include <string>
#include <string_view>

namespace openward::persistence::detail {

/// 64 hexadecimal digits.
std::string sha256_hex(std::string_view bytes);
/// "xx-" and twelve characters from the SHA-256 of the natural key.
std::string derived_id(std::string_view prefix, std::string_view natural_key);
std::string random_id(std::string_view prefix);
/// Random characters of the same alphabet, alone.
std::string random_characters(std::size_t count);
/// Of a procurement that is recorded here.
std::string new_ocid();

} // namespace openward::persistence::detail
