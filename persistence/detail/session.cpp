#include "persistence/detail/session.h"

namespace openward::persistence {

std::string Session::words(std::string_view sql_template) const {
  const bool sqlite = backend == Backend::sqlite;
  std::string out;
  out.reserve(sql_template.size());
  for (std::size_t open = sql_template.find("{{"); open != std::string_view::npos; open = sql_template.find("{{")) {
    const std::size_t close = sql_template.find("}}", open);
    if (close == std::string_view::npos) break;
    const std::string_view word = sql_template.substr(open + 2, close - open - 2);
    out += sql_template.substr(0, open);
    if (word == "date") {
      out += date_type();
    } else if (word == "pk") {
      out += sqlite ? "integer primary key" : "bigint generated always as identity primary key";
    } else if (word == "whole") {
      out += sqlite ? "integer" : "bigint"; // a strict table of SQLite knows no other name for it
    } else if (word == "clustered") {
      out += sqlite ? "strict, without rowid" : "";
    } else if (word == "given_key") {
      out += sqlite ? "" : "overriding system value"; // of an insert that brings the row keys along
    } else if (word == "for_update") {
      out += sqlite ? "" : "for update"; // SQLite's one writer needs no row locks
    } else if (word == "only:sqlite" || word == "only:postgresql") {
      if (word.ends_with("sqlite") != sqlite) return "select 1"; // a statement that does nothing
    } else {
      throw soci::soci_error("no such word in an SQL template: " + std::string(word));
    }
    sql_template.remove_prefix(close + 2);
  }
  out += sql_template;
  return out;
}

} // namespace openward::persistence
