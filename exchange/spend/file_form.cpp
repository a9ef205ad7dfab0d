#include "exchange/spend/file_form.h"

#include "domain/text.h"
#include "exchange/files/file.h"

#include <iconv.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace openward::exchange {
namespace {

constexpr std::size_t piece_size = 64 * 1024;

struct Signature {
  std::string_view bytes;
  std::string_view message;
};

// Ordered: the first that fits is the answer.
constexpr std::array<Signature, 5> signatures = {{
    {"%PDF", "The file is a PDF, not a table. Ask the publisher for the CSV, or export the table from the PDF and check its total."},
    {"PK\x05\x06", "The file is an empty ZIP archive. Fetch it again from the publisher."},
    {"\x1F\x8B", "The file is compressed (gzip). Unpack it first."},
    {"{\\rtf", "The file is a rich text document, not a table. Save its table as CSV."},
    {"{", "The file is JSON, not CSV. If it is an OCDS release package, import it as OCDS."},
}};

Error unsupported(std::string_view message) { return Error{ErrorKind::unsupported, std::string(message), {}, {}}; }

std::optional<Error> not_text(std::string_view bytes) {
  const std::string_view text = detail::trimmed(bytes);
  if (text.empty()) return unsupported("The file is empty. Fetch it again from the publisher.");
  for (const Signature& s : signatures)
    if (text.starts_with(s.bytes)) return unsupported(s.message);
  if (text.front() == '<') {
    const std::string head = detail::lower(text.substr(0, 4096));
    const bool page = head.starts_with("<!doctype html") || head.find("<html") != head.npos;
    return unsupported(
        page ? "The file is a web page (HTML), not a table: often an error page or a sign-in page saved under the table's name. "
               "Open the address in a browser and fetch the CSV itself."
             : "The file is XML or HTML, not CSV. Fetch the CSV from the publisher.");
  }
  return std::nullopt;
}

/// Owns an iconv descriptor.
class Converter {
 public:
  explicit Converter(const char* from) : handle_(iconv_open("UTF-8", from)) {}
  ~Converter() {
    if (usable()) iconv_close(handle_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
  bool usable() const { return handle_ != iconv_t(-1); }

  /// Converts as much of `in` as fits and drops it from `in`. Bytes that mean nothing in the encoding become U+FFFD, one for one unit:
  /// the row they stand in is still worth having.
  std::string_view take(std::string_view& in, std::size_t unit) {
    std::size_t out_left = buffer_.size();
    char* out = buffer_.data();
    while (!in.empty() && out_left > replacement.size()) {
      char* from = const_cast<char*>(in.data()); // iconv's signature; it does not write there
      std::size_t left = in.size();
      const std::size_t done = iconv(handle_, &from, &left, &out, &out_left);
      const int why = errno;
      in = in.substr(in.size() - left);
      if (done != static_cast<std::size_t>(-1) || why == E2BIG) break;
      in = in.substr(std::min(unit, in.size()));
      out = std::copy(replacement.begin(), replacement.end(), out);
      out_left -= replacement.size();
    }
    return {buffer_.data(), buffer_.size() - out_left};
  }

 private:
  static constexpr std::string_view replacement = "\xEF\xBF\xBD";
  iconv_t handle_;
  std::array<char, piece_size> buffer_{};
};

struct Looked {
  std::optional<std::size_t> nul; // where the first one stands
  bool utf8 = true;
};

/// Looks through the whole text, some megabytes at a time.
Looked look_through(std::string_view bytes) {
  Looked looked;
  for (std::size_t begin = 0; begin < bytes.size();) {
    std::size_t end = std::min(bytes.size(), begin + bytes_passed_at_once);
    // Never within a character, which has at most three bytes behind its first.
    for (int back = 0; back < 3 && end < bytes.size() && (static_cast<unsigned char>(bytes[end]) & 0xC0U) == 0x80U; ++back) --end;
    const std::string_view piece = bytes.substr(begin, end - begin);
    if (const void* nul = std::memchr(piece.data(), '\0', piece.size())) {
      looked.nul = static_cast<std::size_t>(static_cast<const char*>(nul) - bytes.data());
      return looked;
    }
    looked.utf8 = looked.utf8 && simdjson::validate_utf8(piece.data(), piece.size());
    passed_over(piece);
    begin = end;
  }
  return looked;
}

Error nul_byte(std::size_t at) {
  return invalid("The file has a NUL byte at offset " + std::to_string(at) +
                 ": it is damaged, or UTF-16 without a byte order mark. Save it again as \"CSV UTF-8\", or say its encoding (utf-16le).");
}

/// As a person said, who may be wrong.
Result<TextFile> in_encoding(std::string_view bytes, Encoding encoding) {
  const std::size_t whole = bytes.size();
  for (const std::string_view mark : {"\xFF\xFE", "\xFE\xFF", "\xEF\xBB\xBF"}) {
    if (!bytes.starts_with(mark)) continue;
    bytes.remove_prefix(mark.size());
    break;
  }
  if (auto error = not_text(bytes)) return *std::move(error);
  if (encoding == Encoding::utf16le || encoding == Encoding::utf16be) return TextFile{encoding, bytes};
  const Looked looked = look_through(bytes);
  if (looked.nul) return nul_byte(*looked.nul + whole - bytes.size());
  const bool eight_bits = encoding == Encoding::utf8 || encoding == Encoding::utf8_bom;
  if (eight_bits && !looked.utf8)
    return invalid_at("encoding", "not_utf8", "The file is not UTF-8 throughout. Leave the encoding out, or say windows-1252.");
  return TextFile{encoding, bytes};
}

} // namespace

std::string_view to_string(Encoding e) {
  switch (e) {
  case Encoding::utf8:
    return "utf-8";
  case Encoding::utf8_bom:
    return "utf-8-bom";
  case Encoding::utf16le:
    return "utf-16le";
  case Encoding::utf16be:
    return "utf-16be";
  case Encoding::windows1252:
    return "windows-1252";
  }
  return "utf-8";
}

std::optional<Encoding> encoding_from(std::string_view word) {
  for (const Encoding e : {Encoding::utf8, Encoding::utf8_bom, Encoding::utf16le, Encoding::utf16be, Encoding::windows1252})
    if (to_string(e) == word) return e;
  return std::nullopt;
}

Result<TextFile> recognise_text(std::string_view bytes, std::optional<Encoding> stated) {
  if (stated) return in_encoding(bytes, *stated);
  if (bytes.starts_with("\xFF\xFE")) return TextFile{Encoding::utf16le, bytes.substr(2)};
  if (bytes.starts_with("\xFE\xFF")) return TextFile{Encoding::utf16be, bytes.substr(2)};
  const bool marked = bytes.starts_with("\xEF\xBB\xBF");
  if (marked) bytes.remove_prefix(3);
  if (auto error = not_text(bytes)) return *std::move(error);
  const Looked looked = look_through(bytes);
  if (looked.nul) return nul_byte(*looked.nul + (marked ? 3 : 0));
  if (looked.utf8) return TextFile{marked ? Encoding::utf8_bom : Encoding::utf8, bytes};
  return TextFile{Encoding::windows1252, bytes};
}

namespace {

/// Gives back what is read of a text that is read from its beginning to its end.
class Behind {
 public:
  explicit Behind(std::string_view text) : text_(text) {}
  void stands_before(std::size_t left) {
    const std::size_t read = text_.size() - left;
    if (read < bytes_passed_at_once) return;
    passed_over(text_.substr(0, read));
    text_.remove_prefix(read);
  }

