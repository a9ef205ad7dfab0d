// The first five minutes of /docs: its commands are taken from the served page and run by a shell, in order, against that very register.
// Usage: node minutes.mjs PROGRAM
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Register } from "./register.mjs";

const plain = (html) => html.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");

async function main([program]) {
  const register = await Register.start(program);
  const folder = mkdtempSync(join(tmpdir(), "openward-minutes-"));
  try {
    const page = await (await fetch(`${register.address}/docs`)).text();
    const commands = [...page.matchAll(/<pre class="try"[^>]*>([^]*?)<\/pre>/g)].map((one) => plain(one[1]));
    if (commands.length !== 4) throw new Error(`/docs has ${commands.length} pieces of commands in its first five minutes, and this test knows of 4`);
    const env = { PATH: process.env.PATH, REGISTER: register.address, TOKEN: register.token("recorder") };
    const said = commands.map((command) => {
      // Not spawnSync on the server's own loop: the register is another process.
      const done = spawnSync("bash", ["-euo", "pipefail", "-c", command], { cwd: folder, env, encoding: "utf8", timeout: 60_000 });
      if (done.status !== 0) throw new Error(`a command of /docs ended with ${done.status}:\n${command}\n${done.stderr}${done.stdout}`);
      return done.stdout;
    });
    const untendered = JSON.parse(said[0]);
    if (!untendered.data.every((one) => one.tender_class === "untendered") || untendered.data.length !== 2) throw new Error("the second page of untendered awards is not one");
    const published = JSON.parse(said[2]);
    if (published.state !== "published" || published.title !== "Community audiology") throw new Error("the award of the first five minutes was not published");
    const feed = await (await fetch(`${register.address}/v1/changes?since=0&limit=1000`)).json();
    let types = [];
    for (let next = feed; next.data.length > 0; next = await (await fetch(register.address + next.next)).json()) types = types.concat(next.data);
    if (!types.some((one) => one.type === "award.published" && one.subject === published.id)) throw new Error("the feed does not tell of the award");
    console.log(`${commands.length} pieces of commands of /docs do what it says`);
    return 0;
  } finally {
    await register.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main(process.argv.slice(2)).catch((fault) => (console.error(fault.message), 1));
