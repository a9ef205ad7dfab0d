// The typed client: made from the contract, compiled in strict mode, and walked through a register that serves. Usage: node client.mjs PROGRAM
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Register } from "./register.mjs";

const folder = fileURLToPath(new URL("..", import.meta.url));
const generated = new URL("../client/generated/", import.meta.url);

function npx(words) {
  const done = spawnSync(process.execPath, words, { cwd: folder, encoding: "utf8" });
  if (done.status !== 0) throw new Error(`${words.join(" ")} ended with ${done.status}:\n${done.stdout}${done.stderr}`);
}

async function main([program]) {
  rmSync(generated, { recursive: true, force: true });
  npx(["node_modules/openapi-typescript/bin/cli.js", "openapi.yaml", "--output", "client/generated/openward.d.ts", "--default-non-nullable", "false"]);
  npx(["node_modules/typescript/bin/tsc", "--project", "client"]);
  const { walk } = await import(new URL("js/walk.js", generated));
  const register = await Register.start(program);
  try {
    console.log(await walk(register.address, register.token("recorder")));
    return 0;
  } finally {
    await register.stop();
  }
}

process.exitCode = await main(process.argv.slice(2)).catch((fault) => (console.error(fault.stack ?? fault.message), 1));
