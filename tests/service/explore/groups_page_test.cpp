// The pages of groups: what an owner owned on the day, and nothing of the days before and after.

#include "explored.h"
#include "persistence/repositories.h"
#include "service/app/matching.h"
#include "tests/support/catch.h"

using namespace openward;       // NOLINT(google-build-using-namespace): a test file
using namespace openward::test; // NOLINT(google-build-using-namespace): a test file

namespace {

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

/// "Fen Clinics Ltd" belonged to "Harbour Holdings plc" in 2024 alone, "Fen Scans Ltd" belonged to Fen Clinics all the while. Each company
/// is paid £1,000, £20,000 and £300,000, on 1 June of 2023, 2024 and 2025.
class Owned {
 public:
  Owned() {
    for (const char* name : {"Harbour Holdings plc", "Fen Clinics Ltd", "Fen Scans Ltd"})
      write([&](persistence::UnitOfWork& u) -> Result<> {
        persistence::StatedBody stated;
        stated.body.name = name;
        stated.provider = true;
        auto taken = persistence::Bodies(u).take(stated);
        if (!taken) return taken.error();
        return Done{};
      });
    own("Fen Clinics Ltd", "Harbour Holdings plc", *Date::parse("2024-01-01"), *Date::parse("2024-12-31"));
    own("Fen Scans Ltd", "Fen Clinics Ltd", {}, {});
    write([&](persistence::UnitOfWork& u) -> Result<> {
      persistence::Spend spend(u);
      SpendFile account;
      const auto key = spend.open(persistence::Sources(u).add({"aa", "spend", "aa", 1, false}), "");
      std::int64_t row = 1;
      for (const char* supplier : {"FEN CLINICS LIMITED", "Fen Scans"}) {
        for (const auto& [day, pence] : {std::pair("2023-06-01", 100'000), {"2024-06-01", 2'000'000}, {"2025-06-01", 30'000'000}}) {
          spend.add(key, {++row, *Date::parse(day), pence, supplier, "", "", "", ""});
          account.total_pence += pence;
          ++account.payments;
        }
      }
      account.rows_read = account.payments;
      spend.close(key, account, [&](std::int64_t known_before) -> Result<> {
        const auto tally = app::match_new(u, {}, known_before);
        if (!tally) return tally.error();
        return Done{};
      });
      return Done{};
    });
  }

  Register& reg() { return register_; }
  std::string id(const std::string& name) {
    const auto held = json(register_, "/v1/providers");
    for (const auto& row : held["data"].GetArray()) {
      if (row["name"].GetString() == name) return row["id"].GetString();
    }
    FAIL("no body " << name);
    return {};
  }

 private:
  void own(const char* child, const char* parent, std::optional<Date> from, std::optional<Date> to) {
    const std::string owned = id(child);
    const std::string owner = id(parent);
    write([&](persistence::UnitOfWork& u) -> Result<> {
      const auto kept = persistence::Bodies(u).own(owned, owner, from, to, "Harbour, annual report <2024>");
      if (!kept) return kept.error();
      return Done{};
    });
  }
  template <typename Work>
  void write(Work work) {
    const auto done = register_.database().write("test", noon(), work);
    INFO((done ? "" : done.error().message + " / " + done.error().internal));
    REQUIRE(done);
  }
  Register register_;
};

} // namespace

TEST_CASE("the page of a group counts what its bodies were paid on the days they belonged to it, and no other day", "[explore]") {
  Owned world;
  const std::string text = page(world.reg(), "/groups/" + world.id("Harbour Holdings plc"));
  CHECK(has(text, "<h1>Group of Harbour Holdings plc</h1>"));
  CHECK(has(text, "2 bodies belong or belonged to "));
  CHECK(has(text, ">" + pounds(4'000'000) + "</a> to it and to them, in 2 lines."));
  CHECK(has(text, "1 January 2024"));
  CHECK(has(text, "31 December 2024"));
  for (const std::string name : {"Fen Clinics Ltd", "Fen Scans Ltd"}) {
    INFO(name);
    CHECK(has(text, "<a href=\"/providers/" + world.id(name) + "\">" + name + "</a></th><td class=\"number\"><a href=\"/payments?"));
  }
  CHECK_FALSE(has(text, pounds(30'000'000)));
  // What is behind a figure is what was counted.
  for (const std::string& address : all_after(text, "href=\"/payments?")) {
    INFO(address);
    const auto lines = json(world.reg(), "/v1/payments?" + unescaped(address));
    CHECK(lines["page"]["total"].GetInt() > 0);
    for (const auto& line : lines["data"].GetArray()) CHECK(line["paid_on"].GetString() == std::string("2024-06-01"));
  }
}

TEST_CASE("a body that was an owner at the top before and after it was owned is a group of those days", "[explore]") {
  Owned world;
  const std::string text = page(world.reg(), "/groups/" + world.id("Fen Clinics Ltd"));
  // Its own and that of what it owned, in 2023 and in 2025.
  CHECK(has(text, ">" + pounds(60'200'000) + "</a> to it and to them, in 4 lines."));
  CHECK_FALSE(has(text, pounds(4'000'000) + "<"));
  // Where the rest went.
  CHECK(has(text, "Fen Clinics Ltd itself belongs or belonged to <a href=\"/groups/" + world.id("Harbour Holdings plc") +
                      "\">Harbour Holdings plc</a> (from 1 January 2024 to 31 December 2024). "));
  CHECK_FALSE(has(page(world.reg(), "/groups/" + world.id("Harbour Holdings plc")), "itself belongs"));
}

TEST_CASE("groups are listed with what all of each were paid, the most first, and who owns nobody is none", "[explore]") {
  Owned world;
  const std::string text = page(world.reg(), "/groups");
  CHECK(all_after(text, "scope=\"row\"><a href=\"/groups/") == std::vector{world.id("Fen Clinics Ltd"), world.id("Harbour Holdings plc")});
  CHECK(has(text, pounds(60'200'000)));
  CHECK(has(text, pounds(4'000'000)));
  CHECK(all_after(page(world.reg(), "/groups?q=harbour"), "scope=\"row\"><a href=\"/groups/") ==
        std::vector{world.id("Harbour Holdings plc")});
  CHECK(has(page(world.reg(), "/groups?q=zzzz"), "Nothing fits."));
  CHECK(json(world.reg(), "/v1/providers?ultimate_owner=true")["page"]["total"].GetInt() == 2);
  CHECK(json(world.reg(), "/v1/providers?ultimate_owner=false")["page"]["total"].GetInt() == 1);
  const auto none = world.reg().get("/groups/" + world.id("Fen Scans Ltd"));
  CHECK(none.status == 404);
  CHECK(has(none.body, "owns no other body"));
}

TEST_CASE("a body's page says what its owner rests on and leads to its group, and an owner's page to its own", "[explore]") {
  Owned world;
  const std::string harbour = world.id("Harbour Holdings plc");
  const std::string owned = page(world.reg(), "/providers/" + world.id("Fen Clinics Ltd"));
  CHECK(has(owned, "Source: Harbour, annual report &lt;2024&gt;"));
  CHECK(has(owned, "<a href=\"/groups/" + harbour + "\">Harbour Holdings plc</a>"));
  CHECK(has(page(world.reg(), "/providers/" + harbour), "<a href=\"/groups/" + harbour + "\">What it and they were paid"));
  CHECK(has(page(world.reg(), "/providers"), "href=\"/groups\""));
}
