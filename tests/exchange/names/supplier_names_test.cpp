#include "exchange/names/codes.h"
#include "exchange/names/plain_text.h"
#include "exchange/names/supplier_names.h"
#include "tests/support/catch.h"

#include <tuple>

using namespace openward;
using namespace openward::exchange;
using matching::PartRole;
using matching::Trouble;

namespace {

/// "whole=X LTD main=X": the parts as one line.
std::string shown(const matching::SupplierString& s) {
  constexpr std::array<std::string_view, 9> roles{"whole",  "main",  "to_form",   "trading_as", "formerly",
                                                  "before", "after", "bracketed", "care_of"};
  std::string out;
  for (const auto& part : s.parts)
    out.append(out.empty() ? "" : "; ").append(roles[static_cast<std::size_t>(part.role)]).append("=").append(part.text);
  return out;
}

std::string codes_of(const matching::SupplierString& s) {
  std::string out;
  for (const auto& code : s.codes) out.append(out.empty() ? "" : " ").append(code.identifier.text());
  return out;
}

} // namespace

TEST_CASE("Unicode comes to one form, and letters lose their accents", "[names]") {
  const auto [published, text, ascii] = GENERATE(table<std::string, std::string, std::string>({
      {"Caf\xC3\xA9 Zyx", "Caf\xC3\xA9 Zyx", "CAFE ZYX"},
      {"Cafe\xCC\x81 Zyx", "Caf\xC3\xA9 Zyx", "CAFE ZYX"},
      {"\xEF\xBC\xAE\xEF\xBC\xA8\xEF\xBC\xB3 Zyx", "NHS Zyx", "NHS ZYX"},
      {"NHS\xC2\xA0Zyx", "NHS Zyx", "NHS ZYX"},
      {"\xC5\x81\xC3\xB3"
       "d\xC5\xBA \xC3\x86r\xC3\xB8 Stra\xC3\x9F"
       "e",
       "\xC5\x81\xC3\xB3"
       "d\xC5\xBA \xC3\x86r\xC3\xB8 Stra\xC3\x9F"
       "e",
       "LODZ AERO STRASSE"},
      {"Bwrdd D\xC5\xB5r", "Bwrdd D\xC5\xB5r", "BWRDD DWR"},
      {"  two\t\r\n lines ", "two lines", "TWO LINES"},
      {"", "", ""},
  }));
  CAPTURE(published);
  const PlainText plain = plain_text(published);
  CHECK(plain.text == text);
  CHECK(plain.ascii == ascii);
  CHECK_FALSE(plain.repaired);
}

TEST_CASE("mojibake is undone where that is certain and nowhere else", "[names]") {
  const auto [published, text, repaired] = GENERATE(table<std::string, std::string, bool>({
      {"Guy\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2s", "Guy\xE2\x80\x99s", true},      // an apostrophe of three bytes read as three characters
      {"Caf\xC3\x83\xC2\xA9", "Caf\xC3\xA9", true},                            // an accented letter of two
      {"Caf\xC3\xA9", "Caf\xC3\xA9", false},                                   // sound: one byte above ASCII is no UTF-8
      {"Caf\xC3\x83\xC2\xA9 \xC5\x81", "Caf\xC3\x83\xC2\xA9 \xC5\x81", false}, // a letter that Windows-1252 has not
      {"Caf\xE9", "Caf\xC3\xA9", false},                                       // bytes of Windows-1252, not UTF-8
      {"A \x96 B", "A \xE2\x80\x93 B", false},
  }));
  CAPTURE(published);
  const PlainText plain = plain_text(published);
  CHECK(plain.text == text);
  CHECK(plain.repaired == repaired);
}

