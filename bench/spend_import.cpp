// How fast spend files come into the register, beside the plainest tools: `openward import --as spend` (typed, checked, matched, rolled up)
// against `sqlite3 .import` and `psql \copy` of the same bytes into a table of text. Every run has a database of its own, which is gone
// afterwards; the programs take turns, and of each the quickest of its runs is told. A process's own processor time and most resident
// memory are told, and not those of a PostgreSQL server.
//
//   bench_spend_import --openward PROGRAM [--postgresql CONNINFO] [--repeat 3] FOLDER...
//
// FOLDER holds .csv files alone (bench_spend_files makes them): one of a large file, one of many small ones, one after the other. CONNINFO
// is libpq's, of a user who may create databases: "host=/run/postgresql user=postgres dbname=postgres". Needs sqlite3, and psql with it.

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

struct Cost {
  double wall = 0;      // seconds
  double processor = 0; // seconds
  long resident = 0;    // megabytes
};

double seconds(const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; }

/// Runs a program to its end, its output thrown away.
Cost run(const Words& words) {
  std::vector<char*> argv;
  for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  const auto begun = std::chrono::steady_clock::now();
  std::fflush(nullptr); // what waits to be written would be written by both
  const pid_t child = ::fork();
  if (child == 0) {
    if (std::freopen("/dev/null", "w", stdout) == nullptr) ::_exit(126);
    ::execvp(argv[0], argv.data());
    ::_exit(127);
  }
  int status = 0;
  rusage used{};
  if (child < 0 || ::wait4(child, &status, 0, &used) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    std::fprintf(stderr, "bench_spend_import: %s failed: run it by hand to see why\n", words.front().c_str());
    std::exit(1);
  }
  return {std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count(), seconds(used.ru_utime) + seconds(used.ru_stime),
          used.ru_maxrss / 1024};
}

struct Files {
  fs::path folder;
  std::vector<fs::path> paths;
  std::uintmax_t bytes = 0;
  std::int64_t lines = 0; // without the headings
  std::size_t columns = 0;
};

Files files_of(const fs::path& folder) {
  Files files;
  files.folder = folder;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".csv") files.paths.push_back(entry.path());
  }
  std::sort(files.paths.begin(), files.paths.end());
  for (const fs::path& path : files.paths) {
    files.bytes += fs::file_size(path);
    std::ifstream in(path);
    std::string line;
    std::getline(in, line);
    files.columns = static_cast<std::size_t>(std::count(line.begin(), line.end(), ',')) + 1;
    while (std::getline(in, line)) ++files.lines;
  }
  return files;
}

/// A folder for the databases of one run.
class Workplace {
 public:
  Workplace() {
    std::string made = (fs::temp_directory_path() / "bench-spend-import-XXXXXX").string();
    if (::mkdtemp(made.data()) == nullptr) {
      std::fprintf(stderr, "bench_spend_import: no temporary folder could be made: check TMPDIR\n");
      std::exit(1);
    }
    path_ = made;
  }
  ~Workplace() {
    std::error_code ignored; // a leftover folder spoils no figure
    fs::remove_all(path_, ignored);
  }
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;
  std::string in(const std::string& name) const { return (path_ / name).string(); }

 private:
  fs::path path_;
};

/// A database of its own on the server.
class ServerDatabase {
 public:
  explicit ServerDatabase(std::string conninfo)
      : conninfo_(std::move(conninfo)), name_("bench_spend_import_" + std::to_string(::getpid())) {
    run({"psql", "-q", "-d", conninfo_, "-c", "create database " + name_ + " encoding 'UTF8' template template0"});
  }
  ~ServerDatabase() { run({"psql", "-q", "-d", conninfo_, "-c", "drop database " + name_}); }
  ServerDatabase(const ServerDatabase&) = delete;
  ServerDatabase& operator=(const ServerDatabase&) = delete;
  /// What stands last in a conninfo holds.
  std::string conninfo() const { return conninfo_ + " dbname=" + name_; }

 private:
  std::string conninfo_;
  std::string name_;
};

struct Wanted {
  std::string openward;
  std::string postgresql;
  int repeat = 3;
  std::vector<std::string> folders;
};

Cost openward_into(const Wanted& wanted, const Files& files, const std::string& url) {
  run({wanted.openward, "migrate", "--database", url});
  return run({wanted.openward, "import", "--as", "spend", files.folder.string(), "--database", url});
}

