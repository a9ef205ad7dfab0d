#include "persistence/read/changes.h"

#include <algorithm>
#include <array>
#include <deque>
#include <iterator>
#include <map>
#include <string>

namespace openward::persistence {
namespace read {
namespace {

/// Which events `e` are about a row: over the aliases of the resource.
struct Changes {
  std::string_view resource;
  std::string_view subject;
};
constexpr std::array<Changes, 3> kChanges{
    {{"awards", "a.id"}, {"procurements", "'ocid:' || pr.ocid"}, {"findings", "coalesce(a.id, 'ocid:' || pr.ocid)"}}};

struct ByChange {
  Resource resource;
  std::deque<std::string> texts{};
};

std::vector<ColumnDef> columns(ByChange& of, std::string_view subject) {
  const std::string where = " from event e where e.subject = " + std::string(subject);
  const auto keep = [&](std::string sql) { return std::string_view(of.texts.emplace_back(std::move(sql))); };
  const auto of_last = [&](const char* column) {
    return keep("(select e." + std::string(column) + where + " order by e.seq desc limit 1)");
  };
  using enum CellType;
  return {
      {"changed.seq", integer, keep("coalesce((select max(e.seq)" + where + "), 0)"), "Sequence number of its latest change.",
       Sort::filled},
      {"changed.at", instant, of_last("recorded_at"), "When it changed."},
      {"changed.type", text, of_last("type"), "What changed it."},
      {"changed.first_at", instant, keep("(select e.recorded_at" + where + " order by e.seq limit 1)"), "When it came to the register."},
  };
}

} // namespace

const Resource* find_by_change(std::string_view name) {
  static const std::map<std::string_view, ByChange> all = [] {
    std::map<std::string_view, ByChange> made;
    for (const Changes& changes : kChanges) {
      ByChange& one = made[changes.resource];
      one.resource = *find_definition(changes.resource);
      for (const ColumnDef& column : columns(one, changes.subject)) one.resource.columns.push_back(column);
      one.resource.default_sort = "-changed.seq";
    }
    return made;
  }();
  const auto found = all.find(name);
  return found == all.end() ? nullptr : &found->second.resource;
}

} // namespace read

bool has_changes(std::string_view resource) { return read::find_by_change(resource) != nullptr; }

std::span<const Column> change_columns() {
  static const std::vector<Column> columns = [] {
    const read::Resource& with = *read::find_by_change("awards");
    const std::size_t own = read::find_definition("awards")->columns.size();
    std::vector<Column> out;
    std::transform(with.columns.begin() + static_cast<std::ptrdiff_t>(own), with.columns.end(), std::back_inserter(out), read::column_of);
    return out;
  }();
  return columns;
}

} // namespace openward::persistence
