// A chart says what its table says, and leaves the page with everything that it rests on.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { bundled } from "../../web/bundle.mjs";
import { browser, opened, Register } from "./register.mjs";

const table = `<h1>Spend</h1><div class="wide"><table data-chart="bars" data-title="Two thirds went to NHS bodies" data-source="Source: files of spend." data-definition="Lens: all_non_nhs." data-caveat="Cash, not real terms.">
<caption>Spend by class</caption><thead><tr><th scope="col">Class</th><th scope="col" class="number">Paid</th></tr></thead>
<tbody><tr><th scope="row">NHS trusts</th><td class="number" data-value="2000000.50">£2.0m</td></tr><tr><th scope="row">=Private, "care"</th><td class="number">£1,000,000.00</td></tr>
<tr><th scope="row">Unclassified</th><td class="number">£12.00</td></tr><tr><th scope="row">Social enterprise</th><td class="number">not stated</td></tr></tbody>
<tfoot><tr><th scope="row">Total</th><td class="number">£3,000,012.50</td></tr></tfoot></table></div>
<div class="wide"><table data-chart="years"><caption>Spend by year</caption><thead><tr><th scope="col">Class</th><th scope="col" class="number">2024-25</th><th scope="col" class="number">2025-26</th></tr></thead>
<tbody><tr><th scope="row">NHS trusts</th><td class="number">£10</td><td class="number">£20</td></tr><tr><th scope="row">Unclassified</th><td class="number">£3</td><td class="number">£4</td></tr></tbody></table></div>`;

let register;
let chrome;
let script;

before(async () => {
  register = await Register.start();
  chrome = await browser();
  script = (await bundled()).find((one) => one.name === "charts").file;
});
after(async () => {
  await chrome?.close();
  await register?.stop();
});

async function charted(width = 1280, body = table) {
  const { context, page, told } = await opened(chrome, register, { width });
  const policy = (await fetch(`${register.address}/record`)).headers.get("content-security-policy");
  await page.route("**/a-table", (route) =>
    route.fulfill({ contentType: "text/html; charset=utf-8", headers: { "Content-Security-Policy": policy },
      body: `<!DOCTYPE html><html lang="en"><head><title>t</title><link rel="stylesheet" href="/assets/site.css"/></head><body><main>${body}</main>
        <footer><p>As the register stood after change 12, made on 2026-11-02. Address of this page: <span class="address">/a-table</span></p></footer>
        <script type="module" src="/assets/scripts/${script}"></script></body></html>` }));
  await page.goto(`${register.address}/a-table`);
  await page.waitForSelector("figure.chart svg");
  return { context, page, told };
}

async function taken(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: button }).first().click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

for (const width of [1280, 375]) {
  test(`a chart stands before its table at ${width} px, within the page's policy`, async () => {
    const { context, page, told } = await charted(width);
    assert.equal(await page.locator("figure.chart").count(), 2);
    const first = page.locator("figure.chart").first();
    assert.equal(await first.locator("figcaption").textContent(), "Two thirds went to NHS bodies");
    const drawn = await first.locator("svg").textContent();
    for (const words of ["NHS trusts", "£2.0m", "Unclassified", "£12.00"]) assert.ok(drawn.includes(words), `${words} in ${drawn}`);
    assert.ok(!drawn.includes("Total"), "a sum is no bar");
    const notes = await first.locator(".source").textContent();
    for (const words of ["Source: files of spend.", "Lens: all_non_nhs.", "Cash, not real terms.", "Not drawn, because no value is stated: Social enterprise.", "after change 12, made on 2026-11-02."]) assert.ok(notes.includes(words), words);
    assert.equal(await first.locator("svg [data-part='bar'] rect").count(), 3);
    const lengths = await first.locator("svg [data-part='bar'] rect").evaluateAll((all) => all.map((one) => Number(one.getAttribute("width"))));
    assert.ok(Math.abs(lengths[0] / lengths[1] - 2.0000005) < 0.01, `the bars are as the numbers: ${lengths}`);
    assert.equal(await page.locator("figure.chart").nth(1).locator("svg [data-part='bar'] rect").count(), 4);
    const order = await page.evaluate(() => document.querySelector("figure.chart").nextElementSibling.className);
    assert.equal(order, "wide");
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(over <= 0, `${over} px too wide`);
    assert.deepEqual([...told.faults, ...told.elsewhere], []);
    await context.close();
  });
}

test("series that are far apart stand each on a scale of its own, the finding first, then the largest, and what is nought is left out", async () => {
  const years = `<div class="wide"><table data-chart="years" data-title="A third was counted"><caption>Paid</caption>
<thead><tr><th scope="col">Class</th><th scope="col" class="number" data-series="">2024-25</th><th scope="col" class="number" data-series="">2025-26</th><th scope="col" class="number">All</th></tr></thead>
<tbody><tr><th scope="row">Small</th><td class="number">£10</td><td class="number">£20</td><td class="number">£30</td></tr><tr><th scope="row">Nothing</th><td class="number">–</td><td class="number">£0</td><td class="number">£0</td></tr>
<tr><th scope="row">Large</th><td class="number">£3,000,000,000</td><td class="number">£1,500,000,000</td><td class="number">£4,500,000,000</td></tr></tbody>
<tfoot><tr><th scope="row">Together</th><td class="number">£3</td><td class="number">£4</td><td class="number">£7</td></tr><tr data-finding="data-finding"><th scope="row">Share counted</th><td class="number">33.3%</td><td class="number">8.5%</td><td></td></tr></tfoot></table></div>`;
  const { context, page, told } = await charted(1280, years);
  const chart = page.locator("figure.chart");
  const drawn = await chart.locator("svg").textContent();
  const places = ["Share counted", "Large", "Small"].map((name) => drawn.indexOf(name));
  assert.ok(places.every((at, i) => at >= 0 && (i === 0 || at > places[i - 1])), drawn);
  for (const left of ["Nothing", "Together"]) assert.ok(!drawn.includes(left), left);
  for (const said of ["33.3%", "8.5%", "£3bn", "£20"]) assert.ok(drawn.includes(said), `${said} in ${drawn}`);
  const heights = await chart.locator("svg [data-part='bar'] rect").evaluateAll((all) => all.map((one) => Number(one.getAttribute("height"))));
  assert.equal(heights.length, 6);
  const tallest = Math.max(...heights);
  assert.equal(heights.filter((height) => Math.abs(height - tallest) < 0.5).length, 3, `each series fills its own scale: ${heights}`);
  assert.ok((await chart.locator(".source").textContent()).includes("a scale of its own"));
  assert.deepEqual(told.faults, []);
  await context.close();
});

