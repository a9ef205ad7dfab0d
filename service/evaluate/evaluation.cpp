#include "service/evaluate/evaluation.h"

#include <algorithm>
#include <array>
#include <set>

namespace openward::evaluate {
namespace {

/// What people write for the register's words.
std::string stage_word(const std::string& label) {
  if (label == "transparency_direct_award") return std::string(to_string(NoticeKind::intention_to_award));
  if (label == "planned") return std::string(to_string(NoticeKind::planning));
  return label;
}

std::string stage_read(NoticeKind kind, const std::string& label) {
  const bool either = kind == NoticeKind::planning || kind == NoticeKind::engagement;
  if (either && label == "planning_or_engagement") return label;
  return std::string(to_string(kind));
}

std::string regime_read(Regime regime, const std::string& label) {
  if (label == "procurement_act_2023" && regime == Regime::pa2023) return label;
  // A reader who cannot tell the law of an old form writes `other`; `unknown` says the same.
  if (label == "other" && regime == Regime::unknown) return label;
  return std::string(to_string(regime));
}

std::string class_read(TenderClass c, const std::string& label) {
  if (label == "call_off" && (c == TenderClass::call_off_competed || c == TenderClass::call_off_direct)) return label;
  return std::string(to_string(c));
}

std::string because(const NoticeReading& notice, std::initializer_list<std::string_view> fields) {
  std::string out;
  for (const auto& g : notice.grounds) {
    if (std::find(fields.begin(), fields.end(), g.field) == fields.end()) continue;
    if (!out.empty()) out += "\n      ";
    out += g.field + " at " + g.where + ": \"" + g.words + '"';
  }
  return out.empty() ? "no words decided; the title is \"" + notice.title + '"' : out;
}

std::string psr_word(bool psr) { return psr ? "psr" : "not_psr"; }
std::string award_word(bool award) { return award ? "counted" : "not_counted"; }
std::string date_word(const std::optional<Date>& date) { return date ? date->iso() : "none"; }

/// Pounds as a label writes them ("5418000", "637260.09") and pence, brought to one form.
std::string pounds(std::int64_t pence) { return Money{pence, {}}.decimal(); }
std::string pounds(const std::string& label) {
  const auto pence = parse_pence(label);
  return pence ? pounds(*pence) : label;
}

class Evaluator {
 public:
  Evaluator(const LabelFile& file, const Notices& notices) : file_(file), notices_(notices) {
    psr_alone_ = std::any_of(file.labels.begin(), file.labels.end(), [](const Label& l) { return l.psr.value_or(false); });
  }

  Evaluation run() {
    std::set<std::string> named;
    for (const Label& label : file_.labels) {
      named.insert(label.release_id);
      const NoticeReading* notice = notices_.find(label.release_id, label.ocid);
      if (!notice)
        result_.missing.push_back(&label);
      else if (label.sure)
        score(label, *notice);
      else
        result_.doubtful.push_back("  " + label.release_id + "  labelled " + label.stage + ' ' + label.route + ", read as " +
                                   std::string(to_string(notice->kind)) + ' ' + std::string(to_string(notice->route)) +
                                   (notice->makes_award ? ", counted" : ", not counted"));
    }
    for (const auto& [id, notice] : notices_.by_id)
      if (notice.regime == Regime::psr && !named.contains(id.first))
        result_.unlabelled.push_back("  " + id.first + "  " + std::string(to_string(notice.kind)) + ' ' +
                                     std::string(to_string(notice.route)) + "  " + notice.title.substr(0, 80));
    return std::move(result_);
  }

 private:
  void score(const Label& label, const NoticeReading& notice) {
    const std::string& id = label.release_id;
    bool in_any = false;
    const auto count = [&](Measure& measure, const std::string& wanted, const std::string& read,
                           std::initializer_list<std::string_view> fields) {
      in_any = true;
      measure.count(id, wanted, read, wanted == read ? std::string() : because(notice, fields));
    };
    const bool of_the_regime = !psr_alone_ || label.psr.value_or(false);
    if (of_the_regime && !label.stage.empty())
      count(result_.stage, stage_word(label.stage), stage_read(notice.kind, label.stage), {"notice_kind"});
    if (of_the_regime && !label.route.empty()) count(result_.route, label.route, std::string(to_string(notice.route)), {"route"});
    if (label.award) count(result_.award, award_word(*label.award), award_word(notice.makes_award), {"notice_kind"});
    if (label.psr) count(result_.psr, psr_word(*label.psr), psr_word(notice.regime == Regime::psr), {"regime"});
    if (!label.regime.empty()) count(result_.regime, label.regime, regime_read(notice.regime, label.regime), {"regime"});
    if (!label.tender_class.empty() && label.tender_class != "not_award")
      count(result_.tender_class, label.tender_class, class_read(notice.tender_class, label.tender_class), {"route", "notice_kind"});
    if (in_any) ++result_.scored;
    score_words(label, notice);
  }

