// A part is edited where it stands: htmx brings its form, this looks after it. Saving is an ordinary
// submit, so that errors, conflicts and everything else happen on the form's own page.

const PLACE = ".in-place";
let opener = null;

document.body.addEventListener("htmx:beforeRequest", (event) => {
  const link = event.detail.elt;
  if (!link.matches?.("[data-in-place]")) return;
  const open = document.querySelector(`${PLACE} form`);
  if (open?.dataset.changed) {
    // One form at a time; what was typed in the other one stays.
    event.preventDefault();
    showNote(open);
    (open.querySelector("[autofocus], input:not([type='hidden']), textarea, select") ?? open).focus();
    return;
  }
  if (open) close(open);
  opener = link;
});

document.body.addEventListener("htmx:afterSwap", (event) => {
  const form = event.detail.target.matches?.(PLACE) && event.detail.target.querySelector("form");
  if (!form) return;
  form.action = event.detail.requestConfig.path;
  form.dispatchEvent(new CustomEvent("portal:row-added", { bubbles: true }));
  form.addEventListener("input", () => mark(form));
  form.addEventListener("change", () => mark(form));
  form.addEventListener("submit", () => { delete form.dataset.changed; });
  form.addEventListener("keydown", (key) => { if (key.key === "Escape" && !form.dataset.changed) close(form); });
  const heading = form.querySelector("h2");
  if (heading) {
    heading.tabIndex = -1;
    heading.focus();
  }
});

// A page that cannot be brought here, such as a login that ran out, is opened as a page.
document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.detail.target.matches?.(PLACE)) return;
  const answer = event.detail.serverResponse ?? "";
  if (event.detail.isError || !answer.includes("form-page")) {
    event.detail.shouldSwap = false;
    window.location.href = event.detail.requestConfig.path;
  }
});

document.addEventListener("click", (event) => {
  const leave = event.target.closest?.(`${PLACE} [data-leave]`);
  if (!leave) return;
  event.preventDefault();
  close(leave.closest("form"));
});

window.addEventListener("beforeunload", (event) => {
  if (document.querySelector(`${PLACE} form[data-changed]`)) event.preventDefault();
});

function mark(form) {
  form.dataset.changed = "ja";
  showNote(form);
}

function showNote(form) {
  const note = form.querySelector("[data-unsaved-note]");
  if (note) note.hidden = false;
}

function close(form) {
  form.closest(PLACE).replaceChildren();
  opener?.focus();
  opener = null;
}
