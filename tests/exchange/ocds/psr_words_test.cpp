// Sentences and marks: the ground that the rules for the Provider Selection Regime stand on.

#include "exchange/ocds/json_tree.h"
#include "exchange/ocds/psr_words.h"
#include "tests/exchange/ocds/notices.h"

using namespace openward;
using namespace openward::exchange;

namespace {

std::vector<std::string> sentences_of(const std::string& prose) {
  JsonTree tree;
  const auto release = tree.parse(R"({"description":")" + prose + R"("})");
  REQUIRE(release);
  const NoticeWords words = NoticeWords::all(*release);
  const PsrWords read(words, false);
  std::vector<std::string> out;
  for (const auto& text : read.texts())
    for (const auto& [from, to] : text.sentences) {
      const std::size_t begin = text.marked.original(from);
      out.push_back(text.segment->text.substr(begin, text.marked.original(to) - begin));
    }
  return out;
}

} // namespace

TEST_CASE("prose is cut into sentences where its author ended them", "[exchange]") {
  const auto [prose, sentences] = GENERATE(table<std::string, std::vector<std::string>>({
      {"One is here. Two is there.", {"One is here.", "Two is there."}},
      {"Awarded on 3 May 2026. Worth £5.5m in all.", {"Awarded on 3 May 2026.", "Worth £5.5m in all."}},
      {"Under reg. 14 it is urgent, e.g. Flooding.", {"Under reg. 14 it is urgent, e.g. Flooding."}},
      {"The award was made.No conflicts arose", {"The award was made.", "No conflicts arose"}},
      {"Criteria: • Value • Access", {"Criteria:", "Value", "Access"}},
      {"Write to a@example.org Decision makers: B", {"Write to a@example.org", "Decision makers: B"}},
      {"first; second! third? Fourth", {"first;", "second!", "third?", "Fourth"}},
      {"By [Add date] at noon. Then go", {"By [Add date] at noon.", "Then go"}},
  }));
  INFO(prose);
  CHECK(sentences_of(prose) == sentences);
}

TEST_CASE("a place in marked text leads back to the words as they came", "[exchange]") {
  const std::string prose = "From 3 May 2026 for £5,000 until TBC.";
  const MarkedText marked(prose);
  CHECK(marked.text() == "From @D0@ for @M1@ until @P2@.");
  for (const std::string_view word : {"From", "for", "until"}) {
    INFO(word);
    CHECK(marked.original(marked.text().find(word)) == prose.find(word));
  }
  CHECK(marked.original(marked.text().find("@D0@")) == prose.find("3 May"));
  CHECK(marked.original(marked.text().find("D0@")) == prose.find("3 May"));
  CHECK(marked.original(marked.text().size()) == prose.size());
}

TEST_CASE("unfilled places of templates are marked", "[exchange]") {
  const auto [prose, marked] = GENERATE(table<std::string, std::string>({
      {"by [insert date].", "by @P0@."},
      {"are [list of names].", "are @P0@."},
      {"value (insert value).", "value @P0@."},
      {"on DD/MM/YYYY.", "on @P0@."},
      {"to be advised.", "@P0@."},
      {"[sic] and (see above).", "[sic] and (see above)."},
  }));
  CHECK(MarkedText(prose).text() == marked);
}
