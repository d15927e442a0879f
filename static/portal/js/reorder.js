// Lists in order: focus stays on what was moved, the new place is said, dragging is an extra.

document.body.addEventListener("portal:moved", (event) => {
  const { id, text } = event.detail;
  const moved = document.getElementById(id);
  const used = document.getElementById(`${id}-${lastDirection}`);
  const other = document.getElementById(`${id}-${lastDirection === "auf" ? "ab" : "auf"}`);
  ([used, other].find((button) => button && !button.disabled) || moved)?.focus();
  const status = document.getElementById("verschoben");
  if (status) status.textContent = text;
  prepare();
});

let lastDirection = "auf";
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[name='richtung']");
  if (button) lastDirection = button.value;
});

// Only a drag that starts on the handle moves an entry, so that its text can still be selected.
let dragged = null;

function prepare() {
  for (const entry of document.querySelectorAll("[data-sortable] > [data-move]")) {
    if (entry.querySelector(":scope > .drag-handle")) continue;
    const handle = document.createElement("span");
    handle.className = "drag-handle";
    handle.setAttribute("aria-hidden", "true");
    handle.textContent = "⠿";
    handle.draggable = true;
    handle.addEventListener("dragstart", (event) => {
      dragged = entry;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setDragImage(entry, 0, 0);
      entry.classList.add("dragged");
    });
    handle.addEventListener("dragend", () => {
      entry.classList.remove("dragged");
      dragged = null;
    });
    entry.prepend(handle);
  }
}

document.addEventListener("dragover", (event) => {
  if (landing(event)) event.preventDefault();
});

document.addEventListener("drop", (event) => {
  const target = landing(event);
  if (!target) return;
  event.preventDefault();
  const entries = siblings(target);
  send(dragged, entries.indexOf(target) + 1);
});

function landing(event) {
  if (!dragged) return null;
  // What is pointed at may lie inside an entry, in a list in order of its own.
  let target = event.target.closest?.("[data-move]");
  while (target && target.parentElement !== dragged.parentElement) {
    target = target.parentElement.closest("[data-move]");
  }
  return target === dragged ? null : target;
}

function siblings(entry) {
  return [...entry.parentElement.children].filter((child) => child.matches("[data-move]"));
}

function send(entry, place) {
  const form = entry.querySelector("form.move");
  lastDirection = place > siblings(entry).indexOf(entry) + 1 ? "ab" : "auf";
  if (window.htmx && form.getAttribute("hx-target")) {
    const values = Object.fromEntries(new FormData(form));
    window.htmx.ajax("POST", entry.dataset.move, {
      source: form, target: form.getAttribute("hx-target"), swap: "outerHTML", values: { ...values, platz: place },
    })?.catch(() => {}); // Left before the answer came: nobody waits here.
    return;
  }
  const field = Object.assign(document.createElement("input"), { type: "hidden", name: "platz", value: place });
  form.append(field);
  form.submit();
}

prepare();
document.body.addEventListener("htmx:afterSwap", prepare);
