// The tasks of those who write: sign in, record an award, import a file, decide on a name. With scripts and without, by keyboard, and when
// things go wrong: nothing typed is lost and nothing is stored twice.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browser, opened, Register, violations } from "./register.mjs";

let register;
let chrome;
const tokens = {};

before(async () => {
  register = await Register.start();
  chrome = await browser();
  const { data } = await register.json("/v1/commissioners?limit=1");
  tokens.commissioner = data[0].id;
  tokens.recorder = register.token("recorder", "--commissioner", data[0].id);
  tokens.curator = register.token("curator");
});
after(async () => {
  await chrome?.close();
  await register?.stop();
});

async function signedIn(role, next, how = {}) {
  const session = await opened(chrome, register, how);
  await session.page.goto(`${register.address}/sign-in?next=${encodeURIComponent(next)}`);
  await session.page.getByLabel("Token", { exact: true }).fill(tokens[role]);
  await session.page.getByRole("button", { name: "Sign in" }).click();
  await session.page.waitForURL(`**${next}`);
  return session;
}

const drafts = async () => (await register.json("/v1/awards?state=draft&limit=100", tokens.recorder)).data;

async function answer(page, id, value) {
  await page.locator(`#${id}-${value}`).check();
}

for (const javaScriptEnabled of [true, false]) {
  for (const width of [1280, 375]) {
    test(`an award is recorded, asked of the law and published at ${width} px, ${javaScriptEnabled ? "with" : "without"} scripts`, async () => {
      const { context, page, told } = await signedIn("recorder", "/record", { javaScriptEnabled, width });
      const title = `Hearing aids ${width} ${javaScriptEnabled}`;
      await page.locator("#f-title").fill(title);
      await page.locator("#f-cpv").fill("85121240");
      await page.locator("#f-value-amount").fill("£310,000.50");
      await page.locator("#f-providers-0-name").fill("Synthetic Harbour Hearing Ltd");
      await answer(page, "f-scope-relevant_authority", "yes");
      await answer(page, "f-scope-health_care", "yes");
      await page.getByRole("button", { name: "Continue" }).click();
      await page.waitForSelector("#law h2");
      assert.match(await page.locator("#law").textContent(), /What it still depends on/);
      await answer(page, "f-urgency-urgent", "no");
      await answer(page, "f-existing_contract-exists", "no");
      await answer(page, "f-existing_contract-only_capable", "no");
      await answer(page, "f-patient_choice-offered", "no");
      await answer(page, "f-most_suitable_provider_identifiable", "yes");
      await page.locator("#f-route").selectOption("most_suitable_provider");
      await page.locator("#f-awarded_on").fill("2026-03-02");
      if (javaScriptEnabled) await page.waitForFunction(() => /\d (January|February) 2026/.test(document.querySelector("#law")?.textContent ?? ""));
      else {
        await page.getByRole("button", { name: "Ask the law again" }).click();
        assert.match(await page.locator("#law").textContent(), /\d (January|February) 2026/);
      }
      if (javaScriptEnabled) assert.deepEqual(await violations(page), []);
      assert.match(await page.locator("#law .route h4").first().textContent(), /Most suitable provider process|Competitive process/);
      await page.getByRole("button", { name: "Save as a draft" }).click();
      await page.waitForURL("**/record?award=**");
      assert.equal(await page.locator("h1").textContent(), title);
      assert.match(await page.locator("main").textContent(), /£310,000\.50/);
      if (javaScriptEnabled) assert.deepEqual(await violations(page), []);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)) <= 0);
      await page.getByRole("button", { name: "Publish" }).click();
      await page.waitForSelector("text=This award is published");
      const id = new URL(page.url()).searchParams.get("award");
      const award = await register.json(`/v1/awards/${id}`);
      assert.equal(award.title, title);
      assert.equal(award.route, "most_suitable_provider");
      assert.equal(award.value.amount, "310000.50");
      assert.equal(award.commissioner.id, tokens.commissioner);
      assert.deepEqual([...told.faults, ...told.elsewhere], []);
      await context.close();
    });
  }
}

