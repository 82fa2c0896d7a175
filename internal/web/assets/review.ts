// The review of a source, faster: acts without a reload, shortcuts, text that
// was missed taken from a selection. Everything also works without it.

const review = () => document.querySelector<HTMLElement>("[data-review]");
const cards = () => [...document.querySelectorAll<HTMLElement>("[data-finding]")];
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

// at is the finding the reviewer is on: the one with the focus, else the last.
let at = "";

function current(): HTMLElement | undefined {
  const focused = document.activeElement?.closest<HTMLElement>("[data-finding]");
  return focused ?? cards().find((c) => c.id === at);
}

function go(card: HTMLElement | null | undefined, focus = true) {
  if (!card) return;
  at = card.id;
  for (const shown of document.querySelectorAll(".is-here")) shown.classList.remove("is-here");
  card.classList.add("is-here");
  const pin = document.getElementById(card.id.replace(/^f-/, "m-"));
  const pane = document.querySelector<HTMLElement>("[data-source]");
  if (pin && pane) {
    pin.classList.add("is-here");
    // Only the pane scrolls: the page stays where the reviewer is.
    pane.scrollTo({ top: pin.offsetTop - pane.offsetTop - pane.clientHeight / 3, behavior: calm ? "auto" : "smooth" });
  }
  if (focus) {
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
  }
}

function step(by: number) {
  const list = cards();
  const here = current();
  const i = here ? list.indexOf(here) + by : list.findIndex((c) => c.dataset.finding === "open");
  go(list[Math.min(Math.max(i, 0), list.length - 1)]);
}

// send carries out a form of the review and puts the answer in its place.
let busy = false;
async function send(form: HTMLFormElement, button: HTMLButtonElement | null) {
  if (busy) return;
  busy = true;
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form, button)) body.append(name, String(value));
  const next = body.get("next") ?? "";
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector<HTMLElement>("[data-review]");
    const old = review();
    if (!fresh || !old) {
      location.reload(); // signed out, or removed meanwhile: the server says which
      return;
    }
    const top = document.querySelector("[data-source]")?.scrollTop ?? 0;
    const opened = old.querySelector("[data-keys]")?.hasAttribute("open") ?? false;
    old.replaceWith(fresh);
    const pane = document.querySelector("[data-source]");
    if (pane) pane.scrollTop = top;
    begin();
    if (opened) fresh.querySelector("[data-keys]")?.setAttribute("open", "");
    const summary = fresh.querySelector<HTMLElement>(".ds-error-summary");
    if (summary) summary.focus();
    else go(document.getElementById("f-" + next) ?? document.getElementById("f-" + (fresh.dataset.first ?? "")) ?? fresh.querySelector<HTMLElement>("[data-finding]"));
  } catch {
    form.submit(); // without the network the browser says what is wrong
  } finally {
    busy = false;
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (!form.matches("[data-act]") || !review()) return;
  event.preventDefault();
  void send(form, (event as SubmitEvent).submitter as HTMLButtonElement | null);
});

function press(what: string) {
  current()?.querySelector<HTMLButtonElement>(`[data-do="${what}"]`)?.click();
}

function edit(hash = "") {
  const link = current()?.querySelector<HTMLAnchorElement>("[data-edit]");
  if (link) location.href = link.href + hash;
}

const help = () => document.querySelector<HTMLDetailsElement>("[data-keys]");
const keys: Record<string, () => void> = {
  j: () => step(1),
  k: () => step(-1),
  a: () => press("accept"),
  r: () => press("reject"),
  e: () => edit(),
  m: () => edit("#merge"),
  n: () => add(),
  "?": () => {
    const details = help();
    if (!details) return;
    details.open = !details.open;
    if (details.open) details.querySelector<HTMLElement>("summary")?.focus();
  },
};

const setting = "katto-review-keys";
function wanted(): boolean {
  try {
    return localStorage.getItem(setting) !== "off";
  } catch {
    return true;
  }
}

