#include "model.h"

#include <algorithm>

namespace openward::test {
persistence::Cell cell(const std::string& text) { return text; }
persistence::Cell cell(const char* text) { return std::string(text); }
persistence::Cell cell(std::int64_t n) { return n; }
persistence::Cell cell(int n) { return std::int64_t{n}; }
persistence::Cell cell(bool yes) { return yes; }

std::string json(const std::string& text) {
  constexpr char hex[] = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (byte < 0x20) {
      out += std::string("\\u00") + hex[byte >> 4] + hex[byte & 15];
    } else {
      out += c;
    }
  }
  return out + "\"";
}
std::string json(std::int64_t n) { return std::to_string(n); }
std::string json(int n) { return std::to_string(n); }
std::string json(bool yes) { return yes ? "true" : "false"; }

std::string json_list(const std::vector<std::string>& items) {
  std::string out;
  for (const auto& item : items) out += (out.empty() ? "" : ",") + item;
  return "[" + out + "]";
}

std::string json_texts(const std::vector<std::string>& texts) {
  std::vector<std::string> items;
  for (const auto& t : texts) items.push_back(json(t));
  return json_list(items);
}

bool is_body(const World& w, std::optional<std::size_t> body, const std::string& asked) {
  if (!body) return false;
  const BodyRow& b = w.bodies[*body];
  if (b.provider_class == "individual") return b.id == asked; // people are not found by what identifies them
  return b.id == asked || std::count(b.identifiers.begin(), b.identifiers.end(), asked) > 0;
}

std::size_t group_of(const World& w, std::size_t body, const Day& day) {
  for (const GroupRow& g : w.groups) {
    if (g.body == body && day && (!g.first || *g.first <= *day) && (!g.last || *g.last >= *day)) return g.group;
  }
  return body;
}

std::set<std::size_t> groups_of(const World& w, const AwardRow& a) {
  std::set<std::size_t> out;
  for (const ProviderRow& p : a.providers) out.insert(group_of(w, p.body, a.effective_on));
  return out;
}

bool to_person(const World& w, const AwardRow& a) {
  return std::any_of(a.providers.begin(), a.providers.end(),
                     [&](const ProviderRow& p) { return w.bodies[p.body].provider_class == "individual"; });
}

bool names_person(const World& w, std::size_t procurement) {
  return std::any_of(w.awards.begin(), w.awards.end(), [&](const AwardRow& a) { return a.procurement == procurement && to_person(w, a); });
}

std::string unless(bool hidden, const std::string& text) { return hidden ? "withheld: a provider is a person" : text; }

std::string classes_url(const BodyRow& b) { return "/v1/providers/" + b.id + "/classifications"; }

bool has_code(const std::vector<std::string>& codes, const std::string& beginning) {
  return std::any_of(codes.begin(), codes.end(), [&](const std::string& c) { return c.starts_with(beginning); });
}

bool in_range(const Day& day, const std::string& value, bool from) { return day && (from ? *day >= value : *day <= value); }

bool in_range(Pence pence, const std::string& pounds, bool from) {
  if (!pence) return false;
  // The samples are whole pounds.
  const std::int64_t limit = std::stoll(pounds) * 100;
  return from ? *pence >= limit : *pence <= limit;
}

std::vector<std::string> body_samples(const World& w) {
  std::vector<std::string> out{"bd-none", "ods:ZZZZ"};
  for (std::size_t i = 0; i < w.bodies.size(); i += 3) out.push_back(w.bodies[i].id);
  for (const BodyRow& b : w.bodies) {
    if (!b.identifiers.empty() && out.size() < 30) out.push_back(b.identifiers.back());
  }
  return out;
}

std::vector<std::string> buyer_samples(const World& w) {
  auto out = body_samples(w);
  for (int i = 0; i < 5; ++i) out.emplace_back("none");
  return out;
}

bool is_buyer(const World& w, std::optional<std::size_t> body, const std::string& asked) {
  return asked == "none" ? !body : is_body(w, body, asked);
}

std::vector<std::string> day_samples() {
  return {"2024-04-01", "2024-12-31", "2025-02-28", "2025-06-15", "2025-10-26", "2026-03-31", "2026-04-01"};
}

std::vector<std::size_t> matching(const Model& m, const std::vector<persistence::FilterTerm>& terms) {
  const bool asked = std::any_of(terms.begin(), terms.end(), [&](const auto& t) { return t.name == m.unasked_filter; });
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < m.rows.size(); ++i) {
    if (!m.exists(i) || (!asked && !m.unasked(i))) continue;
    const bool all = std::all_of(terms.begin(), terms.end(), [&](const persistence::FilterTerm& t) {
      const auto& test = m.filters.at(t.name);
      return t.exclude != std::any_of(t.values.begin(), t.values.end(), [&](const std::string& v) { return test(i, v); });
    });
    if (all) out.push_back(i);
  }
  return out;
}

Model model_of(const World& w, std::string_view resource) {
  if (resource == "awards") return award_model(w);
  if (resource == "contracts") return contract_model(w);
  if (resource == "procurements") return procurement_model(w);
  if (resource == "notices") return notice_model(w);
  if (resource == "commissioners") return body_model(w, false);
  if (resource == "providers") return body_model(w, true);
  if (resource == "diagnostic-centres") return centre_model(w);
  if (resource == "programmes") return programme_model(w);
  if (resource == "indicators") return indicator_model(w);
  if (resource == "payments") return payment_model(w);
  if (resource == "findings") return finding_model(w);
  if (resource == "matches") return match_model(w);
  return spend_file_model(w);
}

} // namespace openward::test
