// Reports of spend in the service beside DuckDB's scan of the same lines. Both sides give the whole answer, and both answers must be the same
// to the penny, or the measurement fails.
import { rmSync } from "node:fs";
import { load } from "./load.mjs";
import { median } from "./processes.mjs";
import { ask } from "./openward.mjs";

/// What is asked: of us by parameters, of DuckDB in SQL.
const headline = {
  name: "year x class",
  group: "financial_year,provider_class",
  filter: "",
  where: "true",
  by: "financial_year, provider_class",
};
const questions = [
  { name: "month x class", group: "month,provider_class", filter: "", where: "true", by: "month, provider_class" },
  {
    name: "commissioner x year x class",
    group: "commissioner,financial_year,provider_class",
    filter: "",
    where: "true",
    by: "payer_id, financial_year, provider_class",
  },
  { name: "provider, in a year", group: "provider", filter: "financial_year=2021-22", where: "financial_year = '2021-22'", by: "provider" },
  { name: "expense area x year", group: "expense_area,financial_year", filter: "", where: "true", by: "expense_area, financial_year" },
  {
    name: "class, of one expense area",
    group: "provider_class",
    filter: "expense_area=Mental health",
    where: "expense_area = 'Mental health'",
    by: "provider_class",
  },
  {
    name: "class, 10 May to 9 June 2021",
    group: "provider_class",
    filter: "paid_from=2021-05-10&paid_to=2021-06-09",
    where: "paid_on between date '2021-05-10' and date '2021-06-09'",
    by: "provider_class",
  },
  {
    name: "year x class, lines of at least a million pounds",
    group: "financial_year,provider_class",
    filter: "min_value=1000000",
    where: "pence >= 100000000",
    by: "financial_year, provider_class",
  },
  {
    name: "year, with a word in the supplier's name",
    group: "financial_year",
    filter: "q=hospice",
    where: "supplier ilike '%hospice%'",
    by: "financial_year",
  },
  { name: "provider, of one commissioner", group: "provider", filter: "payer=PAYER", where: "payer_id = 'PAYER'", by: "provider" },
];

const address = (service, question, payer) =>
  `${service.url}/v1/reports/spend?group_by=${question.group}${question.filter ? `&${encodeURI(question.filter.replace("PAYER", payer))}` : ""}`;
const sql = (question, payer) =>
  `select ${question.by}, count(*) as payments, sum(pence) as paid, sum(case when pence < 0 then pence else 0 end) as credits from payment
   where ${question.where.replace("PAYER", payer)} group by ${question.by} order by ${question.by}`;

const pence = (amount) => BigInt(amount.replace(".", ""));

/// The cells of both answers, whatever their order: lines and pence of each.
function cells(rows) {
  return rows
    .map(([lines, paid]) => `${lines} ${paid}`)
    .sort()
    .join("\n");
}
function agree(question, body, rows) {
  const ours = cells(body.rows.map((row) => [row.payments, pence(row.paid)]));
  const theirs = cells(rows.map((row) => [row.at(-3), row.at(-2)]));
  if (ours !== theirs) throw new Error(`${question.name}: the two answers differ (${body.rows.length} groups and ${rows.length})`);
}

/// DuckDB's table is made once from the register's own export and kept beside it.
async function duckOf(bench, size, national, tell) {
  const { duckdb } = await import("./duck.mjs");
  const duck = await duckdb(`${national.path}.duckdb`);
  bench.versions.DuckDB = duck.version;
  if ((await duck.lines()) === size.lines) return duck;
  const csv = `${national.path}-payments.csv`;
  tell("writing the payment lines for DuckDB");
  await bench.openward.command(`sqlite:${national.path}`, ["export", "payments", "--to", csv]);
  tell("DuckDB reads them");
  const lines = await duck.load(csv);
  rmSync(csv);
  if (lines !== size.lines) throw new Error(`DuckDB holds ${lines} lines`);
  return duck;
}

const show = (ms) => `${ms < 10 ? ms.toFixed(2) : Math.round(ms)} ms`;

/// Both registers in turn, three times; the lower median of each counts, because what else the machine does can only slow it.
async function headlineOf(bench, size, ...kept) {
  const found = [];
  for (let round = 0; round < 3; ++round) {
    for (const [i, register] of kept.entries()) {
      const service = await bench.openward.serve(`sqlite:${register.path}`);
      try {
        const { body } = await ask(address(service, headline), 1);
        const one = await load(address(service, headline), { seconds: Math.ceil(size.seconds / 3), connections: 1 });
        if (!found[i] || one.p50 < found[i].p50) found[i] = { ...one, body };
      } finally {
        await service.stop();
      }
    }
  }
  return found;
}

export async function headlines(bench, size, registers, tell) {
  const national = await registers.national();
  const tenth = await registers.tenth();
  const duck = await duckOf(bench, size, national, tell);
  const scan = await duck.ask(sql(headline), 11);
  duck.close();
  const [small, ours] = await headlineOf(bench, size, tenth, national);
  agree(headline, ours.body, scan.rows);
  const theirs = median(scan.spent);
  return [
    {
      id: "headline",
      work: "headline split, year x class, in the service",
      ours: `p50 ${show(ours.p50)}`,
      theirs: "",
      ratio: "",
      target: "under 1 ms",
      met: ours.p50 < 1,
      note: `p99 ${show(ours.p99)}, ${Math.round(ours.rate)} answers a second over one connection`,
    },
    {
      id: "headline-scan",
      work: "headline split against a full scan",
      ours: `p50 ${show(ours.p50)}`,
      theirs: `DuckDB ${show(theirs)}`,
      ratio: (theirs / ours.p50).toFixed(1),
      target: "at least 20",
      met: theirs / ours.p50 >= 20,
      note: `${size.lines.toLocaleString("en")} lines; the answers agree to the penny`,
    },
    {
      id: "headline-growth",
      work: "headline split, ten times the lines",
      ours: `${show(small.p50)} to ${show(ours.p50)}`,
      theirs: "",
      ratio: (ours.p50 / small.p50).toFixed(2),
      target: "at most 1.2",
      met: ours.p50 / small.p50 <= 1.2,
      note: `${(size.lines / 10).toLocaleString("en")} and ${size.lines.toLocaleString("en")} lines`,
    },
  ];
}

export async function groupings(bench, size, registers, tell) {
  const national = await registers.national();
  const duck = await duckOf(bench, size, national, tell);
  const service = await bench.openward.serve(`sqlite:${national.path}`);
  const out = [];
  try {
    const payer = (await duck.rows("select payer_id from payment group by 1 order by count(*) desc, 1 limit 1"))[0][0];
    for (const question of questions) {
      tell(question.name);
      const theirs = await duck.ask(sql(question, payer), 9);
      const row = { id: `grouping ${question.name}`, work: `spend by ${question.name}`, target: "at least 0.5" };
      out.push(row);
      try {
        const ours = await ask(address(service, question, payer), 9);
        agree(question, ours.body, theirs.rows);
        const [mine, other] = [median(ours.spent), median(theirs.spent)];
        Object.assign(row, {
          ours: `p50 ${show(mine)}`,
          theirs: `DuckDB ${show(other)}`,
          ratio: (other / mine).toFixed(2),
          met: other / mine >= 0.5,
          note: `${ours.body.rows.length} groups`,
        });
      } catch (error) {
        Object.assign(row, {
          ours: "failed",
          theirs: `DuckDB ${show(median(theirs.spent))}`,
          ratio: "",
          met: false,
          note: error.message.slice(0, 200),
        });
      }
    }
  } finally {
    await service.stop();
    duck.close();
  }
  return out;
}
