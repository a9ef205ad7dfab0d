// A client of the register with the types of its contract: generated/openward.d.ts is made from ../openapi.yaml by `npm run generate`.
import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "./generated/openward.js";

export type Award = components["schemas"]["Award"];
export type Change = components["schemas"]["Event"];
type Json = "application/json" | "application/problem+json";
export type Register = Client<paths, Json>;

/** Reading needs no token. */
export function register(address: string, token?: string): Register {
  return createClient<paths, Json>({ baseUrl: address, headers: token === undefined ? {} : { Authorization: `Bearer ${token}` } });
}

/** The answer, or the problem as an exception. */
function done<T>(answer: { data?: T; error?: components["schemas"]["Problem"] }): T {
  if (answer.data === undefined) throw new Error(answer.error?.detail ?? "The register gave no answer.");
  return answer.data;
}

/** The parameters of an address that the register gave, such as page.next: they are sent back as they stand. */
function queryOf(address: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(address.split("?")[1] ?? ""));
}

/** Every award of the list, page after page. */
export async function* awards(of: Register, limit: number): AsyncGenerator<Award> {
  for (let query: Record<string, unknown> | null = { limit }; query !== null; ) {
    const page: components["schemas"]["AwardPage"] = done(await of.GET("/v1/awards", { params: { query } }));
    yield* page.data;
    query = page.page.next === null ? null : queryOf(page.page.next);
  }
}

const seconds = (n: number) => new Promise((resolve) => setTimeout(resolve, n * 1000));

/**
 * Every change after `since`, in the order of commits: up to where the register stands now, or, with `wait`, for ever: each question then
 * waits so many seconds (60 at most) for the next change. Who stops keeps the seq of the last change, and goes on from there.
 */
export async function* changes(of: Register, since: number, wait = 0): AsyncGenerator<Change> {
  for (;;) {
    const answer = await of.GET("/v1/changes", { params: { query: { since, limit: 1000, wait } } });
    const page: components["schemas"]["EventPage"] = done(answer);
    yield* page.data;
    const last = page.data.at(-1);
    if (last !== undefined) since = last.seq;
    else if (wait === 0) return;
    else await seconds(Number(answer.response.headers.get("Retry-After") ?? 0)); // no place for one more who waits
  }
}
