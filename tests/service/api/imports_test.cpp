// Files sent over HTTP: previewed without a trace, taken once, read as a person says and as is remembered of the publisher.

#include "persistence/repositories.h"
#include "register.h"
#include "tests/support/catch.h"

#include <rapidjson/document.h>
#include <rapidjson/pointer.h>

using namespace openward;
using namespace openward::test;

namespace {

const std::string plain =
    "Date,Entity,Supplier,Amount\n13/04/2026,NHS Fen ICB,ACME CARE LTD,26000.50\n14/04/2026,NHS Fen ICB,BETA LTD,n/a\n"
    ",,,26000.50\n";
const std::string odd = "When,Payee,Worth\n03/04/2026,ACME CARE LTD,5\n04/04/2026,BETA LTD,7\n";

/// The member at a JSON pointer as text: "null", "true", a number or the text itself.
std::string at(const http::Response& response, const std::string& pointer) {
  rapidjson::Document document;
  document.Parse(response.body.data(), response.body.size());
  INFO(response.status << " " << response.body);
  REQUIRE_FALSE(document.HasParseError());
  const auto* value = rapidjson::Pointer(pointer.c_str()).Get(document);
  if (value == nullptr) return "absent";
  if (value->IsNull()) return "null";
  if (value->IsBool()) return value->GetBool() ? "true" : "false";
  if (value->IsArray()) return "array of " + std::to_string(value->Size());
  return value->IsInt64() ? std::to_string(value->GetInt64()) : std::string(value->GetString());
}

std::string publisher(Register& one) {
  auto added = one.database().write("test", noon(), [](persistence::UnitOfWork& u) {
    return persistence::Bodies(u).add(*Body::create("NHS Fen Integrated Care Board", {*Identifier::parse("ods:QFE")}), true, false);
  });
  REQUIRE(added);
  return *added;
}

} // namespace

TEST_CASE("a preview shows how a file is understood and keeps nothing of it", "[api]") {
  Register one;
  const auto seen = one.post("/v1/imports?dry_run=true&name=april.csv", plain);
  REQUIRE(seen.status == 200);
  CHECK(at(seen, "/dry_run") == "true");
  CHECK(at(seen, "/name") == "april.csv");
  CHECK(at(seen, "/file_kind") == "csv");
  CHECK(at(seen, "/columns/2/heading") == "Supplier");
  CHECK(at(seen, "/columns/2/field") == "supplier");
  CHECK(at(seen, "/day_order/votes/day_first") == "2");
  CHECK(at(seen, "/rows") == "3");
  CHECK(at(seen, "/payments") == "1");
  CHECK(at(seen, "/refused_rows") == "2");
  CHECK(at(seen, "/refused/0/count") == "1");
  CHECK(at(seen, "/refused/0/rows/0/position") == "row 3");
  CHECK(at(seen, "/total_pence") == "2600050");
  CHECK(at(seen, "/stated_total_pence") == "2600050");
  CHECK(at(seen, "/stated_total_difference_pence") == "0");
  CHECK(at(seen, "/first_rows/0/supplier") == "ACME CARE LTD");
  CHECK(at(one.get("/v1/spend-files"), "/page/total") == "0");
  CHECK(at(one.get("/v1/payments"), "/page/total") == "0");
  CHECK(at(one.get("/v1/changes"), "/data") == "array of 1"); // the token of who asks
  CHECK(one.get("/v1/imports/" + at(seen, "/id")).status == 404);
}

TEST_CASE("a file is taken once, and its account can be read again without the words of its rows", "[api]") {
  Register one;
  const auto taken = one.post("/v1/imports", plain, {{"content-disposition", "attachment; filename=\"/home/x/april.csv\""}});
  REQUIRE(taken.status == 201);
  CHECK(at(taken, "/name") == "april.csv");
  const std::string place = header(taken, "Location");
  const auto account = one.get(place);
  CHECK(account.status == 200);
  CHECK(account.body == taken.body);
  CHECK(header(account, "ETag") == header(taken, "ETag"));
  CHECK(at(account, "/first_rows") == "absent");
  CHECK(at(account, "/refused/0/rows") == "absent");
  CHECK(account.body.find("BETA") == std::string::npos);
  CHECK(at(one.get("/v1/payments"), "/page/total") == "1");
  const auto again = one.post("/v1/imports", plain);
  CHECK(again.status == 200);
  CHECK(again.body == taken.body);
  CHECK(at(one.get("/v1/payments"), "/page/total") == "1");
}

