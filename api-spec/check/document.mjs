// The contract as the checks walk it: operations by address, references followed, schemas compiled as JSON Schema 2020-12.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { parse } from "yaml";

export const documentFile = fileURLToPath(new URL("../openapi.yaml", import.meta.url));
const methods = ["get", "post", "put", "patch", "delete"];
const suffixes = { ".json": "application/json", ".csv": "text/csv", ".ndjson": "application/x-ndjson", ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" };

const escaped = (part) => encodeURIComponent(String(part).replaceAll("~", "~0").replaceAll("/", "~1"));
export const pointer = (parts) => "#" + parts.map((part) => "/" + escaped(part)).join("");

export class Contract {
  constructor(root = parse(readFileSync(documentFile, "utf8"), { version: "1.2", uniqueKeys: true })) {
    this.root = spread(root);
    this.ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, strictRequired: false, strictTypes: false, strictTuples: false });
    addFormats(this.ajv);
    // Strict mode tells a misspelt keyword from a known one; the members of the document itself are no keywords.
    this.ajv.addVocabulary(["example", "externalDocs", ...Object.keys(root)]);
    this.ajv.addSchema(root, "contract", undefined, false);
    this.compiled = new Map();
    this.operations = Object.entries(root.paths).flatMap(([path, item]) =>
      methods.filter((method) => item[method]).map((method) => ({ method: method.toUpperCase(), path, item, body: item[method], at: ["paths", path, method] })));
    this.patterns = Object.keys(root.paths).map((path) => ({ path, parts: path.split("/") }));
  }

  /** The value with its place, after following `$ref`. */
  follow(value, at) {
    while (value && typeof value.$ref === "string") {
      at = value.$ref.slice(2).split("/").map((part) => decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~"));
      value = at.reduce((now, part) => now?.[part], this.root);
      if (value === undefined) throw new Error(`the contract refers to ${at.join("/")}, where nothing stands`);
    }
    return { value, at };
  }

  parameters(operation) {
    return [...(operation.item.parameters ?? []), ...(operation.body.parameters ?? [])].map((one) => this.follow(one).value);
  }

  /** The response of a status with its place, or nothing. */
  response(operation, status) {
    const found = operation.body.responses?.[status];
    return found && this.follow(found, [...operation.at, "responses", String(status)]);
  }

  /** What keeps the instance from fitting the schema that stands at this place, less what `excused(error)` says of ajv's errors: a list of sentences, empty when it fits. */
  misfits(at, instance, excused = () => false) {
    const place = pointer(at);
    if (!this.compiled.has(place)) this.compiled.set(place, this.#compile(place));
    const validate = this.compiled.get(place);
    return validate(instance) ? [] : validate.errors.filter((error) => !excused(error)).map(sentence);
  }

  #compile(place) {
    try {
      return this.ajv.compile({ $ref: "contract" + place });
    } catch (fault) {
      return Object.assign(() => false, { errors: [{ instancePath: "schema", message: `is none: ${fault.message}`, params: {} }] });
    }
  }

  /** The pattern of an address and the media type that its suffix asks for; a literal segment goes before a variable. */
  match(path) {
    const found = this.#match(path);
    if (found) return { path: found };
    for (const [suffix, type] of Object.entries(suffixes)) {
      const bare = path.endsWith(suffix) && this.#match(path.slice(0, -suffix.length));
      if (bare) return { path: bare, type };
    }
    return null;
  }

  #match(path) {
    const given = path.split("/");
    // A variable is all of its segment, or all before what stands behind the brace ("{id}.csv-metadata.json").
    const ending = (part) => part.slice(part.indexOf("}") + 1);
    const taken = (part, segment) => segment.endsWith(ending(part)) && segment.length > ending(part).length;
    const fits = ({ parts }) => parts.length === given.length && parts.every((part, i) => (part.startsWith("{") ? taken(part, given[i]) : part === given[i]));
    // A suffix belongs to the address and not to an id, so ids of ours hold no dot; others' may.
    const variables = ({ parts }) => parts.filter((part) => part.startsWith("{")).length;
    const ends = Object.keys(suffixes).some((suffix) => path.endsWith(suffix));
    const fitting = this.patterns.filter((one) => fits(one) && !(ends && one.parts.at(-1).startsWith("{") && one.parts.at(-1).endsWith("}")));
    return fitting.sort((a, b) => variables(a) - variables(b))[0]?.path ?? null;
  }
}

/** What holds for every operation stands once in the file, and at each of them in what the program serves (service/api/contract.cpp). */
function spread(root) {
  const { "x-responses-of-every-operation": responses, "x-of-every-write": write } = root;
  for (const item of Object.values(root.paths))
    for (const method of methods.filter((one) => item[one])) {
      const operation = item[method];
      if (method === "post" && operation.security && !operation.parameters?.some((one) => one.name === "dry_run" || one.$ref?.endsWith("/DryRun"))) {
        operation.parameters = [...(operation.parameters ?? []), ...(write?.parameters ?? [])];
        operation.responses = { ...write?.responses, ...operation.responses };
      }
      operation.responses = { ...responses, ...operation.responses };
    }
  return root;
}

function sentence(error) {
  const where = error.instancePath || "the whole";
  const more = { additionalProperties: "additionalProperty", unevaluatedProperties: "unevaluatedProperty", enum: "allowedValues", type: "type", pattern: "pattern", format: "format" }[error.keyword];
  const named = more ? ` (${JSON.stringify(error.params[more]).slice(0, 200)})` : "";
  return `${where} ${error.message}${named}`;
}