Cost ours_on_sqlite(const Wanted& wanted, const Files& files) {
  const Workplace place;
  return openward_into(wanted, files, "sqlite:" + place.in("register.db"));
}

Cost sqlite3_import(const Files& files) {
  const Workplace place;
  Words words{"sqlite3", place.in("plain.db"), ".mode csv"};
  for (const fs::path& path : files.paths) {
    const bool first = path == files.paths.front(); // its headings name the columns
    words.push_back(std::string(".import ") + (first ? "" : "--skip 1 ") + "'" + path.string() + "' t");
  }
  return run(words);
}

Cost ours_on_postgresql(const Wanted& wanted, const Files& files) {
  const ServerDatabase database(wanted.postgresql);
  return openward_into(wanted, files, "postgresql:" + database.conninfo());
}

Cost psql_copy(const Wanted& wanted, const Files& files) {
  const ServerDatabase database(wanted.postgresql);
  std::string columns;
  for (std::size_t i = 0; i < files.columns; ++i) columns += (i == 0 ? "c" : " text, c") + std::to_string(i);
  Words words{"psql", "-q", "-d", database.conninfo(), "-c", "create table t (" + columns + " text)"};
  for (const fs::path& path : files.paths)
    words.insert(words.end(), {"-c", "\\copy t from '" + path.string() + "' with (format csv, header true)"});
  return run(words);
}

Cost quicker(const std::optional<Cost>& one, const Cost& other) { return one && one->wall < other.wall ? *one : other; }

void tell(const char* what, const Files& files, const Cost& cost) {
  std::printf("%-22s %7.2f s %9.0f lines/s %7.1f MB/s; %6.2f s of processor; at most %4ld MB resident\n", what, cost.wall,
              static_cast<double>(files.lines) / cost.wall, static_cast<double>(files.bytes) / 1e6 / cost.wall, cost.processor,
              cost.resident);
}

template <typename Ours, typename Plain>
void compare(const Wanted& wanted, const Files& files, const char* our_name, Ours ours, const char* plain_name, Plain plain,
             double target) {
  std::optional<Cost> best_ours;
  std::optional<Cost> best_plain;
  for (int i = 0; i < wanted.repeat; ++i) {
    best_plain = quicker(best_plain, plain());
    best_ours = quicker(best_ours, ours());
  }
  tell(plain_name, files, *best_plain);
  tell(our_name, files, *best_ours);
  std::printf("%-22s %7.2f of the rate by the clock (target %.1f), %.2f by processor time\n", "", best_plain->wall / best_ours->wall,
              target, best_plain->processor / best_ours->processor);
}

std::optional<Wanted> read(int argc, char** argv) {
  Wanted wanted;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (!word.starts_with("--")) {
      wanted.folders.emplace_back(word);
      continue;
    }
    if (i + 1 == argc) return std::nullopt;
    const char* const value = argv[++i];
    if (word == "--openward") {
      wanted.openward = value;
    } else if (word == "--postgresql") {
      wanted.postgresql = value;
    } else if (word == "--repeat") {
      wanted.repeat = std::max(1, std::atoi(value));
    } else {
      return std::nullopt;
    }
  }
  if (wanted.openward.empty() || wanted.folders.empty()) return std::nullopt;
  return wanted;
}

} // namespace

int main(int argc, char** argv) {
  const auto wanted = read(argc, argv);
  if (!wanted) {
    std::fprintf(stderr, "usage: bench_spend_import --openward PROGRAM [--postgresql CONNINFO] [--repeat 3] FOLDER...\n");
    return 2;
  }
  for (const std::string& folder : wanted->folders) {
    const Files files = files_of(folder);
    if (files.paths.empty()) {
      std::fprintf(stderr, "bench_spend_import: %s holds no .csv file: make some with bench_spend_files\n", folder.c_str());
      return 1;
    }
    std::printf("%lld lines, %.1f MB in %zu files\n", static_cast<long long>(files.lines), static_cast<double>(files.bytes) / 1e6,
                files.paths.size());
    compare(
        *wanted, files, "openward on SQLite", [&] { return ours_on_sqlite(*wanted, files); }, "sqlite3 .import",
        [&] { return sqlite3_import(files); }, 1.0);
    if (wanted->postgresql.empty()) continue;
    compare(
        *wanted, files, "openward on PostgreSQL", [&] { return ours_on_postgresql(*wanted, files); }, "psql \\copy",
        [&] { return psql_copy(*wanted, files); }, 0.7);
  }
  return 0;
}
