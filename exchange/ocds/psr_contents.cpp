#include "exchange/ocds/psr_contents.h"

#include "exchange/ocds/notice_fields.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace openward::exchange {
namespace {

constexpr std::array<std::string_view, 19> items{"process_statement",
                                                 "title_and_reference",
                                                 "providers_and_addresses",
                                                 "description_and_cpv",
                                                 "approximate_value",
                                                 "value",
                                                 "service_dates",
                                                 "effective_date",
                                                 "decision_makers",
                                                 "reasons_by_criteria",
                                                 "conflicts",
                                                 "conflicts_managed",
                                                 "framework_terms",
                                                 "award_criteria",
                                                 "how_to_offer",
                                                 "framework_used",
                                                 "change",
                                                 "term_reasons",
                                                 "urgency_reasons"};

/// What one item came to, before it has its name.
struct Found {
  Presence presence = Presence::not_found;
  std::string where{};
  std::string words{};
};

Found held_at(Json where) {
  const Ground g = ground({}, where);
  return {Presence::held, g.where, g.words};
}
Found held_by(const Ground& g) { return {Presence::held, g.where, g.words}; }
Found found_in(const Hit& hit, Presence presence) {
  const Ground g = ground({}, hit);
  return {presence, g.where, g.words};
}
Found placeholder_at(Json where) {
  Found found = held_at(where);
  found.presence = Presence::placeholder;
  return found;
}

/// A field in which nobody wrote what belongs there.
bool is_unfilled(std::string_view text) {
  static const Pattern pattern{
      R"(^[\s.\-]*(?:tb[cad]|to be (?:confirmed|advised|determined)|n/?k|x{2,}|test|[\[<{(](?:add|insert|enter|tbc|name|title)"
      R"(|date)[^\]>})]*[\]>})])[\s.\-]*$)"};
  return pattern.in(text) || text.find_first_not_of(" .-") == std::string_view::npos;
}

class ContentReader {
 public:
  ContentReader(NoticeReading& notice, Json release, const PsrWords& words, const CriteriaReading& criteria)
      : notice_(notice), release_(release), tender_(release["tender"]), words_(words), criteria_(criteria) {}

  void read() {
    std::vector<Found> found;
    for (const std::string_view item : items) found.push_back(read_item(item));
    for (std::size_t i = 0; i < items.size(); ++i)
      notice_.contents.push_back({std::string(items[i]), found[i].presence,
                                  found[i].presence == Presence::not_found
                                      ? Ground{}
                                      : Ground{std::string(items[i]), std::move(found[i].where), std::move(found[i].words)}});
  }

 private:
  Found read_item(std::string_view item) const {
    if (item == "process_statement") return process_statement();
    if (item == "title_and_reference") return title_and_reference();
    if (item == "providers_and_addresses") return providers_and_addresses();
    if (item == "description_and_cpv") return description_and_cpv();
    if (item == "approximate_value") return approximate_value();
    if (item == "value") return value();
    if (item == "service_dates") return service_dates();
    if (item == "effective_date") return is_modification() ? effective_date() : Found{};
    if (item == "reasons_by_criteria") return reasons_by_criteria();
    if (item == "framework_terms") return framework_terms();
    if (item == "award_criteria") return award_criteria();
    if (item == "how_to_offer") return how_to_offer();
    if (item == "framework_used") return framework_used();
    if (item == "change") return is_modification() ? change() : Found{};
    if (item == "term_reasons") return stated_or_unfilled(item, notice_.psr.long_term_reasons.has_value(), "long_term_reasons_stated");
    if (item == "urgency_reasons") return stated_or_unfilled(item, !notice_.psr.urgency_reasons.empty(), "urgency_reasons");
    return in_prose(item);
  }

  Found in_prose(std::string_view item) const {
    const auto said = content_in_prose(item, words_);
    return said ? found_in(said->hit, said->presence) : Found{};
  }

  const Ground* ground_of(std::string_view field) const {
    const auto g = std::find_if(notice_.grounds.begin(), notice_.grounds.end(), [&](const Ground& each) { return each.field == field; });
    return g == notice_.grounds.end() ? nullptr : &*g;
  }

  Found stated_or_unfilled(std::string_view item, bool stated, std::string_view field) const {
    const Ground* g = ground_of(field);
    if (stated && g) return held_by(*g);
    return is_urgent() ? in_prose(item) : Found{};
  }

  bool is_urgent() const {
    return notice_.kind == NoticeKind::urgent_award || notice_.kind == NoticeKind::urgent_modification ||
           notice_.route == Route::urgent_award;
  }
  bool is_modification() const {
    const bool kind = notice_.kind == NoticeKind::modification || notice_.kind == NoticeKind::urgent_modification ||
                      notice_.kind == NoticeKind::contract_change;
    return kind || amendments().kind() == JsonKind::object;
  }
  /// The first amendment of a contract.
  Json amendments() const {
    for (const Json contract : release_["contracts"])
      for (const Json amendment : contract["amendments"]) return amendment;
    return {};
  }

