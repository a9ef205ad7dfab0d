// What is taken away whole, for random filters over a random register, on both databases: the pages of a walk, lines of JSON, CSV and the
// workbook hold the same rows with the same content, as many as `total` says and as a model in plain C++ expects.

#include "exchange/files/file.h"
#include "exchange/workbook/workbook.h"
#include "persistence/rollups.h"
#include "register.h"
#include "service/api/parameters.h"
#include "service/api/spool.h"
#include "tests/persistence/read/model.h"
#include "tests/persistence/session_words.h"
#include "tests/support/catch.h"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>

namespace openward::test {
namespace {

using persistence::CellType;
using persistence::FilterInfo;
using persistence::FilterTerm;
using persistence::ResourceInfo;
using Value = rapidjson::Value;
using Cells = std::vector<std::string>;

rapidjson::Document parsed(std::string_view text) {
  rapidjson::Document out;
  out.Parse(text.data(), text.size());
  INFO(text.substr(0, 300));
  REQUIRE_FALSE(out.HasParseError());
  return out;
}

std::string written_out(const Value& value) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  value.Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

/// RFC 4180, read by this file alone.
std::vector<Cells> csv_rows(std::string_view text) {
  std::vector<Cells> rows;
  Cells row;
  std::string cell;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c != '"') {
        cell += c;
      } else if (i + 1 < text.size() && text[i + 1] == '"') {
        cell += text[++i];
      } else {
        quoted = false;
      }
    } else if (c == '"') {
      quoted = true;
    } else if (c == ',') {
      row.push_back(std::exchange(cell, {}));
    } else if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') {
      ++i;
      row.push_back(std::exchange(cell, {}));
      rows.push_back(std::exchange(row, {}));
    } else {
      cell += c;
    }
  }
  CHECK(cell.empty()); // the last line is ended too
  return rows;
}

std::vector<Cells> workbook_rows(const std::string& bytes, std::size_t columns) {
  auto book = exchange::open_workbook(bytes);
  INFO((book ? "" : book.error().message));
  REQUIRE(book);
  std::vector<Cells> rows;
  const auto done = (*book)->each_row(0, [&](const exchange::SheetRow& row) -> Result<bool> {
    rows.emplace_back(row.cells.begin(), row.cells.end());
    rows.back().resize(columns);
    return true;
  });
  REQUIRE(done);
  return rows;
}

/// The member that a column stands for: "commissioner.id" is inside `commissioner`, and null where that is.
const Value* member_of(const Value& row, std::string_view column) {
  const Value* at = &row;
  while (!column.empty() && at->IsObject()) {
    const auto dot = std::min(column.find('.'), column.size());
    const auto found = at->FindMember(Value(column.data(), static_cast<rapidjson::SizeType>(dot)));
    if (found == at->MemberEnd()) return nullptr;
    at = &found->value;
    column.remove_prefix(std::min(dot + 1, column.size()));
  }
  return at;
}

/// What a cell says of the JSON of its row; money as a spreadsheet program may write it, without its last noughts.
std::string said(const Value& row, const persistence::Column& column) {
  const Value* const value = member_of(row, column.name);
  REQUIRE(value != nullptr);
  if (value->IsNull()) return "";
  if (value->IsString()) return {value->GetString(), value->GetStringLength()};
  return written_out(*value);
}

