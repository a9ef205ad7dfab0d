// The centres of the page's table on a map, by region: the lists name a region and no place on the ground, so that a circle says how many lie
// somewhere in it, and nothing is placed by guess. Every circle is a link to the region's rows; the table below holds the same.
import outline from "outline";
import { figureOf } from "./figure.js";
import { bar, edge, ink, paper, tint } from "./look.js";

const space = "http://www.w3.org/2000/svg";
const width = 420;
const height = 520;
const bounds = { west: -6, east: 2, south: 49.85, north: 55.9 };
const narrow = Math.cos((53 * Math.PI) / 180);
const scale = Math.min(width / ((bounds.east - bounds.west) * narrow), height / (bounds.north - bounds.south));
const most = 26; // radius, in pixels, of the region with the most

interface Place {
  at: [number, number];
  said: "below" | "above" | "right"; // where its name has room
}

/** Where the circle of a region of NHS England stands: the middle of the region, as the eye sees it. */
const places: Record<string, Place> = {
  "East of England": { at: [0.55, 52.45], said: "below" },
  London: { at: [-0.1, 51.52], said: "right" },
  Midlands: { at: [-1.75, 52.65], said: "below" },
  "North East and Yorkshire": { at: [-1.35, 54.4], said: "above" },
  "North West": { at: [-2.75, 53.95], said: "below" },
  "South East": { at: [-0.9, 51.08], said: "below" },
  "South West": { at: [-3.1, 50.95], said: "below" },
};

interface Region {
  name: string;
  centres: number;
  open: number;
}

const across = (longitude: number): number => (longitude - bounds.west) * narrow * scale;
const down = (latitude: number): number => (bounds.north - latitude) * scale;

function element(name: string, attributes: Record<string, string | number>, ...inside: (Node | string)[]): SVGElement {
  const made = document.createElementNS(space, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...inside);
  return made;
}

export function regionsOf(table: HTMLTableElement): Region[] {
  const found = new Map<string, Region>();
  for (const row of table.querySelectorAll<HTMLTableRowElement>("tbody tr[data-region]")) {
    const name = row.dataset["region"] ?? "";
    const region = found.get(name) ?? { name, centres: 0, open: 0 };
    region.centres += 1;
    if (row.dataset["status"] === "open") region.open += 1;
    found.set(name, region);
  }
  return [...found.values()].sort((a, b) => b.centres - a.centres);
}

/** The page's own question, asked of one region. */
function addressOf(region: string): string {
  const address = new URL(location.href);
  address.searchParams.set("region", region);
  return address.pathname + address.search;
}

function nameOf(region: Region, { said }: Place, x: number, y: number, radius: number): SVGElement {
  const look = { fill: ink, "font-size": 12, "paint-order": "stroke", stroke: paper, "stroke-width": 3 };
  if (said === "right") return element("text", { x: x + radius + 4, y: y - 2, ...look }, region.name);
  return element("text", { x, y: said === "above" ? y - radius - 5 : y + radius + 14, "text-anchor": "middle", ...look }, region.name);
}

function circle(region: Region, place: Place, largest: number): SVGElement {
  const radius = Math.max(9, most * Math.sqrt(region.centres / largest));
  const [x, y] = [across(place.at[0]), down(place.at[1])];
  const dot = element("circle", { cx: x, cy: y, r: radius, fill: bar, stroke: ink }, element("title", {}, `${region.open} of them open`));
  const number = element("text", { x, y: y + 5, fill: paper, "font-size": 13, "font-weight": 600, "text-anchor": "middle" }, String(region.centres));
  return element("a", { href: addressOf(region.name) }, dot, number, " ", nameOf(region, place, x, y, radius));
}

function draw(place: HTMLElement, table: HTMLTableElement): void {
  const regions = regionsOf(table);
  const placed = regions.filter(({ name }) => name in places);
  if (placed.length === 0) return;
  const land = outline.map((ring) => `M${ring.map(([x, y]) => `${across(x).toFixed(1)},${down(y).toFixed(1)}`).join("L")}Z`).join("");
  const largest = Math.max(...placed.map((region) => region.centres));
  const map = element("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": "Centres by region of NHS England", class: "map" });
  map.append(element("path", { d: land, fill: tint, stroke: edge }), ...placed.flatMap((region) => (places[region.name] ? [circle(region, places[region.name] as Place, largest)] : [])));
  const elsewhere = regions.filter(({ name }) => !(name in places)).map((region) => `${region.centres} of ${region.name || "no stated region"}`);
  const { figure, place: frame } = figureOf(table, {
    title: `${placed[0]?.name} has the most centres of these: ${placed[0]?.centres}`,
    notes: [
      "A circle stands for all centres of a region; where in it they lie is not in the lists that were read.",
      elsewhere.length > 0 ? `Not on the map: ${elsewhere.join(", ")}.` : "",
      "Outline of Great Britain: Natural Earth, public domain.",
    ].filter(Boolean),
  });
  frame.append(map);
  place.replaceChildren(figure);
  place.hidden = false;
}

for (const place of document.querySelectorAll<HTMLElement>(".canvas[data-table]")) {
  const table = document.getElementById(place.dataset["table"] ?? "");
  if (table instanceof HTMLTableElement) draw(place, table);
}
