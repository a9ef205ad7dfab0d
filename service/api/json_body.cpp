#include "service/api/json_body.h"

#include <rapidjson/document.h>
#include <rapidjson/encodedstream.h>
#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <set>

namespace openward::api {

namespace {

using Value = rapidjson::Value;

// Iterative, so that deep nesting cannot exhaust the stack; numbers as text, so that no digit is lost.
constexpr unsigned kFlags = rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseValidateEncodingFlag | rapidjson::kParseIterativeFlag;

/// Stands before the text of a number. No UTF-8 text can hold it, so the number 5 is never taken for the string "5".
constexpr char kNumberMark = '\xff';

struct MarkingDocument : rapidjson::Document {
  bool RawNumber(const char* digits, rapidjson::SizeType length, bool) {
    const std::string marked = kNumberMark + std::string(digits, length);
    return String(marked.data(), static_cast<rapidjson::SizeType>(marked.size()), true);
  }
};

const Value& value_of(const void* v) { return *static_cast<const Value*>(v); }
std::string_view text_of(const Value& v) { return {v.GetString(), v.GetStringLength()}; }
bool is_number(const Value& v) { return v.IsString() && text_of(v).starts_with(kNumberMark); }
bool is_text(const Value& v) { return v.IsString() && !is_number(v); }

/// A member's name inside a JSON pointer (RFC 6901 section 3).
std::string pointer_token(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

Error unreadable(const rapidjson::ParseResult& result) {
  const std::string at = " At byte " + std::to_string(result.Offset()) + ".";
  if (result.Code() == rapidjson::kParseErrorNumberTooBig) {
    return invalid_at("", "number_too_large",
                      "a number of the body is beyond everything that the register keeps. Give a smaller one." + at);
  }
  return invalid_at("", "not_json", "the body is not JSON: " + std::string(rapidjson::GetParseError_En(result.Code())) + at);
}

/// The pointer of the first member that stands twice in one object, or that holds a NUL character.
std::optional<Fault> unsound(const Value& v, const std::string& at, int depth) {
  if (depth > 32) return Fault{at, "too_deep", "the JSON is nested more than 32 levels deep. Send it flatter."};
  if (v.IsString() && text_of(v).find('\0') != std::string_view::npos)
    return Fault{at, "nul_character", "the text holds a NUL character. Remove it."};
  if (v.IsArray()) {
    std::size_t i = 0;
    for (const Value& item : v.GetArray()) {
      if (auto fault = unsound(item, at + "/" + std::to_string(i++), depth + 1)) return fault;
    }
  }
  if (v.IsObject()) {
    std::set<std::string_view> names;
    for (const auto& member : v.GetObject()) {
      const std::string where = at + "/" + pointer_token(text_of(member.name));
      if (!names.insert(text_of(member.name)).second) return Fault{where, "given_twice", "the member stands twice. Send it once."};
      if (auto fault = unsound(member.value, where, depth + 1)) return fault;
    }
  }
  return std::nullopt;
}

} // namespace

struct JsonBody::State {
  MarkingDocument document;
  std::vector<Fault> faults;
};

JsonBody::JsonBody() : state_(std::make_unique<State>()) {}
JsonBody::JsonBody(JsonBody&&) noexcept = default;
JsonBody& JsonBody::operator=(JsonBody&&) noexcept = default;
JsonBody::~JsonBody() = default;

Result<JsonBody> JsonBody::parse(std::string_view bytes) {
  if (!simdjson::validate_utf8(bytes.data(), bytes.size())) return invalid_at("", "bad_utf8", "the body is not UTF-8. Send UTF-8 JSON.");
  // The parser takes a NUL for the end and would not look at what follows.
  if (const auto nul = bytes.find('\0'); nul != std::string_view::npos) {
    return invalid_at("", "nul_character", "the body holds a NUL at byte " + std::to_string(nul) + ". Remove it.");
  }
  JsonBody body;
  auto& document = body.state_->document;
  rapidjson::MemoryStream memory(bytes.data(), bytes.size());
  rapidjson::EncodedInputStream<rapidjson::UTF8<>, rapidjson::MemoryStream> stream(memory); // skips a byte order mark
  rapidjson::ParseResult result;
  auto parse = [&](rapidjson::Document&) { return !(result = rapidjson::Reader().Parse<kFlags>(stream, document)).IsError(); };
  document.Populate(parse);
  if (result.IsError()) return unreadable(result);
  if (!document.IsObject()) return invalid_at("", "not_an_object", "the body must be a JSON object.");
  if (auto fault = unsound(document, "", 0)) return invalid(fault->message, {*fault});
  return body;
}

JsonObject JsonBody::root() { return JsonObject(static_cast<const Value*>(&state_->document), "", &state_->faults); }
std::vector<Fault>& JsonBody::faults() { return state_->faults; }

std::optional<Error> JsonBody::refusal() const {
  if (state_->faults.empty()) return std::nullopt;
  const std::size_t n = state_->faults.size();
  return invalid(n == 1 ? state_->faults.front().message : std::to_string(n) + " things in the body must be mended.", state_->faults);
}

std::string JsonObject::pointer(std::string_view member) const { return at_ + "/" + pointer_token(member); }

void JsonObject::fault(std::string_view member, std::string code, std::string message) {
  faults_->push_back({pointer(member), std::move(code), std::move(message)});
}

const void* JsonObject::find(std::string_view member) const {
  const Value& object = value_of(value_);
  const auto at = object.FindMember(Value(rapidjson::StringRef(member.data(), static_cast<rapidjson::SizeType>(member.size()))));
  if (at == object.MemberEnd() || at->value.IsNull()) return nullptr;
  return &at->value;
}

bool JsonObject::has(std::string_view member) const { return find(member) != nullptr; }

std::optional<std::string> JsonObject::text(std::string_view member) {
  const void* found = find(member);
  if (found == nullptr) return std::nullopt;
  if (!is_text(value_of(found))) {
    fault(member, "not_text", std::string(member) + " must be a string.");
    return std::nullopt;
  }
  return std::string(text_of(value_of(found)));
}

std::optional<bool> JsonObject::boolean(std::string_view member) {
  const void* found = find(member);
  if (found == nullptr) return std::nullopt;
  if (!value_of(found).IsBool()) {
    fault(member, "not_boolean", std::string(member) + " must be true or false.");
    return std::nullopt;
  }
  return value_of(found).GetBool();
}

std::optional<int> JsonObject::whole_number(std::string_view member) {
  const void* found = find(member);
  if (found == nullptr) return std::nullopt;
  int number = 0;
  if (is_number(value_of(found))) {
    const std::string_view digits = text_of(value_of(found)).substr(1);
    const auto [end, fault_code] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (fault_code == std::errc{} && end == digits.data() + digits.size()) return number;
  }
  fault(member, "not_a_whole_number", std::string(member) + " must be a whole number.");
  return std::nullopt;
}

std::optional<Date> JsonObject::date(std::string_view member) {
  auto given = text(member);
  if (!given) return std::nullopt;
  auto date = Date::parse(*given);
  if (date) return *date;
  fault(member, "bad_date", "\"" + *given + "\" is not a date. Write it as 2026-08-10.");
  return std::nullopt;
}

std::optional<std::int64_t> JsonObject::pence(std::string_view member) {
  const void* found = find(member);
  if (found == nullptr) return std::nullopt;
  if (!value_of(found).IsString()) {
    fault(member, "bad_amount", std::string(member) + " must be an amount. Write pounds as \"1234.56\".");
    return std::nullopt;
  }
  const std::string given(text_of(value_of(found)).substr(is_number(value_of(found)) ? 1 : 0));
  auto pence = parse_pence(given);
  if (pence) return *pence;
  fault(member, "bad_amount", "\"" + given + "\" is not an amount. Write pounds as \"1234.56\".");
  return std::nullopt;
}

std::vector<std::string> JsonObject::texts(std::string_view member) {
  std::vector<std::string> out;
  const void* found = find(member);
  if (found == nullptr) return out;
  const Value& list = value_of(found);
  if (!list.IsArray() || !std::all_of(list.Begin(), list.End(), [](const Value& v) { return is_text(v); })) {
    fault(member, "not_a_list_of_text", std::string(member) + " must be a list of strings.");
    return out;
  }
  for (const Value& item : list.GetArray()) out.emplace_back(text_of(item));
  return out;
}

std::optional<JsonObject> JsonObject::object(std::string_view member) {
  const void* found = find(member);
  if (found == nullptr) return std::nullopt;
  if (!value_of(found).IsObject()) {
    fault(member, "not_an_object", std::string(member) + " must be an object.");
    return std::nullopt;
  }
  return JsonObject(found, pointer(member), faults_);
}

std::vector<JsonObject> JsonObject::objects(std::string_view member) {
  std::vector<JsonObject> out;
  const void* found = find(member);
  if (found == nullptr) return out;
  const Value& list = value_of(found);
  if (!list.IsArray() || !std::all_of(list.Begin(), list.End(), [](const Value& v) { return v.IsObject(); })) {
    fault(member, "not_a_list_of_objects", std::string(member) + " must be a list of objects.");
    return out;
  }
  std::size_t i = 0;
  for (const Value& item : list.GetArray()) out.push_back(JsonObject(&item, pointer(member) + "/" + std::to_string(i++), faults_));
  return out;
}

void JsonObject::only(std::initializer_list<std::string_view> known) {
  std::string valid;
  for (const std::string_view name : known) valid += (valid.empty() ? "" : ", ") + std::string(name);
  for (const auto& member : value_of(value_).GetObject()) {
    const std::string_view name = text_of(member.name);
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    fault(name, "unknown_member", "there is no member \"" + std::string(name) + "\" here. Valid: " + valid + ".");
  }
}

} // namespace openward::api
