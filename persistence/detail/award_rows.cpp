#include "persistence/detail/award_rows.h"

#include "persistence/detail/class_rows.h"
#include "persistence/detail/ids.h"
#include "persistence/detail/json.h"
#include "persistence/detail/sql.h"

#include <algorithm>

namespace openward::persistence::detail {
namespace {

constexpr std::string_view upsert_award =
    "insert into award (id, procurement_key, ocid, release_id, award_id, state, version, recorded, synthetic, commissioner_key, title, "
    "description, reference, "
    "regime, route, tender_class, scope, framework, cpv, main_cpv, provider_class, provider_names, value_pence, value_currency, value_vat, "
    "value_kind, gross_pence, "
    "value_placeholder, value_as_published, awarded_on, signed_on, starts, ends, published_on, published_at, effective_on, financial_year, "
    "digest) values "
    "(:id, :procurement, :ocid, :release_id, :award_id, :state, :version, :recorded, :synthetic, :commissioner, :title, :description, "
    ":reference, "
    ":regime, :route, :tender_class, :scope, :framework, :cpv, :main_cpv, :provider_class, :provider_names, :value_pence, :value_currency, "
    ":value_vat, :value_kind, "
    ":gross_pence, :value_placeholder, :value_as_published, :awarded_on, :signed_on, :starts, :ends, :published_on, :published_at, "
    ":effective_on, :financial_year, :digest) "
    "on conflict (id) do update set state = excluded.state, version = excluded.version, synthetic = excluded.synthetic, commissioner_key = "
    "excluded.commissioner_key, "
    "title = excluded.title, description = excluded.description, reference = excluded.reference, regime = excluded.regime, route = "
    "excluded.route, "
    "tender_class = excluded.tender_class, scope = excluded.scope, framework = excluded.framework, cpv = excluded.cpv, main_cpv = "
    "excluded.main_cpv, "
    "provider_class = excluded.provider_class, provider_names = excluded.provider_names, value_pence = excluded.value_pence, "
    "value_currency = excluded.value_currency, value_vat = excluded.value_vat, value_kind = excluded.value_kind, gross_pence = "
    "excluded.gross_pence, "
    "value_placeholder = excluded.value_placeholder, value_as_published = excluded.value_as_published, awarded_on = excluded.awarded_on, "
    "signed_on = excluded.signed_on, starts = excluded.starts, "
    "ends = excluded.ends, published_on = excluded.published_on, published_at = excluded.published_at, effective_on = "
    "excluded.effective_on, "
    "financial_year = excluded.financial_year, digest = excluded.digest returning key";

constexpr std::string_view insert_provider = "insert into award_provider (award_key, position, body_key, stated_name, share_basis_points) "
                                             "values (:award, :position, :body, :stated_name, :share)";

std::string class_of(const std::vector<ProviderRow>& providers) {
  if (providers.empty()) return std::string(to_string(ProviderClass::unclassified));
  const std::string& first = providers.front().body.provider_class;
  const bool one = std::all_of(providers.begin(), providers.end(), [&](const ProviderRow& p) { return p.body.provider_class == first; });
  return one ? first : std::string(several_classes);
}

const std::string& name_of(const ProviderRow& provider) { return provider.stated_name.empty() ? provider.body.name : provider.stated_name; }

std::string names_of(const std::vector<ProviderRow>& providers) {
  std::string out;
  for (const ProviderRow& provider : providers) out += (out.empty() ? "" : "; ") + name_of(provider);
  return out;
}

std::string json_of_value(const ValueCells& v) {
  return JsonObject()
      .set("pence", v.pence)
      .set("gross_pence", v.gross_pence)
      .set("currency", v.currency)
      .set("vat", v.vat)
      .set("kind", v.kind)
      .set("placeholder", v.placeholder)
      .set("as_published", v.as_published)
      .text();
}

std::optional<Date> effective_on(const AwardRow& a) {
  if (a.awarded_on) return a.awarded_on;
  return a.signed_on ? a.signed_on : a.published_on;
}

void write_providers(Session& s, std::int64_t award, const std::vector<ProviderRow>& providers) {
  execute(s, "delete from award_provider where award_key = :award", as("award", award));
  int position = 0;
  for (const ProviderRow& provider : providers) {
    execute(s, insert_provider, as("award", award), as("position", position++), as("body", provider.body.key),
            as("stated_name", provider.stated_name), as("share", provider.share_basis_points));
  }
}

} // namespace

ValueCells ValueCells::of(const std::optional<ValueReading>& reading, bool framework) {
  ValueCells cells;
  if (!reading) return cells;
  cells.pence = reading->net_pence;
  cells.gross_pence = reading->gross_pence;
  cells.currency = std::string(reading->currency.text());
  if (reading->net_pence) cells.vat = std::string(to_string(reading->net_vat));
  cells.kind = std::string(to_string(framework ? ValueKind::maximum : reading->kind));
  if (const auto printed = reading->net_pence ? reading->net_pence : reading->gross_pence) {
    cells.placeholder = StatedValue{Money{*printed, reading->currency}, reading->net_vat, reading->kind}.placeholder();
  }
  cells.as_published = reading->as_published;
  return cells;
}

ValueCells ValueCells::of(const std::optional<StatedValue>& value) {
  ValueCells cells;
  if (!value) return cells;
  const bool gross = value->vat == Vat::included;
  (gross ? cells.gross_pence : cells.pence) = value->amount.pence;
  if (!gross) cells.vat = std::string(to_string(value->vat));
  cells.currency = std::string(value->amount.currency.text());
  cells.kind = std::string(to_string(value->kind));
  cells.placeholder = value->placeholder();
  cells.as_published = value->amount.decimal();
  return cells;
}

std::optional<StatedValue> ValueCells::stated() const {
  const auto amount = pence ? pence : gross_pence;
  if (!amount) return std::nullopt;
  const auto money_currency = Currency::create(currency.value_or("GBP"));
  StatedValue value;
  value.amount = Money{*amount, money_currency ? *money_currency : Currency{}};
  value.vat = pence ? vat_from(vat.value_or("")).value_or(Vat::unknown) : Vat::included;
  value.kind = value_kind_from(kind.value_or("")).value_or(ValueKind::unknown);
  return value;
}

std::string joined(const std::vector<std::string>& codes) {
  std::string out;
  for (const std::string& code : codes) out += (out.empty() ? "" : " ") + code;
  return out;
}

std::vector<std::string> split(std::string_view codes) {
  std::vector<std::string> out;
  while (!codes.empty()) {
    const std::size_t end = std::min(codes.find(' '), codes.size());
    if (end > 0) out.emplace_back(codes.substr(0, end));
    codes.remove_prefix(std::min(end + 1, codes.size()));
  }
  return out;
}

std::string content_of(const AwardRow& a) {
  const auto quoted = [](const std::string& text) { return json_string(text); };
  JsonObject object;
  object.set("id", a.id)
      .set("ocid", a.source.ocid)
      .set("state", to_string(a.state))
      .set("title", a.title)
      .set("description", a.description);
  if (!a.recorded) object.set("release_id", a.source.release_id).set("award_id", a.source.award_id);
  if (a.commissioner) object.set("commissioner", a.commissioner->id);
  object.set("reference", a.reference)
      .set("regime", to_string(a.regime))
      .set("route", to_string(a.route))
      .set("tender_class", to_string(a.tender_class));
  object.set("scope", to_string(a.scope)).set("framework", a.framework).set("synthetic", a.synthetic).set("recorded", a.recorded);
  object.set_json("cpv", json_list(a.cpv, quoted))
      .set_json("value", json_of_value(a.value))
      .set_json("releases", json_list(a.releases, quoted));
  object.set_json("providers", json_list(a.providers, [](const ProviderRow& p) {
                    return JsonObject()
                        .set("id", p.body.id)
                        .set("name", p.body.provider_class == "individual" ? std::string(person_in_events) : p.stated_name)
                        .set("share_basis_points", p.share_basis_points)
                        .text();
                  }));
  object.set("awarded_on", a.awarded_on).set("signed_on", a.signed_on).set("starts", a.starts).set("ends", a.ends);
  object.set("published_on", a.published_on).set("published_at", a.published_at);
  return object.text();
}

std::int64_t write_award(Session& s, const AwardRow& a, std::string_view content) {
  const auto effective = effective_on(a);
  const auto year = effective ? std::optional(FinancialYear::of(*effective).start_year()) : std::nullopt;
  const auto commissioner = a.commissioner ? std::optional(a.commissioner->key) : std::nullopt;
  const std::int64_t key =
      cell<std::int64_t>(
          s, upsert_award, as("id", a.id), as("procurement", a.procurement_key), as("ocid", a.source.ocid),
          as("release_id", a.source.release_id), as("award_id", a.source.award_id), as("state", to_string(a.state)),
          as("version", a.version), as("recorded", a.recorded), as("synthetic", a.synthetic), as("commissioner", commissioner),
          as("title", a.title), as("description", a.description), as("reference", a.reference), as("regime", to_string(a.regime)),
          as("route", to_string(a.route)), as("tender_class", to_string(a.tender_class)), as("scope", to_string(a.scope)),
          as("framework", a.framework), as("cpv", joined(a.cpv)), as("main_cpv", a.cpv.empty() ? "" : a.cpv.front()),
          as("provider_class", class_of(a.providers)), as("provider_names", names_of(a.providers)), as("value_pence", a.value.pence),
          as("value_currency", a.value.currency), as("value_vat", a.value.vat), as("value_kind", a.value.kind),
          as("gross_pence", a.value.gross_pence), as("value_placeholder", a.value.placeholder),
          as("value_as_published", a.value.as_published), as("awarded_on", a.awarded_on), as("signed_on", a.signed_on),
          as("starts", a.starts), as("ends", a.ends), as("published_on", a.published_on), as("published_at", a.published_at),
          as("effective_on", effective), as("financial_year", year), as("digest", sha256_hex(content)))
          .value();
  write_providers(s, key, a.providers);
  settle_class_of_award(s, key);
  for (const std::string& release : a.releases) {
    execute(s, "insert into award_notice (award_key, release_id) values (:award, :release) on conflict do nothing", as("award", key),
            as("release", release));
  }
  return key;
}

} // namespace openward::persistence::detail
