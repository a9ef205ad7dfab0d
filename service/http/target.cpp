#include "service/http/target.h"

#include "service/http/syntax.h"

#include <optional>

namespace openward::http {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

enum class Plus { literal, space };

std::optional<std::string> percent_decoded(std::string_view raw, Plus plus) {
  std::string out;
  out.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '+' && plus == Plus::space) {
      out += ' ';
    } else if (raw[i] != '%') {
      out += raw[i];
    } else {
      if (i + 2 >= raw.size()) return std::nullopt;
      const int high = hex_value(raw[i + 1]);
      const int low = hex_value(raw[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return out;
}

Error bad_path(std::string why) { return invalid("The path cannot be read: " + std::move(why) + "."); }

Result<std::string> read_segment(std::string_view raw) {
  auto segment = percent_decoded(raw, Plus::literal);
  if (!segment) return bad_path("a percent sign must be followed by two hexadecimal digits; write %25 for the sign itself");
  if (has_control(*segment)) return bad_path("it contains a control character; remove it");
  if (!valid_utf8(*segment)) return bad_path("its decoded bytes are not UTF-8; encode the text as UTF-8 before percent-encoding it");
  if (*segment == "." || *segment == "..") return bad_path("the segments \".\" and \"..\" are not resolved here; send the resolved path");
  return std::move(*segment);
}

Result<std::vector<std::string>> read_path(std::string_view raw) {
  if (raw.empty() || raw.front() != '/') return bad_path("it must begin with a slash");
  std::vector<std::string> segments;
  raw.remove_prefix(1);
  if (raw.empty()) return segments;
  for (;;) {
    const auto slash = raw.find('/');
    const bool last = slash == raw.npos;
    if (!last && slash == 0) return bad_path("it has an empty segment; write single slashes");
    auto segment = read_segment(raw.substr(0, slash));
    if (!segment) return segment.error();
    segments.push_back(*std::move(segment));
    if (last) return segments;
    raw.remove_prefix(slash + 1);
  }
}

Error bad_query(const std::string& name, std::string_view code, std::string why) {
  return invalid_at(name.empty() ? std::string("query") : name, std::string(code), "The query cannot be read: " + std::move(why) + ".");
}

std::optional<Error> text_fault(const std::string& name, std::string_view decoded) {
  if (decoded.find('\0') != decoded.npos) return bad_query(name, "nul_character", "it contains %00; remove it");
  if (!valid_utf8(decoded)) return bad_query(name, "not_utf8", "its decoded bytes are not UTF-8; encode the text as UTF-8 first");
  return std::nullopt;
}

Result<Parameters> read_query(std::string_view raw) {
  Parameters out;
  while (!raw.empty()) {
    const auto end = raw.find('&');
    const auto piece = raw.substr(0, end);
    raw = end == raw.npos ? std::string_view{} : raw.substr(end + 1);
    if (piece.empty()) continue;
    const auto equals = piece.find('=');
    auto name = percent_decoded(piece.substr(0, equals), Plus::space);
    auto value = equals == piece.npos ? std::string{} : percent_decoded(piece.substr(equals + 1), Plus::space);
    if (!name || !value)
      return bad_query({}, "bad_percent", "a percent sign must be followed by two hexadecimal digits; write %25 for the sign itself");
    if (auto fault = text_fault({}, *name)) return *fault;
    if (auto fault = text_fault(*name, *value)) return *fault;
    out.emplace_back(*std::move(name), *std::move(value));
  }
  return out;
}

} // namespace

Result<Target> parse_target(std::string_view raw_path, std::string_view raw_query) {
  auto segments = read_path(raw_path);
  if (!segments) return segments.error();
  auto query = read_query(raw_query);
  if (!query) return query.error();
  return Target{*std::move(segments), *std::move(query)};
}

} // namespace openward::http
