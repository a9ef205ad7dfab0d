// Tables whose bars stand in the page already: what draws them as a picture is fetched when somebody takes one away, and not before.
import { takeAway } from "./figure.js";
import { factsOf } from "./table.js";

const width = 720;

for (const table of document.querySelectorAll<HTMLTableElement>("table[data-bars]")) {
  const facts = factsOf(table, "bars");
  if (!facts) continue;
  const drawn = async (): Promise<SVGSVGElement> => (await import("./draw.js")).drawing(facts, width);
  (table.closest(".wide") ?? table).after(takeAway(table, facts, drawn));
}
