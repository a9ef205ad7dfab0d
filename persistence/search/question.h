#pragma once
// What somebody looks for, read from the words of `q`:
//
//   question = part { white-space part }
//   part     = [ "-" ] ( phrase | plain )          "-" in front: rows that have it are left out
//   phrase   = '"' text ( '"' | end )              its words, one directly after the other
//   plain    = text without white space [ "*" ]    several words in it ("follow-up") are a phrase; "*" takes every word that begins so
//
// Nothing in it is an error but having no word to look for, or too many: every other sign parts words. A part without words is passed over.
// What is asked of a database is put together from folded words alone, so that no sign of the question is a sign of the database's.

#include "domain/result.h"
#include "persistence/database.h"

#include <string>
#include <string_view>
#include <vector>

namespace openward::persistence::search {

/// Words in a row. With `beginning` the last of them is that word, or any that begins with it; `words` then ends with the folded word.
struct Part {
  std::vector<std::string> words;
  std::string beginning{};
};

struct Question {
  std::vector<Part> wanted;   // every one
  std::vector<Part> unwanted; // none
};

/// The error is `invalid` without a fault: the caller knows the name of the parameter.
Result<Question> read_question(std::string_view text);

/// Where words may stand: in titles and names; in the names of buyers, of providers and in identifiers; in other text; in what is withheld
/// from the public.
enum class Within { titles, titles_and_parties, open, everything };

/// The words of the database's own language for every wanted part (all), every unwanted part (any), or all wanted words as one phrase. ""
/// where there is none.
std::string all_wanted(Backend, const Question&, Within);
std::string any_unwanted(Backend, const Question&, Within);
std::string one_phrase(Backend, const Question&, Within);

} // namespace openward::persistence::search