 private:
  std::string_view text_; // not given back yet
};

} // namespace

Result<> each_piece(const TextFile& file, const std::function<Result<bool>(std::string_view)>& piece) {
  std::string_view rest = file.body;
  Behind behind(rest);
  if (file.encoding == Encoding::utf8 || file.encoding == Encoding::utf8_bom) {
    for (; !rest.empty(); rest.remove_prefix(std::min(piece_size, rest.size()))) {
      behind.stands_before(rest.size());
      auto more = piece(rest.substr(0, piece_size));
      if (!more) return more.error();
      if (!*more) break;
    }
    return Done{};
  }
  const bool wide = file.encoding != Encoding::windows1252;
  if (wide && rest.size() % 2 != 0)
    return invalid("The file is UTF-16 and ends in the middle of a character: it was cut short. Fetch it again.");
  Converter converter(!wide ? "CP1252" : file.encoding == Encoding::utf16le ? "UTF-16LE" : "UTF-16BE");
  if (!converter.usable()) {
    return Error{ErrorKind::internal,
                 "This system cannot read " + std::string(to_string(file.encoding)) + " text. Save the file as UTF-8.",
                 {},
                 "iconv_open failed"};
  }
  while (!rest.empty()) {
    behind.stands_before(rest.size());
    const std::string_view text = converter.take(rest, wide ? 2 : 1);
    if (wide && text.find('\0') != text.npos)
      return invalid("The file has a NUL character: it is damaged. Save it again as \"CSV UTF-8\".");
    auto more = piece(text);
    if (!more) return more.error();
    if (!*more) break;
  }
  return Done{};
}

} // namespace openward::exchange
