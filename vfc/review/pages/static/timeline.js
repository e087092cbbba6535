// The timeline of a cut, to scale: a light DOM whose parts lie at fractions of the film's length.
class Timeline {
  constructor({ names, scroller, tracks, label, onseek }) {
    this.names = names;
    this.scroller = scroller;
    this.tracks = tracks;
    this.label = label; // what a frame is called aloud
    this.onseek = onseek;
    this.zoom = Math.max(1, 900 / (scroller.clientWidth || 900)); // small screens begin with a part
    this.frame = 0;
    this.playhead = vfc.h("div", { class: "playhead" });
    this.range = vfc.h("div", { class: "range", hidden: true });
    tracks.addEventListener("pointerdown", (event) => this._grab(event));
    new ResizeObserver(vfc.once(() => this.cut && this._fill(), 80)).observe(scroller);
  }

  // Show a cut of the page's data.
  show(cut, data) {
    this.cut = cut;
    this.data = data;
    this.tracks.setAttribute("aria-valuemax", cut.frames - 1);
    this._fill();
    this.move(Math.min(this.frame, cut.frames - 1));
  }

  // The playhead at a frame; `loud` says it to those who do not see it.
  move(frame, loud = true) {
    this.frame = frame;
    this.playhead.style.left = this._share(frame);
    if (loud) {
      this.tracks.setAttribute("aria-valuenow", frame);
      this.tracks.setAttribute("aria-valuetext", this.label(frame));
    }
    if (this.zoom > 1) this._follow();
  }

  mark(from, to) {
    this.range.hidden = from === null && to === null;
    const start = from ?? 0, stop = (to ?? this.cut.frames - 1) + 1;
    this.range.style.left = this._share(start);
    this.range.style.width = this._share(stop - start);
  }

  larger(by) {
    const most = Math.max(1, (this.cut.frames * 12) / this.scroller.clientWidth);
    this.zoom = Math.max(1, Math.min(most, this.zoom * by));
    this._fill();
    const at = (this.frame / this.cut.frames) * this.tracks.scrollWidth;
    this.scroller.scrollLeft = at - this.scroller.clientWidth / 2;
  }

  // ── drawing ─────────────────────────────────────────────────────────────────────────────────

  _share(frames) { return `${(100 * frames) / this.cut.frames}%`; }

  _pixels(frames) { return (frames / this.cut.frames) * this.scroller.clientWidth * this.zoom; }

  _fill() {
    const { h } = vfc, cut = this.cut;
    const rows = [["", this._ruler()]];
    for (const lane of cut.above) rows.push([lane.name, this._lane(lane, "title")]);
    rows.push(["Picture", this._pictures(cut)]);
    for (const lane of cut.sounds) rows.push([lane.name, this._lane(lane, `sound ${lane.name.toLowerCase()}`)]);
    this.tracks.style.width = `${100 * this.zoom}%`;
    this.tracks.replaceChildren(...rows.map(([, row]) => row), this.range, this.playhead);
    this.names.replaceChildren(...rows.map(([name, row], n) =>
      h("div", { class: `name ${row.className}` }, n && rows[n - 1][0] === name ? "" : name)));
  }

  _ruler() {
    const { h } = vfc, { rate, base } = this.data, a = rate[0] / rate[1];
    const room = (86 / this._pixels(1)) / a; // seconds between two numbers
    const step = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600].find((each) => each >= room) ?? 7200;
    const row = h("div", { class: "row ruler", "aria-hidden": "true" });
    for (let n = 0; n * step * base < this.cut.frames; n++) {
      const frame = Math.round(n * step * base);
      if (this.cut.frames - frame < room * base * 0.6 && n) break;
      const tick = h("span", { class: "tick" }, vfc.timecode(this.cut.start + frame));
      tick.style.left = this._share(frame);
      row.append(tick);
    }
    return row;
  }

  _part(label, start, stop, kind) {
    const wide = this._pixels(stop - start);
    const found = vfc.h("div", { class: `part ${kind}`, title: label }, wide > 34 ? vfc.text(label) : null);
    found.style.left = this._share(start);
    found.style.width = this._share(stop - start);
    return found;
  }

  _lane(lane, kind) {
    return vfc.h("div", { class: `row ${kind}`, "aria-hidden": "true" },
      lane.parts.map(([label, start, stop]) => this._part(label, start, stop, kind)));
  }

  _pictures(cut) {
    const { h } = vfc, shots = this.data.shots;
    const row = h("div", { class: "row pictures", "aria-hidden": "true" });
    for (const [name, start, stop, , ends] of cut.uses) {
      const shot = shots[name], part = this._part(name.split("/").pop(), start, stop - ends, `shot ${shot.state.replaceAll(" ", "-")}`);
      part.title = `${name}: ${shot.state}`;
      if (shot.poster && this._pixels(stop - start) > 22) {
        part.prepend(h("img", { src: shot.poster, alt: "", loading: "lazy", decoding: "async", draggable: "false" }));
      }
      row.append(part);
    }
    for (const [label, start, stop, colour] of cut.cards) {
      const part = this._part(label, start, stop, "card");
      if (colour) { part.classList.add("plain"); part.replaceChildren(); part.style.background = colour; }
      row.append(part);
    }
    for (const [kind, start, stop] of cut.transitions) {
      const part = this._part("", start, stop, "transition");
      part.title = `${kind}, ${stop - start} frames`;
      row.append(part);
    }
    return row;
  }

  // ── pointer ─────────────────────────────────────────────────────────────────────────────────

  _grab(event) {
    if (event.button) return;
    const seek = (each) => {
      const box = this.tracks.getBoundingClientRect();
      this.onseek(Math.floor(((each.clientX - box.left) / box.width) * this.cut.frames));
    };
    const touch = event.pointerType === "touch";
    if (touch && this.zoom > 1) { // a finger scrolls what is larger than the page
      this.tracks.addEventListener("pointerup", seek, { once: true });
      return;
    }
    this.tracks.setPointerCapture(event.pointerId);
    const stop = () => this.tracks.removeEventListener("pointermove", seek);
    this.tracks.addEventListener("pointermove", seek);
    this.tracks.addEventListener("pointerup", stop, { once: true });
    this.tracks.addEventListener("pointercancel", stop, { once: true });
    seek(event);
  }

  _follow() {
    const at = (this.frame / this.cut.frames) * this.tracks.scrollWidth;
    const { scrollLeft, clientWidth } = this.scroller;
    if (at < scrollLeft || at > scrollLeft + clientWidth) this.scroller.scrollLeft = at - clientWidth * 0.1;
  }
}
