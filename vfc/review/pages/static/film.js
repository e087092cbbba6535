// The film page.
(() => {
  "use strict";
  const { h, text } = vfc;
  const $ = (name) => document.getElementById(name);
  const video = $("video"), still = $("still");
  let data = null, cut = null, file = null, player = null, shown = null;

  const timeline = new Timeline({
    names: $("lane-names"), scroller: $("scroller"), tracks: $("tracks"),
    label: (frame) => `${vfc.timecode(cut.start + frame)}${useAt(frame) ? `, ${useAt(frame)[0]}` : ""}`,
    onseek: (frame) => player.seek(frame),
  });

  // The use of a shot at a frame; under a transition the one that comes.
  function useAt(frame) {
    let found = null;
    for (const use of cut.uses) if (use[1] <= frame && frame < use[2]) found = use;
    return found;
  }

  const cuts = () => [...new Set([...cut.uses.map((use) => use[1]), ...cut.cards.map((card) => card[1]), cut.frames - 1])].sort((a, b) => a - b);

  // ── what is chosen ──────────────────────────────────────────────────────────────────────────

  function read(found, first) {
    data = found;
    const wanted = vfc.query();
    const before = first && !wanted.size ? vfc.kept("film") : null;
    const name = first ? wanted.get("cut") ?? before?.cut ?? "" : cut?.name ?? "";
    const next = data.cuts.find((each) => each.name === name) ?? data.cuts[0];
    const choice = $("cut");
    choice.replaceChildren(...data.cuts.map((each) => h("option", { value: each.name }, each.name || "the film")));
    choice.closest("label").hidden = data.cuts.length < 2;
    if (!next) return empty();
    show(next, !first ? player.frame : before?.cut === next.name ? before.frame : placed(next, wanted));
    const marks = first && vfc.kept("between");
    if (marks && marks.cut === cut.name && Math.max(marks.from, marks.to) < cut.frames) {
      between(marks.from, marks.to);
      loops(marks.looping);
    }
  }

  function placed(next, wanted) {
    const shot = wanted.get("shot");
    const use = shot && next.uses.find((each) => each[0] === shot);
    return use ? use[1] + (use[1] ? use[3] : 0) : Number(wanted.get("frame")) || 0;
  }

  function empty() {
    $("shot").replaceChildren(h("p", { class: "muted" }, "The film has no cut."));
  }

  function show(next, frame = 0) {
    cut = next;
    $("cut").value = cut.name;
    if (!player) begin();
    player.rate = data.rate[0] / data.rate[1];
    player.frames = cut.frames;
    $("file").replaceChildren(...cut.files.map((each, n) => h("option", { value: n }, each.path)));
    $("file").closest("label").hidden = cut.files.length < 2;
    $("length").textContent = `/ ${vfc.timecode(cut.frames)}`;
    timeline.show(cut, data);
    timeline.mark(player.from, player.to);
    choose(cut.files.find((each) => each.path === file?.path) ?? cut.files[0] ?? null);
    player.frame = -1;
    player.seek(frame);
    shown = null;
    moved(player.frame);
  }

  function choose(next) {
    const before = file?.media;
    file = next;
    if (next) $("file").value = cut.files.indexOf(next);
    const address = next?.media ?? "";
    if (address !== before || (!address && !player.silent)) player.load(address);
    video.hidden = !address;
    still.hidden = Boolean(address);
    const word = !next ? "The film delivers no film file of this cut: its shots are shown as stills."
      : !address ? `${next.path}: ${next.word}. Its shots are shown as stills.`
      : next.word ? `${next.path} is ${next.word}.` : "";
    $("file-word").textContent = word;
    $("file-word").hidden = !word;
    $("stage").style.setProperty("--shape", `${data.size[0]} / ${data.size[1]}`);
  }

  // ── playing ─────────────────────────────────────────────────────────────────────────────────

  function begin() {
    player = new Player(video, data.rate[0] / data.rate[1], cut.frames);
    player.onframe = moved;
    player.onspeed = (speed) => {
      const button = $("play");
      button.querySelector("use").setAttribute("href", speed ? "#i-pause" : "#i-play");
      button.setAttribute("aria-label", speed ? "Pause" : "Play");
      $("speed").textContent = `${speed < 0 ? "◀ " : ""}${Math.abs(speed)}×`;
      $("speed").hidden = speed === 0 || speed === 1;
      if (!speed) { timeline.move(player.frame); named(); }
    };
    video.addEventListener("error", () => {
      if (!file?.media) return;
      $("stage-word").textContent = `This browser does not play ${file.path}.`;
      $("stage-word").hidden = false;
    });
    video.addEventListener("loadeddata", () => { $("stage-word").hidden = true; });
    video.addEventListener("click", () => player.toggle());
    still.addEventListener("click", () => player.toggle());
  }

  // The address names the frame that is looked at: it can be sent to somebody, or come back to.
  const named = vfc.once(() => {
    if (player.speed) return;
    const hash = new URLSearchParams({ ...(cut.name ? { cut: cut.name } : {}), frame: player.frame });
    history.replaceState(null, "", `#${hash}`);
  }, 300);

  addEventListener("pagehide", () => cut && vfc.keep("film", { cut: cut.name, frame: player.frame }));

  function moved(frame) {
    if (!cut) return;
    named();
    $("timecode").textContent = vfc.timecode(cut.start + frame);
    timeline.move(frame, !player.speed);
    const use = useAt(frame), card = use ? null : cut.cards.find((each) => each[1] <= frame && frame < each[2]);
    const under = cut.transitions.find((each) => each[1] <= frame && frame < each[2]);
    const at = `${use?.[0]} ${use?.[1]} ${card?.[1]} ${under?.[1]}`;
    if (at !== shown) {
      shown = at;
      $("shot").replaceChildren(...(use ? described(use, under) : card ? carded(card) : []));
      if (player.silent) pictured(use, card);
    }
    const own = use && $("own");
    if (own) own.textContent = `${frame - use[1]} of ${use[2] - use[1]}, its own ${sourceOf(use, frame)}`;
  }

  const sourceOf = (use, frame) => Array.isArray(use[5]) ? use[5][frame - use[1]] : use[5] + frame - use[1];

  function pictured(use, card) {
    const poster = use && data.shots[use[0]].poster;
    still.hidden = !poster;
    if (poster) still.src = poster;
    const words = use ? (poster ? "" : `${use[0]}: ${data.shots[use[0]].state}`) : card ? card[0] : "";
    $("stage-word").textContent = words;
    $("stage-word").hidden = !words;
  }

  // ── under the playhead ──────────────────────────────────────────────────────────────────────

  const row = (name, ...values) => values.some((each) => each && each.length !== 0) ? [h("dt", {}, name), h("dd", {}, ...values.flat())] : [];

  function described(use, under) {
    const [name, , , , , , at, commit] = use, shot = data.shots[name];
    const before = under && cut.uses.findLast((each) => each !== use && each[1] < under[2] && under[1] < each[2]);
    const transition = under && `${under[0]}, ${under[2] - under[1]} frames`;
    return [
      h("p", { class: "head" }, h("a", { class: "name", href: vfc.address("board", { shot: name }) }, text(name)),
        h("span", { class: `state ${shot.state.replaceAll(" ", "-")}` }, shot.state)),
      shot.reasons ? h("ul", { class: "reasons" }, shot.reasons.map((each) => h("li", {}, text(vfc.reason(each))))) : null,
      shot.words ? h("p", { class: "words" }, text(shot.words)) : null,
      shot.lines ? h("ul", { class: "lines" }, shot.lines.map((each) => h("li", {}, text(each)))) : null,
      h("dl", { class: "facts" },
        row("Camera", shot.camera && text(shot.camera)),
        row("Style", shot.style && text(shot.style)),
        row("Length", `${vfc.seconds(shot.length)}, ${shot.frames} frames`),
        row("Transition", transition && text(transition), before ? [" from ", text(before[0])] : ""),
        row("Frame", h("span", { id: "own", class: "number" })),
        row("Generator", text(shot.generator), shot.with ? h("span", { class: "muted" }, " ", text(options(shot.with))) : null),
        row("Take", (shot.film_take || shot.takes > 1) && takes(name, shot)),
        row("Seed", shot.seed && h("span", { class: "number" }, shot.film_take ? `${shot.film_seed || "unknown"} in this film; ${shot.seed} is picked` : shot.seed)),
        row("Cost", shot.cost && text(shot.cost)),
        row("Key", h("code", { title: shot.key }, shot.key.slice(0, 12))),
        row("Written", h("code", {}, text(shot.at)), committed(shot.commit)),
        row("In the cut", h("code", {}, text(at)), committed(commit)),
        row("Note", shot.note && text(shot.note))),
    ].filter(Boolean);
  }

  // `caption=False steps=8` as words.
  const options = (words) => words.replace(/ (?=\w+=)/g, ", ").replace(/\b(\w+)=False\b/g, "no $1").replace(/\b(\w+)=True\b/g, "$1");

  function takes(name, shot) {
    const words = shot.film_take ? `${shot.film_take} in this film; ${shot.take} of ${shot.takes} is picked` : `${shot.take} of ${shot.takes}`;
    return vfc.live ? h("a", { class: "link", href: vfc.address("takes", { shot: name }) }, words) : words;
  }

  const committed = (words) => words ? h("span", { class: "muted commit" }, text(words)) : null;

  function carded([label, start, stop, colour]) {
    return [
      h("p", { class: "head" }, h("span", { class: "name" }, colour ? "Plain colour" : "Title card")),
      h("p", { class: "words" }, text(label)),
      h("dl", { class: "facts" }, row("Length", `${stop - start} frames`)),
    ];
  }

  // ── what may be done ────────────────────────────────────────────────────────────────────────

  const second = () => Math.round(data.rate[0] / data.rate[1]);
  const does = {
    toggle: () => player.toggle(),
    play: () => player.faster(),
    stop: () => player.pause(),
    backwards: () => player.backwards(),
    frameBefore: () => step(-1),
    frameAfter: () => step(1),
    secondBefore: () => step(-second()),
    secondAfter: () => step(second()),
    cutBefore: () => player.seek(cuts().findLast((each) => each < player.frame) ?? 0),
    cutAfter: () => player.seek(cuts().find((each) => each > player.frame) ?? cut.frames - 1),
    first: () => player.seek(0),
    last: () => player.seek(cut.frames - 1),
    setIn: () => between(player.frame, player.to !== null && player.to > player.frame ? player.to : null),
    setOut: () => between(player.from !== null && player.from < player.frame ? player.from : null, player.frame),
    clear: () => between(null, null),
    loop: () => loops(!player.looping),
    mute: () => {
      video.muted = !video.muted;
      const button = $("mute");
      button.setAttribute("aria-pressed", video.muted);
      button.querySelector("use").setAttribute("href", video.muted ? "#i-mute" : "#i-sound");
    },
    full: () => document.fullscreenElement ? document.exitFullscreen() : full(),
    note: () => {
      const use = useAt(player.frame);
      if (!use) return tell("Notes belong to shots: none is seen here.");
      location.href = vfc.address("notes", { shot: use[0], frame: Math.min(sourceOf(use, player.frame), data.shots[use[0]].frames - 1), ...(file?.media && data.shots[use[0]].film_take ? { take: data.shots[use[0]].film_take } : {}), new: 1 });
    },
    type: () => {
      player.pause();
      $("type").hidden = !($("time").hidden = false);
      $("time").value = vfc.timecode(cut.start + player.frame);
      $("time").select();
      $("time").focus();
    },
    zoomIn: () => timeline.larger(2),
    zoomOut: () => timeline.larger(0.5),
  };

  function step(by) {
    if (player.speed) player.pause();
    player.seek(player.frame + by);
  }

  function between(from, to) {
    player.from = from;
    player.to = to;
    timeline.mark(from, to);
    $("in").setAttribute("aria-pressed", from !== null);
    $("out").setAttribute("aria-pressed", to !== null);
    if ((from === null) === (to === null)) loops(from !== null);
    else loops(player.looping);
  }

  function loops(on) {
    player.looping = on;
    const marked = player.from !== null || player.to !== null;
    const words = `Loop${marked ? " between in and out" : ""}: ${on ? "on" : "off"}`;
    $("loop").setAttribute("aria-pressed", on);
    $("loop").title = `${words} (R)`;
    vfc.keep("between", marked ? { cut: cut.name, from: player.from, to: player.to, looping: on } : null);
  }

  const fade = vfc.once(() => { $("told").hidden = true; }, 6000);
  function tell(words) {
    $("told").textContent = words;
    $("told").hidden = false;
    fade();
  }

  function typed() {
    $("type").hidden = !($("time").hidden = true);
  }

  $("time").addEventListener("blur", typed);
  $("time").addEventListener("keydown", (event) => {
    if (event.key === "Escape") return typed();
    if (event.key !== "Enter") return;
    const frame = vfc.typed($("time").value, player.frame, cut.start);
    if (frame === null) return tell("A time is 00:00:20:00, 20s, 20.5, 1:30, a frame #480, or +12 frames.");
    typed();
    player.seek(frame);
  });

  function full() {
    const place = document.querySelector(".watch");
    if (place.requestFullscreen) place.requestFullscreen();
    else video.webkitEnterFullscreen?.(); // a telephone of Apple's
  }

  const key = (names, words, name) => vfc.keys(names, words, () => cut && does[name]());
  key([" "], "Play or pause", "toggle");
  key(["k"], "Pause", "stop");
  key(["l"], "Play; again: twice as fast", "play");
  key(["j"], "Play backwards; again: twice as fast", "backwards");
  key(["ArrowLeft"], "A frame back", "frameBefore");
  key(["ArrowRight"], "A frame on", "frameAfter");
  key(["Shift+ArrowLeft"], "A second back", "secondBefore");
  key(["Shift+ArrowRight"], "A second on", "secondAfter");
  key(["ArrowUp"], "The cut before", "cutBefore");
  key(["ArrowDown"], "The cut after", "cutAfter");
  key(["Home"], "The first frame", "first");
  key(["End"], "The last frame", "last");
  key(["i"], "In here", "setIn");
  key(["o"], "Out here", "setOut");
  key(["x"], "No in and out", "clear");
  key(["r"], "Loop", "loop");
  key(["n"], "Say something of this frame", "note");
  key(["t"], "Type a time: 00:00:20:00, 20s, #480, +12", "type");
  key(["m"], "Mute", "mute");
  key(["f"], "Full screen", "full");
  key(["+", "="], "Larger timeline", "zoomIn");
  key(["-"], "Smaller timeline", "zoomOut");

  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-do]");
    if (button && cut) does[button.dataset.do]();
  });
  $("cut").addEventListener("change", () => {
    between(null, null);
    show(data.cuts.find((each) => each.name === $("cut").value));
  });
  $("file").addEventListener("change", () => choose(cut.files[Number($("file").value)]));
  addEventListener("hashchange", () => {
    const wanted = vfc.query(), other = data?.cuts.find((each) => each.name === (wanted.get("cut") ?? ""));
    if (other && other !== cut) show(other, placed(other, wanted));
    else if (cut) player.seek(placed(cut, wanted));
  });
  vfc.ready(read);
  vfc.film = { get frame() { return player?.frame; }, get player() { return player; } };
})();
