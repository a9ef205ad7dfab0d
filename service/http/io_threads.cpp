#include "service/http/io_threads.h"

#include <algorithm>
#include <mutex>
#include <thread>
#include <utility> // the headers of Boost below use it without asking for it

#include <pplx/threadpool.h>

namespace openward::http {

// The library's own default is 40 threads.
void start_io_threads() {
  static std::once_flag once;
  std::call_once(once,
                 [] { crossplat::threadpool::initialize_with_threads(std::max<std::size_t>(4, std::thread::hardware_concurrency() + 2)); });
}

} // namespace openward::http
