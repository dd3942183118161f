/**
 * The token every POST carries. Whoever signs in again in another window has a new one, and this page would send the old:
 * so it is read from the cookie each time, and put into every form of the page.
 */
export function csrf() {
  const fields = [...document.querySelectorAll("[name=csrfmiddlewaretoken]")];
  const fresh = document.cookie.match(/(?:^|;\s*)(?:__Host-)?csrftoken=([^;]+)/)?.[1];
  if (fresh) for (const field of fields) field.value = fresh;
  return fresh ?? fields[0]?.value ?? "";
}
