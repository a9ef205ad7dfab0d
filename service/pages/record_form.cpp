#include "service/pages/record_form.h"

#include "service/pages/record_fields.h"

#include <rapidjson/pointer.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace openward::pages {

using kainjow::mustache::data;

namespace {

constexpr std::size_t most_providers = 20;

bool row_filled(const Form& form, std::size_t i, bool address_counts = true) {
  const std::string at = "providers." + std::to_string(i) + ".";
  return !form.value(at + "name").empty() || !form.value(at + "id").empty() || (address_counts && !form.value(at + "address").empty());
}

std::size_t provider_rows(const Form& form) {
  std::size_t rows = 1;
  for (std::size_t i = 0; i < most_providers; ++i) {
    if (row_filled(form, i)) rows = std::min(i + 2, most_providers);
  }
  return rows;
}

std::string pointer_to(std::string_view member) {
  std::string out = "/" + std::string(member);
  std::replace(out.begin(), out.end(), '.', '/');
  return out;
}

/// "£1,234.50" is "1234.50"; what is no amount stays as it was typed, for the refusal to name.
std::string amount_of(std::string text) {
  if (text.starts_with("£")) text.erase(0, std::string_view("£").size());
  std::erase_if(text, [](char c) { return c == ',' || c == ' '; });
  return text;
}

std::vector<std::string> codes_of(const std::string& text) {
  std::vector<std::string> out;
  std::string one;
  for (const char c : text + " ") {
    const bool between = c == ' ' || c == ',' || c == ';' || c == '\n' || c == '\r' || c == '\t';
    if (!between) one += c;
    if (between && !one.empty()) out.push_back(std::exchange(one, {}));
  }
  return out;
}

rapidjson::Value json_value(const Field& field, const std::string& given, rapidjson::Document::AllocatorType& memory) {
  const auto text = [&](const std::string& words) {
    return rapidjson::Value(words.data(), static_cast<rapidjson::SizeType>(words.size()), memory);
  };
  if (field.control == Control::yes_no && (given == "yes" || given == "no")) return rapidjson::Value((given == "yes") != field.turned);
  if (field.control == Control::money) return text(amount_of(given));
  if (field.control != Control::codes) return text(given);
  rapidjson::Value out(rapidjson::kArrayType);
  for (const std::string& code : codes_of(given)) out.PushBack(text(code), memory);
  return out;
}

/// The member of a provider without its row: "providers.3.name" is "name". None of another member.
std::optional<std::string> of_provider(const std::string& member) {
  if (!member.starts_with("providers.")) return std::nullopt;
  return member.substr(member.rfind('.') + 1);
}

/// The rows that are sent take the place of those that were left empty between them.
Form closed_up(const Form& form, Into into) {
  Form out(form.fields());
  std::size_t at = 0;
  for (std::size_t i = 0; i < most_providers; ++i) {
    const bool sent = row_filled(form, i, into == Into::planned_award);
    for (const char* part : {".name", ".id", ".address"}) {
      const std::string given = form.value("providers." + std::to_string(i) + part);
      out.set("providers." + std::to_string(i) + part, "");
      if (sent) out.set("providers." + std::to_string(at) + part, given);
    }
    if (sent) ++at;
  }
  return out;
}

/// A provider of whom the code alone is known is named by it where the law asks for a name.
std::string given_to(Into into, const Form& form, const Field& field) {
  std::string given = form.value(field.member);
  if (!given.empty() || into == Into::draft || of_provider(field.member) != "name") return given;
  return form.value(field.member.substr(0, field.member.rfind('.')) + ".id");
}

std::string id_of(std::string_view member) {
  std::string out = "f-" + std::string(member);
  std::replace(out.begin(), out.end(), '.', '-');
  return out;
}

data option(const std::string& value, const std::string& words, bool chosen, const std::string& id) {
  data one;
  one.set("value", value);
  one.set("words", words);
  one.set("chosen", data(chosen));
  one.set("option_id", id);
  return one;
}

data options_of(const Field& field, const std::string& given) {
  data out{data::type::list};
  if (field.control == Control::yes_no) {
    for (const auto& [value, words] : {std::pair{"yes", "Yes"}, std::pair{"no", "No"}, std::pair{"", "Not known yet"}})
      out.push_back(option(value, words, given == value, id_of(field.member) + "-" + (*value == '\0' ? "open" : value)));
  }
  for (const auto& [value, words] : field.options) out.push_back(option(value, words, given == value, {}));
  return out;
}

data view_of_field(const Field& field, const std::string& given, const FaultsByMember& faults, bool open) {
  data one;
  one.set("name", field.member);
  one.set("id", id_of(field.member));
  one.set("label", field.label);
  one.set("hint", field.hint.empty() ? data(false) : data(field.hint));
  one.set("value", given);
  one.set("line", data(field.control == Control::line || field.control == Control::codes));
  one.set("paragraph", data(field.control == Control::paragraph));
  one.set("date", data(field.control == Control::date));
  one.set("money", data(field.control == Control::money));
  one.set("choice", data(field.control == Control::choice));
  one.set("yes_no", data(field.control == Control::yes_no));
  one.set("options", options_of(field, given));
  one.set("open", data(open));
  const auto fault = faults.find(field.member);
  one.set("fault", fault == faults.end() ? data(false) : data(fault->second));
  return one;
}

std::set<std::string_view> open_questions(const law::Assessment* assessment) {
  std::set<std::string_view> out;
  if (assessment == nullptr) return out;
  for (const law::QuestionId id : assessment->tree.until) out.insert(law::question(id).name);
  return out;
}

bool is_asked(const Field& field, const Form& form, const FaultsByMember& faults) {
  return field.only_where.empty() || form.value(field.only_where) == field.has || faults.count(field.member) > 0;
}

} // namespace

