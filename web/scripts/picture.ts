// A chart as it leaves the page: with its title, source, definition, date and address inside the picture, so that it cannot be shown without.
import { family, ink, paper, quiet } from "./look.js";

const margin = 24;
const space = "http://www.w3.org/2000/svg";

function element(name: string, attributes: Record<string, string | number>): SVGElement {
  const made = document.createElementNS(space, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

/** Broken where a word ends; a word that is longer than a line is cut. */
export function wrapped(said: string, width: number, size: number): string[] {
  const most = Math.max(8, Math.floor(width / (size * 0.55)));
  const lines: string[] = [];
  let line = "";
  for (const long of said.split(" ")) {
    for (const word of long.match(new RegExp(`.{1,${most}}`, "gu")) ?? []) {
      if (line && line.length + word.length + 1 > most) {
        lines.push(line);
        line = "";
      }
      line += (line ? " " : "") + word;
    }
  }
  return line ? [...lines, line] : lines;
}

function paragraph(said: string, top: number, width: number, size: number, look: Record<string, string | number>): { node: SVGElement; bottom: number } {
  const node = element("text", { "font-family": family, "font-size": size, ...look });
  let y = top;
  for (const line of wrapped(said, width, size)) {
    y += size * 1.35;
    const span = element("tspan", { x: margin, y });
    span.textContent = line;
    node.append(span);
  }
  return { node, bottom: y };
}

/** The whole picture. `notes` are lines under the chart. */
export function picture(chart: SVGSVGElement, title: string, notes: string[]): SVGSVGElement {
  const width = Number(chart.getAttribute("width")) || 640;
  const height = Number(chart.getAttribute("height")) || 400;
  const head = paragraph(title, margin / 2, width, 18, { fill: ink, "font-weight": 600 });
  const inside = chart.cloneNode(true) as SVGSVGElement;
  inside.setAttribute("x", String(margin));
  inside.setAttribute("y", String(head.bottom + 12));
  inside.setAttribute("font-family", family);
  let bottom = head.bottom + 12 + height + 6;
  const foot = notes.map((note) => {
    const one = paragraph(note, bottom, width, 12, { fill: quiet });
    bottom = one.bottom + 3;
    return one.node;
  });
  const whole = [width + 2 * margin, Math.ceil(bottom + margin)] as const;
  const svg = element("svg", { xmlns: space, width: whole[0], height: whole[1], viewBox: `0 0 ${whole[0]} ${whole[1]}`, color: ink }) as SVGSVGElement;
  svg.append(element("rect", { width: "100%", height: "100%", fill: paper }), head.node, inside, ...foot);
  return svg;
}

export const svgFile = (svg: SVGSVGElement): Blob =>
  new Blob([`<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}\n`], { type: "image/svg+xml" });

/** Twice as fine as it is shown: for a slide or a page in print. */
export async function pngFile(svg: SVGSVGElement): Promise<Blob> {
  const address = URL.createObjectURL(svgFile(svg));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.width * 2;
    canvas.height = image.height * 2;
    const context = canvas.getContext("2d");
    if (!context) throw new Error("this browser draws no pictures");
    context.scale(2, 2);
    context.drawImage(image, 0, 0);
    return await new Promise((resolve, refuse) => canvas.toBlob((blob) => (blob ? resolve(blob) : refuse(new Error("the picture is too large"))), "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}

export function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
