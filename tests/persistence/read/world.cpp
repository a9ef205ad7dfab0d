#include "world.h"

#include "domain/region.h"
#include "domain/vocabulary.h"

#include <algorithm>
#include <array>
#include <set>

namespace openward::test {
namespace {

constexpr std::array<std::string_view, 22> words{"Hip",         "knee",       "MRI",   "scans", "50%", "a_b",       "O'Brien", "\"quoted\"",
                                                 "back\\slash", "semi;colon", "naïve", "ÉTÉ",   "été", "community", "mental",  "health",
                                                 "日本語",      "!",          ":p1",   "{{c}}", "Ab",  "aB"};
constexpr std::array<std::string_view, 6> joints{" ", " ", " ", "\n", "\t", "\x01"};
constexpr std::array<std::string_view, 9> codes{"33111000", "85100000", "85111000", "85121000", "85140000",
                                                "85312000", "33100000", "45215140", "98000000"};
constexpr std::array<std::string_view, 4> regions{"North West", "South East", "O'Region", ""};

std::string text(Dice& d, std::size_t most) {
  std::string out;
  for (std::size_t n = 1 + d.below(most); n-- > 0;) out += (out.empty() ? "" : std::string(d.pick(joints))) + std::string(d.pick(words));
  return out;
}

std::string padded(std::size_t n, std::size_t width) {
  std::string out = std::to_string(n);
  return std::string(width > out.size() ? width - out.size() : 0, '0') + out;
}

std::string day(Dice& d) { return std::to_string(2024 + d.below(3)) + "-" + padded(1 + d.below(12), 2) + "-" + padded(1 + d.below(28), 2); }

Day maybe_day(Dice& d) { return d.one_in(4) ? Day() : Day(day(d)); }

std::string moment(Dice& d) {
  return day(d) + "T" + padded(d.below(24), 2) + ":" + padded(d.below(60), 2) + ":" + padded(d.below(60), 2) + "Z";
}

std::int64_t pence(Dice& d) {
  if (d.one_in(40)) return 9007199254740993; // more than a double holds
  return static_cast<std::int64_t>(d.below(1u << 30)) - (d.one_in(6) ? (1 << 29) : 0);
}

std::string word(Dice& d, std::span<const std::string_view> list) { return std::string(d.pick(list)); }

std::vector<std::string> code_list(Dice& d) {
  std::set<std::string> out;
  for (std::size_t n = d.below(4); n-- > 0;) out.insert(std::string(d.pick(codes)));
  return {out.begin(), out.end()};
}

template <typename T>
std::optional<T> maybe(Dice& d, T value) {
  return d.one_in(5) ? std::nullopt : std::optional<T>(std::move(value));
}

std::optional<std::size_t> maybe_index(Dice& d, std::size_t below) { return d.one_in(6) ? std::nullopt : std::optional(d.below(below)); }

void make_bodies(World& w, Dice& d) {
  for (std::size_t i = 0; i < 40; ++i) {
    BodyRow b{"bd-" + padded(i, 4),
              text(d, 4),
              {},
              d.one_in(2),
              d.one_in(2),
              word(d, provider_class_words()),
              d.one_in(2) ? "ods_role" : "none",
              static_cast<int>(d.below(101)),
              text(d, 2),
              "AB" + std::to_string(d.below(9)),
              maybe_day(d),
              maybe_day(d),
              d.one_in(3)};
    b.region = region_words()[i % region_words().size()];
    if (!d.one_in(4)) b.identifiers.push_back("coh:" + padded(i + 1, 8));
    if (d.one_in(2)) b.identifiers.push_back("ods:X" + padded(i, 3));
    w.bodies.push_back(std::move(b));
  }
}

void make_procurements(World& w, Dice& d) {
  for (std::size_t i = 0; i < 70; ++i) {
    ProcurementRow p{"ocds-test-" + padded(i, 4),
                     text(d, 5),
                     text(d, 9),
                     d.one_in(2) ? "" : text(d, 1),
                     maybe_index(d, w.bodies.size()),
                     word(d, regime_words()),
                     word(d, route_words()),
                     word(d, tender_class_words()),
                     word(d, scope_words()),
                     word(d, notice_kind_words()),
                     d.one_in(4),
                     code_list(d),
                     maybe(d, pence(d)),
                     maybe<std::string>(d, "GBP"),
                     maybe<std::string>(d, "excluded"),
                     moment(d),
                     moment(d),
                     d.one_in(4),
                     d.one_in(3),
                     static_cast<int>(1 + d.below(4))};
    if (p.recorded && i % 3 == 0) p.state = "draft";
    w.procurements.push_back(std::move(p));
  }
  constexpr std::array<std::string_view, 3> sources{"find_a_tender", "contracts_finder", "ocds"};
  constexpr std::array<std::string_view, 3> forms{"UK6", "CELEX", ""};
  for (std::size_t i = 0; i < 130; ++i) {
    w.notices.push_back({d.below(w.procurements.size()), padded(i * 37 % 1000, 6) + "-2026", word(d, notice_kind_words()), word(d, forms),
                         word(d, sources), moment(d), day(d), word(d, regime_words()), word(d, route_words()),
                         word(d, tender_class_words()), d.one_in(2),
                         d.one_in(2) ? "[]" : R"([{"field":"route","where":"/tag","words":"a \"b\""}])"});
  }
}

void make_award(World& w, Dice& d, std::size_t i) {
  constexpr std::array<std::string_view, 3> vats{"excluded", "included", "unknown"};
  constexpr std::array<std::string_view, 6> kinds{"lifetime", "lifetime", "lifetime", "maximum", "annual", "unknown"};
  AwardRow a;
  a.id = "aw-" + padded(i * 7919 % 100000, 5);
  a.procurement = d.below(w.procurements.size());
  a.award_id = padded(i, 4);
  a.state = d.one_in(3) ? word(d, award_state_words()) : "published";
  a.version = static_cast<int>(1 + d.below(3));
  a.recorded = d.one_in(4);
  a.synthetic = d.one_in(3);
  a.commissioner = maybe_index(d, w.bodies.size());
  a.title = d.one_in(40) ? std::string(198, 'z') + "é" + text(d, 60) : text(d, 5);
  a.description = text(d, 12);
  a.reference = d.one_in(2) ? "" : "REF" + std::to_string(d.below(9));
  a.regime = word(d, regime_words());
  a.route = word(d, route_words());
  a.tender_class = word(d, tender_class_words());
  a.scope = word(d, scope_words());
  a.framework = d.one_in(5);
  a.cpv = code_list(d);
  a.provider_class = d.one_in(9) ? "several_classes" : word(d, provider_class_words());
  a.value = maybe(d, d.one_in(8) ? std::int64_t{1} : pence(d));
  a.gross = d.one_in(3) ? Pence(pence(d)) : Pence();
  if (a.value || a.gross) a.currency = d.one_in(9) ? "EUR" : "GBP", a.vat = word(d, vats), a.kind = word(d, kinds);
  a.placeholder = a.value && *a.value >= 0 && *a.value <= 100;
  a.as_published = a.value ? "as published" : "";
  a.awarded_on = maybe_day(d), a.signed_on = maybe_day(d), a.starts = maybe_day(d), a.ends = maybe_day(d), a.published_on = maybe_day(d),
  a.effective_on = maybe_day(d);
  if (a.effective_on) a.financial_year = financial_year_of(*a.effective_on);
  for (std::size_t n = d.below(4); n-- > 0;) {
    a.providers.push_back({d.below(w.bodies.size()), text(d, 3), maybe(d, static_cast<int>(d.below(10001)))});
    a.provider_names += (a.provider_names.empty() ? "" : "; ") + w.bodies[a.providers.back().body].name;
  }
  std::vector<const NoticeRow*> own;
  for (const NoticeRow& n : w.notices) {
    if (n.procurement == a.procurement) own.push_back(&n);
  }
  std::sort(own.begin(), own.end(),
            [](auto* x, auto* y) { return std::pair(x->published_at, x->release_id) < std::pair(y->published_at, y->release_id); });
  for (const NoticeRow* n : own) {
    if (d.one_in(2)) a.notices.push_back(n->release_id);
  }
  if (!own.empty() && !a.recorded) a.release_id = d.pick(own)->release_id;
  w.awards.push_back(std::move(a));
}

void make_contract(World& w, Dice& d, std::size_t award) {
  ContractRow c{"ct-" + padded(award, 5),
                award,
                static_cast<int>(1 + d.below(3)),
                maybe(d, pence(d)),
                maybe(d, pence(d)),
                maybe<std::string>(d, "GBP"),
                maybe<std::string>(d, "excluded"),
                maybe<std::string>(d, "lifetime"),
                maybe_day(d),
                maybe_day(d),
                maybe_day(d),
                maybe_day(d),
                {}};
  for (std::size_t n = d.below(3); n-- > 0;) {
    c.modifications.push_back(
        {day(d), "external_factors", maybe(d, d.one_in(2)), maybe(d, pence(d)), maybe(d, pence(d)), maybe_day(d), text(d, 5), text(d, 1)});
  }
  w.awards[award].contract = w.contracts.size();
  w.contracts.push_back(std::move(c));
}

void make_surroundings(World& w, Dice& d) {
  constexpr std::array<std::string_view, 5> kinds{"standard", "large", "hub", "spoke", "unknown"};
  constexpr std::array<std::string_view, 4> states{"announced", "approved", "open", "closed"};
  Dice more(static_cast<std::uint32_t>(w.awards.size())); // apart, so that what is thrown after it stays as it was
  for (std::size_t i = 0; i < 25; ++i) {
    CentreRow c{"dc-" + padded(i, 3),
                text(d, 3) + std::to_string(i),
                text(d, 1),
                word(d, regions),
                word(d, kinds),
                word(d, provider_class_words()),
                d.one_in(2) ? "" : text(d, 2),
                word(d, provider_class_words()),
                d.one_in(2) ? "" : text(d, 1),
                word(d, states),
                text(d, 2),
                maybe_day(d),
                d.one_in(3),
                {}};
    for (std::size_t n = 1 + d.below(3); n-- > 0;) c.history.push_back({word(d, states), maybe_day(d), text(d, 2)});
    c.code = more.one_in(2) ? "" : "C" + padded(i, 4);
    c.estate_owner_name = more.one_in(2) ? "" : text(more, 2);
    c.host_commissioner = more.one_in(3) ? "" : text(more, 1);
    c.opened_on = maybe_day(more);
    for (std::size_t n = more.below(3); n-- > 0;) c.tests.push_back(text(more, 1));
    for (std::size_t a = 0; a < w.awards.size(); ++a) {
      if (more.one_in(20)) c.awards.push_back(a);
    }
    std::sort(c.awards.begin(), c.awards.end(), [&](std::size_t a, std::size_t b) { return w.awards[a].id < w.awards[b].id; });
    w.centres.push_back(std::move(c));
  }
  for (std::size_t i = 0; i < 12; ++i) {
    ProgrammeRow p{"pg-" + padded(i, 3),
                   text(d, 3) + std::to_string(i),
                   d.one_in(2) ? "centres" : "pence",
                   text(d, 2),
                   text(d, 3),
                   maybe(d, pence(d)),
                   maybe_day(d),
                   {}};
    for (std::size_t n = d.below(4); n-- > 0;) p.progress.push_back({std::to_string(2030 - n) + "-01-31", pence(d), text(d, 2)});
    w.programmes.push_back(std::move(p));
    IndicatorRow in{"in-" + padded(i, 3),
                    text(d, 3) + std::to_string(i),
                    d.one_in(2) ? "per cent" : "people",
                    text(d, 2),
                    text(d, 2),
                    maybe(d, pence(d)),
                    {}};
    for (std::size_t n = 0, count = d.below(4); n < count; ++n)
      in.values.push_back({"body " + std::to_string(n), text(d, 2), maybe_day(d), maybe_day(d), pence(d), text(d, 1)});
    w.indicators.push_back(std::move(in));
  }
}

void make_spend(World& w, Dice& d) {
  for (std::size_t i = 0; i < 9; ++i) {
    SpendFileRow f{"sf-" + padded(i, 2) + "-x", text(d, 3), std::string(60, 'a') + padded(i, 4), moment(d), "utf-8", i % 2 ? "," : "\t"};
    f.bytes = 4'000'000'000 + static_cast<std::int64_t>(i), f.header_row = 1 + static_cast<std::int64_t>(d.below(5));
    f.rows_read = static_cast<std::int64_t>(d.below(900)), f.payments = static_cast<std::int64_t>(d.below(900)),
    f.refused = static_cast<std::int64_t>(d.below(9)), f.blank = static_cast<std::int64_t>(d.below(9)), f.total = pence(d);
    f.day_first = d.one_in(2), f.synthetic = d.one_in(3), f.publisher = maybe_index(d, w.bodies.size()), f.first_paid = maybe_day(d),
    f.last_paid = maybe_day(d);
    if (d.one_in(3)) f.sheet = text(d, 1);
    if (d.one_in(2)) f.stated_total = pence(d), f.stated_total_row = 1 + static_cast<std::int64_t>(d.below(900));
    for (const char* code : {"bad_amount", "ragged", "total_row"}) {
      if (d.one_in(2)) f.refusals.emplace_back(code, 1 + d.below(3));
    }
    w.files.push_back(std::move(f));
  }
  w.suppliers.push_back({"", std::nullopt, "unclassified"});
  for (std::size_t i = 1; i < 50; ++i)
    w.suppliers.push_back({text(d, 3) + std::to_string(i), d.one_in(3) ? std::nullopt : std::optional(d.below(w.bodies.size())),
                           word(d, provider_class_words())});
  for (std::size_t i = 0; i < 1300; ++i) {
    PaymentRow p{d.below(w.files.size()),
                 static_cast<std::int64_t>(i + 2),
                 maybe_index(d, w.bodies.size()),
                 d.below(w.suppliers.size()),
                 day(d),
                 pence(d) / 97,
                 text(d, 1),
                 text(d, 1),
                 text(d, 1),
                 "area " + std::to_string(d.below(5))};
    w.payments.push_back(std::move(p));
  }
  // The key of a line is made of its file and its row.
  std::sort(w.payments.begin(), w.payments.end(),
            [](const PaymentRow& a, const PaymentRow& b) { return std::pair(a.file, a.row) < std::pair(b.file, b.row); });
}

/// As matching leaves the strings: a linked one has a body, and words that read as a person's have that class. Some were read by no rules.
void make_matches(World& w, Dice& d) {
  for (const PaymentRow& p : w.payments) ++w.suppliers[p.supplier].lines, w.suppliers[p.supplier].pence += p.pence;
  for (SupplierRow& s : w.suppliers) {
    if (d.one_in(5)) continue;
    const bool curated = d.one_in(3);
    s.state = s.body ? "linked" : s.provider_class == "individual" ? "person" : d.one_in(2) ? "none" : "open";
    s.basis = curated ? "curator" : "automatic";
    s.score = static_cast<int>(d.below(101));
    s.reason = text(d, 4), s.detail = text(d, 2);
    s.decided_by = curated ? text(d, 1) : "matching";
    s.decided_at = moment(d);
  }
}

/// Also of awards that are not published, or not under the Regime: what is left of an earlier check must not be shown.
void make_findings(World& w, Dice& d) {
  constexpr std::array<std::string_view, 6> rules{"PSR-01", "PSR-09", "PSR-10", "PSR-28", "PSR-31", "PSR-68"};
  for (std::size_t i = 0; i < w.awards.size(); ++i) {
    if (d.one_in(2)) w.awards[i].regime = "psr";
    if (d.one_in(3)) continue;
    w.awards[i].checked_on = day(d);
    for (const std::string_view rule : rules) {
      if (!d.one_in(3)) continue;
      w.findings.push_back({i, w.awards[i].procurement, std::string(rule), d.one_in(3) ? "fail" : "question", "reg " + text(d, 2),
                            R"([{"name":"standstill_end","value":"2026-08-10"}])", d.one_in(2) ? "[]" : R"(["a \"b\" c"])",
                            d.one_in(2) ? "[]" : R"(["notices.submitted_on"])", static_cast<int>(1 + d.below(3))});
    }
  }
  for (std::size_t i = 0; i < w.procurements.size(); ++i) {
    if (d.one_in(2)) w.procurements[i].regime = "psr";
    if (d.one_in(2)) continue;
    w.procurements[i].checked_on = day(d);
    for (const std::string_view rule : rules) {
      if (!d.one_in(3)) continue;
      w.findings.push_back({{}, i, std::string(rule), d.one_in(3) ? "fail" : "question", "reg " + text(d, 2), "[]", "[]", "[]", 1});
    }
  }
  for (std::size_t i = 0; i < 30; ++i) {
    const LinkRow link{d.below(w.procurements.size()), d.below(w.procurements.size()), "alike", text(d, 4)};
    const bool there = std::any_of(w.links.begin(), w.links.end(), [&](const LinkRow& l) {
      return std::minmax(l.earlier, l.later) == std::minmax(link.earlier, link.later);
    });
    if (link.earlier != link.later && !there) w.links.push_back(link);
  }
}

