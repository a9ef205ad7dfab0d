#include "tests/api/mirror.h"

#include "tests/api/program.h"

#include <algorithm>
#include <set>

namespace openward::test {
namespace {

/// "" for what is absent, null or said not to be there: a list shows such a fact in one of these ways, an event in another.
std::string word(const rapidjson::Value& from, const char* pointer) {
  std::string out = at(from, pointer);
  return out == "(absent)" || out == "null" ? "" : out;
}

void line(std::string& out, const std::string& name, const std::string& value) { out += name + ": " + value + "\n"; }

void copy(std::string& out, const rapidjson::Value& from, std::initializer_list<const char*> names) {
  for (const char* name : names) line(out, name, word(from, (std::string("/") + name).c_str()));
}

std::string decimal(const std::string& pence) {
  if (pence.empty()) return "";
  std::string out = pence;
  if (out.size() < 3) out.insert(0, 3 - out.size(), '0');
  return out.insert(out.size() - 2, ".");
}

/// April to March, by the day.
std::string financial_year(const std::string& day) {
  if (day.empty()) return "";
  const int year = std::stoi(day.substr(0, 4)) - (day.substr(5) < "04-01" ? 1 : 0);
  const std::string next = std::to_string(year + 1);
  return std::to_string(year) + "-" + next.substr(2);
}

std::string counted_at(const rapidjson::Value& award) {
  for (const char* day : {"/awarded_on", "/signed_on", "/published_on"}) {
    if (std::string found = word(award, day); !found.empty()) return found;
  }
  return "";
}

std::string class_of_all(const std::set<std::string>& classes) {
  if (classes.empty()) return "unclassified";
  return classes.size() == 1 ? *classes.begin() : "several_classes";
}

constexpr auto plain = {"id",          "ocid",       "state",     "recorded", "synthetic", "title",
                        "description", "reference",  "regime",    "route",    "scope",     "tender_class",
                        "framework",   "awarded_on", "signed_on", "starts",   "ends",      "published_on"};

rapidjson::Document copy_of(const rapidjson::Value& value) {
  rapidjson::Document out;
  out.CopyFrom(value, out.GetAllocator());
  return out;
}

bool ends_in(const std::string& type, std::initializer_list<const char*> words) {
  return std::any_of(words.begin(), words.end(), [&](const char* one) { return type == one; });
}

} // namespace

void Mirror::take(const rapidjson::Value& event) {
  const std::string type = at(event, "/type");
  const auto& body = event["body"];
  if (body.HasMember("withheld")) return;
  const std::string version = at(event, "/version");
  if (type.starts_with("award.") && type != "award.checked") awards_[at(event, "/subject")] = {copy_of(body), version};
  if (type.starts_with("contract.")) contracts_[at(body, "/award")] = {copy_of(body), version};
  if (type.starts_with("body.")) take_body(type, body);
}

void Mirror::take_body(const std::string& type, const rapidjson::Value& body) {
  if (type == "body.merged") return merge(body);
  if (type == "body.split") return split(body);
  if (!ends_in(type, {"body.added", "body.changed", "body.classified"})) return;
  Named& known = bodies_[at(body, "/id")];
  if (type != "body.classified") known.name = at(body, "/name");
  known.provider_class = at(body, "/provider_class");
}

void Mirror::merge(const rapidjson::Value& body) {
  const std::string from = at(body, "/id");
  const std::string into = at(body, "/into");
  Places& led = merges_[at(body, "/merge")];
  for (auto& [id, award] : awards_) {
    auto& allocator = award.body.GetAllocator();
    if (word(award.body, "/commissioner") == from) {
      award.body["commissioner"].SetString(into.c_str(), allocator);
      led.emplace_back(id, -1);
    }
    auto& providers = award.body["providers"];
    for (rapidjson::SizeType i = 0; i < providers.Size(); ++i) {
      if (at(providers[i], "/id") != from) continue;
      providers[i]["id"].SetString(into.c_str(), allocator);
      led.emplace_back(id, static_cast<int>(i));
    }
  }
}

void Mirror::split(const rapidjson::Value& body) {
  const std::string from = at(body, "/id");
  const std::string into = at(body, "/into");
  for (const auto& [id, position] : merges_[at(body, "/merge")]) {
    Fact& award = awards_[id];
    auto& allocator = award.body.GetAllocator();
    auto& providers = award.body["providers"];
    const auto index = static_cast<rapidjson::SizeType>(std::max(position, 0));
    if (position >= 0 && index >= providers.Size()) continue;
    auto& place = position < 0 ? award.body["commissioner"] : providers[index]["id"];
    if (place == into.c_str()) place.SetString(from.c_str(), allocator);
  }
}

std::string Mirror::name_of(const std::string& body) const {
  const auto found = bodies_.find(body);
  return found == bodies_.end() ? "" : found->second.name;
}

std::string Mirror::said(const Fact& award) const {
  std::string out;
  copy(out, award.body, plain);
  line(out, "version", award.version);
  const std::string commissioner = word(award.body, "/commissioner");
  line(out, "commissioner", commissioner + " " + name_of(commissioner));
  for (const auto& code : award.body["cpv"].GetArray()) line(out, "cpv", code.GetString());
  std::set<std::string> classes;
  for (const auto& provider : award.body["providers"].GetArray()) {
    const std::string id = at(provider, "/id");
    const auto known = bodies_.find(id);
    const std::string its_class = known == bodies_.end() ? "" : known->second.provider_class;
    classes.insert(its_class);
    line(out, "provider",
         id + " " + name_of(id) + " as " + word(provider, "/name") + ", " + its_class + ", " + word(provider, "/share_basis_points"));
  }
  line(out, "class", class_of_all(classes));
  line(out, "value",
       decimal(word(award.body, "/value/pence")) + " " + word(award.body, "/value/vat") + " " + word(award.body, "/value/kind") + " " +
           word(award.body, "/value/currency") + " " + word(award.body, "/value/placeholder") + " " +
           word(award.body, "/value/as_published"));
  line(out, "gross", decimal(word(award.body, "/value/gross_pence")));
  line(out, "counted at", counted_at(award.body) + " " + financial_year(counted_at(award.body)));
  const auto contract = contracts_.find(at(award.body, "/id"));
  line(out, "contract", contract == contracts_.end() ? "" : at(contract->second.body, "/id"));
  line(out, "source", word(award.body, "/release_id") + " " + word(award.body, "/award_id"));
  for (const auto& release : award.body["releases"].GetArray()) line(out, "notice", release.GetString());
  return out;
}

std::map<std::string, std::string> Mirror::awards() const {
  std::map<std::string, std::string> out;
  for (const auto& [id, award] : awards_) out[id] = said(award);
  return out;
}

std::map<std::string, int> Mirror::states() const {
  std::map<std::string, int> out;
  for (const auto& [id, award] : awards_) ++out[at(award.body, "/state")];
  return out;
}

std::string said_by_row(const rapidjson::Value& row) {
  std::string out;
  copy(out, row, plain);
  line(out, "version", word(row, "/version"));
  line(out, "commissioner", word(row, "/commissioner/id") + " " + word(row, "/commissioner/name"));
  for (const auto& code : row["cpv"].GetArray()) line(out, "cpv", code.GetString());
  for (const auto& provider : row["providers"].GetArray()) {
    line(out, "provider",
         word(provider, "/id") + " " + word(provider, "/name") + " as " + word(provider, "/stated_name") + ", " +
             word(provider, "/provider_class") + ", " + word(provider, "/share_basis_points"));
  }
  line(out, "class", word(row, "/provider_class"));
  line(out, "value",
       word(row, "/value/amount") + " " + word(row, "/value/vat") + " " + word(row, "/value/kind") + " " + word(row, "/value/currency") +
           " " + word(row, "/value/placeholder") + " " + word(row, "/value/as_published"));
  line(out, "gross", word(row, "/value_gross/amount"));
  line(out, "counted at", word(row, "/effective_on") + " " + word(row, "/financial_year"));
  line(out, "contract", word(row, "/contract_id"));
  line(out, "source", word(row, "/source/release_id") + " " + word(row, "/source/award_id"));
  for (const auto& release : row["notices"].GetArray()) line(out, "notice", release.GetString());
  return out;
}

} // namespace openward::test
