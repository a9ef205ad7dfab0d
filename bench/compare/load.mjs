// wrk for a bounded time on the loopback address.
import { writeFileSync } from "node:fs";
import { run } from "./processes.mjs";

const units = { us: 0.001, ms: 1, s: 1000 };
const milliseconds = (words, unit) => Number(words) * units[unit];

/// Requests a second, and p50 and p99 in milliseconds. Any answer that is no 2xx is an error, because a fast refusal is no speed; unless
/// refusals are what an overload is meant to meet, and are counted.
export async function load(url, { seconds, connections, threads = 1, script, overload = false } = {}) {
  const words = ["-t", String(threads), "-c", String(connections), "-d", `${seconds}s`, "--timeout", "20s", "--latency"];
  if (script) words.push("-s", script);
  const { out } = await run("wrk", [...words, url]);
  const rate = out.match(/Requests\/sec:\s+([\d.]+)/);
  const p50 = out.match(/50%\s+([\d.]+)(us|ms|s)/);
  const p99 = out.match(/99%\s+([\d.]+)(us|ms|s)/);
  const made = out.match(/(\d+) requests in/);
  if (!rate || !p50 || !p99 || !made) throw new Error(`wrk said what is not understood: ${out}`);
  const faults = out.match(/Non-2xx or 3xx responses: (\d+)/) ?? out.match(/Socket errors:.*/);
  if (faults && !overload) throw new Error(`${url}: ${faults[0]}`);
  return {
    rate: Number(rate[1]),
    p50: milliseconds(p50[1], p50[2]),
    p99: milliseconds(p99[1], p99[2]),
    requests: Number(made[1]),
    refused: Number(faults?.[1] ?? 0),
  };
}

/// A wrk script that posts one body.
export function postScript(path, token, body) {
  const quoted = JSON.stringify(body);
  writeFileSync(
    path,
    `wrk.method = "POST"\nwrk.body = [==[${quoted}]==]\nwrk.headers["Content-Type"] = "application/json"\n` +
      `wrk.headers["Authorization"] = "Bearer ${token}"\n`,
  );
  return path;
}