TEST_CASE("what is no file of the register, or asked for wrongly, is refused by name", "[api]") {
  Register one;
  const auto [query, body, status, says] = GENERATE(table<std::string, std::string, int, std::string>({
      {"", "%PDF-1.7", 415, "PDF"},
      {"", "", 400, "as the body"},
      {"?column=supplier", plain, 400, "FIELD=HEADING"},
      {"?column=supplier=Payee", plain, 400, "There is no column"},
      {"?column=supplier=Supplier&column=supplier=Entity", plain, 400, "chosen twice"},
      {"?header_row=x", plain, 400, "header row is a number"},
      {"?day_order=us", plain, 400, "day_first or month_first"},
      {"?dry_run=yes", plain, 400, "true or false"},
      {"?sheet=April", plain, 400, "no workbook"},
      {"?publisher=ods:NONE", plain, 400, "no body"},
      {"?remember=true", plain, 400, "say whose spend"},
      {"?dryrun=true", plain, 400, "dry_run"},
  }));
  INFO(query);
  const auto answer = one.post("/v1/imports" + query, body);
  CHECK(answer.status == status);
  CHECK_THAT(answer.body, ContainsSubstring(says));
  CHECK(at(one.get("/v1/spend-files"), "/page/total") == "0");
}

TEST_CASE("imports are for curators and recorders, and a recorder's are its commissioner's", "[api]") {
  Register one;
  CHECK(one.ask(request("POST", "/v1/imports", {}, plain)).status == 401);
  const auto as = [&](const std::string& role) { return http::Parameters{{"authorization", "Bearer " + one.token(role)}}; };
  CHECK(one.ask(request("POST", "/v1/imports?dry_run=true", as("auditor"), plain)).status == 403);
  CHECK(one.ask(request("POST", "/v1/imports?dry_run=true", as("curator"), plain)).status == 200);
  CHECK(one.ask(request("POST", "/v1/imports", as("recorder"), plain)).status == 201);
}

TEST_CASE("a publisher's layout is remembered when asked, used, shown and forgotten", "[api]") {
  Register one;
  const std::string who = publisher(one);
  const std::string columns = "&column=date%3DWhen&column=supplier%3DPayee&column=amount%3DWorth&day_order=month_first";
  CHECK(one.post("/v1/imports?publisher=ods:QFE", odd).status == 400);
  // A preview remembers nothing.
  REQUIRE(one.post("/v1/imports?dry_run=true&remember=true&publisher=ods:QFE" + columns, odd).status == 200);
  CHECK(one.post("/v1/imports?publisher=ods:QFE", odd).status == 400);
  REQUIRE(one.post("/v1/imports?remember=true&publisher=ods:QFE" + columns, odd).status == 201);
  const auto next = one.post("/v1/imports?dry_run=true&publisher=" + who, odd + "05/04/2026,GAMMA LTD,9\n");
  REQUIRE(next.status == 200);
  CHECK(at(next, "/columns/1/why") == "the publisher's remembered layout");
  CHECK(at(next, "/remembered") == "array of 4");
  CHECK(at(next, "/first_rows/0/paid_on") == "2026-03-04");
  CHECK(at(next, "/publisher/id") == who);
  CHECK(one.post("/v1/imports?forget=true&publisher=" + who, odd + "06/04/2026,GAMMA LTD,9\n").status == 400);
  REQUIRE(one.post("/v1/imports?forget=true&publisher=" + who, plain).status == 201);
  CHECK(one.post("/v1/imports?publisher=" + who, odd + "07/04/2026,GAMMA LTD,9\n").status == 400);
}

TEST_CASE("a publisher that is given for a file read before names an unknown one, and no other", "[api]") {
  Register one;
  const std::string who = publisher(one);
  const std::string nameless = "Date,Supplier,Amount\n13/04/2026,ACME CARE LTD,5\n";
  REQUIRE(one.post("/v1/imports", nameless).status == 201);
  CHECK(at(one.get("/v1/spend-files"), "/data/0/publisher") == "null");
  CHECK(one.post("/v1/imports?publisher=ods:QFE", nameless).status == 200);
  CHECK(at(one.get("/v1/spend-files"), "/data/0/publisher/id") == who);
  CHECK(at(one.get("/v1/payments?payer=" + who), "/page/total") == "1");
  REQUIRE(one.post("/v1/imports", plain).status == 201);
  const auto other = one.post("/v1/imports?publisher=ods:QFE", plain);
  CHECK(other.status == 409);
  CHECK_THAT(other.body, ContainsSubstring("was read before as spend of NHS Fen ICB"));
}
