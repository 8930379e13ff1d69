package salvor.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class ViewportProperties {
  private static final long CENTURY = 100L * 365 * 86_400 * 1_000_000_000L;

  @Property(tries = 500)
  void fittingShowsTheFirstAndTheLast(
      @ForAll long first,
      @ForAll @LongRange(max = CENTURY) long length,
      @ForAll @IntRange(min = 1, max = 4000) int width) {
    long begin = Math.clamp(first, Long.MIN_VALUE / 2, Long.MAX_VALUE / 2 - CENTURY);
    Viewport all = Viewport.fitting(begin, begin + length, width, 100, 20);
    assertThat(all.x(begin)).isBetween(0, width - 1);
    assertThat(all.x(begin + length)).isBetween(0, width - 1);
  }

  @Property(tries = 500)
  void noZoomNorPanEverOverflows(
      @ForAll long from,
      @ForAll @LongRange(min = 1) long nanos,
      @ForAll @IntRange(min = 1, max = 4000) int width,
      @ForAll @DoubleRange(min = 0.01, max = 100) double factor,
      @ForAll int pan) {
    Viewport moved =
        new Viewport(from, nanos, 1, width, 10, 10, 0).zoomed(factor, width / 3).panned(pan);
    assertThat(moved.to()).isGreaterThan(moved.from());
    assertThat(moved.span()).isPositive().isLessThanOrEqualTo(Viewport.MOST_NANOS);
  }

  @Property(tries = 500)
  void zoomingKeepsTheTimeUnderThePointer(
      @ForAll @LongRange(min = -CENTURY, max = CENTURY) long from,
      @ForAll @LongRange(min = 1, max = CENTURY / 4000) long nanos,
      @ForAll @IntRange(min = 10, max = 2000) int width,
      @ForAll @DoubleRange(min = 0.01, max = 10) double factor) {
    Viewport before = new Viewport(from, nanos, 1, width, 10, 10, 0);
    int x = width / 2;
    Viewport after = before.zoomed(factor, x);
    long slack = after.nanosPerPixel();
    assertThat(Math.abs(after.time(x) - before.time(x))).isLessThanOrEqualTo(slack);
  }

  @Property(tries = 500)
  void aTimeIsInThePixelThatItIsDrawnIn(
      @ForAll @LongRange(min = -CENTURY, max = CENTURY) long from,
      @ForAll @IntRange(min = 1, max = 64) int pixels,
      @ForAll @IntRange(min = 1, max = 3000) int width,
      @ForAll @IntRange(max = 2999) int at) {
    int x = Math.min(at, width - 1);
    Viewport viewport = new Viewport(from, 1, pixels, width, 10, 10, 0);
    int drawn = viewport.x(viewport.time(x));
    assertThat(drawn).isLessThanOrEqualTo(x).isGreaterThan(x - pixels);
  }

  @Property(tries = 300)
  void panningThereAndBackIsTheSameView(
      @ForAll @LongRange(min = -CENTURY, max = CENTURY) long from,
      @ForAll @LongRange(min = 1, max = 1L << 40) long nanos,
      @ForAll @IntRange(min = -5000, max = 5000) int pixels) {
    Viewport viewport = new Viewport(from, nanos, 1, 1000, 10, 10, 0);
    assertThat(viewport.panned(pixels).panned(-pixels)).isEqualTo(viewport);
    assertThat(Math.floorMod(viewport.panned(pixels).from(), nanos)).isZero();
  }

  @Example
  void zoomsFromACenturyToSingleNanosecondsAndBack() {
    Viewport viewport = Viewport.fitting(0, CENTURY, 1600, 900, 20);
    for (int i = 0; i < 400; i++) {
      viewport = viewport.zoomed(0.8, 700);
    }
    assertThat(viewport.pixelsPerNano()).isEqualTo(Viewport.MOST_PIXELS_PER_NANO);
    for (int i = 0; i < 400; i++) {
      viewport = viewport.zoomed(1.25, 700);
    }
    assertThat(viewport.span()).isGreaterThan(CENTURY);
  }

  @Example
  void ticksAreInOrderAndApartAtEveryZoom() {
    for (Viewport v = Viewport.fitting(0, CENTURY, 1600, 900, 20);
        v.pixelsPerNano() < 60;
        v = v.zoomed(0.7, 1000)) {
      int before = -1000;
      var ticks = TimeAxis.UTC.ticks(v);
      assertThat(ticks).as("%s", v).hasSizeBetween(1, 18);
      for (Tick tick : ticks) {
        assertThat(v.x(tick.time()) - before).isGreaterThan(80);
        before = v.x(tick.time());
      }
    }
  }
}
