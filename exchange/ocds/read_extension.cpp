#include "exchange/ocds/read_extension.h"

#include <algorithm>
#include <charconv>

namespace openward::exchange {
namespace {

void read_route(PsrExtension& out, Json release) {
  const Json word = release["psr"]["route"];
  out.route = route_from(word.text());
  if (out.route) out.route_place = word.pointer();
  if (out.route) return;
  for (const Json award : release["awards"]) {
    const Json of_award = award["psr"]["route"];
    const auto route = route_from(of_award.text());
    if (!route) continue;
    if (out.route && *out.route != *route) {
      // Awards of several routes leave that of the procurement open.
      out.route.reset();
      out.route_place.clear();
      return;
    }
    out.route = route;
    out.route_place = of_award.pointer();
  }
}

void read_kind(PsrExtension& out, Json release) {
  const Json word = release["psr"]["noticeKind"];
  out.kind = notice_kind_from(word.text());
  if (out.kind) out.kind_place = word.pointer();
  if (out.kind) return;
  for (const Json award : release["awards"]) {
    const Json route = award["psr"]["route"];
    if (!route || award["status"].text() != "active") continue;
    out.kind = NoticeKind::award;
    out.kind_place = route.pointer();
    return;
  }
}

void read_standstills(PsrExtension& out, Json release) {
  for (const Json procedure : release["psr"]["procedures"]) {
    const Json standstill = procedure["standstill"];
    const auto first = Date::parse(standstill["startDate"].text());
    if (!first) continue;
    const auto last = Date::parse(standstill["endDate"].text());
    out.standstills.insert_or_assign(std::string(procedure["id"].scalar()),
                                     StatedStandstill{*first, last ? std::optional(*last) : std::nullopt});
  }
}

void read_classes(PsrExtension& out, Json release) {
  for (const Json party : release["parties"]) {
    const Json psr = party["psr"];
    const auto provider_class = provider_class_from(psr["providerClass"].text());
    if (!provider_class) continue;
    Classification held;
    held.provider_class = *provider_class;
    held.evidence = evidence_from(psr["evidence"].text()).value_or(Evidence::none);
    const std::string_view digits = psr["confidence"].scalar();
    std::from_chars(digits.data(), digits.data() + digits.size(), held.confidence);
    held.confidence = std::clamp(held.confidence, 0, 100);
    held.detail = psr["detail"].text();
    out.classes.insert_or_assign(std::string(party["id"].scalar()), std::move(held));
  }
}

} // namespace

PsrExtension read_psr_extension(Json release) {
  PsrExtension out;
  read_route(out, release);
  read_kind(out, release);
  read_standstills(out, release);
  read_classes(out, release);
  return out;
}

Result<PsrExtension> read_psr_extension(std::string_view release_json) {
  JsonTree tree;
  const auto release = tree.parse(release_json);
  if (!release) return release.error();
  return read_psr_extension(*release);
}

} // namespace openward::exchange
