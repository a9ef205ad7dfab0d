#include "exchange/ocds/link_candidates.h"

#include "domain/name_words.h"
#include "domain/text.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace openward::exchange {
namespace {

constexpr int longest_wait_days = 60;
constexpr std::size_t alike_per_hundred = 75;
// A reference on more procurements than this is a programme's or a template's: the titles must then be alike too.
constexpr std::size_t most_under_one_reference = 3;

using Notice = const NoticeReading*;

bool before(Notice a, Notice b) { return std::pair(a->published, a->release_id) < std::pair(b->published, b->release_id); }

/// Every name under which a party can be met.
std::vector<std::string> keys_of(const PartyReading& party) {
  std::vector<std::string> keys;
  for (const Identifier& id : party.identifiers) keys.push_back(id.text());
  if (auto name = normalised_name(party.name); !name.empty()) keys.push_back(std::move(name));
  return keys;
}

bool same_party(const PartyReading& a, const PartyReading& b) {
  const auto in_a = keys_of(a), in_b = keys_of(b);
  return std::find_first_of(in_a.begin(), in_a.end(), in_b.begin(), in_b.end()) != in_a.end();
}

bool same_buyer(Notice a, Notice b) { return a->buyer && b->buyer && same_party(*a->buyer, *b->buyer); }

std::optional<std::string> shared_supplier(Notice a, Notice b) {
  for (const auto& x : a->awards)
    for (const auto& y : b->awards)
      for (const auto& s : x.suppliers)
        for (const auto& t : y.suppliers)
          if (same_party(s, t)) return s.name;
  return std::nullopt;
}

/// Where a step stands in a procurement; none for what is no step of its own.
std::optional<int> step(NoticeKind kind) {
  switch (kind) {
  case NoticeKind::planning:
  case NoticeKind::engagement:
    return 0;
  case NoticeKind::intention_to_follow_msp:
  case NoticeKind::invitation:
  case NoticeKind::tender:
    return 1;
  case NoticeKind::intention_to_award:
    return 2;
  case NoticeKind::award:
  case NoticeKind::urgent_award:
    return 3;
  case NoticeKind::contract_details:
    return 4;
  default:
    return std::nullopt;
  }
}

/// "ICB PROC147" is "ICBPROC147". A reference without a digit, or of three signs, is nobody's own.
std::string reference_of(Notice n) {
  std::string reference;
  for (const char c : n->tender_id) {
    const char u = detail::to_upper(c);
    if (detail::is_digit(u) || detail::is_upper(u)) reference += u;
  }
  const bool numbered = std::any_of(reference.begin(), reference.end(), detail::is_digit);
  return numbered && reference.size() >= 4 ? reference : std::string();
}

std::set<std::string> title_words(Notice n) {
  std::set<std::string> words;
  const std::string all = detail::name_words(n->title);
  for (std::size_t from = 0; from < all.size();) {
    const std::size_t space = std::min(all.find(' ', from), all.size());
    if (space > from) words.insert(all.substr(from, space - from));
    from = space + 1;
  }
  return words;
}

/// Words in common out of all words, in hundredths.
std::size_t likeness(const std::set<std::string>& a, const std::set<std::string>& b) {
  const auto common =
      static_cast<std::size_t>(std::count_if(a.begin(), a.end(), [&](const std::string& word) { return b.contains(word); }));
  const std::size_t all = a.size() + b.size() - common;
  return all == 0 ? 0 : common * 100 / all;
}

std::vector<std::int64_t> amounts(Notice n) {
  std::vector<std::int64_t> pence;
  const auto add = [&](const std::optional<ValueReading>& value) {
    if (!value) return;
    for (const auto& amount : {value->net_pence, value->gross_pence})
      if (amount && !StatedValue{{*amount, value->currency}}.placeholder()) pence.push_back(*amount);
  };
  for (const auto& award : n->awards) add(award.value);
  for (const auto& contract : n->contracts) add(contract.value);
  add(n->stated.lifetime_value);
  if (pence.empty()) add(n->tender_value);
  return pence;
}

/// One amount in common, or one side states none.
bool values_agree(Notice a, Notice b) {
  const auto x = amounts(a), y = amounts(b);
  return x.empty() || y.empty() || std::find_first_of(x.begin(), x.end(), y.begin(), y.end()) != x.end();
}

class Proposals {
 public:
  void add(Notice a, Notice b, LinkBasis basis, std::string evidence) {
    if (a->ocid == b->ocid) return;
    if (before(b, a)) std::swap(a, b);
    const auto key = std::minmax(a->ocid, b->ocid);
    const auto known = by_pair_.find(key);
    if (known != by_pair_.end() && list_[known->second].second.basis <= basis) return;
    LinkCandidate candidate{a->ocid, b->ocid, a->release_id, b->release_id, basis, std::move(evidence)};
    if (known != by_pair_.end()) {
      list_[known->second] = {a, std::move(candidate)};
      return;
    }
    by_pair_.emplace(key, list_.size());
    list_.emplace_back(a, std::move(candidate));
  }
  std::vector<LinkCandidate> take() {
    std::stable_sort(list_.begin(), list_.end(), [](const auto& x, const auto& y) {
      return std::tuple(x.first->published, x.second.earlier_release, x.second.later_ocid) <
             std::tuple(y.first->published, y.second.earlier_release, y.second.later_ocid);
    });
    std::vector<LinkCandidate> out;
    for (auto& [notice, candidate] : list_) out.push_back(std::move(candidate));
    return out;
  }

