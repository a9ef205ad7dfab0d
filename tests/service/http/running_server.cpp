#include "tests/service/http/running_server.h"

#include <stdexcept>

namespace openward::test {

void Gate::pass() {
  std::unique_lock lock(mutex_);
  ++arrived_;
  changed_.notify_all();
  changed_.wait_for(lock, generous, [this] { return open_; });
}

void Gate::open() {
  const std::lock_guard lock(mutex_);
  open_ = true;
  changed_.notify_all();
}

bool Gate::wait_for_arrivals(int count) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, generous, [&] { return arrived_ >= count; });
}

RunningServer::RunningServer(http::Handler handler, http::ServerOptions options) {
  options.port = 0;
  options.on_exception = [record = record_](const http::Request&, std::string_view what) {
    const std::lock_guard lock(record->mutex);
    record->exceptions.emplace_back(what);
  };
  auto on_problem = [](const http::Request& request, int status, std::string_view detail) {
    return http::problem_for_status(request, status, detail);
  };
  auto on_done = [record = record_](const http::Exchange& done) {
    const std::lock_guard lock(record->mutex);
    record->finished.push_back({done.request->method, done.request->path, done.status, done.bytes, done.duration});
    record->changed.notify_all();
  };
  server_ = std::make_unique<http::Server>(std::move(options), std::move(handler), on_problem, on_done);
  const auto started = server_->start();
  if (!started) throw std::runtime_error(started.error().message);
}

std::vector<Finished> RunningServer::finished(std::size_t count) {
  std::unique_lock lock(record_->mutex);
  record_->changed.wait_for(lock, generous, [&] { return record_->finished.size() >= count; });
  return record_->finished;
}

std::vector<std::string> RunningServer::exceptions() {
  const std::lock_guard lock(record_->mutex);
  return record_->exceptions;
}

http::Response text_response(std::string body, int status) {
  http::Response response;
  response.status = status;
  response.media_type = "text/plain; charset=utf-8";
  response.body = std::move(body);
  return response;
}

} // namespace openward::test
