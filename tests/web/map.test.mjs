// The map of the centres says what their table says, and leads to its rows.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browser, opened, Register } from "./register.mjs";

let register;
let chrome;
before(async () => {
  register = await Register.start();
  chrome = await browser();
});
after(async () => {
  await chrome?.close();
  await register?.stop();
});

async function counted() {
  const { data } = await register.json("/v1/diagnostic-centres?limit=1000");
  const out = {};
  for (const { region } of data) out[region] = (out[region] ?? 0) + 1;
  return out;
}

for (const width of [1280, 375]) {
  test(`every region has a circle with the number of its centres, which leads to them, at ${width} px`, async () => {
    const { context, page, told } = await opened(chrome, register, { width });
    await page.goto(`${register.address}/diagnostic-centres`);
    await page.waitForSelector("#map svg");
    const expected = await counted();
    const links = await page.locator("#map svg a").evaluateAll((all) => all.map((one) => [[...one.querySelectorAll("text")].map((text) => text.textContent).join(" "), one.getAttribute("href")]));
    assert.equal(links.length, Object.keys(expected).length);
    for (const [region, centres] of Object.entries(expected)) {
      const [, address] = links.find(([said]) => said === `${centres} ${region}`) ?? [];
      assert.ok(address, `${region}: ${centres} among ${JSON.stringify(links)}`);
      const there = await page.request.get(register.address + address);
      assert.ok((await there.text()).includes(`${centres} community diagnostic centre`), address);
    }
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(over <= 0, `${over} px too wide`);
    await page.locator("#map svg a").first().focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/region=/);
    assert.deepEqual([...told.faults, ...told.elsewhere], []);
    await context.close();
  });
}

test("without a script there is no empty place where the map would be, and the table is whole", async () => {
  const { context, page } = await opened(chrome, register, { javaScriptEnabled: false });
  await page.goto(`${register.address}/diagnostic-centres`);
  assert.equal(await page.locator("#map").isVisible(), false);
  const total = Object.values(await counted()).reduce((sum, one) => sum + one, 0);
  assert.equal(await page.locator("#centres tbody tr").count(), total);
  await context.close();
});
