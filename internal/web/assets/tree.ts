// The editor of an edition's tree: moves by drag and by Alt and the arrow
// keys, saves an element as it is written, and finds the cursor for a split.
// Every act is a form or a link of the page; this only makes it quicker.

document.documentElement.classList.add("scripted");

const outline = document.getElementById("outline");
const said = document.getElementById("said");

const rowOf = (node: EventTarget | null) => (node instanceof Element ? node.closest<HTMLElement>(".row[data-move]") : null);
const idOf = (row: Element) => row.closest<HTMLElement>("li[data-id]")?.dataset.id ?? "";
const say = (words: string) => {
  if (said) said.textContent = words;
};

// send posts a move and draws the outline as the server has it after it.
async function send(row: HTMLElement, fields: Record<string, string>, focus: string) {
  if (!outline || outline.ariaBusy === "true") return;
  outline.ariaBusy = "true";
  const id = idOf(row);
  try {
    const answer = await fetch(row.dataset.move ?? "", {
      method: "POST",
      headers: { "HX-Request": "true" },
      body: new URLSearchParams(fields),
    });
    const html = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = html.querySelector<HTMLElement>(".outline");
    if (!answer.ok || !fresh) {
      say(html.body.textContent?.trim() ?? "");
      return;
    }
    outline.replaceChildren(fresh);
    say(fresh.dataset.said ?? "");
    const moved = outline.querySelector<HTMLElement>(`li[data-id="${CSS.escape(id)}"] > .row`);
    moved?.classList.add("moved");
    moved?.querySelector<HTMLElement>(focus)?.focus();
  } finally {
    outline.ariaBusy = "false";
  }
}

const ways: Record<string, string> = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "out", ArrowRight: "in" };

outline?.addEventListener("keydown", (event) => {
  const row = rowOf(event.target);
  const how = ways[event.key];
  if (!row || !how || !event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  void send(row, { how }, ".row-title");
});

outline?.addEventListener("submit", (event) => {
  const row = rowOf(event.target);
  const button = event.submitter;
  if (!row || !(button instanceof HTMLButtonElement) || button.name !== "how") return;
  event.preventDefault();
  void send(row, { how: button.value }, "summary");
});

// Only one row's menu is open at a time, and Escape closes it.
outline?.addEventListener(
  "toggle",
  (event) => {
    const menu = event.target;
    if (!(menu instanceof HTMLDetailsElement) || !menu.open) return;
    for (const other of outline.querySelectorAll<HTMLDetailsElement>(".row-acts[open]")) {
      if (other !== menu) other.open = false;
    }
  },
  true,
);
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && outline?.querySelector<HTMLDetailsElement>(".row-acts[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector<HTMLElement>("summary")?.focus();
});

// A drag ends before, after or inside another row: its upper, lower or middle
// part.
let dragged: HTMLElement | null = null;

function placeOf(row: HTMLElement, y: number) {
  const box = row.getBoundingClientRect();
  const part = (y - box.top) / box.height;
  return part < 0.3 ? "before" : part > 0.7 ? "after" : "inside";
}

function unmark() {
  for (const row of outline?.querySelectorAll(".row[data-drop]") ?? []) row.removeAttribute("data-drop");
}

outline?.addEventListener("dragstart", (event) => {
  if (!(event.target instanceof Element) || !event.target.matches(".grip")) return;
  dragged = rowOf(event.target);
  if (!dragged || !event.dataTransfer) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", idOf(dragged));
  event.dataTransfer.setDragImage(dragged, 12, 12);
  dragged.classList.add("dragged");
});
outline?.addEventListener("dragover", (event) => {
  const over = rowOf(event.target);
  unmark();
  if (!dragged || !over || dragged.closest("li")?.contains(over)) return;
  event.preventDefault();
  over.dataset.drop = placeOf(over, event.clientY);
});
outline?.addEventListener("dragend", () => {
  dragged?.classList.remove("dragged");
  dragged = null;
  unmark();
});
outline?.addEventListener("drop", (event) => {
  const over = rowOf(event.target);
  if (!dragged || !over || dragged.closest("li")?.contains(over)) return;
  event.preventDefault();
  const place = placeOf(over, event.clientY);
  const item = over.closest("li");
  let parent = idOf(over);
  let position = item?.querySelectorAll(":scope > ol > li").length ?? 0;
  if (place !== "inside") {
    parent = item?.parentElement?.closest<HTMLElement>("li[data-id]")?.dataset.id ?? "";
    const others = [...(item?.parentElement?.children ?? [])].filter((li) => li !== dragged?.closest("li"));
    position = others.indexOf(item as Element) + (place === "after" ? 1 : 0);
  }
  void send(dragged, { parent, position: String(position) }, ".row-title");
});

