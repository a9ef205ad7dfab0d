// A spend file into SQLite beside `sqlite3 .import`, and into PostgreSQL beside `psql \copy`, of the same bytes into a table of text columns.
import { rmSync } from "node:fs";
import { removeDatabase, sizeOf, spendFiles } from "./national.mjs";
import { median, run } from "./processes.mjs";

const heading = ["department", "entity", "day", "type", "area", "supplier", "transaction_number", "amount", "description"];
const table = `create table t (${heading.map((name) => `${name} text`).join(", ")});`;

async function oneFile(bench, size) {
  const folder = await spendFiles(bench, `${bench.data}/one-file`, {
    ...size,
    lines: size.file,
    files: 1,
    payers: 1,
    local: 2000,
    months: 12,
  });
  return { folder, file: `${folder}/synthetic-spend-00000.csv` };
}

/// Each side in turn, so that what else the machine does falls on both.
async function inTurn(times, ours, theirs) {
  const spent = { ours: [], theirs: [], oursProcessor: [], theirsProcessor: [], memory: 0, own: 0 };
  for (let i = 0; i < times; ++i) {
    const other = await theirs();
    spent.theirs.push(other.seconds);
    spent.theirsProcessor.push(other.most.processor);
    const done = await ours();
    spent.ours.push(done.seconds);
    spent.oursProcessor.push(done.most.processor);
    spent.memory = Math.max(spent.memory, done.most.resident);
    spent.own = Math.max(spent.own, done.most.own);
  }
  const middle = ([name, all]) => [name, Array.isArray(all) ? median(all) : all];
  return Object.fromEntries(Object.entries(spent).map(middle));
}

function row(id, work, size, bytes, found, theirs, target) {
  const rate = (seconds) => `${Math.round(size.file / seconds).toLocaleString("en")} lines/s`;
  const ratio = found.theirs / found.ours;
  return {
    id,
    work,
    ours: rate(found.ours),
    theirs: `${theirs} ${rate(found.theirs)}`,
    ratio: ratio.toFixed(2),
    target: `at least ${target}`,
    met: ratio >= target,
    note: `${Math.round(bytes / 1e6)} MB in ${found.ours.toFixed(2)} s against ${found.theirs.toFixed(2)} s; processor time of the two clients ${found.oursProcessor.toFixed(2)} s and ${found.theirsProcessor.toFixed(2)} s`,
  };
}

function checked(done, size) {
  const [file] = done.summary.files;
  if (file.payments !== size.file) throw new Error(`${file.payments} of ${size.file} lines were kept`);
  return done;
}

export async function spendSqlite(bench, size) {
  const { folder, file } = await oneFile(bench, size);
  const bytes = sizeOf(file);
  const ours = `${bench.data}/ours.db`;
  const theirs = `${bench.data}/theirs.db`;
  const found = await inTurn(
    3,
    async () => {
      removeDatabase(ours);
      return checked(await bench.openward.import(`sqlite:${ours}`, "spend", file), size);
    },
    async () => {
      removeDatabase(theirs);
      return run("sqlite3", [theirs], { input: `${table}\n.mode csv\n.import --skip 1 ${file} t\n` });
    },
  );
  removeDatabase(ours);
  removeDatabase(theirs);
  rmSync(folder, { recursive: true });
  return [
    row("spend-sqlite", `import ${size.file.toLocaleString("en")} payment lines into SQLite`, size, bytes, found, "sqlite3 .import", 1),
    {
      id: "import-memory",
      work: "memory, importing that file",
      ours: `${Math.round(found.memory)} MB resident`,
      theirs: "",
      ratio: "",
      target: "under 256 MB",
      met: found.memory < 256,
      note: `of it ${Math.round(found.own)} MB its own, the rest pages of the file that is read`,
    },
  ];
}

export async function spendPostgresql(bench, size) {
  const { folder, file } = await oneFile(bench, size);
  const bytes = sizeOf(file);
  const server = await bench.postgresql();
  let round = 0;
  const found = await inTurn(
    3,
    async () => {
      await server.create(`ours${++round}`);
      return checked(await bench.openward.import(server.url(`ours${round}`), "spend", file), size);
    },
    async () => {
      await server.create(`theirs${round}`);
      await server.psql(`theirs${round}`, table);
      return server.psql(`theirs${round}`, `\\copy t from '${file}' with (format csv, header)\n`);
    },
  );
  rmSync(folder, { recursive: true });
  return [row("spend-postgresql", `the same into PostgreSQL`, size, bytes, found, "psql \\copy", 0.7)];
}
