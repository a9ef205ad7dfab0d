// What a table of the page says, read from its cells: nothing is asked of the server again and nothing is worked out a second time.
//
//   <table data-chart="bars|years" data-title="…" data-source="…" data-definition="…" data-caveat="…">
//     <caption>…</caption>
//     <thead><tr><th>…</th><th class="number" data-series>…</th></tr></thead>
//     <tbody><tr><th scope="row">…</th><td class="number" data-value="123456">£1,234.56</td></tr></tbody>
//
// A table with data-bars in place of data-chart is drawn when its picture is asked for. Cells that are hidden from those who listen hold no
// facts, and what stands in small print under a name is no part of it.
// data-title states the finding; without it the caption does. data-series marks the columns to draw; without it `bars` takes the first
// column of numbers and `years` all of them. data-value is the number behind a cell whose text rounds it. Rows of tfoot, and rows with
// data-total, are sums and are not drawn; a row with data-finding is what the title speaks of, and `years` draws it before all others.

export type Kind = "bars" | "years";

export interface Cell {
  text: string;
  value: number | null;
}

export interface Row {
  label: string;
  href: string;
  unknown: boolean; // the row of what nobody classified or stated
  cells: Cell[];
}

export interface Facts {
  kind: Kind;
  title: string;
  columns: string[];
  rows: Row[];
  finding: string; // the column that the title speaks of, in other units than the rest; "" where there is none
  notes: string[]; // source, definition, caveat, and what could not be drawn
}

const words = (node: Element | null | undefined): string => (node?.textContent ?? "").replace(/\s+/g, " ").trim();

/** "£1,234.56" is 1234.56, "12.5%" is 12.5, "not stated" is none. */
export function number(text: string): number | null {
  const bare = text.replace(/[£,%\s]/g, "").replace(/^[\u2212\u2013]/, "-");
  return /^-?\d+(\.\d+)?$/.test(bare) ? Number(bare) : null;
}

function cellOf(cell: Element | undefined): Cell {
  const text = words(cell);
  const exact = cell?.getAttribute("data-value");
  return { text, value: number(exact ?? text) };
}

export const isYear = (label: string): boolean => /^\d{4}([-/\u2013]\d{2,4})?$/.test(label);

/** The columns that are drawn, as their places in a row. */
function drawn(heads: Element[], kind: Kind): number[] {
  const at = (wanted: (head: Element) => boolean): number[] => heads.flatMap((head, i) => (i > 0 && wanted(head) ? [i] : []));
  const marked = at((head) => head.hasAttribute("data-series"));
  if (marked.length > 0) return marked;
  const numbers = at((head) => head.classList.contains("number"));
  return kind === "bars" ? numbers.slice(0, 1) : numbers;
}

/** The name of a row without what stands under it. */
function nameOf(cell: Element | undefined): string {
  const name = cell?.cloneNode(true) as Element | undefined;
  for (const under of name?.querySelectorAll(".hint, .source") ?? []) under.remove();
  return words(name);
}

function rowOf(row: HTMLTableRowElement, columns: number[]): Row {
  const first = row.cells[0];
  const label = nameOf(first);
  return {
    label,
    href: first?.querySelector("a")?.href ?? "",
    unknown: row.hasAttribute("data-unknown") || row.classList.contains("open") || /^(unclassified|unknown|not (stated|known|classified))/i.test(label),
    cells: columns.map((at) => cellOf(row.cells[at])),
  };
}

/** Rows are the years and columns the series; a table that has it the other way is turned. */
function turned(facts: Facts): Facts {
  if (facts.kind !== "years" || !facts.columns.every(isYear)) return facts;
  const rows = facts.columns.map((label, at) => ({ label, href: "", unknown: false, cells: facts.rows.flatMap((row) => row.cells[at] ?? []) }));
  return { ...facts, columns: facts.rows.map((row) => row.label), rows };
}

/** "2022-23" of "2021-22", and "2022" of "2021"; "" of what is no year. */
function yearAfter(label: string): string {
  const first = Number(label.slice(0, 4)) + 1;
  if (/^\d{4}$/.test(label)) return String(first);
  const parted = /^\d{4}([-/\u2013])(\d{2})$/.exec(label);
  return parted ? `${first}${parted[1]}${String((first + 1) % 100).padStart(2, "0")}` : "";
}

/** A year of which nothing is held has its place between the others, with nothing in it. */
function withEveryYear(facts: Facts): Facts {
  const labels = facts.rows.map((row) => row.label);
  if (facts.kind !== "years" || !labels.every(isYear) || labels.join() !== [...labels].sort().join()) return facts;
  const last = labels[labels.length - 1] ?? "";
  const rows: Row[] = [];
  const missing: string[] = [];
  for (let year = labels[0] ?? ""; year !== "" && year <= last; year = yearAfter(year)) {
    const held = facts.rows.find((row) => row.label === year);
    rows.push(held ?? { label: year, href: "", unknown: false, cells: facts.columns.map(() => ({ text: "", value: null })) });
    if (!held) missing.push(year);
  }
  // Written otherwise than a year after another: as they came.
  if (rows.length - missing.length !== labels.length) return facts;
  return missing.length === 0 ? facts : { ...facts, rows, notes: [...facts.notes, `Nothing is held of ${missing.join(", ")}.`] };
}

export function factsOf(table: HTMLTableElement, kind = table.dataset["chart"]): Facts | null {
  if (kind !== "bars" && kind !== "years") return null;
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  const columns = drawn(heads, kind);
  const lines = [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => !row.hasAttribute("data-total"));
  const spoken = kind === "years" ? ([...table.rows].find((row) => row.hasAttribute("data-finding")) ?? null) : null;
  const rows = [...(spoken ? [spoken] : []), ...lines].map((row) => rowOf(row, columns));
  const empty = rows.filter((row) => row.cells.every((cell) => cell.value === null)).map((row) => row.label);
  const notes = [table.dataset["source"], table.dataset["definition"], table.dataset["caveat"]].filter((one): one is string => Boolean(one));
  if (empty.length > 0) notes.push(`Not drawn, because no value is stated: ${empty.join(", ")}.`);
  const facts: Facts = {
    kind,
    title: table.dataset["title"] || words(table.caption),
    columns: columns.map((at) => words(heads[at])),
    rows: rows.filter((row) => !empty.includes(row.label)),
    finding: spoken ? words(spoken.cells[0]) : "",
    notes,
  };
  return columns.length === 0 || facts.rows.length === 0 ? null : withEveryYear(turned(facts));
}

const quoted = (text: string): string => {
  // A spreadsheet program would run a text that begins like a formula.
  const safe = /^[=+\-@\t\r]/.test(text) && number(text) === null ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
};

/** Every row of the table, its sums too, as it stands on the page. */
export function csvOf(table: HTMLTableElement): string {
  return [...table.rows].map((row) => [...row.cells].filter((cell) => !cell.hasAttribute("aria-hidden")).map((cell) => quoted(words(cell))).join(",") + "\r\n").join("");
}
