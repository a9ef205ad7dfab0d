#include "tests/api/program.h"

#include "tests/support/catch.h"

#include <rapidjson/pointer.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ; // NOLINT(readability-redundant-declaration): unistd.h gives it to GNU programs alone

namespace openward::test {

namespace {

std::string read_all(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

struct Streams {
  std::string in = "/dev/null";
  std::string out;
  std::string err;
  int out_handle = -1; // a pipe, instead of `out`
};

pid_t spawn(const std::string& program, std::vector<std::string> arguments, const Streams& streams) {
  std::vector<char*> words;
  words.reserve(arguments.size() + 1);
  for (std::string& argument : arguments) words.push_back(argument.data());
  words.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, streams.in.c_str(), O_RDONLY, 0);
  if (streams.out_handle >= 0) {
    posix_spawn_file_actions_adddup2(&actions, streams.out_handle, 1);
  } else {
    posix_spawn_file_actions_addopen(&actions, 1, streams.out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  }
  posix_spawn_file_actions_addopen(&actions, 2, streams.err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  pid_t process = -1;
  const int fault = posix_spawn(&process, program.c_str(), &actions, nullptr, words.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  REQUIRE(fault == 0);
  return process;
}

int wait_for(pid_t process) {
  int status = 0;
  ::waitpid(process, &status, 0);
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

Ended run_program(const std::string& program, const std::vector<std::string>& arguments, const std::string& input) {
  const TemporaryFolder folder;
  Streams streams;
  streams.in = folder.write("in", input);
  streams.out = folder.file("out");
  streams.err = folder.file("err");
  Ended ended;
  ended.status = wait_for(spawn(program, arguments, streams));
  ended.out = read_all(streams.out);
  ended.err = read_all(streams.err);
  return ended;
}

} // namespace

Ended run(const std::vector<std::string>& arguments, const std::string& input) {
  std::vector<std::string> words{"openward"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return run_program(OPENWARD_PROGRAM, words, input);
}

Ended run_shell(const std::string& command) {
  ::setenv("OPENWARD", OPENWARD_PROGRAM, 1);
  return run_program("/bin/sh", {"sh", "-c", command}, {});
}

Serving::Serving(const std::string& database_url, const std::vector<std::string>& more) {
  std::array<int, 2> ends{};
  REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0);
  out_ = ends[0];
  std::string pattern = (std::filesystem::temp_directory_path() / "openward-serving-XXXXXX").string();
  ::close(::mkstemp(pattern.data()));
  err_file_ = pattern;
  Streams streams;
  streams.out_handle = ends[1];
  streams.err = err_file_;
  std::vector<std::string> words{"openward", "--database", database_url, "serve", "--listen", "127.0.0.1:0"};
  words.insert(words.end(), more.begin(), more.end());
  process_ = spawn(OPENWARD_PROGRAM, std::move(words), streams);
  ::close(ends[1]);
  std::string said;
  while (said.find('\n') == std::string::npos) {
    pollfd ready{out_, POLLIN, 0};
    std::array<char, 512> piece{};
    const bool came = ::poll(&ready, 1, 60000) == 1;
    const ssize_t got = came ? ::read(out_, piece.data(), piece.size()) : 0;
    if (got <= 0) break;
    said.append(piece.data(), static_cast<std::size_t>(got));
  }
  const auto host = said.find("127.0.0.1:");
  INFO("said: " << said << " and: " << read_all(err_file_));
  REQUIRE(host != std::string::npos);
  port_ = static_cast<unsigned short>(std::stoi(said.substr(host + 10)));
}

Serving::~Serving() {
  if (process_ > 0) kill_at_once();
  if (out_ >= 0) ::close(out_);
  std::error_code ignored;
  std::filesystem::remove(err_file_, ignored);
}

bool Serving::alive() const { return process_ > 0 && ::waitpid(process_, nullptr, WNOHANG) == 0; }

std::size_t Serving::resident_bytes() const {
  std::ifstream in("/proc/" + std::to_string(process_) + "/statm");
  std::size_t total = 0;
  std::size_t resident = 0;
  in >> total >> resident;
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

void Serving::kill_at_once() {
  ::kill(process_, SIGKILL);
  wait_for(process_);
  process_ = -1;
}

Ended Serving::terminate() {
  ::kill(process_, SIGTERM);
  Ended ended;
  ended.status = wait_for(process_);
  process_ = -1;
  ended.err = read_all(err_file_);
  return ended;
}

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "openward-test-XXXXXX").string();
  REQUIRE(::mkdtemp(pattern.data()) != nullptr);
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string TemporaryFolder::write(std::string_view name, std::string_view content) const {
  const std::string path = file(name);
  std::ofstream(path, std::ios::binary) << content;
  return path;
}

rapidjson::Document json(std::string_view text) {
  rapidjson::Document document;
  document.Parse(text.data(), text.size());
  INFO(text);
  REQUIRE_FALSE(document.HasParseError());
  return document;
}

std::string at(const rapidjson::Value& document, const char* pointer) {
  const rapidjson::Value* found = rapidjson::Pointer(pointer).Get(document);
  if (found == nullptr) return "(absent)";
  if (found->IsString()) return {found->GetString(), found->GetStringLength()};
  rapidjson::StringBuffer text;
  rapidjson::Writer<rapidjson::StringBuffer> writer(text);
  found->Accept(writer);
  return text.GetString();
}

std::string new_token(const std::string& database_url, const std::string& role, const std::vector<std::string>& more) {
  std::vector<std::string> words{"--database", database_url, "token", "create", "--role", role, "--name", "test"};
  words.insert(words.end(), more.begin(), more.end());
  const Ended made = run(words);
  INFO(made.err);
  REQUIRE(made.status == 0);
  return made.out.substr(0, made.out.find('\n'));
}

} // namespace openward::test