test("an award is recorded by keyboard alone", async () => {
  const { context, page } = await signedIn("recorder", "/record");
  const to = async (wanted) => {
    for (let i = 0; i < 200; ++i) {
      await page.keyboard.press("Tab");
      if (await page.evaluate((selector) => document.activeElement?.matches(selector), wanted)) return;
    }
    throw new Error(`the tabulator never came to ${wanted}`);
  };
  await to("#f-title");
  await page.keyboard.type("Typed by keyboard");
  await to("input[name='scope.relevant_authority']");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await to("button[value=continue]");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#law h2");
  await page.locator("body").press("Home");
  await to("button[value=save]");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/record?award=**");
  assert.equal(await page.locator("h1").textContent(), "Typed by keyboard");
  await context.close();
});

for (const javaScriptEnabled of [true, false]) {
  test(`a refused form keeps what was typed and says at the field what is wrong, ${javaScriptEnabled ? "with" : "without"} scripts`, async () => {
    const { context, page } = await signedIn("recorder", "/record", { javaScriptEnabled });
    const before = (await drafts()).length;
    await page.locator("#f-title").fill("<b>Bold & \"quoted\"</b>");
    await page.locator("#f-cpv").fill("851");
    await page.locator("#f-value-amount").fill("a lot");
    await page.locator("#f-description").fill("Two\nlines");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("button", { name: "Save as a draft" }).click();
    await page.waitForSelector("#refusal");
    assert.equal(await page.locator("#f-title").inputValue(), "<b>Bold & \"quoted\"</b>");
    assert.equal(await page.locator("#f-value-amount").inputValue(), "a lot");
    assert.match(await page.locator("#f-description").inputValue(), /^Two\r?\nlines$/);
    assert.ok((await page.locator(".fault").count()) >= 1);
    assert.equal(await page.locator("main b").count(), 0);
    if (javaScriptEnabled) assert.deepEqual(await violations(page), []);
    assert.equal((await drafts()).length, before);
    await context.close();
  });
}

test("a lost connection loses nothing, and what was stored already is not stored twice", async () => {
  const { context, page } = await signedIn("recorder", "/record");
  const before = (await drafts()).length;
  await page.locator("#f-title").fill("Sent over a bad line");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForSelector("#law h2");
  // The request arrives and its answer does not.
  await page.route("**/record", async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    await route.fetch({ maxRedirects: 0 });
    await route.abort("connectionreset");
  });
  await page.getByRole("button", { name: "Save as a draft" }).click();
  await page.waitForSelector("text=There is no connection");
  assert.equal(await page.locator("#f-title").inputValue(), "Sent over a bad line");
  await page.unroute("**/record");
  await page.getByRole("button", { name: "Save as a draft" }).click();
  await page.waitForURL("**/record?award=**");
  assert.equal((await drafts()).length, before + 1);
  await context.close();
});

test("a token that is revoked while the form is filled in loses nothing", async () => {
  const secret = register.token("recorder", "--commissioner", tokens.commissioner);
  const { context, page } = await opened(chrome, register);
  await page.goto(`${register.address}/sign-in?next=/record`);
  await page.getByLabel("Token", { exact: true }).fill(secret);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/record");
  await page.locator("#f-title").fill("Half done");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForSelector("#law h2");
  const listed = register.run(["token", "list"]).split("\n").filter((line) => line.includes("web-recorder"));
  register.run(["token", "revoke", /tk-[a-z0-9]+/.exec(listed.at(-1))[0]]);
  await page.getByRole("button", { name: "Save as a draft" }).click();
  await page.waitForSelector("text=You are not signed in any more");
  assert.equal(await page.locator("#f-title").inputValue(), "Half done");
  const tab = await context.newPage();
  await tab.goto(`${register.address}/sign-in`);
  await tab.getByLabel("Token", { exact: true }).fill(tokens.recorder);
  await tab.getByRole("button", { name: "Sign in" }).click();
  await tab.waitForSelector("text=Signed in as");
  await page.getByRole("button", { name: "Save as a draft" }).click();
  await page.waitForSelector("text=look through it and press Save again");
  await page.getByRole("button", { name: "Save as a draft" }).click();
  await page.waitForURL("**/record?award=**");
  assert.equal(await page.locator("h1").textContent(), "Half done");
  await context.close();
});

