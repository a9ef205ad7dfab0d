// One award and pages of 50 over HTTP beside Fastify with better-sqlite3, under the same load; then what they come to behind nginx.
import { existsSync, renameSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { load } from "./load.mjs";
import { removeDatabase } from "./national.mjs";
import { behindNginx } from "./nginx.mjs";
import { json } from "./openward.mjs";
import { freePort, run, start, until } from "./processes.mjs";

const connections = 16;

/// Their table: every award as our CSV shows it, found by id, by commissioner and in the order of their day.
async function theirTable(bench, national, tell) {
  const path = `${national.path}-fastify.db`;
  if (existsSync(path)) return path;
  tell("writing the awards for Fastify");
  const csv = `${national.path}-awards.csv`;
  await bench.openward.command(`sqlite:${national.path}`, ["export", "awards", "--to", csv]);
  const part = `${path}.part`; // an interrupted one is not taken for whole
  removeDatabase(part);
  await run("sqlite3", [part], {
    input: `.mode csv\n.import ${csv} award\ncreate unique index award_by_id on award (id);\ncreate index award_by_time on award (effective_on, id);
create index award_by_commissioner on award (commissioner_id, effective_on, id);\nanalyze;\n`,
  });
  rmSync(csv);
  renameSync(part, path);
  return path;
}

async function fastify(database) {
  const port = await freePort();
  const server = start(process.execPath, [fileURLToPath(new URL("fastify_server.mjs", import.meta.url)), database, String(port)], {
    quiet: false,
  });
  const url = `http://127.0.0.1:${port}`;
  await until(async () => {
    if (!server.running()) throw new Error("Fastify does not start");
    try {
      return (await fetch(`${url}/awards?limit=1`)).ok;
    } catch {
      return false;
    }
  }, "Fastify");
  return { url, stop: () => server.stop() };
}

/// Twice each, in turn; the better of two, because what else the machine does can only slow it.
async function faceToFace(ours, theirs, seconds) {
  const best = { ours: { rate: 0 }, theirs: { rate: 0 } };
  for (let round = 0; round < 2; ++round) {
    for (const [side, url] of [
      ["theirs", theirs],
      ["ours", ours],
    ]) {
      const found = await load(url, { seconds: seconds / 2, connections });
      if (found.rate > best[side].rate) best[side] = found;
    }
  }
  return best;
}

/// The same question behind nginx, each answer from the service, and as shipped, where a crowd's answer is kept for a second.
async function proxied(url, one, size, tell) {
  tell(`${one.work}, behind nginx`);
  const found = {};
  for (const kept of [false, true]) {
    const nginx = await behindNginx(url, { kept });
    try {
      found[kept] = await load(nginx.url + one.ours, { seconds: Math.max(2, size.seconds / 2), connections });
    } finally {
      await nginx.stop();
    }
  }
  return {
    id: `${one.id}-nginx`,
    work: `${one.work}, behind nginx`,
    ours: `${Math.round(found.false.rate)}/s`,
    theirs: "",
    ratio: "",
    target: "none is named",
    met: true,
    note: `p50 ${found.false.p50.toFixed(1)} ms, each from the service over a connection of its own; ${Math.round(found.true.rate)}/s where nginx keeps the answer for its second`,
  };
}

export async function pages(bench, size, registers, tell) {
  const national = await registers.national();
  const table = await theirTable(bench, national, tell);
  const service = await bench.openward.serve(`sqlite:${national.path}`);
  const other = await fastify(table);
  const out = [];
  try {
    const first = await json(`${service.url}/v1/awards?limit=50&sort=-effective_on`);
    const { id, commissioner } = first.data[7];
    const total = (await json(`${other.url}/awards?limit=50`)).page.total;
    if (total !== first.page.total) throw new Error(`${first.page.total} awards here and ${total} there`);
    const cases = [
      { id: "award", work: "GET one award", ours: `/v1/awards/${id}`, theirs: `/awards/${id}`, target: 1 },
      {
        id: "page",
        work: "GET a page of 50 awards and their total",
        ours: "/v1/awards?limit=50&sort=-effective_on",
        theirs: "/awards?limit=50",
        target: 2,
      },
      {
        id: "page-of-one",
        work: "the same of one commissioner",
        ours: `/v1/awards?limit=50&sort=-effective_on&commissioner=${commissioner.id}`,
        theirs: `/awards?limit=50&commissioner=${commissioner.id}`,
        target: 2,
      },
    ];
    for (const one of cases) {
      tell(one.work);
      const found = await faceToFace(service.url + one.ours, other.url + one.theirs, Math.max(4, size.seconds));
      const ratio = found.ours.rate / found.theirs.rate;
      out.push({
        id: one.id,
        work: one.work,
        ours: `${Math.round(found.ours.rate)}/s`,
        theirs: `Fastify ${Math.round(found.theirs.rate)}/s`,
        ratio: ratio.toFixed(2),
        target: `at least ${one.target}`,
        met: ratio >= one.target,
        note: `${connections} connections; p50 ${found.ours.p50.toFixed(1)} ms against ${found.theirs.p50.toFixed(1)} ms`,
      });
    }
    out.push(await proxied(service.url, cases[0], size, tell), await proxied(service.url, cases[1], size, tell));
  } finally {
    await other.stop();
    await service.stop();
  }
  return out;
}
