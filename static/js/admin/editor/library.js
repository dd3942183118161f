/** The library's rows behind the cards: asked for together, one request a kind, told to every card that waits. */
export class Library {
  constructor(addresses, day) {
    this.addresses = addresses; // {image: ".../pick/image/", …}
    this.day = day; // () => the story's date, for roles
    this.rows = new Map();
    this.waiting = new Map();
    this.listeners = new Set();
  }

  /** The row, `null` if it is gone or not for this user, `undefined` while it is on its way. */
  row(kind, key) {
    if (!key) return null;
    const name = `${kind}:${key}`;
    if (!this.rows.has(name)) this.want(kind, key);
    return this.rows.get(name);
  }

  want(kind, key) {
    if (!this.waiting.size) queueMicrotask(() => this.fetchAll());
    if (!this.waiting.has(kind)) this.waiting.set(kind, new Set());
    this.waiting.get(kind).add(key);
  }

  async fetchAll() {
    const wanted = [...this.waiting];
    this.waiting.clear();
    await Promise.all(wanted.map(([kind, keys]) => this.fetchKind(kind, [...keys])));
    this.listeners.forEach((told) => told());
  }

  async fetchKind(kind, keys) {
    for (const key of keys) this.rows.set(`${kind}:${key}`, undefined);
    try {
      const { rows } = await this.ask(kind, { ids: keys.join(",") });
      for (const key of keys) this.rows.set(`${kind}:${key}`, null);
      for (const row of rows) this.rows.set(`${kind}:${row.id}`, row);
    } catch {
      // Unknown stays unknown until somebody asks again: cards say nothing wrong, and nobody asks in a circle.
    }
  }

  /** Rows for `{q}` or `{ids}`; throws when the answer is no JSON, which is what a lost log-in looks like. */
  async ask(kind, parameters, signal) {
    const url = new URL(this.addresses[kind], location.href);
    const day = this.day();
    for (const [name, value] of Object.entries(day ? { ...parameters, on: day } : parameters)) url.searchParams.set(name, value);
    const response = await fetch(url, { headers: { Accept: "application/json" }, signal });
    if (!response.ok || response.redirected) throw new Error(String(response.status));
    const answer = await response.json();
    for (const row of answer.rows) this.rows.set(`${kind}:${row.id}`, row);
    return answer;
  }

  /** Somebody changed a row in a pop-up: look again. */
  async refresh(kind, key) {
    await this.fetchKind(kind, [key]);
    this.listeners.forEach((told) => told());
  }
}
