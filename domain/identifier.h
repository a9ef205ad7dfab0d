#pragma once
// Identifiers of organisations are "scheme:id", always both parts: ods:QHM, coh:01532937, chc:1234567, ppon:PXXX-1234-ABCD.

#include "domain/result.h"

#include <string>
#include <string_view>

namespace openward {

class Identifier {
 public:
  /// Known schemes are normalised and checked: ods (upper case, 3 to 8 letters and digits), coh (Companies House: 8 characters,
  /// digits left-padded), chc and sc and nic (charity regulators), ppon (P + 3 letters - 4 digits - 4 letters). Any other
  /// scheme of lower-case letters, digits and hyphens is kept as given. Ids such as "TBC", "N/A" and "0" are refused:
  /// they identify nobody.
  static Result<Identifier> create(std::string_view scheme, std::string_view id);
  /// "ods:QHM"
  static Result<Identifier> parse(std::string_view text);
  /// From an org-id.guide pair as OCDS writes it: scheme "GB-COH", id "1532937". GB-NHS gives ods, GB-PPON ppon, GB-CHC chc.
  /// GB-FTS numbers live inside one release and are refused with the code `local_identifier`.
  static Result<Identifier> from_org_id(std::string_view scheme, std::string_view id);

  const std::string& scheme() const { return scheme_; }
  const std::string& id() const { return id_; }
  std::string text() const { return scheme_ + ":" + id_; }
  friend auto operator<=>(const Identifier&, const Identifier&) = default;

 private:
  Identifier(std::string scheme, std::string id) : scheme_(std::move(scheme)), id_(std::move(id)) {}
  std::string scheme_;
  std::string id_;
};

} // namespace openward
