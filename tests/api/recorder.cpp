#include "tests/api/recorder.h"

#include <stdexcept>

namespace openward::test {

std::vector<std::string> faults(const RawAnswer& answer) {
  std::vector<std::string> out;
  const auto problem = json(answer.body);
  if (!problem.HasMember("errors")) return out;
  for (const auto& fault : problem["errors"].GetArray()) {
    const char* place = fault.HasMember("pointer") ? "/pointer" : "/parameter";
    out.push_back((fault.HasMember(place + 1) ? at(fault, place) + " " : "") + at(fault, "/code"));
  }
  return out;
}

Recorder::Recorder(persistence::Backend backend) : url(fresh_url(backend)) {
  const Ended loaded = run({"--database", url, "demo"});
  if (loaded.status != 0) throw std::runtime_error(loaded.err);
  secret = new_token(url, "recorder");
  serving = std::make_unique<Serving>(url);
}

RawAnswer Recorder::post(const std::string& target, const std::string& body, const std::string& headers) const {
  const std::string type = body.empty() ? "" : "Content-Type: application/json\r\n";
  return ask(serving->port(), request_text("POST", target, "Authorization: Bearer " + secret + "\r\n" + type + headers, body));
}

RawAnswer Recorder::get(const std::string& target) const { return openward::test::get(serving->port(), target); }

RawAnswer Recorder::get_as_recorder(const std::string& target) const {
  return openward::test::get(serving->port(), target, "Authorization: Bearer " + secret + "\r\n");
}

void Recorder::start_again() {
  serving->kill_at_once();
  serving = std::make_unique<Serving>(url);
}

} // namespace openward::test
