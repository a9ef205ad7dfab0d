#include "persistence/detail/ids.h"

#include <sodium.h>

#include <array>
#include <stdexcept>

namespace openward::persistence::detail {
namespace {

constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t id_characters = 12;
// The register's own prefix until it has one from the standard's list of publishers.
constexpr std::string_view ocid_prefix = "ocds-openward-";

using Hash = std::array<unsigned char, crypto_hash_sha256_BYTES>;

Hash sha256(std::string_view bytes) {
  Hash hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return hash;
}

} // namespace

std::string sha256_hex(std::string_view bytes) {
  const Hash hash = sha256(bytes);
  std::string text(hash.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
  text.pop_back();
  return text;
}

std::string derived_id(std::string_view prefix, std::string_view natural_key) {
  const Hash hash = sha256(natural_key);
  std::string id = std::string(prefix) + "-";
  unsigned bits = 0;
  unsigned held = 0;
  for (std::size_t i = 0; id.size() < prefix.size() + 1 + id_characters; ++i) {
    bits = (bits << 8U) | hash[i];
    for (held += 8; held >= 5 && id.size() < prefix.size() + 1 + id_characters; held -= 5) id += alphabet[(bits >> (held - 5)) & 31U];
    bits &= 31U;
  }
  return id;
}

std::string random_characters(std::size_t count) {
  if (sodium_init() < 0) throw std::runtime_error("the system gives no random numbers");
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += alphabet[randombytes_uniform(alphabet.size())];
  return out;
}

std::string random_id(std::string_view prefix) { return std::string(prefix) + "-" + random_characters(id_characters); }

std::string new_ocid() { return std::string(ocid_prefix) + random_characters(10); }

} // namespace openward::persistence::detail
