#include "tests/domain/law/rules/case_text.h"

#include "domain/law/rules/case_fields.h"
#include "domain/text.h"
#include "tests/domain/law/rules/text_parts.h"

#include <stdexcept>
#include <type_traits>
#include <utility>

namespace openward::test {
namespace {

/// A slip in a table: thrown by the readers of values, and made an Error in one place.
struct Slip : std::runtime_error {
  using std::runtime_error::runtime_error;
};

template <typename T>
T sound(Result<T> read, std::string_view text) {
  if (!read) throw Slip("cannot read " + std::string(text) + ": " + read.error().message);
  return *std::move(read);
}
template <typename T>
T sound(std::optional<T> read, std::string_view text) {
  if (!read) throw Slip(std::string(text) + " is not a word of the vocabulary");
  return *read;
}

Date read(std::string_view text, const Date*) { return sound(Date::parse(text), text); }
std::int64_t read(std::string_view text, const std::int64_t*) { return sound(parse_pence(text), text); }
int read(std::string_view text, const int*) {
  if (!openward::detail::all_digits(text) || text.size() > 6) throw Slip(std::string(text) + " is not a count");
  return std::stoi(std::string(text));
}
bool read(std::string_view text, const bool*) {
  if (text != "yes" && text != "no") throw Slip(std::string(text) + " is neither yes nor no");
  return text == "yes";
}
std::string read(std::string_view text, const std::string*) { return std::string(text); }
Route read(std::string_view text, const Route*) { return sound(route_from(text), text); }
law::AuthorityKind read(std::string_view text, const law::AuthorityKind*) { return sound(law::authority_kind_from(text), text); }
law::KeyCriterion read(std::string_view text, const law::KeyCriterion*) { return sound(law::key_criterion_from(text), text); }
ModificationGround read(std::string_view text, const ModificationGround*) { return sound(modification_ground_from(text), text); }

template <typename T>
T value_of(std::string_view text) {
  return read(text, static_cast<const T*>(nullptr));
}

/// One record of a list: its first word, and its parts, each of which must be taken.
class Parts {
 public:
  explicit Parts(std::string_view text) : words_(split(text, " ")) {}
  std::string_view first() const { return words_.front(); }
  template <typename T>
  void take(std::string_view key, std::optional<T>& into) {
    if (const auto text = taken(key)) into = value_of<T>(*text);
  }
  std::optional<std::string_view> taken(std::string_view key) {
    for (std::size_t i = 1; i < words_.size(); ++i) {
      if (!words_[i].starts_with(std::string(key) + ":")) continue;
      const auto text = words_[i].substr(key.size() + 1);
      words_.erase(words_.begin() + static_cast<std::ptrdiff_t>(i));
      return text;
    }
    return std::nullopt;
  }
  void all_taken() const {
    if (words_.size() > 1) throw Slip("the part " + std::string(words_[1]) + " is not known");
  }

 private:
  std::vector<std::string_view> words_;
};

template <typename T>
std::vector<T> list_of(std::string_view text) {
  std::vector<T> list;
  if (text == "none") return list;
  for (const std::string_view item : split(text, ",")) list.push_back(value_of<T>(item));
  return list;
}

law::CaseNotice record(Parts& parts, const law::CaseNotice*) {
  law::CaseNotice notice;
  notice.kind = sound(notice_kind_from(parts.first()), parts.first());
  parts.take("submitted", notice.submitted_on);
  parts.take("published", notice.published_on);
  if (const auto lacking = parts.taken("lacks")) notice.lacking_items = list_of<std::string>(*lacking);
  if (const auto unfound = parts.taken("unfound")) notice.unfound_items = list_of<std::string>(*unfound);
  return notice;
}

law::CaseModification record(Parts& parts, const law::CaseModification*) {
  law::CaseModification m;
  m.modified_on = value_of<Date>(parts.first());
  if (const auto dated = parts.taken("dated_by_notice")) m.dated_by_notice = value_of<bool>(*dated);
  if (const auto ground = parts.taken("ground")) m.ground = value_of<ModificationGround>(*ground);
  parts.take("change", m.value_change);
  parts.take("attributable", m.attributable);
  parts.take("different", m.materially_different);
  parts.take("criteria_met", m.selection_criteria_met);
  parts.take("new_end", m.new_end);
  parts.take("notice", m.notice_exists);
  parts.take("submitted", m.notice_submitted_on);
  parts.take("published", m.notice_published_on);
  return m;
}

law::CaseConflict record(Parts& parts, const law::CaseConflict*) {
  law::CaseConflict conflict;
  conflict.person = std::string(parts.first());
  parts.take("board_member", conflict.board_member);
  parts.take("post_in", conflict.post_in);
  parts.take("recused", conflict.recused);
  return conflict;
}

law::EarlierAward record(Parts& parts, const law::EarlierAward*) {
  law::EarlierAward award;
  award.route = value_of<Route>(parts.first());
  parts.take("awarded", award.awarded_on);
  parts.take("starts", award.starts);
  parts.take("ends", award.ends);
  return award;
}

law::SummaryCount record(Parts& parts, const law::SummaryCount*) {
  law::SummaryCount count;
  if (parts.first().size() != 1) throw Slip(std::string(parts.first()) + " is not the letter of a figure");
  count.figure = parts.first().front();
  parts.take("stated", count.stated);
  parts.take("counted", count.counted);
  return count;
}

law::CountedRepresentation record(Parts& parts, const law::CountedRepresentation*) {
  law::CountedRepresentation representation;
  representation.counted_in_year_ending = value_of<Date>(parts.first());
  parts.take("ended", representation.standstill_ended_on);
  return representation;
}

template <typename T>
concept Word = requires(std::string_view text, const T* type) {
  read(text, type);
};

template <typename T>
void set(std::optional<T>& field, std::string_view text) {
  field = value_of<T>(text);
}
template <Word T>
void set(std::optional<std::vector<T>>& field, std::string_view text) {
  field = list_of<T>(text);
}
template <typename T>
requires(!Word<T>) void set(std::optional<std::vector<T>>& field, std::string_view text) {
  field.emplace();
  if (text == "none") return;
  for (const std::string_view one : split(text, " | ")) {
    Parts parts(one);
    field->push_back(record(parts, static_cast<const T*>(nullptr)));
    parts.all_taken();
  }
}

void set_field(WrittenCase& written, std::string_view name, std::string_view text) {
  constexpr std::string_view words = "words.";
  if (name == "checked_on") return set(written.surroundings.checked_on, text);
  if (name == "count_tolerance") {
    written.surroundings.count_tolerance = value_of<int>(text);
    return;
  }
  if (name.starts_with(words)) {
    written.record.words.push_back({std::string(name.substr(words.size())), std::string(text)});
    return;
  }
  for (const law::CaseField& field : law::case_fields()) {
    if (field.name == name) return std::visit([&](auto member) { set(written.record.*member, text); }, field.member);
  }
  throw Slip("no field of a case record has the name " + std::string(name));
}

} // namespace

Result<WrittenCase> read_case(std::string_view fields) {
  WrittenCase written{{}, england()};
  written.record.subject = "award:case";
  try {
    for (const std::string_view field : split(fields, "; ")) {
      const auto equals = field.find('=');
      if (equals == field.npos) throw Slip(std::string(field) + " has no \"=\"");
      set_field(written, field.substr(0, equals), field.substr(equals + 1));
    }
  } catch (const Slip& slip) {
    return invalid(slip.what());
  }
  return written;
}

} // namespace openward::test
