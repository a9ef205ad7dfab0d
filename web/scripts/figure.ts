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

/** The buttons by which a drawing leaves the page: as a picture that holds its title, notes and address, and as the table behind it. */
export function takeAway(table: HTMLTableElement, facts: Shown, drawn: () => SVGSVGElement | Promise<SVGSVGElement>): HTMLParagraphElement {
  const whole = async (): Promise<SVGSVGElement> =>
    picture(await drawn(), facts.title, [...facts.notes, standing(), `Openward, ${location.href}`, "Contains public sector information licensed under the Open Government Licence v3.0."].filter(Boolean));
  const take = document.createElement("p");
  take.className = "take";
  take.append(
    button("SVG", facts.title, async () => save(svgFile(await whole()), fileName(facts.title, "svg"))),
    button("PNG", facts.title, async () => save(await pngFile(await whole()), fileName(facts.title, "png"))),
    button("CSV", facts.title, () => save(new Blob(["\ufeff", csvOf(table)], { type: "text/csv" }), fileName(facts.title, "csv"))),
  );
  return take;
}

/** A figure with its title, a place for the drawing, its notes and what may be taken away. */
export function figureOf(table: HTMLTableElement, facts: Shown): { figure: HTMLElement; place: HTMLElement } {
  const figure = document.createElement("figure");
  figure.className = "chart";
  const caption = document.createElement("figcaption");
  caption.textContent = facts.title;
  const place = document.createElement("div");
  const notes = document.createElement("p");
  notes.className = "source";
  notes.textContent = [...facts.notes, standing()].filter(Boolean).join(" ");
  figure.append(caption, place, notes, takeAway(table, facts, () => place.querySelector("svg") as SVGSVGElement));
  return { figure, place };
}
