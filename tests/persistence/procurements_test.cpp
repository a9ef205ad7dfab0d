// What notices told, kept: the same fold again changes nothing, another one changes what it must, and nothing is ever deleted.
#include "tests/persistence/session_words.h"
#include "tests/support/catch.h"

namespace openward::test {
namespace {

using persistence::Contracts;
using persistence::Database;
using persistence::FoldOutcome;
using persistence::Kept;
using persistence::Procurements;
using persistence::UnitOfWork;

const char* const ocid = "ocds-x-1";

PartyReading party(const std::string& name, const std::vector<std::string>& identifiers = {}) {
  PartyReading out;
  out.name = name;
  for (const std::string& text : identifiers) out.identifiers.push_back(identifier(text));
  return out;
}

ValueReading value(std::optional<std::int64_t> net, std::optional<std::int64_t> gross = {}) {
  ValueReading v;
  v.net_pence = net;
  v.gross_pence = gross;
  v.kind = ValueKind::lifetime;
  v.net_vat = Vat::excluded;
  v.as_published = "as printed";
  return v;
}

NoticeReading notice(const std::string& release_id, const std::string& published) {
  NoticeReading n;
  n.ocid = ocid;
  n.release_id = release_id;
  n.published = *Instant::parse(published);
  n.source = "find_a_tender";
  n.form = "UK7";
  n.kind = NoticeKind::contract_details;
  n.makes_award = true;
  n.grounds = {{"route", "/tender/procurementMethod", "direct \"award\""}};
  return n;
}

FoldedAward award(const std::string& award_id, const std::vector<PartyReading>& suppliers) {
  FoldedAward a;
  a.key = {ocid, "r1", award_id};
  a.releases = {"r1"};
  a.title = "Ultrasound " + award_id;
  a.suppliers = suppliers;
  a.route = Route::direct_award_a;
  a.regime = Regime::psr;
  a.tender_class = TenderClass::untendered;
  a.value = value(1000000, 1200000);
  a.signed_on = *Date::parse("2025-03-31");
  a.starts = *Date::parse("2025-04-01");
  a.ends = *Date::parse("2027-03-31");
  a.published_on = *Date::parse("2025-04-10");
  a.has_contract = true;
  return a;
}

Procurement procurement(std::vector<FoldedAward> awards) {
  Procurement p;
  p.ocid = ocid;
  p.title = "Ultrasound";
  p.description = "Ultrasound in the community";
  p.buyer = party("NHS Fen Integrated Care Board", {"ods:QH8"});
  p.cpv = {"85150000", "85111000"};
  p.estimate = value(2000000);
  p.regime = Regime::psr;
  p.route = Route::direct_award_a;
  p.tender_class = TenderClass::untendered;
  p.scope = Scope::health_service;
  p.first_published = p.latest_published = *Instant::parse("2025-04-10T09:00:00Z");
  p.awards = std::move(awards);
  return p;
}

const std::vector<PartyReading> fen{party("Fen Care Limited", {"coh:01532937"})};

FoldOutcome save(Database& db, const Procurement& p, const std::vector<NoticeReading>& notices = {notice("r1", "2025-04-10T09:00:00Z")}) {
  return written(db, [&](UnitOfWork& u) { return *Procurements(u).save(p, notices); });
}

std::string shown(const FoldOutcome& o) {
  const char* const words[] = {"added", "changed", "same"};
  return std::string(words[static_cast<int>(o.procurement)]) + " " + std::to_string(o.awards_added) + "+" +
         std::to_string(o.awards_changed) + "~" + std::to_string(o.awards_same) + "=";
}

TEST_CASE("an imported award is kept with all that its notices say", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  CHECK(shown(save(*t.db, procurement({award("a1", fen)}))) == "added 1+0~0=");
  const auto get = [&](const std::string& what) {
    return cell(*t.db, "select " + what + " from award a join procurement p on p.key = a.procurement_key");
  };
  CHECK(get("a.title || '|' || a.description") == "Ultrasound a1|Ultrasound in the community");
  CHECK(get("a.state || ' ' || a.regime || ' ' || a.route || ' ' || a.tender_class || ' ' || a.scope") ==
        "published psr direct_award_a untendered health_service");
  CHECK(get("a.value_pence || ' ' || a.gross_pence || ' ' || a.value_currency || ' ' || a.value_vat || ' ' || a.value_kind || ' ' || "
            "a.value_placeholder") == "1000000 1200000 GBP excluded lifetime 0");
  CHECK(get("a.value_as_published") == "as printed");
  CHECK(get("a.cpv || '|' || a.main_cpv") == "85150000 85111000|85150000");
  CHECK(get("a.provider_names") == "Fen Care Limited");
  CHECK(get("a.effective_on") == "2025-03-31"); // signed; no decision date was published
  CHECK(get("a.financial_year") == "2024");
  CHECK(get("a.published_at") == "2025-04-10T09:00:00Z");
  CHECK(get("p.estimate_pence") == "2000000");
  CHECK(cell(*t.db, "select name from body where commissioner = 1 and provider = 0") == "NHS Fen Integrated Care Board");
  CHECK(cell(*t.db, "select kind || ' ' || published_on from notice") == "contract_details 2025-04-10");
  CHECK(cell(*t.db, "select grounds from notice") ==
        R"([{"field":"route","where":"/tender/procurementMethod","words":"direct \"award\""}])");
  CHECK(cell(*t.db, "select original_pence || ' ' || current_pence || ' ' || signed_on || ' ' || ends from contract") ==
        "1000000 1000000 2025-03-31 2027-03-31");
  CHECK(feed(*t.db) == "body.added procurement.imported body.added award.imported contract.imported");
}