  Found process_statement() const {
    const Ground* g = ground_of("processes_stated");
    return g ? held_by(*g) : in_prose("process_statement");
  }

  Found title_and_reference() const {
    const Json title = tender_["title"] ? tender_["title"] : release_["title"];
    if (title.text().empty() || notice_.tender_id.empty()) return {};
    if (is_unfilled(notice_.title)) return placeholder_at(title);
    if (is_unfilled(notice_.tender_id)) return placeholder_at(tender_["id"]);
    return held_at(title);
  }

  Json party(std::string_view key) const {
    for (const Json p : release_["parties"])
      if (!key.empty() && p["id"].scalar() == key) return p;
    return {};
  }

  /// A street or a postcode; a town alone is no address at which anybody can be found.
  static bool has_address(Json party) {
    const Json address = party["address"];
    return !is_unfilled(address["streetAddress"].text()) || !is_unfilled(address["postalCode"].text());
  }

  std::vector<Json> suppliers() const {
    std::vector<Json> out;
    for (const Json award : release_["awards"]) {
      const auto status = award["status"].text();
      if (status == "cancelled" || status == "unsuccessful") continue;
      for (const Json reference : award["suppliers"]) {
        const Json named = party(reference["id"].scalar());
        out.push_back(named ? named : reference);
      }
    }
    if (!out.empty()) return out;
    for (const Json p : release_["parties"])
      for (const Json role : p["roles"])
        if (role.text() == "supplier") out.push_back(p);
    return out;
  }

  Found providers_and_addresses() const {
    const auto all = suppliers();
    if (all.empty()) return provider_in_prose();
    for (const Json s : all)
      if (is_unfilled(plain_text(s["name"].text()))) return placeholder_at(s["name"]);
    const bool complete = std::all_of(all.begin(), all.end(), [](Json s) { return has_address(s); });
    if (!complete) return all.size() == 1 ? provider_in_prose() : Found{};
    const Json address = all.front()["address"];
    return held_at(is_unfilled(address["streetAddress"].text()) ? address["postalCode"] : address["streetAddress"]);
  }

  /// "awarded to Aldham Care CIC, 4 Mill Lane, Aldham CO6 3PR"
  Found provider_in_prose() const {
    static const Pattern named{R"((?:provider|supplier|contractor|award(?:ed)?(?: the| this)?(?: contract)? to|contract(?:ed)? (?:to)"
                               R"(|with))\b[^;@]{0,200}?\b(?-i:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})\b)"};
    static const Pattern not_the_provider{R"(representations?\b|delivered (?:at|from)|clinics? (?:at|in))"};
    const auto said = words_.first(named, &not_the_provider);
    return said ? found_in(said->hit, Presence::held) : in_prose("providers_and_addresses");
  }

  Found description_and_cpv() const {
    if (notice_.cpv.empty()) return {};
    Json described = tender_["description"];
    for (const Json lot : tender_["lots"])
      if (is_unfilled(plain_text(described.text()))) described = lot["description"];
    if (described.text().empty()) described = release_["description"];
    if (described.text().empty()) return {};
    return is_unfilled(plain_text(described.text())) ? placeholder_at(described) : held_at(described);
  }

  /// A sum that means something, else the first that does not.
  Found structured_value() const {
    Found found;
    const auto look = [&](Json value) {
      const auto read = read_value(value, ValueKind::unknown, {});
      if (!read || found.presence == Presence::held) return;
      const auto pence = read->net_pence ? read->net_pence : read->gross_pence;
      const Json amount = value["amount"] ? value["amount"] : value["amountGross"];
      const bool real = pence && !StatedValue{{*pence, {}}}.placeholder();
      if (real)
        found = held_at(amount);
      else if (found.presence == Presence::not_found)
        found = placeholder_at(amount);
    };
    for (const std::string_view part : {"contracts", "awards"})
      for (const Json made : release_[part]) {
        look(made["value"]);
        for (const Json amendment : made["amendments"]) look(amendment["value"]);
      }
    look(tender_["value"]);
    for (const Json lot : tender_["lots"]) look(lot["value"]);
    return found;
  }

  Found approximate_value() const {
    Found found = structured_value();
    if (found.presence == Presence::held) return found;
    const Ground* stated = ground_of("stated_value");
    const bool in_words = notice_.stated.lifetime_value || notice_.stated.value_reason == "several";
    if (in_words && stated) return held_by(*stated);
    if (notice_.stated.value_reason == "placeholder" && stated) return {Presence::placeholder, stated->where, stated->words};
    return found;
  }

  /// Where no lifetime value is known, the amounts payable: a price for the year or the unit, a tariff, no guarantee.
  Found value() const {
    Found found = approximate_value();
    if (found.presence == Presence::held) return found;
    if (Found payable = in_prose("value"); payable.presence == Presence::held) return payable;
    static const Pattern rate{
        R"((?:annual|per (?:annum|year|week|day|month|patient|bed|hour|session))[^.;@]{0,60}@M\d+@|@M\d+@[ (]*(?:per\b|annually)"
        R"(|each|a (?:year|week|day|month|night)))"};
    static const Pattern other_sum{R"(threshold|turnover|existing contract|insurance|indemnity|@P\d+@)"};
    if (const auto said = words_.first(rate, &other_sum)) return found_in(said->hit, Presence::held);
    return found;
  }

