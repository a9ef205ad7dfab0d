#pragma once
// The report of spend as the page of spend shows it: the question put to the register, lines over financial years, and bars. Pure functions
// of what the report gave.

#include "persistence/read/query.h"
#include "service/http/message.h"

#include <kainjow/mustache.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openward::pages {

/// What the page may split by, and how people say it.
struct SpendSplit {
  std::string_view word;
  std::string_view title; // "kind of provider"
  std::string_view head;
  bool by_year; // few enough lines that each has its years
};
std::span<const SpendSplit> spend_splits();
Result<const SpendSplit*> split_asked_for(const http::Parameters& given);

/// The reports behind one page, of one question.
struct SpendFigures {
  const SpendSplit* split = nullptr;
  http::Parameters given; // with the origin; without group_by
  persistence::ReportRequest request;
  persistence::Report lines;   // by the split, and by year where the split has its years
  persistence::Report by_year; // with the share of each year
};
Result<SpendFigures> spend_figures(persistence::Session&, const SpendSplit&, const http::Parameters& given, Date today);

/// Lines by years, with totals and shares; every figure with the address of its payments.
kainjow::mustache::data year_table(const SpendFigures&);
/// The largest lines as bars, and how many more there are.
kainjow::mustache::data largest_lines(const SpendFigures&);
/// "pounds of the day", "prices of 2025-26 (deflator: …)".
std::string prices_in_words(const SpendFigures&);
/// "2024-25, 2025-26" of the report by year.
std::vector<std::string> years_in(const persistence::Report& by_year);
std::string years_in_words(const std::vector<std::string>& years);

} // namespace openward::pages
