// The takes page.
(() => {
  "use strict";
  const { h, text, icon } = vfc;
  const $ = (name) => document.getElementById(name);
  const FLICKER = 350; // milliseconds that each of two is seen
  let data = null, name = "", mode = "grid", pair = [1, 2], flicker = 0, last = null, busy = false, wanted = "";

  const player = new InSteps((frame) => {
    $("where").value = frame;
    $("frame").textContent = `${frame} of ${player.frames}`;
  });
  player.onplaying = (plays) => {
    $("play").querySelector("use").setAttribute("href", plays ? "#i-pause" : "#i-play");
    $("play").setAttribute("aria-label", plays ? "Pause" : "Play");
  };

  function read(found, first) {
    data = found;
    const names = Object.keys(data.shots);
    const asked = vfc.query().get("shot");
    if (first || !data.shots[name]) {
      name = data.shots[asked] ? asked : names.find((each) => data.shots[each].all.length > 1) ?? names[0] ?? "";
    }
    $("shot").replaceChildren(...names.map((each) => h("option", { value: each }, `${each}${data.shots[each].all.length > 1 ? `  (${data.shots[each].all.length})` : ""}`)));
    $("shot").value = name;
    draw();
  }

  const takes = () => data.shots[name]?.all ?? [];

  function draw() {
    const shot = data.shots[name];
    if (!shot) return;
    $("state").className = `state ${shot.state.replaceAll(" ", "-")}`;
    $("state").textContent = shot.state;
    $("facts").textContent = [vfc.seconds(shot.length), shot.camera, shot.generator].filter(Boolean).join(" · ");
    $("words").replaceChildren(shot.words ? text(shot.words) : "");
    $("to-film").href = vfc.address("film", { shot: name });
    $("to-notes").href = vfc.address("notes", { shot: name });
    vfc.leads("n", "notes", { shot: name });
    $("where").max = shot.frames - 1;
    const all = takes();
    if (wanted !== name) { wanted = name; vfc.act("want", { shot: name }).catch(() => {}); pair = chosen(all); }
    const stand = all.filter((each) => each.stands);
    $("none").hidden = stand.length > 0;
    $("none").textContent = "No take of this shot stands yet. `vfc build --only` makes them, or the page Build.";
    const before = new Map([...$("takes").querySelectorAll("video")].map((each) => [each.getAttribute("src"), each]));
    $("takes").replaceChildren(...all.map((each) => card(each, before, all)));
    show();
  }

  // The one that is shown, and the best beside it.
  function chosen(all) {
    const shown = all.find((each) => each.shown)?.take ?? 1;
    const other = all.filter((each) => each.take !== shown && each.stands).sort((a, b) => (a.rank ?? 99) - (b.rank ?? 99))[0]?.take;
    return [shown, other ?? shown];
  }

  function card(each, before, all) {
    const size = `${data.size[0]} / ${data.size[1]}`;
    const picture = each.movie
      ? before.get(each.movie) ?? h("video", { src: each.movie, muted: true, playsinline: true, preload: "auto", poster: each.poster || null, tabindex: "-1" })
      : h("span", { class: "none" }, each.stands ? "its movie is being made …" : "not made");
    if (picture.tagName === "VIDEO") picture.muted = true;
    picture.style.aspectRatio = size;
    const scores = Object.entries(each.scores ?? {});
    return h("li", { class: `take${each.shown ? " shown" : ""}`, data: { take: each.take } },
      h("div", { class: "picture" }, picture,
        h("span", { class: "no" }, `${each.take}`),
        pair.includes(each.take) && all.length > 1 ? h("span", { class: "ab" }, pair[0] === each.take ? "A" : "B") : null),
      h("p", { class: "head" },
        h("span", {}, `take ${each.take}`, each.shown ? h("span", { class: "chip now" }, data.shots[name].pick === "best" ? "picked, the best" : "picked") : null),
        h("span", { class: "acts" },
          all.length > 1 && each.movie ? [side(each, 0), side(each, 1)] : null,
          vfc.edit && all.length > 1 && !each.shown ? h("button", { type: "button", class: "plain small pick", disabled: busy, on: { click: () => pick(each.take) } }, "Pick") : null)),
      each.overall === undefined ? null : h("p", { class: "small" }, h("span", { class: "number" }, each.overall.toFixed(3)),
        all.length > 1 && each.rank ? h("span", { class: "muted" }, ` overall, ${each.rank} of ${all.filter((one) => one.rank).length}`) : null),
      scores.length ? h("ul", { class: "scores" }, scores.map(([measure, value]) => h("li", {}, h("span", { class: "muted" }, measure), " ", h("span", { class: "number" }, value.toFixed(2))))) : null,
      h("p", { class: "muted small" }, "seed ", h("span", { class: "number" }, each.seed), each.seconds ? ` · made in ${vfc.seconds(each.seconds)}` : ""));
  }

  function side(each, which) {
    const mark = "AB"[which];
    return h("button", { type: "button", class: "icon small", "aria-pressed": String(pair[which] === each.take), "aria-label": `Take ${each.take} as ${mark}`, title: `As ${mark}`,
      on: { click: () => { pair[which] = each.take; if (mode === "grid") setMode("wipe"); draw(); } } }, mark);
  }

  // ── what is shown ───────────────────────────────────────────────────────────────────────────

  function setMode(next) {
    const two = takes().filter((each) => each.movie);
    if (next !== "grid" && two.length < 2) { tell("Two takes with pictures are compared; this shot has fewer."); next = "grid"; }
    mode = next;
    for (const each of document.querySelectorAll("button[data-mode]")) each.setAttribute("aria-pressed", String(each.dataset.mode === mode));
    show();
  }

  function show() {
    const shot = data.shots[name], compare = mode !== "grid";
    $("compare").hidden = !compare;
    $("compare").dataset.mode = mode;
    $("wiping").hidden = mode !== "wipe";
    clearInterval(flicker);
    $("pair").classList.remove("second");
    $("pair").style.aspectRatio = `${data.size[0]} / ${data.size[1]}`;
    let videos = [...$("takes").querySelectorAll("video")];
    if (compare) {
      videos = ["a", "b"].map((which, n) => {
        const movie = takes().find((each) => each.take === pair[n])?.movie ?? "";
        const video = $(which);
        if (movie && video.getAttribute("src") !== movie) video.src = movie;
        video.setAttribute("aria-label", `Take ${pair[n]}`);
        $(`name-${which}`).textContent = `${"AB"[n]}: take ${pair[n]}`;
        return video;
      }).filter((each) => each.getAttribute("src"));
      if (mode === "flicker") flicker = setInterval(() => $("pair").classList.toggle("second"), FLICKER);
    }
    const idle = compare ? [...$("takes").querySelectorAll("video")] : [$("a"), $("b")];
    for (const each of idle) each.pause();
    player.show(videos, data.rate[0] / data.rate[1], shot.frames);
  }

  // ── picking ─────────────────────────────────────────────────────────────────────────────────

  async function pick(take) {
    const all = takes(), each = all.find((one) => one.take === take);
    if (!each || all.length < 2) return;
    if (!vfc.edit) return tell("This review only shows: `vfc review --edit` lets it pick.");
    if (each.shown && data.shots[name].pick === take) return tell(`Take ${take} is picked already.`, last !== null);
    if (busy) return;
    const shot = name;
    let sent = false;
    waits(true);
    try {
      const found = await vfc.act("ask", { shot, take });
      waits(false); // who is asked can press nothing else
      if ((found.remade.length || !each.stands) && !(await ask(shot, take, found, each.stands))) return;
      if (busy) return;
      waits(true);
      sent = true;
      const done = await vfc.act("pick", { shot, take, remade: found.remade });
      offer({ undo: done.undo, shot, take });
      const known = data.shots[shot];
      if (known) { known.pick = take; for (const one of known.all) one.shown = one.take === take; }
      tell(`${done.file}: ${shot} now shows take ${take}.`, true);
      draw();
    } catch (error) { sent = true; tell(error.message); } finally { if (sent) waits(false); }
  }

  // One request at a time: a second press of a button is no second pick.
  function waits(on) {
    busy = on;
    for (const each of document.querySelectorAll(".pick, #undo")) each.disabled = on;
  }

  // The pick that can be undone is known to the server: it outlives this page.
  function offer(found) {
    last = found.undo ? found : null;
    $("undo").hidden = !last;
    $("undo").textContent = last ? `Undo: ${last.shot}, take ${last.take}` : "";
  }

  function ask(shot, take, found, stands) {
    $("asking-title").textContent = `Pick take ${take} of ${shot}?`;
    $("asking-words").textContent = found.remade.length
      ? `The next build makes ${found.remade.length === 1 ? "one step" : `${found.remade.length} steps`} again that hang on it${found.costly.length ? `, ${found.costly.length} of which cost` : ""}${stands ? "" : "; this take is not made yet"}:`
      : "This take is not made yet: the next build makes it.";
    $("hangs").replaceChildren(...found.remade.slice(0, 60).map((each) => h("li", { class: found.costly.includes(each) ? "costs" : "", title: each }, text(plain(each)))),
      ...(found.remade.length > 60 ? [h("li", { class: "muted" }, `and ${found.remade.length - 60} more`)] : []));
    $("spends").hidden = !found.spends;
    $("spends").textContent = found.spends ? `A build would spend ${found.spends}.` : "";
    const dialog = $("asking");
    dialog.returnValue = "no";
    dialog.showModal();
    $("yes").focus();
    return new Promise((done) => dialog.addEventListener("close", () => done(dialog.returnValue === "yes"), { once: true }));
  }

  // A step by what it makes.
  function plain(label) {
    const [kind, first, ...rest] = label.split(" "), of = rest.join(" ");
    if (kind === "segment" && of) return `the piece of ${first} with ${of}`;
    if (kind === "transition" && of) return `the transition of ${of.replace(">", " to ")} in ${first}`;
    if (kind === "media" && of) return `the editing copy of ${of} (${first})`;
    if (kind === "deliverable") return `the file ${label.slice(12)}`;
    return label;
  }

  async function takeBack() {
    if (busy) return;
    waits(true);
    try {
      offer(await vfc.act("last"));
      if (!last) return tell("There is no pick to undo.");
      const done = await vfc.act("undo", { undo: last.undo });
      tell(`Undone: ${last.shot}, take ${last.take} (${done.file} is as it was).`);
      offer(await vfc.act("last"));
    } catch (error) { tell(error.message); } finally { waits(false); }
  }

  const fade = vfc.once(() => { $("told").hidden = true; }, 9000);
  function tell(words, undoable = false) {
    $("told").replaceChildren(text(words), ...(undoable ? [" ", h("button", { type: "button", class: "plain small", on: { click: takeBack } }, "Undo")] : []));
    $("told").hidden = false;
    fade();
  }

  // ── what may be done ────────────────────────────────────────────────────────────────────────

  function go(next) {
    if (!data.shots[next]) return;
    name = next;
    location.hash = new URLSearchParams({ shot: name });
    $("shot").value = name;
    player.frame = 0;
    if (mode !== "grid") { mode = "grid"; setMode("grid"); }
    draw();
  }

  function beside(by) {
    const names = Object.keys(data.shots);
    const at = names.indexOf(name);
    go(names[Math.max(0, Math.min(names.length - 1, at + by))]);
  }

  $("shot").addEventListener("change", () => go($("shot").value));
  $("play").addEventListener("click", () => player.toggle());
  $("back").addEventListener("click", () => player.step(-1));
  $("on").addEventListener("click", () => player.step(1));
  $("where").addEventListener("input", () => { player.pause(); player.seek(Number($("where").value)); });
  const wiped = () => { $("pair").style.setProperty("--at", `${$("wipe").value}%`); };
  $("wipe").addEventListener("input", wiped);
  $("pair").addEventListener("pointermove", (event) => {
    if (mode !== "wipe" || (event.pointerType !== "mouse" && !event.pressure)) return;
    const box = $("pair").getBoundingClientRect();
    $("wipe").value = ((event.clientX - box.left) / box.width) * 100;
    wiped();
  });
  for (const each of document.querySelectorAll("button[data-mode]")) each.addEventListener("click", () => setMode(each.dataset.mode));
  addEventListener("hashchange", () => { const asked = vfc.query().get("shot"); if (asked && asked !== name) go(asked); });

  const key = (names, words, act) => vfc.keys(names, words, () => data && act());
  key([" "], "Play or pause", () => player.toggle());
  key(["ArrowLeft"], "A frame back", () => player.step(-1));
  key(["ArrowRight"], "A frame on", () => player.step(1));
  key(["Home"], "The first frame", () => { player.pause(); player.seek(0); });
  key(["End"], "The last frame", () => { player.pause(); player.seek(player.frames - 1); });
  key(["ArrowUp", "k"], "The shot before", () => beside(-1));
  key(["ArrowDown", "j"], "The shot after", () => beside(1));
  key(["w"], "Wipe between two takes", () => setMode(mode === "wipe" ? "grid" : "wipe"));
  key(["c"], "Flicker between two takes", () => setMode(mode === "flicker" ? "grid" : "flicker"));
  key(["d"], "Difference of two takes", () => setMode(mode === "difference" ? "grid" : "difference"));
  key(["x"], "A for B", () => { pair.reverse(); draw(); });
  key(["Escape"], "All takes", () => setMode("grid"));
  if (vfc.edit) {
    vfc.keys(["1", "2", "3", "4", "5", "6", "7", "8", "9"], "Pick that take", (event) => data && pick(Number(event.key)));
    key(["u"], "Undo the last pick", takeBack);
    $("undo").addEventListener("click", takeBack);
    vfc.act("last").then(offer, () => {});
  }
  wiped();
  vfc.ready(read);
})();
