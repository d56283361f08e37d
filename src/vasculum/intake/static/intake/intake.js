// The first rows as specimens follow what is chosen for the columns; without this script they follow the next check.
async function showAgain(form) {
  const body = new FormData(form);
  body.append("preview", "1");
  const answer = await fetch(location.href, { method: "POST", body, headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = page.getElementById(form.dataset.live);
  if (now) document.getElementById(form.dataset.live).replaceWith(now);
}

for (const form of document.querySelectorAll("form[data-live]")) form.addEventListener("change", () => showAgain(form));
