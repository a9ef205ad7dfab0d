#include "service/cli/export_ocds.h"

#include "exchange/ocds/write/package.h"
#include "service/app/ocds.h"

#include <algorithm>

namespace openward::cli {
namespace {

using exchange::PackageOf;

/// What was published over several lines is brought onto one: line ends inside JSON are white space between its tokens.
std::string line_of(std::string_view json) {
  std::string line(json);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return line + "\n";
}

} // namespace

Result<OcdsExported> export_ocds(persistence::Session& s, const OcdsExport& asked, Instant now, OutputFile& file) {
  app::OcdsReader reader(s);
  const PackageOf what = asked.records ? PackageOf::records : PackageOf::releases;
  if (!asked.lines) {
    const std::string uri = asked.base + (asked.records ? "/ocds/records" : "/ocds/releases");
    if (auto done = file.write(package_opening(what, {asked.base, uri, reader.last_change().value_or(now)})); !done) return done.error();
  }
  bool first = true;
  const auto sink = [&](std::string_view json) -> Result<> {
    if (asked.lines) return file.write(line_of(json));
    if (!first) {
      if (auto done = file.write(",\n"); !done) return done;
    }
    first = false;
    return file.write(json);
  };
  const auto page = asked.records ? reader.records("", app::everything, asked.versioned, sink) : reader.releases("", app::everything, sink);
  if (!page) return page.error();
  if (!asked.lines) {
    if (auto done = file.write(exchange::package_closing({"", page->synthetic, page->withheld}) + "\n"); !done) return done.error();
  }
  return OcdsExported{page->written, page->withheld, static_cast<std::int64_t>(page->synthetic.size())};
}

} // namespace openward::cli
