#include "persistence/detail/contract_rows.h"

#include "persistence/detail/award_rows.h"
#include "persistence/detail/ids.h"
#include "persistence/detail/json.h"
#include "persistence/detail/rows.h"
#include "persistence/detail/sql.h"

#include <limits>

namespace openward::persistence::detail {
namespace {

using Text = std::string;
using MaybeText = std::optional<std::string>;
using MaybeNumber = std::optional<std::int64_t>;

constexpr std::string_view upsert_contract =
    "insert into contract (id, award_key, version, original_pence, current_pence, value_currency, value_vat, value_kind, signed_on, "
    "starts, original_end, ends, digest) "
    "values (:id, :award, :version, :original, :current, :currency, :vat, :kind, :signed_on, :starts, :original_end, :ends, :digest) "
    "on conflict (id) do update set version = excluded.version, original_pence = excluded.original_pence, current_pence = "
    "excluded.current_pence, "
    "value_currency = excluded.value_currency, value_vat = excluded.value_vat, value_kind = excluded.value_kind, signed_on = "
    "excluded.signed_on, "
    "starts = excluded.starts, original_end = excluded.original_end, ends = excluded.ends, digest = excluded.digest returning key";

constexpr std::string_view insert_modification =
    "insert into modification (contract_key, number, modified_on, ground, attributable, value_change_pence, value_after_pence, new_end, "
    "description, release_id) "
    "values (:contract, :number, :modified_on, :ground, :attributable, :value_change, :value_after, :new_end, :description, :release_id)";

constexpr std::string_view select_contract = "select c.key, c.award_key, a.id, c.version, c.original_pence, c.value_currency, c.value_vat, "
                                             "c.value_kind, c.signed_on, c.starts, c.original_end "
                                             "from contract c join award a on a.key = c.award_key where c.id = :id";

constexpr std::string_view select_modifications = "select number, modified_on, ground, attributable, value_change_pence, "
                                                  "value_after_pence, new_end, description, release_id from modification "
                                                  "where contract_key = :contract order by number";

/// The value after each change, while it can be known.
std::optional<std::int64_t> after(std::optional<std::int64_t> before, const ModificationRow& m) {
  if (m.value_after) return m.value_after;
  if (!m.facts.value_change_pence || !before) return before;
  const auto sum = add_pence(*before, *m.facts.value_change_pence);
  return sum ? std::optional(*sum) : std::nullopt;
}

std::optional<std::int64_t> original_pence(const ContractRow& c) {
  return c.original ? std::optional(c.original->amount.pence) : std::nullopt;
}

std::optional<std::int64_t> difference(std::optional<std::int64_t> before, std::optional<std::int64_t> later) {
  if (!before || !later || *before == std::numeric_limits<std::int64_t>::min()) return std::nullopt;
  const auto change = add_pence(*later, -*before);
  return change ? std::optional(*change) : std::nullopt;
}

} // namespace

Contract ContractRow::restore() const {
  std::vector<Modification> facts;
  std::optional<std::int64_t> value = original_pence(*this);
  for (const ModificationRow& m : modifications) {
    const auto later = after(value, m);
    facts.push_back(m.facts);
    if (m.value_after) facts.back().value_change_pence = difference(value, later);
    value = later;
  }
  return Contract::restore(id, version, award_id, original, signed_on, starts, original_end, std::move(facts));
}

std::string contract_id_of(std::string_view award_id) { return derived_id("ct", "contract|" + std::string(award_id)); }

std::string content_of(const ContractRow& c) {
  JsonObject object;
  object.set("id", c.id).set("award", c.award_id).set("signed_on", c.signed_on).set("starts", c.starts).set("ends", c.original_end);
  if (c.original) {
    object.set_json("value", JsonObject()
                                 .set("pence", c.original->amount.pence)
                                 .set("currency", c.original->amount.currency.text())
                                 .set("vat", to_string(c.original->vat))
                                 .set("kind", to_string(c.original->kind))
                                 .text());
  }
  object.set_json("modifications", json_list(c.modifications, [](const ModificationRow& m) {
                    return JsonObject()
                        .set("number", m.facts.number)
                        .set("modified_on", m.facts.modified_on)
                        .set("ground", to_string(m.facts.ground))
                        .set("attributable", m.facts.attributable_to_authority)
                        .set("value_change_pence", m.facts.value_change_pence)
                        .set("value_after_pence", m.value_after)
                        .set("new_end", m.facts.new_end)
                        .set("description", m.facts.description)
                        .set("release_id", m.release_id)
                        .text();
                  }));
  return object.text();
}

void write_contract(Session& s, const ContractRow& c, std::string_view content) {
  const auto text_of = [&](std::string_view word) { return c.original ? std::optional(std::string(word)) : std::nullopt; };
  std::optional<std::int64_t> current = original_pence(c);
  for (const ModificationRow& m : c.modifications) current = after(current, m);
  const std::int64_t key = cell<std::int64_t>(s, upsert_contract, as("id", c.id), as("award", c.award_key), as("version", c.version),
                                              as("original", original_pence(c)), as("current", current),
                                              as("currency", text_of(c.original ? c.original->amount.currency.text() : "")),
                                              as("vat", text_of(c.original ? to_string(c.original->vat) : "")),
                                              as("kind", text_of(c.original ? to_string(c.original->kind) : "")),
                                              as("signed_on", c.signed_on), as("starts", c.starts), as("original_end", c.original_end),
                                              as("ends", c.restore().ends()), as("digest", sha256_hex(content)))
                               .value();
  execute(s, "delete from modification where contract_key = :contract", as("contract", key));
  for (const ModificationRow& m : c.modifications) {
    execute(s, insert_modification, as("contract", key), as("number", m.facts.number), as("modified_on", m.facts.modified_on),
            as("ground", to_string(m.facts.ground)), as("attributable", m.facts.attributable_to_authority),
            as("value_change", m.facts.value_change_pence), as("value_after", m.value_after), as("new_end", m.facts.new_end),
            as("description", m.facts.description), as("release_id", m.release_id));
  }
}

std::optional<ContractRow> load_contract(Session& s, std::string_view public_id) {
  // Locked by itself: a lock on the join would take the award too.
  if (!cell<std::int64_t>(s, "select key from contract where id = :id {{for_update}}", as("id", public_id))) return std::nullopt;
  auto found = row<std::int64_t, std::int64_t, Text, int, MaybeNumber, MaybeText, MaybeText, MaybeText, MaybeText, MaybeText, MaybeText>(
      s, select_contract, as("id", public_id));
  auto& [key, award_key, award_id, version, original, currency, vat, kind, signed_on, starts, original_end] = found.value();
  ContractRow c;
  c.id = std::string(public_id);
  c.award_key = award_key;
  c.award_id = award_id;
  c.version = version;
  if (original) {
    const auto money_currency = Currency::create(currency.value_or("GBP"));
    c.original =
        StatedValue{Money{*original, money_currency ? *money_currency : Currency{}}, vat_from(vat.value_or("")).value_or(Vat::unknown),
                    value_kind_from(kind.value_or("")).value_or(ValueKind::unknown)};
  }
  c.signed_on = stored_date(signed_on);
  c.starts = stored_date(starts);
  c.original_end = stored_date(original_end);
  for (auto& [number, modified_on, ground, attributable, value_change, value_after, new_end, description, release_id] :
       rows<int, Text, Text, std::optional<int>, MaybeNumber, MaybeNumber, MaybeText, Text, Text>(s, select_modifications,
                                                                                                  as("contract", key))) {
    ModificationRow m;
    m.facts.number = number;
    m.facts.modified_on = stored_date(modified_on);
    m.facts.ground = stored_word(modification_ground_from, "modification.ground", ground);
    if (attributable) m.facts.attributable_to_authority = *attributable != 0;
    if (value_change) m.facts.value_change_pence = *value_change;
    if (value_after) m.value_after = *value_after;
    m.facts.new_end = stored_date(new_end);
    m.facts.description = description;
    m.release_id = release_id;
    c.modifications.push_back(std::move(m));
  }
  return c;
}

} // namespace openward::persistence::detail