// A key that is typed into a field, or with another held down, is not ours.
document.addEventListener("keydown", (event) => {
  if (!review() || !wanted() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const target = event.target as HTMLElement;
  if (target.isContentEditable || target.closest("input, textarea, select, [role=textbox]")) return;
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

// placeIn counts the characters from the beginning of the source to a point
// of a selection: characters as the server counts them, without the pins.
function placeIn(node: Node, offset: number): number | undefined {
  const element = node instanceof Element ? node : node.parentElement;
  const piece = element?.closest<HTMLElement>("[data-at]");
  if (!piece || !piece.closest("[data-source]")) return undefined;
  const range = document.createRange();
  range.setStart(piece, 0);
  range.setEnd(node, offset);
  return Number(piece.dataset.at) + [...range.toString()].length;
}

interface Chosen {
  start: number;
  end: number;
  words: string;
}

function chosen(): Chosen | undefined {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0);
  const start = placeIn(range.startContainer, range.startOffset);
  const end = placeIn(range.endContainer, range.endOffset);
  if (start === undefined || end === undefined || end <= start) return undefined;
  const part = range.cloneContents();
  for (const pin of part.querySelectorAll(".pin")) pin.remove();
  return { start, end, words: (part.textContent ?? "").replace(/\s+/g, " ").trim() };
}

// fill puts the selected text in the form that adds what was missed.
function fill(form: HTMLFormElement, what: Chosen) {
  const field = (name: string) => form.elements.namedItem(name) as HTMLInputElement;
  field("start").value = String(what.start);
  field("end").value = String(what.end);
  field("words").value = what.words;
}

function add() {
  const details = document.querySelector<HTMLDetailsElement>("[data-add]");
  const form = details?.querySelector("form");
  if (!details || !form) return;
  const what = chosen();
  details.open = true;
  if (what) fill(form, what);
  // What was closed can take the focus only once it is drawn.
  setTimeout(() => {
    form.scrollIntoView({ block: "nearest" });
    form.querySelector<HTMLElement>(what ? "select" : "textarea")?.focus();
  }, 50);
}

// Text that is typed anew stands nowhere in the source until the server finds it.
document.addEventListener("input", (event) => {
  const field = event.target as HTMLElement;
  const form = field.closest<HTMLFormElement>("[data-add] form");
  if (!form || field.getAttribute("name") !== "words") return;
  for (const name of ["start", "end"]) (form.elements.namedItem(name) as HTMLInputElement).value = "";
});

// When the form is opened by hand, a selection made just before goes into it.
let lastChosen: Chosen | undefined;
document.addEventListener("selectionchange", () => {
  lastChosen = chosen() ?? lastChosen;
});

function begin() {
  const details = help();
  if (details) details.hidden = false;
  const box = document.querySelector<HTMLInputElement>("[data-keys-on]");
  if (box) {
    box.checked = wanted();
    box.addEventListener("change", () => {
      try {
        localStorage.setItem(setting, box.checked ? "on" : "off");
      } catch {
        // Without storage the shortcuts stay on.
      }
    });
  }
  const adding = document.querySelector<HTMLDetailsElement>("[data-add]");
  adding?.addEventListener("toggle", () => {
    const form = adding.querySelector("form");
    if (adding.open && form && lastChosen && !(form.elements.namedItem("words") as HTMLInputElement).value) fill(form, lastChosen);
    lastChosen = undefined;
  });
}

const root = review();
if (root) {
  begin();
  // The page opens where the work was left.
  const asked = location.hash.startsWith("#f-") ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  go(asked ?? document.getElementById("f-" + (root.dataset.first ?? "")), asked !== null);
}

// A file that is dropped on the form is chosen in it.
const drop = document.querySelector<HTMLFormElement>("form[data-drop]");
if (drop) {
  const input = drop.querySelector<HTMLInputElement>("input[type=file]");
  const said = drop.querySelector<HTMLElement>("[data-dropped]");
  for (const kind of ["dragenter", "dragover"]) {
    drop.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.add("is-over");
    });
  }
  for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => drop.classList.remove("is-over"));
  drop.addEventListener("drop", (event) => {
    const files = event.dataTransfer?.files;
    if (!input || !files || files.length === 0) return;
    event.preventDefault();
    input.files = files;
    if (said) {
      said.hidden = false;
      said.textContent = files[0].name;
    }
  });
}
