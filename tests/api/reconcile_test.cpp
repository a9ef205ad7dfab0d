// The reconciliation service as OpenRefine meets it: batches by form, suggestions, previews, extension, and the schemas of the protocol.

#include "tests/api/program.h"
#include "tests/api/recorder.h"
#include "tests/support/catch.h"
#include "tests/support/databases.h"
#include "tests/support/raw_http.h"
#include "tests/support/real_files.h"

#include <rapidjson/schema.h>
#include <rapidjson/stringbuffer.h>

#include <fstream>
#include <iterator>
#include <map>
#include <memory>

using namespace openward::test; // NOLINT(google-build-using-namespace): a test file

namespace {

/// One for each database, made once: these tests record nothing but what they name themselves.
const Recorder& demonstration(openward::persistence::Backend backend) {
  static std::map<openward::persistence::Backend, std::unique_ptr<Recorder>> made;
  auto& one = made[backend];
  if (!one) one = std::make_unique<Recorder>(backend);
  return *one;
}
const Recorder& demonstration() { return demonstration(openward::persistence::Backend::sqlite); }

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
      out += c;
    else
      out.append({'%', digits[byte >> 4U], digits[byte & 15U]});
  }
  return out;
}

RawAnswer form(const Recorder& one, const std::string& field, const std::string& json_text,
               const std::string& type = "application/x-www-form-urlencoded") {
  return ask(one.serving->port(), request_text("POST", "/v1/reconcile", "Content-Type: " + type + "\r\nOrigin: http://example.org\r\n",
                                               field + "=" + percent_encoded(json_text)));
}

/// "" when the answer fits the schema of the protocol, or when the schemas are not beside the checkout. RapidJSON knows draft 4: `contains`
/// is not looked at, the remote schema of a type is set in, and authentication, which this service has not, is left out.
std::string misfit(const std::string& schema, const std::string& answer) {
  const auto folder = real_files("reconciliation/0.2/schemas");
  if (!folder) return {};
  const auto read = [&](const std::string& name) {
    std::ifstream in(*folder / (name + ".json"));
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  std::string text = read(schema);
  for (const std::string remote : {R"({ "$ref": "type.json" })", R"({"$ref": "type.json"})"})
    for (auto at = text.find(remote); at != std::string::npos; at = text.find(remote))
      text.replace(at, remote.size(),
                   R"({"type":"object","required":["id","name"],"properties":{"id":{"type":"string"},"name":{"type":"string"}}})");
  rapidjson::Document document = json(text);
  if (document.HasMember("properties") && document["properties"].HasMember("authentication"))
    document["properties"].RemoveMember("authentication");
  const rapidjson::SchemaDocument compiled(document);
  rapidjson::SchemaValidator validator(compiled);
  if (json(answer).Accept(validator)) return {};
  rapidjson::StringBuffer place;
  validator.GetInvalidDocumentPointer().Stringify(place);
  return std::string(place.GetString()) + " breaks " + validator.GetInvalidSchemaKeyword();
}

std::string first_id(const Recorder& one, const std::string& name) {
  const RawAnswer answer = form(one, "queries", R"({"q0":{"query":")" + name + R"("}})");
  INFO(answer.body);
  REQUIRE(answer.status == 200);
  return at(json(answer.body), "/q0/result/0/id");
}

} // namespace

TEST_CASE("the manifest names every part of the service, and each part answers pages of any origin", "[api]") {
  const Recorder& one = demonstration(GENERATE(from_range(backends())));
  const RawAnswer answer = get(one.serving->port(), "/v1/reconcile");
  REQUIRE(answer.status == 200);
  CHECK(misfit("manifest", answer.body).empty());
  const auto manifest = json(answer.body);
  CHECK(at(manifest, "/versions/0") == "0.2");
  CHECK(manifest["defaultTypes"].Size() == 5);
  const std::string service = at(manifest, "/suggest/entity/service_url");
  CHECK(service.starts_with("http://"));
  CHECK(at(manifest, "/preview/url") == service + "/preview/{{id}}");
  for (const std::string part : {"/suggest/entity", "/suggest/property", "/suggest/type", "/extend/propose", "?queries=%7B%7D"}) {
    const RawAnswer given = get(one.serving->port(), "/v1/reconcile" + part);
    INFO(part << given.body);
    CHECK(given.status == 200);
    CHECK(given.header("access-control-allow-origin") == "*");
  }
  CHECK(get(one.serving->port(), "/v1/reconcile?colour=blue").header("access-control-allow-origin") == "*");
}

