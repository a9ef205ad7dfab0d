#include "service/app/commissioner_kind.h"

#include "domain/body.h"
#include "embedded/body_files.h"
#include "exchange/reference/tsv_table.h"

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace openward::app {
namespace {

constexpr std::string_view board = "integrated_care_board";
constexpr std::string_view group = "clinical_commissioning_group";
constexpr std::string_view trust = "nhs_trust";

/// A location of a board is what a clinical commissioning group became, and pays as one.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kinds_of_roles{{{"RO318", board},
                                                                                       {"RO98", group},
                                                                                       {"RO319", group},
                                                                                       {"RO327", group},
                                                                                       {"RO218", "commissioning_hub"},
                                                                                       {"RO197", trust},
                                                                                       {"RO57", trust}}};

using Codes = std::set<std::string, std::less<>>;

Codes codes_in(std::string_view text, const char* name, std::initializer_list<std::string_view> columns) {
  const auto table = exchange::TsvTable::parse(text, name, columns);
  if (!table) throw std::logic_error(table.error().message);
  Codes out;
  for (const auto& row : table->rows()) out.insert(row.cells.front());
  return out;
}

const Codes& boards() {
  static const Codes codes =
      codes_in(embedded::reference_integrated_care_boards_tsv, "integrated-care-boards.tsv", {"code", "name", "opened", "closed"});
  return codes;
}
const Codes& trusts() {
  static const Codes codes = codes_in(embedded::reference_nhs_trusts_tsv, "nhs-trusts.tsv", {"code", "name", "class", "opened", "closed"});
  return codes;
}

/// "RO318" of "ODS role RO318 integrated care board".
std::string_view role_in(std::string_view detail) {
  constexpr std::string_view start = "ODS role ";
  if (!detail.starts_with(start)) return {};
  detail.remove_prefix(start.size());
  return detail.substr(0, detail.find(' '));
}

bool any_of(const std::vector<std::string>& codes, const Codes& known) {
  return std::any_of(codes.begin(), codes.end(), [&](const std::string& code) { return known.contains(code); });
}

} // namespace

std::string commissioner_kind(const persistence::BuyerFacts& facts) {
  for (const auto& [role, kind] : kinds_of_roles) {
    if (std::any_of(facts.roles.begin(), facts.roles.end(), [&, &wanted = role](const auto& detail) { return role_in(detail) == wanted; }))
      return std::string(kind);
  }
  if (any_of(facts.codes, boards())) return std::string(board);
  if (any_of(facts.codes, trusts())) return std::string(trust);
  const bool of_the_nhs = facts.provider_class == "nhs_other" || facts.provider_class == "unclassified";
  const std::string words = normalised_name(facts.name);
  if (of_the_nhs && (words.find("INTEGRATED CARE BOARD") != std::string::npos || words.ends_with(" ICB"))) return std::string(board);
  if (of_the_nhs && (words.find("CLINICAL COMMISSIONING GROUP") != std::string::npos || words.ends_with(" CCG"))) return std::string(group);
  if (facts.provider_class == "nhs_trust" || facts.provider_class == "nhs_foundation_trust") return std::string(trust);
  return facts.provider_class;
}

} // namespace openward::app
