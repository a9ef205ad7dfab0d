#include "persistence/read/as_of.h"

#include "persistence/read/standing.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <deque>

namespace openward::persistence::read {
namespace {

/// Copies hold the rows as they were written: a body that was merged since is led to the one it is now, as the rows of now are.
std::string body_now(const std::string& key) {
  return "coalesce((select b.merged_into from body b where b.key = " + key + "), " + key + ")";
}

constexpr std::string_view changed_since = "exists (select 1 from award_was x where x.until_seq > {{as_of}} and x.award_key = ";
constexpr std::string_view copies_that_stood = "x.since_seq <= {{as_of}} and x.until_seq > {{as_of}}";

constexpr std::array kColumns{"id",
                              "procurement_key",
                              "ocid",
                              "release_id",
                              "award_id",
                              "state",
                              "version",
                              "recorded",
                              "synthetic",
                              "title",
                              "description",
                              "reference",
                              "regime",
                              "route",
                              "tender_class",
                              "scope",
                              "framework",
                              "cpv",
                              "provider_class",
                              "value_pence",
                              "value_currency",
                              "value_vat",
                              "value_kind",
                              "gross_pence",
                              "value_placeholder",
                              "value_as_published",
                              "awarded_on",
                              "signed_on",
                              "starts",
                              "ends",
                              "published_on",
                              "effective_on",
                              "financial_year"};

std::string columns_under(const std::string& alias) {
  std::string out;
  for (const char* column : kColumns) out += ", " + alias + "." + column;
  return out;
}

std::string awards_then() {
  return "(select w.key, w.commissioner_key" + columns_under("w") + " from award w where not " + std::string(changed_since) +
         "w.key) and exists (select 1 from event e where e.subject = w.id and e.seq <= {{as_of}}) union all select x.award_key, " +
         body_now("x.commissioner_key") + columns_under("x") + " from award_was x where " + std::string(copies_that_stood) + ") a";
}

std::string providers_then() {
  return "(select p.award_key, p.position, p.body_key, p.stated_name, p.share_basis_points from award_provider p where not " +
         std::string(changed_since) + "p.award_key) union all select x.award_key, p.position, " + body_now("p.body_key") +
         ", p.stated_name, p.share_basis_points from award_was x join award_provider_was p on p.copy_key = x.key where " +
         std::string(copies_that_stood) + ") ";
}

std::string notices_then() {
  return "(select y.award_key, y.release_id from award_notice y where not " + std::string(changed_since) +
         "y.award_key) union all select x.award_key, y.release_id from award_was x join award_notice_was y on y.copy_key = x.key where " +
         std::string(copies_that_stood) + ") ";
}

/// A contract is never taken back: it is there from its first event.
constexpr std::string_view contract_then = "left join contract ct on ct.award_key = a.key and exists (select 1 from event ce where "
                                           "ce.subject = ct.id and ce.seq <= {{as_of}})";
constexpr std::string_view no_findings_then = "left join law_check k on 1 = 0";

struct Past {
  Resource resource;
  std::deque<std::string> texts;