TEST_CASE("a batch by form gives an answer for each query, and the same one by address", "[api]") {
  const Recorder& one = demonstration(GENERATE(from_range(backends())));
  const std::string batch =
      R"({"a":{"query":"St Georges University Hospitals NHS FT","limit":3},"b":{"query":"Entirely Unheard Of Xyzzy"},)"
      R"("c":{"query":"St George's","type":["nhs-body"],"type_strict":"any","properties":[{"pid":"ods","v":"RJ7"}]},)"
      R"("d":{"properties":[{"pid":"identifier","v":["ods:RJ7"]}],"type":"charity"}})";
  const RawAnswer answer = form(one, "queries", batch);
  INFO(answer.body);
  REQUIRE(answer.status == 200);
  CHECK(answer.header("access-control-allow-origin") == "*");
  CHECK(misfit("reconciliation-result-batch", answer.body).empty());
  const auto results = json(answer.body);
  CHECK(results.MemberCount() == 4);
  CHECK(at(results, "/a/result/0/match") == "true");
  CHECK_THAT(at(results, "/a/result/0/description"), ContainsSubstring("ods:RJ7"));
  CHECK(at(results, "/a/result/0/type/0/id") == "nhs-body");
  CHECK(results["b"]["result"].Empty());
  CHECK(at(results, "/c/result/0/id") == at(results, "/a/result/0/id"));
  CHECK(results["d"]["result"].Empty());
  const RawAnswer by_address = get(one.serving->port(), "/v1/reconcile?queries=" + percent_encoded(batch));
  CHECK(by_address.body == answer.body);
}

TEST_CASE("what is wrong with a batch is named, place by place", "[api]") {
  const Recorder& one = demonstration();
  struct Row {
    std::string field, text;
    int status;
    std::vector<std::string> expected;
  };
  std::string many = "{";
  for (int i = 0; i < 101; ++i) many += (i ? ",\"q" : "\"q") + std::to_string(i) + R"(":{"query":"x"})";
  many += "}";
  for (const Row& row : std::vector<Row>{
           {"queries", "{", 400, {"queries not_json"}},
           {"queries", "[]", 400, {"queries not_an_object"}},
           {"queries", R"({"a/b":{}})", 400, {"/a~1b missing"}},
           {"queries", R"({"a":{"query":5}})", 400, {"/a/query not_a_text"}},
           {"queries",
            R"({"a":{"query":"x","limit":0},"b":{"query":"x","limit":1.5},"c":{"query":"x","limit":1e99}})",
            400,
            {"/a/limit bad_value", "/b/limit bad_value", "/c/limit bad_value"}},
           {"queries",
            R"({"a":{"query":"x","type":"person","type_strict":"some"}})",
            400,
            {"/a/type unknown_word", "/a/type_strict unknown_word"}},
           {"queries",
            R"({"a":{"query":"x","properties":[{"pid":"height","v":1},{"pid":"ods"},7]}})",
            400,
            {"/a/properties/0/pid unknown_word", "/a/properties/1 missing", "/a/properties/2 not_an_object"}},
           {"queries", R"({"a":{"query":"x","colour":"blue"},"a":{"query":"y"}})", 400, {"/a/colour unknown_member", "/a given_twice"}},
           {"queries", many, 413, {}},
           {"queries", "{\"a\":" + std::string(100000, '[') + std::string(100000, ']') + "}", 400, {"/a not_an_object"}},
           {"extend", R"({"ids":["x"]})", 400, {"/properties not_a_list"}},
           {"extend",
            R"({"ids":[1],"properties":[{"id":"colour"},{"id":"class","settings":{"n":1}}]})",
            400,
            {"/ids/0 not_a_text", "/properties/0/id unknown_word", "/properties/1/settings no_effect"}},
           {"query", R"({"query":"x"})", 400, {"query unknown_parameter"}},
       }) {
    const RawAnswer answer = form(one, row.field, row.text);
    INFO(row.text.substr(0, 200) << "\n" << answer.body);
    CHECK(answer.status == row.status);
    CHECK(answer.header("content-type") == "application/problem+json");
    CHECK(answer.header("access-control-allow-origin") == "*");
    CHECK(faults(answer) == row.expected);
  }
  CHECK(form(one, "queries", "{}", "application/json").status == 415);
  CHECK(ask(one.serving->port(), request_text("POST", "/v1/reconcile", "Content-Type: application/x-www-form-urlencoded\r\n", "")).status ==
        400);
}

