#include "domain/matching/name_form.h"
#include "domain/matching/spelling.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <tuple>

using namespace openward::matching;

TEST_CASE("two spellings of one name have one key", "[matching]") {
  const auto [one, other] = GENERATE(table<std::string, std::string>({
      {"Guy'S & St. Thomas' Nhs Ft", "GUYS AND SAINT THOMAS NHS FOUNDATION TRUST"},
      {"North Invented Hosp NHST", "North Invented Hospital NHS Trust"},
      {"Invented Med. Ctr.", "INVENTED MEDICAL CENTRE"},
      {"R B B Invented LLP", "RBB Invented LLP"},
      {"Lloyds Invented Ltd", "LloydsInvented Limited"},
      {"The Invented Company Ltd", "Invented Co Limited"},
      {"NHS Invented Clinical Commissioning Group", "NHS Invented CCG"},
      {"Invented Herts Council", "Invented Hertfordshire Council"},
      {"LB of Invented", "London Borough of Invented"},
      {"Invented Community Interest Company", "Invented C.I.C."},
  }));
  CAPTURE(one, other);
  CHECK(name_form(one).key == name_form(other).key);
  CHECK_FALSE(name_form(one).key.empty());
}

TEST_CASE("the title that law gives is told apart from the words that tell one body from another", "[matching]") {
  const auto [name, kind, core] = GENERATE(table<std::string, NameKind, std::string>({
      {"University Hospitals Invented NHS Foundation Trust", NameKind::trust, "INVENTED"},
      {"Invented Community Healthcare NHS Trust", NameKind::trust, "INVENTED COMMUNITY"},
      {"Invented Foundation Trust", NameKind::trust, "INVENTED"},
      {"NHS Invented and Elsewhere Integrated Care Board", NameKind::care_board, "INVENTED ELSEWHERE"},
      {"NHS Invented ICB - 00X", NameKind::care_board, "INVENTED 00X"},
      {"Invented PCT", NameKind::primary_care_trust, "INVENTED"},
      {"NHS Invented CCG", NameKind::commissioning_group, "INVENTED"},
      {"Invented NHS Trust Charity", NameKind::charity, ""},
      {"Invented NHS Trust Services Ltd", NameKind::other, ""},
      {"Invented Surgery", NameKind::practice, ""},
  }));
  CAPTURE(name);
  const NameForm form = name_form(name);
  CHECK(form.kind == kind);
  CHECK(form.core == core);
}

TEST_CASE("a name of words that many have names nobody", "[matching]") {
  CHECK(is_generic(name_form("The Medical Centre")));
  CHECK(is_generic(name_form("NHS Foundation Trust")));
  CHECK(is_generic(name_form("Ltd")));
  CHECK_FALSE(is_generic(name_form("Invented Medical Centre")));
}

TEST_CASE("initials are of trusts with four words that are not the title", "[matching]") {
  CHECK(initials(name_form("University College Invented Hospitals NHS Foundation Trust")) == "UCIH");
  CHECK(initials(name_form("North Invented NHS Trust")).empty());
  CHECK(initials(name_form("Four Words That Count Ltd")).empty());
}

TEST_CASE("one slip of a finger is one letter more, fewer or other, or two exchanged", "[matching]") {
  const auto [a, b, one] = GENERATE(table<std::string, std::string, bool>({
      {"GREENWICH", "GREEWICH", true},
      {"GREENWICH", "GREENWISH", true},
      {"GREENWICH", "GREENWICHE", true},
      {"GREENWICH", "GREENWIHC", true},
      {"GREENWICH", "GREENWICH", false},
      {"GREENWICH", "GREENWIC", true},
      {"GREENWICH", "GRENWISH", false},
      {"AB", "BA", true},
      {"", "A", true},
      {"", "", false},
  }));
  CAPTURE(a, b);
  CHECK(one_slip_apart(a, b) == one);
  CHECK(one_slip_apart(b, a) == one);
}

TEST_CASE("words one slip apart meet in a shortened form", "[matching]") {
  const auto [a, b] = GENERATE(table<std::string, std::string>(
      {{"GREENWICH", "GREEWICH"}, {"GREENWICH", "GREENWISH"}, {"GREENWICH", "GREENWIHC"}, {"HOSPITALS", "HOSPTIALS"}}));
  auto forms = shortened_forms(a);
  forms.push_back(a);
  auto others = shortened_forms(b);
  others.push_back(b);
  CAPTURE(a, b);
  CHECK(std::any_of(forms.begin(), forms.end(), [&](const auto& f) { return std::find(others.begin(), others.end(), f) != others.end(); }));
}
