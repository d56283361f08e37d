// The keys of the review desk: a number chooses in the field where the cursor is, Ctrl and Enter accepts.

const form = document.querySelector("#desk");

form.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
    event.preventDefault();
    form.requestSubmit();
    return;
  }
  const field = event.target.closest("fieldset");
  if (!field || !/^[1-9]$/.test(event.key) || !event.target.matches("[type=radio]")) return;
  const choice = field.querySelectorAll("[type=radio]")[Number(event.key) - 1];
  if (!choice) return;
  event.preventDefault();
  choice.checked = true;
  choice.focus();
});
form.querySelector(".undecided [type=radio]")?.focus();
