// The registers that the measurements ask: one of national size, one with a tenth of its payment lines, made by the generators of bench/ and
// imported by the program. Kept between runs: a register is made anew when the words it was made with are others.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { run } from "./processes.mjs";

export const sizes = {
  full: {
    lines: 10_000_000,
    awards: 500_000,
    payers: 100,
    suppliers: 20_000,
    local: 250,
    years: 7,
    file: 1_000_000,
    releases: 20_000,
    seconds: 10,
  },
  quick: { lines: 100_000, awards: 2_000, payers: 20, suppliers: 2_000, local: 100, years: 7, file: 50_000, releases: 2_000, seconds: 3 },
};

export const sizeOf = (path) =>
  statSync(path).isDirectory() ? readdirSync(path).reduce((sum, name) => sum + statSync(`${path}/${name}`).size, 0) : statSync(path).size;

/// Spend files of a payer and a year each; with `files: 1` all in one.
export async function spendFiles(bench, folder, { lines, files, payers, suppliers, local, months }) {
  rmSync(folder, { recursive: true, force: true });
  await run(
    bench.spendFiles,
    [
      "--to",
      folder,
      "--lines",
      lines,
      "--files",
      files,
      "--payers",
      payers,
      "--suppliers",
      suppliers,
      "--local",
      local,
      "--months",
      months,
    ].map(String),
  );
  return folder;
}

export async function awardFiles(bench, folder, { awards, perFile }) {
  rmSync(folder, { recursive: true, force: true });
  await run(bench.awardFiles, ["--to", folder, "--awards", String(awards), "--per-file", String(perFile)]);
  return folder;
}

export function removeDatabase(path) {
  for (const end of ["", "-wal", "-shm"]) rmSync(path + end, { force: true });
}

async function made(bench, path, size, tell) {
  const words = JSON.stringify({ ...size, of: "payers and years, awards" });
  const label = `${path}.made`;
  if (existsSync(path) && existsSync(label) && readFileSync(label, "utf8").startsWith(words)) {
    await bench.openward.command(`sqlite:${path}`, ["migrate"]);
    tell(`${path} is there already`);
    return { path, ...JSON.parse(readFileSync(label, "utf8").slice(words.length)) };
  }
  removeDatabase(path);
  // What was made from the former register goes with it.
  for (const end of [".made", ".duckdb", "-fastify.db"]) rmSync(path + end, { force: true });
  const spend = `${path}-spend`;
  await spendFiles(bench, spend, { ...size, files: size.payers * size.years, months: 12 });
  tell(`${size.lines} payment lines in ${Math.round(sizeOf(spend) / 1e6)} MB: importing`);
  const lines = await bench.openward.import(`sqlite:${path}`, "spend", spend, tell);
  const kept = lines.summary.files.reduce((sum, file) => sum + file.payments, 0);
  if (kept !== size.lines) throw new Error(`${kept} of ${size.lines} lines were kept`);
  rmSync(spend, { recursive: true });
  const figures = { spendSeconds: lines.seconds, spendMemory: lines.most };
  if (size.awards) {
    const awards = await awardFiles(bench, `${path}-awards`, { awards: size.awards, perFile: 1000 });
    tell(`${size.awards} awards in ${Math.round(sizeOf(awards) / 1e6)} MB: importing`);
    const taken = await bench.openward.import(`sqlite:${path}`, "ocds", awards, tell);
    Object.assign(figures, { awardSeconds: taken.seconds, awardMemory: taken.most, awardBytes: sizeOf(awards) });
    rmSync(awards, { recursive: true });
  }
  writeFileSync(label, words + JSON.stringify(figures));
  return { path, ...figures };
}

/// Made when first asked for.
export function registers(bench, size, tell) {
  mkdirSync(bench.data, { recursive: true });
  const once = {};
  const of = (name, what) => (once[name] ??= made(bench, `${bench.data}/${name}.db`, what, tell));
  const { lines, awards, payers, suppliers, local, years } = size;
  return {
    national: () => of("national", { lines, awards, payers, suppliers, local, years }),
    tenth: () => of("tenth", { lines: lines / 10, awards: 0, payers, suppliers, local, years }),
  };
}
