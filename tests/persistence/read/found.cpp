#include "found.h"

#include <algorithm>
#include <map>

namespace openward::test {
namespace {

bool ends_with(const std::string& word, const std::string& ending) {
  return word.size() >= ending.size() && word.compare(word.size() - ending.size(), ending.size(), ending) == 0;
}

/// "services" as "service", "therapies" as "therapy"; both end in i, as "therapi".
std::string singular(std::string word) {
  if (word.size() < 4) return word;
  if (ends_with(word, "ies") && word.size() > 4) return word.substr(0, word.size() - 2);
  bool longer = false;
  for (const char* ending : {"xes", "ches", "shes", "sses", "zes"}) longer = longer || ends_with(word, ending);
  if (longer)
    word.resize(word.size() - 2);
  else if (ends_with(word, "s") && !ends_with(word, "ss") && !ends_with(word, "us") && !ends_with(word, "is"))
    word.pop_back();
  if (word.back() == 'y') word.back() = 'i';
  return word;
}

struct Plain {
  std::string word, whole;
};

std::vector<Plain> read(const std::string& text) {
  std::vector<Plain> out;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) out.push_back({singular(word), word});
    word.clear();
  };
  static const std::map<std::string, char> accents{{"É", 'e'}, {"é", 'e'}, {"ï", 'i'}};
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\'') continue;
    if (c == '&') {
      end_word();
      out.push_back({"and", "and"});
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      word += c;
    } else if (c >= 'A' && c <= 'Z') {
      word += static_cast<char>(c + 32);
    } else if (const auto accent = accents.find(text.substr(i, 2)); accent != accents.end()) {
      word += accent->second;
      ++i;
    } else if (static_cast<unsigned char>(c) >= 0x80) {
      word += c;
    } else {
      end_word();
    }
  }
  end_word();
  return out;
}

struct Wanted {
  std::vector<Plain> words;
  bool excluded = false, beginning = false;
};

std::vector<Wanted> read_question(const std::string& question) {
  std::vector<Wanted> out;
  std::size_t at = 0;
  while (at < question.size()) {
    if (std::string(" \t\n").find(question[at]) != std::string::npos) {
      ++at;
      continue;
    }
    Wanted part;
    if (question[at] == '-') {
      part.excluded = true;
      ++at;
    }
    if (at < question.size() && question[at] == '"') {
      const auto end = std::min(question.find('"', at + 1), question.size());
      part.words = read(question.substr(at + 1, end - at - 1));
      at = end + 1;
    } else {
      const auto end = std::min(question.find_first_of(" \t\n\"", at), question.size());
      const std::string plain = question.substr(at, end - at);
      part.words = read(plain);
      part.beginning = ends_with(plain, "*");
      at = end;
    }
    if (!part.words.empty()) out.push_back(std::move(part));
  }
  return out;
}

bool has(const std::string& text, const Wanted& part) {
  const auto words = read(text);
  for (std::size_t at = 0; at + part.words.size() <= words.size(); ++at) {
    bool all = true;
    for (std::size_t i = 0; i < part.words.size(); ++i) {
      const bool begins = part.beginning && i + 1 == part.words.size() && words[at + i].word.rfind(part.words[i].whole, 0) == 0;
      all = all && (begins || words[at + i].word == part.words[i].word);
    }
    if (all) return true;
  }
  return false;
}

} // namespace

std::vector<std::string> plain_words(const std::string& text) {
  std::vector<std::string> out;
  for (const Plain& plain : read(text)) out.push_back(plain.word);
  return out;
}

bool found_in(const std::vector<std::string>& texts, const std::string& question) {
  const auto parts = read_question(question);
  return std::all_of(parts.begin(), parts.end(), [&](const Wanted& part) {
    const bool found = std::any_of(texts.begin(), texts.end(), [&](const std::string& text) { return has(text, part); });
    return found != part.excluded;
  });
}

std::vector<std::string> question_samples() {
  return {"mri",
          "HIP knee",
          "50%",
          "a_b",
          "o'brien",
          "back\\slash",
          "back slash",
          "été",
          "ÉTÉ",
          "日本語",
          "日本*",
          ":p1",
          "{{c}}",
          "ab",
          "zz",
          "nowhere",
          "scan",
          "SCANS",
          "\"mri scans\"",
          "\"mri scans",
          "-knee",
          "hip -mri",
          "comm*",
          "communities",
          "\"hip knee\" -été",
          "e*",
          "bd 0001",
          "ocds-test-0003",
          "NEAR(hip knee)",
          "hip OR knee",
          "title:hip",
          "hip AND NOT knee",
          "{title} : hip",
          "hip & ! knee",
          "85*",
          "men*  health",
          "-\"mental health\" mental",
          "hip* -k*",
          "\"*\" hip",
          "' or 1=1 --hip",
          "hip:*",
          "- hip",
          "naive"};
}

} // namespace openward::test
