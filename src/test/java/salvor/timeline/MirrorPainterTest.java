package salvor.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import salvor.timeline.Mirror.Half;

/** The mirrored picture of two sides: nothing out of profile is ever hidden in it. */
class MirrorPainterTest {
  private static final long SECOND = 1_000_000_000L;

  private static Mirror.Strand strand(SplittableRandom random, int size, long span) {
    long[] times = random.longs(size, -span / 10, span).sorted().toArray();
    byte[] classes = new byte[size];
    boolean[] alone = new boolean[size];
    for (int i = 0; i < size; i++) {
      classes[i] =
          (byte)
              (random.nextInt(5) == 0
                  ? DrawingClass.OUT.ordinal()
                  : random.nextInt(DrawingClass.values().length));
      alone[i] = random.nextInt(3) == 0;
    }
    return new Mirror.Strand(times, classes, new int[size], alone);
  }

  private static int[] painted(Mirror mirror, Viewport viewport, Palette palette) {
    int[] pixels = Painter.pixels(viewport);
    new MirrorPainter()
        .paint(
            mirror,
            viewport,
            new MirrorPainter.Style(palette, Half.UPPER, MirrorPainter.NOWHERE, null),
            pixels);
    return pixels;
  }

  @Property(tries = 60)
  void everyColumnWithSomethingOutOfProfileShowsIt(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long span = 1L << random.nextInt(3, 60);
    int lanes = random.nextInt(1, 5);
    Mirror.Strand[][] strands = new Mirror.Strand[2][lanes];
    for (Mirror.Strand[] side : strands) {
      Arrays.setAll(side, _ -> strand(random, random.nextInt(200), span));
    }
    Mirror mirror =
        new Mirror(
            java.util.stream.IntStream.range(0, lanes)
                .mapToObj(i -> new Mirror.Pair(strands[0][i], strands[1][i]))
                .toList());
    int height = random.nextInt(80, 400);
    Viewport all =
        Viewport.fitting(mirror.first(), mirror.last(), random.nextInt(20, 500), height, 1);
    Viewport viewport = all.zoomed(Math.pow(0.5, random.nextInt(12)), random.nextInt(20));
    int[] pixels = painted(mirror, viewport, Palette.LIGHT);
    MirrorLayout layout = new MirrorLayout(lanes, height);
    for (Half half : Half.values()) {
      for (int lane = 0; lane < lanes; lane++) {
        BitSet out = columns(strands[half.ordinal()][lane], viewport);
        int top = layout.top(half, lane);
        int tall = layout.laneHeight();
        out.stream()
            .forEach(x -> {
              int red = 0;
              for (int y = top; y < top + tall; y++) {
                red += pixels[y * viewport.width() + x] == Palette.LIGHT.out() ? 1 : 0;
              }
              assertThat(red).as("column %d of %s", x, viewport).isGreaterThanOrEqualTo(tall - 3);
            });
      }
    }
  }

  private static BitSet columns(Mirror.Strand strand, Viewport viewport) {
    BitSet out = new BitSet();
    for (int i = 0; i < strand.times().length; i++) {
      int x = viewport.x(strand.times()[i]);
      if (strand.classes()[i] == DrawingClass.OUT.ordinal() && x >= 0 && x < viewport.width()) {
        out.set(x, Math.min(viewport.width(), x + viewport.pixelsPerNano()));
      }
    }
    return out;
  }

  /** A golden picture small enough to be read: 12 columns, one lane, the axis between. */
  @Test
  void whatOneSideLacksIsHollowOppositeAndWhatBothDidIsSolidTwice() {
    int[] rows = {0, 1};
    Mirror.Strand upper =
        new Mirror.Strand(
            new long[] {2, 8}, new byte[] {out(), out()}, rows, new boolean[] {true, false});
    Mirror.Strand lower =
        new Mirror.Strand(new long[] {8}, new byte[] {out()}, new int[] {2}, new boolean[1]);
    Viewport viewport = new Viewport(0, 1, 1, 12, 42, 1, 0);
    int[] pixels = painted(new Mirror(List.of(new Mirror.Pair(upper, lower))), viewport, GOLDEN);
    StringBuilder shown = new StringBuilder();
    for (int y = 0; y < 42; y++) {
      for (int x = 0; x < 12; x++) {
        int p = pixels[y * 12 + x];
        shown.append(p == GOLDEN.out() ? '#' : p == GOLDEN.heading() ? '=' : '.');
      }
      shown.append('\n');
    }
    String solid = "..##....##..\n";
    assertThat(shown.toString())
        .isEqualTo(
            (".".repeat(12) + "\n").repeat(2)
                + solid.repeat(7)
                + ".".repeat(12)
                + "\n"
                + ".".repeat(12)
                + "\n"
                + ("=".repeat(12) + "\n").repeat(20)
                + ".".repeat(12)
                + "\n"
                + ".".repeat(12)
                + "\n"
                + "..###...##..\n"
                + "..#.#...##..\n".repeat(5)
                + "..###...##..\n"
                + (".".repeat(12) + "\n").repeat(2));
  }

