// Who buys, what, under which process, and from whom.

#include "domain/law/cases/case_builder.h"

#include <algorithm>
#include <array>

namespace openward::law::detail {

std::string code_of(const Body& body) {
  constexpr std::array<std::string_view, 6> best_first{"ods", "coh", "chc", "sc", "nic", "ppon"};
  for (const std::string_view scheme : best_first) {
    for (const Identifier& identifier : body.identifiers) {
      if (identifier.scheme() == scheme) return identifier.text();
    }
  }
  if (!body.identifiers.empty()) return body.identifiers.front().text();
  return body.id.empty() ? body.name : body.id; // a supplier that the register does not know is what its notice calls it
}

/// Left out, because no notice or record says it in a way that can be relied on: the condition that Schedule 1 sets for a code, the parts
/// of a mixed procurement.
void CaseBuilder::put_buyer_and_scope() {
  if (held_.buyer) {
    set(&CaseRecord::buyer, code_of(*held_.buyer));
    set_if(&CaseRecord::buyer_kind, authority_kind_of(*held_.buyer));
    set_if(&CaseRecord::buyer_opened_on, held_.buyer->opened);
    set_if(&CaseRecord::buyer_closed_on, held_.buyer->closed);
  }
  if (!award_.cpv.empty()) set(&CaseRecord::main_cpv, award_.cpv.front());
  const auto choice = [](const NoticeReading& n) { return n.psr.legal_choice.has_value(); };
  if (const NoticeReading* n = speaking(choice))
    set(&CaseRecord::service_is_legal_choice, *n->psr.legal_choice, *n, "service_is_legal_choice");
}

namespace {

/// A framework is concluded by the competitive process and called off from by it (regs 16(3), 18(7)): both names are then one process.
std::vector<Route> one_name_each(std::vector<Route> routes) {
  std::sort(routes.begin(), routes.end());
  routes.erase(std::unique(routes.begin(), routes.end()), routes.end());
  const auto has = [&](Route route) { return std::find(routes.begin(), routes.end(), route) != routes.end(); };
  if (has(Route::framework_conclusion) || has(Route::framework_call_off_competed)) std::erase(routes, Route::competitive_process);
  return routes;
}

bool leaves_blank(const NoticeReading& notice, std::string_view item) {
  return std::any_of(notice.contents.begin(), notice.contents.end(),
                     [&](const ContentReading& c) { return c.item == item && c.presence == Presence::placeholder; });
}

} // namespace

/// A notice that must name its process, was read, and was read as naming none.
bool CaseBuilder::names_no_process(const NoticeReading& notice) const {
  if (notice.contents.empty() || notice.route != Route::unknown || !notice.psr.processes.empty()) return false;
  return notice.regime == Regime::psr && !is_part_of_a_notice(notice, sources_.counted());
}

void CaseBuilder::put_process() {
  set(&CaseRecord::process, award_.route);
  if (const NoticeReading* n = speaking([&](const NoticeReading& x) { return x.route == award_.route && x.route != Route::unknown; }))
    add_words("process", words_of(*n, "route"));
  if (const NoticeReading* n = speaking([](const NoticeReading& x) { return !x.psr.processes.empty(); })) {
    set(&CaseRecord::processes_stated, one_name_each(n->psr.processes), *n, "processes_stated");
  } else if (const NoticeReading* blank = speaking([](const NoticeReading& x) { return leaves_blank(x, "process_statement"); })) {
    set(&CaseRecord::processes_stated, std::vector<Route>{Route::unknown});
    add_words("processes_stated", words_of(*blank, "processes_stated"));
  } else if (award_.route == Route::unknown && speaking([&](const NoticeReading& x) { return names_no_process(x); }) != nullptr) {
    set(&CaseRecord::processes_stated, std::vector<Route>{});
  }
  if (const NoticeReading* n = speaking([](const NoticeReading& x) { return x.psr.provider_limit.has_value(); }))
    set(&CaseRecord::provider_limit_stated, *n->psr.provider_limit, *n, "provider_limit_stated");
  if (sources_.run() != nullptr && sources_.run()->switched_from())
    set_if(&CaseRecord::earlier_process, procedure::route_of(*sources_.run()->switched_from()));
}

/// Left out: who is party to the framework that a contract is called off from, and its term. They stand in the framework's own notices,
/// which nothing ties to the call-off with certainty.
void CaseBuilder::put_framework() {
  const bool called_off = award_.route == Route::framework_call_off_direct || award_.route == Route::framework_call_off_competed;
  const bool concludes = !called_off && (award_.framework || award_.route == Route::framework_conclusion);
  set(&CaseRecord::concludes_framework, concludes);
  const auto adds = [](const procedure::Procedure& run) { return run.process() == procedure::Process::framework_addition; };
  if (std::any_of(held_.procedures.begin(), held_.procedures.end(), adds))
    set(&CaseRecord::adds_framework_providers, true);
  else if (!concludes)
    set(&CaseRecord::adds_framework_providers, false);
  if (!concludes) return;

  set_if(&CaseRecord::framework_starts, award_.starts);
  // The end is without extensions: one beyond four years says enough, an earlier one nothing.
  if (award_.starts && award_.ends && *award_.ends >= award_.starts->plus_days(4 * 365 + 1))
    set_if(&CaseRecord::framework_ends, award_.ends);
  if (const NoticeReading* n = speaking([](const NoticeReading& x) { return x.psr.term_exceptional.has_value(); }))
    set(&CaseRecord::framework_term_justified, *n->psr.term_exceptional, *n, "framework_term_justified");
  if (const NoticeReading* n = speaking([](const NoticeReading& x) { return !x.psr.framework_users.empty(); }))
    set(&CaseRecord::framework_authorities, n->psr.framework_users, *n, "framework_authorities");
}

namespace {

/// A notice of several awards names the suppliers of all of them.
bool is_one_of(const std::vector<Body>& providers, const PartyReading& supplier) {
  const std::string name = normalised_name(supplier.name);
  return std::any_of(providers.begin(), providers.end(), [&](const Body& provider) {
    const bool same_number = std::any_of(supplier.identifiers.begin(), supplier.identifiers.end(), [&](const Identifier& identifier) {
      return std::find(provider.identifiers.begin(), provider.identifiers.end(), identifier) != provider.identifiers.end();
    });
    return same_number || normalised_name(provider.name) == name;
  });
}

} // namespace

/// Left out: rivals, and whether several providers contract as one group.
void CaseBuilder::put_providers() {
  if (held_.providers.empty()) return;
  std::vector<std::string> codes;
  for (const Body& provider : held_.providers) codes.push_back(code_of(provider));
  set(&CaseRecord::providers, std::move(codes));
  put_homeless_providers();
}

/// From the latest notice of the award that names suppliers. A notice whose words were not read may hold the address in them.
void CaseBuilder::put_homeless_providers() {
  const auto names_suppliers = [](const NoticeReading& n) {
    return std::any_of(n.awards.begin(), n.awards.end(), [](const AwardReading& a) { return !a.suppliers.empty(); });
  };
  const NoticeReading* notice = speaking(names_suppliers);
  if (notice == nullptr) {
    const auto housed = [](const Body& b) { return !b.address.empty() || !b.postcode.empty(); };
    const bool all = std::all_of(held_.providers.begin(), held_.providers.end(), housed);
    if (award_.recorded && all) set(&CaseRecord::providers_without_address, std::vector<std::string>{});
    return;
  }
  const bool read = !notice->contents.empty();
  const bool held = std::any_of(notice->contents.begin(), notice->contents.end(), [](const ContentReading& c) {
    return c.item == "providers_and_addresses" && c.presence == Presence::held;
  });
  std::vector<std::string> homeless;
  for (const AwardReading& award : notice->awards) {
    for (const PartyReading& supplier : award.suppliers) {
      if (supplier.address.empty() && supplier.postcode.empty() && is_one_of(held_.providers, supplier))
        homeless.push_back(supplier.identifiers.empty() ? supplier.name : supplier.identifiers.front().text());
    }
  }
  if (held) homeless.clear();
  if (!homeless.empty() && !read) return;
  set(&CaseRecord::providers_without_address, std::move(homeless));
}

} // namespace openward::law::detail
