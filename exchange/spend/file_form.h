#pragma once
// What a file is, judged by its bytes and never by its name, and how its text is encoded. Pure functions; safe from any thread.

#include "domain/result.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace openward::exchange {

enum class Encoding { utf8, utf8_bom, utf16le, utf16be, windows1252 };
std::string_view to_string(Encoding);
std::optional<Encoding> encoding_from(std::string_view);

struct TextFile {
  Encoding encoding = Encoding::utf8;
  std::string_view body; // the bytes after a byte order mark
};

/// A file of text, in the encoding that its bytes tell unless one is `stated`. Errors name what the file is instead (PDF, web page, empty,
/// …) and what to do about it.
Result<TextFile> recognise_text(std::string_view bytes, std::optional<Encoding> stated = {});

/// Hands the text over as UTF-8, in pieces of at most some tens of kilobytes, whatever the size of the file. Stops early, without an
/// error, when `piece` answers false.
Result<> each_piece(const TextFile& file, const std::function<Result<bool>(std::string_view)>& piece);

} // namespace openward::exchange
