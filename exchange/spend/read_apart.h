#pragma once
// Reads a spend file in a thread of its own, while the calling thread takes what it finds: reading and writing lines cost about the same,
// and there are two cores. The sink is called in the calling thread alone, in the order of the rows, so it may use what belongs to that
// thread. A few thousand lines are on their way at most, whatever the size of the file.

#include "exchange/spend/spend_reader.h"

#include <functional>

namespace openward::exchange {

using SpendReadingOf = std::function<Result<SpendReading>(const SpendSink&)>;

/// What `read` gives, once its last row was taken; the sink's own error when it refused a line. Exceptions of either side come out here.
Result<SpendReading> read_apart(const SpendReadingOf& read, const SpendSink& sink);

} // namespace openward::exchange
