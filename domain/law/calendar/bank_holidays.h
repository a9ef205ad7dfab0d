#pragma once
// The public holidays of England as regulation 12(12) of SI 2023/1348 counts them: Christmas Day, Good Friday, the first Monday in May, and
// every listed bank holiday. Immutable once created, so any thread may read one.

#include "domain/date.h"

#include <string>
#include <string_view>
#include <vector>

namespace openward::law {

struct Holiday {
  Date date;
  std::string name;
};

/// Which days are public holidays, for the years that were loaded. A question about any other year is an error: a bank holiday may be
/// proclaimed at short notice, so a year that nobody has listed is not known.
class BankHolidays {
 public:
  /// `source` is the file that a reader would mend, and is named in messages. A year is loaded whole or refused: each year of which a day
  /// is listed must hold Christmas Day, Good Friday and at least eight days, as every year since 1978 does.
  static Result<BankHolidays> create(std::vector<Holiday> days, std::string source);

  bool covers(int year) const;
  /// The name of the public holiday on this date, "" where it is none; an error for a year that is not loaded. The view lives as long as
  /// this object.
  Result<std::string_view> name_on(Date date) const;

 private:
  BankHolidays() = default;
  std::vector<Holiday> days_;     // in order of date
  std::vector<int> loaded_years_; // in order
  std::string source_;
};

/// The Friday before Easter Day of the Gregorian calendar.
Date good_friday(int year);

} // namespace openward::law
