#pragma once
// A page as a browser reads it, and a register with the demonstration data to ask for pages. One thread.

#include "register.h"
#include "service/app/demo.h"
#include "tests/support/catch.h"

#include <expat.h>
#include <rapidjson/document.h>

#include <set>
#include <string>
#include <vector>

namespace openward::test {

/// What a page holds; `fault` says why it is no XML.
struct ReadPage {
  std::string fault;
  int headings = 0; // h1
  std::string title;
  std::string text; // of everything, in order
  std::vector<std::string> links;
  std::set<std::string> ids;
  std::vector<std::string> forbidden; // what a policy without inline content would block
  bool in_title = false;
};

inline void began(void* to, const XML_Char* name, const XML_Char** attributes) {
  auto& page = *static_cast<ReadPage*>(to);
  const std::string element = name;
  if (element == "h1") ++page.headings;
  if (element == "title") page.in_title = true;
  bool has_source = false;
  for (const XML_Char** a = attributes; *a != nullptr; a += 2) {
    const std::string attribute = a[0];
    if (attribute == "href" && element == "a") page.links.emplace_back(a[1]);
    if (attribute == "id" && !page.ids.insert(a[1]).second) page.forbidden.push_back("id " + std::string(a[1]) + " twice");
    if (attribute == "style" || attribute.starts_with("on")) page.forbidden.push_back(element + " " + attribute);
    has_source = has_source || attribute == "src";
  }
  if (element == "style" || (element == "script" && !has_source)) page.forbidden.push_back(element);
}

inline void ended(void* to, const XML_Char*) { static_cast<ReadPage*>(to)->in_title = false; }

inline void said(void* to, const XML_Char* text, int length) {
  auto& page = *static_cast<ReadPage*>(to);
  page.text.append(text, static_cast<std::size_t>(length));
  if (page.in_title) page.title.append(text, static_cast<std::size_t>(length));
}

inline ReadPage read_page(const http::Response& response) {
  ReadPage out;
  XML_Parser parser = XML_ParserCreate("UTF-8");
  XML_SetUserData(parser, &out);
  XML_SetElementHandler(parser, began, ended);
  XML_SetCharacterDataHandler(parser, said);
  if (XML_Parse(parser, response.body.data(), static_cast<int>(response.body.size()), 1) == XML_STATUS_ERROR)
    out.fault = std::string(XML_ErrorString(XML_GetErrorCode(parser))) + " in line " + std::to_string(XML_GetCurrentLineNumber(parser));
  XML_ParserFree(parser);
  return out;
}

inline rapidjson::Document json(const http::Response& response) {
  rapidjson::Document out;
  out.Parse(response.body.data(), response.body.size());
  INFO(response.body.substr(0, 400));
  REQUIRE_FALSE(out.HasParseError());
  return out;
}

/// The demonstration data, loaded once.
inline Register& demonstration() {
  static Register one;
  static const bool loaded = [] {
    const auto done = app::load_demo(
        one.database(), [] { return noon(); }, std::string(OPENWARD_SOURCE_DIR) + "/reference");
    if (!done) throw std::runtime_error(done.error().message);
    return true;
  }();
  REQUIRE(loaded);
  return one;
}

} // namespace openward::test
