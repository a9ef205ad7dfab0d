#include "explored.h"

#include "service/app/demo.h"
#include "tests/support/catch.h"

#include <expat.h>

#include <array>
#include <stdexcept>
#include <utility>

namespace openward::test {

Register& explored() {
  static Register one;
  static const bool loaded = [] {
    const auto done = app::load_demo(one.database(), noon, OPENWARD_REFERENCE);
    if (!done) throw std::runtime_error(done.error().message + " " + done.error().internal);
    return true;
  }();
  (void)loaded;
  return one;
}

const std::string& payer() {
  static const std::string id = json(explored(), "/v1/payments?limit=1")["data"][0]["payer"]["id"].GetString();
  return id;
}

std::string malformed(const http::Response& response) {
  XML_Parser parser = XML_ParserCreate("UTF-8");
  const bool sound = XML_Parse(parser, response.body.data(), static_cast<int>(response.body.size()), 1) != XML_STATUS_ERROR;
  std::string out =
      sound ? std::string()
            : std::string(XML_ErrorString(XML_GetErrorCode(parser))) + " in line " + std::to_string(XML_GetCurrentLineNumber(parser));
  XML_ParserFree(parser);
  return out;
}

std::string page(Register& reg, std::string_view target) {
  const auto response = reg.get(target);
  INFO(target << " " << response.body.substr(0, 2000));
  REQUIRE(response.status == 200);
  CHECK(malformed(response) == "");
  return response.body;
}

std::vector<std::string> all_after(const std::string& text, std::string_view before) {
  std::vector<std::string> out;
  for (auto at = text.find(before); at != std::string::npos; at = text.find(before, at + 1)) {
    const auto begin = at + before.size();
    out.push_back(text.substr(begin, text.find('"', begin) - begin));
  }
  return out;
}

std::string unescaped(std::string text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> pairs{
      {{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&apos;", "'"}, {"&amp;", "&"}}};
  for (const auto& [from, to] : pairs) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
  }
  return text;
}

rapidjson::Document json(Register& reg, std::string_view target) {
  const auto response = reg.get(target);
  INFO(target << " " << response.body.substr(0, 500));
  REQUIRE(response.status == 200);
  rapidjson::Document out;
  out.Parse(response.body.data(), response.body.size());
  REQUIRE_FALSE(out.HasParseError());
  return out;
}

std::int64_t pence(std::string_view decimal) {
  std::int64_t out = 0;
  for (const char c : decimal) {
    if (c >= '0' && c <= '9') out = out * 10 + (c - '0');
  }
  return decimal.starts_with('-') ? -out : out;
}

std::string pounds(std::int64_t pence) {
  std::string digits = std::to_string((pence < 0 ? -pence : pence) / 100);
  for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3) digits.insert(static_cast<std::size_t>(at), ",");
  return (pence < 0 ? "−£" : "£") + digits;
}

} // namespace openward::test
