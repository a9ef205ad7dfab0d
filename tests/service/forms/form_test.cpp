// What a browser sends, read field by field; and what is no form is refused.

#include "register.h"
#include "service/pages/form.h"
#include "service/pages/record_form.h"
#include "tests/support/catch.h"

#include <tuple>

using namespace openward;
using namespace openward::test;
using pages::Form;

namespace {

Result<Form> read(const std::string& type, const std::string& body) {
  return Form::read(request("POST", "/record", {{"content-type", type}}, body));
}

} // namespace

TEST_CASE("fields of a form are read with their signs", "[pages]") {
  const auto form = read("application/x-www-form-urlencoded; charset=UTF-8", "a=1+%2B+2&b=%C2%A3+x%0D%0Ay&c=&a=later");
  REQUIRE(form);
  CHECK(form->value("a") == "1 + 2");
  CHECK(form->value("b") == "£ x\r\ny");
  CHECK(form->value("c").empty());
  CHECK(form->value("d").empty());
}

TEST_CASE("a file is read to its last byte, whatever its bytes and its name are", "[pages]") {
  std::string whole =
      "--b\r\nContent-Disposition: form-data; name=\"action\"\r\n\r\npreview\r\n"
      "--b\r\ncontent-disposition: form-data; filename=\"a;name=x.csv\"; name=\"file\"\r\nContent-Type: text/csv\r\n\r\nDate,--b\r\n";
  whole += std::string("\0\xff", 2) + "\r\n--b--\r\n";
  const auto form = read("multipart/form-data; boundary=b", whole);
  REQUIRE(form);
  CHECK(form->value("action") == "preview");
  REQUIRE(form->file("file") != nullptr);
  CHECK(form->file("file")->name == "a;name=x.csv");
  CHECK(form->file("file")->bytes == std::string("Date,--b\r\n\0\xff", 12));
  CHECK(form->file("action") == nullptr);
}

TEST_CASE("a field of a file in which none was chosen is no file", "[pages]") {
  const auto form =
      read("multipart/form-data; boundary=\"b\"", "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n\r\n--b--");
  REQUIRE(form);
  CHECK(form->file("file") == nullptr);
}

TEST_CASE("what is no form is refused, with what to do", "[pages]") {
  const auto [type, body] = GENERATE(table<std::string, std::string>({
      {"application/json", "{}"},
      {"", "a=1"},
      {"multipart/form-data", "--b--"},
      {"multipart/form-data; boundary=", "--b--"},
      {"multipart/form-data; boundary=b", ""},
      {"multipart/form-data; boundary=b", "--b"},
      {"multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\ncut off"},
      {"multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n--b--"},
      {"multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; filename=\"a\"\r\n\r\nx\r\n--b--"},
      {"multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\xff\r\n--b--"},
      {"application/x-www-form-urlencoded", "a=%ff"},
      {"application/x-www-form-urlencoded", "a=%00"},
  }));
  const auto form = read(type, body);
  INFO(type << " | " << body);
  REQUIRE_FALSE(form);
  CHECK(form.error().kind == ErrorKind::invalid);
}

TEST_CASE("a form becomes the planned award and the draft that the API takes", "[pages]") {
  using pages::Into;
  const Form form({{"title", "Hearing aids"},
                   {"commissioner", "ods:QHM"},
                   {"cpv", "85121240, 85100000"},
                   {"value.amount", "£310,000.50"},
                   {"value.vat", "excluded"},
                   {"existing_contract.value.vat", "included"},
                   {"providers.0.address", "1 Example Street"},
                   {"providers.2.id", "coh:01234567"},
                   {"scope.relevant_authority", "yes"},
                   {"urgency.foreseeable", "yes"},
                   {"starts", "2026-10-01"},
                   {"colour", "blue"}});
  CHECK(pages::json_of_form(form, Into::draft) ==
        R"({"title":"Hearing aids","commissioner":"ods:QHM","cpv":["85121240","85100000"],"value":{"amount":"310000.50","vat":"excluded"},)"
        R"("starts":"2026-10-01","providers":[{"id":"coh:01234567"}]})");
  // The question is whether it was not foreseeable, the member whether it was.
  CHECK(
      pages::json_of_form(form, Into::planned_award) ==
      R"({"title":"Hearing aids","cpv":["85121240","85100000"],"value":{"amount":"310000.50","vat":"excluded"},"starts":"2026-10-01",)"
      R"("providers":[{"address":"1 Example Street"},{"name":"coh:01234567"}],"scope":{"relevant_authority":true},"urgency":{"foreseeable":false}})");
  CHECK(pages::member_of("/providers/0/name") == "providers.0.name");
}
