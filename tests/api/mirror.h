#pragma once
// A register made of its feed alone, by the rules that the contract gives for /v1/changes, and a row of /v1/awards in the same words: equal
// where both say the same. One thread.

#include <rapidjson/document.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace openward::test {

class Mirror {
 public:
  /// The events in their order.
  void take(const rapidjson::Value& event);
  /// What each award says, by id.
  std::map<std::string, std::string> awards() const;
  /// How many awards stand in each state, for the test that all are there.
  std::map<std::string, int> states() const;

 private:
  struct Fact {
    rapidjson::Document body;
    std::string version;
  };
  struct Named {
    std::string name;
    std::string provider_class;
  };
  /// Where an id of a body stood that a merge replaced: the award, and the provider's position or -1 for the commissioner.
  using Places = std::vector<std::pair<std::string, int>>;

  void take_body(const std::string& type, const rapidjson::Value& body);
  void merge(const rapidjson::Value& body);
  void split(const rapidjson::Value& body);
  std::string said(const Fact& award) const;
  std::string name_of(const std::string& body) const;

  std::map<std::string, Fact> awards_;
  std::map<std::string, Fact> contracts_; // by award
  std::map<std::string, Named> bodies_;
  std::map<std::string, Places> merges_;
};

/// What a row of the list of awards says.
std::string said_by_row(const rapidjson::Value& row);

} // namespace openward::test
