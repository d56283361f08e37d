// A barcode scanner ends with Enter: in the form Enter goes to the next field; what was typed is kept when the page is left.

const form = document.querySelector("form[data-entry]");
let changed = false;

function next(event) {
  const field = event.target;
  if (event.key !== "Enter" || event.ctrlKey || event.metaKey || !field.matches("input, select")) return;
  event.preventDefault();
  const fields = [...form.querySelectorAll("input:not([type=hidden]), select, textarea")].filter((each) => each.offsetParent);
  const following = fields[fields.indexOf(field) + 1] ?? form.querySelector("button[value=next]");
  following.focus();
}

function keep() {
  if (!changed || document.visibilityState !== "hidden") return;
  const typed = new FormData(form);
  typed.set("do", "draft");
  if (navigator.sendBeacon(form.action, typed)) changed = false;
}

if (form) {
  form.addEventListener("keydown", next);
  form.addEventListener("input", () => (changed = true));
  form.addEventListener("submit", () => (changed = false));
  document.addEventListener("visibilitychange", keep);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.querySelector("button[value=next]").click();
  });
}
