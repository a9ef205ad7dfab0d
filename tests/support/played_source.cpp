#include "tests/support/played_source.h"

#include <algorithm>
#include <stdexcept>

namespace openward::test {
namespace {

std::string padded(std::size_t number, std::size_t width) {
  std::string out = std::to_string(number);
  return std::string(width - std::min(width, out.size()), '0') + out;
}

Instant wall_time(const std::string& text) {
  const auto at = Instant::parse(text);
  if (!at || text.size() != 19) throw std::runtime_error("the source wants YYYY-MM-DDTHH:MM:SS, not " + text);
  return *at;
}

} // namespace

std::string parameter_of(const std::string& target, const std::string& name) {
  const auto found = target.find_first_of("?&", target.find(name + "=") - 1);
  if (found == std::string::npos || target.compare(found + 1, name.size() + 1, name + "=") != 0) return {};
  const auto from = found + name.size() + 2;
  return target.substr(from, target.find('&', from) - from);
}

void PlayedSource::publish(Instant from, Instant to, int count) {
  const auto step = (to.seconds() - from.seconds()) / count;
  for (int i = 0; i < count; ++i) times_.emplace_back(from.seconds() + step * i);
}

std::int64_t PlayedSource::between(Instant from, Instant to) const {
  return std::count_if(times_.begin(), times_.end(), [&](Instant at) { return from <= at && at <= to; });
}

std::string PlayedSource::release(std::size_t index) const {
  const std::string number = padded(index + 1, 6);
  return R"({"ocid":"ocds-h6vhtk-)" + number + R"(","id":")" + number + R"(-2026","date":")" + times_[index].iso() +
         R"(","tag":["planning"],"initiationType":"tender","language":"en","tender":{"id":"t-)" + number +
         R"(","title":"Invented service )" + number +
         R"(","legalBasis":{"scheme":"UKPGA","id":"2023/54"}},"buyer":{"id":"GB-FTS-1","name":"Invented Fen Council"})" + extra + "}";
}

std::string PlayedSource::page(const std::string& target, const std::string& base) const {
  const Instant from = wall_time(parameter_of(target, "updatedFrom"));
  const Instant to = wall_time(parameter_of(target, "updatedTo"));
  const std::string cursor = parameter_of(target, "cursor");
  std::size_t next = cursor.empty() ? times_.size() : std::stoul(cursor);
  std::string releases;
  std::size_t count = 0;
  bool more = false;
  for (; next > 0; --next) {
    const Instant at = times_[next - 1];
    if (at < from || to < at) continue;
    more = count == page_size_;
    if (more) break;
    releases += (count++ == 0 ? "" : ",\n") + release(next - 1);
  }
  std::string out = R"({"uri":")" + base + target +
                    R"(","version":"1.1","extensions":[],"publishedDate":"2026-08-12T00:00:00Z",)"
                    R"("publisher":{"name":"Invented source"},"releases":[)" +
                    releases + "]";
  if (more && !forget_links)
    out += R"(,"links":{"next":")" + base + target.substr(0, target.find("&cursor")) + "&cursor=" + std::to_string(next) + "\"}";
  return out + "}\n";
}

} // namespace openward::test
