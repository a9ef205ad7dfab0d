#include "persistence/repositories.h"
#include "service/api/router.h"
#include "service/app/matching.h"
#include "service/cli/command.h"
#include "service/http/client_address.h"
#include "service/http/log.h"
#include "service/http/problem.h"
#include "service/http/server.h"
#include "service/pages/problem.h"
#include "service/version.h"

#include <charconv>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <pthread.h>

namespace openward::cli {

namespace {

struct Options {
  std::string listen = "127.0.0.1:8080";
  std::size_t workers = 4;
  std::size_t waiting = 256;
  std::size_t body_limit = 32; // MiB
  std::string reference = OPENWARD_REFERENCE;
  std::uint32_t read_limit = 600;
  std::uint32_t token_limit = 1200;
  bool limit_loopback = false;
  std::vector<std::string> trusted_proxies;
  std::vector<std::string> write_origins;
};

struct Listen {
  std::string address;
  unsigned short port = 0;
};

Result<Listen> parse_listen(const std::string& words) {
  const auto colon = words.rfind(':');
  Listen out;
  if (colon != std::string::npos) {
    const char* end = words.data() + words.size();
    const auto [stop, fault] = std::from_chars(words.data() + colon + 1, end, out.port);
    out.address = words.substr(0, colon);
    if (fault == std::errc{} && stop == end && !out.address.empty()) return out;
  }
  return invalid("--listen takes ADDRESS:PORT, such as 127.0.0.1:8080, not \"" + words + "\".");
}

/// In their one spelling, so that they can be compared with the address of a connection.
Result<std::vector<std::string>> addresses_of(const std::vector<std::string>& given) {
  std::vector<std::string> out;
  for (const std::string& one : given) {
    auto address = http::plain_address(one);
    if (!address) return invalid("--trusted-proxy: " + address.error().message);
    out.push_back(*std::move(address));
  }
  return out;
}

/// SIGTERM and SIGINT are taken by a waiting thread and nobody else, so no code of ours runs inside a signal. Must come before any thread.
sigset_t block_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return signals;
}

/// Where the feed stands; none while the database is out of reach.
std::optional<std::int64_t> last_change(persistence::Database& database) {
  const auto last = database.read([](persistence::Session& s) -> Result<std::int64_t> { return persistence::last_seq(s); });
  return last ? std::optional(*last) : std::nullopt;
}

int serve(const Common& common, const Options& options) {
  auto listen = parse_listen(options.listen);
  if (!listen) return say(listen.error()), kUsage;
  auto proxies = addresses_of(options.trusted_proxies);
  if (!proxies) return say(proxies.error()), kUsage;
  const sigset_t signals = block_signals();
  http::Log log(http::LogOutput::standard_error);
  int status = kDone;
  auto database = open_database(common, status, {.readers = options.workers});
  if (!database) return status;

  if (const auto moved = app::move_classes(*database, common.clock); !moved)
    log.log_event(http::LogLevel::error, "classes_not_moved", {{"what", moved.error().message}, {"internal", moved.error().internal}});
  const api::Router router = api::register_router();
  http::Metrics metrics{std::string(kVersion)};
  http::Server* running = nullptr;
  api::App app{*database,
               common.clock,
               metrics,
               [&running] { return running->gauges(); },
               [&running] { return running->draining(); },
               [&log](const http::Request& request, const Error& error) {
                 log.log_event(http::LogLevel::error, "fault",
                               {{"request_id", request.request_id}, {"what", error.message}, {"internal", error.internal}});
               },
               std::string(kVersion)};
  if (std::filesystem::is_directory(options.reference)) app.known_bodies = options.reference;
  app.limits = std::make_shared<api::Limits>(http::Budget{options.read_limit}, http::Budget{options.token_limit}, options.limit_loopback);
  app.write_origins = options.write_origins;
  http::ServerOptions how;
  how.body_limit = options.body_limit * 1024 * 1024;
  how.address = listen->address;
  how.port = listen->port;
  how.workers = options.workers;
  how.waiting = options.waiting;
  how.look = [&database] { return last_change(*database); };
  how.trusted_proxies = *std::move(proxies);
  how.at_once = [](const http::Request& request) { return request.path == "/healthz" || request.path == "/metrics"; };
  how.on_exception = [&log](const http::Request& request, std::string_view what) {
    log.log_event(http::LogLevel::error, "handler_failed", {{"request_id", request.request_id}, {"what", std::string(what)}});
  };
  http::Server server(
      how, [&](const http::Request& request) { return router.answer(app, request); },
      [&app](const http::Request& request, int code, std::string_view detail) {
        http::Response problem = http::problem_for_status(request, code, detail);
        return pages::wants_page(request, problem) ? pages::problem_page(app, request, std::move(problem)) : problem;
      },
      [&](const http::Exchange& done) {
        metrics.record(done.request->method, router.pattern_of(*done.request), done.status, done.bytes, done.duration);
        log.log_request(done);
      });
  running = &server;
  database->after_commit([&server](std::int64_t last) { server.reach(last); });
  if (auto started = server.start(); !started) return say(started.error()), kEnvironment;
  log.log_event(http::LogLevel::info, "started",
                {{"port", static_cast<std::int64_t>(server.port())}, {"database", database->description()}});
  std::cout << "Openward serves http://" << how.address << ':' << server.port() << "/ from " << database->description() << std::endl;

  int signal = 0;
  sigwait(&signals, &signal);
  log.log_event(http::LogLevel::info, "draining", {{"signal", static_cast<std::int64_t>(signal)}});
  const bool all_answered = server.stop();
  log.log_event(all_answered ? http::LogLevel::info : http::LogLevel::warning, "stopped", {{"all_answered", all_answered}});
  // A handler that outlived the deadline still uses what this function owns, so nothing may be destroyed under it.
  if (!all_answered) std::quick_exit(kEnvironment);
  return kDone;
}

} // namespace

