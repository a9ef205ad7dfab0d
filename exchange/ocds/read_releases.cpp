// Framing: finds the releases of a file and hands each on as its own bytes.
//
//   file           = [BOM] (package | record package | release | array | lines)
//   package        = { "releases": [release*], ... }          pointer /releases/N
//   record package = { "records": [ { "releases": [release*] } ] }   pointer /records/N/releases/M
//   array          = [ (release | package | record package)* ]     pointer /N, /N/releases/M
//   lines          = one release, package or record package a line   pointer #L7, #L7/releases/M
//
// Members may repeat in JSON; here and in the reading of a notice the first one of a name is the one that counts.

#include "exchange/ocds/json_scan.h"
#include "exchange/ocds/release_reader.h"
#include "exchange/ocds/sniff.h"

#include <cstring>
#include <vector>

namespace openward::exchange {
namespace {

constexpr std::size_t largest_file = std::size_t{1} << 30;
constexpr std::size_t deepest_release = 64; // real releases nest about twelve deep

struct Found {
  std::string pointer;
  Skipped extent{};
  std::string ocid;
  std::string id;
  std::string date;
  bool object = false;
  bool linked = false;
  bool compiled = false;
  bool refuse_as_record = false; // a record without releases of its own
};

struct Document {
  std::string form;
  std::string publisher;
  std::vector<Found> found;
};

using Fault = std::optional<ScanFault>;

/// The text of a string or of a number: some publishers write ids without quotation marks.
std::string scalar_text(std::string_view raw) {
  if (!raw.empty() && raw.front() == '"') return unescaped(raw.substr(1, raw.size() - 2));
  return !raw.empty() && (raw.front() == '-' || (raw.front() >= '0' && raw.front() <= '9')) ? std::string(raw) : std::string();
}

class Framer {
 public:
  explicit Framer(std::string_view bytes, std::size_t from = 0) : bytes_(bytes), scan_(bytes, from) {}

  /// The whole text is one JSON value and nothing else.
  Fault document(Document& doc, const std::string& pointer) {
    Fault f = scan_.peek() == '[' ? array(doc, pointer) : root(doc, pointer, false);
    if (!f && scan_.peek() != '\0') f = scan_.fault("the JSON value ends here, but the file goes on");
    return f;
  }

 private:
  Fault array(Document& doc, const std::string& pointer) {
    doc.form = "release_array";
    return scan_.each_element([&](std::size_t i) { return root(doc, pointer + '/' + std::to_string(i), true); });
  }

  Fault root(Document& doc, const std::string& pointer, bool inside_array) {
    if (scan_.peek() != '{') return release(doc, pointer);
    Found self;
    self.pointer = pointer;
    self.object = true;
    bool releases = false;
    bool records = false;
    const std::size_t begin = scan_.position();
    const std::size_t before = doc.found.size();
    auto f = scan_.each_member(self.extent, [&](std::string_view key) -> Fault {
      const char next = scan_.peek();
      if (key == "releases" && next == '[' && !releases) {
        releases = true;
        return scan_.each_element([&](std::size_t i) { return release(doc, pointer + "/releases/" + std::to_string(i)); });
      }
      if (key == "records" && next == '[' && !records) {
        records = true;
        return scan_.each_element([&](std::size_t i) { return record(doc, pointer + "/records/" + std::to_string(i)); });
      }
      if (key == "publisher" && next == '{') return publisher(doc, self.extent);
      return member(self, key);
    });
    if (f) return f;
    const bool package = releases || records;
    if (!inside_array && doc.form.empty()) doc.form = records ? "record_package" : releases ? "release_package" : "release";
    if (package) return std::nullopt;
    doc.found.resize(before);
    self.extent.begin = begin;
    self.extent.end = scan_.position();
    ++self.extent.depth; // its members were measured, not itself
    doc.found.push_back(std::move(self));
    return std::nullopt;
  }

  Fault publisher(Document& doc, Skipped& seen) {
    return scan_.each_member(seen, [&](std::string_view key) -> Fault {
      Skipped value;
      if (auto f = scan_.skip_value(value)) return f;
      if (key == "name" && doc.publisher.empty()) doc.publisher = scalar_text(slice(value));
      return std::nullopt;
    });
  }

