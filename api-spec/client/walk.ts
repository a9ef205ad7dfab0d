// What an integrator does with the register, through the typed client, against a register that serves. Every step asserts.
import assert from "node:assert/strict";
import { awards, changes, register, type Award } from "./client.js";

/** Pence of a decimal string: exact. */
const pence = (amount: string): bigint => BigInt(amount.replace(".", ""));
const total = (list: Award[]): bigint => list.reduce((sum, one) => sum + (one.value?.amount == null ? 0n : pence(one.value.amount)), 0n);

export async function walk(address: string, token: string): Promise<string> {
  const open = register(address);
  const own = register(address, token);

  const { data: drafted, response: answer } = await own.POST("/v1/awards", {
    params: { header: { "Idempotency-Key": "walk-1" } },
    body: {
      commissioner: "ods:QHM", title: "Community audiology", cpv: ["85121000"], route: "direct_award_c",
      providers: [{ name: "Example Hearing Care Ltd" }], value: { amount: "310000.00", vat: "excluded", kind: "lifetime" },
      awarded_on: "2026-10-05", starts: "2026-11-01", ends: "2028-10-31",
    },
  });
  assert.ok(drafted);
  assert.equal(drafted.state, "draft");
  const version = answer.headers.get("etag");
  assert.ok(version);

  // The same key with another request is a 422; publishing a version that is not the present one is a 412, without one a 428.
  const mismatch = await own.POST("/v1/awards", { params: { header: { "Idempotency-Key": "walk-1" } }, body: { title: "Another" } });
  assert.equal(mismatch.response.status, 422);
  assert.equal(mismatch.error?.type, "/problems/idempotency-mismatch");
  const publish = (match: string) => own.POST("/v1/awards/{id}/publish", { params: { path: { id: drafted.id }, header: { "If-Match": match } } });
  const stale = await publish('"of-yesterday"');
  assert.equal(stale.response.status, 412);
  assert.equal(stale.error?.type, "/problems/stale-version");

  const before = await open.GET("/v1/changes", { params: { query: { limit: 1 } } });
  // Who follows the feed is told as it happens, with what was before.
  const following = changes(own, before.data?.seq ?? 0, 20);
  const told = following.next();
  const { data: published } = await publish(version);
  assert.equal(published?.state, "published");
  const change = (await told).value;
  await following.return(undefined);
  assert.equal(`${change?.type} ${change?.subject}`, `award.published ${drafted.id}`);
  assert.equal(change?.before?.["state"], "draft");
  assert.equal(change?.after?.["state"], "published");

  const since: string[] = [];
  for await (const change of changes(open, before.data?.seq ?? 0)) since.push(`${change.type} ${change.subject}`);
  assert.ok(since.includes(`award.published ${drafted.id}`), since.join());
  let last = 0;
  for await (const change of changes(open, 0)) assert.equal(change.seq, ++last, "the feed has a gap");

  // The mirror: the pages, the whole as NDJSON, and the register's own total are the same awards and the same pence.
  const paged: Award[] = [];
  for await (const award of awards(open, 7)) paged.push(award);
  const whole = await open.GET("/v1/awards", { headers: { Accept: "application/x-ndjson" }, parseAs: "text" });
  assert.equal(typeof whole.data, "string");
  const streamed = String(whole.data).split("\n").filter(Boolean).map((line) => JSON.parse(line) as Award);
  const first = await open.GET("/v1/awards", { params: { query: { limit: 1 } } });
  assert.equal(paged.length, first.data?.page.total);
  assert.deepEqual(new Set(paged.map((one) => one.id)).size, paged.length);
  assert.deepEqual(streamed.map((one) => one.id).sort(), paged.map((one) => one.id).sort());
  assert.equal(total(streamed), total(paged));
  assert.ok(paged.some((one) => one.id === drafted.id));
  return `${paged.length} awards worth ${total(paged)} pence mirrored, ${last} changes followed`;
}
