#pragma once
// The demonstration behind the whole router, loaded once for all tests that only read it. One thread.

#include "register.h"

#include <rapidjson/document.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace openward::test {

/// With the demonstration in it; tests do not write to it.
Register& explored();

/// The payer of the synthetic spend file, found through the API.
const std::string& payer();

/// "" where the page is well-formed XML, else what is wrong and where.
std::string malformed(const http::Response&);
/// The page, which is a 200 and well-formed.
std::string page(Register&, std::string_view target);
/// Every value between `before` and the next quotation mark.
std::vector<std::string> all_after(const std::string& text, std::string_view before);
/// `&amp;` and its like as they are read.
std::string unescaped(std::string text);

rapidjson::Document json(Register&, std::string_view target);
/// Pence of "1234.56".
std::int64_t pence(std::string_view decimal);
/// "£1,234" of 123456 pence, written here anew.
std::string pounds(std::int64_t pence);

} // namespace openward::test
