package salvor.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import salvor.baseline.Facet;
import salvor.baseline.HourlyCounts;
import salvor.baseline.JudgedHours;
import salvor.baseline.Profile;
import salvor.baseline.Unit;
import salvor.baseline.WatchedHours;
import salvor.baseline.Window;

/** A day after a week: too much at 5, nothing at 11, no sensor at 15. */
class RatePainterTest {
  private static final long HOUR = HourlyCounts.HOUR;
  private static final long MONDAY = 20_000L * 24;
  private static final long TODAY = MONDAY + 8 * 24;
  private static final int WIDTH = 480;
  private static final int HEIGHT = 56;

  private enum Theme {
    LIGHT(Palette.LIGHT),
    DARK(Palette.DARK);

    final Palette palette;

    Theme(Palette palette) {
      this.palette = palette;
    }
  }

  @ParameterizedTest
  @EnumSource(Theme.class)
  void eachKindOfHourHasAShapeOfItsOwn(Theme theme) {
    Palette palette = theme.palette;
    Viewport viewport = Viewport.fitting(TODAY * HOUR, (TODAY + 24) * HOUR, WIDTH, HEIGHT, 20);
    int[] pixels = paint(days(8), viewport, palette);
    int above = count(pixels, viewport, 5, palette.rate());
    int missing = count(pixels, viewport, 11, palette.rate());
    assertThat(above).as("filled").isGreaterThan(300);
    assertThat(missing).as("hollow").isBetween(40, above / 2);
    assertThat(count(pixels, viewport, 12, palette.rate())).isZero();
    assertThat(count(pixels, viewport, 12, palette.unknown())).isZero();
    assertThat(count(pixels, viewport, 15, palette.unknown())).as("hatched").isGreaterThan(50);
    assertThat(count(pixels, viewport, 15, palette.rate())).as("never silent").isZero();
    assertThat(count(pixels, viewport, 12, palette.ghostLow())).isPositive();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 20, 400, 10_000})
  void whatIsUnusualIsSeenFromAnyDistance(int farther) {
    long half = 12L * HOUR * farther;
    long middle = (TODAY + 8) * HOUR;
    Viewport viewport = Viewport.fitting(middle - half, middle + half, WIDTH, HEIGHT, 20);
    int[] pixels = paint(days(8), viewport, Palette.LIGHT);
    assertThat(Arrays.stream(pixels).filter(p -> p == Palette.LIGHT.rate()).count()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(Theme.class)
  void whatIsNotKnownHasNoBandAndIsHatchedThroughout(Theme theme) {
    Palette palette = theme.palette;
    Viewport viewport = Viewport.fitting(TODAY * HOUR, (TODAY + 24) * HOUR, WIDTH, HEIGHT, 20);
    int[] pixels = paint(days(2), viewport, palette);
    for (int hour = 0; hour < 24; hour++) {
      assertThat(count(pixels, viewport, hour, palette.unknown())).isGreaterThan(50);
      assertThat(count(pixels, viewport, hour, palette.ghostLow())).isZero();
      assertThat(count(pixels, viewport, hour, palette.rate())).isZero();
    }
  }

  private static int[] paint(JudgedHours hours, Viewport viewport, Palette palette) {
    int[] pixels = new int[WIDTH * HEIGHT];
    RatePainter.paint(hours, viewport, HEIGHT, palette, pixels);
    return pixels;
  }

  /** So many pixels of a colour within an hour, its edges left out. */
  private static int count(int[] pixels, Viewport viewport, int hour, int colour) {
    int count = 0;
    for (int x = viewport.x((TODAY + hour) * HOUR) + 2;
        x < viewport.x((TODAY + hour + 1) * HOUR) - 2;
        x++) {
      for (int y = 0; y < HEIGHT; y++) {
        count += pixels[y * WIDTH + x] == colour ? 1 : 0;
      }
    }
    return count;
  }

  private static JudgedHours days(int learned) {
    BitSet watched = new BitSet();
    watched.set(0, 24);
    watched.clear(15);
    return JudgedHours.of(
            profile(MONDAY, MONDAY + learned * 24L, Map.of()),
            profile(TODAY, TODAY + 24, Map.of(5, 600L, 11, 0L, 15, 0L)),
            new WatchedHours(TODAY, watched, Map.of()))
        .getFirst();
  }

  private static Profile profile(long from, long until, Map<Integer, Long> but) {
    SortedMap<Long, Long> counts = new TreeMap<>();
    for (long hour = from; hour < until; hour++) {
      counts.put(hour, but.getOrDefault((int) (hour - from), 60L));
    }
    return new Profile(
        "a",
        new Profile.Key(null, null, "a", "a", null),
        Map.of(),
        List.of(),
        List.of(new Unit("pod", null, null, EnumSet.of(Facet.EXEC), false)),
        List.of(new Window(from * HOUR, until * HOUR)),
        "salvor",
        List.of(new HourlyCounts(Facet.EXEC, counts)));
  }
}
