#include "service/render/manifest.h"

#include "service/render/csvw.h"
#include "service/render/json.h"
#include "service/render/workbook.h"

#include <rapidjson/document.h>
#include <rapidjson/prettywriter.h>

namespace openward::render {
namespace {

using rapidjson::Value;

void write_file(Json& out, const ManifestFile& file) {
  out.object().member("file", file.file).member("what", file.what).member("description", file.description);
  out.member("media_type", file.media_type).member("rows", file.rows).member("bytes", static_cast<std::int64_t>(file.bytes));
  out.member("sha256", file.sha256).key("filter").object();
  for (const auto& term : file.filter) {
    out.key((term.exclude ? "not_" : "") + term.name).array();
    for (const std::string& value : term.values) out.text(value);
    out.end_array();
  }
  out.end_object();
  if (!file.address.empty()) out.member("address", file.address);
  if (!file.metadata.empty()) out.member("metadata", file.metadata);
  out.key("columns").array();
  for (const std::string& column : file.columns) out.text(column);
  out.end_array().end_object();
}

/// A manifest is read by people too: a member on each line.
std::string on_lines(const std::string& json) {
  rapidjson::Document document;
  document.Parse(json.data(), json.size());
  rapidjson::StringBuffer buffer;
  rapidjson::PrettyWriter<rapidjson::StringBuffer> writer(buffer);
  writer.SetIndent(' ', 2);
  writer.SetFormatOptions(rapidjson::kFormatSingleLineArray);
  document.Accept(writer);
  return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

std::string text_of(const Value& of, const char* name) {
  const auto member = of.FindMember(name);
  return member != of.MemberEnd() && member->value.IsString() ? member->value.GetString() : std::string();
}

std::int64_t number_of(const Value& of, const char* name) {
  const auto member = of.FindMember(name);
  return member != of.MemberEnd() && member->value.IsInt64() ? member->value.GetInt64() : -1;
}

const Value* list_of(const Value& of, const char* name) {
  const auto member = of.FindMember(name);
  return member != of.MemberEnd() && member->value.IsArray() ? &member->value : nullptr;
}

Error no_manifest(std::string_view name, const std::string& why) {
  return invalid(std::string(name) + " is not a manifest of the register: " + why +
                 ". Name the folder of an export or of a backup, or the " + "manifest beside an exported file.");
}

/// A plain name: whoever made the manifest must not choose what else is read or compared on this machine.
bool stays_inside(const std::string& file) {
  return !file.empty() && file.find('/') == std::string::npos && file.find('\0') == std::string::npos && file != "." && file != "..";
}

Result<ManifestFile> file_of(const Value& value, std::string_view name) {
  if (!value.IsObject()) return no_manifest(name, "`files` holds something that is no object");
  ManifestFile out;
  out.file = text_of(value, "file");
  out.what = text_of(value, "what");
  out.media_type = text_of(value, "media_type");
  out.rows = number_of(value, "rows");
  const std::int64_t bytes = number_of(value, "bytes");
  out.sha256 = text_of(value, "sha256");
  out.metadata = text_of(value, "metadata");
  if (!stays_inside(out.file)) return no_manifest(name, "the file \"" + out.file + "\" does not lie in its folder");
  if (out.rows < 0 || bytes < 0 || out.sha256.size() != 64)
    return no_manifest(name, "rows, bytes or sha256 of " + out.file + " are missing");
  out.bytes = static_cast<std::uint64_t>(bytes);
  const Value* columns = list_of(value, "columns");
  if (columns == nullptr) return out;
  for (const Value& column : columns->GetArray()) {
    if (column.IsString()) out.columns.emplace_back(column.GetString(), column.GetStringLength());
  }
  return out;
}

} // namespace

std::string manifest_json(const Manifest& manifest) {
  Json out;
  out.object().member("openward", manifest.kind).member("program", manifest.program).member("schema", manifest.schema);
  out.member("seq", manifest.seq).member("made_at", manifest.made_at.iso()).member("people", manifest.people ? "in full" : "withheld");
  out.key("licence").object().member("name", licence).member("uri", licence_uri).end_object();
  out.key("files").array();
  for (const ManifestFile& file : manifest.files) write_file(out, file);
  return on_lines(out.end_array().end_object().take());
}

Result<Manifest> read_manifest(std::string_view json, std::string_view name) {
  rapidjson::Document document;
  document.Parse(json.data(), json.size());
  if (document.HasParseError() || !document.IsObject()) return no_manifest(name, "it is no JSON object");
  Manifest out;
  out.kind = text_of(document, "openward");
  if (out.kind != "export" && out.kind != "backup") return no_manifest(name, "its member `openward` is neither \"export\" nor \"backup\"");
  out.program = text_of(document, "program");
  out.schema = static_cast<int>(number_of(document, "schema"));
  out.seq = number_of(document, "seq");
  out.people = text_of(document, "people") == "in full";
  const auto made_at = Instant::parse(text_of(document, "made_at"));
  if (!made_at) return no_manifest(name, "its member `made_at` is no instant");
  out.made_at = *made_at;
  const Value* files = list_of(document, "files");
  if (files == nullptr) return no_manifest(name, "it has no list `files`");
  for (const Value& value : files->GetArray()) {
    auto file = file_of(value, name);
    if (!file) return file.error();
    out.files.push_back(*std::move(file));
  }
  return out;
}

} // namespace openward::render