test("a token that is not known says so, and is not shown again", async () => {
  const { context, page } = await opened(chrome, register);
  await page.goto(`${register.address}/sign-in`);
  await page.getByLabel("Token", { exact: true }).fill("ow_nobody");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForSelector("#refusal");
  assert.ok(!(await page.content()).includes("ow_nobody"));
  assert.deepEqual(await context.cookies(), []);
  await context.close();
});

test("the cookie is out of reach of scripts and of other sites, and signing out takes it away", async () => {
  const { context, page } = await signedIn("curator", "/matches");
  const [cookie] = await context.cookies();
  assert.deepEqual([cookie.name, cookie.httpOnly, cookie.sameSite, cookie.path, cookie.expires], ["openward", true, "Strict", "/", -1]);
  assert.equal(await page.evaluate(() => document.cookie), "");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL("**/sign-in");
  assert.deepEqual(await context.cookies(), []);
  await context.close();
});

for (const javaScriptEnabled of [true, false]) {
  test(`a file is previewed, then taken without being chosen again, ${javaScriptEnabled ? "with" : "without"} scripts`, async () => {
    const { context, page, told } = await signedIn("curator", "/imports", { javaScriptEnabled });
    const csv = `Date,Supplier,Amount\n13/04/2026,Synthetic ${javaScriptEnabled} Care Ltd,26000.50\n14/04/2026,Synthetic Two Ltd,n/a\n,,26000.50\n`;
    await page.locator("#file").setInputFiles({ name: "april.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
    await page.getByRole("button", { name: "Preview" }).click();
    await page.waitForSelector("text=Nothing is kept yet");
    const seen = await page.locator("main").textContent();
    for (const words of ["Payments: 1, together £26,000.50", "2 are refused", "Supplier", `Synthetic ${javaScriptEnabled} Care Ltd`]) assert.ok(seen.includes(words), `${words} in ${seen}`);
    if (javaScriptEnabled) assert.deepEqual(await violations(page), []);
    await page.getByRole("button", { name: "Import it" }).click();
    await page.waitForURL("**/imports?import=im-**");
    const account = await page.locator("main").textContent();
    assert.match(account, /april\.csv was taken/);
    assert.match(account, /What was refused, and why/);
    const lines = await register.json(`/v1/payments?q=${encodeURIComponent(`Synthetic ${javaScriptEnabled} Care`)}`);
    assert.equal(lines.page.total, 1);
    assert.deepEqual([...told.faults, ...told.elsewhere], []);
    await context.close();
  });
}

test("a curator decides on a name and takes it back", async () => {
  const { context, page, told } = await signedIn("curator", "/matches");
  await page.locator("#m-status").selectOption("");
  await page.getByRole("button", { name: "Show" }).click();
  const name = page.locator("tbody th a").first();
  const words = await name.textContent();
  await name.click();
  assert.equal(await page.locator("h1").textContent(), words);
  assert.deepEqual(await violations(page), []);
  await page.getByRole("button", { name: "Decide" }).click();
  await page.waitForSelector("#refusal");
  await page.getByLabel("nobody: no body is meant").check();
  await page.locator("#d-reason").fill("A heading of the file.");
  await page.getByRole("button", { name: "Decide" }).click();
  await page.waitForSelector("text=Take the decision back");
  assert.match(await page.locator("main").textContent(), /A heading of the file\./);
  await page.locator("#u-reason").fill("It was a name after all.");
  await page.getByRole("button", { name: "Undo" }).click();
  await page.waitForFunction(() => !document.body.textContent.includes("Take the decision back"));
  assert.deepEqual([...told.faults, ...told.elsewhere], []);
  await context.close();
});
