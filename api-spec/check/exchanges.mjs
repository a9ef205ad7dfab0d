// Holds what the black-box tests asked and were answered against the contract. Usage: node exchanges.mjs FILE.ndjson …
// Every fault is told once with how often it was seen; status 1 when there is one.
import { readFileSync } from "node:fs";
import { Contract } from "./document.mjs";

/** Of the transport, at every answer of any server: RFC 9110 and 9112. */
const transport = new Set(["date", "content-length", "content-type", "transfer-encoding", "connection", "keep-alive", "server"]);
/** Addresses at which a problem is never a page. */
const ofPrograms = /^\/(?:v1|ocds|log|healthz|readyz|metrics|openapi\.json|assets|card\.png)(?:\/|$)/;
const isJson = (type) => /^application\/(?:[a-z.]+\+)?json$/.test(type);
const bare = (type) => (type ?? "").split(";")[0].trim();

export class Checker {
  constructor(contract) {
    this.contract = contract;
    this.everywhere = Object.fromEntries(Object.entries(contract.root["x-headers-of-every-answer"] ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  }

  /** The sentences that say what is not as documented. */
  faults(exchange) {
    const [method, target] = exchange.request.split(" ");
    if (!target?.startsWith("/")) return [];
    const path = decode(target.split("?")[0]);
    const found = this.contract.match(path);
    const page = this.#problemAsPage(exchange, path);
    if (!found) return page ? this.#answer(exchange, page, `${exchange.status} as a page at an unknown address`, method === "HEAD") : this.#ofNoAddress(method, exchange, path);
    const asked = method === "HEAD" ? "GET" : method;
    const at = (wanted) => this.contract.operations.find((one) => one.path === found.path && one.method === wanted);
    if (method === "OPTIONS") return this.#answer(exchange, this.contract.follow({ $ref: "#/components/responses/MethodsHere" }), `OPTIONS ${found.path}`, false);
    const operation = at(asked) ?? (exchange.status === 405 ? this.contract.operations.find((one) => one.path === found.path) : null);
    if (!operation) return [`${method} ${found.path} answers ${exchange.status}: the contract has no such operation, and another method is a 405`];
    const where = `${operation.body.operationId} (${asked} ${found.path}) ${exchange.status}`;
    const response = this.contract.response(operation, exchange.status);
    if (page && !response?.value.content?.["text/html"]) return this.#answer(exchange, page, `${where} as a page`, method === "HEAD");
    if (!response) return [`${where}: this status is not documented; it has ${Object.keys(operation.body.responses).join(" ")}`];
    return [...this.#answer(exchange, response, where, method === "HEAD", this.#named(operation, target)), ...this.#request(exchange, operation, where)];
  }

  /** What the document says of a problem that was given to a browser as a page; nothing where this answer is none or may be none. */
  #problemAsPage(exchange, path) {
    const value = this.contract.root["x-problem-as-a-page"];
    const isPage = exchange.status >= 400 && bare(header(exchange, "content-type")) === "text/html";
    const wanted = /^accept: *text\/html/im.test(exchange.request_headers) && !ofPrograms.test(path);
    return value && isPage && wanted ? { value, at: ["x-problem-as-a-page"] } : null;
  }

  #ofNoAddress(method, exchange, path) {
    if (method === "OPTIONS" && exchange.status === 204) return [];
    const problem = exchange.status >= 400 && bare(header(exchange, "content-type")) === "application/problem+json";
    if (!problem) return [`${method} ${path} answers ${exchange.status} at an address that the contract does not have`];
    return method === "HEAD" ? [] : this.#json(exchange, ["components", "schemas", "Problem"], `${exchange.status} at an unknown address`);
  }

  #answer(exchange, { value: response, at }, where, head, named = null) {
    const faults = this.#headers(exchange, response, at, where);
    const type = bare(header(exchange, "content-type"));
    const content = response.content ?? {};
    if (!type) {
      if (exchange.length > 0 || (Object.keys(content).length > 0 && !head)) faults.push(`${where}: has no Content-Type; documented are ${Object.keys(content).join(", ") || "none and no body"}`);
      return faults;
    }
    if (!content[type]) return [...faults, `${where}: the media type ${type} is not documented; documented are ${Object.keys(content).join(", ") || "none"}`];
    if (head || !isJson(type)) return faults;
    return [...faults, ...this.#json(exchange, [...at, "content", type, "schema"], where, exchange.status === 200 ? named : null)];
  }

  #headers(exchange, response, at, where) {
    const faults = [];
    const documented = Object.fromEntries(Object.entries(response.headers ?? {}).map(([name, value]) => [name.toLowerCase(), this.contract.follow(value, [...at, "headers", name])]));
    for (const [name, text] of exchange.headers) {
      if (transport.has(name) || name in this.everywhere) continue;
      const found = documented[name];
      if (!found) {
        faults.push(`${where}: the header ${name} is not documented, neither here nor under x-headers-of-every-answer`);
        continue;
      }
      const { value: schema } = this.contract.follow(found.value.schema);
      const value = schema.type === "integer" && /^-?[0-9]+$/.test(text) ? Number(text) : text;
      for (const fault of this.contract.misfits([...found.at, "schema"], value)) faults.push(`${where}: the header ${name} is ${JSON.stringify(text)}: ${fault}`);
    }
    for (const [name, { value }] of Object.entries(documented))
      if (value.required && !exchange.headers.some(([given]) => given === name)) faults.push(`${where}: the header ${name} is missing`);
    return faults;
  }

