#pragma once
// One JSON object as a tree that forgives: a missing member is an empty value, numbers stay text (`1e9999` included), and a repeated
// member counts once, the first time. Made by simdjson's On-Demand parser. A tree belongs to one thread and is reused: what it hands out is
// valid until the next `parse`.

#include "domain/result.h"

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace openward::exchange {

class JsonTree;

enum class JsonKind : std::uint8_t { missing, object, array, string, number, word };

/// A place in the tree. Cheap to copy.
class Json {
 public:
  Json() = default;
  Json(const JsonTree* tree, std::uint32_t node) : tree_(tree), node_(node) {}

  JsonKind kind() const;
  explicit operator bool() const { return kind() != JsonKind::missing; }
  /// The member of an object, or a missing value.
  Json operator[](std::string_view key) const;
  /// The text of a string; "" for everything else.
  std::string_view text() const;
  /// The text of a string or of a number: ids and amounts come as either.
  std::string_view scalar() const;
  bool is_true() const;
  bool is_false() const;
  /// The name of this member; "" in an array.
  std::string_view key() const;
  /// RFC 6901 pointer from the root.
  std::string pointer() const;

  class iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = Json;
    using difference_type = std::ptrdiff_t;
    using pointer = void;
    using reference = Json;

    iterator() = default;
    iterator(const JsonTree* tree, std::uint32_t node) : tree_(tree), node_(node) {}
    Json operator*() const { return {tree_, node_}; }
    iterator& operator++();
    iterator operator++(int) {
      const iterator before = *this;
      ++*this;
      return before;
    }
    friend bool operator==(const iterator& a, const iterator& b) { return a.node_ == b.node_; }

   private:
    const JsonTree* tree_ = nullptr;
    std::uint32_t node_ = 0;
  };
  /// The elements of an array or the members of an object; nothing for everything else.
  iterator begin() const;
  iterator end() const;

 private:
  const JsonTree* tree_ = nullptr;
  std::uint32_t node_ = 0;
};

class JsonTree {
 public:
  JsonTree();
  ~JsonTree();
  JsonTree(const JsonTree&) = delete;
  JsonTree& operator=(const JsonTree&) = delete;

  /// Refuses what is not one JSON object, and nesting over 64 levels.
  Result<Json> parse(std::string_view json);

 private:
  friend class Json;
  struct Node {
    std::string_view key;
    std::string_view text;
    std::uint32_t parent = 0;
    std::uint32_t first = 0; // child; 0 is none, as the root is nobody's child
    std::uint32_t next = 0;  // sibling
    std::uint32_t index = 0; // within the parent
    JsonKind kind = JsonKind::missing;
  };
  struct Parser;
  std::unique_ptr<Parser> parser_;
  std::vector<Node> nodes_;
};

} // namespace openward::exchange