TEST_CASE("examples of queries that the protocol calls invalid are refused, and of valid ones only their words are unknown", "[api]") {
  const auto folder = real_files("reconciliation/0.2/examples/reconciliation-query-batch");
  if (!folder) return;
  for (const bool valid : {true, false}) {
    std::size_t seen = 0;
    for (const auto& file : std::filesystem::directory_iterator(*folder / (valid ? "valid" : "invalid"))) {
      std::ifstream in(file.path());
      const RawAnswer answer = form(demonstration(), "queries", std::string(std::istreambuf_iterator<char>(in), {}));
      INFO(file.path() << "\n" << answer.body);
      ++seen;
      if (valid && answer.status == 200) continue;
      CHECK(answer.status == 400);
      bool only_words = true;
      for (const std::string& fault : faults(answer)) only_words = only_words && fault.ends_with(" unknown_word");
      CHECK(only_words == valid);
    }
    CHECK(seen >= 3);
  }
}

TEST_CASE("a callback is a plain name or is refused", "[api]") {
  const Recorder& one = demonstration();
  const RawAnswer called = get(one.serving->port(), "/v1/reconcile?callback=jQuery_17&queries=%7B%7D");
  CHECK(called.body == "/**/jQuery_17({});");
  CHECK(called.header("content-type") == "application/javascript");
  CHECK(called.header("x-content-type-options") == "nosniff");
  for (const std::string name : {"", "alert(1)//", "1a", "a.b", "a%0Ab", "%3Cscript%3E"}) {
    const RawAnswer refused = get(one.serving->port(), "/v1/reconcile?callback=" + name);
    INFO(name << " " << refused.body);
    CHECK(refused.status == 400);
    CHECK(faults(refused) == std::vector<std::string>{"callback bad_value"});
  }
}

TEST_CASE("suggestions fit the protocol, and a cursor passes over those before it", "[api]") {
  const Recorder& one = demonstration();
  const RawAnswer entities = get(one.serving->port(), "/v1/reconcile/suggest/entity?prefix=nhs%20foun");
  INFO(entities.body);
  CHECK(misfit("suggest-entities-response", entities.body).empty());
  const auto first = json(entities.body);
  REQUIRE(first["result"].Size() == 10);
  const auto second = json(get(one.serving->port(), "/v1/reconcile/suggest/entity?prefix=nhs%20foun&cursor=9").body);
  CHECK(at(second, "/result/0/id") == at(first, "/result/9/id"));
  const RawAnswer types = get(one.serving->port(), "/v1/reconcile/suggest/type?prefix=char");
  CHECK(misfit("suggest-types-response", types.body).empty());
  CHECK(at(json(types.body), "/result/0/id") == "charity");
  CHECK(json(types.body)["result"].Size() == 1);
  const RawAnswer properties = get(one.serving->port(), "/v1/reconcile/suggest/property?prefix=post");
  CHECK(misfit("suggest-properties-response", properties.body).empty());
  CHECK(at(json(properties.body), "/result/0/id") == "postcode");
  for (const std::string wrong : {"cursor=-1", "cursor=x", "prefix=a&prefix=b", "cursor=99999"})
    CHECK(get(one.serving->port(), "/v1/reconcile/suggest/entity?" + wrong).status == 400);
}

