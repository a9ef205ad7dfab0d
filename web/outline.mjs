// The outline of Great Britain for the map of centres, worked out when the scripts are bundled: Natural Earth, 1:10m, public domain, as the
// package world-atlas has it, made as coarse as a map of the size of a hand needs.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { feature } from "topojson-client";

const atlas = fileURLToPath(import.meta.resolve("world-atlas/countries-10m.json"));
const unitedKingdom = "826";
const shown = { west: -6.5, east: 2, south: 49.8, north: 56 };
const coarse = 0.012; // degrees: about a kilometre
const leastPoints = 8; // what has fewer is an islet

/** How far a point lies from the line between two others, in degrees of latitude. */
function away([x, y], [ax, ay], [bx, by]) {
  const narrow = Math.cos((53 * Math.PI) / 180);
  const [dx, dy, px, py] = [(bx - ax) * narrow, by - ay, (x - ax) * narrow, y - ay];
  const length = Math.hypot(dx, dy);
  return length === 0 ? Math.hypot(px, py) : Math.abs(dx * py - dy * px) / length;
}

/** Ramer, Douglas and Peucker's: the points without which the line would stray. */
function thinned(points) {
  if (points.length < 3) return points;
  const [first, last] = [points[0], points.at(-1)];
  let far = 0;
  for (let at = 1; at < points.length - 1; ++at) if (away(points[at], first, last) > away(points[far], first, last) || far === 0) far = at;
  if (away(points[far], first, last) < coarse) return [first, last];
  return [...thinned(points.slice(0, far + 1)).slice(0, -1), ...thinned(points.slice(far))];
}

const inside = ([x, y]) => x > shown.west && x < shown.east && y > shown.south && y < shown.north;

/** [[[longitude, latitude], …], …]: rings of the larger islands, Northern Ireland left out, in hundredths of a degree's detail. */
export function outline() {
  const world = JSON.parse(readFileSync(atlas, "utf8"));
  const country = feature(world, world.objects.countries).features.find((one) => one.id === unitedKingdom);
  return country.geometry.coordinates
    .map(([ring]) => ring)
    .filter((ring) => ring.some(inside) && Math.max(...ring.map(([x]) => x)) > -5.3)
    // A ring ends where it begins: it is thinned in two halves, which have ends of their own.
    .map((ring) => [...thinned(ring.slice(0, ring.length >> 1)), ...thinned(ring.slice(ring.length >> 1))])
    .filter((ring) => ring.length >= leastPoints)
    .map((ring) => ring.map((point) => point.map((degrees) => Number(degrees.toFixed(2)))));
}