 private:
  std::map<std::pair<std::string, std::string>, std::size_t> by_pair_;
  std::vector<std::pair<Notice, LinkCandidate>> list_;
};

void propose_quoted(const std::vector<Notice>& notices, Proposals& proposals) {
  std::multimap<std::string, Notice> by_id;
  for (Notice n : notices) {
    by_id.emplace(n->release_id, n);
    by_id.emplace(n->ocid, n);
  }
  for (Notice n : notices)
    for (const auto& quoted : n->stated.quoted_notices) {
      const auto [from, to] = by_id.equal_range(quoted);
      for (auto named = from; named != to; ++named)
        proposals.add(n, named->second, LinkBasis::quoted_notice, "Notice " + n->release_id + " names " + quoted + " in its text.");
    }
}

void propose_referenced(const std::vector<Notice>& notices, Proposals& proposals) {
  std::map<std::string, std::vector<Notice>> by_reference;
  for (Notice n : notices)
    if (auto reference = reference_of(n); !reference.empty()) by_reference[std::move(reference)].push_back(n);
  for (const auto& [reference, same] : by_reference) {
    std::set<std::string> ocids;
    for (Notice n : same) ocids.insert(n->ocid);
    const bool worn = ocids.size() > most_under_one_reference;
    for (std::size_t i = 0; i < same.size(); ++i)
      for (std::size_t j = i + 1; j < same.size(); ++j)
        if (same_buyer(same[i], same[j]) && (!worn || likeness(title_words(same[i]), title_words(same[j])) >= alike_per_hundred))
          proposals.add(same[i], same[j], LinkBasis::reference_and_buyer,
                        "Both carry the reference \"" + same[j]->tender_id + "\" of " + same[j]->buyer->name + '.');
  }
}

void propose_alike(const std::vector<Notice>& notices, Proposals& proposals) {
  std::map<std::string, std::vector<Notice>> by_buyer;
  for (Notice n : notices) {
    if (!n->buyer || !step(n->kind)) continue;
    for (auto& key : keys_of(*n->buyer)) by_buyer[std::move(key)].push_back(n);
  }
  std::map<Notice, std::set<std::string>> titles;
  for (const auto& [buyer, same] : by_buyer)
    for (Notice n : same) titles.try_emplace(n, title_words(n));
  for (const auto& [buyer, same] : by_buyer) // in the order of publication, as `notices` is
    for (std::size_t i = 0; i < same.size(); ++i)
      for (std::size_t j = i + 1; j < same.size(); ++j) {
        Notice a = same[i];
        Notice b = same[j];
        const auto days = (london_date(b->published).days() - london_date(a->published).days()).count();
        if (days > longest_wait_days) break;
        if (a->ocid == b->ocid || *step(a->kind) >= *step(b->kind)) continue;
        const std::size_t title = likeness(titles.at(a), titles.at(b));
        if (title < alike_per_hundred || !values_agree(a, b)) continue;
        const auto supplier = shared_supplier(a, b);
        if (!supplier) continue;
        proposals.add(a, b, LinkBasis::alike,
                      "One buyer (" + b->buyer->name + ") and supplier (" + *supplier + "), titles alike to " + std::to_string(title) +
                          " in 100, " + std::string(to_string(a->kind)) + " and then " + std::string(to_string(b->kind)) + " after " +
                          std::to_string(days) + " days.");
      }
}

} // namespace

std::vector<LinkCandidate> link_candidates(std::span<const NoticeReading> notices) {
  std::vector<Notice> sorted;
  for (const auto& n : notices) sorted.push_back(&n);
  std::sort(sorted.begin(), sorted.end(), before);
  Proposals proposals;
  propose_quoted(sorted, proposals);
  propose_referenced(sorted, proposals);
  propose_alike(sorted, proposals);
  return proposals.take();
}

} // namespace openward::exchange