  void score_words(const Label& label, const NoticeReading& notice) {
    const StatedFacts& stated = notice.stated;
    const auto count = [&](Measure& measure, const std::string& wanted, const std::string& read, std::string_view field) {
      measure.count(label.release_id, wanted, read, wanted == read ? std::string() : because(notice, {field}));
    };
    const auto& value = stated.lifetime_value;
    const bool known = value && value->net_pence;
    // Where the label's value stands in a field, the words need not repeat it; what they do say must agree.
    if (!label.value_gbp.empty() && (label.value_source == "text" || known)) {
      const std::string none = stated.value_reason.empty() ? "none" : "none (" + stated.value_reason + ')';
      count(result_.value, pounds(label.value_gbp), known ? pounds(*value->net_pence) : none, "stated_value");
    }
    if (!label.representations_until.empty())
      count(result_.representations, label.representations_until,
            stated.representations_until
                ? date_word(stated.representations_until)
                : "none" + (stated.representations_reason.empty() ? "" : " (" + stated.representations_reason + ')'),
            "stated_representations");
    if (!label.starts.empty()) count(result_.starts, label.starts, date_word(stated.starts), "stated_term");
    if (!label.ends.empty()) count(result_.ends, label.ends, date_word(stated.ends), "stated_term");
  }

  const LabelFile& file_;
  const Notices& notices_;
  bool psr_alone_ = false;
  Evaluation result_;
};

std::string listed(std::string_view heading, const std::vector<std::string>& lines) {
  if (lines.empty()) return {};
  std::string out = std::string(heading) + '\n';
  for (const auto& line : lines) out += line + '\n';
  return out + '\n';
}

} // namespace

Evaluation evaluate(const LabelFile& file, const Notices& notices) { return Evaluator(file, notices).run(); }

std::string report(const Evaluation& e) {
  const std::array scores{&e.stage, &e.route, &e.award, &e.psr, &e.regime, &e.tender_class};
  const std::array words{&e.value, &e.representations, &e.starts, &e.ends};
  std::string out;
  for (const Measure* m : scores) {
    if (m->asked() == 0) continue;
    out += m->per_word() + '\n' + "labelled (rows) as read (columns)\n" + m->confusion() + '\n';
  }
  std::string misses;
  for (const Measure* m : scores) misses += m->listed_misses();
  out += misses.empty() ? "no misses\n\n" : "misses, with the words that decided\n" + misses + '\n';
  std::string agreement, differing;
  for (const Measure* m : words) {
    if (m->asked() == 0) continue;
    agreement += "  " + m->name() + ": " + std::to_string(m->right()) + " of " + std::to_string(m->asked()) + '\n';
    differing += m->listed_misses();
  }
  if (!agreement.empty()) out += "read from the words, where a label says what they state (not scored)\n" + agreement + differing + '\n';
  out += listed("of low confidence, not scored", e.doubtful);
  out += listed("read as under the regime, and in no label (not scored)", e.unlabelled);
  std::vector<std::string> missing;
  for (const Label* label : e.missing)
    missing.push_back("  line " + std::to_string(label->line) + "  " + label->ocid + ' ' + label->release_id);
  out += listed("labelled and not in the notices: add the files that hold them", missing);
  for (const Measure* m : {&e.stage, &e.route, &e.award, &e.psr})
    out += m->name() + ": " + std::to_string(m->right()) + " of " + std::to_string(m->asked()) + '\n';
  out += "stage=" + e.stage.share() + " route=" + e.route.share() + " award=" + e.award.share() + " psr=" + e.psr.share() +
         " n=" + std::to_string(e.scored) + '\n';
  return out;
}

} // namespace openward::evaluate
