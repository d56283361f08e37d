// A figure is said back in words while it is typed; without this module the page says it when a draft is kept.

const PAUSE = 300;
const BESIDE = ["how_many", "at_least", "at_most", "unit", "basis", "as_of"];

function echo(input) {
  const told = document.getElementById(`${input.id}-understood`);
  let waiting = 0;
  let asked = 0;

  async function ask() {
    const number = (asked += 1);
    const fields = new URLSearchParams({ of: input.name });
    for (const name of new Set([...BESIDE, input.name])) fields.set(name, input.form.elements[name].value);
    const answer = await fetch(`${input.dataset.figure}?${fields}`);
    const words = answer.ok ? await answer.text() : "";
    if (number === asked) told.textContent = words && `${told.dataset.before} ${words}`;
  }

  function soon() {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  }

  input.addEventListener("input", soon);
  for (const name of BESIDE) {
    const field = input.form.elements[name];
    if (field !== input) field.addEventListener("input", () => input.value && soon());
  }
}

for (const input of document.querySelectorAll("input[data-figure]")) echo(input);
