// Importing and deciding by form; the scripts; and what holds for every template.

#include "persistence/repositories.h"
#include "service/pages/scripts.h"
#include "service/pages/visitor.h"
#include "tests/support/catch.h"
#include "visit.h"

#include <rapidjson/document.h>
#include <rapidjson/pointer.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <tuple>

using namespace openward;
using namespace openward::test;

namespace {

std::string total_of(const http::Response& response) {
  rapidjson::Document document;
  document.Parse(response.body.data(), response.body.size());
  const auto* value = rapidjson::Pointer("/page/total").Get(document);
  return value != nullptr && value->IsInt64() ? std::to_string(value->GetInt64()) : "absent";
}

http::Response sent(Register& one, const Visit& visit, const std::string& form_token, const std::string& action, const std::string& file) {
  const std::string body =
      "--b\r\nContent-Disposition: form-data; name=\"form_token\"\r\n\r\n" + form_token +
      "\r\n--b\r\nContent-Disposition: form-data; name=\"action\"\r\n\r\n" + action +
      "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a<b>.csv\"\r\nContent-Type: text/csv\r\n\r\n" + file +
      "\r\n--b--\r\n";
  return one.ask(request("POST", "/imports",
                         {{"host", "register.test"}, {"cookie", visit.cookie()}, {"content-type", "multipart/form-data; boundary=b"}},
                         body));
}

const std::string csv = "Date,Supplier,Amount\n13/04/2026,ACME <CARE> LTD,26000.50\n14/04/2026,BETA LTD,n/a\n,,26000.50\n";

} // namespace

TEST_CASE("a file is previewed with nothing kept, and the preview carries it to the import", "[pages]") {
  Register one;
  Visit visit(one, "curator");
  const std::string token = Visit::field(visit.get("/imports"), "form_token");
  const auto preview = sent(one, visit, token, "preview", csv);
  INFO(preview.body);
  REQUIRE(preview.status == 200);
  CHECK(malformed(preview) == "");
  CHECK_THAT(preview.body, ContainsSubstring("£26,000.50"));
  CHECK_THAT(preview.body, ContainsSubstring("ACME &lt;CARE&gt; LTD"));
  CHECK(total_of(one.get("/v1/payments")) == "0");
  const auto taken = visit.post(
      "/imports", {{"form_token", token}, {"action", "import"}, {"carried", Visit::field(preview, "carried")}, {"file_name", "a.csv"}});
  REQUIRE(taken.status == 303);
  CHECK(total_of(one.get("/v1/payments")) == "1");
  const auto account = Visit(one).get(header(taken, "Location"));
  CHECK(account.status == 200);
  CHECK(malformed(account) == "");
  CHECK_THAT(account.body, ContainsSubstring("Payments: 1, together £26,000.50"));
  CHECK_THAT(account.body, ContainsSubstring("What was refused, and why"));
}

TEST_CASE("an amount is read in threes", "[pages]") {
  const auto [decimal, said] = GENERATE(table<std::string, std::string>({{"0.00", "£0.00"},
                                                                         {"999.99", "£999.99"},
                                                                         {"1000.00", "£1,000.00"},
                                                                         {"-26000.50", "-£26,000.50"},
                                                                         {"1234567.89", "£1,234,567.89"},
                                                                         {"-100.00", "-£100.00"}}));
  CHECK(pages::amount_in_words(decimal) == said);
}

TEST_CASE("what is no file of the register is refused by name on the page, for those who may import", "[pages]") {
  Register one;
  Visit curator(one, "curator");
  const std::string token = Visit::field(curator.get("/imports"), "form_token");
  const auto refused = sent(one, curator, token, "preview", "%PDF-1.4");
  CHECK(refused.status == 400);
  CHECK(malformed(refused) == "");
  CHECK_THAT(refused.body, ContainsSubstring("PDF"));
  CHECK_THAT(curator.post("/imports", {{"form_token", token}, {"action", "preview"}}).body, ContainsSubstring("Choose a file first."));
  CHECK(curator.post("/imports", {{"form_token", token}, {"carried", "no base 64!"}}).status == 400);
  Visit auditor(one, "auditor");
  CHECK(sent(one, auditor, Visit::field(auditor.get("/sign-in"), "form_token"), "import", csv).status == 403);
  CHECK_THAT(Visit(one).get("/imports").body, !ContainsSubstring("type=\"file\""));
}

