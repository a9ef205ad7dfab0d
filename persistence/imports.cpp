#include "persistence/imports.h"

#include "persistence/detail/bodies.h"
#include "persistence/detail/ids.h"
#include "persistence/detail/json.h"
#include "persistence/detail/rollups.h"
#include "persistence/detail/rows.h"
#include "persistence/detail/sql.h"

namespace openward::persistence {
namespace {

using detail::as;

constexpr std::string_view layout_of = "select field, choice from spend_layout where publisher = :publisher order by field";
constexpr std::string_view insert_choice = "insert into spend_layout (publisher, field, choice) values (:publisher, :field, :choice)";
constexpr std::string_view insert_account = "insert into import_account (source_file_key, id, account) values (:file, :id, :account)";
constexpr std::string_view spend_file =
    "select sf.id, coalesce(b.id, ''), coalesce(b.name, '') from spend_file sf left join body b on b.key = "
    "sf.publisher_key where sf.source_file_key = :file";

constexpr std::string_view set_publisher =
    "update spend_file set publisher_key = (select key from body where id = :publisher) where id = :file and publisher_key is null";
constexpr std::string_view set_payer =
    "update payment set payer_key = (select key from body where id = :publisher) where "
    "key >= (select key from spend_file where id = :file) * 4294967296 and key < ((select key from spend_file where id = :file) + 1) * "
    "4294967296 and payer_key is null";

} // namespace

SpendLayout SpendLayouts::of(std::string_view publisher) {
  SpendLayout layout;
  for (auto& [field, choice] : detail::rows<std::string, std::string>(u_.session(), layout_of, as("publisher", publisher)))
    layout.emplace(std::move(field), std::move(choice));
  return layout;
}

void SpendLayouts::remember(std::string_view publisher, const SpendLayout& layout) {
  if (of(publisher) == layout) return;
  Session& s = u_.session();
  detail::execute(s, "delete from spend_layout where publisher = :publisher", as("publisher", publisher));
  detail::JsonObject told;
  told.set("publisher", std::string(publisher));
  for (const auto& [field, choice] : layout) {
    detail::execute(s, insert_choice, as("publisher", publisher), as("field", field), as("choice", choice));
    told.set(field.c_str(), choice);
  }
  u_.record(layout.empty() ? "spend_layout.forgotten" : "spend_layout.remembered", std::string(publisher), 1, told.text());
}

std::string ImportAccounts::id_of(std::string_view sha256) { return detail::derived_id("im", "import|" + std::string(sha256)); }

void ImportAccounts::keep(std::int64_t source_file, const ImportAccount& account) {
  detail::execute(u_.session(), insert_account, as("file", source_file), as("id", account.id), as("account", account.account));
}

std::optional<ImportAccount> import_account(Session& s, std::string_view id) {
  auto found = detail::cell<std::string>(s, "select account from import_account where id = :id", as("id", id));
  if (!found) return std::nullopt;
  return ImportAccount{std::string(id), *std::move(found)};
}

std::optional<KnownSpendFile> spend_file_of(Session& s, std::int64_t source_file) {
  auto found = detail::row<std::string, std::string, std::string>(s, spend_file, as("file", source_file));
  if (!found) return std::nullopt;
  auto& [id, publisher, name] = *found;
  return KnownSpendFile{id, publisher, name};
}

void name_publisher(UnitOfWork& u, const KnownSpendFile& file, std::string_view publisher) {
  Session& s = u.session();
  detail::execute(s, set_publisher, as("publisher", publisher), as("file", file.id));
  detail::execute(s, set_payer, as("publisher", publisher), as("file", file.id));
  detail::execute(s, "update body set commissioner = 1 where id = :publisher", as("publisher", publisher));
  detail::recount_payers(s, 0, detail::body_by_id(s, publisher).value().key);
  u.record("spend_file.publisher_named", file.id, 2,
           detail::JsonObject().set("id", file.id).set("publisher", std::string(publisher)).text());
}

} // namespace openward::persistence
