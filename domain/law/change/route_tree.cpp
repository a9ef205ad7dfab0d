#include "domain/law/change/route_tree.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace openward::law {
namespace {

using Q = QuestionId;
using C = Choice;

const std::vector<TreeStep>& tree() {
  static const std::vector<TreeStep> one{
      {"urgent_modification",
       "An urgent modification; regulations 6 to 13 do not apply",
       "reg 14(1), (2)",
       {Q::changes_a_contract, Q::must_be_urgent, Q::not_foreseeable, Q::not_attributable, Q::delay_risks_safety},
       {C::urgent_modification},
       false},
      {"urgent_award",
       "An urgent award; regulations 6 to 13 do not apply",
       "reg 14(1), (2)",
       {Q::must_be_urgent, Q::not_foreseeable, Q::not_attributable, Q::delay_risks_safety},
       {C::urgent_award},
       false},
      {"call_off_of_one",
       "A call-off from a framework of one provider, without competition",
       "reg 6(2), reg 18(3)",
       {Q::is_call_off, Q::single_provider_framework},
       {C::framework_call_off_direct},
       true},
      {"call_off",
       "A call-off, direct or by competition, as the framework agreement provides",
       "reg 6(2), reg 18(4)",
       {Q::is_call_off},
       {C::framework_call_off_direct, C::framework_call_off_competed},
       false},
      {"modification",
       "A modification without a new procurement",
       "reg 6(2), reg 13",
       {Q::changes_a_contract, Q::modification_permitted},
       {C::modification},
       false},
      {"framework_conclusion",
       "A framework agreement is concluded, and providers are added to one, by the competitive process alone",
       "reg 6(8), reg 16(3), reg 17(2)",
       {Q::concludes_framework},
       {C::framework_conclusion},
       true},
      {"direct_award_a",
       "Direct award process A must be followed",
       "reg 6(3)",
       {Q::existing_provider, Q::only_capable_provider},
       {C::direct_award_a},
       true},
      {"direct_award_b",
       "Direct award process B must be followed",
       "reg 6(4)",
       {Q::choice_offered, Q::numbers_not_restricted, Q::offered_to_all, Q::can_express_interest},
       {C::direct_award_b},
       true},
      {"direct_award_c",
       "Direct award process C, the most suitable provider process or the competitive process, as the authority chooses",
       "reg 6(5)",
       {Q::existing_provider, Q::term_due_to_expire, Q::replaces_at_end, Q::no_considerable_change, Q::satisfies_existing,
        Q::will_likely_satisfy},
       {C::direct_award_c, C::most_suitable_provider, C::competitive_process},
       false},
      {"most_suitable_provider",
       "The most suitable provider process or the competitive process, as the authority chooses",
       "reg 6(6)",
       {Q::most_suitable_identifiable},
       {C::most_suitable_provider, C::competitive_process},
       false},
      {"competitive_process", "The competitive process must be followed", "reg 6(7)", {}, {C::competitive_process}, true},
  };
  return one;
}

struct Branch {
  Q asked; // the question left open
  std::size_t step;
};

/// One way that the tree can end, with the questions left open on the way.
struct Leaf {
  std::size_t step = 0;
  std::vector<Branch> branched;
};

class Walk {
 public:
  explicit Walk(std::vector<Told>& answers) : answers_(answers), met_(tree().size()), unmet_(tree().size()) { visit(0, {}, {}); }

  const std::vector<Leaf>& leaves() const { return leaves_; }
  StepResult result(std::size_t step) const {
    if (met_[step] && unmet_[step]) return StepResult::unknown;
    if (met_[step]) return StepResult::met;
    return unmet_[step] ? StepResult::not_met : StepResult::not_reached;
  }

 private:
  void visit(std::size_t at, std::map<Q, Answer> assumed, std::vector<Branch> branched) {
    const TreeStep& step = tree()[at];
    std::vector<Q> open;
    bool failed = false;
    for (const Q id : step.all_of) {
      const Answer known = answers_[static_cast<std::size_t>(id)].answer;
      const auto supposed = assumed.find(id);
      const Answer answer = known == Answer::unknown && supposed != assumed.end() ? supposed->second : known;
      if (answer == Answer::no) failed = true;
      if (answer == Answer::unknown) open.push_back(id);
    }
    if (failed) {
      unmet_[at] = true;
      return visit(at + 1, std::move(assumed), std::move(branched));
    }
    for (const Q id : open) branched.push_back({id, at});
    met_[at] = true;
    leaves_.push_back({at, branched});
    if (open.empty()) return;
    unmet_[at] = true;
    // With one question open, going on means that it is answered no; with several it is not known which.
    if (open.size() == 1) assumed[open.front()] = Answer::no;
    visit(at + 1, std::move(assumed), std::move(branched));
  }

