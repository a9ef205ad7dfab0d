#include "domain/law/cases/case_sources.h"

#include <algorithm>
#include <array>
#include <set>

namespace openward::law::detail {
namespace {

constexpr std::size_t longest_words = 300;
/// A first notice that is older led to an earlier award of the service.
constexpr int longest_run_days = 730;

bool is_one_of(NoticeKind kind, std::initializer_list<NoticeKind> kinds) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

bool announces_award(NoticeKind kind) { return is_one_of(kind, {NoticeKind::award, NoticeKind::urgent_award}); }

CaseSource source_of(const NoticeReading& notice, bool own) { return {&notice, london_date(notice.published), own}; }

void put_in_order(std::vector<CaseSource>& sources) {
  std::stable_sort(sources.begin(), sources.end(),
                   [](const CaseSource& a, const CaseSource& b) { return a.notice->published < b.notice->published; });
}

bool any_of_kind(const std::vector<CaseSource>& sources, NoticeKind kind) {
  return std::any_of(sources.begin(), sources.end(), [&](const CaseSource& s) { return s.notice->kind == kind; });
}

} // namespace

bool is_corrigendum(const NoticeReading& notice) {
  constexpr std::array<std::string_view, 3> tags{"tenderUpdate", "tenderAmendment", "awardUpdate"};
  return std::any_of(notice.tags.begin(), notice.tags.end(),
                     [&](const std::string& tag) { return std::find(tags.begin(), tags.end(), tag) != tags.end(); });
}

bool is_part_of_a_notice(const NoticeReading& notice, const std::vector<CaseSource>& all) {
  return is_corrigendum(notice) && std::none_of(all.begin(), all.end(), [&](const CaseSource& other) {
           return other.notice->ocid == notice.ocid && !is_corrigendum(*other.notice) && other.notice->published <= notice.published;
         });
}

std::string shown_words(std::string_view words) {
  if (words.size() <= longest_words) return std::string(words);
  std::size_t end = longest_words;
  while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xC0U) == 0x80U) --end;
  return std::string(words.substr(0, end));
}

std::string words_of(const NoticeReading& notice, std::string_view ground) {
  const auto found = std::find_if(notice.grounds.begin(), notice.grounds.end(), [&](const Ground& g) { return g.field == ground; });
  return found == notice.grounds.end() ? std::string() : shown_words(found->words);
}

CaseSources::CaseSources(const RegisterCase& held) {
  ocids_.emplace_back(held.award.ocid);
  read_own(held);
  read_linked(held);
  put_in_order(counted_);
  find_run(held);
}

/// A procurement has notices of several awards (lots, rounds of a framework); an intention or an award notice counts where it speaks of
/// this one. Where the register does not know which notices speak of it, all do.
bool CaseSources::counts(const RegisterCase& held, const CaseSource& source) const {
  const NoticeKind kind = source.notice->kind;
  if (!announces_award(kind) &&
      !is_one_of(kind, {NoticeKind::intention_to_award, NoticeKind::modification, NoticeKind::urgent_modification}))
    return true;
  const auto speaks = [&](const NoticeReading& n) {
    return std::find(held.releases.begin(), held.releases.end(), n.release_id) != held.releases.end();
  };
  const bool one_speaks =
      std::any_of(own_.begin(), own_.end(), [&](const CaseSource& s) { return s.notice->kind == kind && speaks(*s.notice); });
  if (one_speaks && !speaks(*source.notice)) return false;
  // An intention that follows the award is of another award.
  return kind != NoticeKind::intention_to_award || making_.empty() || source.notice->published <= making_.front().notice->published;
}

void CaseSources::read_own(const RegisterCase& held) {
  std::set<std::string_view> seen;
  for (const NoticeReading& notice : held.notices) {
    if (seen.insert(notice.release_id).second) own_.push_back(source_of(notice, true));
  }
  put_in_order(own_);
  for (const CaseSource& source : own_) {
    const auto& id = source.notice->release_id;
    const bool speaks = held.releases.empty() || std::find(held.releases.begin(), held.releases.end(), id) != held.releases.end();
    if (source.notice->makes_award && speaks) making_.push_back(source);
  }
  for (const CaseSource& source : own_) {
    if (counts(held, source)) counted_.push_back(source);
  }
}

/// The day until which another procurement can have led to this one: that of the award, or of the latest notice where there is none yet.
std::optional<CaseSource> CaseSources::last_of_run(const RegisterCase& held) const {
  if (!making_.empty()) return making_.front();
  if (held.award.of_procurement() && !own_.empty()) return own_.back();
  return std::nullopt;
}

/// Of a linked procurement the steps count that this one lacks: the notice of an intention, and the confirmation. One that has an award of
/// its own shares no more than its beginning, and only where that is recent: a notice often quotes the contract that it replaces.
void CaseSources::read_linked(const RegisterCase& held) {
  std::set<std::string_view> seen;
  for (const CaseSource& source : own_) seen.insert(source.notice->release_id);
  std::set<std::string_view> awarded_apart;
  for (const NoticeReading& notice : held.linked_notices) {
    if (notice.ocid == held.award.ocid) continue;
    if (notice.makes_award && (!making_.empty() || held.award.of_procurement()))
      awarded_apart.insert(notice.ocid);
    else if (std::find(ocids_.begin(), ocids_.end(), notice.ocid) == ocids_.end())
      ocids_.emplace_back(notice.ocid);
  }
  std::erase_if(ocids_, [&](std::string_view ocid) { return awarded_apart.count(ocid) > 0; });
  const bool intended = any_of_kind(counted_, NoticeKind::intention_to_award);
  const auto last = last_of_run(held);
  for (const NoticeReading& notice : held.linked_notices) {
    if (notice.ocid == held.award.ocid || !seen.insert(notice.release_id).second) continue;
    const CaseSource source = source_of(notice, false);
    const bool begins = is_one_of(notice.kind, {NoticeKind::intention_to_follow_msp, NoticeKind::invitation});
    if (!begins && (awarded_apart.count(notice.ocid) > 0 || (intended && notice.kind == NoticeKind::intention_to_award))) continue;
    const bool changes = is_one_of(notice.kind, {NoticeKind::modification, NoticeKind::urgent_modification});
    if (last && !changes && (notice.published > last->notice->published || source.published.plus_days(longest_run_days) < last->published))
      continue;
    counted_.push_back(source);
  }
}

void CaseSources::find_run(const RegisterCase& held) {
  if (!held.award.recorded) return;
  for (const procedure::Procedure& run : held.procedures) {
    if (procedure::route_of(run.process()) == held.award.route && run.state() != procedure::State::abandoned) run_ = &run;
  }
}

const CaseSource* CaseSources::latest(std::initializer_list<NoticeKind> kinds,
                                      const std::function<bool(const NoticeReading&)>& condition) const {
  const auto found = std::find_if(counted_.rbegin(), counted_.rend(), [&](const CaseSource& source) {
    return is_one_of(source.notice->kind, kinds) && (!condition || condition(*source.notice));
  });
  return found == counted_.rend() ? nullptr : &*found;
}

bool CaseSources::same_procurement(std::string_view ocid) const { return std::find(ocids_.begin(), ocids_.end(), ocid) != ocids_.end(); }

} // namespace openward::law::detail
