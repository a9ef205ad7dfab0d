// The checks see what they are for: each line damages the contract or an answer, and names a word of the sentence that must come of it.
import assert from "node:assert/strict";
import test from "node:test";
import { Contract } from "./document.mjs";
import { Checker } from "./exchanges.mjs";
import { faultsOf } from "./lint.mjs";

const sound = new Contract();
const damaged = (harm) => {
  const root = structuredClone(sound.root);
  harm(root);
  return new Contract(root);
};
const health = (root) => root.paths["/healthz"].get;
const awards = (root) => root.paths["/v1/awards"].get;

const harms = [
  ["no operationId", (root) => delete health(root).operationId, /operationId is missing/],
  ["no summary", (root) => delete health(root).summary, /no summary/],
  ["an unknown tag", (root) => (health(root).tags = ["Weather"]), /one tag of the list/],
  ["a list without cursor", (root) => (awards(root).parameters = awards(root).parameters.filter((one) => !one.$ref?.endsWith("/Cursor"))), /no parameter cursor/],
  ["a list without Link", (root) => delete awards(root).responses[200].headers.Link, /no header Link/],
  ["an error without a problem", (root) => (health(root).responses[400] = { description: "No." }), /is a problem document/],
  ["an example that does not fit", (root) => (health(root).responses[200].content["application/json"].example = { status: 1 }), /the example's \/status/],
  ["an open object", (root) => delete root.components.schemas.Award.additionalProperties, /additionalProperties/],
  ["a required member that is not described", (root) => root.components.schemas.Award.required.push("colour"), /requires colour/],
  ["a keyword that does not exist", (root) => (root.components.schemas.Date.formt = "date"), /formt/],
  ["nullable of OpenAPI 3.0", (root) => (root.components.schemas.Date.nullable = true), /nullable/],
  ["a problem without a remedy", (root) => delete root["x-problem-types"]["/problems/conflict"], /conflict has no status and remedy/],
  ["a request without an example", (root) => delete root.paths["/v1/awards"].post.requestBody.content["application/json"].example, /has no example/],
];
for (const [what, harm, words] of harms)
  test(`the form: ${what} is a fault`, () => {
    const found = faultsOf(damaged(harm));
    assert.ok(found.some((one) => words.test(one)), `none of ${found.length} faults says ${words}: ${found.slice(0, 3).join("; ")}`);
  });

const answer = (more) => ({
  request: "GET /healthz HTTP/1.1", request_headers: "Host: x", request_body: "", status: 200,
  headers: [["content-type", "application/json"], ["x-request-id", "r-1"]], length: 15, body: '{"status":"up"}', ...more,
});
const programmes = sound.root.paths["/v1/programmes"].get.responses[200].content["application/json"].example;
const cut = (fields, record) =>
  answer({ request: `GET /v1/programmes?fields=${fields} HTTP/1.1`, body: JSON.stringify({ ...programmes, data: [record] }) });
const refused = (target, accept, more = []) =>
  answer({ request: `GET ${target} HTTP/1.1`, request_headers: `Accept: ${accept}`, status: 400, headers: [["content-type", "text/html; charset=utf-8"], ["x-request-id", "r-1"], ...more], body: "<!DOCTYPE html>" });
const answers = [
  ["as documented", answer(), null],
  ["a member too many", answer({ body: '{"status":"up","colour":"blue"}' }), /additional properties.*colour/],
  ["a status too many", answer({ status: 418 }), /status is not documented/],
  ["another media type", answer({ headers: [["content-type", "text/plain"], ["x-request-id", "r-1"]] }), /media type text\/plain is not documented/],
  ["a header too many", answer({ headers: [...answer().headers, ["x-colour", "blue"]] }), /header x-colour is not documented/],
  ["a header that is missing", answer({ headers: [["content-type", "application/json"]] }), /header x-request-id is missing/],
  ["a header that does not fit", answer({ headers: [["content-type", "application/json"], ["x-request-id", "blue sky"]] }), /header x-request-id is "blue sky"/],
  ["a body that is no JSON", answer({ body: "{" }), /is no JSON/],
  ["an address that is not documented", answer({ request: "GET /colours HTTP/1.1" }), /address that the contract does not have/],
  ["a verb that is not documented", answer({ request: "PUT /healthz HTTP/1.1" }), /no such operation/],
  ["a parameter that is not documented", answer({ request: "GET /healthz?colour=blue HTTP/1.1" }), /parameter colour was taken/],
  ["a record cut to the fields asked for", cut("id,name", { id: "programme-1", name: "Centres" }), null],
  ["a record cut without a field asked for", cut("id,name", { id: "programme-1" }), /data\/… must have required property 'name'/],
  ["a record cut with a field not asked for", cut("id", { id: "programme-1", name: "Centres" }), /data\/… has name, which fields does not name/],
  ["a record cut to a part of a list", cut("id,progress.quantity", { id: "programme-1", progress: [] }), null],
  ["a problem that a browser is told as a page", refused("/spend?payer=%zz", "text/html, */*"), null],
  ["the same at an address that is not documented", refused("/awards//x", "text/html"), null],
  ["a page with a header too many", refused("/spend", "text/html", [["x-colour", "blue"]]), /400 as a page: the header x-colour/],
  ["a problem as a page for a program", refused("/spend", "*/*"), /media type text\/html is not documented/],
  ["a problem as a page where programs read", refused("/v1/awards", "text/html"), /media type text\/html is not documented/],
  ["the answer to a HEAD", answer({ request: "HEAD /healthz HTTP/1.1", body: "", length: 0 }), null],
];
for (const [what, exchange, words] of answers)
  test(`an answer: ${what} is ${words ? "a fault" : "none"}`, () => {
    const found = new Checker(sound).faults(exchange);
    if (words) assert.match(found.join("\n"), words);
    else assert.deepEqual(found, []);
  });
