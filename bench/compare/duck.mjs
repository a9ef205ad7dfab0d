// DuckDB over the same payment lines: a table of its own, made from what `openward export payments` writes, typed, one column for each that
// the questions name. All cores, its own defaults.
import { DuckDBInstance } from "@duckdb/node-api";

const columns = `payer_id, supplier, coalesce(provider_id, match_id) as provider, provider_class, cast(paid_on as date) as paid_on, financial_year,
  cast(round(cast(amount as decimal(18, 2)) * 100) as bigint) as pence, expense_type, expense_area, year(cast(paid_on as date)) * 100 + month(cast(paid_on as date)) as month`;

export async function duckdb(file) {
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  const rows = async (sql) => (await connection.runAndReadAll(sql)).getRowsJS();
  return {
    version: (await rows("select version()"))[0][0],
    rows,
    /// Of its table; 0 where it has none yet.
    async lines() {
      const there = await rows("select count(*) from information_schema.tables where table_name = 'payment'");
      return Number(there[0][0]) === 0 ? 0 : Number((await rows("select count(*) from payment"))[0][0]);
    },
    async load(csv) {
      await connection.run(
        `create or replace table payment as select ${columns} from read_csv('${csv}', header = true, all_varchar = true)`,
      );
      await connection.run("checkpoint");
      return Number((await rows("select count(*) from payment"))[0][0]);
    },
    /// Milliseconds of each of several runs, the rows brought to JavaScript, after one that is not counted.
    async ask(sql, times, most = 30) {
      let found = await rows(sql);
      const spent = [];
      const begun = performance.now();
      while (spent.length < times && (spent.length < 1 || performance.now() - begun < most * 1000)) {
        const from = performance.now();
        found = await rows(sql);
        spent.push(performance.now() - from);
      }
      return { spent, rows: found };
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
