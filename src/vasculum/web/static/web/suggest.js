// Suggestions while typing: a combobox with a list (WAI-ARIA 1.2), on top of a search field that works without it.

const PAUSE = 150;

let boxes = 0;

function option(choice, id) {
  const item = document.createElement("li");
  item.id = id;
  item.role = "option";
  item.dataset.address = choice.address;
  const kind = document.createElement("span");
  kind.className = "suggest-kind";
  kind.textContent = choice.kind;
  const text = document.createElement("span");
  text.className = "suggest-text";
  text.textContent = choice.text;
  item.append(text, kind);
  return item;
}

function enhance(input) {
  const list = document.createElement("ul");
  list.id = `suggestions-${(boxes += 1)}`;
  list.className = "suggestions";
  list.role = "listbox";
  list.hidden = true;
  const label = input.labels[0];
  if (label) list.setAttribute("aria-label", label.textContent);
  input.parentElement.classList.add("suggesting");
  input.parentElement.append(list);
  input.role = "combobox";
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  let waiting = 0;
  let chosen = -1;
  let asked = "";

  function close() {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(number) {
    const options = [...list.children];
    chosen = (number + options.length + 1) % (options.length + 1);
    options.forEach((each, at) => each.setAttribute("aria-selected", String(at === chosen)));
    if (chosen < options.length) {
      input.setAttribute("aria-activedescendant", options[chosen].id);
      options[chosen].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  function show(choices) {
    list.replaceChildren(...choices.map((choice, at) => option(choice, `${list.id}-${at}`)));
    list.hidden = choices.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    input.removeAttribute("aria-activedescendant");
    chosen = choices.length;
  }

  async function ask() {
    const text = input.value.trim();
    asked = text;
    if (text.length < 2) return close();
    const fields = new URLSearchParams({ q: text, lang: document.documentElement.lang });
    try {
      const answer = await fetch(`/api/suggest?${fields}`);
      if (answer.ok && asked === text && document.activeElement === input) show(await answer.json());
    } catch {
      close();
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && list.children[chosen]) {
      event.preventDefault();
      location.assign(list.children[chosen].dataset.address);
    }
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[data-address]");
    if (item) location.assign(item.dataset.address);
  });
  input.addEventListener("blur", close);
}

for (const input of document.querySelectorAll("input[data-suggest]")) enhance(input);
