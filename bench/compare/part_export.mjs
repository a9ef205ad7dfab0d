// Every award as CSV: how fast, and whether memory grows with the rows.
import { memory } from "./processes.mjs";

async function download(service, query) {
  const begun = performance.now();
  const answer = await fetch(`${service.url}/v1/awards${query}`, { headers: { accept: "text/csv" } });
  if (!answer.ok) throw new Error(`the download answered ${answer.status}`);
  let bytes = 0;
  for await (const piece of answer.body) bytes += piece.length;
  return { bytes, seconds: (performance.now() - begun) / 1000, rows: Number(answer.headers.get("x-total-count")) };
}

export async function exports(bench, size, registers) {
  const national = await registers.national();
  const done = await bench.openward.command(`sqlite:${national.path}`, ["export", "awards", "--format", "csv", "--to", "-"], {
    count: true,
  });
  const part = await bench.openward.command(`sqlite:${national.path}`, ["export", "commissioners", "--format", "csv", "--to", "-"], {
    count: true,
  });
  const service = await bench.openward.serve(`sqlite:${national.path}`);
  let http;
  let resident;
  try {
    http = await download(service, "");
    resident = memory(service.pid, "VmHWM");
  } finally {
    await service.stop();
  }
  const rows = done.lines - 1;
  const rate = done.bytes / 1e6 / done.seconds;
  const grown = done.most.own - part.most.own;
  return [
    {
      id: "export",
      work: `stream ${rows.toLocaleString("en")} awards as CSV (openward export)`,
      ours: `${rate.toFixed(0)} MB/s`,
      theirs: "",
      ratio: "",
      target: "100 MB/s",
      met: rate >= 100,
      note: `${(done.bytes / 1e6).toFixed(0)} MB in ${done.seconds.toFixed(1)} s, ${done.most.processor.toFixed(1)} s of processor time`,
    },
    {
      id: "export-http",
      work: "the same over HTTP",
      ours: `${(http.bytes / 1e6 / http.seconds).toFixed(0)} MB/s`,
      theirs: "",
      ratio: "",
      target: "100 MB/s",
      met: http.bytes / 1e6 / http.seconds >= 100,
      note: `${http.rows.toLocaleString("en")} rows, ${http.seconds.toFixed(1)} s from the question to the last byte`,
    },
    {
      id: "export-memory",
      work: "memory of those downloads",
      ours: `${done.most.resident.toFixed(0)} and ${resident.toFixed(0)} MB`,
      theirs: "",
      ratio: "",
      target: "flat",
      met: grown < 32,
      note: `${grown.toFixed(0)} MB more than an export of a few hundred rows`,
    },
  ];
}
