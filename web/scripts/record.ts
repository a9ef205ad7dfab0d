// The form that records an award, asked of the law while it is filled in, and sent without leaving the page: when the connection is lost,
// everything that was typed still stands there. Without this script the same form is sent by its buttons.

const formOf = (): HTMLFormElement | null => document.querySelector<HTMLFormElement>("form[data-record]");

function sent(form: HTMLFormElement, action: string): URLSearchParams {
  const out = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") out.append(name, value);
  out.set("action", action);
  return out;
}

async function answered(form: HTMLFormElement, body: URLSearchParams): Promise<{ response: Response; page: Document }> {
  // Not form.action: that is the button of this name.
  const response = await fetch(form.getAttribute("action") ?? "", { method: "POST", body, credentials: "same-origin" });
  return { response, page: new DOMParser().parseFromString(await response.text(), "text/html") };
}

/** The new part in place of the old one; who was typing goes on typing. */
function replace(selector: string, page: Document): void {
  const old = document.querySelector(selector);
  const made = page.querySelector(selector);
  if (!old || !made || old.innerHTML === made.innerHTML) return;
  const at = document.activeElement;
  const id = at instanceof HTMLElement && old.contains(at) ? at.id : "";
  const open = new Set([...old.querySelectorAll("details[open] > summary")].map((one) => one.textContent));
  old.replaceWith(document.adoptNode(made));
  for (const summary of made.querySelectorAll("summary")) if (open.has(summary.textContent)) summary.parentElement?.setAttribute("open", "");
  if (id) document.getElementById(id)?.focus();
}

function say(form: HTMLFormElement, words: string): void {
  let box = document.getElementById("refusal");
  if (!box) {
    box = document.createElement("div");
    box.id = "refusal";
    box.className = "notice refusal";
    box.setAttribute("role", "alert");
    box.tabIndex = -1;
    form.before(box);
  }
  box.textContent = words;
  box.focus();
}

let asking = false;
let again = false;

/** One question at a time; what changed meanwhile is asked after it. */
async function askTheLaw(): Promise<void> {
  const form = formOf();
  if (!form || !document.querySelector("#law h2")) return;
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  const body = sent(form, "continue");
  try {
    const { response, page } = await answered(form, body);
    // An answer to what stands there no more would take away what was typed since.
    if (sent(form, "continue").toString() !== body.toString()) again = true;
    else if (response.ok) for (const part of ["#groups", "#law"]) replace(part, page);
  } catch {
    // Nobody asked to send anything: the buttons tell when there is no connection.
  }
  asking = false;
  if (again) {
    again = false;
    await askTheLaw();
  }
}

async function send(form: HTMLFormElement, action: string): Promise<void> {
  try {
    const { response, page } = await answered(form, sent(form, action));
    if (response.redirected) return location.assign(response.url);
    const main = page.querySelector("main");
    if (!main) return say(form, `The register answered ${response.status}. Nothing is lost: wait a moment and press the button again.`);
    document.querySelector("main")?.replaceWith(document.adoptNode(main));
    const told = document.getElementById("refusal") ?? document.getElementById("law");
    if (told) {
      told.tabIndex = -1;
      told.focus();
      told.scrollIntoView({ block: "start" });
    }
  } catch {
    say(form, "There is no connection to the register. Nothing is lost: it all stands here still. Press the button again when the connection is back; nothing is stored twice.");
  }
}

document.addEventListener("change", (event) => {
  if (event.target instanceof Element && event.target.closest("form[data-record]")) void askTheLaw();
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.matches("form[data-record]")) return;
  event.preventDefault();
  const button = event.submitter;
  void send(form, button instanceof HTMLButtonElement ? button.value : "continue");
});