  Found service_dates() const {
    for (const std::string_view part : {"contracts", "awards"})
      for (const Json made : release_[part])
        if (const Json period = made[part == "contracts" ? "period" : "contractPeriod"]; is_whole(period))
          return held_at(period["startDate"]);
    if (is_whole(tender_["contractPeriod"])) return held_at(tender_["contractPeriod"]["startDate"]);
    for (const Json lot : tender_["lots"])
      if (is_whole(lot["contractPeriod"])) return held_at(lot["contractPeriod"]["startDate"]);
    const Ground* term = ground_of("stated_term");
    const bool both = notice_.stated.starts && (notice_.stated.ends || has_duration());
    if (both && term) return held_by(*term);
    return in_prose("service_dates");
  }

  static bool is_whole(Json period) {
    const bool length = period["durationInDays"] || period["durationInMonths"];
    return read_date(period["startDate"]) && (read_date(period["endDate"]) || length);
  }
  bool has_duration() const {
    const auto lasts = [](Json period) { return period["durationInDays"] || period["durationInMonths"]; };
    for (const Json lot : tender_["lots"])
      if (lasts(lot["contractPeriod"])) return true;
    for (const Json contract : release_["contracts"])
      if (lasts(contract["period"])) return true;
    return lasts(tender_["contractPeriod"]);
  }

  Found effective_date() const {
    const Json amendment = amendments();
    if (read_date(amendment["date"])) return held_at(amendment["date"]);
    if (read_date(amendment["period"]["startDate"])) return held_at(amendment["period"]["startDate"]);
    return in_prose("effective_date");
  }

  Found reasons_by_criteria() const {
    if (criteria_.where) return found_in(*criteria_.where, Presence::held);
    if (criteria_.weighed) return found_in(*criteria_.weighed, Presence::held);
    return in_prose("reasons_by_criteria");
  }

  Found framework_terms() const {
    const bool concludes = notice_.framework || notice_.route == Route::framework_conclusion;
    if (!concludes) return {};
    const Found term = service_dates();
    const Found lasts = term.presence == Presence::held ? term : in_prose("framework_terms");
    const Ground* users = ground_of("framework_authorities");
    const Json buyers = tender_["techniques"]["frameworkAgreement"]["buyerCategories"];
    if (lasts.presence == Presence::placeholder) return lasts;
    if (lasts.presence == Presence::not_found || (!users && !buyers)) return {};
    return users ? held_by(*users) : held_at(buyers);
  }

  Found award_criteria() const {
    const auto in_list = [](Json owner) -> Json {
      for (const Json criterion : owner["awardCriteria"]["criteria"])
        for (const std::string_view member : {"name", "description"})
          if (!is_unfilled(plain_text(criterion[member].text()))) return criterion[member];
      return {};
    };
    if (const Json named = in_list(tender_)) return held_at(named);
    for (const Json lot : tender_["lots"])
      if (const Json named = in_list(lot)) return held_at(named);
    return in_prose("award_criteria");
  }

  Found how_to_offer() const {
    if (const Json details = tender_["submissionMethodDetails"]; !is_unfilled(plain_text(details.text()))) return held_at(details);
    return in_prose("how_to_offer");
  }

  Found framework_used() const {
    for (const Json process : release_["relatedProcesses"])
      for (const Json kind : process["relationship"])
        if (kind.text() == "framework") return held_at(process["identifier"]);
    // Schedule 2 asks for it within the statement of the process: A or B is the answer no.
    const auto answers = [](Route r) {
      return r == Route::direct_award_a || r == Route::direct_award_b || r == Route::framework_call_off_direct ||
             r == Route::framework_call_off_competed || r == Route::framework_conclusion;
    };
    const auto& processes = notice_.psr.processes;
    const Ground* g = ground_of("processes_stated");
    if (g && std::any_of(processes.begin(), processes.end(), answers)) return held_by(*g);
    return in_prose("framework_used");
  }

  Found change() const {
    const Found said = in_prose("change");
    if (said.presence == Presence::held) return said;
    // The form of a modification has a box of its own for what is changed.
    const Json described = amendments()["description"];
    if (!described.text().empty()) return is_unfilled(plain_text(described.text())) ? placeholder_at(described) : Found{};
    return said;
  }

  NoticeReading& notice_;
  Json release_;
  Json tender_;
  const PsrWords& words_;
  const CriteriaReading& criteria_;
};

} // namespace

std::span<const std::string_view> notice_content_items() { return items; }

void read_psr_contents(NoticeReading& notice, Json release, const PsrWords& words, const CriteriaReading& criteria) {
  ContentReader(notice, release, words, criteria).read();
}

} // namespace openward::exchange
