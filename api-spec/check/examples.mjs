// The examples of the documents: every operation asked of a running service. Usage: node examples.mjs PROGRAM [--record]
// Without --record the answers are compared with api-spec/examples.json, and held against the contract; with it that file is written anew.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { Contract } from "./document.mjs";
import { Checker } from "./exchanges.mjs";
import { Register } from "./register.mjs";
import { scenario } from "./scenario.mjs";

const file = fileURLToPath(new URL("../examples.json", import.meta.url));
const told = ["content-type", "location", "etag", "link", "x-total-count", "idempotency-replayed", "retry-after", "www-authenticate", "allow", "content-disposition"];
const most = 2; // members of a list that an example shows

/** Lists cut to what a reader takes in; where and of how many is said. */
function shortened(value, at, cuts) {
  if (Array.isArray(value)) {
    if (value.length > most) cuts.push(`${at || "/"}: ${most} of ${value.length}`);
    return value.slice(0, most).map((one, i) => shortened(one, `${at}/${i}`, cuts));
  }
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shortened(one, `${at}/${name}`, cuts)]));
}

function shape(operation, type, text) {
  if (operation !== "contract" && type.includes("json") && !type.includes("ndjson")) {
    const cuts = [];
    const body = shortened(JSON.parse(text), "", cuts);
    return { body, ...(cuts.length > 0 ? { shortened: cuts } : {}) };
  }
  // Pages, metrics and the contract itself are for looking at: what they hold is other tests' business.
  return type.startsWith("text/csv") ? { body: text } : {};
}

class Recorder {
  constructor(contract, register, tokens) {
    Object.assign(this, { contract, register, tokens, checker: new Checker(contract), kept: [], faults: [] });
    this.ask = this.ask.bind(this);
  }

  async ask(operation, { id, path, suffix = "", query = {}, method, token, key, match, headers: more = {}, body, form, bytes, status, quietly = false } = {}) {
    const documented = this.contract.operations.find((one) => one.body.operationId === operation);
    if (!documented) throw new Error(`the scenario asks ${operation}, which api-spec/openapi.yaml does not have`);
    if (body === "example") body = documented.body.requestBody.content["application/json"].example;
    const words = new URLSearchParams(query).toString();
    const target = (path ?? documented.path.replace("{id}", encodeURIComponent(id)) + suffix) + (words ? `?${words}` : "");
    const headers = { ...(token ? { Authorization: `Bearer ${token}` } : {}), ...(match ? { "If-Match": match.headers?.etag ?? match } : {}), ...(key ? { "Idempotency-Key": key } : {}) };
    const sent = body !== undefined ? JSON.stringify(body) : form ? new URLSearchParams(form).toString() : bytes;
    if (sent !== undefined) headers["Content-Type"] = body !== undefined ? "application/json" : form ? "application/x-www-form-urlencoded" : "application/octet-stream";
    Object.assign(headers, more);
    const verb = method ?? documented.method;
    const answer = await fetch(this.register.address + target, { method: verb, headers: { ...headers, "X-Request-Id": "example" }, body: sent, redirect: "manual" });
    const text = await answer.text();
    const received = [...answer.headers];
    const exchange = { request: `${verb} ${target} HTTP/1.1`, request_headers: `Content-Type: ${headers["Content-Type"] ?? ""}`, request_body: sent ?? "", status: answer.status, headers: received, length: text.length, body: text };
    this.faults.push(...this.checker.faults(exchange));
    const type = answer.headers.get("content-type") ?? "";
    const outcome = { status: answer.status, headers: Object.fromEntries(received), body: type.includes("json") && !type.includes("ndjson") ? JSON.parse(text) : text };
    if (status ? answer.status !== status : answer.status >= 300) throw new Error(`${operation}: ${verb} ${target} answered ${answer.status}: ${text.slice(0, 1500)}`);
    if (quietly) return outcome;
    const name = Object.entries(this.tokens).find(([, secret]) => secret === token)?.[0];
    if (token) headers.Authorization = `Bearer $${name.toUpperCase()}`;
    const kept = Object.fromEntries(told.filter((one) => answer.headers.has(one)).map((one) => [one, answer.headers.get(one)]));
    const request = { method: verb, target, headers, ...(body !== undefined ? { body } : sent !== undefined ? { text: sent } : {}) };
    this.kept.push({ operation, request, response: { status: answer.status, headers: kept, ...shape(operation, type, text) } });
    return outcome;
  }

