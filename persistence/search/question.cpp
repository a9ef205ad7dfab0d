#include "persistence/search/question.h"

#include "persistence/search/words.h"

#include <algorithm>

namespace openward::persistence::search {
namespace {

constexpr std::size_t most_words = 20;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v'; }

/// A part as it stands.
struct Raw {
  std::string_view text;
  bool unwanted = false;
  bool beginning = false;
};

std::vector<Raw> parts_of(std::string_view text) {
  std::vector<Raw> out;
  while (true) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    if (text.empty()) return out;
    Raw part;
    if (text.front() == '-') {
      part.unwanted = true;
      text.remove_prefix(1);
      if (text.empty() || is_space(text.front())) continue; // a dash between words
    }
    if (text.front() == '"') {
      text.remove_prefix(1);
      part.text = text.substr(0, text.find('"'));
      text.remove_prefix(std::min(part.text.size() + 1, text.size()));
    } else {
      const auto end = std::find_if(text.begin(), text.end(), [](char c) { return is_space(c) || c == '"'; });
      part.text = text.substr(0, static_cast<std::size_t>(end - text.begin()));
      text.remove_prefix(part.text.size());
      part.beginning = part.text.ends_with('*');
    }
    out.push_back(part);
  }
}

Part read_part(const Raw& raw) {
  Part part;
  for (Word& word : words_of(raw.text)) part.words.push_back(std::move(word.text));
  if (raw.beginning && !part.words.empty()) part.beginning = words_of(raw.text, Ending::kept).back().text;
  return part;
}

// ---- the language of FTS5: "a b" is a phrase, "a" * a beginning, {columns} : (…) where it may stand

std::string_view columns_of(Within within) {
  switch (within) {
  case Within::titles:
    return "{title} : ";
  case Within::titles_and_parties:
    return "{title parties} : ";
  case Within::open:
    return "{title parties words} : ";
  case Within::everything:
    return "";
  }
  return "";
}

std::string fts5_phrase(const Part& part, const std::string& last) {
  std::string out = "\"";
  for (std::size_t i = 0; i + 1 < part.words.size(); ++i) out += part.words[i] + " ";
  return out + last + "\"";
}

std::string fts5(const Part& part) {
  const std::string whole = fts5_phrase(part, part.words.back());
  return part.beginning.empty() ? whole : "(" + whole + " OR " + fts5_phrase(part, part.beginning) + " *)";
}

// ---- the language of tsquery: 'a':AB is a word of these weights, 'a':*AB a beginning, <-> directly after

std::string_view weights_of(Within within) {
  switch (within) {
  case Within::titles:
    return "A";
  case Within::titles_and_parties:
    return "AB";
  case Within::open:
    return "ABC";
  case Within::everything:
    return "ABCD";
  }
  return "";
}

std::string tsquery(const Part& part, std::string_view weights) {
  const auto word = [&](const std::string& text, std::string_view star) {
    return "'" + text + "':" + std::string(star) + std::string(weights);
  };
  std::string before;
  for (std::size_t i = 0; i + 1 < part.words.size(); ++i) before += word(part.words[i], "") + " <-> ";
  const std::string whole = "(" + before + word(part.words.back(), "") + ")";
  return part.beginning.empty() ? whole : "(" + whole + " | (" + before + word(part.beginning, "*") + "))";
}

std::string put_together(Backend backend, const std::vector<Part>& parts, Within within, std::string_view fts5_word,
                         std::string_view tsquery_word) {
  const bool sqlite = backend == Backend::sqlite;
  std::string out;
  for (const Part& part : parts) {
    if (!out.empty()) out += sqlite ? fts5_word : tsquery_word;
    out += sqlite ? fts5(part) : tsquery(part, weights_of(within));
  }
  return out.empty() || !sqlite ? out : std::string(columns_of(within)) + "(" + out + ")";
}

} // namespace

Result<Question> read_question(std::string_view text) {
  Question out;
  std::size_t words = 0;
  for (const Raw& raw : parts_of(text)) {
    Part part = read_part(raw);
    if (part.words.empty()) continue;
    words += part.words.size();
    (raw.unwanted ? out.unwanted : out.wanted).push_back(std::move(part));
  }
  if (words == 0) return invalid("give at least one word to look for: letters or digits");
  if (words > most_words) return invalid("give at most " + std::to_string(most_words) + " words; there are " + std::to_string(words));
  return out;
}

std::string all_wanted(Backend backend, const Question& q, Within within) {
  return put_together(backend, q.wanted, within, " AND ", " & ");
}

std::string any_unwanted(Backend backend, const Question& q, Within within) {
  return put_together(backend, q.unwanted, within, " OR ", " | ");
}

std::string one_phrase(Backend backend, const Question& q, Within within) {
  if (q.wanted.empty()) return "";
  Part whole;
  for (const Part& part : q.wanted) whole.words.insert(whole.words.end(), part.words.begin(), part.words.end());
  whole.beginning = q.wanted.back().beginning;
  return put_together(backend, {whole}, within, "", "");
}

} // namespace openward::persistence::search
