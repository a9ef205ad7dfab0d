#include "exchange/ocds/notice_words.h"

#include "exchange/ocds/notice_fields.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>

namespace openward::exchange {
namespace {

constexpr std::size_t most_words = 300;

// Members whose text is no prose about the procurement, with everything below them.
constexpr std::array<std::string_view, 24> not_prose{"parties",
                                                     "buyer",
                                                     "suppliers",
                                                     "procuringEntity",
                                                     "tenderers",
                                                     "contactPoint",
                                                     "additionalContactPoints",
                                                     "documents",
                                                     "id",
                                                     "ocid",
                                                     "uri",
                                                     "url",
                                                     "tag",
                                                     "currency",
                                                     "status",
                                                     "scheme",
                                                     "language",
                                                     "links",
                                                     "bids",
                                                     "date",
                                                     "awardID",
                                                     "identifier",
                                                     "legalBasis",
                                                     "deliveryAddresses"};

bool is_prose(std::string_view key) { return std::find(not_prose.begin(), not_prose.end(), key) == not_prose.end(); }

Part part_of_member(std::string_view key, Part inherited) {
  if (key == "lots") return Part::lot;
  if (key == "procurementMethodRationale") return Part::rationale;
  if (key == "title" && inherited != Part::lot && inherited != Part::amendment) return Part::title;
  if (key == "description" && inherited == Part::rest) return Part::description;
  return inherited;
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

} // namespace

void NoticeWords::add(Json value, Part part, bool old) {
  const auto text = value.text();
  if (text.size() < 3) return;
  (old ? replaced_ : segments_).push_back({part, value, {}});
}

std::span<const Segment> NoticeWords::folded(std::vector<Segment>& segments) {
  for (auto& s : segments)
    if (s.text.empty()) s.text = folded_text(s.where.text());
  return segments;
}

void NoticeWords::walk(Json node, Part part, bool old) {
  for (const Json child : node) {
    const auto key = child.key();
    if (!key.empty() && !is_prose(key)) continue;
    const Part here = part_of_member(key, part);
    if (child.kind() == JsonKind::string)
      add(child, here, old);
    else
      walk(child, here, old || key == "oldValue");
  }
}

void NoticeWords::order() {
  std::stable_sort(segments_.begin(), segments_.end(), [](const Segment& a, const Segment& b) { return a.part < b.part; });
}

NoticeWords NoticeWords::all(Json release) {
  NoticeWords words;
  for (const Json member : release) {
    const auto key = member.key();
    if (!is_prose(key)) continue;
    if (key == "description") {
      words.add(member, Part::statement, false);
    } else if (key == "tender") {
      for (const Json part : member) {
        if (!is_prose(part.key())) continue;
        const Part here = part.key() == "amendments" ? Part::amendment : part_of_member(part.key(), Part::rest);
        if (part.kind() == JsonKind::string)
          words.add(part, here, false);
        else
          words.walk(part, here, false);
      }
    } else if (key == "contracts") {
      for (const Json contract : member) {
        words.walk(contract["amendments"], Part::contract_amendment, false);
        words.add(contract["title"], Part::title, false);
        words.add(contract["description"], Part::description, false);
      }
    } else if (member.kind() == JsonKind::string) {
      words.add(member, part_of_member(key, Part::rest), false);
    } else {
      words.walk(member, Part::rest, false);
    }
  }
  words.order();
  return words;
}

NoticeWords NoticeWords::principal(Json release) {
  NoticeWords words;
  const Json tender = release["tender"];
  words.walk(tender["amendments"], Part::amendment, false);
  words.add(release["description"], Part::statement, false);
  words.add(tender["procurementMethodRationale"], Part::rationale, false);
  words.add(tender["description"], Part::description, false);
  words.add(tender["title"], Part::title, false);
  return words;
}

std::optional<Hit> NoticeWords::find(const re2::RE2& pattern, Part last) const {
  for (const auto& segment : segments()) {
    if (segment.part > last) break;
    re2::StringPiece whole;
    if (pattern.Match(segment.text, 0, segment.text.size(), re2::RE2::UNANCHORED, &whole, 1)) {
      const auto begin = static_cast<std::size_t>(whole.data() - segment.text.data());
      return Hit{&segment, begin, begin + whole.size()};
    }
  }
  return std::nullopt;
}

std::optional<Hit> NoticeWords::find(const re2::RE2& pattern) const { return find(pattern, Part::rest); }

Ground ground(std::string field, const Hit& hit) {
  const auto& text = hit.segment->text;
  const std::size_t length = std::min(hit.end - hit.begin, most_words);
  const std::size_t around = (most_words - length) / 2;
  std::size_t from = hit.begin > around ? hit.begin - around : 0;
  std::size_t to = std::min(from + most_words, text.size());
  if (to == text.size()) from = to > most_words ? to - most_words : 0;
  while (from < to && is_continuation(text[from])) ++from;
  while (to > from && to < text.size() && is_continuation(text[to])) --to;
  return {std::move(field), hit.segment->where.pointer(), text.substr(from, to - from)};
}

Ground ground(std::string field, Json where) {
  std::string words = folded_text(where.scalar());
  if (words.size() > most_words) {
    std::size_t to = most_words;
    while (to > 0 && is_continuation(words[to])) --to;
    words.resize(to);
  }
  return {std::move(field), where.pointer(), std::move(words)};
}

} // namespace openward::exchange
