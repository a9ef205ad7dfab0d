#pragma once
// Which of a body's classes holds on a day, as SQL. A class of a time goes before one that holds for always, and of those the latest
// counts; a superseded one never does. Few bodies have classes of a time, and only theirs are looked up by day. Pure functions.
//
// A payment has the class of its day and an award that of the day it counts at, worked out from these rows. What a body is now is a column
// as well, because every list, figure and search asks for it: it is written with every class that is recorded, and moved by
// `openward check` (and when the service starts) on the days on which a class of a time begins or ends.

#include <string>
#include <string_view>

namespace openward::persistence::detail {

/// Over the row `k` of body_class: it holds on the day, which is an SQL expression.
inline std::string class_holds(std::string_view k, std::string_view day) {
  const std::string row(k);
  const std::string on(day);
  return row + ".superseded_by is null and (" + row + ".from_date is null or " + row + ".from_date <= " + on + ") and (" + row +
         ".to_date is null or " + row + ".to_date >= " + on + ")";
}

/// The best of them first.
inline std::string class_order(std::string_view k) {
  const std::string row(k);
  return " order by case when " + row + ".from_date is null and " + row + ".to_date is null then 1 else 0 end, " + row + ".key desc";
}

/// `column` of the class that the body under the alias `b` is held in on the day; `now` where no row holds, or the day is not known.
inline std::string class_on_day(std::string_view b, std::string_view day, std::string_view column, std::string_view now) {
  const std::string body(b);
  return "coalesce((select dc." + std::string(column) + " from body_class dc where dc.body_key = " + body + ".key and " +
         class_holds("dc", day) + class_order("dc") + " limit 1), " + body + "." + std::string(now) + ")";
}

/// The same, looked up by day only where the body has classes of a time.
inline std::string class_by_day(std::string_view b, std::string_view day, std::string_view column, std::string_view now) {
  const std::string body(b);
  return "case when " + body + ".dated_classes = 1 and " + std::string(day) + " is not null then " + class_on_day(b, day, column, now) +
         " else " + body + "." + std::string(now) + " end";
}

/// The class of an award, over its row under the alias `a`: of all its providers on the day it counts at, or several_classes.
inline std::string class_of_award(std::string_view a) {
  const std::string award(a);
  return "(select case when count(distinct c.held) = 1 then min(c.held) when count(*) = 0 then 'unclassified' else 'several_classes' end "
         "from (select " +
         class_by_day("cb", award + ".effective_on", "provider_class", "provider_class") +
         " as held from award_provider cp join body cb on cb.key = cp.body_key where cp.award_key = " + award + ".key) c)";
}

} // namespace openward::persistence::detail