// Autosave: two seconds after the last key, and at once when the page is left.
const form = document.querySelector<HTMLFormElement>("form[data-autosave]");
const state = form?.querySelector<HTMLElement>("[data-save-state]");
const idle = 2000;
let timer = 0;
let dirty = false;
let saving: Promise<boolean> | null = null;

function tell(words: string | undefined, kind: string) {
  if (!state) return;
  state.textContent = words ?? "";
  state.dataset.kind = kind;
}

async function post(keepalive: boolean): Promise<boolean> {
  if (!form) return true;
  dirty = false;
  tell(form.dataset.saving, "saving");
  try {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) body.append(name, String(value));
    const answer = await fetch(form.action, { method: "POST", headers: { Accept: "application/json" }, body, keepalive });
    const told = (await answer.json()) as { version?: string; said?: string; title?: string; detail?: string };
    if (answer.ok && told.version) {
      for (const field of document.querySelectorAll<HTMLInputElement>("form[data-autosave] input[name=version], form[data-split] input[name=version]")) {
        field.value = told.version;
      }
      if (!dirty) tell(told.said, "saved");
      return true;
    }
    dirty = true;
    tell(answer.status === 409 ? form.dataset.conflict : [told.title, told.detail].join(" "), "problem");
  } catch {
    dirty = true;
    tell(form.dataset.offline, "problem");
  }
  return false;
}

// save sends what is not sent yet; two saves never run side by side, for the
// second would come with the first one's version.
async function save(keepalive = false): Promise<boolean> {
  clearTimeout(timer);
  if (saving) await saving;
  if (!dirty) return true;
  saving = post(keepalive);
  const ok = await saving;
  saving = null;
  return ok;
}

function changed() {
  dirty = true;
  if (state?.dataset.kind !== "problem") tell(form?.dataset.changed, "changed");
  clearTimeout(timer);
  timer = window.setTimeout(() => void save(), idle);
}

form?.addEventListener("input", changed);
// Buttons save the ordinary way. A save under way is let finish first, so
// that the form goes with the version it made.
form?.addEventListener("submit", (event) => {
  clearTimeout(timer);
  if (!saving) {
    dirty = false;
    return;
  }
  event.preventDefault();
  const button = event.submitter;
  void saving.then(() => {
    dirty = false;
    form.requestSubmit(button);
  });
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") void save(true);
});
window.addEventListener("beforeunload", (event) => {
  if (dirty) event.preventDefault();
});

// The split begins at the cursor: the words after it go into the field, as
// many as it takes to tell the place.
const split = document.querySelector<HTMLFormElement>("form[data-split]");
let cursor: HTMLTextAreaElement | null = null;
for (const area of form?.querySelectorAll<HTMLTextAreaElement>("textarea[name^=body-]") ?? []) {
  for (const type of ["focus", "input", "blur"]) area.addEventListener(type, () => (cursor = area));
}

function wordsAfter(text: string, at: number): string {
  const plain = (s: string) => s.replace(/\s+/g, " ");
  const rest = plain(text.slice(at)).trimStart();
  for (let length = 40; length < 480; length += 20) {
    const words = rest.slice(0, length).trimEnd();
    if (words.length < length - 1 || plain(text).split(words).length === 2) return words;
  }
  return rest.slice(0, 480);
}

split?.querySelector("[data-cursor]")?.addEventListener("click", async (event) => {
  const note = (event.currentTarget as HTMLElement).parentElement?.querySelector<HTMLElement>("[role=status]");
  const words = cursor && cursor.selectionStart > 0 ? wordsAfter(cursor.value, cursor.selectionStart) : "";
  if (!cursor || !words) {
    if (note) note.textContent = split.dataset.none ?? "";
    return;
  }
  if (note) note.textContent = "";
  split.querySelector<HTMLSelectElement>("select[name=lang]")!.value = cursor.lang;
  const field = split.querySelector<HTMLInputElement>("input[name=before]")!;
  field.value = words;
  field.focus();
  await save();
});
// What is being written is saved before it is cut in two.
split?.addEventListener("submit", (event) => {
  if (!dirty && !saving) return;
  event.preventDefault();
  void save().then((ok) => ok && split.requestSubmit());
});

export {};
