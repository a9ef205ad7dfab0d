// A PostgreSQL of the measurement's own in a folder of the data, on a free port, durable as it comes (fsync on). Thrown away by stop().
import { execFileSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { freePort, run, start, until } from "./processes.mjs";

function programs() {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions.map((v) => `${root}/${v}/bin`).find((folder) => existsSync(`${folder}/initdb`));
  if (!found) throw new Error("there is no PostgreSQL server here: install the package postgresql");
  return found;
}

/// PostgreSQL does not run as root; its package brings a user for it.
function serverUser() {
  if (process.getuid() !== 0) return undefined;
  const number = (what) => Number(execFileSync("id", [what, "postgres"], { encoding: "utf8" }));
  return { uid: number("-u"), gid: number("-g") };
}

export async function postgresql(folder) {
  const bin = programs();
  const user = serverUser();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  if (user) chownSync(folder, user.uid, user.gid);
  await run(`${bin}/initdb`, ["-D", `${folder}/data`, "--username=openward", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"], {
    user,
  });
  const port = await freePort();
  const server = start(
    `${bin}/postgres`,
    [
      "-D",
      `${folder}/data`,
      "-p",
      String(port),
      "-c",
      "listen_addresses=127.0.0.1",
      "-c",
      "unix_socket_directories=",
      "-c",
      "shared_buffers=256MB",
      "-c",
      "max_wal_size=4GB",
    ],
    { user },
  );
  const words = (database) => ["-h", "127.0.0.1", "-p", String(port), "-U", "openward", "-d", database, "-v", "ON_ERROR_STOP=1", "-qAt"];
  await until(
    async () => (await run(`${bin}/pg_isready`, ["-h", "127.0.0.1", "-p", String(port)], { fine: [0, 1, 2, 3] })).out.includes("accepting"),
    "PostgreSQL",
  );
  return {
    version: (await run(`${bin}/postgres`, ["--version"])).out.trim(),
    url: (database) => `postgresql:host=127.0.0.1 port=${port} user=openward dbname=${database}`,
    psql: (database, script) => run("psql", words(database), { input: script }),
    create: (database) => run("psql", words("postgres"), { input: `create database ${database};` }),
    async stop() {
      await server.stop("SIGQUIT");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
