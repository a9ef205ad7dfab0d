// What is shown where the address of a page is shared: its words, and a picture of them.

#include "read_page.h"

#include "service/api/reply.h"
#include "service/pages/frame.h"
#include "service/render/card.h"

#include <algorithm>
#include <string>

using namespace openward;
using namespace openward::test;

namespace {

constexpr std::string_view signature = "\x89PNG\r\n\x1a\n";

/// The number of four bytes that begins there, the highest first.
unsigned number_at(const std::string& png, std::size_t at) {
  unsigned out = 0;
  for (std::size_t i = at; i < at + 4; ++i) out = out << 8 | static_cast<unsigned char>(png.at(i));
  return out;
}

void check_picture(const std::string& png) {
  REQUIRE(png.size() > 1000);
  CHECK(png.starts_with(signature));
  CHECK(png.substr(12, 4) == "IHDR");
  CHECK(number_at(png, 16) == render::card_width);
  CHECK(number_at(png, 20) == render::card_height);
  CHECK(png.substr(png.size() - 8, 4) == "IEND");
}

/// The content of the meta element of this property, as it stands in the page.
std::string meta(const std::string& body, const std::string& property) {
  const std::string before = "<meta property=\"" + property + "\" content=\"";
  const auto from = body.find(before);
  if (from == std::string::npos) return {};
  const auto begin = from + before.size();
  return body.substr(begin, body.find('"', begin) - begin);
}

std::string after_host(const std::string& address, const std::string& host) {
  REQUIRE(address.starts_with(host));
  return address.substr(host.size());
}

} // namespace

TEST_CASE("a page names its whole address and a picture, which is there", "[pages]") {
  const char* address = GENERATE("/", "/spend?group_by=provider_class", "/awards?tender_class=untendered", "/providers",
                                 "/diagnostic-centres", "/findings", "/missing", "/about", "/rules");
  INFO(address);
  Register& one = demonstration();
  const auto page = one.get(address, {{"host", "register.example"}, {"x-forwarded-proto", "https"}});
  REQUIRE(page.status == 200);
  CHECK(meta(page.body, "og:url").starts_with("https://register.example/"));
  CHECK(meta(page.body, "og:title") != "");
  CHECK(meta(page.body, "og:description") != "");
  const std::string picture = after_host(meta(page.body, "og:image"), "https://register.example");
  const auto drawn = one.get(picture);
  CHECK(drawn.status == 200);
  CHECK(drawn.media_type == "image/png");
  check_picture(drawn.body);
  CHECK(one.get(picture, {{"if-none-match", header(drawn, "ETag")}}).status == 304);
  CHECK(one.get(picture).body == drawn.body);
  CHECK(one.get(address).media_type == "text/html; charset=utf-8");
}

TEST_CASE("what is shared says what the page found, and that it is invented where it is", "[pages]") {
  Register& one = demonstration();
  const auto first = [&](const std::string& list) { return std::string(json(one.get(list))["data"][0]["id"].GetString()); };
  const auto said = [&](const std::string& address) { return meta(one.get(address).body, "og:description"); };
  const auto award = json(one.get("/v1/awards?limit=1&synthetic=true"));
  const auto& of_award = award["data"][0];
  const std::string shared = said("/awards/" + std::string(of_award["id"].GetString()));
  CHECK_THAT(shared, ContainsSubstring("Demonstration data. Awarded by " + std::string(of_award["commissioner"]["name"].GetString())));
  CHECK_THAT(shared, ContainsSubstring(of_award["providers"][0]["name"].GetString()));
  CHECK_THAT(said("/commissioners/" + first("/v1/commissioners?q=Riverside&limit=1")),
             ContainsSubstring("Demonstration data. In 2025-26 Synthetic Riverside") && ContainsSubstring(" of 12 months."));
  CHECK_THAT(said("/providers/" + first("/v1/providers?sort=-paid&limit=1&synthetic=true")),
             ContainsSubstring("Demonstration data. ") && ContainsSubstring("payments of \u00a3"));
  const std::string spend = said("/spend?synthetic=true&provider_class=primary_care");
  CHECK_THAT(spend, ContainsSubstring("Demonstration data. ") && ContainsSubstring("Kind of provider: "));
  CHECK_THAT(spend, !ContainsSubstring("synthetic"));
}

TEST_CASE("pages of two addresses have two pictures, and one host never reads another's address", "[pages]") {
  Register& one = demonstration();
  CHECK(one.get("/card.png?of=%2F").body != one.get("/card.png?of=%2Fspend").body);
  for (const char* host : {"one.example", "two.example", "one.example"}) {
    const auto page = one.get("/", {{"host", host}});
    CHECK(meta(page.body, "og:url") == "http://" + std::string(host) + "/");
  }
  CHECK(meta(one.get("/", {{"host", "a\"><script>"}}).body, "og:url") == "http://localhost/");
}

TEST_CASE("a picture is refused of what is no page, with what to ask for", "[pages]") {
  struct Asked {
    const char* address;
    int status;
    const char* words;
  };
  const Asked asked = GENERATE(Asked{"/card.png", 400, "the address of a page"}, Asked{"/card.png?of=", 400, "of is empty"},
                               Asked{"/card.png?of=https%3A%2F%2Felsewhere.example%2F", 400, "the address of a page"},
                               Asked{"/card.png?of=%2F%2Felsewhere.example%2F", 400, "cannot be read"},
                               Asked{"/card.png?of=%2Fv1%2Fawards.xlsx", 400, "the address of a page"},
                               Asked{"/card.png?of=%2Fmetrics", 400, "the address of a page"},
                               Asked{"/card.png?of=%2Fcard.png%3Fof%3D%252F", 400, "the address of a page"},
                               Asked{"/card.png?of=%2Fnothing", 404, "nothing"}, Asked{"/card.png?of=%2Fspend%3Flens%3Drose", 400, "rose"},
                               Asked{"/card.png?of=%2F&of=%2Fspend", 400, "of"}, Asked{"/card.png?of=%2Fawards.csv", 404, ""},
                               Asked{"/card.png?page=%2F", 400, "page"});
  INFO(asked.address);
  const auto refused = demonstration().get(asked.address, {{"accept", "text/html"}});
  CHECK(refused.status == asked.status);
  CHECK(refused.media_type == "application/problem+json");
  CHECK_THAT(refused.body, ContainsSubstring(asked.words));
}

TEST_CASE("whatever the words are, a card of the one size is drawn", "[pages]") {
  std::string ones;
  for (int i = 0; i < 10'000; ++i) ones += 'w';
  const std::string words = GENERATE_COPY(std::string(), std::string("<b>&amp; \"quoted\""), std::string("one\ntwo\tthree\0four", 18), ones,
                                          std::string("\xe2\x80\xae"
                                                      "desrever"),
                                          std::string("\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d £5"), std::string("\xff\xfe"));
  check_picture(render::card({words, words, words}));
  CHECK(render::card({words, words, words}) == render::card({words, words, words}));
}

TEST_CASE("the title and the description are seen in the picture", "[pages]") {
  const std::string plain = render::card({"Title", "Description", "Foot"});
  CHECK(render::card({"Another", "Description", "Foot"}) != plain);
  CHECK(render::card({"Title", "Another", "Foot"}) != plain);
  CHECK(render::card({"Title", "Description", "Another"}) != plain);
}
