// Whether a supplier string is the name of a person: by a title, initials or a common given name. Any other pair of bare words ("Marks
// Spencer") is not taken for one.

#include "domain/matching/decision.h"
#include "domain/matching/supplier_class.h"
#include "domain/name_words.h"
#include "domain/text.h"

#include <algorithm>
#include <array>
#include <span>

namespace openward::matching {
namespace {

std::vector<std::string_view> split(std::string_view spaced) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < spaced.size();) {
    const auto end = std::min(spaced.find(' ', at + 1), spaced.size());
    words.push_back(spaced.substr(at + 1, end - at - 1));
    at = end;
  }
  return words;
}

constexpr std::array<std::string_view, 12> titles{"DR", "MR", "MRS", "MISS", "MS", "MX", "PROF", "PROFESSOR", "SIR", "DAME", "LADY", "REV"};

/// Words of organisations that are no trade's: with one of them the rest is not a surname.
constexpr auto of_organisations = std::to_array<std::string_view>(
    {"LTD",         "LIMITED",  "PLC",     "LLP",    "CIC",        "NHS",          "TRUST",         "PARTNERS", "PARTNER",
     "PARTNERSHIP", "PRACTICE", "SURGERY", "CENTRE", "GROUP",      "SERVICES",     "SERVICE",       "COUNCIL",  "UNIVERSITY",
     "COLLEGE",     "CO",       "COMPANY", "SONS",   "ASSOCIATES", "GLOBAL",       "INTERNATIONAL", "UK",       "ENGLAND",
     "LONDON",      "EUROPE",   "OIL",     "MOBILE", "COLLECTION", "SCHOOL",       "CHURCH",        "HOUSE",    "HOME",
     "HOMES",       "FUND",     "CLUB",    "UNION",  "LABORATORY", "LABORATORIES", "DIRECT",        "LEISURE",  "MOTORS"});

/// Two letters that are a word or a firm's ("GE", "BT") are not taken for initials.
constexpr auto not_initials =
    std::to_array<std::string_view>({"BT", "TB", "GE", "BP", "HP", "EE", "UK", "EU", "US", "LA", "DE", "ST", "NE", "SE",
                                     "NW", "SW", "WE", "MY", "TO", "IN", "AT", "IT", "OF", "ON", "BY", "NO", "GP"});

/// Given names that are common in England: with one of them in front, two or three bare words are more likely a person than a firm.
constexpr std::string_view given_names =
    " "
    "AARON ABIGAIL ADAM ADRIAN AHMED ALAN ALEX ALEXANDER ALEXANDRA ALISON AMANDA AMY ANDREA ANDREW ANDY ANGELA ANN ANNA ANNE "
    "ANTHONY BARBARA BARRY BEN BENJAMIN BOB BRENDAN BRIAN CAROL CAROLINE CATHERINE CHARLES CHARLOTTE CHRIS CHRISTINE CHRISTOPHER "
    "CLAIRE COLIN CRAIG DANIEL DAVE DAVID DAWN DEBORAH DENNIS DEREK DIANE DOMINIC DONALD DONNA DOUGLAS EDWARD ELAINE ELEANOR "
    "ELIZABETH EMILY EMMA ERIC EWAN FATIMA FIONA FRANCES FRANK GARETH GARY GEOFFREY GEORGE GERALD GILLIAN GLEN GORDON GRAHAM "
    "GREGORY HANNAH HARRY HAZEL HEATHER HELEN HENRY HILARY IAN IRENE JACK JACQUELINE JAMES JANE JANET JANICE JASON JEAN "
    "JENNIFER JENNY JEREMY JESSICA JILL JIM JOAN JOANNA JOANNE JOHN JONATHAN JOSEPH JOYCE JUDITH JULIA JULIAN JULIE KAREN KATE "
    "KATHERINE KATHLEEN KEITH KELLY KEN KENNETH KEVIN KIM LAURA LEE LESLEY LINDA LISA LIZ LOUISE LUCY LYNN MALCOLM MARGARET MARIA "
    "MARIE MARION MARK MARTIN MARY MATTHEW MAUREEN MELANIE MICHAEL MICHELLE MIKE MOHAMMED MUHAMMAD NATALIE NATASHA NEIL NICHOLAS NICK "
    "NICOLA NIGEL NORMAN OLIVER PAMELA PATRICIA PATRICK PAUL PAULINE PENELOPE PETE PETER PHIL PHILIP RACHEL RALPH RAYMOND REBECCA "
    "RICHARD ROBERT ROGER RONALD ROSEMARY ROY RUTH SALLY SAMANTHA SAMUEL SANDRA SARAH SEAN SHARON SHEILA SHIRLEY SIMON "
    "SOPHIE STEPHANIE STEPHEN STEVE STEVEN STUART SUE SUSAN SUZANNE SYLVIA TERENCE TERESA THOMAS TIM TIMOTHY TONY TRACEY VALERIE VICTORIA "
    "VINCENT WENDY WILLIAM YVONNE ZOE ";

