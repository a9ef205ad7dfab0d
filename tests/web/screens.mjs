// Pictures of the pages over the demonstration data, at the width of a desk and of a telephone, for docs/screens:
//   OPENWARD_PROGRAM=build/dev/service/openward script/node tests/web screens.mjs docs/screens
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { browser, opened, Register } from "./register.mjs";

const home = resolve(new URL(".", import.meta.url).pathname, "../..");
const pages = {
  home: "/",
  spend: "/spend?synthetic=true",
  payments: "/payments?synthetic=true",
  awards: "/awards",
  centres: "/diagnostic-centres",
  findings: "/findings",
  record: "/record",
};
const widths = { desk: 1280, telephone: 375 };

const folder = resolve(home, process.argv[2] ?? "docs/screens");
mkdirSync(folder, { recursive: true });
const register = await Register.start();
const chrome = await browser();
try {
  const award = (await register.json("/v1/awards?regime=psr&synthetic=false&limit=1")).data[0].id;
  const group = (await register.json("/v1/providers?ultimate_owner=true&q=purehealth&limit=1")).data[0].id;
  const one = { award: `/awards/${award}`, group: `/groups/${group}` };
  for (const [where, width] of Object.entries(widths)) {
    const { context, page } = await opened(chrome, register, { width });
    for (const [name, path] of Object.entries({ ...pages, ...one })) {
      await page.goto(register.address + path, { waitUntil: "networkidle" });
      // As much of a long page as tells how it goes on.
      const height = Math.min(await page.evaluate(() => document.documentElement.scrollHeight), width === widths.desk ? 1400 : 1150);
      await page.screenshot({ path: join(folder, `${name}-${where}.png`), clip: { x: 0, y: 0, width, height }, fullPage: true });
    }
    await context.close();
  }
} finally {
  await chrome.close();
  await register.stop();
}
