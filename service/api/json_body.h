#pragma once
// Reads the JSON object of a request, collecting every fault at once with a JSON pointer. Numbers are kept as their text: no amount passes
// through a double. Members that are not asked for are faults that name the valid ones.

#include "domain/date.h"
#include "domain/money.h"
#include "domain/result.h"

#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace openward::api {

/// One object inside the body. Valid while the JsonBody it came from lives.
class JsonObject {
 public:
  /// Faults go to the list that the body keeps; a reader that returns nothing has either found nothing or noted a fault.
  std::optional<std::string> text(std::string_view member);
  std::optional<bool> boolean(std::string_view member);
  std::optional<int> whole_number(std::string_view member);
  std::optional<Date> date(std::string_view member);
  /// "1234.56", as a string or as a number.
  std::optional<std::int64_t> pence(std::string_view member);
  /// A word of a closed list.
  template <typename Word>
  std::optional<Word> word(std::string_view member, std::optional<Word> (*read)(std::string_view), std::string_view valid) {
    auto given = text(member);
    if (!given) return std::nullopt;
    if (auto known = read(*given)) return known;
    fault(member, "unknown_word", "\"" + *given + "\" is not a word for " + std::string(member) + ". Valid: " + std::string(valid) + ".");
    return std::nullopt;
  }
  std::vector<std::string> texts(std::string_view member);
  std::optional<JsonObject> object(std::string_view member);
  std::vector<JsonObject> objects(std::string_view member);
  bool has(std::string_view member) const;
  /// Every member that none of `known` names is a fault.
  void only(std::initializer_list<std::string_view> known);
  void fault(std::string_view member, std::string code, std::string message);
  std::string pointer(std::string_view member) const;

 private:
  friend class JsonBody;
  JsonObject(const void* value, std::string at, std::vector<Fault>* faults) : value_(value), at_(std::move(at)), faults_(faults) {}
  const void* find(std::string_view member) const;
  const void* value_;
  std::string at_;
  std::vector<Fault>* faults_;
};

class JsonBody {
 public:
  /// Errors: not UTF-8, a NUL, not JSON (names the byte), not an object, a member given twice.
  static Result<JsonBody> parse(std::string_view bytes);
  JsonBody(JsonBody&&) noexcept;
  JsonBody& operator=(JsonBody&&) noexcept;
  ~JsonBody();

  JsonObject root();
  std::vector<Fault>& faults();
  /// What was noted so far as an Error; none when nothing was.
  std::optional<Error> refusal() const;

 private:
  JsonBody();
  struct State;
  std::unique_ptr<State> state_;
};

} // namespace openward::api
