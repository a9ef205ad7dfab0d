#pragma once
// What is remembered of imports beside the records they bring: how a publisher's files are read, and the account of each file. Same rules
// as repositories.h.

#include "persistence/database.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace openward::persistence {

/// Field and choice, as a person gave them.
using SpendLayout = std::map<std::string, std::string, std::less<>>;

class SpendLayouts {
 public:
  explicit SpendLayouts(UnitOfWork& u) : u_(u) {}
  /// Empty when nothing is remembered of this publisher (a public id).
  SpendLayout of(std::string_view publisher);
  /// In place of what was remembered; an empty layout forgets it. Nothing is recorded when nothing changes.
  void remember(std::string_view publisher, const SpendLayout&);

 private:
  UnitOfWork& u_;
};

struct ImportAccount {
  std::string id;      // "im-…"
  std::string account; // JSON
};

class ImportAccounts {
 public:
  explicit ImportAccounts(UnitOfWork& u) : u_(u) {}
  /// The public id that the account of a file of these bytes has.
  static std::string id_of(std::string_view sha256);
  void keep(std::int64_t source_file, const ImportAccount&);

 private:
  UnitOfWork& u_;
};
std::optional<ImportAccount> import_account(Session&, std::string_view id);

/// Whose spend a file that was read before is; none when it is no spend file. Its publisher is empty where nobody is known to have
/// published it.
struct KnownSpendFile {
  std::string id;
  std::string publisher; // public id
  std::string publisher_name;
};
std::optional<KnownSpendFile> spend_file_of(Session&, std::int64_t source_file);

/// Says who published a spend file of which nobody knew it, and so who paid its lines.
void name_publisher(UnitOfWork&, const KnownSpendFile& file, std::string_view publisher);

} // namespace openward::persistence
