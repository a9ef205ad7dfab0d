// A register of the demonstration data that serves on a port of its own, and a browser that looks at it. Stopped by whoever starts it.
import axe from "axe-core";
import { chromium } from "playwright-core";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const program = process.env.OPENWARD_PROGRAM;
const browserFile = [process.env.OPENWARD_CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser"].find((file) => file && existsSync(file));

export class Register {
  static async start() {
    if (!program) throw new Error("OPENWARD_PROGRAM names no program: ctest -R '^web$' sets it");
    const register = new Register();
    try {
      register.run(["demo"]);
      await register.#serve();
    } catch (fault) {
      await register.stop();
      throw fault;
    }
    return register;
  }

  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), "openward-web-"));
    const environment = Object.entries(process.env).filter(([name]) => !name.startsWith("OPENWARD_"));
    this.options = { env: Object.fromEntries(environment), encoding: "utf8" };
  }

  #words(words) {
    return ["--database", `sqlite:${join(this.folder, "register.db")}`, ...words];
  }

  /** Runs the program to its end and gives what it printed. */
  run(words) {
    const done = spawnSync(program, this.#words(words), { ...this.options, timeout: 120_000 });
    if (done.status !== 0) throw new Error(`openward ${words.join(" ")} ended with ${done.status}: ${done.stderr}`);
    return done.stdout;
  }

  token(role, ...more) {
    return this.run(["token", "create", "--role", role, "--name", `web-${role}`, ...more]).split("\n")[0];
  }

  async json(path, token) {
    const answer = await fetch(this.address + path, token ? { headers: { Authorization: `Bearer ${token}` } } : {});
    return answer.json();
  }

  async #serve() {
    this.process = spawn(program, this.#words(["serve", "--listen", "127.0.0.1:0", "--read-limit", "100000", "--token-limit", "100000"]), { ...this.options, stdio: ["ignore", "pipe", "ignore"] });
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

export async function browser() {
  if (!browserFile) throw new Error("there is no chromium: script/bootstrap installs it, or name one with OPENWARD_CHROMIUM");
  return chromium.launch({ executablePath: browserFile, args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"] });
}

/** A page that keeps an account of what it should not do: faults in the console, requests to anybody else. */
export async function opened(from, register, { width = 1280, javaScriptEnabled = true } = {}) {
  const context = await from.newContext({ viewport: { width, height: 900 }, javaScriptEnabled, locale: "en-GB", timezoneId: "Europe/London", acceptDownloads: true });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const told = { faults: [], elsewhere: [], bytes: 0 };
  page.on("console", (message) => {
    // A refused form answers 400, which the browser reports; the page is what is looked at.
    if (message.type() === "error" && !/Failed to load resource/.test(message.text())) told.faults.push(`${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (fault) => told.faults.push(`${page.url()}: ${fault.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(register.address) && !/^(data|blob):/.test(request.url())) told.elsewhere.push(`${page.url()} asked ${request.url()}`);
  });
  return { context, page, told };
}

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What on the page breaks a rule of WCAG 2.2 AA that a machine can see. The rules run as scripts of the page, so it must let them. */
export async function violations(page) {
  await page.evaluate(axe.source);
  const found = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] }), rules);
  return found.violations.map((one) => `${one.id}: ${one.help} at ${one.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(", ")}`);
}
