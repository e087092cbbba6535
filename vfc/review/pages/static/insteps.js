// Several film files that play in step: frames from 0 at a rate, the first of them is the clock.
class InSteps {
  constructor(onframe) {
    this.onframe = onframe;
    this.videos = [];
    this.rate = 24;
    this.frames = 1;
    this.frame = 0;
    this.playing = false;
    this.onplaying = () => {};
  }

  // Take other files on; they show the frame that is shown.
  show(videos, rate, frames) {
    const ran = this.playing;
    this.pause();
    this.videos = videos;
    this.rate = rate;
    this.frames = Math.max(1, frames);
    this.seek(Math.min(this.frame, this.frames - 1));
    if (ran) this.play();
  }

  seek(frame) {
    this.frame = Math.max(0, Math.min(this.frames - 1, Math.round(frame)));
    for (const each of this.videos) this._go(each, this.frame);
    this.onframe(this.frame);
  }

  step(by) {
    this.pause();
    this.seek(this.frame + by);
  }

  toggle() { this.playing ? this.pause() : this.play(); }

  play() {
    if (!this.videos.length) return;
    if (this.frame >= this.frames - 1) this.seek(0);
    this.playing = true;
    this.onplaying(true);
    for (const each of this.videos) each.play().catch(() => {});
    this._tick();
  }

  pause() {
    if (!this.playing) return;
    this.playing = false;
    for (const each of this.videos) each.pause();
    this.seek(this.frame);
    this.onplaying(false);
  }

  // Into the middle of a frame, so that no rounding shows the one beside it.
  _go(video, frame) {
    const to = (frame + 0.5) / this.rate;
    if (video.readyState >= 1) video.currentTime = to;
    else video.addEventListener("loadedmetadata", () => { if (this.videos.includes(video)) video.currentTime = (this.frame + 0.5) / this.rate; }, { once: true });
  }

  _tick() {
    if (!this.playing) return;
    const clock = this.videos.find((each) => each.readyState >= 2 && !each.seeking);
    if (clock) {
      if (clock.ended || clock.currentTime * this.rate >= this.frames) {
        this.seek(0); // round and round
        for (const each of this.videos) each.play().catch(() => {});
      } else {
        const frame = Math.min(this.frames - 1, Math.floor(clock.currentTime * this.rate + 1e-3));
        if (frame !== this.frame) { this.frame = frame; this.onframe(frame); }
        for (const each of this.videos) {
          if (each !== clock && each.readyState >= 2 && !each.seeking && Math.abs(each.currentTime - clock.currentTime) > 1.5 / this.rate) each.currentTime = clock.currentTime;
        }
      }
    }
    requestAnimationFrame(() => this._tick());
  }
}