  Fault record(Document& doc, const std::string& pointer) {
    if (scan_.peek() != '{') return release(doc, pointer);
    Skipped seen;
    bool releases = false;
    const std::size_t begin = scan_.position();
    auto f = scan_.each_member(seen, [&](std::string_view key) -> Fault {
      if (key == "releases" && scan_.peek() == '[' && !releases) {
        releases = true;
        return scan_.each_element([&](std::size_t i) { return release(doc, pointer + "/releases/" + std::to_string(i)); });
      }
      return scan_.skip_value(seen);
    });
    if (f || releases) return f;
    Found self;
    self.pointer = pointer;
    self.extent.begin = begin;
    self.refuse_as_record = true;
    doc.found.push_back(std::move(self));
    return std::nullopt;
  }

  Fault release(Document& doc, std::string pointer) {
    Found found;
    found.pointer = std::move(pointer);
    found.object = scan_.peek() == '{';
    const std::size_t begin = scan_.position();
    Fault f = found.object ? scan_.each_member(found.extent, [&](std::string_view key) { return member(found, key); })
                           : scan_.skip_value(found.extent);
    if (f) return f;
    found.extent.begin = begin;
    found.extent.end = scan_.position();
    ++found.extent.depth;
    doc.found.push_back(std::move(found));
    return std::nullopt;
  }

  /// One member of a release: what identifies it is read, the rest is moved over.
  Fault member(Found& found, std::string_view key) {
    if (auto f = scan_.skip_value(found.extent)) return f;
    const auto raw = slice(found.extent);
    if (key == "ocid" && found.ocid.empty())
      found.ocid = scalar_text(raw);
    else if (key == "id" && found.id.empty())
      found.id = scalar_text(raw);
    else if (key == "date" && found.date.empty())
      found.date = scalar_text(raw);
    else if (key == "url" && raw.size() > 2)
      found.linked = true;
    else if (key == "tag" && raw.find("\"compiled\"") != std::string_view::npos)
      found.compiled = true;
    return std::nullopt;
  }

  std::string_view slice(const Skipped& value) const { return bytes_.substr(value.begin, value.end - value.begin); }

