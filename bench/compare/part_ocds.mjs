// Release packages: kept raw, classified, folded into awards and held against the law.
import { rmSync } from "node:fs";
import { awardFiles, removeDatabase, sizeOf } from "./national.mjs";

export async function ocds(bench, size) {
  const folder = await awardFiles(bench, `${bench.data}/releases`, { awards: size.releases, perFile: 1000 });
  const database = `${bench.data}/ocds.db`;
  removeDatabase(database);
  const done = await bench.openward.import(`sqlite:${database}`, "ocds", folder);
  const bytes = sizeOf(folder);
  const releases = done.summary.files.reduce((sum, file) => sum + (file.releases ?? 0), 0);
  removeDatabase(database);
  rmSync(folder, { recursive: true });
  const rate = bytes / 1e6 / done.seconds;
  return [
    {
      id: "ocds",
      work: `import OCDS releases of ${size.releases.toLocaleString("en")} awards`,
      ours: `${rate.toFixed(1)} MB/s`,
      theirs: "",
      ratio: "",
      target: "50 MB/s",
      met: rate >= 50,
      note: `${Math.round(bytes / 1e6)} MB, ${releases} releases in ${done.seconds.toFixed(1)} s, ${done.most.processor.toFixed(1)} s of processor time; at most ${Math.round(done.most.resident)} MB resident`,
    },
  ];
}
