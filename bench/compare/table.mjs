// The table of a run: on the terminal in columns, and in docs/performance.md between two marks. What stands outside the marks is written by hand.
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const heads = ["work", "ours", "theirs", "ratio", "target", "met"];
const begin = "<!-- written by script/bench --write: begin -->";
const end = "<!-- written by script/bench --write: end -->";
const cells = (row) => [row.work, row.ours, row.theirs, row.ratio, row.target, row.met ? "yes" : "NO"];

function circumstances(about) {
  const { lines, awards, file, releases } = about.size;
  const number = (n) => n.toLocaleString("en");
  return [
    `${about.date}, commit ${about.commit}, ${about.processor}, ${about.memory} of memory; load ${about.load} before and ${about.loadAfter} after; ${about.took}`,
    `Sizes: ${number(lines)} payment lines and ${number(awards)} awards; files of ${number(file)} lines and of ${number(releases)} awards for the imports`,
    `Versions: ${Object.entries(about.versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(", ")}`,
  ];
}

export function printed(rows, about) {
  const all = [heads, ...rows.map(cells)];
  const widths = heads.map((_, i) => Math.max(...all.map((row) => row[i].length)));
  const line = (row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i]))
      .join("  ")
      .trimEnd();
  return `\n${all.map(line).join("\n")}\n\n${rows
    .filter((row) => row.note)
    .map((row) => `${row.work}: ${row.note}`)
    .join("\n")}\n\n${circumstances(about).join("\n")}\n`;
}

/// A shortfall wants its paragraph: "### work" below the table.
function without(paragraphs, rows) {
  return rows.filter((row) => !row.met && !paragraphs.includes(`\n### ${row.id}\n`)).map((row) => row.id);
}

export function write(path, rows, about) {
  const table = [
    `| ${heads.join(" | ")} | measured |`,
    `|${" --- |".repeat(heads.length + 1)}`,
    ...rows.map(
      (row) => `| ${[...cells(row), row.note ?? ""].map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`,
    ),
  ];
  const block = [
    begin,
    "",
    ...circumstances(about)
      .map((line) => `${line}.`)
      .join("\n\n")
      .split("\n"),
    "",
    ...table,
    "",
    end,
  ].join("\n");
  const old = existsSync(path) ? readFileSync(path, "utf8") : `# Performance\n\n${begin}\n${end}\n`;
  const from = old.indexOf(begin);
  const to = old.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${path} has lost its marks: put "${begin}" and "${end}" where the table stands`);
  const text = old.slice(0, from) + block + old.slice(to + end.length);
  writeFileSync(path, text);
  const bare = without(text, rows);
  return `the table is in ${path}${bare.length ? `; a shortfall without its paragraph (### ID): ${bare.join(", ")}` : ""}`;
}