void add_serve(CLI::App& program, Common& common, Run& run) {
  auto* command = program.add_subcommand("serve", "answer over HTTP until SIGTERM or Ctrl-C");
  auto options = std::make_shared<Options>();
  command->add_option("--listen", options->listen, "ADDRESS:PORT; port 0 lets the system choose")
      ->envname("OPENWARD_LISTEN")
      ->capture_default_str();
  command->add_option("--workers", options->workers, "requests answered at the same time")->check(CLI::Range(1, 64))->capture_default_str();
  command->add_option("--waiting", options->waiting, "readers of the feed that may wait for a change at the same time; 0: none")
      ->check(CLI::Range(0, 10000))
      ->envname("OPENWARD_WAITING")
      ->capture_default_str();
  command->add_option("--body-limit", options->body_limit, "MiB that a request may send; larger files come in by `openward import`")
      ->check(CLI::Range(1, 1024))
      ->envname("OPENWARD_BODY_LIMIT")
      ->capture_default_str();
  command->add_option("--reference", options->reference, "the folder of reference files, by which suppliers are known")
      ->envname("OPENWARD_REFERENCE")
      ->capture_default_str();
  command->add_option("--read-limit", options->read_limit, "requests a minute from one address; 0 counts none")
      ->envname("OPENWARD_READ_LIMIT")
      ->capture_default_str();
  command->add_option("--token-limit", options->token_limit, "requests a minute with one token; 0 counts none")
      ->envname("OPENWARD_TOKEN_LIMIT")
      ->capture_default_str();
  command->add_flag("--limit-loopback", options->limit_loopback, "hold requests of this machine itself to the limit too");
  command->add_option("--trusted-proxy", options->trusted_proxies, "address of a proxy whose X-Forwarded-For is believed; may be repeated")
      ->delimiter(',')
      ->envname("OPENWARD_TRUSTED_PROXY");
  command->add_option("--write-origin", options->write_origins, "whose web pages may write, as https://example.org; may be repeated")
      ->delimiter(',')
      ->envname("OPENWARD_WRITE_ORIGIN");
  command->callback([&common, &run, options] { run = [&common, options] { return serve(common, *options); }; });
}

} // namespace openward::cli
