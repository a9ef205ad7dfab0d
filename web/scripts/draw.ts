// Draws the facts of a table. Shades tell nothing that the words beside them do not: a chart printed in grey says the same.
import { axisX, axisY, barX, barY, gridY, plot, ruleX, ruleY, text } from "@observablehq/plot";
import { bar, gridLine, ink, unknownBar } from "./look.js";
import type { Facts } from "./table.js";

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

const highest = (all: Mark[]): number => Math.max(...all.map((mark) => Math.abs(mark.value)), 0);
const of = (series: string, all: Mark[]): Mark[] => all.filter((mark) => mark.series === series);

/** Past this, the small ones of several series on one scale are flat lines. */
const tooFarApart = 20;

/** One scale shows how much more one series is than another, where it shows the others at all. */
export function onOneScale(facts: Facts): boolean {
  const all = marks(facts);
  const sizes = facts.columns.map((series) => highest(of(series, all))).filter((size) => size > 0);
  return facts.finding === "" && Math.max(...sizes) <= tooFarApart * Math.min(...sizes);
}

/** The finding first, then the largest; a series of nothing but noughts is not drawn. */
function ordered(facts: Facts): Facts {
  const all = marks(facts);
  const sizes = new Map(facts.columns.map((series) => [series, series === facts.finding ? Infinity : of(series, all).reduce((sum, mark) => sum + Math.abs(mark.value), 0)] as const));
  const places = facts.columns.map((_, at) => at).filter((at) => (sizes.get(facts.columns[at] ?? "") ?? 0) > 0);
  places.sort((a, b) => (sizes.get(facts.columns[b] ?? "") ?? 0) - (sizes.get(facts.columns[a] ?? "") ?? 0));
  const pick = <T>(list: T[]): T[] => places.flatMap((at) => (at < list.length ? [list[at] as T] : []));
  return { ...facts, columns: pick(facts.columns), rows: facts.rows.map((row) => ({ ...row, cells: pick(row.cells) })) };
}

/** A small chart to each series, each on a scale of its own whose highest bar says its figure. */
function apart(given: Facts, width: number): SVGSVGElement | HTMLElement {
  const facts = ordered(given);
  const all = marks(facts);
  const most = new Map(facts.columns.map((series) => [series, highest(of(series, all))] as const));
  const scaled = (mark: Mark): number => mark.value / (most.get(mark.series) || 1);
  const across = Math.max(1, Math.min(facts.columns.length, Math.floor(width / 290)));
  const place = new Map(facts.columns.map((name, at) => [name, at] as const));
  const column = (mark: Mark): number => (place.get(mark.series) ?? 0) % across;
  const line = (mark: Mark): number => Math.floor((place.get(mark.series) ?? 0) / across);
  const years = facts.rows.map((row) => row.label);
  const every = Math.max(1, Math.ceil(years.length / Math.max(2, Math.floor((width - 24) / across / 66))));
  const peaks = facts.columns.flatMap((series) => of(series, all).filter((mark) => Math.abs(mark.value) === most.get(series)).slice(0, 1));
  const figures = [...peaks, ...of(facts.finding, all).filter((mark) => width / across / years.length > 40 && !peaks.includes(mark))];
  const names = facts.columns.map((series) => ({ series, row: "", value: 0, said: "", unknown: false }));
  const said = (mark: Mark): string => short(mark.said)(mark.value);
  return plot({
    ...common,
    width,
    height: Math.ceil(facts.columns.length / across) * 150 + 50,
    marginLeft: 8,
    marginTop: 26,
    marginBottom: 24,
    fx: { axis: null, padding: 0.08 },
    fy: { axis: null, padding: 0.22 },
    x: { domain: years, type: "band", padding: 0.15 },
    y: { domain: [Math.min(0, ...all.map(scaled)), 1.2], axis: null },
    marks: [
      axisX(years.filter((_, at) => at % every === 0), { label: null, tickSize: 0, fontSize: 12, color: ink }),
      barY(all, { x: "row", y: scaled, fx: column, fy: line, fill, stroke: ink, strokeWidth: 0.75 }),
      ruleY([0], { stroke: ink }),
      text(figures, { x: "row", y: (mark: Mark) => Math.max(0, scaled(mark)), fx: column, fy: line, text: said, dy: -7, fontSize: 11, fill: ink }),
      text(names, { fx: column, fy: line, text: "series", frameAnchor: "top-left", dy: -14, fontSize: 13, fontWeight: 600, fill: ink }),
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
      gridY({ ticks: 3, stroke: gridLine, strokeOpacity: 1 }),
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
  const made = facts.kind === "bars" ? bars(facts, width) : onOneScale(facts) ? years(facts, width) : apart(facts, width);
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
