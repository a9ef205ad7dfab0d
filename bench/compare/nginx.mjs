// The real nginx with the configuration that the project ships (service/deploy), before a service on a free port of the loopback address.
// Changed are the ports, the folders, the number of its processes and the limits of a client, because one client is the whole load here.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { freePort, start, until } from "./processes.mjs";

const deploy = fileURLToPath(new URL("../../service/deploy/", import.meta.url));

function changed(text, changes) {
  for (const [words, by] of changes) {
    if (!text.includes(words)) throw new Error(`service/deploy/nginx.conf has no "${words}" to change for a measurement`);
    text = text.replaceAll(words, by);
  }
  return text;
}

function mainFile(folder) {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${folder}/${kind};`);
  return `${process.geteuid() === 0 ? "user root;\n" : ""}daemon off;\npid ${folder}/nginx.pid;\nerror_log ${folder}/error.log warn;
worker_processes auto;\nevents { worker_connections 1024; }\nhttp { access_log off; ${temporary.join(" ")} include ${folder}/site.conf; }\n`;
}

/** nginx before the service at `url`; `kept: false` asks the service each time. */
export async function behindNginx(url, { kept = true } = {}) {
  const folder = mkdtempSync(`${tmpdir()}/openward-bench-nginx-`);
  const port = await freePort();
  const site = changed(readFileSync(`${deploy}nginx.conf`, "utf8"), [
    ["listen 80 default_server", `listen 127.0.0.1:${port} default_server`],
    ["127.0.0.1:8080", url.replace("http://", "")],
    ["/var/cache/nginx/openward", `${folder}/cache`],
    ["/etc/nginx/openward-problems.conf", `${deploy}nginx-problems.conf`],
    ["rate=50r/s", "rate=1000000r/s"],
    ...(kept ? [] : [["proxy_cache openward;", "proxy_cache off;"]]),
  ]);
  writeFileSync(`${folder}/site.conf`, site);
  writeFileSync(`${folder}/nginx.conf`, mainFile(folder));
  const server = start("nginx", ["-p", folder, "-e", `${folder}/error.log`, "-c", `${folder}/nginx.conf`], {
    env: { PATH: `${process.env.PATH}:/usr/sbin` },
  });
  const stop = async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  };
  const proxy = `http://127.0.0.1:${port}`;
  try {
    await until(async () => {
      if (!server.running()) throw new Error(`nginx does not start: ${readFileSync(`${folder}/error.log`, "utf8").slice(-400)}`);
      try {
        return (await fetch(`${proxy}/healthz`)).status < 500;
      } catch {
        return false;
      }
    }, "nginx");
  } catch (fault) {
    await stop();
    throw fault;
  }
  return { url: proxy, stop };
}
