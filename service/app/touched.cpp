#include "service/app/touched.h"

#include "domain/text.h"
#include "exchange/ocds/link_candidates.h"

#include <algorithm>

namespace openward::app {
namespace {

/// Letters and digits alone, in capitals: "ICB PROC-147" and "icbproc147" are one.
std::string squeezed(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const char u = detail::to_upper(c);
    if (detail::is_digit(u) || detail::is_upper(u)) out += u;
  }
  return out;
}

/// What a release of another procurement must hold for a link to be proposed: a name or the reference of this one, or most words of its
/// title. Looked for in the bytes, because reading a notice costs a hundred times as much, and an authority has many others.
class Traces {
 public:
  explicit Traces(const std::vector<NoticeReading>& notices) {
    for (const NoticeReading& notice : notices) {
      for (const std::string& name : {notice.ocid, notice.release_id, notice.tender_id}) {
        if (std::string sign = squeezed(name); sign.size() >= 4) signs_.insert(std::move(sign));
      }
      quoted_.insert(notice.stated.quoted_notices.begin(), notice.stated.quoted_notices.end());
      titles_.insert(words_of(notice.title));
    }
  }

  bool in(const persistence::StoredRelease& release) const {
    if (quoted_.contains(release.ocid) || quoted_.contains(release.release_id)) return true;
    const std::string bytes = squeezed(release.raw);
    const auto held = [&bytes](const std::string& sign) { return bytes.find(sign) != std::string::npos; };
    if (std::any_of(signs_.begin(), signs_.end(), held)) return true;
    return std::any_of(titles_.begin(), titles_.end(), [&held](const std::set<std::string>& words) {
      return 3 * std::count_if(words.begin(), words.end(), held) >= 2 * static_cast<std::ptrdiff_t>(words.size());
    });
  }

 private:
  static std::set<std::string> words_of(std::string_view title) {
    std::set<std::string> words;
    for (std::size_t from = 0; from < title.size();) {
      const std::size_t space = std::min(title.find(' ', from), title.size());
      if (std::string word = squeezed(title.substr(from, space - from)); word.size() >= 3) words.insert(std::move(word));
      from = space + 1;
    }
    return words;
  }

  std::set<std::string> signs_;
  std::set<std::string, std::less<>> quoted_;
  std::set<std::set<std::string>> titles_;
};

} // namespace

void Touched::about_to_save(const std::string& ocid) {
  before_ = persistence::awards_touched(u_.session(), ocid);
  procurements_before_ = persistence::procurements_touched(u_.session(), ocid);
}

void Touched::saved(const std::string& ocid, std::span<const NoticeReading> notices) {
  awards_.insert(before_.begin(), before_.end());
  procurements_.insert(procurements_before_.begin(), procurements_before_.end());
  saved_.insert(ocid);
  if (std::none_of(notices.begin(), notices.end(), [](const NoticeReading& n) { return n.regime == Regime::psr; })) return;
  const NoticeReading& first = notices.front();
  regulated_.insert({first.buyer ? first.buyer->name : "", first.published, ocid});
}

void Touched::link(const std::string& ocid) {
  persistence::Sources sources(u_);
  persistence::ProcurementLinks links(u_);
  std::vector<NoticeReading> notices = checker_.read(sources.releases_of(ocid));
  std::vector<std::string> quoted;
  for (const NoticeReading& notice : notices)
    quoted.insert(quoted.end(), notice.stated.quoted_notices.begin(), notice.stated.quoted_notices.end());
  const Traces traces(notices);
  for (const std::string& other : links.candidates(ocid, quoted)) {
    const auto releases = sources.releases_of(other);
    if (std::none_of(releases.begin(), releases.end(), [&traces](const auto& release) { return traces.in(release); })) continue;
    for (NoticeReading& notice : checker_.read(releases)) notices.push_back(std::move(notice));
  }
  std::vector<persistence::ProcurementLink> proposed;
  for (exchange::LinkCandidate& link : exchange::link_candidates(notices)) {
    if (link.earlier_ocid != ocid && link.later_ocid != ocid) continue;
    proposed.push_back({std::move(link.earlier_ocid), std::move(link.later_ocid), std::string(exchange::to_string(link.basis)),
                        std::move(link.evidence), std::move(link.earlier_release), std::move(link.later_release)});
  }
  links.save(ocid, proposed);
}

Result<std::int64_t> Touched::check() {
  for (const Regulated& procurement : regulated_) link(procurement.ocid);
  for (const std::string& ocid : saved_) {
    const auto touched = persistence::awards_touched(u_.session(), ocid);
    awards_.insert(touched.begin(), touched.end());
    const auto procurements = persistence::procurements_touched(u_.session(), ocid);
    procurements_.insert(procurements.begin(), procurements.end());
  }
  for (const std::string& award : awards_) {
    if (auto kept = check_award(u_, checker_, award); !kept) return kept.error();
  }
  for (const std::string& procurement : procurements_) {
    if (auto kept = check_procurement(u_, checker_, procurement); !kept) return kept.error();
  }
  return static_cast<std::int64_t>(awards_.size());
}

} // namespace openward::app