TEST_CASE("whose spend a file is may be typed by name, and a name that says too little costs no second upload", "[pages]") {
  Register one;
  for (const char* name : {"NHS Fen Integrated Care Board", "NHS Fenland Integrated Care Board"}) {
    REQUIRE(one.database().write(
        "test", noon(), [&](persistence::UnitOfWork& u) { return persistence::Bodies(u).add(*Body::create(name, {}), true, false); }));
  }
  Visit visit(one, "curator");
  const std::string token = Visit::field(visit.get("/imports"), "form_token");
  const std::string carried = Visit::field(sent(one, visit, token, "preview", csv), "carried");
  const auto posted = [&](const std::string& action, const std::string& publisher) {
    return visit.post("/imports",
                      {{"form_token", token}, {"action", action}, {"carried", carried}, {"file_name", "a.csv"}, {"publisher", publisher}});
  };
  const auto unclear = posted("import", "fen");
  CHECK(unclear.status == 400);
  CHECK(malformed(unclear) == "");
  CHECK_THAT(unclear.body, ContainsSubstring("“fen” may mean NHS Fen"));
  CHECK_THAT(unclear.body, ContainsSubstring("NHS Fen Integrated Care Board (bd-"));
  CHECK(Visit::field(unclear, "carried") == carried);
  CHECK(total_of(one.get("/v1/payments")) == "0");
  const auto preview = posted("preview", "fenland");
  CHECK(preview.status == 200);
  CHECK(Visit::field(preview, "publisher") == "NHS Fenland Integrated Care Board");
  REQUIRE(posted("import", "NHS Fenland Integrated Care Board").status == 303);
  CHECK_THAT(one.get("/v1/payments").body, ContainsSubstring("NHS Fenland Integrated Care Board"));
}

TEST_CASE("a curator decides on a name by form and takes it back; others look", "[pages]") {
  Register one;
  REQUIRE(one.post("/v1/imports?name=a.csv", csv).status == 201);
  Visit curator(one, "curator");
  const auto queue = curator.get("/matches?q=ACME");
  CHECK(queue.status == 200);
  CHECK(malformed(queue) == "");
  const auto place = queue.body.find("/matches?id=");
  REQUIRE(place != std::string::npos);
  const std::string address = queue.body.substr(place, queue.body.find('"', place) - place);
  const auto step = [&](http::Parameters fields) {
    const auto page = curator.get(address);
    CHECK(malformed(page) == "");
    std::string etag = Visit::field(page, "etag");
    for (auto quote = etag.find("&quot;"); quote != std::string::npos; quote = etag.find("&quot;")) etag.replace(quote, 6, "\"");
    fields.insert(fields.end(),
                  {{"form_token", Visit::field(page, "form_token")}, {"etag", etag}, {"id", address.substr(address.find('=') + 1)}});
    return curator.post("/matches", fields);
  };
  const auto unreasoned = step({{"action", "decide"}, {"decision", "no_body"}});
  CHECK(unreasoned.status == 400);
  CHECK_THAT(unreasoned.body, ContainsSubstring("Say why"));
  CHECK(step({{"action", "decide"}, {"decision", "new_body"}, {"name", "Acme Care"}, {"body", "bd-left-over"}, {"reason", "Its own page."}})
            .status == 303);
  CHECK_THAT(curator.get(address).body, ContainsSubstring("Acme Care"));
  CHECK_THAT(curator.get(address).body, ContainsSubstring("Take the decision back"));
  CHECK_THAT(Visit(one).get(address).body, !ContainsSubstring("value=\"decide\""));
  CHECK(step({{"action", "undo"}, {"reason", "Another one."}}).status == 303);
  const auto nobody = step({{"action", "decide"}, {"decision", "body"}, {"body", "qwxyz"}, {"reason", "The same."}});
  CHECK(nobody.status == 400);
  CHECK_THAT(nobody.body, ContainsSubstring("The register holds no body that is called “qwxyz”."));
  CHECK(step({{"action", "decide"}, {"decision", "body"}, {"body", "acme care"}, {"reason", "The same."}}).status == 303);
  CHECK_THAT(curator.get(address).body, ContainsSubstring("Acme Care</a>"));
  CHECK(step({{"action", "undo"}, {"reason", "Another one."}}).status == 303);
  CHECK_THAT(curator.get(address).body, !ContainsSubstring("Take the decision back"));
  CHECK(curator.get("/matches?id=sn-999999").status == 404);
  CHECK(curator.get("/matches?status=odd").status == 400);
}

TEST_CASE("a script is kept for ever under the name of its bytes", "[pages]") {
  Register one;
  for (const pages::Script& script : pages::scripts()) {
    const std::string address = "/assets/scripts/" + std::string(script.file);
    const auto answer = one.get(address);
    CHECK(answer.status == 200);
    CHECK(answer.body == script.text);
    CHECK(header(answer, "Cache-Control") == "public, max-age=31536000, immutable");
    CHECK(one.get(address, {{"if-none-match", header(answer, "ETag")}}).status == 304);
  }
  for (const char* name : {"charts", "map", "record"}) CHECK(pages::script_address(name).empty() == pages::scripts().empty());
  CHECK(pages::script_address("none").empty());
  CHECK(one.get("/assets/scripts/charts-0000000000.js").status == 404);
}

TEST_CASE("no template of a form puts text on a page as it came", "[pages]") {
  std::size_t read = 0;
  for (const char* name : {"draft", "import-outcome", "imports", "match", "matches", "record", "refusal", "sign-in", "visitor"}) {
    std::ifstream file(std::filesystem::path(OPENWARD_SOURCE_DIR) / "web/templates" / (std::string(name) + ".mustache"));
    std::stringstream text;
    text << file.rdbuf();
    INFO(name);
    CHECK(text.str().size() > 100);
    CHECK_THAT(text.str(), !ContainsSubstring("{{{"));
    CHECK_THAT(text.str(), !ContainsSubstring("{{&"));
    CHECK_THAT(text.str(), !ContainsSubstring(" style="));
    ++read;
  }
  CHECK(read == 9);
}