  /** Golden: known is a ghost below, what cannot be told is hatched, what is not known hollow. */
  @Test
  void belowWhatWasDoneStandsWhetherTheBaselineKnowsIt() {
    byte in = (byte) DrawingClass.IN.ordinal();
    byte unknown = (byte) DrawingClass.UNKNOWN.ordinal();
    Mirror.Strand upper =
        new Mirror.Strand(
            new long[] {1, 5, 9},
            new byte[] {in, out(), out()},
            new int[3],
            new boolean[] {false, true, false});
    Mirror.Strand lower =
        new Mirror.Strand(new long[] {1, 9}, new byte[] {in, unknown}, new int[2], new boolean[2]);
    Viewport viewport = new Viewport(0, 1, 1, 12, 42, 1, 0);
    Mirror mirror = Mirror.withoutTimes(List.of(new Mirror.Pair(upper, lower)));
    assertThat(mirror.first(Half.LOWER)).as("the ground is that of what was done").isEqualTo(1);
    int[] pixels = painted(mirror, viewport, GOLDEN);
    StringBuilder shown = new StringBuilder();
    for (int y = 32; y < 42; y++) {
      for (int x = 1; x < 12; x++) {
        int p = pixels[y * 12 + x];
        shown.append(
            p == GOLDEN.out()
                ? '#'
                : p == GOLDEN.unknown()
                    ? '/'
                    : p == GOLDEN.background() || p == GOLDEN.border() || p == GOLDEN.outside()
                        ? '.'
                        : 'i');
      }
      shown.append('\n');
    }
    assertThat(shown.toString())
        .isEqualTo(
            """
            ...........
            i...###./..
            i...#.#....
            ....#.#....
            ....#.#./..
            ....#.#./..
            ....#.#....
            ....###....
            ...........
            ...........
            """);
  }

  /** What a baseline does not know is hollow below, and nothing hides what is out of profile. */
  @Property(tries = 40)
  void aBaselineHidesNothingAndLeavesNothingUnknownWithoutAMark(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Mirror.Strand done = strand(random, random.nextInt(1, 120), 1L << random.nextInt(3, 50));
    int[] known =
        java.util.stream.IntStream.range(0, done.times().length)
            .filter(i -> !done.alone()[i])
            .toArray();
    Mirror.Strand below =
        new Mirror.Strand(
            Arrays.stream(known).mapToLong(i -> done.times()[i]).toArray(),
            new byte[known.length],
            new int[known.length],
            new boolean[known.length]);
    Mirror mirror = Mirror.withoutTimes(List.of(new Mirror.Pair(done, below)));
    int height = random.nextInt(60, 200);
    Viewport viewport =
        Viewport.fitting(mirror.first(), mirror.last(), random.nextInt(20, 400), height, 1);
    int[] pixels = painted(mirror, viewport, Palette.LIGHT);
    MirrorLayout layout = new MirrorLayout(1, height);
    int tall = layout.laneHeight();
    columns(done, viewport).stream()
        .forEach(x ->
            assertThat(red(pixels, viewport.width(), x, layout.top(Half.UPPER, 0), tall))
                .as("column %d of %s", x, viewport)
                .isGreaterThanOrEqualTo(tall - 3));
    BitSet strange = new BitSet();
    for (int i = 0; i < done.times().length; i++) {
      if (done.alone()[i] && done.classes()[i] == DrawingClass.OUT.ordinal()) {
        strange.set(viewport.x(done.times()[i]));
      }
    }
    strange.stream()
        .filter(x -> x >= 0 && x < viewport.width())
        .forEach(x ->
            assertThat(red(pixels, viewport.width(), x, layout.top(Half.LOWER, 0), tall))
                .as("a frame opposite of column %d", x)
                .isPositive());
  }

  private static int red(int[] pixels, int width, int x, int top, int tall) {
    int red = 0;
    for (int y = top; y < top + tall; y++) {
      red += pixels[y * width + x] == Palette.LIGHT.out() ? 1 : 0;
    }
    return red;
  }

  private static final Palette GOLDEN = Palette.DARK;

  private static byte out() {
    return (byte) DrawingClass.OUT.ordinal();
  }

  @Test
  void byTheClockMarksStandOnRoundTimesOfTheZone() {
    ZoneId kathmandu = ZoneId.of("Asia/Kathmandu"); // +05:45
    long begin = 1_795_410_000L * SECOND;
    Viewport day = Viewport.fitting(begin, begin + 6 * 3600 * SECOND, 900, 10, 10);
    List<Long> ticks = SinceAxis.ticks(day, 90, kathmandu);
    assertThat(ticks)
        .isNotEmpty()
        .allMatch(t -> Math.floorMod(t + (5 * 3600 + 45 * 60) * SECOND, 1800 * SECOND) == 0);
    assertThat(SinceAxis.ticks(day, 90, null)).isNotEqualTo(ticks);
  }
}