TEST_CASE("type-ahead of our own pages finds bodies, programmes and centres", "[api]") {
  const Recorder& one = demonstration(GENERATE(from_range(backends())));
  const auto trust = json(get(one.serving->port(), "/v1/suggest?q=st%20george").body);
  CHECK_THAT(at(trust, "/data/0/name"), ContainsSubstring("St George"));
  CHECK(at(trust, "/data/0/kind") == "body");
  const RawAnswer shown = get(one.serving->port(), at(trust, "/data/0/url"));
  CHECK(shown.status == 200);
  const auto some = json(get(one.serving->port(), "/v1/suggest?q=community%20diagnostic&limit=50").body);
  std::map<std::string, int> kinds;
  for (const auto& thing : some["data"].GetArray()) ++kinds[at(thing, "/kind")];
  CHECK(kinds["programme"] + kinds["diagnostic_centre"] > 0);
  CHECK(json(get(one.serving->port(), "/v1/suggest").body)["data"].Empty());
  CHECK(get(one.serving->port(), "/v1/suggest?limit=51").status == 400);
}

TEST_CASE("a table is extended by what the register holds, and an unknown id has no values", "[api]") {
  const Recorder& one = demonstration(GENERATE(from_range(backends())));
  const std::string id = first_id(one, "St George's University Hospitals NHS Foundation Trust");
  const RawAnswer proposed = get(one.serving->port(), "/v1/reconcile/extend/propose?type=nhs-body");
  CHECK(misfit("data-extension-property-proposal", proposed.body).empty());
  std::string properties;
  const auto proposal = json(proposed.body);
  for (const auto& p : proposal["properties"].GetArray())
    properties += (properties.empty() ? "" : ",") + (R"({"id":")" + at(p, "/id") + R"("})");
  const RawAnswer answer = form(one, "extend", R"({"ids":[")" + id + R"(","bd-nobody"],"properties":[)" + properties + "]}");
  INFO(answer.body);
  REQUIRE(answer.status == 200);
  CHECK(misfit("data-extension-response", answer.body).empty());
  const auto table = json(answer.body);
  CHECK(table["meta"].Size() == proposal["properties"].Size());
  CHECK(at(table, ("/rows/" + id + "/class/0/str").c_str()) == "nhs_foundation_trust");
  CHECK(at(table, ("/rows/" + id + "/identifiers/0/str").c_str()) == "ods:RJ7");
  CHECK(at(table, ("/rows/" + id + "/opened/0/date").c_str()) == "1993-04-01T00:00:00Z");
  CHECK(table["rows"]["bd-nobody"].MemberCount() == proposal["properties"].Size());
  CHECK(table["rows"]["bd-nobody"]["class"].Empty());
  CHECK(get(one.serving->port(), "/v1/reconcile/extend/propose?type=person").status == 400);
}

TEST_CASE("a hostile name is text in preview and flyout, and a new body is found at once", "[api]") {
  const Recorder one(openward::persistence::Backend::sqlite);
  CHECK(json(get(one.serving->port(), "/v1/suggest?q=zebra").body)["data"].Empty());
  const RawAnswer drafted = one.post(
      "/v1/awards", R"({"commissioner":"ods:QMJ","title":"Phlebotomy","route":"direct_award_c",)"
                    R"("providers":[{"name":"Zebra <script>alert(1)</script> \"&' Clinic Ltd {{name}}","identifier":"coh:09999991"}]})");
  INFO(drafted.body);
  REQUIRE(drafted.status == 201);
  const auto found = json(get(one.serving->port(), "/v1/suggest?q=zebra").body);
  REQUIRE(found["data"].Size() == 1);
  const std::string id = at(found, "/data/0/id");
  const RawAnswer preview = get(one.serving->port(), "/v1/reconcile/preview/" + id);
  CHECK(preview.header("content-type") == "text/html; charset=utf-8");
  CHECK_THAT(preview.header("content-security-policy"), ContainsSubstring("default-src 'none'"));
  CHECK(preview.header("content-security-policy").find("frame-ancestors") == std::string::npos);
  CHECK_THAT(preview.body, ContainsSubstring("Zebra &lt;script&gt;alert(1)&lt;/script&gt;") && ContainsSubstring("{{name}}"));
  CHECK(preview.body.find("<script") == std::string::npos);
  const auto flyout = json(get(one.serving->port(), "/v1/reconcile/flyout/entity/" + id).body);
  CHECK(at(flyout, "/id") == id);
  CHECK(at(flyout, "/html").find("<script") == std::string::npos);
  CHECK(get(one.serving->port(), "/v1/reconcile/preview/bd-nobody").status == 404);
}
