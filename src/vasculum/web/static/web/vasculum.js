// Comforts on top of pages that work without them.

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function switchTheme() {
  const theme = isDark() ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // Not remembered where storage is switched off.
  }
}

for (const button of document.querySelectorAll("[data-theme-switch]")) {
  button.hidden = false;
  button.addEventListener("click", switchTheme);
}

function withoutEmptyFields(form) {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    const usual = (name === "view" && value === "table") || (name === "sort" && value === "relevance");
    if (value && !usual) fields.append(name, value);
  }
  return fields.toString();
}

for (const form of document.querySelectorAll("[data-submit-on-change]")) {
  const go = () => {
    if (!form.reportValidity()) return;
    form.setAttribute("aria-busy", "true");
    const fields = withoutEmptyFields(form);
    location.assign(fields ? `${form.action}?${fields}` : form.action);
  };
  form.classList.add("is-live");
  form.addEventListener("change", (event) => {
    if (event.target.matches("input[type=checkbox], select")) go();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go();
  });
}

addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[aria-busy]")) form.removeAttribute("aria-busy");
});

if (matchMedia("(max-width: 60rem)").matches) {
  for (const fold of document.querySelectorAll("[data-fold-on-phone]")) fold.open = false;
}

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = button.dataset.copied;
    setTimeout(() => (button.textContent = label), 2000);
  });
}

// What is being made is looked at now and then, without taking the page away from whoever reads it.
async function lookAgain(shown) {
  const answer = await fetch(location.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = page.querySelector("[data-until-done]");
  if (answer.ok && !now) return location.reload();
  if (now) {
    shown.querySelector("[role=status]").textContent = now.querySelector("[role=status]").textContent;
    shown.querySelector("progress").value = now.querySelector("progress").value;
  }
  setTimeout(follow, 4000, shown);
}

function follow(shown) {
  lookAgain(shown).catch(() => setTimeout(follow, 20000, shown));
}

for (const shown of document.querySelectorAll("[data-until-done]")) setTimeout(follow, 4000, shown);
