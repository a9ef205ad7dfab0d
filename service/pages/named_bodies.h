#pragma once
// A visitor knows a body by its name, and an address by its id: between the two stand the fields of forms. Reads alone; belongs to the call
// that it is given.

#include "persistence/read/query.h"
#include "service/api/router.h"
#include "service/http/message.h"

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openward::pages {

/// A filter whose value is a body, and where such bodies are listed.
struct BodyField {
  std::string_view name;     // "payer"
  std::string_view resource; // "commissioners"
};

/// The answer to a question in which a body is typed by name: 303 to the question of the body that is meant, a page of those that may be
/// meant, or why there is none. Nothing where every body of the question stands by its id or code.
std::optional<http::Response> answer_to_names(const api::Call&, std::string_view path, const http::Parameters& given,
                                              std::span<const BodyField>);

/// What the field of a form shows: the name of the body that the question has, else its value. Nothing where it has several: those are sent
/// along unseen, and what is typed comes to them.
std::string name_for_form(persistence::Session&, const http::Parameters& given, const BodyField&);

/// The parameters that a form shows itself: its own, and the fields of bodies of which the question has one or none.
std::vector<std::string_view> fields_shown(std::span<const std::string_view> own, const http::Parameters& given,
                                           std::span<const BodyField> bodies);

/// What was typed into a field of a form that is sent, where the API wants a body.
struct TypedBody {
  std::string given;    // what the API is given: the id of the body that is meant, else the words as they were typed
  std::string shown;    // what the field shows from now on: the body's name, where typing it means this body, else the words
  std::string remedy{}; // where the words mean several bodies, or none: what to type instead
};
/// Looked for in the lists in their order: a later one is asked where none before it has a body of the name.
TypedBody body_typed(const api::Call&, std::initializer_list<std::string_view> lists, const std::string& typed);

} // namespace openward::pages
