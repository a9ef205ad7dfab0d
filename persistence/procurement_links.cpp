// Which procurements are one. A link is a proposal with its evidence: it joins what the rules look at, and changes no award and no figure.

#include "persistence/detail/json.h"
#include "persistence/detail/rows.h"
#include "persistence/detail/sql.h"
#include "persistence/law.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <tuple>

namespace openward::persistence {
namespace {

using detail::as;
using detail::JsonObject;

constexpr std::string_view select_own = "select key, commissioner_key, first_published_at, synthetic from procurement where ocid = :ocid";

// A recorder's draft is nobody else's business yet, and what was invented for the demonstration is no step of what is real.
constexpr std::string_view may_stand_beside = " and p.key <> :own and p.synthetic = :synthetic and p.state = 'published'";

constexpr std::string_view select_near = "select p.ocid, p.first_published_at from procurement p where p.commissioner_key = :commissioner ";

constexpr std::string_view select_named =
    "select p.ocid, p.first_published_at from procurement p where p.key in ("
    "select n.procurement_key from procurement_quote q join notice n on n.release_id = q.quoted where q.procurement_key = :own1 "
    "union select m.key from procurement_quote q join procurement m on m.ocid = q.quoted where q.procurement_key = :own2 "
    "union select q.procurement_key from notice n join procurement_quote q on q.quoted = n.release_id where n.procurement_key = :own3 "
    "union select q.procurement_key from procurement_quote q where q.quoted = :ocid)";

constexpr std::string_view insert_link =
    "insert into procurement_link (earlier_key, later_key, basis, evidence, earlier_release, later_release) "
    "values (:earlier, :later, :basis, :evidence, :earlier_release, :later_release)";

constexpr std::string_view select_links =
    "select e.ocid, l.ocid, k.basis, k.evidence, k.earlier_release, k.later_release from procurement_link k "
    "join procurement e on e.key = k.earlier_key join procurement l on l.key = k.later_key where k.earlier_key = :own or k.later_key = "
    ":own2";

struct Candidate {
  std::chrono::sys_seconds first;
  std::string ocid;
};

Error no_procurement(std::string_view ocid) {
  return {ErrorKind::not_found, "there is no procurement " + std::string(ocid) + ": import its notices first", {}, {}};
}

std::int64_t key_of(Session& s, std::string_view ocid) {
  const auto key = detail::cell<std::int64_t>(s, "select key from procurement where ocid = :ocid", as("ocid", ocid));
  if (!key) throw detail::Ended(no_procurement(ocid));
  return *key;
}

void keep_quotes(Session& s, std::int64_t own, std::span<const std::string> quoted) {
  const std::set<std::string, std::less<>> now(quoted.begin(), quoted.end());
  std::set<std::string, std::less<>> held;
  for (auto& [text] : detail::rows<std::string>(s, "select quoted from procurement_quote where procurement_key = :own", as("own", own))) {
    held.insert(text);
  }
  if (now == held) return;
  detail::execute(s, "delete from procurement_quote where procurement_key = :own", as("own", own));
  for (const std::string& text : now) {
    detail::execute(s, "insert into procurement_quote (procurement_key, quoted) values (:own, :quoted)", as("own", own),
                    as("quoted", text));
  }
}

template <typename... Values>
void add(std::vector<Candidate>& out, Session& s, const std::string& sql, detail::Named<Values>... values) {
  for (auto& [ocid, published] : detail::rows<std::string, std::string>(s, sql, std::move(values)...)) {
    const bool there = std::any_of(out.begin(), out.end(), [&, &wanted = ocid](const Candidate& c) { return c.ocid == wanted; });
    if (!there) out.push_back({detail::stored_instant(published).seconds(), std::move(ocid)});
  }
}

auto by_nearness(std::chrono::sys_seconds own) {
  return [own](const Candidate& a, const Candidate& b) {
    return std::tuple(std::chrono::abs(a.first - own), a.ocid) < std::tuple(std::chrono::abs(b.first - own), b.ocid);
  };
}

void check_ends(std::string_view ocid, const ProcurementLink& link) {
  const bool of_it = (link.earlier_ocid == ocid) != (link.later_ocid == ocid);
  if (of_it) return;
  throw detail::Ended(invalid("the link from " + link.earlier_ocid + " to " + link.later_ocid + " does not join " + std::string(ocid) +
                              " to another procurement: save it under one of its own two"));
}

auto parts(const ProcurementLink& l) {
  return std::tie(l.earlier_ocid, l.later_ocid, l.basis, l.evidence, l.earlier_release, l.later_release);
}

std::vector<ProcurementLink> sorted(std::vector<ProcurementLink> links) {
  std::sort(links.begin(), links.end(), [](const auto& a, const auto& b) { return parts(a) < parts(b); });
  return links;
}

std::vector<ProcurementLink> held_links(Session& s, std::int64_t own) {
  std::vector<ProcurementLink> out;
  for (auto& [earlier, later, basis, evidence, earlier_release, later_release] :
       detail::rows<std::string, std::string, std::string, std::string, std::string, std::string>(s, select_links, as("own", own),
                                                                                                  as("own2", own))) {
    out.push_back({earlier, later, basis, evidence, earlier_release, later_release});
  }
  return sorted(std::move(out));
}

std::string json_of(const std::vector<ProcurementLink>& links) {
  return detail::json_list(links, [](const ProcurementLink& l) {
    return JsonObject()
        .set("earlier", l.earlier_ocid)
        .set("later", l.later_ocid)
        .set("basis", l.basis)
        .set("evidence", l.evidence)
        .set("earlier_release", l.earlier_release)
        .set("later_release", l.later_release)
        .text();
  });
}

} // namespace

std::vector<std::string> ProcurementLinks::candidates(std::string_view ocid, std::span<const std::string> quoted, int limit) {
  Session& s = u_.session();
  const auto found = detail::row<std::int64_t, std::optional<std::int64_t>, std::string, int>(s, select_own, as("ocid", ocid));
  if (!found) throw detail::Ended(no_procurement(ocid));
  const auto& [own, commissioner, published, synthetic] = *found;
  const auto own_key = as("own", own);
  const auto own_synthetic = as("synthetic", synthetic);
  keep_quotes(s, own, quoted);

  const auto nearest = by_nearness(detail::stored_instant(published).seconds());
  const auto most = static_cast<std::size_t>(std::max(limit, 0));
  std::vector<Candidate> out;
  add(out, s, std::string(select_named) + std::string(may_stand_beside), as("own1", own), as("own2", own), as("own3", own),
      as("ocid", ocid), own_key, own_synthetic);
  std::sort(out.begin(), out.end(), nearest);
  if (out.size() > most) out.resize(most);
  if (commissioner && out.size() < most) {
    const std::size_t named = out.size();
    const std::string near = std::string(select_near);
    const std::string rest(may_stand_beside);
    const auto buyer = as("commissioner", *commissioner);
    const auto on = as("published", published);
    add(out, s, near + "and p.first_published_at <= :published" + rest + " order by p.first_published_at desc, p.ocid limit :limit", buyer,
        on, own_key, own_synthetic, as("limit", limit));
    add(out, s, near + "and p.first_published_at > :published" + rest + " order by p.first_published_at, p.ocid limit :limit", buyer, on,
        own_key, own_synthetic, as("limit", limit));
    // One that is named is never left out for one that is only near.
    std::sort(out.begin() + static_cast<std::ptrdiff_t>(named), out.end(), nearest);
    if (out.size() > most) out.resize(most);
    std::sort(out.begin(), out.end(), nearest);
  }
  std::vector<std::string> ocids;
  for (Candidate& c : out) ocids.push_back(std::move(c.ocid));
  return ocids;
}

Kept ProcurementLinks::save(std::string_view ocid, std::span<const ProcurementLink> links) {
  Session& s = u_.session();
  for (const ProcurementLink& link : links) check_ends(ocid, link);
  const auto own = detail::row<std::int64_t, int>(s, "select key, version from procurement where ocid = :ocid", as("ocid", ocid));
  if (!own) throw detail::Ended(no_procurement(ocid));
  const auto& [key, version] = *own;
  const std::vector<ProcurementLink> before = held_links(s, key);
  const std::vector<ProcurementLink> now = sorted({links.begin(), links.end()});
  const bool same =
      std::equal(before.begin(), before.end(), now.begin(), now.end(), [](const auto& a, const auto& b) { return parts(a) == parts(b); });
  if (same) return Kept::same;

  detail::execute(s, "delete from procurement_link where earlier_key = :own or later_key = :own2", as("own", key), as("own2", key));
  for (const ProcurementLink& l : now) {
    detail::execute(s, insert_link, as("earlier", key_of(s, l.earlier_ocid)), as("later", key_of(s, l.later_ocid)), as("basis", l.basis),
                    as("evidence", l.evidence), as("earlier_release", l.earlier_release), as("later_release", l.later_release));
  }
  u_.record("procurement.linked", "ocid:" + std::string(ocid), version,
            JsonObject().set("ocid", ocid).set_json("links", json_of(now)).text());
  return before.empty() ? Kept::added : Kept::changed;
}

} // namespace openward::persistence
