// Pages that are made once for each number of the register.

#include "persistence/repositories.h"
#include "register.h"
#include "tests/support/catch.h"

using namespace openward;
using namespace openward::test;
using persistence::UnitOfWork;

namespace {

std::string add(Register& one, const std::string& name, bool buys) {
  auto added =
      one.database().write("test", noon(), [&](UnitOfWork& u) { return persistence::Bodies(u).add(*Body::create(name, {}), buys, !buys); });
  REQUIRE(added);
  return *added;
}

} // namespace

TEST_CASE("a page that many ask for is the same bytes until the register changes, and then another", "[pages]") {
  Register one;
  const std::string buyer = add(one, "NHS Fen Integrated Care Board", true);
  const std::string address =
      GENERATE_COPY(as<std::string>(), "/", "/findings", "/rules", "/missing", "/search?q=fen", "/commissioners/" + buyer);
  INFO(address);
  const auto first = one.get(address);
  REQUIRE(first.status == 200);
  const auto again = one.get(address);
  CHECK(again.body == first.body);
  CHECK(header(again, "ETag") == header(first, "ETag"));
  CHECK(one.get(address, {{"if-none-match", header(first, "ETag")}}).status == 304);
  add(one, "Fenland Care Ltd", false);
  const auto after = one.get(address);
  CHECK(after.status == 200);
  CHECK(after.body != first.body);
  CHECK(one.get(address, {{"if-none-match", header(first, "ETag")}}).status == 200);
}

TEST_CASE("each question has its own page, and so has each name under which the register is asked", "[pages]") {
  Register one;
  add(one, "NHS Fen Integrated Care Board", true);
  const std::string fen = one.get("/search?q=fen").body;
  CHECK(one.get("/search?q=fenland").body != fen);
  CHECK(one.get("/search?q=fen").body == fen);
  CHECK(one.get("/search?q=fen", {{"host", "other.test"}}).body != one.get("/search?q=fen", {{"host", "register.test"}}).body);
}

TEST_CASE("what was made for somebody who sees the names of people is given to nobody else", "[pages]") {
  Register one;
  REQUIRE(one.database().write("test", noon(), [&](UnitOfWork& u) {
    Body person = *Body::create("Zebedee Quill", {});
    person.classification = {ProviderClass::individual, Evidence::curated, 90, "letter", {}, {}};
    return persistence::Bodies(u).add(person, false, true);
  }));
  const http::Parameters curator{{"authorization", "Bearer " + one.token("curator")}};
  const std::string before = one.get("/search?q=zebedee").body;
  const std::string seen = one.get("/search?q=zebedee", curator).body;
  CHECK_THAT(seen, ContainsSubstring("Quill"));
  const std::string after = one.get("/search?q=zebedee").body;
  CHECK_THAT(after, !ContainsSubstring("Quill"));
  CHECK(after == before);
}
