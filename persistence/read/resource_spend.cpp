#include "persistence/detail/class_days.h"
#include "persistence/read/definition.h"
#include "persistence/read/people.h"
#include "persistence/read/sector.h"
#include "persistence/read/standing.h"

#include "domain/region.h"
#include "domain/vocabulary.h"

namespace openward::persistence::read {
namespace {

const std::string& payee_words() {
  static const std::string sql = unless_person(payee_is_person, "s.words");
  return sql;
}
const std::string& payee_name() {
  static const std::string sql = body_name("pb");
  return sql;
}
const std::string& payer_name() {
  static const std::string sql = body_name("payer");
  return sql;
}
const std::string& publisher_name() {
  static const std::string sql = body_name("b");
  return sql;
}
/// A reference of an invoice is often made of the name of who sent it.
const std::string& transaction() {
  static const std::string sql = withheld_of_people(payee_is_person, "p.transaction_reference");
  return sql;
}
/// What payment_class rests on: the body where it has a class, else the words.
constexpr std::string_view class_is_of_words = "coalesce(pb.dated_classes, 0) = 0 and coalesce(pb.provider_class, 'unclassified') = "
                                               "'unclassified'";
std::string of_class(std::string_view of_words, std::string_view dated, std::string_view of_body) {
  return "case when " + std::string(class_is_of_words) + " then s." + std::string(of_words) + " else " +
         detail::class_by_day("pb", "p.paid_on", dated, of_body) + " end";
}
const std::string& class_evidence() {
  static const std::string sql = of_class("class_evidence", "evidence", "class_evidence");
  return sql;
}
const std::string& class_confidence() {
  static const std::string sql = of_class("class_confidence", "confidence", "class_confidence");
  return sql;
}
const std::string& class_url() {
  static const std::string sql = "case when " + std::string(class_is_of_words) +
                                 " then '/v1/matches/sn-' || cast(s.key as text) else '/v1/providers/' || pb.id || '/classifications' end";
  return sql;
}

// Whoever was ever in the group, or is meant by its words, is found by an index; the day then decides, line by line.
constexpr std::string_view payee_group_in =
    "p.supplier_key in (select gs.key from supplier_string gs where gs.body_key in ({{v}}) or gs.body_key in (select go.body_key from "
    "body_owner go where go.owner_key in ({{v}})) or (gs.body_key is null and gs.key in ({{s}}))) and (s.body_key is null or s.body_key in "
    "({{v}}) or exists (select 1 from body_owner fo where fo.body_key = s.body_key and fo.owner_key in ({{v}}) and fo.first_day <= "
    "p.paid_on "
    "and fo.last_day >= p.paid_on))";
constexpr std::string_view payee_ultimate_owner_in =
    "p.supplier_key in (select gs.key from supplier_string gs where gs.body_key in ({{v}}) or gs.body_key in (select gb.body_key from "
    "body_group gb where gb.group_key in ({{v}})) or (gs.body_key is null and gs.key in ({{s}}))) and (s.body_key is null or "
    "coalesce((select fg.group_key from body_group fg where fg.body_key = s.body_key and fg.first_day <= p.paid_on and fg.last_day >= "
    "p.paid_on), s.body_key) in ({{v}}))";
constexpr std::string_view payee_group_join =
    "left join body pgrp on pgrp.key = coalesce((select jg.group_key from body_group jg where jg.body_key = s.body_key and jg.first_day <= "
    "p.paid_on and jg.last_day >= p.paid_on), s.body_key)";

constexpr std::string_view payment_id = "sf.id || '-' || cast(p.row as text)";
// The key of a line is made of its file and its row: by it one line is found, and the lines of a file are a range.
constexpr std::string_view payment_by_id =
    "p.key = case when {{2}} < 4294967296 then (select i.key from spend_file i where i.id = {{1}}) * 4294967296 + {{2}} end";
constexpr std::string_view file_join =
    "join spend_file sf on sf.key = p.spend_file_key and p.key >= sf.key * 4294967296 and p.key < (sf.key "
    "+ 1) * 4294967296";

JsonList refusals_by_code() {
  return {"refusal r where r.source_file_key = sf.source_file_key group by r.code",
          "r.code{{c}}",
          {{"code", CellType::text, "r.code"}, {"rows", CellType::integer, "count(*)"}}};
}

std::vector<ColumnDef> payment_columns() {
  using enum CellType;
  return {
      {"id", text, payment_id, "The spend file and the row in it."},
      {"payer.id", text, "payer.id", "Who paid."},
      {"payer.name", text, payer_name(), "Name of the payer."},
      {"supplier", text, payee_words(), "The supplier as published; empty when the file names none, \"a person\" for people.",
       Sort::filled},
      {"match_id", text, "'sn-' || cast(s.key as text)", "The supplier's words in /v1/matches; tells people apart."},
      {"provider.id", text, "pb.id", "The body that the supplier's words were linked to, if any."},
      {"provider.name", text, payee_name(), "Name of that body."},
      {"provider_class", text, payment_class, "Class of that body on the day of payment, else of the words alone."},
      {"class.evidence", text, class_evidence(), "How that class was arrived at."},
      {"class.confidence", integer, class_confidence(), "0 to 100; below 50 it is presumed from words alone."},
      {"class.url", text, class_url(), "Where the class stands with what it rests on: the body's classes, or the words in /v1/matches."},
      {"paid_on", date, "p.paid_on", "Date of payment.", Sort::filled},
      {"financial_year", text, "p.financial_year", "Of the date of payment.", Sort::none, Show::financial_year},
      {"amount", pence, "p.pence", "What was paid, with irrecoverable VAT; negative for a credit.", Sort::filled},
      {"transaction", text, transaction(), "Reference as published; withheld for people."},
      {"expense_type", text, "p.expense_type", "As published."},
      {"expense_area", text, "p.expense_area", "As published."},
      {"entity", text, "p.entity", "The body within the department family, as published."},
      {"file.id", text, "sf.id", "The spend file."},
      {"file.name", text, "f.name", "Its name."},
      {"row", integer, "p.row", "Row of the file, the first being 1."},
      {"synthetic", boolean, "f.synthetic", "Invented for demonstration."},
  };
}

std::vector<FilterDef> payment_filters() {
  using enum FilterKind;
  return {
      {"payer",
       body,
       "p.payer_key in ({{v}})",
       "Who paid, by public id or scheme:id; none: the publisher is not known.",
       {},
       "p.payer_key is null"},
      {"region", word, payer_region, "Region in which the payer lies; unknown where no source states it.", region_words()},
      {"provider", payee, "p.supplier_key in (select ps.key from supplier_string ps where ps.body_key in ({{v}}) or ps.key in ({{s}}))",
       "The body that was paid, by public id or scheme:id, or the supplier's words by their id in /v1/matches."},
      {"provider_group", payee, payee_group_in,
       "The group that was paid: this body, or what it owned on the day, directly or through others; or the supplier's words by their id "
       "in "
       "/v1/matches, where they are linked to no body."},
      {"provider_ultimate_owner", payee, payee_ultimate_owner_in,
       "Who owned the body that was paid, and was owned by nobody, on the day; the body itself where nobody owned it; or the supplier's "
       "words "
       "by their id in /v1/matches, where they are linked to no body."},
      {"provider_class", word, payment_class, "Class of who was paid.", provider_class_words()},
      sector_def(payment_class, payment_kind, sector_words()),
      {"paid_from", date_from, "p.paid_on", "First day of payment."},
      {"paid_to", date_to, "p.paid_on", "Last day of payment."},
      {"min_value", pence_min, "p.pence", "Pounds; credits are negative."},
      {"max_value", pence_max, "p.pence", "Pounds; credits are negative."},
      {"financial_year", year, "p.financial_year", "Year of payment, as \"2026-27\"."},
      {"quarter", quarter, payment_quarter, "Quarter of the financial year of payment, as \"2026-27 Q1\", which begins in April."},
      {"month", month, "p.month", "Calendar month of payment, as \"2026-04\"."},
      {"expense_area", exact, "p.expense_area", "As published; an empty value where none is.", {}, "p.expense_area = ''"},
      {"file", exact, "sf.id", "Public id of a spend file."},
      search_def("p.supplier_key", "supplier_words",
                 "Full text of the supplier as published: words, \"phrases\", -excluded, beginning*. People are not found by it."),
      {"synthetic", flag, "f.synthetic", "Invented for demonstration."},
      standing_def(),
  };
}

std::vector<ColumnDef> spend_file_columns() {
  using enum CellType;
  return {
      {"id", text, "sf.id", "Public id of the file.", Sort::filled},
      {"name", text, "f.name", "Its name when it was imported.", Sort::filled},
      {"publisher.id", text, "b.id", "Who published it."},
      {"publisher.name", text, publisher_name(), "Name of the publisher.", Sort::nullable},
      {"sha256", text, "f.sha256", "Of its bytes."},
      {"bytes", integer, "f.bytes", "Its size."},
      {"imported_at", instant, "f.imported_at", "When it was read.", Sort::filled},
      {"encoding", text, "sf.encoding", "As it was read."},
      {"delimiter", text, "sf.delimiter", "As it was read."},
      {"sheet", text, "sf.sheet", "The sheet of a workbook; empty for text."},
      {"header_row", integer, "sf.header_row", "Row of the headings, the first being 1."},
      {"day_first", boolean, "sf.day_first", "Whether 02/03 is 2 March."},
      {"rows_read", integer, "sf.rows_read", "Rows below the headings: payments, refused and blank together.", Sort::filled},
      {"payments", integer, "sf.payments", "Rows that are payments.", Sort::filled},
      {"refused", integer, "sf.refused", "Rows that are not, each kept with its reason.", Sort::filled},
      {"blank", integer, "sf.blank", "Rows without anything."},
      {"refusals", json, "", "How many rows were refused for which reason.", Sort::none, Show::as_is, refusals_by_code()},
      {"total", pence, "sf.total_pence", "Exact sum of its payments.", Sort::filled},
      {"stated_total", pence, "sf.stated_total_pence", "What the file's own total row says, where it has one."},
      {"stated_total_row", integer, "case when sf.stated_total_pence is not null then sf.stated_total_row end", "Where that row stands."},
      {"first_paid", date, "sf.first_paid", "Earliest payment.", Sort::nullable},
      {"last_paid", date, "sf.last_paid", "Latest payment.", Sort::nullable},
      {"synthetic", boolean, "f.synthetic", "Invented for demonstration."},
  };
}

std::vector<FilterDef> spend_file_filters() {
  using enum FilterKind;
  return {
      {"publisher", body, "sf.publisher_key in ({{v}})", "Who published it, by public id or scheme:id."},
      {"sha256", exact, "f.sha256", "Of its bytes, in lower case."},
      search_def("sf.key", "spend_file_words", "Full text of its name: words, \"phrases\", -excluded, beginning*."),
      {"synthetic", flag, "f.synthetic", "Invented for demonstration."},
  };
}

} // namespace

const Resource& payments_resource() {
  static const Resource resource{
      .name = "payments",
      .description = "Lines of spend files: what public bodies say they paid.",
      .root = "payment p",
      .joins = {{"s", "join supplier_string s on s.key = p.supplier_key"},
                {"pb", "left join body pb on pb.key = s.body_key"},
                {"pgrp", payee_group_join},
                {"payer", "left join body payer on payer.key = p.payer_key"},
                {"sf", file_join},
                {"f", "join source_file f on f.key = sf.source_file_key"}},
      .key = "p.key",
      .by_id = payment_by_id,
      .id_separator = '-',
      .second_is_number = true,
      .columns = payment_columns(),
      .filters = payment_filters(),
      .default_sort = "-paid_on",
      .split_by_facets = false,
  };
  return resource;
}

const Resource& spend_files_resource() {
  static const Resource resource{
      .name = "spend-files",
      .description = "Spend files that were read, each with its full account: every row is a payment, refused or blank.",
      .root = "spend_file sf",
      .joins = {{"f", "join source_file f on f.key = sf.source_file_key"}, {"b", "left join body b on b.key = sf.publisher_key"}},
      .key = "sf.key",
      .by_id = "sf.id = {{1}}",
      .columns = spend_file_columns(),
      .filters = spend_file_filters(),
      .default_sort = "-last_paid",
  };
  return resource;
}

} // namespace openward::persistence::read
