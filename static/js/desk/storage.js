/** What a browser remembers for its user from page to page. Where that is forbidden, every page begins as the first. */
export function kept(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** An empty value is none. */
export function keep(name, value) {
  try {
    if (value) localStorage.setItem(name, value);
    else localStorage.removeItem(name);
  } catch {
    // see above
  }
}
