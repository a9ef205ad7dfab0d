#include "service/pages/form.h"

#include "service/http/syntax.h"
#include "service/http/target.h"

#include <algorithm>
#include <optional>

namespace openward::pages {

namespace {

constexpr std::size_t most_parts = 200;

Error unreadable(std::string what) {
  return invalid_at("", "bad_form", "The form cannot be read: " + what + ". Go back, load the page again and send it once more.");
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// The value of a parameter of a header, without its quotes; none where it is not there. What stands between quotes is no parameter.
std::optional<std::string> parameter(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    std::size_t end = 0;
    for (bool quoted = false; end < header.size() && (quoted || header[end] != ';'); ++end) quoted = quoted != (header[end] == '"');
    const std::string_view one = trimmed(header.substr(0, end));
    header.remove_prefix(std::min(end + 1, header.size()));
    const auto sign = one.find('=');
    if (sign == std::string_view::npos || lower(trimmed(one.substr(0, sign))) != name) continue;
    std::string_view value = trimmed(one.substr(sign + 1));
    if (value.size() >= 2 && value.starts_with('"') && value.ends_with('"')) value = value.substr(1, value.size() - 2);
    return std::string(value);
  }
  return std::nullopt;
}

struct Part {
  std::string name;
  std::optional<std::string> file_name;
  std::string_view bytes;
};

Result<Part> part_of(std::string_view text) {
  const auto end = text.find("\r\n\r\n");
  if (end == std::string_view::npos) return unreadable("a part of it has no end of its headers");
  std::string_view headers = text.substr(0, end);
  Part part;
  part.bytes = text.substr(end + 4);
  while (!headers.empty()) {
    const std::string_view line = headers.substr(0, headers.find("\r\n"));
    headers.remove_prefix(std::min(line.size() + 2, headers.size()));
    if (!lower(line).starts_with("content-disposition:")) continue;
    part.name = parameter(line, "name").value_or("");
    part.file_name = parameter(line, "filename");
  }
  if (part.name.empty()) return unreadable("a part of it has no name");
  return part;
}

bool is_text(std::string_view text) { return http::valid_utf8(text) && text.find('\0') == std::string_view::npos; }

/// The bytes between the delimiters, in order.
Result<std::vector<std::string_view>> parts_between(std::string_view body, const std::string& boundary) {
  const std::string delimiter = "\r\n--" + boundary;
  if (!body.starts_with(std::string_view(delimiter).substr(2))) return unreadable("it does not begin with its boundary");
  body.remove_prefix(delimiter.size() - 2);
  std::vector<std::string_view> out;
  while (!body.starts_with("--")) {
    if (!body.starts_with("\r\n")) return unreadable("a boundary is followed by neither a part nor the end");
    body.remove_prefix(2);
    const auto end = body.find(delimiter);
    if (end == std::string_view::npos) return unreadable("it was cut off on its way");
    if (out.size() == most_parts) return unreadable("it has more than 200 parts");
    out.push_back(body.substr(0, end));
    body.remove_prefix(end + delimiter.size());
  }
  return out;
}

} // namespace

Result<Form> Form::read(const http::Request& request) {
  const std::string_view type = request.header("content-type");
  const std::string kind = lower(type.substr(0, type.find(';')));
  if (kind == "application/x-www-form-urlencoded") {
    auto target = http::parse_target("/", request.body);
    if (!target) return unreadable("a field is not text in UTF-8");
    const bool sound = std::all_of(target->query.begin(), target->query.end(), [](const auto& f) { return is_text(f.second); });
    if (!sound) return unreadable("a field holds a NUL or is not text in UTF-8");
    return Form(std::move(target->query));
  }
  if (kind != "multipart/form-data")
    return Error{ErrorKind::invalid,
                 "This address takes a form of its own page, as application/x-www-form-urlencoded or multipart/form-data.",
                 {},
                 {}};
  const auto boundary = parameter(type, "boundary");
  if (!boundary || boundary->empty() || boundary->size() > 70) return unreadable("its boundary is not stated");
  const auto parts = parts_between(request.body, *boundary);
  if (!parts) return parts.error();
  Form form;
  for (const std::string_view one : *parts) {
    const auto part = part_of(one);
    if (!part) return part.error();
    if (!is_text(part->name) || (part->file_name && !is_text(*part->file_name))) return unreadable("a name is not text in UTF-8");
    if (part->file_name) {
      if (!part->file_name->empty() || !part->bytes.empty())
        form.files_.emplace_back(part->name, Upload{*part->file_name, std::string(part->bytes)});
      continue;
    }
    if (!is_text(part->bytes)) return unreadable("a field holds a NUL or is not text in UTF-8");
    form.fields_.emplace_back(part->name, std::string(part->bytes));
  }
  return form;
}

std::string Form::value(std::string_view field) const {
  const auto found = std::find_if(fields_.begin(), fields_.end(), [&](const auto& f) { return f.first == field; });
  if (found == fields_.end()) return {};
  const std::string& text = found->second;
  const auto first = text.find_first_not_of(" \t\r\n");
  return first == std::string::npos ? std::string() : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

const Upload* Form::file(std::string_view field) const {
  const auto found = std::find_if(files_.begin(), files_.end(), [&](const auto& f) { return f.first == field; });
  return found == files_.end() ? nullptr : &found->second;
}

void Form::set(std::string_view field, std::string value) {
  std::erase_if(fields_, [&](const auto& f) { return f.first == field; });
  fields_.emplace_back(std::string(field), std::move(value));
}

} // namespace openward::pages
