#include "service/api/json_body.h"

#include "domain/vocabulary.h"
#include "tests/support/catch.h"

using namespace openward;
using api::JsonBody;

namespace {

JsonBody body_of(std::string_view json) {
  auto body = JsonBody::parse(json);
  INFO(json);
  REQUIRE(body);
  return std::move(*body);
}

/// "where code" of every fault, in order, with spaces between.
std::string dump(const std::vector<Fault>& faults) {
  std::string out;
  for (const Fault& fault : faults) out += (out.empty() ? "" : " ") + (fault.where.empty() ? "-" : fault.where) + " " + fault.code;
  return out;
}

std::string refusal_of(std::string_view json) {
  const auto body = JsonBody::parse(json);
  return body ? "" : dump(body.error().faults);
}

std::string nested(std::size_t levels) { return R"({"a":)" + std::string(levels, '[') + std::string(levels, ']') + "}"; }

} // namespace

TEST_CASE("a body that is not one sound JSON object is refused, and the fault says where", "[api]") {
  using namespace std::string_literals;
  const auto [json, faults] = GENERATE(table<std::string, std::string>({
      {"", "- not_json"},
      {"   ", "- not_json"},
      {"{", "- not_json"},
      {R"({"a":1,})", "- not_json"},
      {R"({"a":01})", "- not_json"},
      {R"({"a":+1})", "- not_json"},
      {R"({"a":.5})", "- not_json"},
      {R"({"a":NaN})", "- not_json"},
      {R"({'a':1})", "- not_json"},
      {R"({"a":1} {"b":2})", "- not_json"},
      {R"({"a":"\ud800"})", "- not_json"},
      {"{\"a\":\"tab\there\"}", "- not_json"},
      {"[]", "- not_an_object"},
      {"null", "- not_an_object"},
      {"12", "- not_an_object"},
      {"\"text\"", "- not_an_object"},
      {"{\"a\":\"\xff\"}", "- bad_utf8"},
      {"{\"a\":\"\xc0\xaf\"}", "- bad_utf8"},
      {"{\"a\":1}\0{\"b\":2}"s, "- nul_character"},
      {"{\"a\":\"x\0y\"}"s, "- nul_character"},
      {R"({"a":"x\u0000y"})", "/a nul_character"},
      {R"({"a":[1,{"b":"\u0000"}]})", "/a/1/b nul_character"},
      {R"({"a":1,"a":2})", "/a given_twice"},
      {R"({"a":{"b":1,"c":2,"b":1}})", "/a/b given_twice"},
      {R"({"a":1,"\u0061":2})", "/a given_twice"},
      {R"({"a":[{"x":1},{"x":1,"x":1}]})", "/a/1/x given_twice"},
      {R"({"a":1e9999})", "- number_too_large"},
  }));
  INFO(json);
  CHECK(refusal_of(json) == faults);
}

TEST_CASE("the byte at which a body stops being JSON is named", "[api]") {
  const auto body = JsonBody::parse(R"({"title":"x",,})");
  REQUIRE_FALSE(body);
  CHECK_THAT(body.error().message, ContainsSubstring("At byte 13."));
}

