#pragma once
// The threads on which the HTTP library moves bytes: one pool for the whole process, for servers and clients together. Thread-safe.

namespace openward::http {

/// Makes the pool, the first time. Must come before anything else asks the library for it.
void start_io_threads();

} // namespace openward::http
