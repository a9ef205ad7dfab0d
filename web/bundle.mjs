// Bundles web/scripts into the source that the program carries: node bundle.mjs OUTPUT.cpp. Every script has the digest of what it holds in
// its name, so that a browser may keep it for ever. What several of them hold, or ask for later, is a script of its own.
import { build } from "esbuild";
import { readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { outline } from "./outline.mjs";

const folder = fileURLToPath(new URL("scripts/", import.meta.url));

/** Scripts that pages name: files of this folder that no other of them is a part of. */
export const entries = ["charts.ts", "map.ts", "record.ts", "take.ts"].filter((name) => readdirSync(folder).includes(name));

const madeOutline = {
  name: "outline",
  setup(making) {
    making.onResolve({ filter: /^outline$/ }, ({ path }) => ({ path, namespace: "made" }));
    making.onLoad({ filter: /^outline$/, namespace: "made" }, () => ({ contents: JSON.stringify(outline()), loader: "json" }));
  },
};

/** [{name, file, text, needs}], "charts", "charts-1F3A56BC.js", its bytes, and the files that are loaded with it. */
export async function bundled() {
  const made = await build({
    entryPoints: entries.map((name) => folder + name), absWorkingDir: fileURLToPath(new URL(".", import.meta.url)), outdir: "/none", write: false, bundle: true, format: "esm", splitting: true, metafile: true,
    entryNames: "[name]-[hash]", chunkNames: "part-[hash]", minify: true, treeShaking: true,
    target: ["es2021"], charset: "ascii", legalComments: "none", logLevel: "error", plugins: [madeOutline],
  });
  const fileOf = (path) => path.slice(path.lastIndexOf("/") + 1);
  const needs = (path) => made.metafile.outputs[path].imports.filter(({ kind }) => kind === "import-statement").map((one) => fileOf(one.path));
  const outputs = new Map(Object.keys(made.metafile.outputs).map((path) => [fileOf(path), path]));
  return made.outputFiles.map(({ path, text }) => {
    const file = fileOf(path);
    return { name: file.slice(0, file.lastIndexOf("-")), file, text, needs: needs(outputs.get(file)) };
  });
}

function literal(text) {
  // A literal may hold 64 KiB at most in some compilers, so a long one is pieces side by side.
  const pieces = text.match(/[^]{1,15000}/g) ?? [""];
  return pieces.map((piece) => `R"__embed__(${piece})__embed__"`).join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const scripts = await bundled();
  const lines = scripts.map(({ name, file, text }) => `    {"${name}", "${file}",\n${literal(text)}},\n`);
  writeFileSync(process.argv[2], `// Made from web/scripts by web/bundle.mjs; edit those.
#include "service/pages/scripts.h"

#include <array>
namespace openward::pages {
namespace {
constexpr std::array<Script, ${scripts.length}> carried{{
${lines.join("")}}};
} // namespace
std::span<const Script> scripts() { return carried; }
} // namespace openward::pages
`);
}