std::string member_of(std::string_view pointer) {
  if (pointer.starts_with('/')) pointer.remove_prefix(1);
  std::string out(pointer);
  std::replace(out.begin(), out.end(), '/', '.');
  return out;
}

std::string json_of_form(const Form& typed, Into into) {
  rapidjson::Document out(rapidjson::kObjectType);
  const Form form = closed_up(typed, into);
  for (const Group& group : record_groups(provider_rows(form))) {
    for (const Field& field : group.fields) {
      const std::string given = given_to(into, form, field);
      if (given.empty() || !(into == Into::draft ? field.drafted : field.planned)) continue;
      // A kind or VAT of a value that is not stated says nothing.
      const auto dot = field.member.rfind('.');
      const bool of_value = field.member.ends_with(".vat") || field.member.ends_with(".kind");
      if (of_value && form.value(field.member.substr(0, dot) + ".amount").empty()) continue;
      const std::string pointer = pointer_to(field.member);
      rapidjson::Pointer(pointer.c_str(), pointer.size()).Set(out, json_value(field, given, out.GetAllocator()));
    }
  }
  rapidjson::StringBuffer text;
  rapidjson::Writer<rapidjson::StringBuffer> writer(text);
  out.Accept(writer);
  return {text.GetString(), text.GetSize()};
}

FormView view_of_form(const Form& form, const FaultsByMember& faults, Extent extent, const law::Assessment* assessment) {
  FormView out{data{data::type::list}, data{data::type::list}};
  const auto open = open_questions(assessment);
  for (const Group& group : record_groups(provider_rows(form))) {
    data fields{data::type::list};
    bool any = false;
    for (const Field& field : group.fields) {
      const std::string given = form.value(field.member);
      const bool now = (group.at_the_beginning || extent == Extent::whole) && is_asked(field, form, faults);
      if (now) {
        fields.push_back(view_of_field(field, given, faults, !field.question.empty() && open.count(field.question) > 0));
        any = true;
      } else if (!given.empty()) {
        data one;
        one.set("name", field.member);
        one.set("value", given);
        out.kept.push_back(one);
      }
    }
    if (!any) continue;
    data one;
    one.set("title", std::string(group.title));
    one.set("group_hint", group.hint.empty() ? data(false) : data(std::string(group.hint)));
    one.set("fields", fields);
    out.groups.push_back(one);
  }
  return out;
}

Form form_of_award(const rapidjson::Value& award) {
  Form out;
  const auto text = [&](const char* pointer) {
    const auto* found = rapidjson::Pointer(pointer).Get(award);
    return found != nullptr && found->IsString() ? std::string(found->GetString(), found->GetStringLength()) : std::string();
  };
  for (const auto& [member, pointer] :
       {std::pair{"title", "/title"}, std::pair{"commissioner", "/commissioner/id"}, std::pair{"reference", "/reference"},
        std::pair{"description", "/description"}, std::pair{"value.amount", "/value/amount"}, std::pair{"value.vat", "/value/vat"},
        std::pair{"value.kind", "/value/kind"}, std::pair{"starts", "/starts"}, std::pair{"ends", "/ends"}, std::pair{"route", "/route"},
        std::pair{"awarded_on", "/awarded_on"}})
    out.set(member, text(pointer));
  if (out.value("route") == "unknown") out.set("route", "");
  std::string codes;
  for (std::size_t i = 0; !text(("/cpv/" + std::to_string(i)).c_str()).empty(); ++i)
    codes += (i == 0 ? "" : " ") + text(("/cpv/" + std::to_string(i)).c_str());
  out.set("cpv", codes);
  for (std::size_t i = 0; i < most_providers; ++i) {
    const std::string at = "/providers/" + std::to_string(i);
    if (text((at + "/id").c_str()).empty()) break;
    out.set("providers." + std::to_string(i) + ".id", text((at + "/id").c_str()));
    out.set("providers." + std::to_string(i) + ".name", text((at + "/stated_name").c_str()));
  }
  return out;
}

} // namespace openward::pages
