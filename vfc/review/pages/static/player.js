// A film file played to the frame: frames from 0 at a rate, J K L, in and out.
// Without a file its clock runs alone, for stills.
class Player {
  constructor(video, rate, frames) {
    this.video = video;
    this.rate = rate;
    this.frames = frames;
    this.frame = 0;
    this.speed = 0; // as J K L have it: 0 stands still, below 0 runs backwards
    this.from = null; // in and out, frames; out is the last one that is seen
    this.to = null;
    this.looping = false;
    this.silent = true; // no file: stills
    this.onframe = () => {};
    this.onspeed = () => {};
    this._wanted = null;
    this._ticking = 0;
    video.addEventListener("seeked", () => this._settled());
    video.addEventListener("ended", () => this._end());
    video.addEventListener("loadedmetadata", () => { if (this.frame) this._go(this.frame); });
    const seen = (_, facts) => {
      this._seen(facts.mediaTime);
      video.requestVideoFrameCallback(seen);
    };
    if (video.requestVideoFrameCallback) video.requestVideoFrameCallback(seen);
    else video.addEventListener("timeupdate", () => this._seen(video.currentTime));
  }

  // Play a file; "" plays stills by the clock.
  load(address) {
    this.pause();
    this._wanted = null;
    this.silent = !address;
    if (address) this.video.src = address;
    else this.video.removeAttribute("src");
    this.video.load();
    if (this.frame) this._go(this.frame);
  }

  get first() { return (this.looping && this.from) || 0; }
  get last() { return this.looping ? this.to ?? this.frames - 1 : this.frames - 1; }

  seek(frame) {
    const to = Math.max(0, Math.min(this.frames - 1, Math.round(frame)));
    this._tell(to);
    this._go(to);
    if (this.speed) this._begin(performance.now());
  }

  toggle() { this.speed ? this.pause() : this.play(1); }

  play(speed) {
    if (speed > 0 && this.frame >= this.last) this.seek(this.first);
    if (speed < 0 && this.frame <= this.first) this.seek(this.last);
    this.speed = speed;
    this.onspeed(speed);
    cancelAnimationFrame(this._ticking);
    if (speed > 0 && !this.silent) {
      this.video.playbackRate = speed;
      this.video.play().catch((error) => { if (error.name !== "AbortError") this.pause(); });
    } else {
      this.video.pause();
      this._begin(performance.now());
      this._ticking = requestAnimationFrame((now) => this._tick(now));
    }
  }

  pause() {
    cancelAnimationFrame(this._ticking);
    const ran = this.speed;
    this.speed = 0;
    this.video.pause();
    if (ran) {
      if (!this.silent) this._go(this.frame); // what stands is the frame that is told
      this.onspeed(0);
    }
  }

  faster() { this.play(this.speed > 0 ? Math.min(8, this.speed * 2) : 1); }
  backwards() { this.play(this.speed < 0 ? Math.max(-8, this.speed * 2) : -1); }

  // ── what is seen ────────────────────────────────────────────────────────────────────────────

  _begin(now) { this._since = { now, frame: this.frame }; }

  _tick(now) {
    if (!this.speed) return;
    const { now: begun, frame } = this._since;
    const at = frame + Math.trunc(((now - begun) / 1000) * this.rate * this.speed);
    if (at > this.last || at < this.first) return this._end();
    if (at !== this.frame && !(this.video.seeking && !this.silent)) {
      this._tell(at);
      this._go(at);
    }
    this._ticking = requestAnimationFrame((next) => this._tick(next));
  }

  // Into the middle of a frame, so that no rounding shows the one beside it.
  _go(frame) {
    if (this.silent) return;
    if (this.video.seeking) { this._wanted = frame; return; }
    this._wanted = null;
    this.video.currentTime = (frame + 0.5) / this.rate;
  }

  _settled() {
    if (this._wanted !== null) this._go(this._wanted);
  }

  _seen(time) {
    if (this.silent || this.speed <= 0) return;
    const at = Math.round(time * this.rate);
    if (at < this.first - 1 || this.video.seeking) return; // a frame from before the seek
    if (this.looping && at >= this.last) {
      this._tell(this.last);
      return this._end();
    }
    this._tell(Math.min(at, this.frames - 1));
  }

  _end() {
    if (!this.speed) return;
    if (!this.looping) { this._tell(this.speed < 0 ? this.first : this.last); return this.pause(); }
    const speed = this.speed;
    this.seek(speed < 0 ? this.last : this.first);
    if (speed > 0 && !this.silent && this.video.paused) this.video.play().catch(() => this.pause());
    else if (speed < 0 || this.silent) this.play(speed);
  }

  _tell(frame) {
    if (frame === this.frame) return;
    this.frame = frame;
    this.onframe(frame);
  }
}