/// Every third body is owned, some of them by one owner first and another later; the first ten own others alone.
void make_groups(World& w, Dice& d) {
  const auto owner = [&] {
    std::size_t at = d.below(10);
    while (w.bodies[at].provider_class == "individual") at = (at + 1) % 10;
    return at;
  };
  for (std::size_t i = 10; i < w.bodies.size(); ++i) {
    if (!d.one_in(3)) continue;
    if (d.one_in(2)) {
      w.groups.push_back({i, owner(), Day(), d.one_in(2) ? Day("2025-06-30") : Day()});
      continue;
    }
    w.groups.push_back({i, owner(), Day("2024-10-01"), Day("2025-03-31")});
    w.groups.push_back({i, owner(), Day("2025-04-01"), Day()});
  }
}

} // namespace

int year_of(const std::string& day) { return std::stoi(day.substr(0, 4)); }
int month_of(const std::string& day) { return std::stoi(day.substr(5, 2)); }
std::int64_t day_number(const std::string& day) {
  const int year = year_of(day);
  const auto leap = [](int y) { return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0; };
  std::int64_t days = std::stoi(day.substr(8));
  for (int y = 1900; y < year; ++y) days += leap(y) ? 366 : 365;
  const int lengths[] = {31, leap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  for (int m = 1; m < month_of(day); ++m) days += lengths[m - 1];
  return days;
}

int financial_year_of(const std::string& day) { return year_of(day) - (month_of(day) < 4 ? 1 : 0); }
std::string year_words(int start_year) {
  return std::to_string(start_year) + "-" + padded(static_cast<std::size_t>((start_year + 1) % 100), 2);
}

World make_world(std::uint32_t seed) {
  Dice d(seed);
  World w;
  make_bodies(w, d);
  make_procurements(w, d);
  for (std::size_t i = 0; i < 240; ++i) make_award(w, d, i);
  for (std::size_t i = 0; i < w.awards.size(); ++i) {
    if (d.one_in(2)) make_contract(w, d, i);
  }
  make_surroundings(w, d);
  make_spend(w, d);
  make_findings(w, d);
  make_matches(w, d);
  make_groups(w, d);
  w.seq = 7;
  return w;
}

} // namespace openward::test