TEST_CASE("saving the same fold again changes nothing and tells nothing", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const std::vector<NoticeReading> notices{notice("r1", "2025-04-10T09:00:00Z"), notice("r2", "2025-04-11T09:00:00Z")};
  Procurement p = procurement({award("a1", fen), award("a2", {party("Marsh Clinic"), party("Fen Care Ltd")})});
  p.modifications = {{p.awards[0].key, "r2", *Date::parse("2025-06-01"), value(1500000), *Date::parse("2028-03-31"), "one year more"}};
  CHECK(shown(save(*t.db, p, notices)) == "added 2+0~0=");
  const std::int64_t told = last(*t.db);
  CHECK(shown(save(*t.db, p, notices)) == "same 0+0~2=");
  CHECK(shown(save(*t.db, p, {notices[1], notices[0]})) == "same 0+0~2=");
  CHECK(last(*t.db) == told);
}

TEST_CASE("an award has the same id in every database", "[persistence]") {
  std::vector<std::string> ids;
  for (const auto backend : backends()) {
    TestDatabase t = fresh_database(backend);
    save(*t.db, procurement({award("a1", fen)}));
    ids.push_back(cell(*t.db, "select a.id || ' ' || c.id from award a join contract c on c.award_key = a.key"));
  }
  CHECK(ids.front() == ids.back());
  CHECK(ids.front().starts_with("aw-"));
}

TEST_CASE("what a later notice says makes a new version", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  save(*t.db, procurement({award("a1", fen), award("a2", fen)}));
  const std::int64_t told = last(*t.db);
  Procurement later = procurement({award("a1", fen), award("a2", fen)});
  later.awards[0].value = value(1100000);
  CHECK(shown(save(*t.db, later)) == "same 0+1~1=");
  CHECK(cell(*t.db, "select version from award where award_id = 'a1' and value_pence = 1100000 and gross_pence is null") == "2");
  CHECK(cell(*t.db, "select version from award where award_id = 'a2'") == "1");
  CHECK(feed(*t.db, told) == "award.changed contract.changed");

  later.title = "Ultrasound and X-ray";
  CHECK(shown(save(*t.db, later)) == "changed 0+0~2=");
  CHECK(cell(*t.db, "select version from procurement where title = 'Ultrasound and X-ray'") == "2");
}

TEST_CASE("an award that the notices no longer make is superseded and stays readable, and can come back", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  save(*t.db, procurement({award("a1", fen), award("a2", fen)}));
  const std::int64_t told = last(*t.db);
  CHECK(shown(save(*t.db, procurement({award("a1", fen)}))) == "same 0+0~1=");
  CHECK(cell(*t.db, "select state || ' ' || version || ' ' || title from award where award_id = 'a2'") == "superseded 2 Ultrasound a2");
  CHECK(shown(save(*t.db, procurement({award("a1", fen)}))) == "same 0+0~1=");
  CHECK(feed(*t.db, told) == "award.superseded");
  // Its event tells the whole award, and of that the state alone is new.
  CHECK(cell(*t.db, "select replace(l.body, '\"state\":\"superseded\"', '\"state\":\"published\"') from event l where l.type = "
                    "'award.superseded'") ==
        cell(*t.db, "select f.body from event f join award a on a.id = f.subject where f.type = 'award.imported' and a.award_id = 'a2'"));

  CHECK(shown(save(*t.db, procurement({award("a1", fen), award("a2", fen)}))) == "same 0+1~1=");
  CHECK(cell(*t.db, "select state || ' ' || version from award where award_id = 'a2'") == "published 3");
}

TEST_CASE("an award's class is its providers' class when they share one", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  using Names = std::vector<std::string>;
  const auto [suppliers, expected] = GENERATE(table<Names, std::string>({
      {Names{}, "unclassified"},
      {Names{"Marsh Hospitals NHS Foundation Trust"}, "nhs_foundation_trust"},
      {Names{"Marsh Hospitals NHS Foundation Trust", "Fen Hospitals NHS Foundation Trust"}, "nhs_foundation_trust"},
      {Names{"Marsh Hospitals NHS Foundation Trust", "Fen Care Limited"}, "several_classes"},
  }));
  std::vector<PartyReading> parties;
  for (const std::string& name : suppliers) parties.push_back(party(name));
  save(*t.db, procurement({award("a1", parties)}));
  CHECK(cell(*t.db, "select provider_class from award") == expected);
}

