// Reads the #include lines of the whole repository.

#include "tests/layering/include_rules.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <vector>

using openward::test::broken_rule;
namespace fs = std::filesystem;

namespace {

bool is_source(const fs::path& path) { return path.extension() == ".h" || path.extension() == ".cpp"; }

/// Folders that hold what tools made or fetched.
bool is_foreign(const fs::path& folder) {
  const std::string name = folder.filename().string();
  return name.starts_with(".") || name.starts_with("build") || name.starts_with("cmake-build") || name == "node_modules";
}

/// Sources below the root, as paths relative to it, in a stable order.
std::vector<std::string> sources_of(const fs::path& root) {
  std::vector<std::string> found;
  for (auto entry = fs::recursive_directory_iterator(root); entry != fs::recursive_directory_iterator(); ++entry) {
    if (entry->is_directory() && is_foreign(entry->path())) entry.disable_recursion_pending();
    if (entry->is_regular_file() && is_source(entry->path())) found.push_back(fs::relative(entry->path(), root).generic_string());
  }
  std::sort(found.begin(), found.end());
  return found;
}

/// "path:line: why", for each line that breaks a rule.
std::vector<std::string> violations_in(const fs::path& root, const std::string& path) {
  std::vector<std::string> found;
  std::ifstream file(root / path);
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (const auto why = broken_rule(path, line)) found.push_back(path + ":" + std::to_string(number) + ": " + *why);
  }
  return found;
}

class TemporaryFolder {
 public:
  TemporaryFolder() : path_(fs::temp_directory_path() / ("openward-layering-" + std::to_string(std::random_device()()))) {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored; // a leftover folder is no failure of the test
    fs::remove_all(path_, ignored);
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

} // namespace

TEST_CASE("no file of the repository includes what its layer must not know", "[layering]") {
  const fs::path root = OPENWARD_SOURCE_DIR;
  const auto sources = sources_of(root);
  std::set<std::string> folders;
  std::vector<std::string> found;
  for (const std::string& path : sources) {
    folders.insert(path.substr(0, path.find('/')));
    const auto here = violations_in(root, path);
    found.insert(found.end(), here.begin(), here.end());
  }
  CHECK(folders.count("domain") == 1); // the walk met the layers that the rules are about
  CHECK(folders.count("persistence") == 1);
  CHECK(folders.count("exchange") == 1);
  CHECK(folders.count("service") == 1);
  std::string report;
  for (const std::string& line : found) report += line + "\n";
  CHECK(report == "");
}

TEST_CASE("an include that breaks the layering is refused", "[layering]") {
  const auto [path, line, about] = GENERATE(table<std::string, std::string, std::string>({
      {"domain/award.cpp", "#include <soci/soci.h>", "domain/"},
      {"domain/award.cpp", "#include <fmt/format.h>", "domain/"},
      {"domain/award.cpp", "#include <unistd.h>", "domain/"},
      {"domain/award.cpp", "#include <iostream>", "input, output"},
      {"domain/award.cpp", "#include <fstream>", "input, output"},
      {"domain/award.cpp", "#include <mutex>", "threads"},
      {"domain/award.cpp", "#include \"persistence/database.h\"", "domain/"},
      {"domain/award.cpp", "#include \"award.h\"", "domain/"},
      {"domain/award.cpp", "#include \"domain/../service/main.h\"", "root"},
      {"domain/award.cpp", "  #  include\t\"service/http/message.h\" // why not", "domain/"},
      {"persistence/bodies.cpp", "#include \"exchange/ocds/release_reader.h\"", "persistence/"},
      {"persistence/bodies.cpp", "#include \"service/http/message.h\"", "persistence/"},
      {"persistence/detail/session.cpp", "#include <cpprest/json.h>", "service/http/"},
      {"exchange/ocds/release_reader.cpp", "#include \"persistence/repositories.h\"", "exchange/"},
      {"exchange/ocds/release_reader.cpp", "#include \"service/http/message.h\"", "exchange/"},
      {"exchange/ocds/release_reader.cpp", "#include <soci/soci.h>", "persistence/"},
      {"service/api/awards.cpp", "#include <cpprest/http_listener.h>", "service/http/"},
      {"service/api/awards.cpp", "#include <pplx/pplxtasks.h>", "service/http/"},
      {"service/main.cpp", "#include \"cpprest/http_listener.h\"", "service/http/"},
      {"service/main.cpp", "#include <soci/soci.h>", "persistence/"},
      {"service/main.cpp", "#include <soci.h>", "persistence/"},
      {"tests/exchange/ocds/reader_test.cpp", "#include <soci/soci.h>", "persistence/"},
      {"bench/load.cpp", "#include <cpprest/http_client.h>", "service/http/"},
  }));
  CAPTURE(path, line);
  const auto why = broken_rule(path, line);
  REQUIRE(why);
  CHECK_THAT(*why, ContainsSubstring(about));
}

TEST_CASE("an include that the layering allows is let through", "[layering]") {
  const auto [path, line] = GENERATE(table<std::string, std::string>({
      {"domain/award.cpp", "#include \"domain/body.h\""},
      {"domain/award.cpp", "#include <string_view>"},
      {"domain/award.cpp", "#include <chrono>"},
      {"persistence/bodies.cpp", "#include \"domain/body.h\""},
      {"persistence/bodies.cpp", "#include <soci/soci.h>"},
      {"persistence/detail/connect.cpp", "#include <soci/sqlite3/soci-sqlite3.h>"},
      {"exchange/ocds/release_reader.cpp", "#include <simdjson.h>"},
      {"exchange/ocds/release_reader.cpp", "#include \"domain/notice.h\""},
      {"service/http/server.cpp", "#include <cpprest/http_listener.h>"},
      {"service/http/server.cpp", "#include <pplx/threadpool.h>"},
      {"service/main.cpp", "#include \"persistence/database.h\""},
      {"service/main.cpp", "#include \"exchange/ocds/release_reader.h\""},
      {"tests/persistence/open_test.cpp", "#include <soci/soci.h>"},
      {"tests/support/databases.cpp", "#include <soci/soci.h>"},
      {"domain/award.cpp", "// #include <soci/soci.h>"},
      {"domain/award.cpp", "const auto text = \"#include <soci/soci.h>\";"},
      {"domain/award.cpp", "#pragma once"},
      {"domain/award.cpp", ""},
  }));
  CAPTURE(path, line);
  CHECK_FALSE(broken_rule(path, line));
}

TEST_CASE("a violation is reported with its file and line, and built or fetched files are not read", "[layering]") {
  const TemporaryFolder folder;
  const auto write = [&](const std::string& path, const std::string& text) {
    fs::create_directories((folder.path() / path).parent_path());
    std::ofstream(folder.path() / path) << text;
  };
  write("domain/bad.cpp", "#include <string>\n\n#include <soci/soci.h>\n");
  write("build/dev/domain/made.cpp", "#include <soci/soci.h>\n");
  write("web/node_modules/x/domain/fetched.h", "#include <soci/soci.h>\n");
  write("domain/notes.txt", "#include <soci/soci.h>\n");

  CHECK(sources_of(folder.path()) == std::vector<std::string>{"domain/bad.cpp"});
  const auto found = violations_in(folder.path(), "domain/bad.cpp");
  REQUIRE(found.size() == 1);
  CHECK_THAT(found.front(), ContainsSubstring("domain/bad.cpp:3: <soci/soci.h>"));
}