  std::vector<Told>& answers_;
  std::vector<bool> met_;
  std::vector<bool> unmet_;
  std::vector<Leaf> leaves_;
};

bool opens(std::size_t step, Choice choice) {
  const auto& list = tree()[step].opens;
  return std::find(list.begin(), list.end(), choice) != list.end();
}

void add_once(std::vector<Q>& to, Q id) {
  if (std::find(to.begin(), to.end(), id) == to.end()) to.push_back(id);
}

std::string word_of(QuestionId id) { return "\"" + std::string(question(id).text) + "\""; }

/// Why no way through the tree opens the choice: a question of its own step that is answered no, else the step that is taken first.
void explain_closed(ChoiceStanding& out, const TreeResult& result, std::size_t taken) {
  for (std::size_t i = taken + 1; i-- > 0;) { // the step nearest to what is taken says most
    if (!opens(i, out.choice) || result.reached[i] != StepResult::not_met) continue;
    for (const Q id : tree()[i].all_of) {
      const Told& answer = told(result, id);
      if (answer.answer != Answer::no) continue;
      out.because = word_of(id) + " is answered no." + (answer.because.empty() ? "" : " " + answer.because);
      out.citation = question(id).citation;
      return;
    }
  }
  out.because = std::string(tree()[taken].text) + ".";
  out.citation = tree()[taken].citation;
}

ChoiceStanding stand(Choice choice, const TreeResult& result, const std::vector<Leaf>& leaves) {
  ChoiceStanding out;
  out.choice = choice;
  const auto opening = [&](const Leaf& leaf) { return opens(leaf.step, choice); };
  const auto open = std::count_if(leaves.begin(), leaves.end(), opening);
  if (open == 0) {
    out.standing = Standing::closed;
    explain_closed(out, result, leaves.back().step);
    return out;
  }
  const auto first = std::find_if(leaves.begin(), leaves.end(), opening);
  out.because = std::string(tree()[first->step].text) + ".";
  out.citation = tree()[first->step].citation;
  if (open == static_cast<std::ptrdiff_t>(leaves.size())) {
    const bool must = std::all_of(leaves.begin(), leaves.end(), [](const Leaf& leaf) { return tree()[leaf.step].mandatory; });
    out.standing = must ? Standing::mandatory : Standing::open;
    return out;
  }
  out.standing = Standing::undecided;
  for (const Leaf& leaf : leaves) {
    // A branch matters to this choice when some way out of its step opens the choice and another does not.
    for (const Branch& branch : leaf.branched) {
      bool here = false;
      bool elsewhere = false;
      for (const Leaf& other : leaves) {
        if (other.step < branch.step) continue;
        (opens(other.step, choice) ? here : elsewhere) = true;
      }
      if (here && elsewhere) add_once(out.until, branch.asked);
    }
  }
  return out;
}

} // namespace

std::span<const TreeStep> steps() { return tree(); }

std::string_view to_string(StepResult result) {
  constexpr std::array<std::string_view, 4> words{"met", "not_met", "unknown", "not_reached"};
  return words.at(static_cast<std::size_t>(result));
}

std::string_view to_string(Standing standing) {
  constexpr std::array<std::string_view, 4> words{"mandatory", "open", "closed", "undecided"};
  return words.at(static_cast<std::size_t>(standing));
}

const Told& told(const TreeResult& result, QuestionId id) { return result.answers.at(static_cast<std::size_t>(id)); }

TreeResult walk(const Worked& worked) {
  TreeResult result;
  for (const Question& asked : questions()) result.answers.push_back(asked.answer(worked));
  const Walk walked(result.answers);
  for (std::size_t i = 0; i < tree().size(); ++i) result.reached.push_back(walked.result(i));
  for (std::size_t i = 0; i < choice_count; ++i) {
    result.choices.push_back(stand(static_cast<Choice>(i), result, walked.leaves()));
    for (const Q id : result.choices.back().until) add_once(result.until, id);
  }
  return result;
}

} // namespace openward::law