bool holds(std::span<const std::string_view> list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool letters(std::string_view word, std::size_t most) {
  return word.size() <= most && std::all_of(word.begin(), word.end(), detail::is_upper) && !holds(not_initials, word);
}

bool surname(std::string_view word) {
  return word.size() >= 2 && std::all_of(word.begin(), word.end(), detail::is_upper) &&
         word.find_first_of("AEIOUY") != std::string_view::npos;
}

/// "DR A N OTHER", "A B SURNAME".
bool one_person(std::span<const std::string_view> words, std::size_t longest_initials) {
  if (words.size() < 2) return false;
  if (holds(titles, words.front())) {
    const auto name = words.subspan(1);
    return name.size() <= 4 && std::all_of(name.begin(), name.end(), [](std::string_view w) { return letters(w, 2) || surname(w); });
  }
  // "OTHER PROF ALISON": a ledger in the order of surnames.
  if (words.size() >= 3 && words.size() <= 5 && surname(words[0]) && holds(titles, words[1])) {
    const auto name = words.subspan(2);
    return std::all_of(name.begin(), name.end(), [](std::string_view w) { return letters(w, 2) || surname(w); });
  }
  if (words.size() <= 3 && given_names.find(" " + std::string(words.front()) + " ") != std::string_view::npos)
    return std::all_of(words.begin(), words.end(), [](std::string_view w) { return letters(w, 1) || surname(w); });
  const auto initials = words.first(words.size() - 1);
  const std::string_view last = words.back();
  return words.size() <= 4 && last.size() >= 3 && surname(last) &&
         std::all_of(initials.begin(), initials.end(), [&](std::string_view w) { return letters(w, longest_initials); });
}

} // namespace

bool reads_as_person(const SupplierString& supplier) {
  const auto trades = [](const NamePart& part) { return part.role == PartRole::trading_as; };
  if (supplier.parts.empty() || std::any_of(supplier.parts.begin(), supplier.parts.end(), trades)) return false;
  const std::string& text = supplier.parts.front().text;
  const std::string spaced = detail::name_words(text);
  const auto words = split(spaced);
  if (std::any_of(words.begin(), words.end(), [](std::string_view word) { return holds(of_organisations, word); })) return false;
  if (presumed_class(text).provider_class != ProviderClass::unclassified) return false;
  // "S I AND S S SURNAME", "A SURNAME AND B C OTHER": each is a person, or initials of the surname that follows.
  const std::span<const std::string_view> all(words);
  const auto people = static_cast<std::size_t>(std::count(words.begin(), words.end(), "AND")) + 1;
  bool last_is_person = false;
  for (std::size_t at = 0; at <= all.size();) {
    const auto end =
        static_cast<std::size_t>(std::find(words.begin() + static_cast<std::ptrdiff_t>(at), words.end(), "AND") - words.begin());
    const auto side = all.subspan(at, end - at);
    last_is_person = one_person(side, people > 1 ? 3 : 2);
    const bool bare = !side.empty() && std::all_of(side.begin(), side.end(), [](std::string_view w) { return letters(w, 3); });
    if (!last_is_person && !bare) return false;
    at = end + 1;
  }
  return last_is_person;
}

} // namespace openward::matching
