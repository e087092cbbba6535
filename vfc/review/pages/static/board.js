// The board page.
(() => {
  "use strict";
  const { h, text } = vfc;
  const $ = (name) => document.getElementById(name);
  const STATES = ["up to date", "not in the film yet", "stale", "never made", "failed", "waiting"];
  let data = null, cut = null, cards = [];
  const wanted = new Set();

  function read(found, first) {
    data = found;
    const name = first ? vfc.query().get("cut") ?? "" : cut?.name ?? "";
    cut = data.cuts.find((each) => each.name === name) ?? data.cuts[0] ?? { name: "", cells: [], others: Object.keys(data.shots) };
    const choice = $("cut");
    choice.replaceChildren(...data.cuts.map((each) => h("option", { value: each.name }, each.name || "the film")));
    choice.closest("label").hidden = data.cuts.length < 2;
    choice.value = cut.name;
    draw();
    if (first) point();
  }

  function draw() {
    cards = [];
    const scenes = [];
    for (const [n, [name, frame, timecode]] of cut.cells.entries()) {
      const scene = data.shots[name].scene;
      if (scenes.at(-1)?.name !== scene) scenes.push({ name: scene, cards: [] });
      scenes.at(-1).cards.push(card(name, n + 1, frame, timecode));
    }
    const others = cut.others.map((name) => card(name, null, null, ""));
    $("board").replaceChildren(
      ...scenes.map((scene) => section(data.scenes[scene.name] || scene.name, scene.name, scene.cards)),
      ...(others.length ? [section("Not in this cut", "", others)] : []));
    states();
    filter();
  }

  function section(title, name, inside) {
    return h("section", { class: "scene" },
      h("h2", {}, text(title), name && name !== title ? h("span", { class: "muted" }, " ", text(name)) : null),
      h("ol", { class: "cards" }, inside));
  }

  function card(name, number, frame, timecode) {
    const shot = data.shots[name];
    const link = frame === null ? null : vfc.address("film", { ...(cut.name ? { cut: cut.name } : {}), frame });
    const picture = shot.poster
      ? h("img", { src: shot.poster, alt: "", loading: "lazy", decoding: "async", width: data.size[0], height: data.size[1] })
      : h("span", { class: "none" }, ["up to date", "not in the film yet"].includes(shot.state) ? "no picture here yet" : shot.state);
    picture.style.aspectRatio = `${data.size[0]} / ${data.size[1]}`;
    const found = h("li", { class: `card ${shot.state.replaceAll(" ", "-")}`, id: number === null ? null : `c${number}` },
      h(link ? "a" : "div", { class: "picture", href: link, "aria-label": link ? `${name}: watch it in the film` : null }, picture,
        number === null ? null : h("span", { class: "no", "aria-hidden": "true" }, String(number))),
      h("p", { class: "head" }, h("span", { class: "name" }, text(name.split("/").pop())),
        h("span", { class: `state ${shot.state.replaceAll(" ", "-")}` }, shot.state)),
      shot.words ? h("p", { class: "words" }, text(shot.words)) : null,
      shot.lines ? h("ul", { class: "lines" }, shot.lines.map((each) => h("li", {}, text(each)))) : null,
      shot.reasons ? h("ul", { class: "reasons" }, shot.reasons.map((each) => h("li", {}, text(vfc.reason(each))))) : null,
      h("p", { class: "muted small" }, [timecode, vfc.seconds(shot.length), shot.camera && text(shot.camera),
        shot.film_take ? `take ${shot.film_take} in the film, ${shot.take} of ${shot.takes} picked` : shot.takes > 1 ? `take ${shot.take} of ${shot.takes}` : ""].filter(Boolean).flatMap((each, n) => n ? [" · ", each] : [each])));
    const words = [name, shot.words, shot.style, shot.camera, shot.note, shot.generator, ...(shot.lines ?? [])];
    cards.push({ element: found, shot, name, words: words.filter(Boolean).join("\n").toLowerCase() });
    return found;
  }

  // ── filter ──────────────────────────────────────────────────────────────────────────────────

  function states() {
    const counts = new Map(STATES.map((each) => [each, new Set(cards.filter((one) => one.shot.state === each).map((one) => one.name)).size]));
    const boxes = STATES.filter((each) => counts.get(each)).map((each) =>
      h("label", { class: `chip state ${each.replaceAll(" ", "-")}` },
        h("input", { type: "checkbox", value: each, checked: wanted.has(each), on: { change: (event) => {
          event.target.checked ? wanted.add(each) : wanted.delete(each);
          filter();
        } } }), each, h("span", { class: "number" }, ` ${counts.get(each)}`)));
    $("states").replaceChildren($("states").querySelector("legend"), ...boxes);
    $("states").hidden = boxes.length < 2;
  }

  function filter() {
    const words = $("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const each of cards) {
      const fits = (!wanted.size || wanted.has(each.shot.state)) && words.every((word) => each.words.includes(word));
      each.element.hidden = !fits;
      count += fits;
    }
    for (const each of document.querySelectorAll("section.scene")) each.hidden = !each.querySelector(".card:not([hidden])");
    const all = words.length || wanted.size ? `${count} of ${cards.length}` : `${cards.length}`;
    $("count").textContent = `${all} ${cards.length === 1 ? "shot" : "shots"}`;
  }

  function point() {
    const shot = vfc.query().get("shot");
    const found = shot && cards.find((each) => each.name === shot);
    if (!found) return;
    found.element.scrollIntoView({ block: "center" });
    found.element.querySelector("a")?.focus({ preventScroll: true });
  }

  // From card to card, up and down by rows.
  function go(event) {
    const links = cards.filter((each) => !each.element.hidden).map((each) => each.element.querySelector("a")).filter(Boolean);
    const at = links.indexOf(document.activeElement);
    if (at < 0) return links[0]?.focus();
    const box = links[at].getBoundingClientRect();
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by) return links[at + by]?.focus();
    const down = event.key === "ArrowDown";
    const others = links.map((link) => [link, link.getBoundingClientRect()])
      .filter(([, each]) => down ? each.top > box.top + 4 : each.top < box.top - 4)
      .sort(([, a], [, b]) => Math.abs(a.top - box.top) - Math.abs(b.top - box.top) || Math.abs(a.left - box.left) - Math.abs(b.left - box.left));
    others[0]?.[0].focus();
  }

  $("filters").addEventListener("submit", (event) => event.preventDefault());
  $("search").addEventListener("input", vfc.once(filter, 60));
  $("search").addEventListener("keydown", (event) => {
    if (event.key === "Escape") { $("search").value = ""; filter(); $("search").blur(); }
  });
  $("cut").addEventListener("change", () => {
    cut = data.cuts.find((each) => each.name === $("cut").value);
    draw();
  });
  vfc.keys(["/"], "Search", () => $("search").focus());
  vfc.keys(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"], "From picture to picture", go);
  addEventListener("hashchange", point);
  vfc.ready(read);
})();
