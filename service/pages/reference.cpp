#include "service/pages/reference.h"

#include "service/pages/document.h"

#include <algorithm>

namespace openward::pages {

using rapidjson::Value;

namespace {

constexpr std::size_t most_words = 12;        // of a list of words that a table shows; the schema has them all
constexpr std::size_t longest_example = 6000; // characters

std::string in_tag(std::string_view tag, const std::string& inner) {
  return "<" + std::string(tag) + ">" + inner + "</" + std::string(tag) + ">";
}
std::string code(std::string_view words) { return in_tag("code", escaped(words)); }

std::string upper(std::string_view word) {
  std::string out(word);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return out;
}

std::string link_to_schema(std::string_view name) { return "<a href=\"#schema-" + std::string(name) + "\">" + escaped(name) + "</a>"; }

std::string number(const Value& schema, std::string_view name, std::string_view before) {
  const Value* found = member(schema, name);
  return found == nullptr ? "" : std::string(before) + code(pretty(*found));
}

std::string words_of(const Value& list, std::size_t most) {
  std::string out;
  std::size_t shown = 0;
  for (const Value& word : list.GetArray()) {
    if (shown++ == most) return out + " and " + std::to_string(list.Size() - most) + " more";
    out += (shown == 1 ? "" : " ") + code(word.IsString() ? std::string(text(word)) : pretty(word));
  }
  return out;
}

/// What a value may be, in one line.
std::string kind(const Value& schema) {
  if (const auto named = referred_schema(schema); !named.empty()) return link_to_schema(named);
  for (const std::string_view several : {"anyOf", "oneOf", "allOf"}) {
    const Value* options = member(schema, several);
    if (options == nullptr) continue;
    std::string out;
    for (const Value& option : options->GetArray()) out += (out.empty() ? "" : several == "allOf" ? " with " : " or ") + kind(option);
    return out;
  }
  std::string out;
  if (const Value* type = member(schema, "type")) {
    if (type->IsString()) out = escaped(text(*type));
    if (type->IsArray()) {
      for (const Value& one : type->GetArray()) out += (out.empty() ? "" : " or ") + escaped(text(one));
    }
  }
  if (const Value* items = member(schema, "items")) out += " of " + kind(*items);
  if (const auto format = text(schema, "format"); !format.empty()) out += ", " + escaped(format);
  if (const Value* list = member(schema, "enum")) out += ": " + words_of(*list, most_words);
  out += number(schema, "minimum", ", from ") + number(schema, "maximum", ", to ") + number(schema, "default", ", otherwise ");
  return out.empty() ? "any value" : out;
}

bool is_required(const Value& schema, std::string_view name) {
  const Value* required = member(schema, "required");
  return required != nullptr && std::any_of(required->Begin(), required->End(), [&](const Value& one) { return text(one) == name; });
}

std::string parameters_table(const Documents& documents, const DocumentedOperation& operation) {
  std::string rows;
  for (const Value* one : parameters(documents.contract, operation)) {
    const Value* required = member(*one, "required");
    const Value* schema = member(*one, "schema");
    rows += "<tr><th scope=\"row\">" + code(text(*one, "name")) + "</th><td>" + escaped(text(*one, "in")) +
            (required != nullptr && required->IsTrue() ? ", required" : "") + "</td><td>" + (schema == nullptr ? "" : kind(*schema)) +
            "</td><td>" + prose(text(*one, "description")) + "</td></tr>\n";
  }
  if (rows.empty()) return "";
  return "<h4>Parameters</h4>\n<div class=\"wide\"><table><thead><tr><th scope=\"col\">Name</th><th scope=\"col\">In</th><th "
         "scope=\"col\">Value</th><th scope=\"col\">Meaning</th></tr></thead><tbody>\n" +
         rows + "</tbody></table></div>\n";
}

std::string media(const Value& content) {
  std::string out;
  for (const auto& type : content.GetObject()) {
    const Value* schema = member(type.value, "schema");
    out += "<div>" + code(text(type.name)) + (schema == nullptr ? "" : " " + kind(*schema)) + "</div>";
  }
  return out;
}

std::string request_html(const Documents& documents, const DocumentedOperation& operation) {
  const Value* body = member(*operation.body, "requestBody");
  if (body == nullptr) return "";
  const Value& request = followed(documents.contract, *body);
  const Value* content = member(request, "content");
  return "<h4>Body</h4>\n" + prose(text(request, "description")) + (content == nullptr ? "" : media(*content)) + "\n";
}

std::string responses_table(const Documents& documents, const DocumentedOperation& operation) {
  const Value* everywhere = member(documents.contract, "x-headers-of-every-answer");
  std::string rows;
  for (const auto& one : (*operation.body)["responses"].GetObject()) {
    const Value& response = followed(documents.contract, one.value);
    const Value* content = member(response, "content");
    std::string headers;
    if (const Value* list = member(response, "headers")) {
      for (const auto& header : list->GetObject()) {
        // Those of every answer are told once, at the end of the page.
        if (everywhere != nullptr && member(*everywhere, text(header.name)) != nullptr) continue;
        headers += (headers.empty() ? "" : ", ") + code(text(header.name));
      }
    }
    rows += "<tr><th scope=\"row\">" + escaped(text(one.name)) + "</th><td>" + prose(text(response, "description")) + "</td><td>" +
            (content == nullptr ? "no body" : media(*content)) + "</td><td>" + headers + "</td></tr>\n";
  }
  return "<details><summary>Answers</summary>\n<div class=\"wide\"><table><thead><tr><th scope=\"col\">Status</th><th "
         "scope=\"col\">Meaning</th><th scope=\"col\">Body</th><th scope=\"col\">Headers</th></tr></thead><tbody>\n" +
         rows + "</tbody></table></div></details>\n";
}

std::string cut(std::string words) {
  if (words.size() <= longest_example) return words;
  const auto line = words.rfind('\n', longest_example);
  return words.substr(0, line == std::string::npos ? longest_example : line) + "\n… and so on";
}

std::string headers_text(const Value& headers) {
  std::string out;
  for (const auto& header : headers.GetObject()) out += std::string(text(header.name)) + ": " + std::string(text(header.value)) + "\n";
  return out;
}

/// One recorded exchange as it went over the wire, without what every request has.
std::string example_html(const Value& example) {
  const Value& request = example["request"];
  const Value& response = example["response"];
  std::string asked =
      std::string(text(request, "method")) + " " + std::string(text(request, "target")) + "\n" + headers_text(request["headers"]);
  if (const Value* body = member(request, "body")) asked += "\n" + pretty(*body);
  if (const Value* body = member(request, "text")) asked += "\n" + std::string(text(*body));
  std::string answered = std::to_string(response["status"].GetInt()) + "\n" + headers_text(response["headers"]);
  if (const Value* body = member(response, "body")) answered += "\n" + (body->IsString() ? std::string(text(*body)) : pretty(*body));
  std::string shortened;
  if (const Value* cuts = member(response, "shortened")) {
    for (const Value& one : cuts->GetArray()) shortened += (shortened.empty() ? "Shown of long lists: " : "; ") + std::string(text(one));
    shortened = "<p class=\"source\">" + escaped(shortened) + ".</p>\n";
  }
  return "<figure class=\"example\"><pre>" + escaped(cut(asked)) + "</pre><pre>" + escaped(cut(answered)) + "</pre>" + shortened +
         "</figure>\n";
}

std::string examples_html(const Documents& documents, std::string_view operation) {
  std::string out;
  for (const Value& one : documents.examples.GetArray()) {
    if (text(one, "operation") == operation) out += example_html(one);
  }
  return out.empty() ? "" : "<details><summary>Example</summary>\n" + out + "</details>\n";
}

std::string operation_html(const Documents& documents, const DocumentedOperation& operation) {
  const std::string_view id = text(*operation.body, "operationId");
  const bool token = member(*operation.body, "security") != nullptr;
  return "<section class=\"operation\" id=\"" + escaped(id) + "\">\n<h3><a href=\"#" + escaped(id) + "\"><span class=\"method\">" +
         upper(operation.method) + "</span> " + code(operation.path) + "</a></h3>\n<p><strong>" +
         escaped(text(*operation.body, "summary")) + "</strong>" + (token ? " Needs a token." : "") + "</p>\n" +
         prose(text(*operation.body, "description")) + parameters_table(documents, operation) + request_html(documents, operation) +
         responses_table(documents, operation) + examples_html(documents, id) + "</section>\n";
}

/// Calls `write` for each tag with its operations.
template <typename Write>
std::string by_tag(const Documents& documents, Write write) {
  const auto all = operations(documents.contract);
  std::string out;
  for (const Value& tag : documents.contract["tags"].GetArray()) {
    std::vector<DocumentedOperation> own;
    std::copy_if(all.begin(), all.end(), std::back_inserter(own),
                 [&](const DocumentedOperation& one) { return text((*one.body)["tags"][0]) == text(tag, "name"); });
    out += write(tag, own);
  }
  return out;
}

std::string members_table(const Value& schema) {
  const Value* properties = member(schema, "properties");
  if (properties == nullptr) return "";
  std::string rows;
  for (const auto& one : properties->GetObject()) {
    rows += "<tr><th scope=\"row\">" + code(text(one.name)) + "</th><td>" + kind(one.value) +
            (is_required(schema, text(one.name)) ? "" : ", may be absent") + "</td><td>" + prose(text(one.value, "description")) +
            members_table(one.value) + "</td></tr>\n";
  }
  return "<div class=\"wide\"><table><thead><tr><th scope=\"col\">Member</th><th scope=\"col\">Value</th><th "
         "scope=\"col\">Meaning</th></tr></thead><tbody>\n" +
         rows + "</tbody></table></div>\n";
}

} // namespace

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"') {
      out += "&quot;";
    } else {
      out += c;
    }
  }
  return out;
}

