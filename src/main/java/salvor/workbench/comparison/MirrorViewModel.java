package salvor.workbench.comparison;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import salvor.timeline.Cell;
import salvor.timeline.Mirror;
import salvor.timeline.MirrorLayout;
import salvor.timeline.MirrorPainter;
import salvor.timeline.Viewport;
import salvor.triage.ComparedRows;

/** Which part of the time since both starts is looked at. */
final class MirrorViewModel {
  private static final int NEAR = 4;
  private static final int ROW = 1; // lanes share what height there is

  private final ReadOnlyObjectWrapper<@Nullable Compared> shown = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Viewport> viewport =
      new ReadOnlyObjectWrapper<>(Viewport.fitting(0, 1, 400, 200, ROW));
  private boolean fitted = true;

  /** Where a row stands: the side, and its time on it. */
  record Spot(Mirror.Half half, long time) {}

  /** Shows a comparison; the part of time stays when only the filter changed. */
  void show(@Nullable Compared now) {
    Compared before = shown.get();
    shown.set(now);
    if (now != null && (before == null || before.comparison() != now.comparison())) {
      fitAll();
    }
  }

  void resize(int width, int height) {
    Viewport now = viewport.get();
    if (width > 0 && height > 0 && (width != now.width() || height != now.height())) {
      viewport.set(now.resized(width, height));
      if (fitted) {
        fitAll();
      }
    }
  }

  /** Shows all time of both sides. */
  void fitAll() {
    Compared now = shown.get();
    if (now != null) {
      Mirror mirror = now.picture().mirror();
      fit(mirror.first(), mirror.last());
      fitted = true;
    }
  }

  /** Shows the selected event with half a minute on both sides, or when it is shown so, all. */
  void fit(@Nullable Spot spot) {
    Viewport before = viewport.get();
    if (spot != null) {
      fit(spot.time() - 30_000_000_000L, spot.time() + 30_000_000_000L);
    }
    if (spot == null || viewport.get().equals(before)) {
      fitAll();
    }
  }

  private void fit(long from, long to) {
    Viewport now = viewport.get();
    fitted = false;
    viewport.set(Viewport.fitting(from, to, now.width(), now.height(), ROW));
  }

  void zoom(double factor, int x) {
    fitted = false;
    viewport.set(viewport.get().zoomed(factor, x));
  }

  /** Zooms about the selected event if it is in sight, else about the middle. */
  void zoom(double factor, @Nullable Spot spot) {
    Viewport now = viewport.get();
    int x = spot == null ? -1 : now.x(spot.time());
    zoom(factor, x < 0 || x >= now.width() ? now.width() / 2 : x);
  }

  void pan(int pixels) {
    fitted = false;
    viewport.set(viewport.get().panned(pixels));
  }

  void panPart(double part) {
    pan((int) (viewport.get().width() * part));
  }

  void home() {
    Compared now = shown.get();
    if (now != null) {
      fitted = false;
      Viewport at = viewport.get();
      viewport.set(at.at(now.picture().mirror().first() - at.span() / 50));
    }
  }

  void end() {
    Compared now = shown.get();
    if (now != null) {
      fitted = false;
      Viewport at = viewport.get();
      viewport.set(at.at(now.picture().mirror().last() - at.span() + at.span() / 50));
    }
  }

  /** Moves so that a time is in sight. */
  void reveal(@Nullable Spot spot) {
    Viewport now = viewport.get();
    if (spot != null && (now.x(spot.time()) < 0 || now.x(spot.time()) >= now.width())) {
      fitted = false;
      viewport.set(now.centred(spot.time()));
    }
  }

  /** Where a row stands; null when it is on neither side. */
  @Nullable Spot spot(int row) {
    Compared now = shown.get();
    if (now == null || row < 0) {
      return null;
    }
    Spot upper = spot(now.comparison().a(), Mirror.Half.UPPER, row);
    return upper != null ? upper : spot(now.comparison().b(), Mirror.Half.LOWER, row);
  }

  private static @Nullable Spot spot(ComparedRows side, Mirror.Half half, int row) {
    int place = side.placeOf(row);
    return place < 0 ? null : new Spot(half, side.offset(place));
  }

  static long time(@Nullable Spot spot) {
    return spot == null ? MirrorPainter.NOWHERE : spot.time();
  }

  /**
   * What is at a pixel.
   *
   * @param place the lane
   * @param cell what stands there, or opposite when it is missing here
   * @param missing whether it stands on the other side only
   */
  record Hit(MirrorLayout.Place place, Cell cell, boolean missing) {}

  /** What stands at a pixel or next to it; null when nothing does. */
  @Nullable Hit hit(int x, int y) {
    Compared now = shown.get();
    if (now == null) {
      return null;
    }
    Mirror mirror = now.picture().mirror();
    Viewport at = viewport.get();
    MirrorLayout.Place place = new MirrorLayout(mirror.lanes(), at.height()).at(y);
    if (place == null) {
      return null;
    }
    Cell here = mirror.near(place.half(), place.lane(), at, x, NEAR);
    Cell opposite = mirror.nearAlone(place.half().other(), place.lane(), at, x, NEAR);
    if (opposite != null && (here == null || opposite.worst().compareTo(here.worst()) > 0)) {
      return new Hit(place, opposite, true);
    }
    return here == null ? null : new Hit(place, here, false);
  }

  ReadOnlyObjectProperty<@Nullable Compared> shown() {
    return shown.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Viewport> viewport() {
    return viewport.getReadOnlyProperty();
  }
}
