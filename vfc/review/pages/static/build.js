// The build page.
(() => {
  "use strict";
  const { h, text } = vfc;
  const $ = (name) => document.getElementById(name);
  let data = null, state = null, number = -1, busy = false;

  function read(found) {
    data = found;
    plan();
    draw();
  }

  // ── what a build would make ─────────────────────────────────────────────────────────────────

  const about = (seconds) => seconds < 60 ? `${Math.max(1, Math.round(seconds))} s` : seconds < 3600 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
  const span = ([least, most]) => most < 1 ? "" : least < 1 || about(least) === about(most) ? `about ${about(most)}` : `${about(least)} to ${about(most)}`;
  const count = (n, word, many = `${word}s`) => `${n} ${n === 1 ? word : many}`;

  function plan() {
    const found = data.plan, place = $("plan");
    if (!found) return place.replaceChildren(h("p", { class: "muted" }, "The film cannot be planned yet."));
    if (!found.make) return place.replaceChildren(h("p", { class: "muted" }, `Everything stands: ${count(found.kept, "step")} kept, nothing to make.`));
    place.replaceChildren(...[
      h("h2", {}, `To make: ${count(found.make, "step")}`),
      h("p", {}, Object.entries(found.kinds).map(([kind, n]) => count(n, kind)).join(", "), h("span", { class: "muted" }, ` · ${found.kept} kept${span(found.seconds) ? ` · ${span(found.seconds)}` : ""}`)),
      found.spends ? h("p", { class: "spends" }, `It would spend ${found.spends}.`) : found.costs ? h("p", { class: "muted" }, `${count(found.costs, "step")} of them ${found.costs === 1 ? "takes" : "take"} a card's time.`) : null,
      found.causes.length ? h("ul", { class: "causes" }, found.causes.map((each) => h("li", {}, text(each)))) : null,
      h("details", {}, h("summary", {}, "Step by step"),
        h("ul", { class: "steps" }, found.steps.map(([step, why]) => h("li", {}, text(step), why ? h("span", { class: "muted" }, ": ", text(why)) : null)),
          found.make > found.steps.length ? h("li", { class: "muted" }, `and ${found.make - found.steps.length} more`) : null))].filter(Boolean));
  }

  // ── the build that runs ─────────────────────────────────────────────────────────────────────

  function heard(found) {
    const other = found.number !== number;
    number = found.number;
    state = found;
    if (other) $("log").replaceChildren();
    log(found.log);
    $("nothing").hidden = number > 0;
    draw();
  }

  function draw() {
    if (!state || !data) return;
    const busy = state.runs || state.others.length > 0;
    const words = state.runs ? (state.stopping ? "Stopping: what is made is kept …" : state.make ? `Building: ${state.done} of ${state.make} made` : "Building: reading the film …")
      : state.others.length ? "Another process builds this film"
      : state.code === 0 && state.number && !data.plan?.make ? "Built"
      : state.code === 130 || state.code === -2 ? "Stopped: a build goes on from here"
      : state.code ? "The build failed"
      : data.plan?.make ? "Not up to date" : "Up to date";
    if ($("status").textContent !== words) $("status").textContent = words;
    $("status").className = `status ${state.runs || state.others.length ? "runs" : state.code && state.code !== 130 && state.code !== -2 ? "failed" : ""}`;
    if (vfc.edit) {
      $("start").hidden = busy || !data.plan?.make;
      $("start").textContent = state.code === 130 || state.code === -2 ? "Go on" : "Build";
      $("stop").hidden = !state.runs;
      $("stop").disabled = state.stopping;
    }
    $("watch").hidden = words !== "Built";
    $("bar").hidden = !state.runs;
    if (state.make) $("bar").value = Math.min(1, (state.done + state.running.reduce((sum, each) => sum + (each.total ? each.done / each.total : 0), 0)) / state.make);
    else $("bar").removeAttribute("value");
    $("left").hidden = !state.runs;
    $("left").textContent = [`for ${about(Date.now() / 1000 - state.begun)}`, state.left >= 1 ? `about ${about(state.left)} left` : "", state.kept ? `${state.kept} kept` : "", data.plan?.spends && state.runs ? `spends ${data.plan.spends}` : ""].filter(Boolean).join(" · ");
    running([...state.running, ...state.others]);
    $("last").hidden = state.runs || !state.code || state.code === 130 || state.code === -2;
    $("last").replaceChildren(text(state.last));
  }

  function running(all) {
    const before = new Map([...$("running").children].map((each) => [each.dataset.step, each]));
    $("running").replaceChildren(...all.map((each) => {
      const found = before.get(each.step) ?? h("li", { data: { step: each.step } },
        h("span", { class: "glimpse" }), h("div", { class: "what" }, h("p", { class: "step" }, text(each.step)), h("p", { class: "muted small how" }), h("progress", { max: "1", hidden: true, "aria-label": each.step })));
      const place = found.querySelector(".glimpse"), bar = found.querySelector("progress");
      if (each.preview) {
        const picture = place.querySelector("img") ?? place.appendChild(h("img", { alt: "" }));
        if (!picture.dataset.busy) {
          picture.dataset.busy = "1";
          const next = new Image();
          next.onload = () => { picture.src = next.src; setTimeout(() => { delete picture.dataset.busy; }, 700); };
          next.onerror = () => { setTimeout(() => { delete picture.dataset.busy; }, 700); };
          next.src = `preview/${each.preview}.jpg?${Date.now()}`;
        }
      }
      found.querySelector(".how").textContent = [each.waits || "", each.total ? `${each.done} of ${each.total}` : "", each.since ? about(Date.now() / 1000 - each.since) : "in another process"].filter(Boolean).join(" · ");
      bar.hidden = !each.total;
      if (each.total) bar.value = each.done / each.total;
      return found;
    }));
  }

  const WORDS = { made: "made", unchanged: "stands after all", failed: "failed", note: "", cause: "" };

  function log(lines) {
    const place = $("log"), low = place.scrollHeight - place.scrollTop - place.clientHeight < 40;
    place.append(...lines.map((each) => h("li", { class: each.kind },
      each.step ? text(each.step) : null, each.step && WORDS[each.kind] ? h("span", { class: "muted" }, ` ${WORDS[each.kind]}`) : null,
      each.seconds !== undefined && each.seconds !== null ? h("span", { class: "muted number" }, ` ${each.seconds.toFixed(1)} s`) : null,
      each.text ? h("span", { class: "words" }, each.step ? ": " : "", text(each.text)) : null,
      each.blocks?.length ? h("span", { class: "muted" }, `; it blocks ${each.blocks.length}`) : null)));
    while (place.children.length > 5000) place.firstChild.remove();
    if (low) place.scrollTop = place.scrollHeight;
  }

  function listen() {
    const source = new EventSource("events");
    source.addEventListener("message", (event) => heard(JSON.parse(event.data)));
    source.addEventListener("error", () => {
      if (source.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
    });
  }

  // ── what may be done ────────────────────────────────────────────────────────────────────────

  async function begin() {
    const found = data.plan;
    if (!found?.make || busy) return;
    busy = $("start").disabled = true;
    try {
      if (found.spends && !(await ask(found))) return;
      await vfc.act("start", { spends: found.spends });
      $("start").hidden = true; // until it is heard how the build goes
    } catch (error) { tell(error.message); } finally { busy = $("start").disabled = false; }
  }

  function ask(found) {
    $("spends").textContent = found.spends;
    $("expenses").replaceChildren(...found.expenses.map(([step, words]) => h("li", {}, text(step), h("span", { class: "muted" }, ": ", text(words)))));
    const dialog = $("asking");
    dialog.returnValue = "no";
    dialog.showModal();
    return new Promise((done) => dialog.addEventListener("close", () => done(dialog.returnValue === "yes"), { once: true }));
  }

  async function stop() {
    try { await vfc.act("stop"); } catch (error) { tell(error.message); }
  }

  const fade = vfc.once(() => { $("told").hidden = true; }, 8000);
  function tell(words) {
    $("told").replaceChildren(text(words));
    $("told").hidden = false;
    fade();
  }

  if (vfc.edit) {
    $("start").addEventListener("click", begin);
    $("stop").addEventListener("click", stop);
    vfc.keys(["b"], "Build, or go on", () => !$("start").hidden && begin());
    vfc.keys(["s"], "Stop the build", () => !$("stop").hidden && stop());
  }
  vfc.ready(read);
  listen();
})();
