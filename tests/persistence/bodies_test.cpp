// Who is who: the body that a party of a notice means.
#include "tests/persistence/session_words.h"
#include "tests/support/catch.h"

namespace openward::test {
namespace {

using persistence::Bodies;
using persistence::Database;
using persistence::Kept;
using persistence::UnitOfWork;

std::string resolved(Database& db, const std::string& name, const std::vector<std::string>& identifiers = {}) {
  return written(db, [&](UnitOfWork& u) {
    std::vector<Identifier> ids;
    for (const std::string& text : identifiers) ids.push_back(identifier(text));
    const auto id = Bodies(u).resolve(name, ids, "", "", false);
    return id ? *id : "error: " + id.error().message;
  });
}

std::string count_bodies(Database& db) { return cell(db, "select count(*) from body"); }

TEST_CASE("a body comes back as it was added", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  Body body = *Body::create("Marsh & Fen Hospitals NHS Trust", {identifier("ods:RX1"), identifier("coh:01532937")});
  body.classification = Classification{ProviderClass::nhs_trust, Evidence::ods_role, 95, "RO197", {}, {}};
  body.postcode = "PE1 1AA";
  body.address = "1 High Street, Peterborough";
  body.opened = *Date::parse("1994-04-01");
  body.synthetic = true;
  const std::string id = written(*t.db, [&](UnitOfWork& u) { return *Bodies(u).add(body, true, true); });
  CHECK(id.size() == 15);
  CHECK(id.starts_with("bd-"));

  const auto stored = written(*t.db, [&](UnitOfWork& u) { return Bodies(u).by_identifier(identifier("coh:01532937")); });
  REQUIRE(stored);
  CHECK(stored->id == id);
  CHECK(stored->name == body.name);
  CHECK(stored->identifiers.size() == 2);
  CHECK(stored->classification.provider_class == ProviderClass::nhs_trust);
  CHECK(stored->classification.evidence == Evidence::ods_role);
  CHECK(stored->classification.confidence == 95);
  CHECK(stored->classification.detail == "RO197");
  CHECK(stored->postcode == body.postcode);
  CHECK(stored->address == body.address);
  CHECK(stored->opened == body.opened);
  CHECK_FALSE(stored->closed);
  CHECK(stored->synthetic);
  CHECK(feed(*t.db) == "body.added");
}

TEST_CASE("the same body has the same id in every database", "[persistence]") {
  std::vector<std::string> ids;
  for (const auto backend : backends()) {
    TestDatabase t = fresh_database(backend);
    ids.push_back(resolved(*t.db, "Fen Care Limited", {"coh:01532937"}) + " " + resolved(*t.db, "Marsh Surgery"));
  }
  CHECK(ids.front() == ids.back());
}

TEST_CASE("an identifier that belongs to another body is a conflict", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const std::string first = resolved(*t.db, "Fen Care Limited", {"coh:01532937"});
  const auto second = t.db->write(
      "test", noon(), [](UnitOfWork& u) { return Bodies(u).add(*Body::create("Other Ltd", {identifier("coh:01532937")}), false, true); });
  REQUIRE_FALSE(second);
  CHECK(second.error().kind == ErrorKind::conflict);
  CHECK_THAT(second.error().message, ContainsSubstring("coh:01532937") && ContainsSubstring(first));
  CHECK(count_bodies(*t.db) == "1");
}

TEST_CASE("a party means the body with one of its identifiers, whatever it is called", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const std::string id = resolved(*t.db, "Fen Care Limited", {"coh:01532937"});
  CHECK(resolved(*t.db, "FEN CARE (formerly Marsh)", {"ppon:PABC-1234-DEFG", "coh:01532937"}) == id);
  CHECK(resolved(*t.db, "Quite Another Name", {"ppon:PABC-1234-DEFG"}) == id); // it was learnt on the way
  CHECK(count_bodies(*t.db) == "1");
  CHECK(feed(*t.db) == "body.added body.changed");
}

TEST_CASE("a party without a known identifier means the body of the same name", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const std::string id = resolved(*t.db, "Fen Care Limited", {"coh:01532937"});
  CHECK(resolved(*t.db, "fen care ltd.") == id);
  CHECK(resolved(*t.db, "Fen Care Ltd", {"chc:1234567"}) == id);
  CHECK(count_bodies(*t.db) == "1");
}

TEST_CASE("two organisations of one name and different numbers stay two", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const std::string north = resolved(*t.db, "The Surgery", {"ods:A81001"});
  const std::string south = resolved(*t.db, "The Surgery", {"ods:B81002"});
  CHECK(north != south);
  // The name alone says neither; asking again makes no third one more.
  const std::string either = resolved(*t.db, "The Surgery");
  CHECK(either != north);
  CHECK(either != south);
  CHECK(resolved(*t.db, "The Surgery") == either);
  CHECK(count_bodies(*t.db) == "3");
  CHECK_FALSE(written(*t.db, [](UnitOfWork& u) { return Bodies(u).by_name("The Surgery").has_value(); }));
}

TEST_CASE("a party's name is kept as one line of at most a thousand bytes", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  resolved(*t.db, "  Fen\r\n\tCare  ");
  std::string long_name(999, 'x');
  long_name += "é and more";
  resolved(*t.db, long_name);
  CHECK(cell(*t.db, "select name from body order by key limit 1") == "Fen Care");
  CHECK(cell(*t.db, "select name from body order by key desc limit 1") == std::string(999, 'x'));
}

TEST_CASE("a party that names nobody is refused", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  CHECK_THAT(resolved(*t.db, " \n "), ContainsSubstring("neither a name nor an identifier"));
  CHECK(count_bodies(*t.db) == "0");
}

TEST_CASE("a new class reaches the awards and supplier strings of the body, and its history is kept", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const std::string id = resolved(*t.db, "Fen Care Limited", {"coh:01532937"});
  const Classification curated{ProviderClass::social_enterprise, Evidence::curated, 90, "community interest company", {}, {}};
  written(*t.db, [&](UnitOfWork& u) {
    AwardDraft draft;
    draft.title = "Care";
    draft.providers = {{id, "Fen Care", {}}};
    if (auto award = persistence::Awards(u).add(*Award::create(draft, london_date(noon()))); !award)
      throw std::runtime_error(award.error().message);
    const std::int64_t source = persistence::Sources(u).add({"spend.csv", "spend", "aa", 1, false});
    persistence::Spend spend(u);
    const std::int64_t file = spend.open(source, "");
    spend.add(file, PaymentLine{2, *Date::parse("2025-04-01"), 100, "FEN CARE LTD", "", "", "", ""});
    SpendFile account;
    account.payments = 1;
    account.total_pence = 100;
    spend.close(file, account);
    return 0;
  });
  REQUIRE(change(*t.db, "update supplier_string set body_key = (select key from body)"));
  CHECK(cell(*t.db, "select provider_class from award") == "unclassified");
  CHECK(cell(*t.db, "select provider_class from supplier_string") == "unclassified");

  for (int i = 0; i < 2; ++i) { // the second time says nothing new
    written(*t.db, [&](UnitOfWork& u) {
      Bodies(u).reclassify(id, curated);
      return 0;
    });
  }
  CHECK(cell(*t.db, "select provider_class from award") == "social_enterprise");
  CHECK(cell(*t.db, "select provider_class || ' ' || class_evidence from supplier_string") == "social_enterprise curated");
  CHECK(cell(*t.db, "select count(*) from body_class") == "2");
  CHECK(cell(*t.db, "select count(*) from event where type = 'body.classified'") == "1");
}

TEST_CASE("a class that has not begun yet changes nothing today", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const std::string id = resolved(*t.db, "Fen Care");
  written(*t.db, [&](UnitOfWork& u) {
    Bodies(u).reclassify(id, Classification{ProviderClass::nhs_trust, Evidence::curated, 90, "", london_date(noon()).plus_days(1), {}});
    return 0;
  });
  CHECK(cell(*t.db, "select provider_class from body") == "unclassified");
  CHECK(cell(*t.db, "select count(*) from body_class") == "2");
}

TEST_CASE("a body that is not there cannot be classified", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const auto result = t.db->write("test", noon(), [](UnitOfWork& u) -> Result<> {
    Bodies(u).reclassify("bd-nobody", Classification{});
    return Done{};
  });
  REQUIRE_FALSE(result);
  CHECK(result.error().kind == ErrorKind::not_found);
}

TEST_CASE("a succession is kept once, and changed when its basis is", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const auto add = [&](const std::string& basis) {
    return written(*t.db, [&](UnitOfWork& u) {
      return *Bodies(u).add_succession({"ods:07H", "ods:QH8", *Date::parse("2022-07-01"), basis, 10000});
    });
  };
  CHECK(add("Health and Care Act 2022") == Kept::added);
  CHECK(add("Health and Care Act 2022") == Kept::same);
  CHECK(add("Health and Care Act 2022, s 19") == Kept::changed);
  CHECK(feed(*t.db) == "succession.added succession.changed");
}

} // namespace
} // namespace openward::test
