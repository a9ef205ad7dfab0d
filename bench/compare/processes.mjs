// Programs that a measurement starts: run to their end or stopped by their own number, with the most memory they held.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import net from "node:net";

const megabyte = 1024; // of /proc, which counts kibibytes

/// A line of /proc/PID/status in MiB; undefined once the process has ended.
export function memory(pid, field = "VmRSS") {
  try {
    const line = readFileSync(`/proc/${pid}/status`, "utf8").match(new RegExp(`^${field}:\\s+(\\d+) kB`, "m"));
    return line ? Number(line[1]) / megabyte : undefined;
  } catch {
    return undefined;
  }
}

/// What of the process's memory is its own and not pages of mapped files, which the system takes back when it likes.
export const ownMemory = (pid) => memory(pid, "RssAnon");

const ticks = 100; // a second, of /proc/PID/stat: what Linux shows to programs on every machine

/// Seconds of processor time, of which what else the machine does takes nothing away.
function processor(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1).split(" ");
    return (Number(fields[11]) + Number(fields[12])) / ticks;
  } catch {
    return 0;
  }
}

/// Looks at a process every 20 ms; the last look before its end is at most that old.
function watch(pid) {
  const most = { resident: 0, own: 0, processor: 0 };
  const look = () => {
    most.processor = Math.max(most.processor, processor(pid));
    most.resident = Math.max(most.resident, memory(pid, "VmHWM") ?? 0);
    most.own = Math.max(most.own, ownMemory(pid) ?? 0);
  };
  look();
  const timer = setInterval(look, 20);
  return () => {
    clearInterval(timer);
    return most;
  };
}

/// Runs a program to its end: seconds, the most memory, what it wrote. `input` goes to its standard input. `count` counts what it writes
/// instead of keeping it. A status that is not 0 (or one of `fine`) is an error with the end of what the program said.
export function run(program, words, { input, count = false, fine = [0], user, env, onError } = {}) {
  return new Promise((resolve, reject) => {
    const begun = process.hrtime.bigint();
    const child = spawn(program, words, { ...user, env: { ...process.env, ...env }, stdio: ["pipe", "pipe", "pipe"] });
    const stop = child.pid ? watch(child.pid) : () => ({});
    let bytes = 0;
    let lines = 0;
    const out = [];
    let said = "";
    child.stdout.on("data", (piece) => {
      bytes += piece.length;
      if (!count) out.push(piece);
      else for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) ++lines;
    });
    child.stderr.on("data", (piece) => {
      said = (said + piece).slice(-4000);
      onError?.(String(piece));
    });
    child.on("error", (error) => reject(new Error(`${program} does not start: ${error.message}`)));
    child.on("close", (status) => {
      const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
      const most = stop();
      if (!fine.includes(status))
        return reject(new Error(`${program} ${words.join(" ")} ended with ${status}: ${said.trim().slice(-800)}`));
      resolve({ seconds, bytes, lines, out: Buffer.concat(out).toString("utf8"), said, most });
    });
    child.stdin.on("error", () => {}); // it ended before it read all: its status tells
    child.stdin.end(input ?? "");
  });
}

/// A program that runs until stop(), which waits for its end.
export function start(program, words, { user, env, quiet = true } = {}) {
  const child = spawn(program, words, {
    ...user,
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", quiet ? "ignore" : "inherit"],
  });
  const ended = new Promise((resolve) => child.on("close", resolve));
  running.add(child);
  child.on("close", () => running.delete(child));
  return {
    pid: child.pid,
    running: () => child.exitCode === null && child.signalCode === null,
    async stop(signal = "SIGTERM") {
      child.kill(signal);
      await ended;
    },
  };
}

const running = new Set();
/// Nothing stays behind, however this program ends.
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/// Asks until `ready` gives true; milliseconds since the call.
export async function until(ready, what, seconds = 120) {
  const begun = performance.now();
  while (performance.now() - begun < seconds * 1000) {
    if (await ready()) return performance.now() - begun;
    await new Promise((done) => setTimeout(done, 5));
  }
  throw new Error(`${what} did not come within ${seconds} s`);
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
