/** Words of the file, one click away: `data-take` is a map from a field's id to its value, `data-add` puts it behind. */
export function take(button) {
  const values = Object.entries(JSON.parse(button.dataset.take));
  const fields = values.map(([id, value]) => [document.getElementById(id), value]).filter(([field]) => field);
  for (const [field, value] of fields) {
    field.value = "add" in button.dataset && field.value.trim() ? joined(field.value, value) : value;
    for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  }
  fields[0]?.[0].focus();
}

function joined(there, more) {
  const words = `${there}, ${more}`.split(",").map((word) => word.trim()).filter(Boolean);
  return [...new Map(words.map((word) => [word.toLowerCase(), word])).values()].join(", ");
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-take]");
  if (button) take(button);
});
