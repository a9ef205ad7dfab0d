// The releases as they were read, for whoever wants to read them again.

#include "persistence/detail/rows.h"
#include "persistence/detail/sql.h"
#include "persistence/repositories.h"

namespace openward::persistence {
namespace {

using detail::as;

constexpr std::string_view next_ocids = "select distinct ocid from release where current = 1 and ocid > :after order by ocid limit 500";
constexpr std::string_view releases_of_ocid = "select r.release_id, r.published_at, r.pointer, r.raw, r.sha256, f.synthetic from release r "
                                              "join source_file f on f.key = r.source_file_key "
                                              "where r.ocid = :ocid and r.current = 1 order by r.published_at, r.release_id";
constexpr std::string_view genuine_records =
    "select (select count(*) from (select 1 from procurement where recorded = 1 limit 1) p) + "
    "(select count(*) from (select 1 from source_file where synthetic = 0 and kind not in ('reference', 'ods') limit 1) f)";

} // namespace

Result<bool> holds_genuine_records(Session& s) { return detail::cell<std::int64_t>(s, genuine_records).value_or(0) > 0; }

Result<> for_each_release(Session& s, const std::function<Result<>(const StoredRelease&)>& sink) {
  std::string after;
  while (true) {
    const auto ocids = detail::rows<std::string>(s, next_ocids, as("after", after));
    if (ocids.empty()) return Done{};
    for (const auto& [ocid] : ocids) {
      for (auto& [release_id, published_at, pointer, raw, sha256, synthetic] :
           detail::rows<std::string, std::string, std::string, std::string, std::string, int>(s, releases_of_ocid, as("ocid", ocid))) {
        const StoredRelease release{ocid,   release_id,    detail::stored_instant(published_at), pointer, std::move(raw),
                                    sha256, synthetic != 0};
        if (auto done = sink(release); !done) return done;
      }
    }
    after = std::get<0>(ocids.back());
  }
}

} // namespace openward::persistence
