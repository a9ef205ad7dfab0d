#pragma once
// Pages of lists as they were answered last. What a list shows depends on its address, on the register's sequence number and on who reads
// (see list_etag): a page that was made at a number is the page that would be made again, so whoever asks next is given the same bytes.
// Thread-safe. It keeps the pages of the highest number alone, and some megabytes of them.

#include "service/http/message.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace openward::api {

class KeptPages {
 public:
  explicit KeptPages(std::size_t most_bytes = std::size_t{16} * 1024 * 1024) : most_bytes_(most_bytes) {}
  /// None when nothing is kept under this question at this number.
  std::shared_ptr<const http::Response> find(std::int64_t seq, const std::string& question) const;
  void keep(std::int64_t seq, const std::string& question, const http::Response&);

 private:
  const std::size_t most_bytes_;
  mutable std::mutex mutex_;
  std::int64_t seq_ = -1;
  std::size_t bytes_ = 0;
  std::map<std::string, std::shared_ptr<const http::Response>> pages_;
};

} // namespace openward::api
