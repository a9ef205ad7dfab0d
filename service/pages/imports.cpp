#include "service/pages/imports.h"

#include "embedded/form_pages.h"
#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/pages/named_bodies.h"
#include "service/pages/surroundings.h"
#include "service/pages/visitor.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <optional>

namespace openward::pages {

using http::Response;
using kainjow::mustache::data;

namespace {

/// Files up to this size come back with their preview, so that they need not be chosen a second time.
constexpr std::size_t largest_carried = 4U << 20;

struct Choice {
  std::string_view name;
  std::string_view label;
  std::string_view hint;
  std::string_view words; // of a closed list, with commas between; "" any text
};
constexpr std::array<Choice, 8> choices{{
    {"as", "What it is", "", "auto,spend,ocds,contracts-finder,ods,centres,programmes,indicators"},
    {"publisher", "Whose spend it is", "Words of its name, or its code, such as ods:QHM. A recorder imports for the own commissioner.", ""},
    {"column", "Columns, if they are not understood", "One to a line, such as supplier=Payee Name or amount=7.", ""},
    {"header_row", "Row of the headings", "The first row is 1; 0 where there are none.", ""},
    {"sheet", "Sheet of a workbook", "", ""},
    {"day_order", "Order of days and months", "", ",day_first,month_first"},
    {"delimiter", "What stands between fields", "", ",comma,semicolon,tab,pipe"},
    {"encoding", "Encoding", "", ",utf-8,windows-1252,utf-16le,utf-16be"},
}};

std::string base64(std::string_view bytes) {
  std::string out(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  // The library reads the bytes as they are.
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
                    sodium_base64_VARIANT_ORIGINAL);
  out.pop_back(); // the NUL
  return out;
}

std::optional<std::string> from_base64(const std::string& text) {
  std::string out(text.size(), '\0');
  std::size_t length = 0;
  const int fault = sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(),
                                      text.size(), // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
                                      "\r\n", &length, nullptr, sodium_base64_VARIANT_ORIGINAL);
  if (fault != 0) return std::nullopt;
  out.resize(length);
  return out;
}

data options_of(const Choice& choice, const std::string& chosen) {
  data out{data::type::list};
  std::string_view rest = choice.words;
  while (true) {
    const std::string word(rest.substr(0, rest.find(',')));
    data one;
    one.set("value", word);
    one.set("words", word.empty() ? std::string("as the file tells") : words(word));
    one.set("chosen", data(word == chosen));
    out.push_back(one);
    if (rest.find(',') == std::string_view::npos) return out;
    rest.remove_prefix(rest.find(',') + 1);
  }
}

data fields_of(const Form& form) {
  data out{data::type::list};
  for (const Choice& choice : choices) {
    data one;
    one.set("name", std::string(choice.name));
    one.set("label", std::string(choice.label));
    one.set("hint", choice.hint.empty() ? data(false) : data(std::string(choice.hint)));
    one.set("value", form.value(choice.name));
    one.set("choice", data(!choice.words.empty()));
    one.set("lines", data(choice.name == "column"));
    one.set("line", data(choice.words.empty() && choice.name != "column"));
    if (!choice.words.empty()) one.set("options", options_of(choice, form.value(choice.name)));
    out.push_back(one);
  }
  return out;
}

/// "?name=april.csv&publisher=ods:QHM", with a column to each line of the field.
std::string query_of(const Form& form, const std::string& name, bool dry_run) {
  http::Parameters out;
  if (!name.empty()) out.emplace_back("name", name);
  for (const Choice& choice : choices) {
    std::string rest = form.value(choice.name);
    while (!rest.empty()) {
      std::string line = choice.name == "column" ? rest.substr(0, rest.find('\n')) : rest;
      rest = line.size() == rest.size() ? std::string() : rest.substr(line.size() + 1);
      if (line.ends_with('\r')) line.pop_back();
      if (!line.empty()) out.emplace_back(choice.name, line);
    }
  }
  if (form.value("remember") == "true") out.emplace_back("remember", "true");
  if (dry_run) out.emplace_back("dry_run", "true");
  return out.empty() ? std::string() : "?" + api::encode_query(out);
}

/// Pence stand as pounds for a person.
data account_of(const Response& answer) {
  const auto json = json_of(answer);
  data out = view_of(json);
  for (const auto& [from, to] : {std::pair{"total_pence", "total"}, std::pair{"stated_total_pence", "stated_total"},
                                 std::pair{"stated_total_difference_pence", "difference"}}) {
    const auto found = json.FindMember(from);
    if (found != json.MemberEnd() && found->value.IsInt64()) out.set(to, amount_in_words(Money{found->value.GetInt64(), {}}.decimal()));
  }
  out.set("of_spend", data(json.HasMember("kind") && json["kind"] == "spend"));
  out.set("has_refused", data(json.HasMember("refused") && json["refused"].IsArray() && !json["refused"].Empty()));
  const auto first = json.FindMember("first_rows");
  if (first == json.MemberEnd() || !first->value.IsArray()) return out;
  data rows{data::type::list};
  for (const auto& row : first->value.GetArray()) {
    data one = view_of(row);
    one.set("amount", amount_in_words(Money{row["pence"].GetInt64(), {}}.decimal()));
    rows.push_back(one);
  }
  out.set("first_rows", rows);
  return out;
}

struct Shown {
  int status = 200;
  std::optional<data> preview{};
  std::optional<data> account{};
  std::optional<data> refusal{};
  std::string file_name{};
  std::string carried{}; // base64 of the file
  std::string address = "/imports";
};

Response page(const api::Call& call, const Visitor& one, const Form& form, Shown shown) {
  data view;
  view.set("fields", fields_of(form));
  view.set("remember", data(form.value("remember") == "true"));
  view.set("outcome", data{kainjow::mustache::partial{[] { return std::string(embedded::web_templates_import_outcome_mustache); }}});
  view.set("may_import", data(one.is("recorder") || one.is("curator")));
  if (shown.preview) view.set("preview", *shown.preview);
  if (shown.account) view.set("account", *shown.account);
  if (shown.refusal) view.set("refusal", *shown.refusal);
  view.set("file_name", shown.file_name.empty() ? data(false) : data(shown.file_name));
  view.set("carried", shown.carried.empty() ? data(false) : data(shown.carried));
  Page about{"Import a file",
             "Files of spend, notices and bodies: looked at first, then taken whole or not at all.",
             shown.address,
             "",
             {{"Openward", "/"}}};
  about.status = shown.status;
  if (shown.account) about.data.push_back({"JSON", "/v1/imports/" + api::encoded(shown.file_name)});
  return framed_for(call, one, std::move(about), embedded::web_templates_imports_mustache, std::move(view));
}

Response show(const api::Call& call) {
  const auto id = api::value_of(call.request.query, "import");
  if (!id) return refuse(call, id.error());
  const Visitor one = visitor(call);
  if (id->empty()) return page(call, one, Form{{{"as", "auto"}}}, {});
  const Response held = ask(call, one, {.target = "/v1/imports/" + api::encoded(*id)});
  if (held.status != 200) return held;
  Shown shown;
  shown.account = account_of(held);
  shown.file_name = *id;
  shown.address = "/imports?import=" + api::encoded(*id);
  return page(call, one, Form{{{"as", "auto"}}}, std::move(shown));
}

data told(std::string detail) {
  data out;
  out.set("detail", std::move(detail));
  return out;
}

Response take(const api::Call& call) {
  auto form = Form::read(call.request);
  if (!form) return refuse(call, form.error());
  const Visitor one = visitor(call);
  if (auto refused = foreign(call, one, *form)) return *std::move(refused);
  const Upload* sent = form->file("file");
  const auto carried = form->value("carried").empty() ? std::nullopt : from_base64(form->value("carried"));
  Shown shown;
  if (sent == nullptr && !carried) {
    shown.status = 400;
    shown.refusal = told("Choose a file first.");
    return page(call, one, *form, std::move(shown));
  }
  const std::string& bytes = sent != nullptr ? sent->bytes : *carried;
  shown.file_name = sent != nullptr ? sent->name : form->value("file_name");
  shown.carried = bytes.size() <= largest_carried ? base64(bytes) : std::string();
  const TypedBody publisher = body_typed(call, {"commissioners", "providers"}, form->value("publisher"));
  if (!publisher.remedy.empty()) {
    shown.status = 400;
    shown.refusal = told("Whose spend it is: " + publisher.remedy);
    return page(call, one, *form, std::move(shown));
  }
  const bool dry_run = form->value("action") != "import";
  form->set("publisher", publisher.given);
  const Response answer =
      ask(call, one,
          {"POST", "/v1/imports" + query_of(*form, shown.file_name, dry_run), bytes, {{"content-type", "application/octet-stream"}}});
  if (!dry_run && (answer.status == 200 || answer.status == 201)) {
    const auto account = json_of(answer);
    return see_other("/imports?import=" + api::encoded(account["id"].GetString()));
  }
  form->set("publisher", publisher.shown);
  if (answer.status == 200) {
    shown.preview = account_of(answer);
  } else {
    shown.status = form_status(answer.status);
    shown.refusal = refusal_of(answer);
  }
  return page(call, one, *form, std::move(shown));
}

} // namespace

std::vector<api::Route> import_page_routes() {
  return {
      {.method = "GET", .pattern = "/imports", .operation = "imports_page", .action = show, .parameters = {"import"}, .page = true},
      {.method = "POST", .pattern = "/imports", .operation = "imports_form", .action = take, .parameters = {}, .page = true, .form = true},
  };
}

} // namespace openward::pages
