#include "exchange/workbook/xml_part.h"

#include <expat.h>

#include <algorithm>
#include <memory>
#include <new>

namespace openward::exchange {
namespace {

constexpr std::int64_t longest_tag = 4LL * 1024 * 1024; // a tag is held whole until it ends
// What one piece of a sheet means is held until the piece was read: short cells may stand for long texts.
constexpr std::size_t fed_at_once = 8 * 1024;

std::string_view local(const char* name) {
  const std::string_view whole(name);
  const auto colon = whole.rfind(':');
  return colon == std::string_view::npos ? whole : whole.substr(colon + 1);
}

struct Reading {
  XmlEvents& events;
  XML_Parser parser = nullptr;
  bool declares_type = false;
};

Reading& reading_of(void* user) { return *static_cast<Reading*>(user); }

extern "C" {
static void openward_xml_begin(void* user, const XML_Char* name, const XML_Char** attributes) {
  reading_of(user).events.begin(local(name), XmlAttributes(attributes));
}
static void openward_xml_end(void* user, const XML_Char* name) { reading_of(user).events.end(local(name)); }
static void openward_xml_text(void* user, const XML_Char* text, int size) {
  reading_of(user).events.text(std::string_view(text, static_cast<std::size_t>(size)));
}
static void openward_xml_doctype(void* user, const XML_Char*, const XML_Char*, const XML_Char*, int) {
  reading_of(user).declares_type = true;
  XML_StopParser(reading_of(user).parser, XML_FALSE);
}
}

Error broken(const std::string& part, const std::string& why) {
  return Error{ErrorKind::unsupported,
               "The file is an Excel workbook (.xlsx) that is damaged: its part " + part + " " + why +
                   ". Fetch it again; or open it in a spreadsheet program and save it as CSV.",
               {},
               {}};
}

} // namespace

std::string_view XmlAttributes::operator[](std::string_view name) const {
  for (const char** at = pairs_; *at != nullptr; at += 2)
    if (local(*at) == name) return at[1];
  return {};
}

Result<> read_xml(const ZipParts& parts, const std::string& name, XmlEvents& events) {
  const std::unique_ptr<std::remove_pointer_t<XML_Parser>, void (*)(XML_Parser)> parser(XML_ParserCreate(nullptr), XML_ParserFree);
  if (!parser) throw std::bad_alloc();
  Reading reading{events, parser.get()};
  XML_SetUserData(parser.get(), &reading);
  XML_SetElementHandler(parser.get(), openward_xml_begin, openward_xml_end);
  XML_SetCharacterDataHandler(parser.get(), openward_xml_text);
  XML_SetStartDoctypeDeclHandler(parser.get(), openward_xml_doctype);
  std::int64_t fed = 0;
  bool stopped = false;
  const auto feed = [&](std::string_view piece) -> Result<bool> {
    if (XML_Parse(parser.get(), piece.data(), static_cast<int>(piece.size()), 0) != XML_STATUS_OK) {
      if (reading.declares_type) return broken(name, "declares a document type, as no workbook does");
      return broken(name, std::string("is no sound XML: ") + XML_ErrorString(XML_GetErrorCode(parser.get())));
    }
    fed += static_cast<std::int64_t>(piece.size());
    if (fed - XML_GetCurrentByteIndex(parser.get()) > longest_tag) return broken(name, "has a tag of more than 4 MiB");
    return events.more();
  };
  auto read = parts.read(name, [&](std::string_view piece) -> Result<bool> {
    while (!piece.empty()) {
      auto more = feed(piece.substr(0, fed_at_once));
      if (!more) return more;
      if (!*more) {
        stopped = true;
        return false;
      }
      piece.remove_prefix(std::min(fed_at_once, piece.size()));
    }
    return true;
  });
  if (!read || stopped) return read;
  if (XML_Parse(parser.get(), "", 0, 1) != XML_STATUS_OK)
    return broken(name, std::string("is cut short: ") + XML_ErrorString(XML_GetErrorCode(parser.get())));
  auto more = events.more();
  if (!more) return more.error();
  return Done{};
}

} // namespace openward::exchange
