// The monitoring report, written out.

#include "service/api/figure_json.h"
#include "service/api/summary.h"

namespace openward::api {

using persistence::CellType;
using persistence::Table;
using render::Json;

std::string monitoring_json(const app::AuthorityMonitoring& answer) {
  const law::MonitoringReport& report = answer.report;
  Json out;
  write_heading(out, answer.authority, report.year);
  out.member("awards", report.awards).member("awards_checked", report.awards_checked).key("checked_on");
  if (report.last_checked) {
    out.text(report.last_checked->iso());
  } else {
    out.null();
  }
  write_texts(out, "not_checked", report.not_checked);
  out.key("totals").object().member("passed", report.passed).member("questions", report.questions).member("fails", report.fails);
  out.member("not_computable", report.not_computable).end_object().key("rules").array();
  for (const law::RuleTally& rule : report.rules) {
    out.object().member("rule", rule.rule).member("title", rule.title).member("citation", rule.citation);
    write_number(out, "looked_at", rule.looked_at);
    write_number(out, "passed", rule.passed);
    out.member("questions", rule.questions).member("fails", rule.fails);
    write_number(out, "not_computable", rule.not_computable);
    write_texts(out, "question_awards", rule.question_awards);
    write_texts(out, "fail_awards", rule.fail_awards);
    out.end_object();
  }
  const law::NoticeTimes& times = report.notices;
  out.end_array().key("notices").object().member("looked_at", times.looked_at).member("in_time", times.in_time);
  out.member("within_tolerance", times.within_tolerance).member("not_computable", times.not_computable).key("late").array();
  for (const law::LateNotice& late : times.late) {
    out.object().member("kind", law::to_string(late.record.kind)).member("id", late.record.id).member("url", record_url(late.record));
    out.member("citation", late.citation).member("last_day", late.last_day.iso()).member("came_on", late.came_on.iso());
    out.member("days_late", late.days_late).member("by_submission", late.by_submission).end_object();
  }
  out.end_array();
  write_references(out, "without_date", times.without_date);
  out.end_object().key("representations");
  write_figure(out, report.representations, answer.authority, report.year, true);
  out.key("non_compliance").object().key("how_addressed").null().member("note", law::for_the_authority).end_object();
  write_texts(out, "notes", report.notes);
  out.member("seq", answer.seq).end_object();
  return out.take();
}

namespace {

/// A row of the report's table: what it is about, its counts, and its words.
persistence::Row report_row(const app::AuthorityMonitoring& answer, std::string line, std::string key, std::string title,
                            std::string citation, std::vector<std::optional<std::int64_t>> counts, std::string records, std::string words) {
  counts.resize(6);
  persistence::Row row{answer.authority.id, answer.report.year.year.text(), std::move(line), std::move(key), std::move(title),
                       std::move(citation)};
  for (const auto& number : counts) row.push_back(cell_of(number));
  row.emplace_back(std::move(records));
  row.emplace_back(std::move(words));
  return row;
}

std::string joined(const std::vector<std::string>& first, const std::vector<std::string>& second) {
  std::string out;
  for (const auto* list : {&first, &second}) {
    for (const std::string& word : *list) out += (out.empty() ? "" : " ") + word;
  }
  return out;
}

} // namespace

Table monitoring_table(const app::AuthorityMonitoring& answer) {
  const law::MonitoringReport& report = answer.report;
  Table table{{{"commissioner", CellType::text, "Public id of the authority."},
               {"year", CellType::text, "Reporting year."},
               {"line", CellType::text, "rule, notices, late_notice, representations or non_compliance."},
               {"key", CellType::text, "The rule, or the record."},
               {"title", CellType::text, "What it is about."},
               {"citation", CellType::text, "Regulation."},
               {"looked_at", CellType::integer, "Awards, or notices, that it concerned."},
               {"passed", CellType::integer, "As the rule asks; of notices: in time."},
               {"questions", CellType::integer, "A person must look; of notices: late by so little that they may have been in time."},
               {"fails", CellType::integer, "Not so on the face of the law; of notices: late."},
               {"not_computable", CellType::integer, "The record does not hold what is needed."},
               {"days_late", CellType::integer, "Days after the last day."},
               {"records", CellType::text, "Ids of the questions and the fails, or of the records counted."},
               {"words", CellType::text, "Dates, outcomes, reasons."}},
              {}};
  for (const law::RuleTally& r : report.rules)
    table.rows.push_back(report_row(answer, "rule", r.rule, r.title, r.citation,
                                    {r.looked_at, r.passed, r.questions, r.fails, r.not_computable},
                                    joined(r.question_awards, r.fail_awards), ""));
  const law::NoticeTimes& times = report.notices;
  const auto late_count = static_cast<std::int64_t>(times.late.size());
  table.rows.push_back(report_row(answer, "notices", "", "Notices due within 30 days of an award or a modification", "",
                                  {times.looked_at, times.in_time, times.within_tolerance, late_count, times.not_computable},
                                  ids_of(times.without_date), ""));
  for (const law::LateNotice& late : times.late)
    table.rows.push_back(report_row(answer, "late_notice", late.record.id, "Late notice", late.citation,
                                    {{}, {}, {}, {}, {}, late.days_late}, late.record.id,
                                    "due " + late.last_day.iso() + ", came " + late.came_on.iso()));
  const law::SummaryFigure& received = report.representations;
  table.rows.push_back(report_row(answer, "representations", "i", received.title, received.citation, {received.count},
                                  ids_of(received.records), received.reason));
  for (const law::SummaryFigure& part : received.parts)
    table.rows.push_back(
        report_row(answer, "representations", part.key, part.title, part.citation, {part.count}, ids_of(part.records), ""));
  table.rows.push_back(report_row(answer, "non_compliance", "", "How non-compliance will be addressed", "reg 26", {}, "",
                                  std::string(law::for_the_authority)));
  return table;
}

} // namespace openward::api
