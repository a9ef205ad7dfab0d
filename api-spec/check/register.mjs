// A register of the demonstration data that serves, for the examples and the client. Its clock stands still, so that the same requests get
// the same answers on every day: ids, days and sequence numbers are those of the document.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

export const now = "2026-11-02 10:00:00";

/** The clock stands still for the program alone: `faketime` would stay between it and its signals, so only its settings are taken. */
function clock() {
  const told = spawnSync("faketime", ["-f", now, "sh", "-c", "printf %s \"$LD_PRELOAD\""], { encoding: "utf8" });
  if (told.status !== 0) throw new Error("there is no faketime, which holds the clock of the examples still: script/bootstrap installs it");
  return { LD_PRELOAD: told.stdout, FAKETIME: now, FAKETIME_DONT_FAKE_MONOTONIC: "1" };
}

export class Register {
  static async start(program, { serve = [] } = {}) {
    const register = new Register(program);
    try {
      register.run(["demo"]);
      await register.#serve(serve);
    } catch (fault) {
      await register.stop();
      throw fault;
    }
    return register;
  }

  constructor(program) {
    this.program = program;
    this.folder = mkdtempSync(join(tmpdir(), "openward-register-"));
    const environment = Object.entries(process.env).filter(([name]) => !name.startsWith("OPENWARD_"));
    this.options = { env: { ...Object.fromEntries(environment), ...clock(), TZ: "UTC" }, encoding: "utf8" };
  }

  #words(words) {
    return ["--database", `sqlite:${join(this.folder, "register.db")}`, ...words];
  }

  /** Runs the program to its end and gives what it printed. */
  run(words) {
    const done = spawnSync(this.program, this.#words(words), { ...this.options, timeout: 120_000 });
    if (done.status !== 0) throw new Error(`openward ${words.join(" ")} ended with ${done.status}: ${done.stderr}`);
    return done.stdout;
  }

  token(role, ...more) {
    return this.run(["token", "create", "--role", role, "--name", `example-${role}`, ...more]).split("\n")[0];
  }

  async #serve(more) {
    this.process = spawn(this.program, this.#words(["serve", "--listen", "127.0.0.1:0", ...more]), { ...this.options, stdio: ["ignore", "pipe", "ignore"] });
    this.ended = new Promise((resolve) => this.process.once("exit", resolve));
    for await (const line of createInterface({ input: this.process.stdout })) {
      this.address = /http:\/\/[0-9.]+:[0-9]+/.exec(line)?.[0];
      if (this.address) return;
    }
    throw new Error("openward serve ended before it said where it serves");
  }

  async stop() {
    if (this.process) {
      this.process.kill("SIGTERM");
      await this.ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
