// Comforts of the frame. Everything here also works without: search by clicking, menus by <details>.

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeMenus(document.activeElement);
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const search = document.getElementById("suche");
  if (!search) return;
  event.preventDefault();
  search.focus();
  search.select();
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details:is(.menu, .views)[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("focusin", (event) => {
  for (const menu of document.querySelectorAll("details:is(.menu, .views)[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

function isTyping(target) {
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

function closeMenus(focused) {
  for (const menu of document.querySelectorAll("details:is(.menu, .views)[open]")) {
    menu.open = false;
    if (menu.contains(focused)) menu.querySelector("summary").focus();
  }
}