std::string short_number(std::string text) {
  if (text.find('.') == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

bool same_json(const std::string& a, const std::string& b) { return a == b || (!a.empty() && !b.empty() && parsed(a) == parsed(b)); }

bool same_in_csv(const std::string& cell, const std::string& expected, CellType type) {
  return type == CellType::json ? same_json(cell, expected) : cell == expected;
}

bool same_in_workbook(const std::string& cell, const std::string& expected, CellType type) {
  if (type == CellType::boolean && !expected.empty()) return cell == (expected == "true" ? "TRUE" : "FALSE");
  if (type == CellType::pence) return short_number(cell) == short_number(expected);
  return same_in_csv(cell, expected, type);
}

std::vector<FilterTerm> random_terms(const ResourceInfo& info, const Model& m, Dice& d) {
  std::vector<FilterTerm> out;
  for (const FilterInfo& f : info.filters) {
    if (f.name == "as_of" || f.name == "sector") continue; // with tests of their own
    if (!d.one_in(info.filters.size() > 6 ? 7 : 3)) continue;
    FilterTerm t{f.name, f.excludable && d.one_in(3), {}};
    const auto& values = f.words.empty() ? m.samples.at(f.name) : f.words;
    for (std::size_t n = f.repeatable ? 1 + d.below(3) : 1; n-- > 0;) t.values.push_back(values[d.below(values.size())]);
    // Without a token nobody asks for drafts; the lists that have them are asked for what is public.
    if (t.name != "state") out.push_back(std::move(t));
  }
  return out;
}

std::string query_of(const std::vector<FilterTerm>& terms) {
  http::Parameters parameters;
  for (const FilterTerm& term : terms) {
    for (const std::string& value : term.values) parameters.emplace_back((term.exclude ? "not_" : "") + term.name, value);
  }
  return api::encode_query(parameters);
}

std::string with(const std::string& query, const std::string& more) { return query.empty() ? "?" + more : "?" + query + "&" + more; }

class Downloads {
 public:
  Downloads(persistence::Backend backend, std::uint32_t seed) : one_(api::register_router(), backend), world_(make_world(seed)) {
    written(one_.database(), [this](persistence::UnitOfWork& u) {
      store(world_, u.session());
      persistence::rebuild_rollups(u.session());
      return 0;
    });
    one_.set_clock(*Instant::parse(any_day().iso() + "T12:00:00Z"));
  }
  const World& world() const { return world_; }

  /// A complete download, whose headers say of it what is true.
  std::string whole(const std::string& target, std::size_t rows) {
    const auto response = one_.get(target);
    INFO(target << " " << response.body.substr(0, 300));
    REQUIRE(response.status == 200);
    const std::string body = body_of(response);
    CHECK(header(response, "X-Total-Count") == std::to_string(rows));
    CHECK(header(response, "X-Register-Seq") == std::to_string(world_.seq));
    CHECK(response.stream_length == body.size());
    exchange::Sha256 digest;
    digest.add(body);
    CHECK(header(response, "Repr-Digest") == api::repr_digest(digest.finish()));
    return body;
  }

  /// Every row of the pages, a few at a time, as JSON.
  std::vector<std::string> walked(const std::string& resource, const std::string& query, std::size_t& total) {
    std::vector<std::string> out;
    std::string target = "/v1/" + resource + with(query, "limit=17");
    while (!target.empty()) {
      const auto page = parsed(one_.get(target).body);
      REQUIRE(page.HasMember("data"));
      total = static_cast<std::size_t>(page["page"]["total"].GetInt64());
      for (const Value& row : page["data"].GetArray()) out.push_back(written_out(row));
      target = page["page"]["next"].IsNull() ? "" : page["page"]["next"].GetString();
    }
    return out;
  }

 private:
  Register one_;
  World world_;
};

void compare(Downloads& register_, const ResourceInfo& info, const std::vector<FilterTerm>& terms, std::size_t expected) {
  const std::string query = query_of(terms);
  INFO(info.name << "?" << query);
  std::size_t total = 0;
  auto walked = register_.walked(info.name, query, total);
  CHECK(total == expected);
  CHECK(walked.size() == expected);

  const std::string address = "/v1/" + info.name;
  const std::string question = query.empty() ? "" : "?" + query;
  const std::string ndjson = register_.whole(address + ".ndjson" + question, expected);
  std::vector<rapidjson::Document> rows;
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < ndjson.size();) {
    const std::size_t end = ndjson.find('\n', at);
    REQUIRE(end != std::string::npos);
    rows.push_back(parsed(std::string_view(ndjson).substr(at, end - at)));
    lines.push_back(written_out(rows.back()));
    at = end + 1;
  }
  std::sort(walked.begin(), walked.end());
  std::sort(lines.begin(), lines.end());
  CHECK((walked == lines));

  const auto csv = csv_rows(register_.whole(address + ".csv" + with(query, "byte_true=true"), expected));
  const auto sheet = workbook_rows(register_.whole(address + ".xlsx" + question, expected), info.columns.size());
  REQUIRE(csv.size() == rows.size() + 1);
  REQUIRE(sheet.size() == rows.size() + 1);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t c = 0; c < info.columns.size(); ++c) {
      const std::string is = said(rows[i], info.columns[c]);
      INFO("row " << i << " " << info.columns[c].name << ": " << is << " | " << csv[i + 1][c] << " | " << sheet[i + 1][c]);
      if (!same_in_csv(csv[i + 1][c], is, info.columns[c].type)) FAIL("the CSV says something else");
      if (!same_in_workbook(sheet[i + 1][c], is, info.columns[c].type)) FAIL("the workbook says something else");
    }
  }
}

} // namespace

TEST_CASE("a walk of pages, lines of JSON, CSV and a workbook hold the same rows for any filter, as many as total says", "[api]") {
  const auto backend = GENERATE(from_range(backends()));
  Downloads register_(backend, 91);
  Dice d(92);
  for (const ResourceInfo& info : persistence::resources()) {
    const Model m = model_of(register_.world(), info.name);
    for (int trial = 0; trial < 4; ++trial) {
      const auto terms = trial == 0 ? std::vector<FilterTerm>() : random_terms(info, m, d);
      compare(register_, info, terms, matching(m, terms).size());
    }
  }
}

TEST_CASE("a digest is written as RFC 9530 writes it", "[api]") {
  // The digest of nothing, as FIPS 180-4 gives it.
  CHECK(api::repr_digest(exchange::Sha256().finish()) == "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:");
}

TEST_CASE("what can be taken away whole has the columns and the rows of its downloads, and each CSV a description of its columns",
          "[api]") {
  Register one;
  const auto exports = parsed(one.get("/v1/exports").body);
  std::size_t lists = 0;
  for (const Value& item : exports["data"].GetArray()) {
    INFO(item["name"].GetString());
    if (item["csv_metadata"].IsNull()) continue;
    ++lists;
    for (const Value& form : item["addresses"].GetArray()) CHECK(one.get(form["address"].GetString()).status == 200);
    const auto csv = one.get("/v1/" + std::string(item["name"].GetString()) + ".csv");
    CHECK(header(csv, "X-Total-Count") == written_out(item["rows"]));
    CHECK(header(csv, "Link").find(item["csv_metadata"].GetString()) == 1);
    const auto metadata = parsed(one.get(item["csv_metadata"].GetString()).body);
    std::string heading;
    for (const Value& column : metadata["tableSchema"]["columns"].GetArray()) {
      heading += (heading.empty() ? "" : ",") + std::string(column["titles"].GetString());
      CHECK(column["dc:description"].GetStringLength() > 0);
    }
    CHECK(body_of(csv) == heading + "\r\n");
  }
  CHECK(lists == persistence::resources().size());
  CHECK(one.get("/v1/nothing.csv-metadata.json").status == 404);
  const auto some = one.get("/v1/awards.csv-metadata.json?fields=id,title");
  CHECK(parsed(some.body)["tableSchema"]["columns"].Size() == 2);
  CHECK(std::string(parsed(some.body)["url"].GetString()) == "awards.csv?fields=id%2Ctitle");
}

} // namespace openward::test
