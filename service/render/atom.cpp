#include "service/render/atom.h"

namespace openward::render {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
    case '&':
      out += "&amp;";
      break;
    case '<':
      out += "&lt;";
      break;
    case '>':
      out += "&gt;";
      break;
    case '"':
      out += "&quot;";
      break;
    case '\'':
      out += "&apos;";
      break;
    case '\t':
    case '\n':
      out += c;
      break;
    default:
      out += (c >= 0 && c < ' ') || c == '\x7f' ? std::string("\xEF\xBF\xBD") : std::string(1, c);
    }
  }
  // U+FFFE and U+FFFF are no characters of XML.
  for (const std::string_view none : {std::string_view("\xEF\xBF\xBE"), std::string_view("\xEF\xBF\xBF")}) {
    for (auto at = out.find(none); at != std::string::npos; at = out.find(none, at)) out.replace(at, none.size(), "\xEF\xBF\xBD");
  }
  return out;
}

void element(std::string& out, std::string_view indent, std::string_view name, std::string_view text) {
  out += std::string(indent) + "<" + std::string(name) + ">" + escaped(text) + "</" + std::string(name) + ">\n";
}

void links(std::string& out, std::string_view indent, const std::vector<AtomLink>& all) {
  for (const AtomLink& link : all) {
    out += std::string(indent) + "<link rel=\"" + escaped(link.rel) + "\"";
    if (!link.type.empty()) out += " type=\"" + escaped(link.type) + "\"";
    out += " href=\"" + escaped(link.href) + "\"/>\n";
  }
}

void entry(std::string& out, const AtomEntry& one) {
  out += "  <entry>\n";
  element(out, "    ", "id", one.id);
  element(out, "    ", "title", one.title);
  element(out, "    ", "published", one.published.iso());
  element(out, "    ", "updated", one.updated.iso());
  for (const std::string& category : one.categories) out += "    <category term=\"" + escaped(category) + "\"/>\n";
  links(out, "    ", one.links);
  out += "    <summary type=\"text\">" + escaped(one.summary) + "</summary>\n  </entry>\n";
}

} // namespace

std::string atom_xml(const AtomFeed& feed) {
  std::string out = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en-GB\">\n";
  element(out, "  ", "id", feed.id);
  element(out, "  ", "title", feed.title);
  element(out, "  ", "subtitle", feed.subtitle);
  element(out, "  ", "updated", feed.updated.iso());
  out += "  <author><name>" + escaped(feed.author) + "</name></author>\n";
  element(out, "  ", "rights", feed.rights);
  links(out, "  ", feed.links);
  for (const AtomEntry& one : feed.entries) entry(out, one);
  return out + "</feed>\n";
}

} // namespace openward::render
