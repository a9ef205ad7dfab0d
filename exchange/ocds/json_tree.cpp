#include "exchange/ocds/json_tree.h"

#include <simdjson.h>

#include <algorithm>
#include <cstring>

namespace openward::exchange {
namespace {

namespace od = simdjson::ondemand;

constexpr std::size_t deepest = 64;
constexpr std::size_t keep_at_most = std::size_t{16} << 20; // a buffer grown by one huge release is given back

/// -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?
bool is_number(std::string_view s) {
  std::size_t i = 0;
  const auto digits = [&] {
    const std::size_t from = i;
    while (i < s.size() && s[i] >= '0' && s[i] <= '9') ++i;
    return i - from;
  };
  if (i < s.size() && s[i] == '-') ++i;
  const bool zero = i < s.size() && s[i] == '0';
  const std::size_t whole = digits();
  if (whole == 0 || (zero && whole > 1)) return false;
  if (i < s.size() && s[i] == '.' && (++i, digits() == 0)) return false;
  if (i < s.size() && (s[i] == 'e' || s[i] == 'E')) {
    ++i;
    if (i < s.size() && (s[i] == '+' || s[i] == '-')) ++i;
    if (digits() == 0) return false;
  }
  return i == s.size();
}

Error not_json(const std::string& what) {
  return invalid_at("", "not_json", "The release is not JSON: " + what + ". Send the release as the publisher printed it.");
}

void append_escaped(std::string& out, std::string_view key) {
  for (const char c : key) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out.push_back(c);
  }
}

} // namespace

struct JsonTree::Parser {
  od::parser parser;
  std::vector<char> padded;
};

JsonTree::JsonTree() : parser_(std::make_unique<Parser>()) {}
JsonTree::~JsonTree() = default;

namespace {

/// Walks a document once, in its order, into nodes.
template <typename Node>
class Builder {
 public:
  explicit Builder(std::vector<Node>& nodes) : nodes_(nodes) {}

  simdjson::error_code object(od::object from, std::uint32_t self, std::size_t depth) {
    std::uint32_t last = 0;
    for (auto member : from) {
      od::field field;
      if (auto e = std::move(member).get(field)) return e;
      std::string_view key;
      if (auto e = field.unescaped_key().get(key)) return e;
      const auto child = add(self, last, key);
      if (auto e = value(field.value(), child, depth)) return e;
      last = child;
    }
    return simdjson::SUCCESS;
  }

  bool too_deep() const { return too_deep_; }

 private:
  simdjson::error_code array(od::array from, std::uint32_t self, std::size_t depth) {
    std::uint32_t last = 0;
    for (auto element : from) {
      od::value v;
      if (auto e = std::move(element).get(v)) return e;
      const auto child = add(self, last, {});
      if (auto e = value(v, child, depth)) return e;
      last = child;
    }
    return simdjson::SUCCESS;
  }

  simdjson::error_code value(od::value v, std::uint32_t self, std::size_t depth) {
    od::json_type type{};
    if (auto e = v.type().get(type)) return e;
    switch (type) {
    case od::json_type::object: {
      nodes_[self].kind = JsonKind::object;
      od::object o;
      if (auto e = v.get_object().get(o)) return e;
      return nested(depth) ? object(o, self, depth + 1) : simdjson::DEPTH_ERROR;
    }
    case od::json_type::array: {
      nodes_[self].kind = JsonKind::array;
      od::array a;
      if (auto e = v.get_array().get(a)) return e;
      return nested(depth) ? array(a, self, depth + 1) : simdjson::DEPTH_ERROR;
    }
    case od::json_type::string:
      nodes_[self].kind = JsonKind::string;
      return v.get_string().get(nodes_[self].text);
    default:
      break;
    }
    // Numbers are never converted: the token is the value. The token runs to the next structural byte, white space included.
    auto token = v.raw_json_token();
    const auto last = token.find_last_not_of(" \t\r\n");
    token = token.substr(0, last == std::string_view::npos ? 0 : last + 1);
    nodes_[self].text = token;
    if (token == "true" || token == "false" || token == "null") {
      nodes_[self].kind = JsonKind::word;
      return simdjson::SUCCESS;
    }
    nodes_[self].kind = JsonKind::number;
    return is_number(token) ? simdjson::SUCCESS : simdjson::NUMBER_ERROR;
  }

  bool nested(std::size_t depth) {
    if (depth + 1 > deepest) too_deep_ = true;
    return !too_deep_;
  }

