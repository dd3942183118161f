/** The lead picture as one sees it: chosen anew, it shows itself, and caption and credit say in grey what they inherit. */
class LeadPicture extends HTMLElement {
  connectedCallback() {
    this.field = document.getElementById(this.getAttribute("for"));
    // The desk's picker tells its changes through the admin's own jQuery only.
    if (this.field) globalThis.django?.jQuery(this.field).on("change", () => this.look());
  }

  async look() {
    const key = this.field.value;
    this.key = key;
    if (!key) return this.draw(null);
    try {
      const answer = await fetch(`${this.getAttribute("src")}?ids=${key}`, { headers: { Accept: "application/json" } });
      const { rows } = await answer.json();
      if (this.key === key) this.draw(rows[0] ?? null);
    } catch {
      if (this.key === key) this.draw(null); // the field itself still says which picture it is
    }
  }

  draw(row) {
    for (const field of this.field.form.querySelectorAll("[data-picture]")) field.placeholder = row?.[field.dataset.picture] ?? "";
    this.replaceChildren();
    if (!row) return;
    const look = Object.assign(document.createElement("span"), { className: "look" });
    if (row.thumb) look.append(Object.assign(new Image(), { src: row.thumb, alt: row.alt }));
    else look.classList.add("nothing");
    this.append(look);
    if (row.rights) this.append(Object.assign(document.createElement("p"), { className: "warn", textContent: row.rights }));
  }
}

customElements.define("lead-picture", LeadPicture);
