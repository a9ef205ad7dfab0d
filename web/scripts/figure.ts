// The frame of a drawing on the page: its title, source and date, and the buttons by which it leaves the page whole.
import { picture, pngFile, save, svgFile } from "./picture.js";
import { csvOf } from "./table.js";

/** "As the register stood after change 12, made on 2026-11-02.", from the foot of the page. */
function standing(): string {
  const said = document.querySelector("footer .address")?.parentElement?.textContent ?? "";
  return said.split("Address of this page")[0]?.replace(/\s+/g, " ").trim() ?? "";
}

const fileName = (title: string, ending: string): string =>
  `openward-${title.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60)}.${ending}`;

function button(said: string, title: string, act: () => void | Promise<void>): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = said;
  made.setAttribute("aria-label", `${said} of the chart: ${title}`);
  made.addEventListener("click", () => {
    Promise.resolve(act()).catch((fault: Error) => (made.textContent = `${said}: ${fault.message}`));
  });
  return made;
}

/** What is drawn: its title, and what has to be known beside it. */
export interface Shown {
  title: string;
  notes: string[];
}

/** A figure with its title, a place for the drawing, its notes and what may be taken away: the picture, and the table as CSV. */
export function figureOf(table: HTMLTableElement, facts: Shown): { figure: HTMLElement; place: HTMLElement } {
  const figure = document.createElement("figure");
  figure.className = "chart";
  const caption = document.createElement("figcaption");
  caption.textContent = facts.title;
  const place = document.createElement("div");
  const notes = document.createElement("p");
  notes.className = "source";
  notes.textContent = [...facts.notes, standing()].filter(Boolean).join(" ");
  const take = document.createElement("p");
  take.className = "take";
  const whole = (): SVGSVGElement =>
    picture(place.querySelector("svg") as SVGSVGElement, facts.title, [...facts.notes, standing(), `Openward, ${location.href}`, "Contains public sector information licensed under the Open Government Licence v3.0."].filter(Boolean));
  take.append(
    button("SVG", facts.title, () => save(svgFile(whole()), fileName(facts.title, "svg"))),
    button("PNG", facts.title, async () => save(await pngFile(whole()), fileName(facts.title, "png"))),
    button("CSV", facts.title, () => save(new Blob(["\ufeff", csvOf(table)], { type: "text/csv" }), fileName(facts.title, "csv"))),
  );
  figure.append(caption, place, notes, take);
  return { figure, place };
}