  /** What the scenario does not ask and needs nothing known: lists and reports of later days come in without a line of their own. */
  async rest() {
    for (const { method, path, body } of this.contract.operations) {
      // What a browser loads and sends is walked by tests/web: it changes with every script and every sign-in.
      if (path.startsWith("/assets/") || body.responses["303"]) continue;
      if (this.kept.some((one) => one.operation === body.operationId && one.response.status < 300)) continue;
      if (method !== "GET" || path.includes("{")) {
        this.faults.push(`${body.operationId} (${method} ${path}) has no example: ask it in api-spec/check/scenario.mjs, then run script/examples`);
        continue;
      }
      const limit = this.contract.parameters({ item: this.contract.root.paths[path], body }).some((one) => one.name === "limit");
      await this.ask(body.operationId, { query: limit ? { limit: 1 } : {} });
    }
  }
}

/** What the program draws by lot (ids of what is recorded) and what follows from it (entity tags) stands under made-up names, in order. */
function named(kept, address) {
  const names = new Map();
  const name = (found, make) => {
    if (!names.has(found)) names.set(found, make(String(names.size + 1)));
    return names.get(found);
  };
  const text = JSON.stringify(kept)
    .replaceAll(address, "http://127.0.0.1:8080") // where it serves is drawn by lot too
    .replace(/ocds-openward-[0-9a-z]{10}/g, (found) => name(found, (n) => `ocds-openward-${n.padStart(10, "0")}`))
    .replace(/\b(?:aw|ct|mg|pd|tk)-[0-9a-z]{12}\b/g, (found) => name(found, (n) => found.slice(0, 3) + n.padStart(12, "0")))
    .replace(/\bow_[A-Za-z0-9_-]{43}/g, (found) => name(found, () => "ow_" + "Example".repeat(7).slice(0, 43)))
    .replace(/(?<=\\")[0-9a-f]{24}(?=\\")/g, (found) => name(found, (n) => n.padStart(24, "0")));
  return JSON.parse(text);
}

function compare(kept, before) {
  const name = (one) => `${one.operation}: ${one.request.method} ${one.request.target}`;
  const faults = [];
  for (let i = 0; i < Math.max(kept.length, before.length); ++i) {
    if (!before[i] || !kept[i] || kept[i].operation !== before[i].operation) return [...faults, `the examples begin to differ at ${name(kept[i] ?? before[i])}`];
    if (isDeepStrictEqual(kept[i], before[i])) continue;
    faults.push(`${name(before[i])}\n    is answered otherwise than api-spec/examples.json says: ${difference(before[i], kept[i], "")}`);
  }
  return faults;
}

/** The first place where two values differ. */
function difference(before, now, at) {
  if (before && now && typeof before === "object" && typeof now === "object")
    for (const name of new Set([...Object.keys(before), ...Object.keys(now)])) {
      const inner = isDeepStrictEqual(before[name], now[name]) ? null : difference(before[name], now[name], `${at}/${name}`);
      if (inner) return inner;
    }
  return `${at} was ${JSON.stringify(before)?.slice(0, 200)} and is ${JSON.stringify(now)?.slice(0, 200)}`;
}

async function main([program, mode]) {
  const contract = new Contract();
  const register = await Register.start(program);
  try {
    const tokens = { recorder: register.token("recorder"), curator: register.token("curator"), auditor: register.token("auditor"), admin: register.token("admin") };
    const recorder = new Recorder(contract, register, tokens);
    await scenario(recorder.ask, tokens);
    await recorder.rest();
    const order = contract.operations.map((one) => one.body.operationId);
    const kept = recorder.kept.map((one, i) => ({ one, i })).sort((a, b) => order.indexOf(a.one.operation) - order.indexOf(b.one.operation) || a.i - b.i).map(({ one }) => one);
    const shown = named(kept, register.address);
    if (mode === "--record") writeFileSync(file, "[\n" + shown.map((one) => JSON.stringify(one, null, 1)).join(",\n") + "\n]\n");
    const faults = [...new Set(recorder.faults), ...(mode === "--record" ? [] : compare(shown, JSON.parse(readFileSync(file, "utf8"))))];
    for (const one of faults) console.error(one);
    console.log(`${kept.length} examples of ${new Set(kept.map((one) => one.operation)).size} operations, ${faults.length} faults`);
    if (faults.length > 0) console.error("Where the program is right, script/examples records them anew; look at what changes.");
    return faults.length > 0 ? 1 : 0;
  } finally {
    await register.stop();
  }
}

process.exitCode = await main(process.argv.slice(2)).catch((fault) => (console.error(fault.message), 1));
