// The form of the contract: valid OpenAPI 3.1 (the rules of @redocly/openapi-core), and the house rules below. Usage: node lint.mjs
// What needs the program too (routes, filters, columns, words) is compared by test_contract. Every fault is told; status 1 when there is one.
import { createConfig, lint } from "@redocly/openapi-core";
import { fileURLToPath } from "node:url";
import { Contract, documentFile, pointer } from "./document.mjs";

const name = (operation) => `${operation.body.operationId ?? "an operation without operationId"} (${operation.method} ${operation.path})`;

/** Whether the document is OpenAPI 3.1 at all: members, types, references, duplicates of paths and ids. */
export async function structure(file = documentFile) {
  const config = await createConfig({
    rules: {
      struct: "error", "no-unresolved-refs": "error", "no-ambiguous-paths": "off", "no-identical-paths": "error", "path-parameters-defined": "error",
      "operation-operationId-unique": "error", "operation-parameters-unique": "error", "no-path-trailing-slash": "error", "path-declaration-must-exist": "error",
      "no-enum-type-mismatch": "error", "no-duplicated-tag-names": "error", "path-not-include-query": "error", "no-invalid-media-type-examples": "off",
    },
  });
  const found = await lint({ ref: file, config });
  return found.map((one) => `${one.location?.[0]?.pointer ?? "the document"}: ${one.message.replace(/\s+/g, " ")} (${one.ruleId})`);
}

function words(operation, contract, fault) {
  const { body } = operation;
  if (!/^[a-z][a-z0-9_]*$/.test(body.operationId ?? "")) fault(name(operation), "operationId is missing or no snake_case word");
  if (!/\.$/.test(body.summary ?? "")) fault(name(operation), "has no summary that is a sentence");
  if (/\s{2}|\btodo\b/i.test(`${body.summary}`)) fault(name(operation), "the summary holds two spaces or a note to oneself");
  if (body.tags?.length !== 1 || !contract.root.tags.some((tag) => tag.name === body.tags[0])) fault(name(operation), "stands under one tag of the list of tags");
  for (const parameter of contract.parameters(operation)) {
    if (!parameter.description) fault(name(operation), `the parameter ${parameter.name} has no description`);
    if (!parameter.schema) fault(name(operation), `the parameter ${parameter.name} has no schema`);
  }
}

/** A list has a page: its size, where it goes on, how many there are. */
function pages(operation, contract, fault) {
  const { body } = operation;
  const ok = contract.response(operation, 200);
  const json = ok?.value.content?.["application/json"]?.schema;
  const schema = json && contract.follow(json).value;
  if (operation.method !== "GET" || !schema?.properties?.page) return;
  const parameters = contract.parameters(operation).map((one) => one.name);
  for (const wanted of ["limit", "cursor", "sort"]) if (!parameters.includes(wanted)) fault(name(operation), `is a list and has no parameter ${wanted}`);
  for (const wanted of ["X-Total-Count", "Link", "ETag"]) if (!ok.value.headers?.[wanted]) fault(name(operation), `is a list and documents no header ${wanted}`);
  if (!body.description) fault(name(operation), "is a list and has no description");
}

function responses(operation, contract, fault) {
  for (const [status, given] of Object.entries(operation.body.responses)) {
    const { value: response, at } = contract.follow(given, [...operation.at, "responses", status]);
    const where = `${name(operation)} ${status}`;
    if (!response.description) fault(where, "has no description");
    if (Number(status) >= 400 && !response.content?.["application/problem+json"]) fault(where, "an error is a problem document");
    for (const [type, media] of Object.entries(response.content ?? {})) {
      if (!media.schema) fault(where, `${type} has no schema`);
      if (type === "application/problem+json" && !media.example && Object.keys(response.content).length === 1) fault(where, "the problem has no example");
      if (media.example === undefined || !type.includes("json")) continue;
      for (const misfit of contract.misfits([...at, "content", type, "schema"], media.example)) fault(where, `the example's ${misfit}`);
    }
  }
}

function request(operation, contract, fault) {
  const given = operation.body.requestBody;
  if (!given) return;
  const { value, at } = contract.follow(given, [...operation.at, "requestBody"]);
  for (const [type, media] of Object.entries(value.content)) {
    if (media.example === undefined) fault(name(operation), `the request's ${type} has no example`);
    else if (type === "application/json") for (const misfit of contract.misfits([...at, "content", type, "schema"], media.example)) fault(name(operation), `the request's example: ${misfit}`);
  }
}

/** Schemas compile in strict mode, refuse members that they do not name, and say what they hold. */
function schemas(contract, fault) {
  for (const [word, schema] of Object.entries(contract.root.components.schemas)) {
    const at = ["components", "schemas", word];
    for (const misfit of contract.misfits(at, null)) if (misfit.startsWith("schema is none")) fault(pointer(at), misfit);
    closed(schema, pointer(at), fault);
  }
}

function closed(schema, at, fault) {
  if (schema === null || typeof schema !== "object") return;
  if (schema.properties && schema.additionalProperties === undefined && schema.unevaluatedProperties === undefined && !at.includes("/allOf/"))
    fault(at, "an object says additionalProperties: without it members that nobody documented would pass");
  if (schema.required) for (const one of schema.required) if (schema.properties && !(one in schema.properties)) fault(at, `requires ${one}, which it does not describe`);
  if ("nullable" in schema) fault(at, "nullable is a word of OpenAPI 3.0: write type: [string, \"null\"]");
  for (const [key, value] of Object.entries(schema)) {
    if (["enum", "example", "examples", "const", "default", "required"].includes(key)) continue;
    if (key === "properties") for (const [property, inner] of Object.entries(value)) closed(inner, `${at}/properties/${property}`, fault);
    else if (Array.isArray(value)) value.forEach((inner, i) => closed(inner, `${at}/${key}/${i}`, fault));
    else closed(value, `${at}/${key}`, fault);
  }
}

/** Every type that a problem can have comes with what to do about it, and no other does. */
function problems(contract, fault) {
  const types = contract.root.components.schemas.Problem.properties.type.enum.filter((one) => one !== "about:blank");
  const told = contract.root["x-problem-types"] ?? {};
  for (const type of types) if (!told[type]?.remedy || !Number.isInteger(told[type]?.status)) fault("x-problem-types", `${type} has no status and remedy`);
  for (const type of Object.keys(told)) if (!types.includes(type)) fault("x-problem-types", `${type} is no type of the schema Problem`);
}

/** The faults of form, each a sentence that begins with its place. */
export function faultsOf(contract) {
  const faults = [];
  const fault = (place, said) => faults.push(`${place}: ${said}`);
  for (const operation of contract.operations) for (const rule of [words, pages, responses, request]) rule(operation, contract, fault);
  schemas(contract, fault);
  problems(contract, fault);
  return faults;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const contract = new Contract();
  const faults = [...(await structure()), ...faultsOf(contract)];
  for (const one of faults) console.error(one);
  console.log(`${contract.operations.length} operations, ${Object.keys(contract.root.components.schemas).length} schemas, ${faults.length} faults of form in api-spec/openapi.yaml`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
