// The pages for people on the national register: how long the service takes for the HTML, and what a first visit transfers.
import { request } from "node:http";
import { behindNginx } from "./nginx.mjs";
import { median } from "./processes.mjs";

const times = 30;
const pages = [
  { id: "home", path: "/" },
  { id: "spend", path: "/spend" },
];
const kilobyte = 1000;

/// The whole answer again and again, one at a time: milliseconds of each.
async function asked(url) {
  const spent = [];
  for (let i = 0; i < times; ++i) {
    const from = performance.now();
    const answer = await fetch(url, { headers: { Accept: "text/html" } });
    await answer.text();
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
    spent.push(performance.now() - from);
  }
  return spent;
}

/// Bytes as sent compressed, of the page and of what it loads: its style alone, or its scripts too.
async function firstVisit(url, path) {
  const headers = { Accept: "text/html", "Accept-Encoding": "gzip" };
  const sent = (address) => transfer(new URL(address, url), headers);
  const html = await (await fetch(url + path, { headers: { Accept: "text/html" } })).text();
  const of = (pattern) => [...html.matchAll(pattern)].map((found) => found[1]);
  let plain = await sent(path);
  for (const address of of(/<link rel="(?:stylesheet|icon)"[^>]*href="([^"]+)"/g)) plain += await sent(address);
  let scripted = plain;
  for (const address of await scriptsOf(url, of(/<script[^>]*src="([^"]+)"/g))) scripted += await sent(address);
  return { plain, scripted };
}

/// The scripts that a page names, and those that each of them imports before it runs; not what it asks for later, by import().
async function scriptsOf(url, named) {
  const all = new Set(named);
  for (const address of all) {
    const text = await (await fetch(url + address)).text();
    for (const [, file] of text.matchAll(/(?:\bfrom|\bimport)\s*"(\.\/[^"]+)"/g)) all.add(new URL(file, url + address).pathname);
  }
  return all;
}

/// fetch() gives bodies already decompressed; the bytes on the wire are those of the raw answer.
function transfer(url, headers) {
  return new Promise((resolve, reject) => {
    const call = request(url, { headers }, (answer) => {
      let bytes = 0;
      answer.on("data", (piece) => (bytes += piece.length));
      answer.on("end", () => (answer.statusCode === 200 ? resolve(bytes) : reject(new Error(`${url} answered ${answer.statusCode}`))));
    });
    call.on("error", reject);
    call.end();
  });
}

export async function site(bench, size, registers, tell) {
  const national = await registers.national();
  const service = await bench.openward.serve(`sqlite:${national.path}`, ["--read-limit", "0"]);
  const out = [];
  try {
    for (const { id, path } of pages) {
      tell(`the page ${path}`);
      const spent = await asked(service.url + path);
      const [first] = spent;
      const half = median(spent);
      out.push({
        id: `site-${id}`,
        work: `the page ${path}, HTML from the service`,
        ours: `p50 ${half.toFixed(1)} ms`,
        theirs: "",
        ratio: "",
        target: "under 50 ms",
        met: half < 50,
        note: `the first after the start ${first.toFixed(0)} ms, the slowest of the ${times - 1} others ${Math.max(...spent.slice(1)).toFixed(0)} ms`,
      });
      const nginx = await behindNginx(service.url);
      try {
        const { plain, scripted } = await firstVisit(nginx.url, path);
        out.push({
          id: `site-${id}-bytes`,
          work: `the page ${path}, first visit`,
          ours: `${(plain / kilobyte).toFixed(1)} kB`,
          theirs: "",
          ratio: "",
          target: "under 20 kB, 150 kB with charts",
          met: plain < 20 * kilobyte && scripted < 150 * kilobyte,
          note: `compressed by nginx: page, style and icon; ${(scripted / kilobyte).toFixed(1)} kB with its scripts`,
        });
      } finally {
        await nginx.stop();
      }
    }
  } finally {
    await service.stop();
  }
  return out;
}
