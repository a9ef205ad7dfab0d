// What Openward's pages of awards are measured beside: Fastify and better-sqlite3 as their documents advise, one process for each core, over a
// table of its own that holds every award as it is shown (made by part_pages.mjs). Nothing is joined when it answers.
//   node fastify_server.mjs DATABASE PORT
import cluster from "node:cluster";
import os from "node:os";
import Database from "better-sqlite3";
import Fastify from "fastify";

function answer(path, port) {
  const database = new Database(path, { readonly: true });
  const one = database.prepare("select * from award where id = ?");
  const all = database.prepare("select * from award order by effective_on desc, id desc limit ?");
  const total = database.prepare("select count(*) as n from award").pluck();
  const of = database.prepare("select * from award where commissioner_id = ? order by effective_on desc, id desc limit ?");
  const totalOf = database.prepare("select count(*) as n from award where commissioner_id = ?").pluck();
  const shown = (row) => ({ ...row, providers: JSON.parse(row.providers || "[]") });
  const app = Fastify({ logger: false });
  app.get("/awards/:id", (request, reply) => {
    const row = one.get(request.params.id);
    if (!row) return reply.code(404).send({ error: "not found" });
    return shown(row);
  });
  app.get("/awards", (request) => {
    const limit = Math.min(Number(request.query.limit ?? 50), 1000);
    const buyer = request.query.commissioner;
    const rows = buyer ? of.all(buyer, limit) : all.all(limit);
    return { data: rows.map(shown), page: { total: buyer ? totalOf.get(buyer) : total.get(), limit } };
  });
  app.listen({ host: "127.0.0.1", port }).catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
}

const [path, port] = process.argv.slice(2);
if (cluster.isPrimary) {
  for (let i = 0; i < os.cpus().length; ++i) cluster.fork();
  process.on("SIGTERM", () => {
    for (const worker of Object.values(cluster.workers)) worker.process.kill("SIGKILL");
    process.exit(0);
  });
} else {
  // A worker whose primary is gone has nobody to answer for.
  process.on("disconnect", () => process.exit(0));
  answer(path, Number(port));
}