  std::string_view bytes_;
  JsonScanner scan_;
};

std::optional<std::pair<std::string, std::string>> reason_to_refuse(const Found& r) {
  using P = std::pair<std::string, std::string>;
  if (r.refuse_as_record)
    return P{
        "no_releases",
        "The record holds no releases: a compiled release alone does not say what each notice said. Ask for the record with its releases."};
  if (!r.object) return P{"not_an_object", "A release must be a JSON object."};
  if (r.linked && (r.ocid.empty() || r.id.empty()))
    return P{"linked", "The release is linked, not included: fetch the address in `url` and import that file."};
  if (r.extent.depth > deepest_release)
    return P{"too_deep",
             "The release nests " + std::to_string(r.extent.depth) + " levels; at most " + std::to_string(deepest_release) + " are read."};
  if (r.extent.nul_escape) return P{"nul_byte", "The release contains the escape \\u0000, which no text may hold: remove it."};
  if (r.extent.lone_surrogate)
    return P{"bad_utf8", "The release contains half of a surrogate pair (\\ud800 to \\udfff): replace it by the whole character."};
  if (r.compiled) return P{"compiled", "A compiled release mixes the words of several notices: import the single releases instead."};
  if (r.ocid.empty()) return P{"no_ocid", "The release has no `ocid`: add the identifier of its procurement."};
  if (r.id.empty()) return P{"no_release_id", "The release has no `id`: add the identifier of the notice."};
  if (!Instant::parse(r.date))
    return P{"bad_date", "The release's `date` (\"" + r.date.substr(0, 40) + "\") is not a date: write it as 2026-08-10T09:00:00+01:00."};
  return std::nullopt;
}

/// Hands the releases of one framed document on. `base` is where the document begins in the file.
Result<> hand_over(std::string_view document, std::size_t base, const std::vector<Found>& found, const ReleaseSink& sink,
                   ReleaseFileSummary& summary) {
  for (const auto& r : found) {
    const std::uint64_t offset = base + r.extent.begin;
    if (auto reason = reason_to_refuse(r)) {
      ++summary.refused;
      if (sink.refused) sink.refused({r.pointer, offset, reason->first, reason->second});
      continue;
    }
    ++summary.releases;
    const auto json = document.substr(r.extent.begin, r.extent.end - r.extent.begin);
    if (auto done = sink.release({r.ocid, r.id, r.pointer, json, offset}); !done) return done.error();
  }
  return Done{};
}

Error broken(const ScanFault& f, std::size_t base) {
  const std::string byte = std::to_string(base + f.offset);
  if (f.at_end)
    return invalid_at("byte " + byte, "truncated",
                      "The file is cut off at byte " + byte + ": " + f.what + ". Fetch it again; nothing of it was taken.");
  return invalid_at("byte " + byte, "not_json", "The file is not JSON at byte " + byte + ": " + f.what + ". Nothing of it was taken.");
}

std::string_view trimmed(std::string_view s) {
  const auto first = s.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return s.substr(first, s.find_last_not_of(" \t\r\n") - first + 1);
}

/// Whether the first two lines that are not blank each hold an object of their own.
bool is_lines(std::string_view text) {
  text = trimmed(text);
  const auto first_end = text.find('\n');
  if (text.empty() || text.front() != '{' || first_end == std::string_view::npos) return false;
  const auto first = trimmed(text.substr(0, first_end));
  const auto rest = trimmed(text.substr(first_end));
  return first.back() == '}' && !rest.empty() && rest.front() == '{';
}

/// Every line stands for itself: a broken one is refused and the others are taken. A broken last line that has no line end is a cut-off
/// file, and nothing of it is taken.
Result<ReleaseFileSummary> read_lines(std::string_view bytes, std::size_t from, const ReleaseSink& sink) {
  ReleaseFileSummary summary;
  summary.form = "release_lines";
  const auto last_line = bytes.rfind('\n') + 1;
  if (!trimmed(bytes.substr(last_line)).empty()) {
    Document doc;
    if (auto f = Framer(bytes.substr(last_line)).document(doc, "")) return broken(*f, last_line);
  }
  std::size_t number = 1;
  for (std::size_t begin = from; begin < bytes.size(); ++number) {
    const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
    const auto line = bytes.substr(begin, end - begin);
    const std::string pointer = "#L" + std::to_string(number);
    if (!trimmed(line).empty()) {
      Document doc;
      if (auto f = Framer(line).document(doc, pointer)) {
        ++summary.refused;
        if (sink.refused)
          sink.refused(
              {pointer, begin + f->offset, "not_json",
               "Line " + std::to_string(number) + " is not JSON at byte " + std::to_string(begin + f->offset) + ": " + f->what + '.'});
      } else {
        if (summary.publisher.empty()) summary.publisher = doc.publisher;
        if (auto done = hand_over(line, begin, doc.found, sink, summary); !done) return done.error();
      }
    }
    begin = end + 1;
  }
  return summary;
}

/// The bytes may be read as JSON text at all. `from` is the length of the byte order mark.
Result<> readable(std::string_view bytes, std::size_t from) {
  if (bytes.size() > largest_file)
    return invalid_at("byte 1073741824", "too_large", "The file is larger than 1 GiB: split it into pages or into one release a line.");
  if (auto other = looks_unlike_json(bytes.substr(from)))
    return Error{ErrorKind::unsupported, "The file is not OCDS JSON. " + *other, {{"byte 0", "not_json", *other}}, {}};
  if (const void* nul = std::memchr(bytes.data(), 0, bytes.size())) {
    const std::string at = std::to_string(static_cast<const char*>(nul) - bytes.data());
    return invalid_at("byte " + at, "nul_byte",
                      "The file has a NUL byte at byte " + at + ": it is damaged or in UTF-16. Save it as UTF-8.");
  }
  if (const auto bad = first_bad_utf8(bytes)) {
    const std::string at = std::to_string(*bad);
    return invalid_at("byte " + at, "bad_utf8",
                      "The file is not UTF-8 at byte " + at +
                          ": it is probably in Windows-1252. Convert it (iconv -f WINDOWS-1252 -t UTF-8) and import it again.");
  }
  return Done{};
}

bool is_release_like(const Found& r) { return !r.ocid.empty() || r.linked || (!r.id.empty() && !r.date.empty()); }

} // namespace

Result<ReleaseFileSummary> read_releases(std::string_view bytes, const ReleaseSink& sink) {
  const std::size_t from = bytes.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0;
  if (auto ok = readable(bytes, from); !ok) return ok.error();
  if (is_lines(bytes.substr(from))) return read_lines(bytes, from, sink);

  Document doc;
  if (auto f = Framer(bytes, from).document(doc, "")) return broken(*f, 0);
  if (doc.form == "release" && !is_release_like(doc.found.front())) {
    return Error{ErrorKind::unsupported,
                 "The file is JSON, but not OCDS: an object with `releases`, `records` or an `ocid` was expected. It may be an error "
                 "message of the publisher.",
                 {{"", "not_ocds", "no releases, records or ocid"}},
                 {}};
  }
  ReleaseFileSummary summary;
  summary.form = doc.form;
  summary.publisher = doc.publisher;
  if (auto done = hand_over(bytes, 0, doc.found, sink, summary); !done) return done.error();
  return summary;
}

} // namespace openward::exchange
