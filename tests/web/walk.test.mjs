// Every page, at the width of a desk and of a telephone, with scripts and without: it says what it is, fits, breaks no rule of WCAG 2.2 AA,
// tells the console nothing and asks nobody else.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { pagesOf } from "./pages.mjs";
import { browser, opened, Register, violations } from "./register.mjs";

let register;
let chrome;
let pages;

before(async () => {
  register = await Register.start();
  chrome = await browser();
  const found = await pagesOf(register);
  pages = found.pages;
  assert.deepEqual(found.unknown.filter((path) => !path.startsWith("/groups")), [], "tell tests/web/pages.mjs where these have an example");
  assert.ok(pages.length >= 7, `only ${pages}`);
});
after(async () => {
  await chrome?.close();
  await register?.stop();
});

for (const width of [1280, 375]) {
  for (const javaScriptEnabled of [true, false]) {
    test(`every page at ${width} px, ${javaScriptEnabled ? "with" : "without"} scripts`, async () => {
      const { context, page, told } = await opened(chrome, register, { width, javaScriptEnabled });
      const faults = [];
      for (const address of pages) {
        const answer = await page.goto(register.address + address, { waitUntil: "load" });
        if (answer.status() !== 200) faults.push(`${address} answered ${answer.status()}`);
        const heads = await page.locator("h1").count();
        if (heads !== 1) faults.push(`${address} has ${heads} h1`);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (over > 0) faults.push(`${address} is ${over} px wider than the window`);
        if (javaScriptEnabled) faults.push(...(await violations(page)).map((one) => `${address}: ${one}`));
      }
      await context.close();
      assert.deepEqual([...faults, ...told.faults, ...told.elsewhere], []);
    });
  }
}

test("a keyboard reaches everything that can be used, and shows where it is", async () => {
  const { context, page } = await opened(chrome, register);
  for (const address of pages.filter((one) => /^\/($|spend|awards$|search|record|imports|matches|sign-in|areas|findings)/.test(one))) {
    await page.goto(register.address + address);
    await page.evaluate(() => {
      const usable = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
      let number = 0;
      for (const one of document.querySelectorAll(usable)) {
        if (!one.checkVisibility() || one.disabled) continue;
        // Of a group of choices one is on the way; the arrows take the others.
        one.dataset.number = one.type === "radio" ? `radio ${one.name}` : String(number++);
      }
    });
    const wanted = new Set(await page.evaluate(() => [...document.querySelectorAll("[data-number]")].map((one) => one.dataset.number)));
    const unseen = [];
    const most = 2 * wanted.size + 10;
    for (let i = 0; i < most && wanted.size > 0; ++i) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => {
        const one = document.activeElement;
        const style = getComputedStyle(one);
        return { number: one.dataset?.number, outlined: one === document.body || style.outlineStyle !== "none", words: one.outerHTML.slice(0, 80) };
      });
      wanted.delete(at.number);
      if (!at.outlined) unseen.push(at.words);
    }
    assert.deepEqual([...wanted], [], `${address}: not reached`);
    assert.deepEqual(unseen, [], `${address}: no outline`);
  }
  await context.close();
});

/** Bytes of a first visit, as nginx sends them with its own level of compression. */
async function firstVisit(address, javaScriptEnabled) {
  const { context, page } = await opened(chrome, register, { javaScriptEnabled });
  const answers = [];
  page.on("response", (response) => answers.push(response));
  await page.goto(register.address + address, { waitUntil: "networkidle" });
  let bytes = 0;
  for (const answer of answers) {
    const head = Object.entries(await answer.allHeaders()).reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0);
    const body = await answer.body().catch(() => Buffer.alloc(0));
    bytes += head + (body.length >= 1024 ? gzipSync(body, { level: 1 }).length : body.length);
  }
  await context.close();
  return bytes;
}

for (const address of ["/", "/spend"]) {
  test(`a first visit to ${address} is under 150 kB with scripts and under 20 kB without`, async (t) => {
    if (!pages.includes(address)) return t.skip(`there is no page ${address}`);
    const whole = await firstVisit(address, true);
    const bare = await firstVisit(address, false);
    console.log(`${address}: ${whole} bytes with scripts, ${bare} without`);
    assert.ok(whole < 150_000, `${whole} bytes with scripts`);
    assert.ok(bare < 20_000, `${bare} bytes without`);
  });
}