  void as_then(std::string_view& sql) {
    static const std::string providers = providers_then();
    static const std::string notices = notices_then();
    // Each text once: what is put in speaks of the same tables.
    std::string text = replace_all(replace_all(std::string(sql), "award_provider ", providers), "award_notice ", notices);
    if (text != sql) sql = texts.emplace_back(std::move(text));
  }
  void as_then(FilterDef& filter) {
    for (std::string_view* sql : {&filter.sql, &filter.none, &filter.facet.value, &filter.facet.name, &filter.facet.from, &filter.kind_sql})
      as_then(*sql);
  }
  void as_then(ColumnDef& column) {
    as_then(column.sql);
    if (!column.list) return;
    as_then(column.list->from);
    as_then(column.list->order);
    for (JsonMember& member : column.list->members) as_then(member.sql);
  }
};

const Resource& awards_past() {
  static const Past past = [] {
    Past out;
    out.resource = awards_resource();
    out.resource.root = out.texts.emplace_back(awards_then());
    for (Join& join : out.resource.joins) {
      out.as_then(join.sql);
      if (join.alias == "ct") join.sql = contract_then;
      if (join.alias == "k") join.sql = no_findings_then;
    }
    for (ColumnDef& column : out.resource.columns) out.as_then(column);
    for (FilterDef& filter : out.resource.filters) out.as_then(filter);
    return out;
  }();
  return past.resource;
}

/// What is asked of other records that change without the row, and of which no copy is kept.
constexpr std::array<std::string_view, 6> kNotKept{"q", "centre", "finding", "finding_outcome", "findings.checked_on", "relevance"};

bool kept(std::string_view name) { return std::find(kNotKept.begin(), kNotKept.end(), name) == kNotKept.end(); }

Fault fault_of(std::string message) { return {std::string(as_of_filter), "bad_value", std::move(message)}; }

const Term* as_of_term(const std::vector<Term>& terms) {
  const auto found = std::find_if(terms.begin(), terms.end(), [](const Term& t) { return t.filter->kind == FilterKind::as_of; });
  return found == terms.end() ? nullptr : &*found;
}

struct Bounds {
  std::int64_t first = 0; // numbers before it cannot be answered
  std::int64_t last = 0;
  std::string first_day; // "" where nothing was recorded yet
};

Result<Bounds> bounds(Session& s) {
  constexpr std::array outs{Out{CellType::integer}, Out{CellType::integer}, Out{CellType::text}};
  const auto rows =
      fetch(s,
            Query(backend_of(s))
                .add("select min(m.last_seq), max(m.last_seq), (select f.recorded_at from register_moment f where f.recorded_at "
                     "is not null order by f.last_seq limit 1) from register_moment m"),
            outs);
  if (!rows) return rows.error();
  const Row& row = rows->front();
  Bounds out{std::get<std::int64_t>(row[0]), std::get<std::int64_t>(row[1]), ""};
  if (const auto* text = std::get_if<std::string>(&row[2])) {
    if (const auto instant = Instant::parse(*text)) out.first_day = london_date(*instant).iso();
  }
  return out;
}

std::string begins(const Bounds& b) {
  if (b.first_day.empty()) return "the register has recorded nothing yet";
  return "the register keeps what it said from " + b.first_day + " and the number " + std::to_string(b.first) + " on";
}

/// The number of the last moment that fits; none where none does.
Result<std::optional<std::int64_t>> moment(Session& s, Query& q) {
  constexpr Out out{CellType::integer};
  const auto rows = fetch(s, q, {&out, 1});
  if (!rows) return rows.error();
  const auto* number = rows->empty() ? nullptr : std::get_if<std::int64_t>(&rows->front().front());
  return number ? std::optional(*number) : std::nullopt;
}

Result<std::int64_t> at_number(Session& s, const std::string& text, const Bounds& b) {
  std::int64_t number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc() || end != text.data() + text.size() || number > b.last)
    return refused({fault_of("`" + text + "` has not come yet: the latest sequence number of the register is " + std::to_string(b.last))});
  if (number < b.first) return refused({fault_of("what the register said at " + text + " is not kept: " + begins(b))});
  Query q(backend_of(s));
  q.add("select min(m.last_seq) from register_moment m where m.last_seq >= " + q.bind(Value::integer(number)));
  const auto found = moment(s, q);
  if (!found) return found.error();
  return found->value_or(b.last);
}

Result<std::int64_t> at_day(Session& s, Date day, const Bounds& b, std::optional<Date> today) {
  if (!today) return Error{ErrorKind::internal, "as_of needs a day to know the future by", {}, "as_of without a day"};
  if (*today < day)
    return refused({fault_of("`" + day.iso() + "` has not come yet: the last day that can be answered is " + today->iso())});
  Query q(backend_of(s));
  q.add("select max(m.last_seq) from register_moment m where m.recorded_at{{c}} < " +
        q.bind(Value::text(from_london(day.plus_days(1), std::chrono::seconds(0)).iso())));
  const auto found = moment(s, q);
  if (!found) return found.error();
  if (!*found && day == *today) return b.last;
  if (!*found) return refused({fault_of("what the register said on " + day.iso() + " is not kept: " + begins(b))});
  return **found;
}

Result<std::int64_t> number_of(Session& s, const Term& asked, std::optional<Date> today) {
  const auto held = bounds(s);
  if (!held) return held.error();
  const std::string& text = asked.texts.front();
  const auto day = Date::parse(text);
  return day ? at_day(s, *day, *held, today) : at_number(s, text, *held);
}

} // namespace

FilterDef as_of_def() {
  return {
      as_of_filter, FilterKind::as_of, "",
      "What the register said then: at the end of a day in London (2026-03-31; today so far), or at a sequence number. What the row says "
      "of itself is as of then; the names, classes, owners and merges of bodies are as of now; findings are not kept, and empty."};
}

Result<Reading> reading_of(Session& s, const Resource& resource, const std::vector<Term>& terms, std::optional<Date> today) {
  const Term* asked = as_of_term(terms);
  if (!asked) {
    const auto reading = standing(resource, terms, today);
    if (!reading) return reading.error();
    return Reading{*reading, std::nullopt};
  }
  std::vector<Fault> faults;
  for (const Term& term : terms) {
    const std::string name = (term.exclude ? "not_" : "") + std::string(term.filter->name);
    if (auto fault = not_kept({nullptr, 0}, name, term.filter->name)) faults.push_back(*std::move(fault));
    if (term.filter->kind == FilterKind::standing)
      faults.push_back(
          {name, "not_kept", "`" + name + "` reads bodies as they are now, and `as_of` rows as they were: leave one of them out"});
  }
  if (!faults.empty()) return refused(std::move(faults));
  const auto number = number_of(s, *asked, today);
  if (!number) return number.error();
  return Reading{&awards_past(), *number};
}

std::optional<Fault> no_past(const std::vector<Term>& terms, std::string_view what) {
  if (!as_of_term(terms)) return std::nullopt;
  return Fault{std::string(as_of_filter), "no_effect",
               std::string(what) + " has no past: leave `as_of` out, or ask the list of awards for it"};
}

std::optional<Fault> not_kept(const Reading& reading, const std::string& parameter, std::string_view name) {
  if (!reading.as_of || kept(name)) return std::nullopt;
  return Fault{parameter, "not_kept",
               "the register does not keep what `" + std::string(name) + "` said then: leave it out, or leave `as_of` out"};
}

} // namespace openward::persistence::read
