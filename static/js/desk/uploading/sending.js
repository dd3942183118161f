/** Sending bytes or JSON to the desk; what is no answer is thrown, with its sentence if it has one. */
import { csrf } from "../token.js";

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export async function send(url, what) {
  const raw = what instanceof Blob;
  const headers = { "X-CSRFToken": csrf(), "Content-Type": raw ? "application/octet-stream" : "application/json" };
  if (raw && globalThis.crypto?.subtle) headers["X-Piece-SHA256"] = await sha256(what);
  const answer = await fetch(url, { method: "POST", headers, body: raw ? what : JSON.stringify(what) });
  const json = (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
  if (json && (answer.ok || answer.status === 409)) return answer.json();
  const problem = new Error(answer.status);
  if (json) problem.sentence = (await answer.json()).refused;
  else if (answer.redirected || answer.status === 403) problem.sentence = gettext("You are no longer logged in. Log in again in another window, then go on here.");
  throw problem;
}

/** By its content where the browser can, else by what it is called: the same file is known again. */
export async function fingerprint(file) {
  if (!globalThis.crypto?.subtle || file.size > 50_000_000) return `${file.name}|${file.size}|${file.lastModified}`;
  return sha256(file);
}

async function sha256(blob) {
  const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
