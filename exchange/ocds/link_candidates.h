#pragma once
// Notices that carry different OCIDs and may be steps of one procurement: an authority that opens a new record for the confirmation of an
// intention makes two procurements of one. Proposals with their evidence; nothing is joined here. Pure functions; any thread may call them.

#include "domain/notice.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openward::exchange {

/// Why, strongest first.
enum class LinkBasis {
  quoted_notice,       // the words of one name the other's notice or procurement
  reference_and_buyer, // one buyer, one reference of the buyer's own
  alike,               // one buyer and supplier, titles alike, values that do not differ, a later step within 60 days
};
constexpr std::string_view to_string(LinkBasis basis) {
  switch (basis) {
  case LinkBasis::quoted_notice:
    return "quoted_notice";
  case LinkBasis::reference_and_buyer:
    return "reference_and_buyer";
  case LinkBasis::alike:
    break;
  }
  return "alike";
}

struct LinkCandidate {
  std::string earlier_ocid;
  std::string later_ocid;
  std::string earlier_release; // the notices on which the proposal rests
  std::string later_release;
  LinkBasis basis = LinkBasis::alike;
  std::string evidence; // a sentence for the person who decides
};

/// One proposal for each pair of procurements, on the strongest basis, in the order of the earlier notices. Two awards that are alike are
/// two awards (placements of single patients repeat to the penny), so `alike` asks for a step that follows another.
std::vector<LinkCandidate> link_candidates(std::span<const NoticeReading> notices);

} // namespace openward::exchange