TEST_CASE("nesting is read to 32 levels and refused beyond, however deep", "[api]") {
  CHECK(refusal_of(nested(32)).empty());
  CHECK_THAT(refusal_of(nested(33)), ContainsSubstring("too_deep"));
  CHECK_THAT(refusal_of(nested(500'000)), ContainsSubstring("too_deep"));
  CHECK(refusal_of(std::string(500'000, '[')) == "- not_json");
}

TEST_CASE("a byte order mark before the object is skipped", "[api]") {
  auto body = body_of("\xef\xbb\xbf{\"title\":\"x\"}");
  CHECK(body.root().text("title") == "x");
}

TEST_CASE("an amount keeps every digit, as a string and as a number", "[api]") {
  const auto [json, pence] = GENERATE(table<std::string, std::int64_t>({
      {"12345678901234567.89", 1234567890123456789},
      {"\"12345678901234567.89\"", 1234567890123456789},
      {"0.01", 1},
      {"0.1", 10},
      {"1e2", 10000},
      {"-3.5", -350},
      {"\"1234.56\"", 123456},
      {"90071992547409.93", 9007199254740993},
      {"92233720368547758.07", 9223372036854775807},
  }));
  auto body = body_of("{\"amount\":" + json + "}");
  CHECK(body.root().pence("amount") == pence);
  CHECK_FALSE(body.refusal());
}

TEST_CASE("an amount that cannot be kept in whole pence, or is none, is a fault that shows it", "[api]") {
  const std::string json =
      GENERATE(as<std::string>{}, "1e300", "92233720368547758.08", "\"1,000.00\"", "\"£5\"", "\"\"", "\"1e9999\"", "true", "{}", "[1]");
  auto body = body_of("{\"amount\":" + json + "}");
  INFO(json);
  CHECK_FALSE(body.root().pence("amount"));
  CHECK(dump(body.faults()) == "/amount bad_amount");
}

TEST_CASE("a member of another type is a fault of its own", "[api]") {
  const auto [json, faults] = GENERATE(table<std::string, std::string>({
      {R"({"text":5})", "/text not_text"},
      {R"({"text":true})", "/text not_text"},
      {R"({"text":["x"]})", "/text not_text"},
      {R"({"boolean":"true"})", "/boolean not_boolean"},
      {R"({"boolean":1})", "/boolean not_boolean"},
      {R"({"number":"5"})", "/number not_a_whole_number"},
      {R"({"number":5.0})", "/number not_a_whole_number"},
      {R"({"number":5e1})", "/number not_a_whole_number"},
      {R"({"number":2147483648})", "/number not_a_whole_number"},
      {R"({"date":"10/08/2026"})", "/date bad_date"},
      {R"({"date":"2026-02-30"})", "/date bad_date"},
      {R"({"date":20260810})", "/date not_text"},
      {R"({"word":"psr2"})", "/word unknown_word"},
      {R"({"texts":"x"})", "/texts not_a_list_of_text"},
      {R"({"texts":["x",85100000]})", "/texts not_a_list_of_text"},
      {R"({"object":[]})", "/object not_an_object"},
      {R"({"objects":{}})", "/objects not_a_list_of_objects"},
      {R"({"objects":[{},1]})", "/objects not_a_list_of_objects"},
      {R"({"text":null,"boolean":null,"number":null,"date":null,"word":null,"texts":null,"object":null,"objects":null})", ""},
      {R"({"text":"5","boolean":false,"number":-5,"date":"2026-08-10","word":"psr","texts":["5"],"object":{},"objects":[{}]})", ""},
  }));
  auto body = body_of(json);
  auto root = body.root();
  root.text("text");
  root.boolean("boolean");
  root.whole_number("number");
  root.date("date");
  root.word<Regime>("word", regime_from, "psr, other");
  root.texts("texts");
  root.object("object");
  root.objects("objects");
  INFO(json);
  CHECK(dump(body.faults()) == faults);
  CHECK(body.refusal().has_value() == !faults.empty());
}

TEST_CASE("values are read as they stand", "[api]") {
  auto body = body_of(R"({"text":"Größe \"1\" \u00a3","boolean":false,"number":-7,"date":"2026-08-10","texts":["a","b"],"word":"psr",)"
                      R"("objects":[{"n":1},{"n":2}]})");
  auto root = body.root();
  CHECK(root.text("text") == "Größe \"1\" £");
  CHECK(root.boolean("boolean") == false);
  CHECK(root.whole_number("number") == -7);
  CHECK(root.date("date")->iso() == "2026-08-10");
  CHECK(root.texts("texts") == std::vector<std::string>{"a", "b"});
  CHECK(root.word<Regime>("word", regime_from, "") == Regime::psr);
  CHECK(root.objects("objects").at(1).whole_number("n") == 2);
  CHECK(root.has("text"));
  CHECK_FALSE(root.has("nothing"));
}

TEST_CASE("a fault inside a list of objects points to the member", "[api]") {
  auto body = body_of(R"({"providers":[{"share":1},{"share":"x"}]})");
  for (auto& provider : body.root().objects("providers")) provider.whole_number("share");
  CHECK(dump(body.faults()) == "/providers/1/share not_a_whole_number");
}

TEST_CASE("an unknown member is a fault that lists the valid ones", "[api]") {
  auto body = body_of(R"({"title":"x","titel":"y","colour":1})");
  body.root().only({"title", "reference"});
  CHECK(dump(body.faults()) == "/titel unknown_member /colour unknown_member");
  CHECK_THAT(body.faults().front().message, ContainsSubstring("title, reference"));
  REQUIRE(body.refusal());
  CHECK_THAT(body.refusal()->message, ContainsSubstring("2 things"));
}

TEST_CASE("a slash or a tilde in a name is escaped in its pointer", "[api]") {
  auto body = body_of(R"({"a/b":1,"c~d":2})");
  body.root().only({"title"});
  CHECK(dump(body.faults()) == "/a~1b unknown_member /c~0d unknown_member");
  CHECK(refusal_of(R"({"a/b":1,"a/b":2})") == "/a~1b given_twice");
}
