// Long lists of boxes: a search over them, and only what is chosen. Without scripts they scroll.

for (const search of document.querySelectorAll("[data-choices-search]")) {
  const list = document.getElementById(search.dataset.choicesSearch);
  const [field, button, told] = [search.querySelector("input"), search.querySelector("button"), search.querySelector("p")];
  const choices = [...list.children].map((row) => ({
    row, box: row.querySelector("input"), words: folded(row.textContent),
  }));

  const show = () => {
    const sought = folded(field.value).split(" ").filter(Boolean);
    const chosenOnly = button.getAttribute("aria-pressed") === "true";
    let shown = 0;
    for (const { row, box, words } of choices) {
      row.hidden = !(sought.every((word) => words.includes(word)) && (box.checked || !chosenOnly));
      if (!row.hidden) shown += 1;
    }
    const numbers = [shown, choices.length, choices.filter(({ box }) => box.checked).length];
    told.textContent = told.dataset.words.replaceAll("%s", () => numbers.shift());
  };

  // Searching changes nothing that could be lost, and Enter must not save the form.
  field.addEventListener("input", (event) => { event.stopPropagation(); show(); });
  field.addEventListener("change", (event) => event.stopPropagation());
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation();
  });
  button.addEventListener("click", () => {
    button.setAttribute("aria-pressed", button.getAttribute("aria-pressed") !== "true");
    show();
  });
  list.addEventListener("change", show);
  search.hidden = false;
  show();
}

function folded(text) {
  return text.toLowerCase().replaceAll("ß", "ss").normalize("NFD").replace(/\p{M}/gu, "").replace(/\s+/g, " ").trim();
}