TEST_CASE("a supplier named twice is one provider, and one that is not named is none", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  save(*t.db, procurement({award("a1", {party("Fen Care Limited"), party(" "), party("FEN CARE LTD"), party("Marsh Clinic")})}));
  CHECK(cell(*t.db, "select provider_names from award") == "Fen Care Limited; Marsh Clinic");
  CHECK(cell(*t.db, "select count(*) from award_provider") == "2");
}

TEST_CASE("a value is kept as its source means it", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const auto [stated, framework, expected] = GENERATE(table<std::optional<ValueReading>, bool, std::string>({
      {std::nullopt, false, "- - - - 0"},
      {value(1000000), false, "1000000 - excluded lifetime 0"},
      {value({}, 1200000), false, "- 1200000 - lifetime 0"},
      {value(1), false, "1 - excluded lifetime 1"},
      {value(100), false, "100 - excluded lifetime 1"},
      {value(101), false, "101 - excluded lifetime 0"},
      {value({}, {}), false, "- - - lifetime 0"},
      {value(1000000), true, "1000000 - excluded maximum 0"},
  }));
  Procurement p = procurement({award("a1", fen)});
  p.awards[0].value = stated;
  p.framework = framework;
  save(*t.db, p);
  CHECK(cell(*t.db, "select coalesce(cast(value_pence as text), '-') || ' ' || coalesce(cast(gross_pence as text), '-') || ' ' || "
                    "coalesce(value_vat, '-') || ' ' || "
                    "coalesce(value_kind, '-') || ' ' || value_placeholder from award") == expected);
}

TEST_CASE("a modification states the total after it, and the contract follows", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  Procurement p = procurement({award("a1", fen)});
  save(*t.db, p);
  p.modifications = {{p.awards[0].key, "r2", *Date::parse("2025-06-01"), value(1500000), std::nullopt, "more scans"},
                     {p.awards[0].key, "r3", *Date::parse("2025-09-01"), std::nullopt, *Date::parse("2028-03-31"), "one year more"}};
  save(*t.db, p);
  CHECK(
      cell(*t.db, "select original_pence || ' ' || current_pence || ' ' || original_end || ' ' || ends || ' ' || version from contract") ==
      "1000000 1500000 2027-03-31 2028-03-31 2");

  const Contract contract = written(
      *t.db, [](UnitOfWork& u) { return *Contracts(u).of_award(persistence::detail::first_cell(u.session(), "select id from award")); });
  REQUIRE(contract.modifications().size() == 2);
  CHECK(contract.modifications()[0].value_change_pence == 500000);
  CHECK(contract.current_value()->amount.pence == 1500000);

  // A change that someone recorded here survives the next import, after those that the notices tell.
  Modification own;
  own.modified_on = *Date::parse("2025-10-01");
  own.description = "agreed by letter";
  own.value_change_pence = -100000;
  const auto modified = t.db->write("test", noon(), [&](UnitOfWork& u) {
    return Contracts(u).update(contract.id(), contract.version(), [&](Contract& c) { return c.modify(own); });
  });
  REQUIRE(modified);
  CHECK(cell(*t.db, "select current_pence from contract") == "1400000");
  p.modifications.pop_back();
  save(*t.db, p);
  CHECK(cell(*t.db, "select current_pence || ' ' || ends || ' ' || version from contract") == "1400000 2027-03-31 4");
  CHECK(cell(*t.db, "select description from modification where number = 2") == "agreed by letter");
}

TEST_CASE("a procurement without a named buyer is kept, with the commissioner unknown", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  Procurement p = procurement({award("a1", fen)});
  p.buyer = party("");
  save(*t.db, p);
  CHECK(cell(*t.db, "select count(*) from award where commissioner_key is null") == "1");
}

TEST_CASE("notices are folded and kept whatever the order in which they came", "[persistence]") {
  std::vector<std::string> kept;
  for (const bool backwards : {false, true}) {
    TestDatabase t = fresh_database(persistence::Backend::sqlite);
    NoticeReading first = notice("r1", "2025-04-10T09:00:00Z");
    first.title = "Ultrasound";
    first.awards = {{"a1", "active", "Ultrasound", fen, {}, value(1000000), {}, {}, {}}};
    NoticeReading second = notice("r2", "2025-05-10T09:00:00Z");
    second.title = "Ultrasound";
    second.awards = {{"a1", "active", "Ultrasound", fen, {}, value(1500000), {}, {}, {}}};
    std::vector<NoticeReading> seen;
    for (const NoticeReading& n : backwards ? std::vector{second, first} : std::vector{first, second}) {
      seen.push_back(n);
      save(*t.db, fold(seen), seen);
    }
    kept.push_back(
        cell(*t.db, "select group_concat(award_id || ' ' || value_pence || ' ' || release_id, ';') from award where state = 'published'"));
  }
  CHECK(kept.front() == kept.back());
  CHECK(kept.front() == "a1 1500000 r1");
}

} // namespace
} // namespace openward::test
