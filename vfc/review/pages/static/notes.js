// The notes page.
(() => {
  "use strict";
  const { h, text } = vfc;
  const $ = (name) => document.getElementById(name);
  const PENS = [["#ff3b30", "red"], ["#ffcc00", "yellow"], ["#34c759", "green"], ["#ffffff", "white"]];
  const video = $("video"), drawing = new Drawing($("drawn"));
  let data = null, name = "", show = "open", chosen = "", wanted = "", own = false, known = "", of = 0;

  const player = new InSteps((frame) => {
    $("where").value = frame;
    $("frame").textContent = `${frame} of ${player.frames}`;
    over();
  });
  player.onplaying = (plays) => {
    $("play").querySelector("use").setAttribute("href", plays ? "#i-pause" : "#i-play");
    $("play").setAttribute("aria-label", plays ? "Pause" : "Play");
  };

  function read(found, first) {
    data = found;
    const asked = vfc.query();
    if (first) {
      const note = data.notes.find((each) => each.id === asked.get("note"));
      name = note?.shot ?? asked.get("shot") ?? data.notes.find((each) => !each.resolved && data.shots[each.shot])?.shot ?? Object.keys(data.shots)[0] ?? "";
      if (!data.shots[name]) name = Object.keys(data.shots)[0] ?? "";
      player.frame = Number(asked.get("frame")) || 0;
      of = asked.get("shot") === name ? Number(asked.get("take")) || 0 : 0; // the take that the film shows
      if (note) { chosen = note.id; player.frame = note.frame; if (note.resolved) choose("all"); }
      else if (!asked.has("frame")) { const open = data.notes.find((each) => each.shot === name && !each.resolved); if (open) { chosen = open.id; player.frame = open.frame; } }
    }
    const half = first && vfc.edit && vfc.kept("draft");
    if (half && !$("words").value) {
      $("words").value = half.text;
      const again = performance.getEntriesByType("navigation")[0]?.type === "reload";
      if ((again || !asked.size) && data.shots[half.shot]) { name = half.shot; player.frame = half.frame; chosen = ""; }
    }
    if (!data.shots[name]) name = Object.keys(data.shots)[0] ?? "";
    const counts = new Map();
    for (const each of data.notes) if (!each.resolved) counts.set(each.shot, (counts.get(each.shot) ?? 0) + 1);
    $("shot").replaceChildren(...Object.keys(data.shots).map((each) => h("option", { value: each }, `${each}${counts.get(each) ? `  (${counts.get(each)})` : ""}`)));
    $("shot").value = name;
    frame();
    list();
    if (first && asked.has("new") && vfc.edit) $("words").focus();
  }

  // ── the frame ───────────────────────────────────────────────────────────────────────────────

  function frame() {
    const shot = data.shots[name];
    if (!shot) return;
    if (wanted !== name && vfc.live) { wanted = name; vfc.act("want", { shot: name }).catch(() => {}); }
    $("state").className = `state ${shot.state.replaceAll(" ", "-")}`;
    $("state").textContent = shot.state;
    $("to-film").href = vfc.address("film", { shot: name });
    $("to-takes").href = vfc.address("takes", { shot: name });
    if (vfc.live) vfc.leads("t", "takes", { shot: name });
    $("to-takes").hidden = !vfc.live;
    $("stage").style.setProperty("--shape", `${data.size[0]} / ${data.size[1]}`);
    $("where").max = shot.frames - 1;
    if (shot.poster) video.poster = shot.poster; else video.removeAttribute("poster");
    if (shot.movie) { if (video.getAttribute("src") !== shot.movie) video.src = shot.movie; }
    else if (video.hasAttribute("src")) { video.removeAttribute("src"); video.load(); }
    $("word").hidden = Boolean(shot.movie);
    $("word").textContent = shot.movie ? "" : ["up to date", "not in the film yet"].includes(shot.state) ? (vfc.live ? "its movie is being made …" : "a still of the shot: its movie is not in this export") : shot.state;
    player.show(shot.movie ? [video] : [], data.rate[0] / data.rate[1], shot.frames);
  }

  // What was drawn at this frame, or is being drawn.
  function over() {
    if (!data) return;
    if (own) return;
    const note = data.notes.find((each) => each.id === chosen);
    const seen = note && note.shot === name && note.frame === player.frame ? note.drawing ?? [] : [];
    drawing.show(seen);
    const take = data.shots[name]?.take, said = note?.shot === name ? note.take : of;
    $("of").hidden = !said || said === take;
    $("of").textContent = note?.shot === name ? `said of take ${said}; this is take ${take}` : `what you say is of take ${said}, which the film shows; this is take ${take}`;
  }

  function go(shot, at = 0) {
    if (!data.shots[shot]) return;
    drop();
    const other = shot !== name;
    if (other) of = 0;
    name = shot;
    $("shot").value = name;
    if (other) { player.pause(); player.frame = at; frame(); } else { player.pause(); player.seek(at); }
    over();
  }

  function open(note) {
    chosen = note.id;
    history.replaceState(null, "", `#${new URLSearchParams({ note: note.id })}`);
    if (data.shots[note.shot]) go(note.shot, note.frame);
    for (const each of document.querySelectorAll(".note")) each.classList.toggle("chosen", each.dataset.id === chosen);
  }

  // ── the list ────────────────────────────────────────────────────────────────────────────────

  const fits = (each) => (show === "all" || (show === "open") === !each.resolved) && (!$("only").checked || each.shot === name);

  function list() {
    const seen = data.notes.filter(fits), order = Object.keys(data.shots);
    const held = new Map([...document.querySelectorAll(".note textarea")].map((each) => [each.closest(".note").dataset.id, each.value]));
    const focused = document.activeElement?.closest?.(".note textarea") ? document.activeElement.closest(".note").dataset.id : "";
    const shots = [...new Set(seen.map((each) => each.shot))].sort((a, b) => (order.indexOf(a) + 1 || 1e9) - (order.indexOf(b) + 1 || 1e9));
    $("notes").replaceChildren(...shots.map((shot) => h("section", {},
      h("h2", {}, h("span", {}, text(shot)), data.shots[shot] ? null : h("span", { class: "gone" }, " no such shot any more")),
      h("ol", {}, seen.filter((each) => each.shot === shot).map((each) => entry(each, held.get(each.id)))))));
    if (!seen.length) $("notes").replaceChildren(h("p", { class: "muted" }, data.notes.length ? `No ${show === "all" ? "" : `${show} `}notes${$("only").checked ? " on this shot" : ""}.` : vfc.edit ? "Nobody has said anything yet. Find a frame, and say what you see." : "Nobody has said anything yet."));
    const left = data.notes.filter((each) => !each.resolved).length;
    $("count").textContent = `${left} open, ${data.notes.length - left} resolved`;
    if (focused) document.querySelector(`.note[data-id="${CSS.escape(focused)}"] textarea`)?.focus();
  }

  const when = (at) => new Date(at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });

  function entry(note, held) {
    const shot = data.shots[note.shot];
    const late = shot && note.frame >= shot.frames;
    return h("li", { class: `note${note.resolved ? " settled" : ""}${note.id === chosen ? " chosen" : ""}`, data: { id: note.id } },
      h("p", { class: "head" },
        h("button", { type: "button", class: "jump", on: { click: () => open(note) } }, h("span", { class: "number" }, `frame ${note.frame}`), note.take ? `, take ${note.take}` : "", note.drawing ? " ✎" : ""),
        late ? h("span", { class: "gone small" }, `the shot has ${shot.frames} frames`) : null,
        vfc.edit ? h("button", { type: "button", class: "plain small", on: { click: () => settle(note) } }, note.resolved ? "Reopen" : "Resolve") : note.resolved ? h("span", { class: "chip" }, "resolved") : null),
      ...said(note.text),
      h("p", { class: "muted small" }, text(note.by), ` · ${when(note.at)}`, note.resolved ? [" · resolved by ", text(note.resolved[0])] : ""),
      note.replies ? h("ul", { class: "replies" }, note.replies.map(([by, at, words]) => h("li", {}, ...said(words), h("p", { class: "muted small" }, text(by), ` · ${when(at)}`)))) : null,
      vfc.edit ? answering(note, held) : null);
  }

  // A text that is long is folded.
  function said(words) {
    const found = h("p", { class: "said", dir: "auto" }, text(words));
    if (words.split("\n").length <= 12 && words.length <= 900) return [found];
    found.classList.add("folded");
    return [found, h("button", { type: "button", class: "jump small", "aria-expanded": "false", on: { click: (event) => {
      const folded = found.classList.toggle("folded");
      event.target.textContent = folded ? "Show all" : "Show less";
      event.target.setAttribute("aria-expanded", String(!folded));
    } } }, "Show all")];
  }

  function answering(note, held) {
    const words = h("textarea", { rows: "1", maxlength: "4000", placeholder: "Answer", "aria-label": `Answer to ${note.by}` });
    if (held) words.value = held;
    const button = h("button", { class: "plain small" }, "Answer");
    const form = h("form", { class: "answering" }, words, button);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (!words.value.trim()) return words.focus();
      await send("reply", { id: note.id, text: words.value }, () => { words.value = ""; });
    });
    words.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit(); });
    return form;
  }

  function choose(next) {
    show = next;
    for (const each of document.querySelectorAll("[data-show]")) each.setAttribute("aria-pressed", String(each.dataset.show === show));
  }

  // ── saying something ────────────────────────────────────────────────────────────────────────

  // What is half written outlives the page, with the frame that it is of.
  const draft = () => vfc.keep("draft", $("words").value.trim() ? { shot: name, frame: player.frame, text: $("words").value } : null);

  const signature = () => ({ by: known ? "" : $("by").value });

  async function send(what, sent, after) {
    if (!known && !$("by").value.trim()) { $("by-label").hidden = false; $("by").focus(); return tell("Who says so? Write your name."); }
    try {
      const done = await vfc.act(what, { ...sent, ...signature() });
      if (!known) { try { localStorage.setItem("vfc-name", $("by").value); } catch { /* not kept */ } }
      after(done);
    } catch (error) { tell(error.message); }
  }

  const settle = (note) => send("resolve", { id: note.id, resolved: !note.resolved }, () => tell(note.resolved ? "The note is open again." : "Resolved."));

  function drop() {
    if (!own) return;
    own = false;
    $("rub").hidden = true;
  }

  function draws() {
    player.pause();
    if (own) return;
    own = true;
    chosen = "";
    drawing.strokes = [];
  }

  if (vfc.edit) {
    const pen = (colour) => {
      drawing.take(colour);
      for (const each of $("pens").querySelectorAll("button")) each.setAttribute("aria-pressed", String(each.dataset.colour === colour));
    };
    for (const [colour, word] of PENS) {
      const button = h("button", { type: "button", class: "pen", data: { colour }, "aria-pressed": "false", "aria-label": `Draw in ${word}`, title: `Draw in ${word} (P)`,
        on: { click: () => pen(drawing.pen === colour ? "" : colour) } });
      button.style.setProperty("--pen", colour);
      $("pens").append(button);
    }
    drawing.onbegin = draws;
    drawing.ondrag = () => pen(PENS[0][0]);
    if (matchMedia("(hover: none)").matches) $("words").placeholder = "What to say of this frame";
    $("words").addEventListener("input", draft);
    drawing.onchange = () => { $("rub").hidden = !drawing.strokes.length; };
    $("rub").addEventListener("click", () => {
      drawing.strokes.pop();
      drawing.draw();
      if (!drawing.strokes.length) drop();
    });
    $("saying").addEventListener("submit", (event) => {
      event.preventDefault();
      const words = $("words").value;
      if (!words.trim()) { $("words").focus(); return tell("Say something with it: words are what is searched and answered."); }
      player.pause();
      send("add", { shot: name, frame: player.frame, take: of || data.shots[name].take, text: words, drawing: own ? drawing.strokes : [] }, (done) => {
        $("words").value = "";
        $("words").blur();
        draft();
        pen("");
        own = false;
        $("rub").hidden = true;
        chosen = done.id;
        if (show === "resolved") choose("open");
        tell("The note is written.");
      });
    });
    $("words").addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) $("saying").requestSubmit();
      if (event.key === "Escape") $("words").blur();
    });
    $("words").addEventListener("focus", () => player.pause());
    vfc.act("who").then((found) => {
      known = found.name;
      $("by-label").hidden = Boolean(known);
      try { $("by").value = localStorage.getItem("vfc-name") ?? ""; } catch { /* not kept */ }
    }, () => {});
    vfc.keys(["n"], "Say something of this frame", () => $("words").focus());
    vfc.keys(["p"], "Draw, or draw no more", () => pen(drawing.pen ? "" : PENS[0][0]));
    vfc.keys(["r"], "Resolve the note, or open it again", () => { const note = data?.notes.find((each) => each.id === chosen); if (note) settle(note); });
  }

  const fade = vfc.once(() => { $("told").hidden = true; }, 6000);
  function tell(words) {
    $("told").replaceChildren(text(words));
    $("told").hidden = false;
    fade();
  }

  // From note to note.
  function beside(by) {
    const seen = [...document.querySelectorAll(".note")].map((each) => data.notes.find((note) => note.id === each.dataset.id));
    if (!seen.length) return;
    const at = seen.findIndex((each) => each.id === chosen);
    const next = seen[at < 0 ? 0 : Math.max(0, Math.min(seen.length - 1, at + by))];
    open(next);
    document.querySelector(".note.chosen")?.scrollIntoView({ block: "nearest" });
  }

  $("shot").addEventListener("change", () => { go($("shot").value); if ($("only").checked) list(); });
  $("play").addEventListener("click", () => { drop(); player.toggle(); });
  $("back").addEventListener("click", () => step(-1));
  $("on").addEventListener("click", () => step(1));
  $("where").addEventListener("input", () => { player.pause(); drop(); player.seek(Number($("where").value)); });
  $("only").addEventListener("change", list);
  for (const each of document.querySelectorAll("[data-show]")) each.addEventListener("click", () => { choose(each.dataset.show); list(); });
  function step(by) { drop(); player.step(by); }
  const key = (names, words, act) => vfc.keys(names, words, () => data && act());
  key([" "], "Play or pause", () => { drop(); player.toggle(); });
  key(["ArrowLeft"], "A frame back", () => step(-1));
  key(["ArrowRight"], "A frame on", () => step(1));
  key(["ArrowUp", "k"], "The note before", () => beside(-1));
  key(["ArrowDown", "j"], "The note after", () => beside(1));
  vfc.ready(read);
})();
