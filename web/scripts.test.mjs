// The scripts of the pages: their types hold, what the pages carry is small, and the same sources give the same bytes.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { bundled } from "./bundle.mjs";

test("the scripts are typed without a hole", () => {
  const done = spawnSync(process.execPath, ["node_modules/typescript/bin/tsc", "--noEmit"], { encoding: "utf8" });
  assert.equal(done.status, 0, done.stdout);
});

test("a page carries at most 110 kB of scripts, compressed", async () => {
  for (const { name, text } of await bundled()) {
    const size = gzipSync(text, { level: 6 }).length;
    console.log(`${name}: ${text.length} bytes, ${size} compressed`);
    assert.ok(size < 110_000, `${name} is ${size} bytes compressed`);
  }
});

test("the same sources give the same names, so that a browser keeps what it has", async () => {
  assert.deepEqual((await bundled()).map((one) => one.file), (await bundled()).map((one) => one.file));
});
