// What all pages share: their data, new versions of it, text put on the page, keys.
// Texts of films are put on the page by `textContent` alone.
const vfc = (() => {
  "use strict";
  const root = document.documentElement;
  const live = "live" in root.dataset;
  const page = root.dataset.page;
  const readers = [];
  const bindings = [];
  let data = null;

  // An element with attributes, and children that are elements or texts. `on` has its listeners.
  function h(tag, attributes = {}, ...children) {
    const found = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value === null || value === undefined || value === false) continue;
      if (name === "on") for (const [event, act] of Object.entries(value)) found.addEventListener(event, act);
      else if (name === "class") found.className = value;
      else if (name === "hidden") found.hidden = true;
      else if (name === "data") Object.assign(found.dataset, value);
      else found.setAttribute(name, value === true ? "" : value);
    }
    found.append(...children.flat().filter((each) => each !== null && each !== undefined && each !== ""));
    return found;
  }

  function icon(name) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `#i-${name}`);
    svg.setAttribute("aria-hidden", "true");
    svg.append(use);
    return svg;
  }

  // A text of the film, which may run the other way, by itself.
  const text = (words, attributes = {}) => h("bdi", attributes, words);

  // A frame as timecode at the film's rate; it drops numbers where the rate has such.
  function timecode(frame) {
    const base = data.base, two = (n) => String(n).padStart(2, "0");
    const drops = data.rate[1] === 1001 && base % 30 === 0 ? base / 15 : 0;
    let mark = ":";
    if (drops) {
      mark = ";";
      const tens = base * 600 - drops * 9, ten = Math.floor(frame / tens), rest = frame % tens;
      frame += drops * 9 * ten;
      if (rest >= drops) frame += drops * Math.floor((rest - drops) / (base * 60 - drops));
    }
    const seconds = Math.floor(frame / base);
    return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}${mark}${two(frame % base)}`;
  }

  function seconds(value) {
    if (value < 60) return `${value.toFixed(value < 10 ? 2 : 1)} s`;
    const whole = Math.round(value);
    return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  }

  // The frame of a cut that somebody typed, as `at` is seen; null where it is none: a timecode, a
  // time (20s, 1:30), a frame (#480), or so many frames on or back (+12).
  function typed(words, at, start) {
    const rate = data.rate[0] / data.rate[1], base = data.base;
    const found = words.trim().match(/^([+-]?)(?:#?(\d+)f?|(\d+(?:\.\d+)?) ?s|((?:\d+:){1,2}\d+(?:\.\d+)?|\d+\.\d+)|(\d+):(\d+):(\d+)[:;](\d+))$/);
    if (!found) return null;
    const [all, sign, count, span, clock, hours, minutes, secs, rest] = found;
    const time = span ?? clock ?? (!sign && count !== undefined && !/[#f]/.test(all) ? count : undefined);
    let frame = Number(count);
    if (rest !== undefined) {
      const whole = Number(hours) * 60 + Number(minutes), drops = data.rate[1] === 1001 && base % 30 === 0 ? base / 15 : 0;
      frame = (whole * 60 + Number(secs)) * base + Number(rest) - drops * (whole - Math.floor(whole / 10)) - (sign ? 0 : start);
    } else if (time !== undefined) frame = Math.round(time.split(":").reduce((sum, each) => sum * 60 + Number(each), 0) * rate);
    return sign ? at + (sign === "-" ? -frame : frame) : frame;
  }

  // What this tab is to know when its page is opened again; null is kept no more.
  function keep(name, value) {
    try {
      if (value === null) sessionStorage.removeItem(`vfc-${name}`);
      else sessionStorage.setItem(`vfc-${name}`, JSON.stringify(value));
    } catch { /* not kept */ }
  }
  function kept(name) {
    try { return JSON.parse(sessionStorage.getItem(`vfc-${name}`)); } catch { return null; }
  }

  const once = (act, wait) => {
    let timer = 0;
    return (...given) => { clearTimeout(timer); timer = setTimeout(() => act(...given), wait); };
  };

  // ── data ────────────────────────────────────────────────────────────────────────────────────

  // `read` is called with the page's data, and again with each newer version of it.
  function ready(read) {
    readers.push(read);
    if (data) read(data, true);
  }

  function told(found) {
    const first = data === null || !data.rate;
    data = found;
    notices(found);
    if (found.title !== undefined) {
      document.getElementById("title").textContent = found.title || "vfc";
      document.title = document.title.replace(/^([^·]*· ).*$/s, (_, head) => head + found.title);
    }
    document.getElementById("main").hidden = !found.rate; // a text too wrong for any film
    if (found.rate) for (const read of readers) read(found, first);
  }

  function notices(found) {
    const place = document.getElementById("notices");
    const errors = found.mistakes.filter((each) => each.severity === "error");
    place.replaceChildren();
    if (found.problem) place.append(h("div", { class: "notice", role: "alert" }, text(found.problem)));
    if (errors.length) {
      const words = errors.length === 1 ? "1 mistake in the text" : `${errors.length} mistakes in the text`;
      place.append(h("section", { class: "notice mistakes", role: "alert", "aria-label": words },
        h("p", {}, h("strong", {}, words), data.rate ? ": these pages show the film as it was before." : ". Mend it, and the pages come by themselves."),
        ...errors.map(mistake)));
    }
  }

  function mistake(each) {
    const start = each.column - 1, end = start + Math.max(1, each.length);
    return h("div", { class: "mistake" },
      h("p", {}, h("code", {}, each.at), " ", text(each.message)),
      each.excerpt ? h("pre", { tabindex: "0", "aria-label": "The line" }, each.excerpt.slice(0, start),
        h("mark", {}, each.excerpt.slice(start, end)), each.excerpt.slice(end)) : null,
      each.hint ? h("p", { class: "muted" }, text(each.hint)) : null);
  }

  function gone(words) {
    const place = document.getElementById("notices");
    if (document.getElementById("gone")) return;
    place.prepend(h("div", { class: "notice", id: "gone", role: "alert" }, words));
  }

  async function fetched() {
    const answer = await fetch(`data/${page}.json`);
    if (answer.status === 403) return gone("This page is of a review that has ended: open the address that vfc printed last.");
    if (!answer.ok) return gone(`vfc review answered ${answer.status}: it says more where it runs.`);
    told(await answer.json());
    document.getElementById("gone")?.remove();
  }

  let looking = 0;
  function soon(wait) {
    clearTimeout(looking);
    looking = setTimeout(look, wait);
  }

  async function look() {
    let wait = 1000;
    try {
      if (!document.hidden) {
        const answer = await fetch("version");
        if (answer.status === 403) { await fetched(); wait = 5000; }
        else if (answer.ok && (await answer.json()).version !== data?.version) await fetched();
        else document.getElementById("gone")?.remove();
      }
    } catch {
      gone("vfc review has ended. Start it again, and open the address that it prints.");
      wait = 3000;
    }
    soon(wait);
  }

  // Ask the server to do something; the answer, or an Error with what it says.
  async function act(name, sent = {}) {
    const answer = await fetch(`do/${page}/${name}`, {
      method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(sent),
    });
    const found = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(found.problem || `vfc review answered ${answer.status}`);
    soon(150); // what it did is soon to be seen
    return found;
  }

  // ── keys ────────────────────────────────────────────────────────────────────────────────────

  // `keys` as in `KeyboardEvent.key`, with `Shift+` before; `words` stand in the list of keys.
  function keys(names, words, act) {
    bindings.push({ names, words, act });
  }

  const typing = (target) => target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
  let leading = 0;

  function pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (document.querySelector("dialog[open]") || typing(event.target)) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const button = event.target instanceof Element && event.target.closest("button, a, summary");
    if (button && (key === " " || key === "Enter")) return;
    if (Date.now() - leading < 1500) {
      leading = 0;
      const link = document.querySelector(`nav a[data-key="${CSS.escape(key)}"]`);
      if (link) { event.preventDefault(); link.click(); return; }
    }
    if (key === "g") { leading = Date.now(); return; }
    const name = event.shiftKey && event.key.length > 1 ? `Shift+${key}` : key;
    const found = bindings.find((each) => each.names.includes(name));
    if (found) { event.preventDefault(); found.act(event); }
  }

  const SHOWN = { " ": "space", ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓" };
  const shown = (name) => name.split("+").filter(Boolean).map((part) => SHOWN[part] ?? (part.length === 1 ? part.toUpperCase() : part)).join(" + ") || "+";

  function list() {
    const place = document.querySelector("#keys dl");
    const pages = [...document.querySelectorAll("nav a[data-key]")].filter((each) => each.dataset.key);
    place.replaceChildren(
      ...bindings.filter((each) => each.words).flatMap((each) => [
        h("dt", {}, each.names.flatMap((name, n) => [n ? " " : "", h("kbd", {}, shown(name))])), h("dd", {}, each.words)]),
      ...pages.flatMap((each) => [h("dt", {}, h("kbd", {}, "G"), " ", h("kbd", {}, shown(each.dataset.key))), h("dd", {}, `The page ${each.textContent}`)]));
    const dialog = document.getElementById("keys");
    dialog.showModal();
    dialog.scrollTop = 0;
  }

  function dark() {
    const chosen = root.dataset.theme;
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  document.addEventListener("keydown", pressed);
  // what was pressed by a pointer lets go of the keyboard: space plays, and presses it no second time
  document.addEventListener("click", (event) => {
    const button = event.detail > 0 && event.target instanceof Element && event.target.closest("button");
    if (button) button.blur();
  });
  document.getElementById("keys-button").addEventListener("click", list);
  document.getElementById("theme").addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    try { localStorage.setItem("vfc-theme", root.dataset.theme); } catch { /* not kept */ }
  });
  // what another page is to know of this one goes with the address
  function query() {
    return new URLSearchParams(location.hash.slice(1));
  }
  function address(name, what = {}) {
    const link = name === "film" ? (live ? "./" : "index.html") : live ? name : `${name}.html`;
    const hash = new URLSearchParams(what).toString();
    return hash ? `${link}#${hash}` : link;
  }

  // The page of a key is opened at what is looked at here.
  function leads(key, name, what) {
    const link = document.querySelector(`nav a[data-key="${key}"]`);
    if (link) link.href = address(name, what);
  }

  // A reason why a shot is made again: what the shot says of itself in the words of its text.
  const reason = (words) => words.replace(/\brequest\.prompt\.words: '(.*?)' → '(.*)'/, "prompt: $1 → $2")
    .replace(/\brequest\.(?:prompt\.)?(?=\w+: )/, "");

  addEventListener("DOMContentLoaded", () => {
    keys(["?"], "This list", list);
    if (live) fetched().then(() => soon(1000), look);
    else if (window.vfcData) told(window.vfcData);
  });

  return { h, icon, text, timecode, seconds, once, ready, act, keys, query, address, leads, keep, kept, typed, reason, live, edit: "edit" in root.dataset };
})();
