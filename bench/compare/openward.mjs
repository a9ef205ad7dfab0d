// The program under measurement: its command line, and its service on a free port of the loopback address.
import { freePort, run, start, until } from "./processes.mjs";

export class Openward {
  constructor(program, reference) {
    this.program = program;
    this.reference = reference;
  }

  command(database, words, options = {}) {
    return run(this.program, ["--database", database, ...words], options);
  }

  /// Refusals (status 1) are errors here: the generator makes no line that is refused.
  async import(database, kind, path, tell) {
    const told = tell ? { onError: (words) => tell(words.trim()) } : {};
    const done = await this.command(database, ["import", "--as", kind, "--format", "json", "--reference", this.reference, path], told);
    return { ...done, summary: JSON.parse(done.out) };
  }

  /// The service with `milliseconds` from its start to its first answer.
  async serve(database, words = []) {
    const port = await freePort();
    const process = start(this.program, [
      "--database",
      database,
      "serve",
      "--listen",
      `127.0.0.1:${port}`,
      "--reference",
      this.reference,
      ...words,
    ]);
    const url = `http://127.0.0.1:${port}`;
    const milliseconds = await until(async () => {
      if (!process.running()) throw new Error(`openward serve does not start on ${database}`);
      try {
        return (await fetch(`${url}/readyz`)).ok;
      } catch {
        return false;
      }
    }, "the service");
    return { url, pid: process.pid, milliseconds, stop: () => process.stop() };
  }

  async token(database) {
    return (await this.command(database, ["token", "create", "--role", "admin", "--name", "bench"])).out.trim();
  }
}

export async function json(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
  return answer.json();
}

/// The same answer again and again: milliseconds of each whole answer, one at a time over one connection. Ends after `most` seconds.
export async function ask(url, times, most = 30) {
  const spent = [];
  const begun = performance.now();
  let body;
  for (let i = 0; i < times && (i < 1 || performance.now() - begun < most * 1000); ++i) {
    const from = performance.now();
    body = await json(url);
    spent.push(performance.now() - from);
  }
  return { spent, body };
}
