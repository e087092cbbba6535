// The diff page.
(() => {
  "use strict";
  const { h, text } = vfc;
  const $ = (name) => document.getElementById(name);
  let asked = 0;

  function read(data, first) {
    const choices = data.versions.map(([commit, day, words]) => [commit, `${commit.slice(0, 7)}, ${day}: ${words}`]);
    fill($("before"), choices);
    fill($("after"), [["", "the film as it lies here"], ...choices]);
    $("versions").hidden = !choices.length;
    if (!choices.length) {
      $("diff").replaceChildren(h("p", { class: "muted" }, text(data.why || "No version of this film is committed yet.")));
    } else if (first) {
      pair();
      compare();
    }
  }

  function fill(choice, options) {
    const before = choice.value;
    choice.replaceChildren(...options.map(([value, words]) => h("option", { value }, words)));
    if (options.some(([value]) => value === before)) choice.value = before;
  }

  // The pair that the address names, as far as it is among those that may be chosen.
  function pair() {
    const wanted = vfc.query();
    for (const side of ["before", "after"]) {
      const named = wanted.get(side), options = [...$(side).options].map((each) => each.value);
      if (named !== null && options.includes(named)) $(side).value = named;
    }
  }

  async function compare() {
    const now = ++asked;
    history.replaceState(null, "", `#${new URLSearchParams({ before: $("before").value, after: $("after").value })}`);
    $("diff").replaceChildren(h("p", { class: "muted" }, "Comparing …"));
    try {
      const found = await vfc.act("compare", { before: $("before").value, after: $("after").value });
      if (now === asked) $("diff").replaceChildren(...drawn(found));
    } catch (error) {
      if (now === asked) $("diff").replaceChildren(h("p", { class: "notice", role: "alert" }, text(error.message)));
    }
  }

  const list = (lines, kind) => lines.length ? h("ul", { class: kind }, lines.map((each) => h("li", {}, text(each)))) : null;
  const called = (name) => /^[0-9a-f]{40,}$/.test(name) ? name.slice(0, 7) : name;

  function drawn(found) {
    const [before, after] = found.names.map(called);
    return [
      h("p", { class: "verdict" }, text(found.verdict)),
      list(found.lines, "muted"),
      ...found.shots.map((shot) => h("section", { class: "panel diff-shot" },
        h("h2", { class: "head" }, text(shot.name), h("span", { class: "became" }, shot.became)),
        list(shot.why, "reasons"),
        list(shot.fields, "fields"),
        list(shot.seen, "muted small"),
        shot.sides.length ? h("div", { class: "sides" }, side(before, shot.sides[0]), side(after, shot.sides[1])) : null)),
      ...found.rest.map(([title, lines]) => h("section", { class: "rest" }, h("h2", {}, text(title)), list(lines, ""))),
    ].filter(Boolean);
  }

  function side(name, { pictures, missing }) {
    return h("figure", {},
      pictures.length ? pictures.map(picture) : h("div", { class: "lacks" }, missing || "nothing is seen"),
      h("figcaption", {}, name));
  }

  function picture(data) {
    const bytes = Uint8Array.from(atob(data), (each) => each.charCodeAt(0));
    const address = URL.createObjectURL(new Blob([bytes], { type: "image/jpeg" }));
    return h("img", { src: address, alt: "", on: { load: () => URL.revokeObjectURL(address) } });
  }

  $("versions").addEventListener("submit", (event) => {
    event.preventDefault();
    compare();
  });
  addEventListener("hashchange", () => { pair(); compare(); });
  vfc.ready(read);
})();
