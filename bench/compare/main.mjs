// Openward beside the tools that its targets name, in one run on one machine: a row for each target. Started by script/bench, which builds and
// installs what it needs.
//
//   node main.mjs --programs FOLDER --data FOLDER [--quick] [--write FILE] [PART...]
import { cpus, loadavg, totalmem } from "node:os";
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { mkdirSync } from "node:fs";
import { Openward } from "./openward.mjs";
import { exports } from "./part_export.mjs";
import { groupings, headlines } from "./part_reports.mjs";
import { ocds } from "./part_ocds.mjs";
import { pages } from "./part_pages.mjs";
import { postgresql } from "./postgres.mjs";
import { recording, serving, starting } from "./part_service.mjs";
import { registers, sizes } from "./national.mjs";
import { site } from "./part_site.mjs";
import { spendPostgresql, spendSqlite } from "./part_spend.mjs";
import { printed, write } from "./table.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const parts = {
  "spend-sqlite": spendSqlite,
  "spend-postgresql": spendPostgresql,
  ocds,
  headline: headlines,
  groupings,
  pages,
  site,
  export: exports,
  start: starting,
  memory: serving,
  recording,
};

function read(words) {
  const wanted = { parts: [], size: "full" };
  for (let i = 0; i < words.length; ++i) {
    if (words[i] === "--quick") wanted.size = "quick";
    else if (["--programs", "--data", "--write"].includes(words[i]) && i + 1 < words.length) wanted[words[i].slice(2)] = words[++i];
    else if (parts[words[i]]) wanted.parts.push(words[i]);
    else throw new Error(`there is no part ${words[i]}; there are: ${Object.keys(parts).join(" ")}`);
  }
  if (!wanted.programs || !wanted.data)
    throw new Error("--programs and --data name the folders of the programs and of the data; script/bench does");
  if (wanted.parts.length === 0) wanted.parts = Object.keys(parts);
  return wanted;
}

const first = (program, words) => execFileSync(program, words, { encoding: "utf8" }).split("\n")[0].trim();

function machine(size) {
  return {
    date: new Date().toISOString().slice(0, 10),
    processor: `${cpus()[0].model}, ${cpus().length} cores`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    load: loadavg()
      .map((one) => one.toFixed(1))
      .join(" "),
    commit: first("git", ["-C", root, "describe", "--always", "--dirty"]),
    size,
    versions: { Node: process.version, SQLite: first("sqlite3", ["--version"]).split(" ")[0], psql: first("psql", ["--version"]) },
  };
}

async function main() {
  const wanted = read(process.argv.slice(2));
  const size = sizes[wanted.size];
  const begun = performance.now();
  const minutes = () => `${((performance.now() - begun) / 60_000).toFixed(1)} min`;
  const tell = (words) => process.stderr.write(`[${minutes()}] ${words}\n`);
  const data = `${wanted.data}/${wanted.size}`;
  mkdirSync(data, { recursive: true });
  const about = machine(size);
  let server;
  const bench = {
    openward: new Openward(`${wanted.programs}/service/openward`, `${root}/reference`),
    data,
    versions: about.versions,
    spendFiles: `${wanted.programs}/bench/bench_spend_files`,
    awardFiles: `${wanted.programs}/bench/bench_award_files`,
    async postgresql() {
      server ??= await postgresql(`${data}/postgresql`);
      about.versions.PostgreSQL = server.version;
      return server;
    },
  };
  const kept = registers(bench, size, tell);
  const rows = [];
  let failed = false;
  try {
    for (const part of wanted.parts) {
      tell(`${part} (${wanted.parts.indexOf(part) + 1} of ${wanted.parts.length})`);
      try {
        rows.push(...(await parts[part](bench, size, kept, tell)));
      } catch (error) {
        // One part that cannot be measured does not take the others' figures with it.
        failed = true;
        rows.push({
          id: part,
          work: part,
          ours: "not measured",
          theirs: "",
          ratio: "",
          target: "",
          met: false,
          note: error.message.slice(0, 300),
        });
        tell(`${part} was not measured: ${error.stack}`);
      }
    }
  } finally {
    await server?.stop();
  }
  about.took = minutes();
  about.loadAfter = loadavg()
    .map((one) => one.toFixed(1))
    .join(" ");
  process.stdout.write(printed(rows, about));
  if (wanted.write) tell(write(wanted.write, rows, about));
  return failed ? 1 : 0;
}

main().then(
  (status) => process.exit(status),
  (error) => {
    console.error(`bench: ${error.message}`);
    process.exit(2);
  },
);
