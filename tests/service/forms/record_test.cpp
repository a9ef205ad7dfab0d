// Recording an award by form: what the law says as it is filled in, and a draft that is the API's own.

#include "tests/support/catch.h"
#include "visit.h"

#include "persistence/repositories.h"
#include "service/pages/words.h"

#include <rapidjson/document.h>
#include <rapidjson/pointer.h>

using namespace openward;
using namespace openward::test;

namespace {

std::string buyer(Register& one, const std::string& name = "NHS Fen Integrated Care Board", const std::string& code = "ods:QFE") {
  auto added = one.database().write("test", noon(), [&](persistence::UnitOfWork& u) {
    return persistence::Bodies(u).add(*Body::create(name, {*Identifier::parse(code)}), true, false);
  });
  REQUIRE(added);
  return *added;
}

http::Parameters filled(const std::string& form_token, const std::string& key, const std::string& action) {
  return {{"form_token", form_token},   {"key", key},
          {"action", action},           {"title", "Hearing aids"},
          {"commissioner", "ods:QFE"},  {"cpv", "85121240"},
          {"route", "direct_award_c"},  {"providers.0.name", "Marsh Hearing CIC"},
          {"value.amount", "1,000.50"}, {"value.vat", "excluded"},
          {"awarded_on", "2026-01-05"}, {"scope.relevant_authority", "yes"},
          {"scope.health_care", "yes"}};
}

std::string at(const http::Response& response, const char* pointer) {
  rapidjson::Document document;
  document.Parse(response.body.data(), response.body.size());
  const auto* value = rapidjson::Pointer(pointer).Get(document);
  if (value == nullptr) return "absent";
  return value->IsString() ? std::string(value->GetString()) : value->IsInt64() ? std::to_string(value->GetInt64()) : "something";
}

std::string admin_of(Register& one) { return "Bearer " + one.token("admin"); }

} // namespace

TEST_CASE("whoever begins is asked little, and what the law needs comes with the first answer", "[pages]") {
  Register one;
  Visit visit(one);
  const auto beginning = visit.get("/record");
  CHECK(beginning.status == 200);
  CHECK(malformed(beginning) == "");
  CHECK_THAT(beginning.body, !ContainsSubstring("urgency.urgent"));
  CHECK_THAT(beginning.body, !ContainsSubstring("value=\"save\""));
  const auto asked = visit.post("/record", {{"action", "continue"},
                                            {"title", "Hearing aids"},
                                            {"scope.relevant_authority", "yes"},
                                            {"scope.health_care", "yes"},
                                            {"cpv", "85121240"}});
  CHECK(asked.status == 200);
  CHECK(malformed(asked) == "");
  CHECK_THAT(asked.body, ContainsSubstring("What it still depends on"));
  CHECK_THAT(asked.body, ContainsSubstring("name=\"urgency.urgent\""));
  CHECK_THAT(asked.body, !ContainsSubstring("urgency.foreseeable"));
  CHECK_THAT(asked.body, ContainsSubstring("reg 6(3)(a)"));
  const auto urgent = visit.post("/record", {{"action", "continue"}, {"urgency.urgent", "yes"}});
  CHECK_THAT(urgent.body, ContainsSubstring("urgency.foreseeable"));
}

TEST_CASE("routes, notices and days of the page are those of the API", "[pages]") {
  Register one;
  const http::Parameters fields{{"scope.relevant_authority", "yes"},
                                {"scope.health_care", "yes"},
                                {"cpv", "85121240"},
                                {"existing_contract.exists", "no"},
                                {"existing_contract.only_capable", "no"},
                                {"patient_choice.offered", "no"},
                                {"most_suitable_provider_identifiable", "yes"},
                                {"awarded_on", "2026-03-02"},
                                {"route", "most_suitable_provider"}};
  const auto page = Visit(one).post("/record", fields);
  const auto told = one.ask(request(
      "POST", "/v1/assessments", {{"content-type", "application/json"}},
      R"({"cpv":["85121240"],"awarded_on":"2026-03-02","route":"most_suitable_provider","most_suitable_provider_identifiable":true,)"
      R"("scope":{"relevant_authority":true,"health_care":true},"existing_contract":{"exists":false,"only_capable":false},"patient_choice":{"offered":false}})"));
  REQUIRE(told.status == 200);
  CHECK(at(told, "/conclusion") == "Open: most_suitable_provider, competitive_process. The planned route most_suitable_provider is open.");
  CHECK_THAT(page.body, ContainsSubstring("May be followed: Most suitable provider process, Competitive process."));
  int days = 0;
  for (int notice = 0; notice < 6; ++notice) {
    const std::string place = "/routes/0/notices/" + std::to_string(notice);
    for (const char* bound : {"/no_later_than", "/no_earlier_than"}) {
      const std::string day = at(told, (place + bound).c_str());
      if (day.size() != 10) continue;
      CHECK_THAT(page.body, ContainsSubstring("<td>" + pages::day_in_words(day) + "</td>"));
      ++days;
    }
  }
  CHECK(days > 0);
}

