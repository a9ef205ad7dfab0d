#include "service/app/lenses.h"

#include "embedded/lens_files.h"
#include "exchange/reference/lens_tables.h"

#include <stdexcept>

namespace openward::app {

const LensBook& lenses() {
  static const LensBook book = [] {
    auto read = exchange::lenses_in(embedded::reference_lenses_tsv, embedded::reference_budgets_tsv);
    // A fault in a built-in copy is a fault of the build, and no user can mend it.
    if (!read) throw std::logic_error("a reference file built into this program cannot be used: " + read.error().message);
    return *std::move(read);
  }();
  return book;
}

} // namespace openward::app
