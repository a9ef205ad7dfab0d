#include "persistence/detail/json.h"
#include "persistence/detail/rows.h"
#include "persistence/detail/sql.h"
#include "persistence/repositories.h"

namespace openward::persistence {
namespace {

using detail::as;

constexpr std::string_view insert_file = "insert into source_file (name, kind, sha256, bytes, imported_at, synthetic) "
                                         "values (:name, :kind, :sha256, :bytes, :imported_at, :synthetic) returning key";

constexpr std::string_view insert_refusal =
    "insert into refusal (source_file_key, position, code, reason, words) values (:file, :position, :code, :reason, :words)";

constexpr std::string_view insert_release =
    "insert into release (ocid, release_id, published_at, source_file_key, pointer, sha256, raw, current) "
    "values (:ocid, :release_id, :published_at, :file, :pointer, :sha256, :raw, :current)";

} // namespace

std::optional<std::int64_t> Sources::find(std::string_view sha256) {
  return detail::cell<std::int64_t>(u_.session(), "select key from source_file where sha256 = :sha256", as("sha256", sha256));
}

std::int64_t Sources::add(const SourceFile& file) {
  const std::int64_t key =
      detail::cell<std::int64_t>(u_.session(), insert_file, as("name", file.name), as("kind", file.kind), as("sha256", file.sha256),
                                 as("bytes", file.bytes), as("imported_at", u_.now()), as("synthetic", file.synthetic))
          .value();
  u_.record("source_file.imported", "sha256:" + file.sha256, 1,
            detail::JsonObject()
                .set("name", file.name)
                .set("kind", file.kind)
                .set("sha256", file.sha256)
                .set("bytes", file.bytes)
                .set("synthetic", file.synthetic)
                .text());
  return key;
}

void Sources::refuse(std::int64_t file, std::span<const Refusal> refusals) {
  for (const Refusal& refusal : refusals) {
    detail::execute(u_.session(), insert_refusal, as("file", file), as("position", refusal.position), as("code", refusal.code),
                    as("reason", refusal.reason), as("words", refusal.words));
  }
}

Kept Sources::keep_release(std::int64_t file, const StoredRelease& release) {
  Session& s = u_.session();
  const auto ocid = as("ocid", release.ocid);
  const auto release_id = as("release_id", release.release_id);
  int versions = 0;
  bool newest = true;
  for (const auto& [sha256, published_at] : detail::rows<std::string, std::string>(
           s, "select sha256, published_at from release where ocid = :ocid and release_id = :release_id", ocid, release_id)) {
    if (sha256 == release.sha256) return Kept::same; // also when other bytes have taken its place since
    ++versions;
    newest = newest && published_at <= release.published.iso();
  }
  if (versions > 0 && newest) {
    detail::execute(s, "update release set current = 0 where ocid = :ocid and release_id = :release_id", ocid, release_id);
  }
  detail::execute(s, insert_release, ocid, release_id, as("published_at", release.published), as("file", file),
                  as("pointer", release.pointer), as("sha256", release.sha256), as("raw", release.raw), as("current", newest));
  u_.record(versions == 0 ? "release.imported" : "release.changed", "ocid:" + release.ocid, versions + 1,
            detail::JsonObject()
                .set("ocid", release.ocid)
                .set("release_id", release.release_id)
                .set("published", release.published)
                .set("sha256", release.sha256)
                .set("pointer", release.pointer)
                .text());
  return versions == 0 ? Kept::added : Kept::changed;
}

std::vector<StoredRelease> Sources::releases_of(std::string_view ocid) {
  std::vector<StoredRelease> out;
  for (auto& [release_id, published_at, pointer, raw, sha256] :
       detail::rows<std::string, std::string, std::string, std::string, std::string>(
           u_.session(),
           "select release_id, published_at, pointer, raw, sha256 from release where ocid = :ocid and current = 1 order by published_at, "
           "release_id",
           as("ocid", ocid))) {
    out.push_back({std::string(ocid), release_id, detail::stored_instant(published_at), pointer, raw, sha256});
  }
  return out;
}

} // namespace openward::persistence