  /** The columns that records were cut down to (the parameter Fields), or nothing where they are whole. */
  #named(operation, target) {
    const cuts = this.contract.parameters(operation).find((one) => one["x-cuts-records-of"]);
    const given = cuts && new URLSearchParams(target.split("?")[1] ?? "").getAll(cuts.name);
    return given?.length ? { columns: given.flatMap((one) => one.split(",")), list: cuts["x-cuts-records-of"] } : null;
  }

  #json(exchange, at, where, named = null) {
    let body;
    try {
      body = JSON.parse(exchange.body);
    } catch (fault) {
      return [`${where}: the body is no JSON: ${fault.message}`];
    }
    const faults = named ? [...this.contract.misfits(at, body, leftOut(named)), ...unasked(named, body)] : this.contract.misfits(at, body);
    return faults.map((fault) => `${where}: the body's ${fault.replace(/\/\d+/g, "/…")}`);
  }

  /** What is taken must be documented: nobody can send what is not written down, and a client made from the contract can send all. */
  #request(exchange, operation, where) {
    if (exchange.status >= 300) return [];
    const faults = [];
    const names = new Set(this.contract.parameters(operation).filter((one) => one.in === "query").map((one) => one.name));
    for (const name of new URLSearchParams(exchange.request.split(" ")[1].split("?")[1] ?? "").keys())
      if (!names.has(name)) faults.push(`${where}: the parameter ${name} was taken and is not documented`);
    const type = bare(/^content-type: *([^\r\n]*)/im.exec(exchange.request_headers)?.[1]);
    if (!exchange.request_body || !type) return faults;
    const content = operation.body.requestBody && this.contract.follow(operation.body.requestBody, [...operation.at, "requestBody"]);
    const range = Object.keys(content?.value.content ?? {}).find((one) => one === type || one === "*/*" || (one.endsWith("/*") && type.startsWith(one.slice(0, -1))));
    if (!range) return [...faults, `${where}: a body of the media type ${type} was taken and is not documented`];
    if (!isJson(type) || !isJson(range)) return faults;
    const body = JSON.parse(exchange.request_body);
    const misfits = this.contract.misfits([...content.at, "content", range, "schema"], body);
    return [...faults, ...misfits.map((fault) => `${where}: a request was taken whose ${fault.replace(/\/\d+/g, "/…")}`)];
  }
}

/** Whether ajv misses a member that `fields` did not name: "buyer" names all of buyer, "buyer.id" needs the object and that member of it. */
const leftOut = ({ columns, list }) => ({ keyword, instancePath, params }) => {
  const [, top, row, ...inside] = instancePath.split("/");
  if (keyword !== "required" || top !== list || row === undefined) return false;
  const missing = [...inside, params.missingProperty].join(".");
  return !columns.some((column) => column === missing || missing.startsWith(`${column}.`) || column.startsWith(`${missing}.`));
};

const unasked = ({ columns, list }, body) => {
  const heads = new Set(columns.map((column) => column.split(".")[0]));
  return (body[list] ?? []).flatMap((record, row) => Object.keys(record).filter((member) => !heads.has(member)).map((member) => `/${list}/${row} has ${member}, which fields does not name`));
};

export const header = (exchange, name) => exchange.headers.find(([given]) => given === name)?.[1];

function decode(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function main(files) {
  const checker = new Checker(new Contract());
  const seen = new Map();
  let exchanges = 0;
  for (const file of files) {
    const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
    if (lines.length === 0) throw new Error(`${file} holds no exchange: run the black-box tests first (ctest does, by itself)`);
    for (const line of lines) {
      const exchange = JSON.parse(line);
      ++exchanges;
      for (const fault of checker.faults(exchange)) {
        const before = seen.get(fault) ?? { count: 0, request: exchange.request };
        seen.set(fault, { ...before, count: before.count + 1 });
      }
    }
  }
  for (const [fault, { count, request }] of seen) console.error(`${fault}\n    ${count} times, first at ${request}`);
  console.log(`${exchanges} exchanges of ${files.length} test programs, ${seen.size} kinds of answer that are not as api-spec/openapi.yaml documents them`);
  if (seen.size > 0) console.error("Mend api-spec/openapi.yaml, or the program, whichever is wrong.");
  return seen.size > 0 ? 1 : 0;
}

if (process.argv[1] === new URL(import.meta.url).pathname) process.exitCode = main(process.argv.slice(2));