  std::uint32_t add(std::uint32_t parent, std::uint32_t previous, std::string_view key) {
    const auto self = static_cast<std::uint32_t>(nodes_.size());
    Node node;
    node.key = key;
    node.parent = parent;
    node.index = previous == 0 ? 0 : nodes_[previous].index + 1;
    nodes_.push_back(node);
    (previous == 0 ? nodes_[parent].first : nodes_[previous].next) = self;
    return self;
  }

  std::vector<Node>& nodes_;
  bool too_deep_ = false;
};

} // namespace

Result<Json> JsonTree::parse(std::string_view json) {
  auto& padded = parser_->padded;
  if (padded.size() > keep_at_most && json.size() < keep_at_most) {
    parser_ = std::make_unique<Parser>();
    nodes_ = {};
    return parse(json);
  }
  if (padded.size() < json.size() + simdjson::SIMDJSON_PADDING) padded.resize(json.size() + simdjson::SIMDJSON_PADDING);
  if (!json.empty()) std::memcpy(padded.data(), json.data(), json.size());
  std::memset(padded.data() + json.size(), ' ', simdjson::SIMDJSON_PADDING);

  nodes_.clear();
  nodes_.emplace_back();
  nodes_.front().kind = JsonKind::object;
  od::document document;
  if (auto e = parser_->parser.iterate(padded.data(), json.size(), padded.size()).get(document))
    return not_json(simdjson::error_message(e));
  od::object root;
  if (const auto e = document.get_object().get(root))
    return e == simdjson::INCORRECT_TYPE ? invalid_at("", "not_an_object", "A release must be a JSON object.")
                                         : not_json(simdjson::error_message(e));
  Builder<Node> builder(nodes_);
  if (auto e = builder.object(root, 0, 1)) {
    if (builder.too_deep()) return invalid_at("", "too_deep", "The release nests more than 64 levels; flatten it.");
    return not_json(simdjson::error_message(e));
  }
  if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) return not_json("something follows the object");
  // No text of the register may hold U+0000: PostgreSQL has no place for it.
  if (json.find("\\u0000") != std::string_view::npos &&
      std::any_of(nodes_.begin(), nodes_.end(), [](const Node& n) { return n.text.find('\0') != std::string_view::npos; }))
    return invalid_at("", "nul_byte", "The release contains the escape \\u0000, which no text may hold: remove it.");
  return Json(this, 0);
}

JsonKind Json::kind() const { return tree_ ? tree_->nodes_[node_].kind : JsonKind::missing; }

Json Json::operator[](std::string_view wanted) const {
  if (kind() != JsonKind::object) return {};
  for (std::uint32_t n = tree_->nodes_[node_].first; n != 0; n = tree_->nodes_[n].next)
    if (tree_->nodes_[n].key == wanted) return {tree_, n};
  return {};
}

std::string_view Json::text() const { return kind() == JsonKind::string ? tree_->nodes_[node_].text : std::string_view(); }

std::string_view Json::scalar() const {
  return kind() == JsonKind::string || kind() == JsonKind::number ? tree_->nodes_[node_].text : std::string_view();
}

bool Json::is_true() const { return kind() == JsonKind::word && tree_->nodes_[node_].text == "true"; }
bool Json::is_false() const { return kind() == JsonKind::word && tree_->nodes_[node_].text == "false"; }
std::string_view Json::key() const { return tree_ ? tree_->nodes_[node_].key : std::string_view(); }

std::string Json::pointer() const {
  if (!tree_ || node_ == 0) return {};
  std::vector<std::uint32_t> path;
  for (std::uint32_t n = node_; n != 0; n = tree_->nodes_[n].parent) path.push_back(n);
  std::string out;
  std::for_each(path.rbegin(), path.rend(), [&](std::uint32_t n) {
    const auto& node = tree_->nodes_[n];
    out.push_back('/');
    if (tree_->nodes_[node.parent].kind == JsonKind::array)
      out += std::to_string(node.index);
    else
      append_escaped(out, node.key);
  });
  return out;
}

Json::iterator& Json::iterator::operator++() {
  node_ = tree_->nodes_[node_].next;
  return *this;
}

Json::iterator Json::begin() const {
  const bool nested = kind() == JsonKind::object || kind() == JsonKind::array;
  return {tree_, nested ? tree_->nodes_[node_].first : 0};
}

Json::iterator Json::end() const { return {tree_, 0}; }

} // namespace openward::exchange
