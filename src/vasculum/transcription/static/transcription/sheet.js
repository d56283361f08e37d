// The form beside the image: saves at every pause, keeps what could not be sent in this browser, tells what will be understood.

const form = document.querySelector("#reading");
const state = form.querySelector("[data-state]");
const store = `vasculum:sheet:${form.dataset.sheet}`;
const PAUSE = 1500;
const LABEL = `vasculum:label:${form.dataset.project}`;
let timer = 0;
let sending = false;
let last = contents();

function fieldsOf() {
  return [...form.elements].filter((each) => /^(value|state|unsure|region)-/.test(each.name));
}

function contents() {
  return JSON.stringify(fieldsOf().map((each) => (each.type === "checkbox" ? each.checked : each.value)));
}

function tell(text) {
  state.textContent = text;
}

function version() {
  return form.elements.version;
}

async function save() {
  clearTimeout(timer);
  const now = contents();
  if (sending || now === last) return;
  sending = true;
  try {
    const answer = await fetch(form.dataset.draft, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
    if (answer.status === 409) {
      tell(state.dataset.elsewhere);
      return;
    }
    if (!answer.ok) throw new Error(String(answer.status));
    const told = await answer.json();
    version().value = told.version;
    last = now;
    localStorage.removeItem(store);
    tell(`${state.dataset.saved} ${new Date(told.saved).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}`);
  } catch {
    localStorage.setItem(store, JSON.stringify({ contents: JSON.parse(now), version: version().value }));
    tell(state.dataset.offline);
    timer = setTimeout(save, 10 * PAUSE);
  } finally {
    sending = false;
    if (contents() !== now) later();
  }
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE);
}

function restore() {
  const kept = JSON.parse(localStorage.getItem(store) ?? "null");
  const fields = fieldsOf();
  if (!kept || kept.contents.length !== fields.length || kept.version !== version().value) return;
  fields.forEach((each, at) => {
    if (each.type === "checkbox") each.checked = kept.contents[at];
    else each.value = kept.contents[at];
  });
  save();
}

async function echo(input) {
  const output = form.querySelector(`[data-echo-of="${CSS.escape(input.name.slice(6))}"]`);
  const asked = new URLSearchParams({ kind: input.dataset.echo, text: input.value });
  try {
    const answer = await fetch(`${form.dataset.understood}?${asked}`);
    const told = await answer.json();
    output.textContent = told.text ? `→ ${told.text}` : "";
  } catch {
    output.textContent = "";
  }
}

form.addEventListener("input", () => {
  tell(state.dataset.typing);
  later();
});
form.addEventListener("change", (event) => {
  if (event.target.dataset?.echo) echo(event.target);
});
form.addEventListener("submit", () => {
  clearTimeout(timer);
  sending = true;
});
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save());
window.addEventListener("online", save);
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey)) return;
  if (event.key === "Enter") {
    event.preventDefault();
    form.requestSubmit(form.querySelector(".reading-acts [value=submit]"));
  }
  if (event.key === "s") {
    event.preventDefault();
    save();
  }
});
document.addEventListener("reading:open", ({ detail }) => {
  for (const button of form.querySelectorAll("[data-region]")) {
    const kept = form.elements[`region-${button.dataset.region}`];
    button.hidden = false;
    button.addEventListener("click", () => {
      kept.value = detail.regionOf(detail.viewer);
      localStorage.setItem(LABEL, kept.value);
      form.dispatchEvent(new Event("input"));
    });
    button.closest("fieldset").addEventListener("focusin", (event) => {
      if (kept.value && event.target !== button) detail.showRegion(detail.viewer, kept.value);
    });
  }
});
restore();
