#include "service/http/log.h"

#include "service/http/syntax.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <array>
#include <chrono>

namespace openward::http {
namespace {

constexpr std::size_t longest_text = 1024; // a hostile path must not fill the disk
constexpr std::size_t most_names = 32;

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

std::string_view word(LogLevel level) {
  static constexpr std::array<std::string_view, 4> words{"debug", "info", "warning", "error"};
  return words[static_cast<std::size_t>(level)];
}

spdlog::level::level_enum spdlog_level(LogLevel level) {
  static constexpr std::array<spdlog::level::level_enum, 4> levels{spdlog::level::debug, spdlog::level::info, spdlog::level::warn,
                                                                   spdlog::level::err};
  return levels[static_cast<std::size_t>(level)];
}

std::string timestamp() {
  const auto now = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
  const auto midnight = std::chrono::floor<std::chrono::days>(now);
  const std::chrono::year_month_day date(midnight);
  const std::chrono::hh_mm_ss time(now - midnight);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}Z", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()), time.hours().count(), time.minutes().count(), time.seconds().count(),
                     time.subseconds().count());
}

void write_key(Writer& json, std::string_view name) { json.Key(name.data(), static_cast<rapidjson::SizeType>(name.size())); }

void write_text(Writer& json, std::string_view text) {
  // Scrubbed after the cut, which may fall inside a character.
  const auto clean = scrubbed(text.substr(0, longest_text));
  json.String(clean.data(), static_cast<rapidjson::SizeType>(clean.size()));
}

void write_member(Writer& json, std::string_view name, std::string_view value) {
  write_key(json, name);
  write_text(json, value);
}

void write_member(Writer& json, std::string_view name, std::int64_t value) {
  write_key(json, name);
  json.Int64(value);
}

struct WriteValue {
  Writer& json;
  void operator()(const std::string& value) const { write_text(json, value); }
  void operator()(std::int64_t value) const { json.Int64(value); }
  void operator()(bool value) const { json.Bool(value); }
};

} // namespace

struct Log::State {
  std::shared_ptr<spdlog::logger> logger;

  State(spdlog::sink_ptr sink, LogLevel least) : logger(std::make_shared<spdlog::logger>("openward", std::move(sink))) {
    logger->set_pattern("%v");
    logger->set_level(spdlog_level(least));
    logger->flush_on(spdlog::level::warn);
  }

  bool wants(LogLevel level) const { return logger->should_log(spdlog_level(level)); }

  template <typename WriteMembers>
  void line(LogLevel level, std::string_view name, WriteMembers write_members) const {
    rapidjson::StringBuffer out;
    Writer json(out);
    json.StartObject();
    write_member(json, "ts", timestamp());
    write_member(json, "level", word(level));
    write_member(json, "logger", name);
    write_members(json);
    json.EndObject();
    logger->log(spdlog_level(level), spdlog::string_view_t(out.GetString(), out.GetSize()));
  }
};

Log::Log(LogOutput output, LogLevel least) {
  spdlog::sink_ptr sink;
  if (output == LogOutput::standard_output)
    sink = std::make_shared<spdlog::sinks::stdout_sink_mt>();
  else
    sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
  state_ = std::make_unique<State>(std::move(sink), least);
}

Log::Log(std::ostream& out, LogLevel least)
    : state_(std::make_unique<State>(std::make_shared<spdlog::sinks::ostream_sink_mt>(out), least)) {}

Log::~Log() { state_->logger->flush(); }

void Log::log_request(const Exchange& exchange) {
  const auto level = exchange.status >= 500 ? LogLevel::error : LogLevel::info;
  if (!state_->wants(level)) return;
  const Request& request = *exchange.request;
  state_->line(level, "http", [&](Writer& json) {
    write_member(json, "method", request.method);
    write_member(json, "path", request.path);
    if (!request.query.empty()) {
      json.Key("query");
      json.StartArray();
      for (std::size_t i = 0; i < request.query.size() && i < most_names; ++i) write_text(json, request.query[i].first);
      json.EndArray();
    }
    write_member(json, "status", std::int64_t{exchange.status});
    write_member(json, "bytes", static_cast<std::int64_t>(exchange.bytes));
    write_member(json, "duration_us", std::int64_t{exchange.duration.count()});
    write_member(json, "request_id", request.request_id);
    write_member(json, "remote", request.remote);
  });
}

void Log::log_event(LogLevel level, std::string_view name, const std::vector<LogField>& fields) {
  if (!state_->wants(level)) return;
  state_->line(level, "openward", [&](Writer& json) {
    write_member(json, "event", name);
    for (const auto& [key, value] : fields) {
      write_key(json, key);
      std::visit(WriteValue{json}, value);
    }
  });
}

} // namespace openward::http
