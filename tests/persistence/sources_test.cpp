// The evidence: files, the releases in them as they stood, and what was refused.
#include "tests/persistence/session_words.h"
#include "tests/support/catch.h"

namespace openward::test {
namespace {

using persistence::Kept;
using persistence::Sources;
using persistence::StoredRelease;
using persistence::UnitOfWork;

StoredRelease release(const std::string& id, const std::string& published, const std::string& raw, const std::string& sha256) {
  return {"ocds-x-1", id, *Instant::parse(published), "/releases/0", raw, sha256};
}

TEST_CASE("a file is known again by its bytes", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const std::int64_t key = written(*t.db, [](UnitOfWork& u) { return Sources(u).add({"a.json", "ocds", "aa", 12, true}); });
  CHECK(written(*t.db, [](UnitOfWork& u) { return Sources(u).find("aa"); }) == key);
  CHECK_FALSE(written(*t.db, [](UnitOfWork& u) { return Sources(u).find("bb"); }));
  CHECK(cell(*t.db, "select synthetic from source_file") == "1");
}

TEST_CASE("refused rows are kept with their place and reason", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  written(*t.db, [](UnitOfWork& u) {
    Sources sources(u);
    const std::vector<persistence::Refusal> refused{{"row 17", "bad_date", "31/02/2025 is no date", "31/02/2025,ACME"},
                                                    {"row 18", "no_amount", "there is no amount", ""}};
    sources.refuse(sources.add({"a.csv", "spend", "aa", 12, false}), refused);
    return 0;
  });
  CHECK(cell(*t.db, "select count(*) from refusal") == "2");
  CHECK(cell(*t.db, "select code || ': ' || words from refusal where position = 'row 17'") == "bad_date: 31/02/2025,ACME");
}

TEST_CASE("a release with the same bytes is the same, and with others both are kept and the newer counts", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const std::string first = R"({"id":"r1","title":"it's: a ""test"" \\ :x"})";
  const auto keep = [&](const StoredRelease& r) {
    return written(*t.db, [&](UnitOfWork& u) {
      Sources sources(u);
      const auto known = sources.find("aa");
      return sources.keep_release(known ? *known : sources.add({"a.json", "ocds", "aa", 12, false}), r);
    });
  };
  const auto current = [&] {
    std::string out;
    for (const StoredRelease& r : written(*t.db, [](UnitOfWork& u) { return Sources(u).releases_of("ocds-x-1"); }))
      out += r.release_id + "=" + r.raw + ";";
    return out;
  };

  CHECK(keep(release("r1", "2025-01-02T00:00:00Z", first, "s1")) == Kept::added);
  CHECK(keep(release("r1", "2025-01-02T00:00:00Z", first, "s1")) == Kept::same);
  CHECK(current() == "r1=" + first + ";");

  CHECK(keep(release("r1", "2025-01-03T00:00:00Z", "corrected", "s2")) == Kept::changed);
  CHECK(current() == "r1=corrected;");
  CHECK(keep(release("r1", "2025-01-02T00:00:00Z", first, "s1")) == Kept::same); // old bytes met again take nothing back
  CHECK(keep(release("r1", "2025-01-01T00:00:00Z", "older still", "s0")) == Kept::changed);
  CHECK(current() == "r1=corrected;");

  CHECK(keep(release("r0", "2025-01-01T00:00:00Z", "first of all", "s3")) == Kept::added);
  CHECK(current() == "r0=first of all;r1=corrected;");
  CHECK(cell(*t.db, "select count(*) from release") == "4");
  CHECK(feed(*t.db) == "source_file.imported release.imported release.changed release.changed release.imported");
}

} // namespace
} // namespace openward::test