std::string prose(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto end = text.find("\n\n");
    const std::string paragraph = escaped(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 2);
    out += "<p>";
    bool in_code = false;
    for (const char c : paragraph) {
      if (c == '`') {
        out += in_code ? "</code>" : "<code>";
        in_code = !in_code;
      } else {
        out += c;
      }
    }
    out += in_code ? "</code></p>" : "</p>";
  }
  return out;
}

std::string contents_html(const Documents& documents) {
  return by_tag(documents, [](const Value& tag, const std::vector<DocumentedOperation>& own) {
    std::string items;
    for (const DocumentedOperation& one : own) {
      items += "<li><a href=\"#" + escaped(text(*one.body, "operationId")) + "\">" + upper(one.method) + " " + code(one.path) + "</a> " +
               escaped(text(*one.body, "summary")) + "</li>\n";
    }
    return "<h3>" + escaped(text(tag, "name")) + "</h3>\n<ul>\n" + items + "</ul>\n";
  });
}

std::string operations_html(const Documents& documents) {
  return by_tag(documents, [&](const Value& tag, const std::vector<DocumentedOperation>& own) {
    std::string out = "<h2>" + escaped(text(tag, "name")) + "</h2>\n" + prose(text(tag, "description"));
    for (const DocumentedOperation& one : own) out += operation_html(documents, one);
    return out;
  });
}

std::string problems_html(const Documents& documents) {
  std::string rows;
  for (const auto& one : documents.contract["x-problem-types"].GetObject()) {
    const std::string_view type = text(one.name);
    rows += "<tr id=\"problem-" + escaped(type.substr(type.rfind('/') + 1)) + "\"><th scope=\"row\">" + code(type) + "</th><td>" +
            std::to_string(one.value["status"].GetInt()) + "</td><td>" + prose(text(one.value, "remedy")) + "</td></tr>\n";
  }
  return rows;
}

std::string schemas_html(const Documents& documents) {
  std::string out;
  for (const auto& one : documents.contract["components"]["schemas"].GetObject()) {
    const std::string name = escaped(text(one.name));
    const Value* list = member(one.value, "enum");
    out += "<section class=\"schema\" id=\"schema-" + name + "\">\n<h3>" + name + "</h3>\n" + prose(text(one.value, "description"));
    out += list != nullptr                              ? "<p>" + words_of(*list, list->Size()) + "</p>\n"
           : member(one.value, "properties") != nullptr ? ""
                                                        : "<p>" + kind(one.value) + "</p>\n";
    out += members_table(one.value) + "</section>\n";
  }
  return out;
}

} // namespace openward::pages
