#include "service/app/import_bodies.h"

#include "exchange/ods/ods_file.h"
#include "exchange/reference/provider_tables.h"
#include "exchange/reference/region_table.h"
#include "persistence/body_regions.h"

#include <map>

namespace openward::app {

using exchange::OdsKind;
using persistence::Bodies;
using persistence::BodyName;
using persistence::BodyNameKind;
using persistence::Kept;
using persistence::StatedBody;
using persistence::UnitOfWork;

namespace {

StatedBody stated(const exchange::OdsBody& row, OdsKind kind, const std::string& name) {
  StatedBody out;
  out.body = row.body;
  // A trust is paid by commissioners and buys from others: it is in both lists.
  out.commissioner = kind == OdsKind::trusts || kind == OdsKind::commissioners || kind == OdsKind::boards;
  out.provider = !out.commissioner || kind == OdsKind::trusts;
  out.alike_by_name = kind != OdsKind::practices;
  out.kind = row.gp_practice ? "general_practice" : "";
  out.source = "Organisation Data Service, " + name;
  return out;
}

BodyNameKind kind_of(matching::NameUse use) {
  switch (use) {
  case matching::NameUse::current:
    return BodyNameKind::current;
  case matching::NameUse::former:
    return BodyNameKind::former;
  case matching::NameUse::trading:
    return BodyNameKind::trading;
  case matching::NameUse::abbreviation:
    return BodyNameKind::abbreviation;
  }
  return BodyNameKind::trading;
}

Result<> take_names(Bodies& bodies, const std::string& id, const std::vector<matching::KnownName>& names, std::optional<Date> until,
                    const std::string& source, CuratedOutcome& out) {
  for (const matching::KnownName& name : names) {
    auto added = bodies.add_name(id, BodyName{name.text, kind_of(name.use), std::nullopt, until, source});
    if (!added) return added.error();
    out.names += *added == Kept::added ? 1 : 0;
  }
  return Done{};
}

/// The body of a row, which was taken just now: by identifier, else by its name.
Result<std::string> id_of(Bodies& bodies, const Body& body) {
  for (const Identifier& identifier : body.identifiers) {
    if (auto found = bodies.by_identifier(identifier)) return found->id;
  }
  if (auto found = bodies.by_name(body.name)) return found->id;
  return Error{ErrorKind::conflict,
               "several bodies of the register are called " + body.name +
                   ": give it an identifier in providers.tsv, or merge those that are one",
               {},
               {}};
}

} // namespace

Result<BodiesOutcome> take_ods(UnitOfWork& u, std::string_view bytes, const std::string& name) {
  auto file = exchange::read_ods(bytes, name);
  if (!file) return file.error();
  Bodies bodies(u);
  BodiesOutcome out;
  out.kind = std::string(to_string(file->kind));
  persistence::RegionsOfCodes regions;
  for (const exchange::OdsBody& row : file->bodies) {
    auto kept = bodies.take(stated(row, file->kind, name));
    if (!kept) return kept.error();
    ++(*kept == Kept::added ? out.added : *kept == Kept::changed ? out.changed : out.same);
    if (const auto region = region_of_grouping(row.region)) regions.insert_or_assign(row.body.identifiers.front().id(), *region);
  }
  persistence::place_bodies(u, regions);
  for (const Fault& fault : file->refused) out.refusals.push_back({fault.where, fault.code, fault.message, {}});
  for (const Succession& succession : file->successions) {
    const auto kept = bodies.add_succession(succession);
    if (kept) {
      ++(*kept == Kept::same ? out.successions_same : out.successions_new);
    } else if (kept.error().kind == ErrorKind::conflict || kept.error().kind == ErrorKind::invalid) {
      out.refusals.push_back(
          {name + ", " + succession.from_code + " to " + succession.to_code, "bad_succession", kept.error().message, {}});
    } else {
      return kept.error();
    }
  }
  bodies.settle();
  return out;
}

Result<CuratedOutcome> take_curated(UnitOfWork& u, const std::filesystem::path& reference) {
  const auto providers = exchange::read_providers(reference);
  if (!providers) return providers.error();
  const auto ownerships = exchange::read_ownerships(reference, *providers);
  if (!ownerships) return ownerships.error();
  const auto other_names = exchange::read_other_names(reference);
  if (!other_names) return other_names.error();

  Bodies bodies(u);
  CuratedOutcome out;
  std::map<std::string, std::string> ids;
  for (const exchange::KnownProvider& provider : *providers) {
    StatedBody row;
    row.body = provider.known.body;
    row.provider = true;
    row.source = provider.source;
    auto kept = bodies.take(row);
    if (!kept) return kept.error();
    out.added += *kept == Kept::added ? 1 : 0;
    out.changed += *kept == Kept::changed ? 1 : 0;
    auto id = id_of(bodies, row.body);
    if (!id) return id.error();
    ids[provider.key] = *id;
    if (auto named = take_names(bodies, *id, provider.known.other_names, {}, provider.source, out); !named) return named.error();
  }
  for (const exchange::OtherName& other : *other_names) {
    const auto body = bodies.by_identifier(other.identifier);
    if (!body) continue; // of a body that this register does not hold
    if (auto named = take_names(bodies, body->id, {other.name}, other.until, other.source, out); !named) return named.error();
  }
  for (const exchange::Ownership& o : *ownerships) {
    auto kept = bodies.own(ids.at(o.owned), ids.at(o.owner), o.from, o.to, o.source);
    if (!kept) return kept.error();
    out.ownerships += *kept == Kept::added ? 1 : 0;
  }
  bodies.settle();
  if (auto placed = place_bodies(u, reference); !placed) return placed.error();
  return out;
}

Result<> place_bodies(UnitOfWork& u, const std::filesystem::path& reference) {
  const auto regions = exchange::read_regions(reference);
  if (!regions) return regions.error();
  persistence::place_unknown_bodies(u, *regions);
  return Done{};
}

} // namespace openward::app
