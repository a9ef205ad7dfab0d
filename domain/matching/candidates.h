#pragma once
// Bodies that a name may mean, best first, each with a score out of 100 and what it rests on. Pure functions of an index that threads may
// share; the same name always gives the same list.
//
// The score is the weight of the words that both names have, twice, over the weight of the words of both: rare words weigh most, a word
// that is one slip away counts nine tenths, the order of the words counts nothing. It orders a queue; nothing is linked on it alone.

#include "domain/matching/body_index.h"

#include <string>
#include <vector>

namespace openward::matching {

struct Candidate {
  BodyRef body = 0;
  NameRef name = 0; // which of its names
  int score = 0;
  int slips = 0;   // words that are one letter away
  int lacking = 0; // words of either name that the other lacks
};

/// At most `most`, one for each body. Only names that share one of the rarest words of `form` are looked at.
std::vector<Candidate> candidates_for(const BodyIndex& index, const NameForm& form, std::size_t most);

/// How well one name fits; `form` may hold any words.
Candidate compared(const BodyIndex& index, const NameForm& form, NameRef name);

/// "shares WHITTINGTON, HEALTH; only here: PHARMACY; only there: NHS, TRUST"
std::string explained(const BodyIndex& index, const NameForm& form, const Candidate& candidate);

} // namespace openward::matching
