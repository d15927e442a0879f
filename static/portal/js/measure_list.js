// The list of measures: tick a whole page, say how many are ticked, change a cell where it stands.
// Without this, rows are ticked one by one and a cell's form is a page of its own.

const boxes = () => [...document.querySelectorAll("input[name='auswahl']")];
const head = document.querySelector("[data-select-all]");
const said = document.querySelector("[data-selected]");

if (head && boxes().length) {
  const all = document.createElement("input");
  all.type = "checkbox";
  all.setAttribute("aria-label", "Alle auf dieser Seite auswählen");
  all.addEventListener("change", () => {
    for (const box of boxes()) box.checked = all.checked;
    tell(all);
  });
  head.append(all);
  document.addEventListener("change", (event) => {
    if (event.target.name === "auswahl") tell(all);
  });
  tell(all);
}

function tell(all) {
  const ticked = boxes().filter((box) => box.checked).length;
  all.checked = ticked > 0 && ticked === boxes().length;
  all.indeterminate = ticked > 0 && !all.checked;
  if (!said) return;
  said.textContent = ticked ? `${ticked} angekreuzt` : "";
}

// Cells

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-cell]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const open = document.querySelector("form.cell-form");
  if (open) leave(open);
  event.preventDefault();
  const cell = link.closest(".cell");
  // Left before the answer came: htmx has told whoever listens, nobody waits here.
  window.htmx.ajax("GET", link.href, { source: link, target: cell, swap: "afterend" })?.catch(() => {});
});

document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.detail.target.matches?.(".cell, .cell-form, tr[id^='zeile-']")) return;
  const answer = event.detail.serverResponse ?? "";
  if (event.detail.isError || !(answer.includes("cell-form") || answer.includes('id="zeile-'))) {
    // Such as a login that ran out: the form's own page says what is the matter.
    event.detail.shouldSwap = false;
    window.location.href = event.detail.requestConfig.path;
    return;
  }
  if (answer.includes('id="zeile-')) {
    // It is saved: the whole row comes back.
    event.detail.target = event.detail.target.closest("tr");
    event.detail.swapOverride = "outerHTML";
  }
});

document.body.addEventListener("htmx:afterSettle", () => {
  const form = document.querySelector("form.cell-form:not([data-known])");
  if (!form) return;
  form.dataset.known = "ja";
  cellOf(form)?.setAttribute("hidden", "");
  (form.querySelector("[aria-invalid='true']") ?? form.querySelector("select, input:not([type='hidden']), textarea"))?.focus();
  form.addEventListener("keydown", (key) => {
    if (key.key === "Escape") leave(form);
  });
});

let back = "";

document.body.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.detail.elt.closest?.("form.cell-form");
  if (form) back = cellOf(form)?.querySelector("a[data-cell]")?.getAttribute("href") ?? "";
});

document.body.addEventListener("htmx:load", (event) => {
  if (!event.target.matches?.("tr[id^='zeile-']")) return;
  event.target.querySelector(`a[data-cell][href="${back}"]`)?.focus();
  if (said) said.textContent = "Gespeichert.";
});

document.addEventListener("click", (event) => {
  const away = event.target.closest?.("form.cell-form [data-leave]");
  if (!away) return;
  event.preventDefault();
  leave(away.closest("form"));
});

function cellOf(form) {
  const before = form.previousElementSibling;
  return before?.matches(".cell") ? before : null;
}

function leave(form) {
  const cell = cellOf(form);
  form.remove();
  cell?.removeAttribute("hidden");
  cell?.querySelector("a[data-cell]")?.focus();
}
