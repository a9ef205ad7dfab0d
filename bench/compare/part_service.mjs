// The service on the national register: how soon it answers, what it holds in memory, and what a durable record costs one client and sixteen.
import { load, postScript } from "./load.mjs";
import { json } from "./openward.mjs";
import { median, memory } from "./processes.mjs";

export async function starting(bench, size, registers) {
  const national = await registers.national();
  const spent = [];
  for (let i = 0; i < 5; ++i) {
    const service = await bench.openward.serve(`sqlite:${national.path}`);
    spent.push(service.milliseconds);
    await service.stop();
  }
  const ms = median(spent);
  return [
    {
      id: "start",
      work: "start on the national register, to the first answer",
      ours: `${Math.round(ms)} ms`,
      theirs: "",
      ratio: "",
      target: "under 1 s",
      met: ms < 1000,
      note: `${spent.map((one) => Math.round(one)).join(", ")} ms`,
    },
  ];
}

/// What people do on it: the reports, pages of every list, a search, then a load of them at once.
const visits = [
  "/",
  "/v1/reports/spend",
  "/v1/reports/spend?group_by=commissioner,financial_year,provider_class",
  "/v1/reports/spend?group_by=month,provider_class",
  "/v1/reports/awards",
  "/v1/awards?limit=1000",
  "/v1/payments?limit=1000",
  "/v1/commissioners?limit=1000",
  "/v1/providers?limit=1000",
  "/v1/procurements?limit=1000",
  "/v1/awards?q=diagnostics",
  "/v1/suggest?q=invented",
];

export async function serving(bench, size, registers, tell) {
  const national = await registers.national();
  const service = await bench.openward.serve(`sqlite:${national.path}`);
  const passed = [];
  try {
    const atStart = memory(service.pid);
    for (const path of visits) {
      tell(path);
      const answer = await fetch(service.url + path);
      await answer.arrayBuffer();
      if (!answer.ok) passed.push(`${path} ${answer.status}`);
    }
    const afterVisits = memory(service.pid, "VmHWM");
    let refused = 0;
    for (const path of ["/v1/reports/spend", "/v1/awards?limit=50", "/v1/payments?limit=50"])
      refused += (await load(service.url + path, { seconds: Math.min(5, size.seconds), connections: 64, overload: true })).refused;
    const most = memory(service.pid, "VmHWM");
    return [
      {
        id: "serving-memory",
        work: "memory, serving the national register",
        ours: `${Math.round(most)} MB resident`,
        theirs: "",
        ratio: "",
        target: "under 256 MB",
        met: most < 256,
        note: `${Math.round(atStart)} MB at the start, ${Math.round(afterVisits)} MB after every list and report, the most under 64 connections (${refused} requests put off with 503)${passed.length ? `; not answered: ${passed.join(", ")}` : ""}`,
      },
    ];
  } finally {
    await service.stop();
  }
}

/// Drafts, each its own transaction, synced to the disk before it is answered; counted in the register afterwards.
export async function recording(bench, size, registers, tell) {
  const { path } = await registers.tenth();
  const database = `sqlite:${path}`;
  const token = await bench.openward.token(database);
  const service = await bench.openward.serve(database, ["--workers", "16", "--token-limit", "0"]);
  try {
    const commissioner = (await json(`${service.url}/v1/commissioners?limit=1`)).data[0].id;
    const script = postScript(`${bench.data}/record.lua`, token, {
      commissioner,
      title: "Synthetic award of a measurement",
      route: "direct_award_c",
      awarded_on: "2026-04-07",
      providers: [{ name: "Invented Recorder Limited" }],
      value: { amount: "250000.00", currency: "GBP", vat: "excluded", kind: "lifetime" },
    });
    const url = `${service.url}/v1/awards`;
    const seq = async () => (await json(`${service.url}/v1/awards?limit=1`)).seq;
    const before = await seq();
    tell("one client");
    const one = await load(url, { seconds: size.seconds, connections: 1, script, overload: true });
    tell("sixteen clients");
    const sixteen = await load(url, { seconds: size.seconds, connections: 16, script, overload: true });
    const recorded = (await seq()) - before;
    const kept = (found) => found.requests - found.refused;
    if (recorded < kept(one) + kept(sixteen))
      throw new Error(`${kept(one) + kept(sixteen)} records were acknowledged, ${recorded} are kept`);
    const rate = (found) => (found.rate * kept(found)) / found.requests;
    const ratio = rate(sixteen) / rate(one);
    return [
      {
        id: "recording",
        work: "record an award, durable: 16 clients against one",
        ours: `${Math.round(rate(one))}/s and ${Math.round(rate(sixteen))}/s`,
        theirs: "",
        ratio: ratio.toFixed(2),
        target: "at least 4",
        met: ratio >= 4,
        note: `p50 ${one.p50.toFixed(1)} ms and ${sixteen.p50.toFixed(1)} ms; every acknowledged record was found again; ${one.refused + sixteen.refused} requests put off with 503`,
      },
    ];
  } finally {
    await service.stop();
  }
}
