// Puts a chart before every table of the page that asks for one. The page is complete without it.
import { drawing, onOneScale } from "./draw.js";
import { figureOf } from "./figure.js";
import { factsOf } from "./table.js";

function enhance(table: HTMLTableElement): void {
  const facts = factsOf(table);
  if (!facts) return;
  if (facts.kind === "years" && !onOneScale(facts)) facts.notes.unshift("Each small chart has a scale of its own: compare its years, and take sums from the table.");
  const { figure, place } = figureOf(table, facts);
  (table.closest(".wide") ?? table).before(figure);
  let drawn = 0;
  const draw = (): void => {
    const width = Math.min(figure.clientWidth, 900);
    if (Math.abs(width - drawn) < 24 || width < 120) return;
    drawn = width;
    place.replaceChildren(drawing(facts, width));
  };
  draw();
  new ResizeObserver(draw).observe(figure);
}

for (const table of document.querySelectorAll<HTMLTableElement>("table[data-chart]")) enhance(table);
