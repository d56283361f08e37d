// Runs the examples of the page about the API, and shows what the node answers.

const MOST = 4000;

async function answered(button) {
  const answer = await fetch(button.dataset.run, { headers: { Accept: button.dataset.accept } });
  const text = await answer.text();
  const told = answer.headers.get("Content-Type")?.startsWith("application/json") ? JSON.stringify(JSON.parse(text), null, 2) : text;
  return `${answer.status} ${answer.headers.get("Content-Type")}\n\n${told.length > MOST ? `${told.slice(0, MOST)}\n…` : told}`;
}

for (const button of document.querySelectorAll("[data-run]")) {
  const shown = document.getElementById(button.getAttribute("aria-controls"));
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.setAttribute("aria-busy", "true");
    shown.textContent = await answered(button).catch((error) => String(error));
    shown.hidden = false;
    button.removeAttribute("aria-busy");
  });
}