test("a year of which nothing is held has its place between the others, and the notes say so", async () => {
  const years = `<div class="wide"><table data-chart="years"><caption>Paid to it</caption>
<thead><tr><th scope="col">Year</th><th scope="col" class="number" data-series="true">Paid</th><th scope="col" class="number">Lines</th></tr></thead>
<tbody><tr><th scope="row">1998-99</th><td class="number">£10</td><td class="number">1</td></tr><tr><th scope="row">1999-00</th><td class="number">£40</td><td class="number">1</td></tr>
<tr><th scope="row">2002-03</th><td class="number">£20</td><td class="number">2</td></tr></tbody></table></div>`;
  const { context, page, told } = await charted(1280, years);
  const chart = page.locator("figure.chart");
  const drawn = await chart.locator("svg").textContent();
  for (const year of ["1998-99", "1999-00", "2000-01", "2001-02", "2002-03"]) assert.ok(drawn.includes(year), `${year} in ${drawn}`);
  const places = await chart.locator("svg [data-part='bar'] rect").evaluateAll((all) => all.map((one) => Number(one.getAttribute("x"))));
  assert.equal(places.length, 3);
  assert.ok(Math.abs((places[2] - places[1]) / (places[1] - places[0]) - 3) < 0.01, `three years are three places: ${places}`);
  assert.ok((await chart.locator(".source").textContent()).includes("Nothing is held of 2000-01, 2001-02."));
  assert.ok(!drawn.includes("Lines"), "a column that is not marked is not drawn");
  assert.deepEqual(told.faults, []);
  await context.close();
});

test("bars that stand in the page leave it as a picture, drawn when it is asked for, and as a table without the drawing", async () => {
  const { context, page, told } = await opened(chrome, register, { width: 1280 });
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(`${register.address}/`);
  await page.waitForSelector(".take");
  const scripts = () => asked.filter((url) => url.includes("/assets/scripts/")).length;
  const before = scripts();
  const title = await page.locator("table[data-bars]").first().getAttribute("data-title");
  const svg = await taken(page, /^SVG/);
  assert.ok(scripts() > before, "the drawing is fetched with the first picture");
  const words = svg.bytes.toString("utf8").replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
  for (const wanted of [title.replace("&", "&amp;"), "Source: ", "Definition: ", "As the register stood after change", `${register.address}/`]) assert.ok(words.includes(wanted), `${wanted} in ${words}`);
  const names = await page.locator("table[data-bars]").first().locator("tbody th").evaluateAll((all) => all.map((one) => one.firstChild.textContent.trim()));
  for (const name of names) assert.ok(words.includes(name), `${name} in ${words}`);
  const csv = (await taken(page, /^CSV/)).bytes.toString("utf8").trim().split("\r\n");
  assert.equal(csv.length, names.length + 2);
  for (const line of csv) assert.ok(!line.endsWith(","), line);
  assert.deepEqual([...told.faults, ...told.elsewhere], []);
  await context.close();
});

test("what is taken away carries title, source, definition, caveat, date and address", async () => {
  const { context, page, told } = await charted();
  const svg = await taken(page, /^SVG/);
  assert.equal(svg.name, "openward-two-thirds-went-to-nhs-bodies.svg");
  const words = svg.bytes.toString("utf8").replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
  for (const wanted of ["Two thirds went to NHS bodies", "Source: files of spend.", "Lens: all_non_nhs.", "Cash, not real terms.", "made on 2026-11-02.", `${register.address}/a-table`]) assert.ok(words.includes(wanted), wanted);
  const png = await taken(page, /^PNG/);
  assert.equal(png.bytes.subarray(1, 4).toString(), "PNG");
  assert.ok(png.bytes.readUInt32BE(16) > 1000, "twice as wide as on the page");
  const csv = await taken(page, /^CSV/);
  assert.equal(csv.bytes.toString("utf8"), "\ufeffClass,Paid\r\nNHS trusts,£2.0m\r\n\"'=Private, \"\"care\"\"\",\"£1,000,000.00\"\r\nUnclassified,£12.00\r\nSocial enterprise,not stated\r\nTotal,\"£3,000,012.50\"\r\n");
  assert.deepEqual(told.faults, []);
  await context.close();
});

test("markup in a cell is text in the chart", async () => {
  const hostile = table.replace("NHS trusts", "&lt;img src=x onerror=alert(1)&gt;");
  const { context, page, told } = await charted(1280, hostile);
  assert.ok((await page.locator("figure.chart svg").first().textContent()).includes("<img src=x"));
  assert.equal(await page.locator("figure img").count(), 0);
  assert.deepEqual(told.faults, []);
  await context.close();
});
