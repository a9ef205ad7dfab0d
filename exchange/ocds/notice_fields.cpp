#include "exchange/ocds/notice_fields.h"

#include <algorithm>
#include <cctype>

namespace openward::exchange {
namespace {

std::string joined_address(Json address) {
  std::string line;
  for (const std::string_view part : {"streetAddress", "locality", "countryName"}) {
    const auto text = plain_text(address[part].text());
    if (text.empty()) continue;
    if (!line.empty()) line += ", ";
    line += text;
  }
  return line;
}

void add_identifier(PartyReading& party, Json identifier) {
  const auto scheme = identifier["scheme"].text();
  const auto id = identifier["id"].scalar();
  // A number without a scheme may look like a company number and be a ledger number: it proves nothing.
  if (scheme.empty() || id.empty()) return;
  auto read = Identifier::from_org_id(scheme, id);
  if (!read) return;
  if (std::find(party.identifiers.begin(), party.identifiers.end(), *read) == party.identifiers.end())
    party.identifiers.push_back(*std::move(read));
}

void describe(PartyReading& party, Json entry) {
  if (party.name.empty()) party.name = plain_text(entry["name"].text());
  if (party.name.empty()) party.name = plain_text(entry["identifier"]["legalName"].text());
  add_identifier(party, entry["identifier"]);
  for (const Json more : entry["additionalIdentifiers"]) add_identifier(party, more);
  party.address = joined_address(entry["address"]);
  party.postcode = plain_text(entry["address"]["postalCode"].text());
  for (const Json role : entry["roles"]) party.roles.emplace_back(role.text());
}

bool has_role(Json party, std::string_view role) {
  const Json roles = party["roles"];
  return std::any_of(roles.begin(), roles.end(), [&](Json r) { return r.text() == role; });
}

std::optional<PartyReading> party_in_role(Json release, std::string_view role) {
  for (const Json party : release["parties"]) {
    if (!has_role(party, role)) continue;
    PartyReading reading;
    reading.key = party["id"].scalar();
    describe(reading, party);
    return reading;
  }
  return std::nullopt;
}

class CpvList {
 public:
  void add(Json classification) {
    const auto scheme = classification["scheme"].text();
    if (!scheme.empty() && scheme != "CPV") return;
    const auto code = classification["id"].scalar().substr(0, 8); // a check digit may follow
    const bool eight = code.size() == 8 && std::all_of(code.begin(), code.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
    if (eight && std::find(codes_.begin(), codes_.end(), code) == codes_.end()) codes_.emplace_back(code);
  }
  void add_all(Json list) {
    for (const Json c : list) add(c);
  }
  void add_items(Json items) {
    for (const Json item : items) add(item["classification"]);
    for (const Json item : items) add_all(item["additionalClassifications"]);
  }
  std::vector<std::string> take() { return std::move(codes_); }

 private:
  std::vector<std::string> codes_;
};

void widen(Term& term, Json period) {
  const auto start = read_date(period["startDate"]);
  const auto end = read_date(period["endDate"]);
  if (start && (!term.starts || *start < *term.starts)) term.starts = start;
  if (end && (!term.ends || *end > *term.ends)) term.ends = end;
}

} // namespace

std::optional<Date> read_date(Json value) {
  const auto text = value.text();
  if (text.empty()) return std::nullopt;
  const auto instant = Instant::parse(text);
  if (!instant) return std::nullopt;
  return london_date(*instant);
}

std::optional<ValueReading> read_value(Json value, ValueKind kind, const ValueBasis& basis) {
  const auto net = value["amount"].scalar();
  const auto gross = value["amountGross"].scalar();
  if (net.empty() && gross.empty()) return std::nullopt;
  ValueReading reading;
  reading.kind = basis.framework ? ValueKind::maximum : kind;
  reading.net_vat = basis.amount_is_net ? Vat::excluded : Vat::unknown;
  reading.as_published = net.empty() ? gross : net;
  const auto currency_text = value["currency"].text();
  if (!currency_text.empty()) {
    const auto currency = Currency::create(currency_text);
    if (!currency) return reading; // pence of an unknown currency are no amount
    reading.currency = *currency;
  }
  const auto pence = [](std::string_view text) -> std::optional<std::int64_t> {
    if (text.empty()) return std::nullopt;
    const auto read = parse_pence(text);
    return read ? std::optional(*read) : std::nullopt;
  };
  reading.net_pence = pence(net);
  reading.gross_pence = pence(gross);
  return reading;
}

PartyReading read_party(Json release, Json reference) {
  PartyReading reading;
  reading.key = reference["id"].scalar();
  reading.name = plain_text(reference["name"].text());
  bool found = false;
  for (const Json party : release["parties"]) {
    if (reading.key.empty() || party["id"].scalar() != reading.key) continue;
    describe(reading, party);
    found = true;
    break;
  }
  // Some publishers print the organisation in the reference itself.
  if (!found) describe(reading, reference);
  return reading;
}

std::optional<PartyReading> read_buyer(Json release) {
  if (release["buyer"].kind() == JsonKind::object) return read_party(release, release["buyer"]);
  if (auto buyer = party_in_role(release, "buyer")) return buyer;
  if (const Json entity = release["tender"]["procuringEntity"]) return read_party(release, entity);
  return party_in_role(release, "procuringEntity");
}

std::vector<std::string> read_cpv(Json release) {
  CpvList list;
  const Json tender = release["tender"];
  list.add(tender["classification"]);
  list.add_items(tender["items"]);
  list.add_all(tender["additionalClassifications"]);
  for (const Json lot : tender["lots"]) {
    list.add(lot["classification"]);
    list.add_items(lot["items"]);
  }
  for (const std::string_view part : {"awards", "contracts"})
    for (const Json made : release[part]) list.add_items(made["items"]);
  return list.take();
}

Term read_tender_term(Json tender) {
  Term term;
  widen(term, tender["contractPeriod"]);
  for (const Json lot : tender["lots"]) widen(term, lot["contractPeriod"]);
  return term;
}

std::vector<AwardReading> read_awards(Json release, const ValueBasis& basis) {
  std::vector<AwardReading> awards;
  for (const Json a : release["awards"]) {
    if (a.kind() != JsonKind::object) continue;
    AwardReading award;
    award.award_id = a["id"].scalar();
    award.status = a["status"].text();
    award.title = plain_text(a["title"].text());
    for (const Json supplier : a["suppliers"]) award.suppliers.push_back(read_party(release, supplier));
    for (const Json lot : a["relatedLots"]) award.lots.emplace_back(lot.scalar());
    award.value = read_value(a["value"], ValueKind::lifetime, basis);
    award.decided_on = read_date(a["date"]);
    award.starts = read_date(a["contractPeriod"]["startDate"]);
    award.ends = read_date(a["contractPeriod"]["endDate"]);
    awards.push_back(std::move(award));
  }
  return awards;
}

std::vector<ContractReading> read_contracts(Json release, const ValueBasis& basis) {
  std::vector<ContractReading> contracts;
  for (const Json c : release["contracts"]) {
    if (c.kind() != JsonKind::object) continue;
    ContractReading contract;
    contract.contract_id = c["id"].scalar();
    contract.award_id = c["awardID"].scalar();
    contract.status = c["status"].text();
    contract.title = plain_text(c["title"].text());
    contract.value = read_value(c["value"], ValueKind::lifetime, basis);
    contract.signed_on = read_date(c["dateSigned"]);
    contract.starts = read_date(c["period"]["startDate"]);
    contract.ends = read_date(c["period"]["endDate"]);
    // An amendment's value and end are totals after the change; they stand only where the contract itself states none.
    for (const Json amendment : c["amendments"]) {
      if (!contract.value) contract.value = read_value(amendment["value"], ValueKind::lifetime, basis);
      if (!contract.ends) contract.ends = read_date(amendment["period"]["endDate"]);
    }
    contracts.push_back(std::move(contract));
  }
  return contracts;
}

std::vector<std::string> read_related_frameworks(Json release) {
  std::vector<std::string> out;
  for (const Json process : release["relatedProcesses"]) {
    const Json kinds = process["relationship"];
    if (std::none_of(kinds.begin(), kinds.end(), [](Json k) { return k.text() == "framework"; })) continue;
    const auto id = process["identifier"].scalar();
    if (!id.empty() && std::find(out.begin(), out.end(), id) == out.end()) out.emplace_back(id);
  }
  return out;
}

} // namespace openward::exchange
