package salvor.workbench.timeline;

import javafx.beans.property.ReadOnlyObjectProperty;
import org.jspecify.annotations.Nullable;
import salvor.timeline.Viewport;
import salvor.workbench.fx.Scale;
import salvor.workbench.selection.Span;

/** The part of time that is looked at, of a recording of some length. */
final class TimeWindow {
  private Span all;
  private final Held<Viewport> viewport;
  private @Nullable Span fitted; // stays as wide as the surface; null when the investigator moved

  /** All of a recording, on a surface of no size yet. */
  TimeWindow(Span all) {
    this.all = all;
    this.fitted = all;
    this.viewport = new Held<>(Viewport.fitting(all.from(), all.to() - 1, 800, 400, Scale.lane()));
  }

  ReadOnlyObjectProperty<Viewport> viewport() {
    return viewport.getReadOnlyProperty();
  }

  Held<Viewport> held() {
    return viewport;
  }

  Viewport now() {
    return viewport.get();
  }

  /** All of the recording. */
  Span all() {
    return all;
  }

  /** The time that was fitted into the surface, null when it was moved since. */
  @Nullable Span fitted() {
    return fitted;
  }

  /** The recording became longer; where all of it was fitted it still is. */
  void grow(Span now) {
    boolean whole = all.equals(fitted);
    all = now;
    if (whole) {
      show(now);
    }
  }

  /** Has a time near the right edge, and as much time in sight as before. */
  void follow(long time) {
    move(now().at(time - now().span() + now().span() / 25));
  }

  /** Takes the size of the surface; what was fitted stays fitted. */
  void resize(int width, int height) {
    Viewport next =
        now().resized(Math.max(1, width), Math.max(1, height)).withRowHeight(Scale.lane());
    Span range = fitted;
    viewport.set(range == null ? next : fitting(range, next).scrolled(now().scroll()));
  }

  void zoom(double factor, int x) {
    move(now().zoomed(factor, x));
  }

  void pan(int pixels) {
    move(now().panned(pixels));
  }

  void centre(long time) {
    move(now().centred(time));
  }

  void home() {
    move(now().at(all.from() - now().span() / 50));
  }

  void end() {
    move(now().at(all.to() - 1 - now().span() + now().span() / 50));
  }

  private void move(Viewport next) {
    fitted = null;
    viewport.set(next);
  }

  void show(Span range) {
    fitted = range;
    viewport.set(fitting(range, now()).scrolled(now().scroll()));
  }

  private static Viewport fitting(Span range, Viewport surface) {
    return Viewport.fitting(
        range.from(), range.to() - 1, surface.width(), surface.height(), Scale.lane());
  }

  /** Brings a part of time back as it was, on a surface that may have another size by now. */
  void restore(Viewport was, @Nullable Span fittedThen) {
    fitted = fittedThen;
    viewport.set(
        fittedThen == null
            ? was.resized(now().width(), now().height()).withRowHeight(Scale.lane())
            : fitting(fittedThen, now()).scrolled(was.scroll()));
  }

  /** Scrolls the lanes, of which there are so many pixels. */
  void scroll(int pixels, int height) {
    int next = Math.clamp(pixels, 0, Math.max(0, height - now().height()));
    if (next != now().scroll()) {
      viewport.set(now().scrolled(next));
    }
  }

  /** The time in sight, for {@link #show} to bring it back; null when all is in sight. */
  @Nullable Span inSight() {
    if (all.equals(fitted)) {
      return null;
    }
    Viewport now = now();
    int margin = Math.min(12, now.width() / 8); // that Viewport.fitting adds again
    return fitted != null ? fitted : Span.between(now.time(margin), now.time(now.width() - margin));
  }
}
