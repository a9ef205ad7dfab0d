#include "service/pages/about.h"

#include "embedded/ocds_psr.h"
#include "exchange/spend/csv_rows.h"
#include "service/api/access.h"
#include "service/api/reply.h"
#include "service/app/deflator.h"
#include "service/app/lenses.h"
#include "service/pages/parts.h"

namespace openward::pages::explore {

using persistence::Session;

namespace {

/// The codes of a code list with their descriptions: the same file that the register's extension of OCDS publishes, which a test holds
/// against the words of the domain.
Facts words_of(std::string_view codelist, const std::string& prefix) {
  Facts out;
  exchange::CsvRows rows(',');
  const auto take = [&](const exchange::CsvRow& row) -> Result<bool> {
    if (row.number == 1) return true;
    const std::string code(row.cell(0));
    const std::string listed = std::string(row.cell(2)) + ".";
    // The sentence of the pages where there is one, else that of the list.
    const std::string_view sentence = meaning(code);
    out.facts.push_back({label(code), {text_words(sentence.empty() ? listed : std::string(sentence))}, prefix + code});
    return true;
  };
  if (auto fed = rows.feed(codelist, take); fed) (void)rows.finish(take);
  return out;
}

Block plain(std::string text) { return Paragraph{text_words(std::move(text))}; }

Section classes() {
  return {
      "classes",
      "Classes of providers",
      {plain("Every provider stands in one class on every day, with what the class rests on and how sure that is. Where nothing shows the "
             "class it is unclassified, and stands in a row of its own."),
       words_of(embedded::api_spec_ocds_psr_codelists_providerClass_csv, "class-"), Paragraph{{{"What a class may rest on:", "", true}}},
       words_of(embedded::api_spec_ocds_psr_codelists_classEvidence_csv, "evidence-")}};
}

std::string classes_in(const LensDefinition& lens, Sector sector) {
  std::string out;
  for (const auto& [one, of] : lens.sectors) {
    if (of == sector) out += (out.empty() ? "" : ", ") + label(one.text());
  }
  return out;
}

std::string counted_by(const LensDefinition& lens) {
  std::string in;
  std::string out;
  for (const auto& [one, counts] : lens.numerator) {
    std::string& to = counts ? in : out;
    to += (to.empty() ? "" : ", ") + label(one.text());
  }
  return "Counted: " + in + (out.empty() ? "." : "; but not " + out + ".");
}

Section lenses() {
  Facts list;
  for (const Lens& lens : app::lenses().lenses()) {
    const LensDefinition& d = lens.definition();
    Facts::Fact fact{d.title + " (" + lens.name() + ")", {text_words(d.definition), text_words(counted_by(d))}, "lens-" + d.id};
    std::string sectors;
    for (const std::string_view word : sector_words()) {
      const std::string inside = classes_in(d, *sector_from(word));
      if (!inside.empty()) sectors += (sectors.empty() ? "Sectors: " : "; ") + label(word) + ": " + inside;
    }
    if (!sectors.empty()) fact.said.push_back(text_words(sectors + "."));
    if (!d.source.empty()) fact.said.push_back(text_words("Source: " + d.source + "."));
    list.facts.push_back(std::move(fact));
  }
  return {
      "lenses",
      "Lenses: how a share is made",
      {plain("A share of the private sector depends on what is counted, and of what. A lens is one published way to say it: which classes "
             "make which sector, whose share is stated, and of what whole. A lens never changes; another definition is another version. "
             "Every share here names its lens."),
       std::move(list)}};
}

Section tendering() {
  return {
      "tendering",
      "Tender classes and routes",
      {plain("The tender class of an award follows from its route alone. A route that does not say whether there was a competition gives "
             "unknown, which is part of every whole and of no share."),
       words_of(embedded::api_spec_ocds_psr_codelists_tenderClass_csv, "tender-"), Paragraph{{{"Routes:", "", true}}},
       words_of(embedded::api_spec_ocds_psr_codelists_route_csv, "route-"), Paragraph{{{"Laws:", "", true}}},
       words_of(embedded::api_spec_ocds_psr_codelists_regime_csv, "regime-")}};
}

Section notices() { return {"notices", "Kinds of notices", {words_of(embedded::api_spec_ocds_psr_codelists_noticeKind_csv, "notice-")}}; }

Section values() {
  return {"values",
          "Kinds of values",
          {plain("Values of different kinds are never added: an award's lifetime value is no framework's ceiling and no payment, and a "
                 "value without "
                 "VAT is not one with it. 0, 0.01 and 1 where no value is meant are kept as published and counted as none."),
           words_of(embedded::api_spec_ocds_psr_codelists_valueKind_csv, "value-"), Paragraph{{{"VAT:", "", true}}},
           words_of(embedded::api_spec_ocds_psr_codelists_vat_csv, "vat-")}};
}

Section figures() {
  return {
      "figures",
      "How the figures are made",
      {Bullets{
          {text_words(
               "Spend is the sum of the lines that public bodies publish, in money of the day, credits included. Each line is read once, "
               "and its words are kept beside what was read into them."),
           text_words("An award counts at the date of the decision; where none is stated, at the signature; else at the publication. An "
                      "intention to award is never an award."),
           text_words(
               "A supplier's words are linked to a body by an identifier, by a name that leaves no doubt, or by a curator. What is linked "
               "to nobody stays in the totals as unclassified."),
           text_words(
               "Sums are of whole pence. Shares are rounded from the sums, halves to the even neighbour, never from rounded shares."),
           text_words("Real terms use the GDP deflator of HM Treasury, vintage " + app::deflator().vintage() + "."),
           text_words("What is real and what is invented for demonstration never stand in one figure."),
           {{"Every figure links to the rows that add up to it, and the "}, {"API", "/docs"}, {" gives the same figure to programs."}}}}}};
}

Section sources() {
  const auto ogl = [] {
    return Run{"Open Government Licence v3.0", "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"};
  };
  return {
      "sources",
      "Sources and licence",
      {Bullets{{{{"Award notices of "},
                 {"Find a Tender", "https://www.find-tender.service.gov.uk/"},
                 {" and "},
                 {"Contracts Finder", "https://www.contractsfinder.service.gov.uk/"},
                 {", under the "},
                 ogl(),
                 {"."}},
                {{"Spend over £25,000 that public bodies publish each month, under the "}, ogl(), {"."}},
                text_words("Codes, names and successions of health bodies: Organisation Data Service of NHS England."),
                text_words(
                    "Classes and owners of providers: curated tables with a source for each line; registers of companies and charities."),
                {{"Legislation: SI 2023/1348 and the laws named with each "}, {"rule", "/rules"}, {"."}},
                text_words("What commissioners record here themselves, and says so.")}},
       Paragraph{{{"Contains public sector information licensed under the "}, ogl(), {". Names of people are withheld."}}}}};
}

Section citing(const Freshness& fresh) {
  return {
      "cite",
      "How to cite",
      {plain("Name the register, the title of the page, its address, the change after which it stood, and the day. The address carries the "
             "whole "
             "state of a page; the number of the change says which state of the register was seen."),
       Paragraph{{{"Openward, “Spend by class of provider, 2025-26”, /spend?financial_year=2025-26, after change " +
                   std::to_string(fresh.seq) + (fresh.changed_on.empty() ? "" : ", " + fresh.changed_on) + "."}},
                 Paragraph::Kind::notice},
       plain(
           "Say with a share which lens it is made by, and how much is not classified. Say of an award whether its value includes VAT.")}};
}

Section unknown() {
  return {
      "unknown",
      "What the register does not know",
      {Bullets{
          {text_words("What was paid below £25,000, and what no file says: publishers leave out months, and some bodies publish nothing."),
           text_words("What subcontractors are paid."),
           text_words("Whether a payment is for an award: the two are held side by side, and no source joins them."),
           text_words("What was awarded before notices had to be published, or was never notified."),
           text_words("Whether care was good."),
           {{"What it looked for and did not find stands under "}, {"what is missing", "/missing"}, {"."}}}}}};
}

http::Response about(const api::Call& call) {
  const auto fresh = api::reading(call, [](Session& s) -> Result<Freshness> { return freshness(s); });
  if (!fresh) return api::refuse(call, fresh.error());
  Page page;
  page.title = "About the data";
  page.description = "What every word of the register means, where its records come from, how figures are made, and how to cite them.";
  page.address = "/about";
  page.section = "/about";
  page.trail = {{"Openward", "/"}};
  page.data = {{"Lenses (JSON)", "/v1/lenses"}};
  std::vector<Section> sections{figures(), classes(), lenses(), tendering(), notices(), values(), sources(), citing(*fresh), unknown()};
  Bullets contents;
  for (const Section& section : sections) contents.items.push_back({{section.title, "#" + section.id}});
  sections.insert(sections.begin(),
                  Section{"",
                          "",
                          {Paragraph{text_words("An open register of who is paid and who is awarded for health care in England, made from "
                                                "what public bodies publish. It states what is known, and says what is not."),
                                     Paragraph::Kind::lead},
                           std::move(contents)}});
  return page_of(call, page, *fresh, sections);
}

} // namespace

std::vector<api::Route> about_page_routes() { return {{"GET", "/about", "about_page", about, {}, false, true}}; }

} // namespace openward::pages::explore
