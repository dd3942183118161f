/**
 * A passkey signs what the server asks for, and the form takes what it signed. Without passkeys in this browser the
 * offer is not shown, or says so.
 */
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const named = (list) => list?.map((one) => ({ ...one, id: bytes(one.id) }));

function asked({ publicKey }) {
  const made = { ...publicKey, challenge: bytes(publicKey.challenge) };
  if (made.user) made.user = { ...made.user, id: bytes(made.user.id) };
  if (made.allowCredentials) made.allowCredentials = named(made.allowCredentials);
  if (made.excludeCredentials) made.excludeCredentials = named(made.excludeCredentials);
  return made;
}

function told(key) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (key.response[name]) response[name] = text(key.response[name]);
  }
  if (key.response.getTransports) response.transports = key.response.getTransports();
  const about = { id: key.id, rawId: text(key.rawId), type: key.type, authenticatorAttachment: key.authenticatorAttachment ?? null };
  return { ...about, clientExtensionResults: key.getClientExtensionResults(), response };
}

class DeskPasskey extends HTMLElement {
  connectedCallback() {
    if (!window.PublicKeyCredential) return this.hasAttribute("new") && this.say(this.dataset.unable);
    this.hidden = false;
    return this.querySelector("form").addEventListener("submit", (event) => this.sign(event));
  }

  async sign(event) {
    const form = event.target;
    if (form.credential.value) return;
    event.preventDefault();
    this.say("");
    try {
      form.credential.value = JSON.stringify(told(await this.key(form)));
    } catch {
      this.say(this.dataset.failed); // refused, timed out, or this key is here already
      return;
    }
    form.requestSubmit();
  }

  async key(form) {
    const publicKey = asked(await this.options());
    if (!this.hasAttribute("new")) return navigator.credentials.get({ publicKey });
    const alone = form.passwordless?.checked ?? false;
    const sel = { ...publicKey.authenticatorSelection, residentKey: alone ? "required" : "discouraged", requireResidentKey: alone };
    if (alone) sel.userVerification = "required";
    return navigator.credentials.create({ publicKey: { ...publicKey, authenticatorSelection: sel } });
  }

  async options() {
    const there = document.getElementById(this.getAttribute("options"));
    if (there) return JSON.parse(there.textContent);
    const answer = await fetch(this.getAttribute("src"), { headers: { Accept: "application/json" }, credentials: "same-origin" });
    return (await answer.json()).request_options;
  }

  say(words) {
    const line = this.querySelector("[role=alert]");
    line.textContent = words;
    line.hidden = !words;
  }
}

customElements.define("desk-passkey", DeskPasskey);

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
