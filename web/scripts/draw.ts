// Draws the facts of a table. Shades tell nothing that the words beside them do not: a chart printed in grey says the same.
import { axisX, axisY, barX, barY, gridY, plot, ruleX, ruleY, text } from "@observablehq/plot";
import type { Facts } from "./table.js";

const ink = "#1d2733";
const bar = "#2f6f8f";
const unknownBar = "#8a939c";

interface Mark {
  row: string;
  series: string;
  value: number;
  said: string;
  unknown: boolean;
}

function marks(facts: Facts): Mark[] {
  return facts.rows.flatMap((row) =>
    row.cells.flatMap((cell, at) => {
      const series = facts.columns[at] ?? "";
      const unknown = row.unknown || /^(unclassified|unknown|not )/i.test(series);
      return cell.value === null ? [] : [{ row: row.label, series, value: cell.value, said: cell.text, unknown }];
    }),
  );
}

/** Money in the fewest signs that a scale needs: "£1.2bn". */
function short(sample: string): (value: number) => string {
  const sign = sample.includes("£") ? "£" : "";
  const end = sample.includes("%") ? "%" : "";
  return (value) => {
    const size = Math.abs(value);
    const [by, unit] = size >= 1e9 ? [1e9, "bn"] : size >= 1e6 ? [1e6, "m"] : size >= 1e4 ? [1e3, "k"] : [1, ""];
    return `${value < 0 ? "\u2212" : ""}${sign}${Number((size / by).toFixed(1))}${unit}${end}`;
  };
}

const fill = (mark: Mark): string => (mark.unknown ? unknownBar : bar);
const common = { className: "plot", style: undefined, marginTop: 6, marginRight: 8 };

/** One bar to a row, under its name and its figure: names of any length have room on a telephone. */
function bars(facts: Facts, width: number): SVGSVGElement | HTMLElement {
  const all = marks(facts);
  const most = Math.max(...all.map((mark) => mark.value), 0);
  const least = Math.min(...all.map((mark) => mark.value), 0);
  const length = Math.floor((width - 20) / 7.2);
  const cut = (mark: Mark): string => {
    const room = length - mark.said.length - 3;
    return mark.row.length > room ? `${mark.row.slice(0, Math.max(room - 1, 8))}\u2026` : mark.row;
  };
  return plot({
    ...common,
    width,
    height: all.length * 44 + 12,
    marginLeft: 4,
    marginBottom: 4,
    x: { domain: [least, most || 1], axis: null },
    y: { domain: all.map((mark) => mark.row), axis: null, padding: 0 },
    marks: [
      barX(all, { x: "value", y: "row", fill, stroke: ink, strokeWidth: 0.75, insetTop: 21, insetBottom: 6 }),
      text(all, { x: least, y: "row", text: (mark: Mark) => `${cut(mark)}  ${mark.said}`, textAnchor: "start", dy: -10, fontSize: 13, fill: ink }),
      ...(least < 0 ? [ruleX([0], { stroke: ink })] : []),
    ],
  });
}

/** A small chart to each series, all on one scale: no legend to decode. */
function years(facts: Facts, width: number): SVGSVGElement | HTMLElement {
  const all = marks(facts);
  const across = Math.max(1, Math.min(facts.columns.length, Math.floor(width / 290)));
  const place = new Map(facts.columns.map((name, at) => [name, at] as const));
  const column = (mark: Mark): number => (place.get(mark.series) ?? 0) % across;
  const line = (mark: Mark): number => Math.floor((place.get(mark.series) ?? 0) / across);
  const lines = Math.ceil(facts.columns.length / across);
  const years = facts.rows.map((row) => row.label);
  const names = facts.columns.map((series) => ({ series, row: "", value: 0, said: "", unknown: false }));
  const every = Math.max(1, Math.ceil(years.length / Math.max(2, Math.floor((width - 64) / across / 66))));
  return plot({
    ...common,
    width,
    height: lines * 150 + 50,
    marginLeft: 56,
    marginTop: 26,
    marginBottom: 24,
    fx: { axis: null, padding: 0.12 },
    fy: { axis: null, padding: 0.18 },
    x: { domain: years, type: "band", padding: 0.15 },
    y: { nice: true, zero: true },
    marks: [
      gridY({ ticks: 3, stroke: "#c9d2da", strokeOpacity: 1 }),
      axisY({ ticks: 3, tickFormat: short(all[0]?.said ?? ""), tickSize: 0, label: null, fontSize: 12, color: ink }),
      axisX(years.filter((_, at) => at % every === 0), { label: null, tickSize: 0, fontSize: 12, color: ink }),
      barY(all, { x: "row", y: "value", fx: column, fy: line, fill, stroke: ink, strokeWidth: 0.75 }),
      ruleY([0], { stroke: ink }),
      text(names, { fx: column, fy: line, text: "series", frameAnchor: "top-left", dy: -14, fontSize: 13, fontWeight: 600, fill: ink }),
    ],
  });
}

/** Never wider than `width`; its text stands in a title for those who do not see it. */
export function drawing(facts: Facts, width: number): SVGSVGElement {
  const made = facts.kind === "bars" ? bars(facts, width) : years(facts, width);
  const svg = made instanceof SVGSVGElement ? made : made.querySelector("svg");
  if (!svg) throw new Error("the chart has no drawing");
  // Its rules stand in the register's stylesheet: the page's policy lets no other in.
  for (const style of svg.querySelectorAll("style")) style.remove();
  // One picture with one name: its groups have no role of their own, and what has none may have no name.
  for (const group of svg.querySelectorAll("g[aria-label]")) {
    group.setAttribute("data-part", group.getAttribute("aria-label") ?? "");
    group.removeAttribute("aria-label");
  }
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", `${facts.title} The table below holds the same figures.`);
  return svg;
}
