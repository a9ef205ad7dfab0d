// A page that was answered is answered again while nothing changed, to those who may see it, and never after a change.
#include "register.h"

#include "persistence/repositories.h"
#include "service/api/kept_pages.h"
#include "tests/support/catch.h"

using namespace openward;
using namespace openward::test;

namespace {

http::Response page(std::string body) {
  http::Response out;
  out.body = std::move(body);
  return out;
}

std::string body_in(const api::KeptPages& pages, std::int64_t seq, const std::string& question) {
  const auto found = pages.find(seq, question);
  return found ? found->body : "none";
}

std::string award(const std::string& title) {
  return R"({"commissioner":"ods:QZ9","title":")" + title +
         R"(","route":"direct_award_c","awarded_on":"2026-04-07","providers":[{"name":"Clinic Limited"}]})";
}

void add_commissioner(Register& one) {
  REQUIRE(one.database().write("test", noon(), [](persistence::UnitOfWork& u) -> Result<> {
    auto body = Body::create("NHS Anywhere Integrated Care Board", {*Identifier::parse("ods:QZ9")});
    if (!body) return body.error();
    auto added = persistence::Bodies(u).add(*body, true, false);
    if (!added) return added.error();
    return Done{};
  }));
}

} // namespace

TEST_CASE("pages are kept of the highest number alone, within a bound of bytes", "[api]") {
  api::KeptPages pages(800);
  CHECK(body_in(pages, 1, "a") == "none");
  pages.keep(1, "a", page("first"));
  CHECK(body_in(pages, 1, "a") == "first");
  CHECK(body_in(pages, 1, "b") == "none");
  CHECK(body_in(pages, 2, "a") == "none");
  pages.keep(2, "b", page("second"));
  CHECK(body_in(pages, 1, "a") == "none");
  pages.keep(1, "c", page("of a snapshot of before"));
  CHECK(body_in(pages, 1, "c") == "none");
  CHECK(body_in(pages, 2, "b") == "second");

  pages.keep(2, "too long", page(std::string(101, 'x')));
  CHECK(body_in(pages, 2, "too long") == "none");
  for (char name = 'd'; name < 'n'; ++name) pages.keep(2, std::string(1, name), page(std::string(90, name)));
  CHECK(body_in(pages, 2, "m") == std::string(90, 'm'));
  CHECK(body_in(pages, 2, "b") == "none"); // it had to make room
}

TEST_CASE("a list asked twice is answered alike, and anew when the register changed", "[api]") {
  Register one;
  const auto before = one.get("/v1/awards?limit=5&facets=route");
  const auto again = one.get("/v1/awards?limit=5&facets=route");
  CHECK(again.body == before.body);
  CHECK(again.headers == before.headers);
  CHECK(again.status == 200);
  CHECK(one.get("/v1/awards?limit=5&facets=route", {{"if-none-match", header(before, "ETag")}}).status == 304);

  add_commissioner(one);
  const auto drafted = one.post("/v1/awards", award("A service that is new"));
  INFO(drafted.body);
  REQUIRE(drafted.status == 201);
  const auto after = one.get("/v1/awards?limit=5&facets=route");
  CHECK(header(after, "ETag") != header(before, "ETag"));
  CHECK(after.body != before.body);
}

TEST_CASE("a kept page of drafts is not for those who may not see them", "[api]") {
  Register one;
  add_commissioner(one);
  REQUIRE(one.post("/v1/awards", award("A draft")).status == 201);
  const std::string target = "/v1/awards?state=draft";
  const auto shown = one.get(target, {{"authorization", "Bearer " + one.token("admin")}});
  CHECK(shown.status == 200);
  CHECK_THAT(shown.body, ContainsSubstring("A draft"));
  const auto hidden = one.get(target);
  CHECK(hidden.body.find("A draft") == std::string::npos);
}
