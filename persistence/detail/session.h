#pragma once
// The inside of a Session: one SOCI connection and the words in which its database differs from the other. SOCI types stay below
// persistence/.

#include "persistence/detail/answer_cache.h"
#include "persistence/sight.h"

#include <soci/soci.h>

#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace soci {
/// SOCI 4.0 knows boost::optional alone.
template <typename T>
struct type_conversion<std::optional<T>> {
  using base_type = typename type_conversion<T>::base_type;
  static void from_base(const base_type& in, indicator ind, std::optional<T>& out) {
    if (ind == i_null) {
      out.reset();
      return;
    }
    T value{};
    type_conversion<T>::from_base(in, ind, value);
    out = std::move(value);
  }
  static void to_base(const std::optional<T>& in, base_type& out, indicator& ind) {
    if (in) {
      type_conversion<T>::to_base(*in, out, ind);
    } else {
      ind = i_null;
    }
  }
};
} // namespace soci

namespace openward::persistence {

/// A prepared statement that stays with its connection; what kind is known to detail/sql.h alone.
struct KeptStatement {
  virtual ~KeptStatement() = default;
};

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};

class Session {
 public:
  explicit Session(Backend kind) : backend(kind) {}
  soci::session sql;
  const Backend backend;
  Sight sight = Sight::everybody; // reset whenever the session is lent
  /// Of the database, while the session is lent to read one snapshot; none while it writes, when what is counted may never be committed.
  detail::AnswerCache* answers = nullptr;

  /// The type word of a calendar date: `cast(:d as <this>)` is right on both.
  std::string_view date_type() const { return backend == Backend::sqlite ? "text" : "date"; }
  /// Replaces {{date}} (and in migrations {{pk}}, {{given_key}}, {{whole}} and {{clustered}}) by the words of this database;
  /// a statement with {{only:sqlite}} or {{only:postgresql}} becomes one that does nothing on the other.
  std::string words(std::string_view sql_template) const;

  /// By their text. Declared after `sql`, so that they go before the connection does.
  std::unordered_map<std::string, std::unique_ptr<KeptStatement>, TextHash, std::equal_to<>> kept;
  /// The questions of the read side, whose texts are put together and are without number: those asked last, the latest first.
  std::list<std::pair<std::string, std::unique_ptr<KeptStatement>>> asked;
};

} // namespace openward::persistence