TEST_CASE("a commissioner is typed by words of its name; the field says which it understood, or what to type instead", "[pages]") {
  Register one;
  const std::string fen = buyer(one, "NHS Fen Integrated Care Board", "ods:QFE");
  buyer(one, "NHS Fenland Integrated Care Board", "ods:QFL");
  Visit visit(one, "recorder");
  const auto asked = [&](const std::string& typed) { return visit.post("/record", {{"commissioner", typed}}); };
  SECTION("words that one body has") {
    CHECK(Visit::field(asked("fenland"), "commissioner") == "NHS Fenland Integrated Care Board");
    CHECK_THAT(asked("fenland").body, !ContainsSubstring("may mean"));
  }
  SECTION("words that several have stay as they were typed") {
    const auto page = asked("fen board");
    CHECK(malformed(page) == "");
    CHECK(Visit::field(page, "commissioner") == "fen board");
    CHECK_THAT(page.body, ContainsSubstring("“fen board” may mean NHS Fen"));
    for (const char* one_of : {"NHS Fen Integrated Care Board (ods:QFE)", "NHS Fenland Integrated Care Board (ods:QFL)"})
      CHECK_THAT(page.body, ContainsSubstring(one_of));
  }
  SECTION("words that nobody has") {
    CHECK_THAT(asked("qwxyz").body, ContainsSubstring("The register holds no body that is called “qwxyz”."));
  }
  SECTION("a code stays a code, and the id of the register becomes a name") {
    CHECK(Visit::field(asked("ods:QFE"), "commissioner") == "ods:QFE");
    CHECK(Visit::field(asked(fen), "commissioner") == "NHS Fen Integrated Care Board");
  }
  SECTION("what is saved is of the body that was named") {
    auto fields = filled(Visit::field(visit.get("/record"), "form_token"), "k-name", "save");
    for (auto& [name, value] : fields) {
      if (name == "commissioner") value = "NHS Fen Integrated Care Board";
    }
    const auto saved = visit.post("/record", fields);
    REQUIRE(saved.status == 303);
    const std::string id = header(saved, "Location").substr(std::string("/record?award=").size());
    CHECK(at(one.get("/v1/awards/" + id, {{"authorization", admin_of(one)}}), "/commissioner/id") == fen);
  }
}

TEST_CASE("a form is saved once, however often it is sent, and published as it was seen", "[pages]") {
  Register one;
  const std::string commissioner = buyer(one);
  Visit visit(one, "recorder");
  const std::string token = Visit::field(visit.get("/record"), "form_token");
  const auto saved = visit.post("/record", filled(token, "k-1", "save"));
  REQUIRE(saved.status == 303);
  CHECK(header(visit.post("/record", filled(token, "k-1", "save")), "Location") == header(saved, "Location"));
  const std::string id = header(saved, "Location").substr(std::string("/record?award=").size());
  const auto held = one.get("/v1/awards/" + id, {{"authorization", admin_of(one)}});
  CHECK(at(held, "/title") == "Hearing aids");
  CHECK(at(held, "/commissioner/id") == commissioner);
  CHECK(at(held, "/value/amount") == "1000.50");
  CHECK(at(held, "/state") == "draft");
  CHECK(at(one.get("/v1/awards?state=draft", {{"authorization", admin_of(one)}}), "/page/total") == "1");

  const auto draft = visit.get(header(saved, "Location"));
  CHECK(draft.status == 200);
  CHECK(malformed(draft) == "");
  CHECK(Visit(one).get(header(saved, "Location")).status == 404);
  std::string etag = Visit::field(draft, "etag");
  for (auto quote = etag.find("&quot;"); quote != std::string::npos; quote = etag.find("&quot;")) etag.replace(quote, 6, "\"");
  CHECK(etag == header(held, "ETag"));
  const auto unseen = visit.post("/record", {{"form_token", token}, {"action", "publish"}, {"award", id}, {"etag", "\"another\""}});
  CHECK(unseen.status == 400);
  CHECK_THAT(unseen.body, ContainsSubstring("role=\"alert\""));
  const auto published = visit.post("/record", {{"form_token", token}, {"action", "publish"}, {"award", id}, {"etag", etag}});
  CHECK(published.status == 303);
  CHECK(at(one.get("/v1/awards/" + id), "/state") == "published");
  const auto again = visit.get("/record?from=" + id);
  CHECK(malformed(again) == "");
  CHECK(Visit::field(again, "title") == "Hearing aids");
  CHECK(Visit::field(again, "value.amount") == "1000.50");
}