TEST_CASE("codes are taken off the name and kept as evidence", "[names]") {
  const auto [published, name, codes] = GENERATE(table<std::string, std::string, std::string>({
      {"UK0479435601 : Zyx Ltd", "ZYX LTD", "coh:04794356"},
      {"NHS0000RX001 : Zyx NHST", "ZYX NHST", "ods:RX0"},
      {"WPS00E504301 : Royal Bor of Zyx", "ROYAL BOR OF ZYX", ""},
      {"000032NHS ZYX", "NHS ZYX", ""},
      {"ZYX COLLEGE:03529700", "ZYX COLLEGE", "coh:03529700"},
      {"Zyx Surgery (D83050)", "ZYX SURGERY", "ods:D83050"},
      {"Zyx Ltd ( 101)", "ZYX LTD", ""},
      {"Zyx NHS Trust - RX0", "ZYX NHS TRUST", "ods:RX0"},
      {"18 Week Zyx LLP", "18 WEEK ZYX LLP", ""},
      {"3M Zyx", "3M ZYX", ""},
      {"Zyx 2000 Ltd", "ZYX 2000 LTD", ""},
      {"Zyx (UK) Ltd", "ZYX (UK) LTD", ""},
      {"Zyx: Care and Repair", "ZYX: CARE AND REPAIR", ""},
  }));
  CAPTURE(published);
  const auto read = read_supplier(published);
  REQUIRE_FALSE(read.parts.empty());
  CHECK(read.parts.front().text == name);
  CHECK(codes_of(read) == codes);
}

TEST_CASE("a string is taken apart into the name and what stands beside it", "[names]") {
  const auto [published, parts] = GENERATE(table<std::string, std::string>({
      {"Zyx Ltd", "whole=ZYX LTD"},
      {"Zyx Ltd T/A Abc Clinic", "main=ZYX LTD; trading_as=ABC CLINIC"},
      {"Zyx trading as Abc (North)", "main=ZYX; trading_as=ABC (NORTH); trading_as=ABC"},
      {"Zyx (formerly Abc)", "whole=ZYX (FORMERLY ABC); main=ZYX; formerly=ABC"},
      {"Zyx c/o Abc Ltd", "main=ZYX; care_of=ABC LTD"},
      {"Zyx Authority (ZA)", "whole=ZYX AUTHORITY (ZA); main=ZYX AUTHORITY; bracketed=ZA"},
      {"Zyx (North) Ltd (Abc)", "whole=ZYX (NORTH) LTD (ABC); main=ZYX  NORTH  LTD; bracketed=ABC"},
      {"Zyx Ltd Consumables", "whole=ZYX LTD CONSUMABLES; to_form=ZYX LTD"},
      {"Zyx & Partners - Abc", "whole=ZYX & PARTNERS - ABC; before=ZYX & PARTNERS; after=ABC"},
      {"The Zyx Surgery, Abc Health C", "whole=THE ZYX SURGERY, ABC HEALTH C; before=THE ZYX SURGERY; after=ABC HEALTH C"},
      {"Zyx Ltd (Abc", "whole=ZYX LTD (ABC; main=ZYX LTD; bracketed=ABC"},
  }));
  CAPTURE(published);
  CHECK(shown(read_supplier(published)) == parts);
}

TEST_CASE("what holds no name is said to hold none", "[names]") {
  const auto [published, trouble] = GENERATE(table<std::string, Trouble>({
      {"", Trouble::empty},
      {"  - . ", Trouble::empty},
      {"10005331", Trouble::numeric},
      {"4715050164000013", Trouble::numeric},
      {"SUPPLIER NAME WITHHELD", Trouble::withheld},
      {"redacted", Trouble::withheld},
      {"Total", Trouble::not_a_name},
      {"UK0479435601 : ", Trouble::none},
      {"Zyx", Trouble::none},
      {std::string(1000, 'x'), Trouble::none},
      {std::string(1001, 'x'), Trouble::too_long},
      {std::string(10'000, 'x'), Trouble::too_long},
  }));
  CAPTURE(published.substr(0, 40), published.size());
  const auto read = read_supplier(published);
  CHECK(to_string(read.trouble) == to_string(trouble));
  CHECK(read.parts.empty() == (trouble != Trouble::none));
}

TEST_CASE("bytes of any kind are read without harm", "[names]") {
  std::uint32_t state = 1;
  for (int i = 0; i < 2000; ++i) {
    std::string bytes;
    for (int n = 0; n < 40; ++n) {
      state = state * 1664525U + 1013904223U;
      bytes += static_cast<char>(state >> 24);
    }
    const auto read = read_supplier(bytes);
    for (const auto& part : read.parts)
      for (const char c : part.text) REQUIRE((c >= ' ' && c <= '~'));
  }
}
