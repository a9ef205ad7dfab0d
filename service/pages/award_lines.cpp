#include "service/pages/award_lines.h"

#include "service/api/parameters.h"
#include "service/pages/surroundings.h"
#include "service/pages/words.h"

namespace openward::pages {

using kainjow::mustache::data;

namespace {

std::string kind_in_words(std::string_view kind) {
  if (kind == "lifetime") return "over its lifetime";
  if (kind == "maximum") return "at most: the ceiling of a framework, not a purchase";
  if (kind == "annual") return "a year";
  if (kind == "estimate") return "as an estimate";
  if (kind == "paid") return "as paid";
  return "of a kind that is not stated";
}

std::string vat_in_words(std::string_view vat) {
  if (vat == "excluded") return "without VAT";
  if (vat == "included") return "with VAT";
  return "VAT not stated";
}

/// Beside each other, "not known" alone does not say what is not known.
std::string label_or(const std::string& word, std::string_view unknown) { return word == "unknown" ? std::string(unknown) : label(word); }

} // namespace

std::string value_in_words(const Record& award) {
  const bool placeholder = award.yes("value.placeholder");
  const auto stated = award.number("value.amount");
  const auto gross = award.number("value_gross.amount");
  if (placeholder) return "no value: " + award.text("value.as_published") + " was published where none is meant";
  if (!stated && !gross) return "not stated";
  const std::string currency = award.text("value.currency");
  const std::int64_t minor = stated ? *stated : *gross;
  const std::string amount = currency == "GBP" || currency.empty() ? pounds(minor) : currency + " " + with_thousands(minor / 100);
  return amount + " " + kind_in_words(award.text("value.kind")) + ", " + (stated ? vat_in_words(award.text("value.vat")) : "with VAT");
}

data providers_of(const Record& award) {
  data out{data::type::list};
  const rapidjson::Document providers = award.list("providers");
  for (const rapidjson::Value& one : providers.GetArray()) {
    data provider;
    const std::string name = text_of(one, "name");
    const std::string stated = text_of(one, "stated_name");
    provider.set("name", name.empty() ? std::string("a provider without a name") : name);
    provider.set("otherwise", data(!stated.empty() && stated != name));
    provider.set("stated", stated);
    provider.set("class", label(text_of(one, "provider_class")));
    provider.set("address", "/providers/" + api::encoded(text_of(one, "id")));
    out.push_back(provider);
  }
  return out;
}

data award_lines(const persistence::Page& page) {
  data lines{data::type::list};
  for (const persistence::Row& row : page.table.rows) {
    const Record award(page.table.columns, row);
    data line;
    const std::string title = award.text("title");
    line.set("title", title.empty() ? std::string("An award without a title") : title);
    line.set("address", "/awards/" + api::encoded(award.text("id")));
    const std::string buyer = award.text("commissioner.id");
    line.set("has_buyer", data(!buyer.empty()));
    line.set("buyer", award.text("commissioner.name"));
    line.set("buyer_address", "/commissioners/" + api::encoded(buyer));
    const data providers = providers_of(award);
    line.set("has_providers", data(!providers.is_empty_list()));
    line.set("providers", providers);
    line.set("tender_class", label_or(award.text("tender_class"), "Tendering not known"));
    line.set("untendered", data(award.text("tender_class") == "untendered"));
    line.set("route", label_or(award.text("route"), "Route not known"));
    line.set("value", value_in_words(award));
    line.set("on", day_in_words(award.text("effective_on")));
    line.set("published", day_in_words(award.text("published_on")));
    line.set("synthetic", data(award.yes("synthetic")));
    lines.push_back(line);
  }
  data out;
  out.set("lines", lines);
  return out;
}

} // namespace openward::pages