TEST_CASE("what is wrong stands at its field, nothing typed is lost, and the account of writes has one entry", "[pages]") {
  Register one;
  buyer(one);
  Visit visit(one, "recorder");
  auto fields = filled(Visit::field(visit.get("/record"), "form_token"), "k-2", "save");
  for (auto& [name, value] : fields) {
    if (name == "cpv") value = "851";
    if (name == "value.amount") value = "a lot";
  }
  const auto refused = visit.post("/record", fields);
  CHECK(refused.status == 400);
  CHECK(malformed(refused) == "");
  CHECK(Visit::field(refused, "value.amount") == "a lot");
  CHECK(Visit::field(refused, "cpv") == "851");
  CHECK(Visit::field(refused, "key") == "k-2");
  CHECK_THAT(refused.body, ContainsSubstring("aria-invalid"));
  CHECK_THAT(refused.body, ContainsSubstring("class=\"fault\""));
  const auto audit = one.get("/v1/audit?outcome=refused", {{"authorization", admin_of(one)}});
  CHECK(at(audit, "/data/0/operation") == "draft_award");
  CHECK(at(audit, "/data/1") == "absent");
}

TEST_CASE("who was signed out on the way gets the form back, and nothing is stored", "[pages]") {
  Register one;
  buyer(one);
  Visit visit(one, "recorder");
  const std::string token = Visit::field(visit.get("/record"), "form_token");
  const auto answer = Visit(one).post("/record", filled(token, "k-3", "save"));
  CHECK(answer.status == 403);
  CHECK(malformed(answer) == "");
  CHECK(Visit::field(answer, "title") == "Hearing aids");
  CHECK_THAT(answer.body, ContainsSubstring("Nothing is lost"));
  CHECK_THAT(answer.body, ContainsSubstring("value=\"save\""));
  const auto forged = visit.post("/record", filled("", "k-4", "save"));
  CHECK(forged.status == 403);
  CHECK(at(one.get("/v1/awards?state=draft", {{"authorization", admin_of(one)}}), "/page/total") == "0");
}

TEST_CASE("a recorder of another commissioner and a curator are refused in the API's words", "[pages]") {
  Register one;
  buyer(one);
  Visit visit(one, "curator");
  const auto answer = visit.post("/record", filled(Visit::field(visit.get("/sign-in"), "form_token"), "k-5", "save"));
  CHECK(answer.status == 403);
  CHECK_THAT(answer.body, ContainsSubstring("A token of the role curator may not do this."));
}

TEST_CASE("hostile text in every field stays text, in the form and in the draft", "[pages]") {
  Register one;
  buyer(one);
  const std::string hostile =
      GENERATE(std::string("\"><script>alert(1)</script>"), std::string("{{{title}}}{{&title}}"), std::string("\u202egnp.exe\u202c"),
               std::string("' onmouseover='alert(1)"), std::string(900, 'x') + "&<>");
  Visit visit(one, "recorder");
  const std::string token = Visit::field(visit.get("/record"), "form_token");
  http::Parameters fields{{"form_token", token}, {"action", "continue"}};
  for (const char* name : {"title", "reference", "description", "commissioner", "cpv", "value.amount", "starts", "providers.0.name",
                           "providers.0.id", "providers.0.address", "scope.health_care", "urgency.foreseeable", "route", "key"})
    fields.emplace_back(name, hostile);
  const auto form = visit.post("/record", fields);
  INFO(hostile);
  CHECK(malformed(form) == "");
  CHECK_THAT(form.body, !ContainsSubstring("<script>"));
  auto sound = filled(token, "k-6", "save");
  for (auto& [name, value] : sound) {
    if (name == "title" || name == "providers.0.name") value = hostile;
  }
  sound.emplace_back("description", hostile + std::string(10'000, 'y'));
  const auto saved = visit.post("/record", sound);
  INFO(saved.body.substr(0, 3000));
  REQUIRE(saved.status == 303);
  for (const std::string& address : {header(saved, "Location"), std::string("/record")}) {
    const auto page = visit.get(address);
    CHECK(page.status == 200);
    CHECK(malformed(page) == "");
    CHECK_THAT(page.body, !ContainsSubstring("<script>"));
  }
}
