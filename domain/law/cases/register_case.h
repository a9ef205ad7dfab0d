#pragma once
// From what the register holds of one award to the case record that the rules look at. A pure function: nothing is looked up here, and what
// the register does not hold stays absent in the record, so that a rule says what it lacks. Threads may share what none changes.

#include "domain/award.h"
#include "domain/body.h"
#include "domain/law/procedure/procedure.h"
#include "domain/law/rules/case_record.h"
#include "domain/notice.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace openward::law {

/// The award as it is held, imported or recorded. A procurement of which no award is published stands in its place as an award without an
/// id, with what is known of it before.
struct HeldAward {
  std::string id; // public id
  std::string ocid;
  bool recorded = false;
  AwardState state = AwardState::published;
  Regime regime = Regime::unknown;
  Route route = Route::unknown;
  bool framework = false;
  std::string title;
  std::string description;
  std::string reference;
  std::vector<std::string> cpv;            // main one first
  std::optional<std::int64_t> net_pence{}; // lifetime value excluding VAT or of unstated basis
  std::optional<std::int64_t> gross_pence{};
  bool value_placeholder = false;
  std::string value_as_published;
  std::optional<Date> awarded_on{};
  std::optional<Date> signed_on{};
  std::optional<Date> starts{};
  std::optional<Date> ends{};
  std::optional<Date> published_on{};

  bool of_procurement() const { return id.empty(); }
};

/// An award of the same authority to one of the same providers, published before this one. `alike`: its title or its CPV codes speak of the
/// same service.
struct AwardBefore {
  std::string id;
  std::string ocid;
  Route route = Route::unknown;
  std::string title;
  std::vector<std::string> cpv;
  std::optional<Date> awarded_on{};
  std::optional<Date> starts{};
  std::optional<Date> ends{};
  std::optional<std::int64_t> value_pence{}; // when entered into
  std::vector<std::string> provider_ids;     // public ids
};

/// All that the register holds of one award, or of one procurement without, and around it.
struct RegisterCase {
  HeldAward award;
  std::optional<Body> buyer{};
  std::vector<Body> providers;                    // in the order of the award
  std::vector<NoticeReading> notices;             // of its procurement, oldest first
  std::vector<NoticeReading> linked_notices;      // of procurements that are linked to it with evidence, oldest first
  std::vector<std::string> releases;              // ids of the notices that speak of this very award
  std::optional<Contract> contract{};             // with its modifications
  std::vector<procedure::Procedure> procedures{}; // recorded runs of it, oldest first
  std::vector<AwardBefore> before{};              // awards before this one, oldest first
  std::vector<std::string> succeeded_by{};        // codes of bodies to which the buyer or a provider passed
  int awards_of_procurement = 1;                  // published ones under this OCID
};

/// The record of a PSR award, or of a PSR procurement before its award: then nothing is stated of the award itself. Facts of the notices
/// come with the words they rest on. What is read by elimination is left absent: a notice that is not held proves nothing, so "no
/// invitation" is stated only where the procurement's notices begin with a later step and the record of the case was made here.
CaseRecord case_of(const RegisterCase& held);

/// What the buyer is for s12ZB(7) of the NHS Act 2006; absent where its name and identifiers do not say.
std::optional<AuthorityKind> authority_kind_of(const Body& buyer);

/// The same service, as far as titles and codes can say: titles that share most of their telling words, or one code below the group
/// (85100000 is on most notices) and a telling word in common.
bool same_service(std::string_view title, const std::vector<std::string>& cpv, std::string_view other_title,
                  const std::vector<std::string>& other_cpv);

} // namespace openward::law
