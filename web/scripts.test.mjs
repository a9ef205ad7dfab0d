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

test("a page carries at most 110 kB of scripts, compressed, and one with bars of its own 5 kB until a picture is asked for", async () => {
  const all = await bundled();
  const loaded = (file) => {
    const one = all.find((script) => script.file === file);
    return new Set([file, ...one.needs.flatMap((needed) => [...loaded(needed)])]);
  };
  for (const { name, file } of all.filter((one) => one.name !== "part")) {
    const size = [...loaded(file)].reduce((sum, each) => sum + gzipSync(all.find((one) => one.file === each).text, { level: 6 }).length, 0);
    console.log(`${name}: ${loaded(file).size} files, ${size} bytes compressed`);
    assert.ok(size < (name === "take" ? 5_000 : 110_000), `${name} is ${size} bytes compressed`);
  }
});

test("the same sources give the same names, so that a browser keeps what it has", async () => {
  const names = async () => (await bundled()).map((one) => one.file);
  const here = process.cwd();
  const first = await names();
  process.chdir("scripts");
  assert.deepEqual(await names(), first, "wherever they are bundled");
  process.chdir(here);
});
