#include "exchange/ocds/welsh_buyers.h"

#include "exchange/ocds/notice_fields.h"
#include "exchange/ocds/notice_words.h"
#include "exchange/ocds/patterns.h"

#include <algorithm>
#include <array>
#include <vector>

namespace openward::exchange {
namespace {

// The bodies of the NHS in Wales: the seven local health boards and those they came from, the three trusts, the two special health
// authorities, and what they run in common. Names that a body of England could bear stand with the word that tells them apart.
constexpr std::array welsh_bodies{
    R"(aneurin bevan|betsi cadwalad\w+|cardiff (?:and|&) (?:the )?vale|cwm taf|hywel dda|powys (?:teaching|health|local health|lhb))",
    R"(swansea bay|abertawe bro morgannwg|local health board|bwrdd iechyd|\buniversity health board|ymddiriedolaeth)",
    R"(velindre|public health wales|iechyd cyhoeddus cymru|welsh ambulance|ambiwlans cymru)",
    R"(health education and improvement wales|digital health and care wales|addysg a gwella iechyd cymru|iechyd a gofal digidol)",
    R"(\bnhs wales\b|\bgig cymru\b|welsh health (?:specialised|shared)|\bnwssp\b|nhs wales (?:joint|executive|performance))",
    R"(welsh (?:national )?(?:health|blood|renal)|health inspectorate wales|llais\b)"};

const Pattern& welsh_body() {
  static const Pattern pattern = [] {
    std::string all;
    for (const std::string_view row : welsh_bodies) all += (all.empty() ? "(?:" : "|") + std::string(row);
    return Pattern(all + ")");
  }();
  return pattern;
}

bool names_england(std::string_view name) {
  static const Pattern pattern{R"(\bengland\b|\benglish\b|integrated care board|\bicb\b)"};
  return pattern.in(name);
}

/// The parties that buy: those in the role, and the one that the release calls so.
std::vector<Json> buyers_of(const NoticeReading& notice, Json release) {
  std::vector<Json> buyers;
  for (const Json party : release["parties"]) {
    const Json roles = party["roles"];
    const bool in_role = std::any_of(roles.begin(), roles.end(), [](Json r) { return r.text() == "buyer"; });
    if (in_role || (notice.buyer && !notice.buyer->key.empty() && party["id"].scalar() == notice.buyer->key)) buyers.push_back(party);
  }
  return buyers;
}

std::optional<Ground> welsh(Json party, std::string_view name) {
  if (names_england(name)) return std::nullopt;
  const bool by_name = is_welsh_health_body(name);
  if (!by_name && !party_in_region(party, 'L')) return std::nullopt;
  Ground why = ground("scope", by_name ? party["name"] : party["address"]["region"]);
  why.words.insert(0, by_name ? "Welsh buyer: " : "Buyer in Wales, region ");
  return why;
}

} // namespace

bool is_welsh_health_body(std::string_view name) { return welsh_body().in(name); }

bool party_in_region(Json party, char nation) {
  const auto region = party["address"]["region"].text();
  return region.size() > 2 && (region.substr(0, 2) == "UK" || region.substr(0, 2) == "TL") && region[2] == nation;
}

std::optional<Ground> bought_for_wales(const NoticeReading& notice, Json release) {
  const auto buyers = buyers_of(notice, release);
  if (buyers.empty()) {
    if (!notice.buyer || names_england(notice.buyer->name) || !is_welsh_health_body(notice.buyer->name)) return std::nullopt;
    Ground why = ground("scope", release["buyer"]["name"]);
    why.words.insert(0, "Welsh buyer: ");
    return why;
  }
  std::optional<Ground> first;
  for (const Json buyer : buyers) {
    auto ground = welsh(buyer, folded_text(buyer["name"].text()));
    if (!ground) return std::nullopt;
    if (!first) first = std::move(ground);
  }
  return first;
}

} // namespace openward::exchange
