/** Elements without markup in strings: nothing an editor typed can become HTML. */
let sprite = "";

export const useSprite = (url) => {
  sprite = url;
};

/** `el("button", {class: "btn", onclick: run}, icon("up"), "Move up")`; null children are left out. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "i");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${sprite}#${name}`);
  svg.append(use);
  return svg;
}

/** A button that does not take the caret out of the text when it is pressed. */
export const button = (attributes, ...children) =>
  el("button", { type: "button", onmousedown: (event) => event.preventDefault(), ...attributes }, ...children);

/** Runs `work` once, `delay` ms after the last call; `flush` runs what is waiting at once. */
export function later(work, delay) {
  let timer = 0;
  const run = () => {
    clearTimeout(timer);
    timer = 0;
    work();
  };
  const call = () => {
    clearTimeout(timer);
    timer = setTimeout(run, delay);
  };
  call.flush = () => timer && run();
  return call;
}

const idle = window.requestIdleCallback ?? ((run) => setTimeout(run, 0));

/** Runs `work` between two keys, at most twice `delay` ms after the first call: also while somebody never pauses. */
export function regularly(work, delay) {
  let waiting = false;
  const run = () => {
    waiting = false;
    work();
  };
  return () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => idle(run, { timeout: delay }), delay);
  };
}

/** Runs `work` when the browser has nothing better to do, some time after the last call. */
export function whenIdle(work, delay = 400) {
  return later(() => idle(work, { timeout: 2000 }), delay);
}
