/** What this very page can do, for the palette: whatever is marked `data-palette` and can be seen just now. */
export function here() {
  return [...document.querySelectorAll("[data-palette]")]
    .filter((one) => !one.disabled && one.checkVisibility())
    .map((element) => ({ element, title: words(element), icon: element.dataset.palette }));
}

/** As somebody would press it who sees it; the focus stays there, and Tab leads on. */
export function press({ element }) {
  element.focus();
  element.click();
}

/** Its words, without the key that stands beside them. */
function words(element) {
  const bare = element.cloneNode(true);
  for (const key of bare.querySelectorAll("kbd, .num")) key.remove();
  return bare.textContent.trim();
}
