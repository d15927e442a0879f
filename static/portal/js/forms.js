// Forms: rows added at once, and a warning before unsaved changes are left behind.

const ROW_NUMBER = "__prefix__";

for (const rows of document.querySelectorAll("[data-rows]")) {
  rows.querySelector("[data-rows-add]")?.addEventListener("click", (event) => {
    event.preventDefault();
    addRow(rows);
  });
}

// The form whose button saves must win over the buttons that add rows when Enter is pressed.
for (const form of document.querySelectorAll("form[data-unsaved]")) {
  form.addEventListener("keydown", (event) => {
    const line = event.target.matches("input:not([type='submit']), textarea[data-one-line]");
    const enter = event.key === "Enter" && line && !event.isComposing;
    const save = form.querySelector("button[name='save']");
    if (!enter || !save) return;
    event.preventDefault();
    form.requestSubmit(save);
  });
  watch(form);
}

function addRow(rows) {
  const total = rows.querySelector(`[name="${rows.dataset.rows}-TOTAL_FORMS"]`);
  const index = Number(total.value);
  const limit = rows.querySelector(`[name="${rows.dataset.rows}-MAX_NUM_FORMS"]`);
  if (limit && index >= Number(limit.value)) return;
  const row = rows.querySelector("template").content.firstElementChild.cloneNode(true);
  for (const element of [row, ...row.querySelectorAll("*")]) {
    for (const attribute of [...element.attributes]) {
      if (attribute.value.includes(ROW_NUMBER)) {
        element.setAttribute(attribute.name, attribute.value.replaceAll(ROW_NUMBER, index));
      }
    }
  }
  for (const place of row.querySelectorAll("[data-row-number]")) place.textContent = index + 1;
  rows.querySelector("[data-rows-body]").append(row);
  total.value = index + 1;
  row.dispatchEvent(new CustomEvent("portal:row-added", { bubbles: true }));
  row.querySelector("input:not([type='hidden']), select, textarea")?.focus();
  rows.dispatchEvent(new Event("input", { bubbles: true }));
}

function watch(form) {
  const note = form.querySelector("[data-unsaved-note]");
  // Drawn again after an error or an added row: what is typed has not been saved yet.
  let changed = form.dataset.unsaved === "changed" || Boolean(document.getElementById("fehler"));
  const mark = () => {
    changed = true;
    if (note) note.hidden = false;
  };
  if (changed) mark();
  form.addEventListener("input", mark);
  form.addEventListener("change", mark);
  form.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}
