// Strokes over a frame: `[colour, width, [[right, down], ...]]`, in parts of the frame.
class Drawing {
  constructor(canvas) {
    this.canvas = canvas;
    this.strokes = [];
    this.pen = ""; // a colour while it may be drawn
    this.width = 0.006;
    this.most = 2000; // points
    this.onchange = () => {};
    this.onbegin = () => {};
    this.ondrag = null; // who drags without a pen is given one
    new ResizeObserver(() => this.draw()).observe(canvas);
    canvas.addEventListener("pointerdown", (event) => this._down(event));
    canvas.addEventListener("pointermove", (event) => this._move(event));
    for (const each of ["pointerup", "pointercancel"]) canvas.addEventListener(each, () => this._up());
  }

  show(strokes) {
    this.strokes = strokes;
    this.draw();
  }

  take(pen) {
    this.pen = pen;
    this.canvas.classList.toggle("pen", Boolean(pen));
  }

  draw() {
    const { canvas } = this, scale = devicePixelRatio || 1;
    const width = Math.round(canvas.clientWidth * scale), height = Math.round(canvas.clientHeight * scale);
    if (canvas.width !== width || canvas.height !== height) { canvas.width = width; canvas.height = height; }
    const on = canvas.getContext("2d");
    on.clearRect(0, 0, width, height);
    on.lineCap = on.lineJoin = "round";
    for (const [colour, thick, points] of this.strokes) {
      if (!points.length) continue;
      on.beginPath();
      on.moveTo(points[0][0] * width, points[0][1] * height);
      for (const [right, down] of points.length > 1 ? points.slice(1) : points) on.lineTo(right * width, down * height);
      for (const [line, extra] of [["rgb(0 0 0 / .55)", 2 * scale], [colour, 0]]) {
        on.strokeStyle = line;
        on.lineWidth = Math.max(1.5 * scale, thick * width) + extra;
        on.stroke();
      }
    }
  }

  _at(event) {
    const box = this.canvas.getBoundingClientRect();
    const part = (value) => Math.round(Math.max(0, Math.min(1, value)) * 1e4) / 1e4;
    return [part((event.clientX - box.left) / box.width), part((event.clientY - box.top) / box.height)];
  }

  _down(event) {
    if (!this.pen && this.ondrag && !event.button && event.pointerType !== "touch") this._dragged = event;
    if (!this.pen || event.button || this.strokes.length >= 64) return;
    event.preventDefault();
    this.onbegin();
    this.canvas.setPointerCapture(event.pointerId);
    this._stroke = [this.pen, this.width, [this._at(event)]];
    this.strokes.push(this._stroke);
    this.draw();
  }

  _move(event) {
    const from = this._dragged;
    if (from && Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) > 4) {
      this._dragged = null;
      this.ondrag();
      this._down(from);
    }
    if (!this._stroke) return;
    const points = this._stroke[2], at = this._at(event), last = points.at(-1);
    const count = this.strokes.reduce((sum, each) => sum + each[2].length, 0);
    if (Math.hypot(at[0] - last[0], at[1] - last[1]) < 0.004 || count >= this.most) return;
    points.push(at);
    this.draw();
  }

  _up() {
    this._dragged = null;
    if (!this._stroke) return;
    this._stroke = null;
    this.onchange();
  }
}
