#include "tests/persistence/law_world.h"

#include <random>

namespace openward::test {
namespace {

using persistence::Database;
using persistence::HeldCase;
using persistence::Kept;
using persistence::Session;
using persistence::StoredRelease;
using persistence::UnitOfWork;

PartyReading party(const std::string& name) {
  PartyReading out;
  out.name = name;
  return out;
}

FoldedAward folded(const ProcurementGiven& p, const AwardGiven& given) {
  FoldedAward a;
  a.key = {p.ocid, "r-" + p.ocid, given.id};
  a.releases = {a.key.release_id};
  a.title = "Service " + given.id;
  for (const std::string& name : given.providers) a.suppliers.push_back(party(name));
  a.regime = given.regime;
  a.route = given.regime == Regime::psr ? Route::direct_award_c : Route::pcr_open;
  a.tender_class = tender_class_of(a.route);
  ValueReading value;
  value.net_pence = 5000000;
  value.kind = ValueKind::lifetime;
  value.net_vat = Vat::excluded;
  value.as_published = "50000";
  a.value = value;
  a.starts = *Date::parse("2026-07-01");
  a.ends = *Date::parse("2027-06-30");
  a.published_on = *Date::parse(p.published);
  a.state = given.state;
  a.has_contract = true;
  return a;
}

std::string text_of(const std::vector<std::string>& words) { return shown(words); }
std::string text_of(const std::optional<Date>& date) { return date ? date->iso() : "-"; }
std::string text_of(const std::optional<std::int64_t>& number) { return number ? std::to_string(*number) : "-"; }

std::string text_of(const Body& b) {
  std::string out = b.id + " " + b.name + " " + std::string(to_string(b.classification.provider_class)) + " " +
                    std::string(to_string(b.classification.evidence)) + " " + b.postcode + " " + b.address + " " + text_of(b.opened);
  for (const Identifier& i : b.identifiers) out += " " + i.text();
  return out + (b.synthetic ? " synthetic" : "");
}

std::string text_of(const std::vector<StoredRelease>& releases) {
  std::string out;
  for (const StoredRelease& r : releases) out += " " + r.ocid + "/" + r.release_id + "@" + r.published.iso() + "=" + r.raw;
  return out;
}

std::string text_of(const law::HeldAward& a) {
  return a.id + " " + a.ocid + " " + std::string(to_string(a.state)) + " " + std::string(to_string(a.regime)) + " " +
         std::string(to_string(a.route)) + (a.framework ? " framework" : "") + (a.recorded ? " recorded" : "") + " [" + a.title + "|" +
         a.description + "|" + a.reference + "] " + text_of(a.cpv) + " net " + text_of(a.net_pence) + " gross " + text_of(a.gross_pence) +
         (a.value_placeholder ? " placeholder " : " ") + a.value_as_published + " awarded " + text_of(a.awarded_on) + " signed " +
         text_of(a.signed_on) + " from " + text_of(a.starts) + " to " + text_of(a.ends) + " published " + text_of(a.published_on);
}

std::string text_of(const Contract& c) {
  std::string out = c.id() + " v" + std::to_string(c.version()) + " " + c.award_id() + " " +
                    (c.original_value() ? c.original_value()->amount.decimal() : "-") + " to " + text_of(c.ends());
  for (const Modification& m : c.modifications()) {
    out += " " + std::to_string(m.number) + "@" + m.modified_on.iso() + " " + text_of(m.value_change_pence) + " " + text_of(m.new_end) +
           " " + m.description;
  }
  return out;
}

} // namespace

void give(Database& db, const ProcurementGiven& given) { give(db, std::vector{given}); }

void give(Database& db, const std::vector<ProcurementGiven>& many) {
  written(db, [&](UnitOfWork& u) {
    for (const ProcurementGiven& given : many) {
      const std::string release = "r-" + given.ocid;
      persistence::Sources sources(u);
      const auto file = sources.add({given.ocid + ".json", "ocds", "sha-" + given.ocid, 10, given.synthetic});
      const Instant at = *Instant::parse(given.published + "T09:00:00Z");
      sources.keep_release(file, {given.ocid, release, at, "/releases/0", "{\"ocid\":\"" + given.ocid + "\"}", "s-" + given.ocid});
      NoticeReading n;
      n.ocid = given.ocid;
      n.release_id = release;
      n.published = at;
      n.source = "find_a_tender";
      n.kind = NoticeKind::award;
      n.makes_award = true;
      Procurement p;
      p.ocid = given.ocid;
      p.title = "Services of " + given.ocid;
      p.buyer = party(given.buyer);
      p.cpv = {"85100000", "85111000"};
      p.regime = given.awards.empty() ? Regime::psr : given.awards.front().regime;
      p.first_published = p.latest_published = at;
      for (const AwardGiven& a : given.awards) p.awards.push_back(folded(given, a));
      if (auto saved = persistence::Procurements(u).save(p, std::vector{n}, given.synthetic); !saved)
        throw std::runtime_error(saved.error().message);
    }
    return 0;
  });
}

std::vector<ProcurementGiven> many_procurements(std::uint32_t seed) {
  std::mt19937 dice(seed);
  const auto below = [&](std::size_t n) { return dice() % n; };
  std::vector<ProcurementGiven> out;
  for (std::size_t i = 0; i < 60; ++i) {
    ProcurementGiven p;
    p.ocid = "ocds-x-" + std::to_string(100 + i);
    p.buyer = "NHS Fen Integrated Care Board " + std::to_string(below(5));
    p.published = Date::parse("2026-01-01")->plus_days(static_cast<int>(below(90))).iso();
    p.synthetic = below(8) == 0;
    for (std::size_t n = 0, count = 5 + below(9); n < count; ++n) {
      AwardGiven a{"a" + std::to_string(n), {}, below(4) == 0 ? Regime::pcr2015 : Regime::psr, AwardState::published};
      if (below(6) == 0) a.state = AwardState::cancelled;
      for (std::size_t k = 0, providers = below(4); k < providers; ++k) {
        const std::string name = "Clinic " + std::to_string(below(25)) + " Limited";
        if (std::find(a.providers.begin(), a.providers.end(), name) == a.providers.end()) a.providers.push_back(name);
      }
      p.awards.push_back(std::move(a));
    }
    out.push_back(std::move(p));
  }
  return out;
}

std::string award_id(Database& db, const std::string& ocid, const std::string& id) {
  return cell(db, "select id from award where ocid = '" + ocid + "' and award_id = '" + id + "'");
}

std::string shown(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

std::string shown(Kept kept) { return kept == Kept::added ? "added" : kept == Kept::changed ? "changed" : "same"; }

std::string shown(const HeldCase& held) {
  const law::RegisterCase& c = held.facts;
  std::string out = "award " + text_of(c.award) + "\nbuyer " + (c.buyer ? text_of(*c.buyer) : "-");
  for (const Body& b : c.providers) out += "\nprovider " + text_of(b);
  out += "\nreleases " + text_of(c.releases) + "\ncontract " + (c.contract ? text_of(*c.contract) : "-");
  for (const law::AwardBefore& b : c.before) {
    out += "\nbefore " + b.id + " " + b.ocid + " " + std::string(to_string(b.route)) + " " + b.title + " " + text_of(b.cpv) + " " +
           text_of(b.awarded_on) + " " + text_of(b.starts) + " " + text_of(b.ends) + " " + text_of(b.value_pence) + " " +
           text_of(b.provider_ids);
  }
  return out + "\nsucceeded by " + text_of(c.succeeded_by) + "\nawards " + std::to_string(c.awards_of_procurement) + "\nprocedures " +
         std::to_string(c.procedures.size()) + "\nheld" + text_of(held.releases) + "\nlinked" + text_of(held.linked) + "\n";
}

HeldCase held(Database& db, const std::string& award_id) {
  auto found = db.read([&](Session& s) -> Result<std::optional<HeldCase>> { return persistence::held_case(s, award_id); });
  if (!found) throw std::runtime_error(found.error().message + " / " + found.error().internal);
  if (!*found) throw std::runtime_error("no case of " + award_id);
  return **std::move(found);
}

std::vector<std::string> touched(Database& db, const std::string& ocid) {
  auto found = db.read([&](Session& s) -> Result<std::vector<std::string>> { return persistence::awards_touched(s, ocid); });
  if (!found) throw std::runtime_error(found.error().message + " / " + found.error().internal);
  return *found;
}

void link(Database& db, const std::string& earlier, const std::string& later) {
  written(db, [&](UnitOfWork& u) {
    const std::vector<persistence::ProcurementLink> links{{earlier, later, "alike", "the same title", "r-" + earlier, "r-" + later}};
    return persistence::ProcurementLinks(u).save(earlier, links);
  });
}

} // namespace openward::test
