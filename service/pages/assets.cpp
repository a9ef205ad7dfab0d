#include "service/pages/assets.h"

#include "embedded/web_files.h"
#include "exchange/files/file.h"
#include "service/api/reply.h"
#include "service/http/problem.h"

#include <algorithm>
#include <array>

namespace openward::pages {
namespace {

struct Asset {
  std::string stem;
  std::string ending;
  std::string media_type;
  std::string_view bytes;
  std::string digest;
};

const std::array<Asset, 2>& assets() {
  static const std::array<Asset, 2> all = [] {
    std::array<Asset, 2> out{{{"site", ".css", "text/css; charset=utf-8", embedded::web_styles_site_css, {}},
                              {"icon", ".svg", "image/svg+xml", embedded::web_icon_svg, {}}}};
    for (Asset& asset : out) asset.digest = exchange::sha256_hex(asset.bytes).substr(0, 16);
    return out;
  }();
  return all;
}

std::string file_of(const Asset& asset) { return asset.stem + "." + asset.digest + asset.ending; }

/// A page that was made by another version of the program names another digest: it gets the file of today, and nobody keeps that.
const Asset* find(std::string_view file) {
  const auto found = std::find_if(assets().begin(), assets().end(),
                                  [&](const Asset& a) { return file.starts_with(a.stem + ".") && file.ends_with(a.ending); });
  return found == assets().end() ? nullptr : &*found;
}

http::Response answer(const api::Call& call) {
  const std::string file = call.values.empty() ? "site.css" : call.values.front();
  const Asset* asset = find(file);
  if (asset == nullptr)
    return http::problem_for_status(call.request, 404, "There is no file " + file + " here. Pages name those that there are.");
  const std::string etag = "\"" + asset->digest + "\"";
  if (api::none_match(call.request, etag)) return api::not_modified(etag);
  http::Response response;
  response.media_type = asset->media_type;
  response.body = std::string(asset->bytes);
  response.set_header("ETag", etag);
  const bool for_ever = file == file_of(*asset);
  response.set_header("Cache-Control", for_ever ? "public, max-age=31536000, immutable" : "public, max-age=300");
  response.set_header("X-Content-Type-Options", "nosniff");
  return response;
}

} // namespace

std::string asset_address(std::string_view name) {
  for (const Asset& asset : assets()) {
    if (name == asset.stem + asset.ending) return "/assets/" + file_of(asset);
  }
  return "/assets/" + std::string(name);
}

std::vector<api::Route> asset_routes() {
  return {{"GET", "/assets/site.css", "stylesheet", answer, {}, false, true}, {"GET", "/assets/{id}", "asset", answer, {}, false, true}};
}

} // namespace openward::pages
