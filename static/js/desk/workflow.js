/** When a check, a lock or an embargo has changed, what stands elsewhere on the page follows: the bar, the obstacles. */
document.addEventListener("desk:panel", ({ detail: { name, panel } }) => {
  if (name !== "workflow") return;
  const opened = document.getElementById("article_form")?.elements.base_version?.value; // what stands on the screen
  for (const field of panel.querySelectorAll('[name="version"]')) if (opened) field.value = opened;
  const told = panel.querySelector("template[data-held]");
  const bar = document.querySelector(".storybar [data-held]");
  if (told && bar) bar.replaceChildren(told.content.cloneNode(true));
  if (panel.querySelector("[data-changed]")) document.dispatchEvent(new CustomEvent("desk:reload", { detail: "why" }));
});
