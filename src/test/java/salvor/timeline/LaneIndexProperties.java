package salvor.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/**
 * The promise of the timeline, against a scan of all rows: no zoom level hides what is out of
 * profile.
 */
class LaneIndexProperties {
  private static final int OUT = DrawingClass.OUT.ordinal();

  @Property(tries = 300)
  void aColumnThatContainsAnOutShowsIt(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 6000) int rows,
      @ForAll @IntRange(max = 61) int spanBits,
      @ForAll @IntRange(min = 1, max = 700) int width,
      @ForAll @IntRange(max = 70) int zoom) {
    Lane lane = new Lane(seed, rows, spanBits);
    Viewport viewport = lane.viewport(seed, width, zoom);
    Cells cells = lane.sweep(viewport);
    byte[] expected = new byte[viewport.cells()];
    int inWindow = 0;
    for (int row = 0; row < rows; row++) {
      if (lane.times[row] >= viewport.from() && lane.times[row] < viewport.to()) {
        int cell = (int) ((lane.times[row] - viewport.from()) / viewport.nanosPerPixel());
        expected[cell] = (byte) Math.max(expected[cell], lane.classes[row] + 1);
        inWindow++;
      }
    }
    int counted = 0;
    for (int cell = 0; cell < expected.length; cell++) {
      counted += cells.count(cell);
      if (expected[cell] > 1
          || cells.worst(cell) > 1) { // IN alone may be counted half a pixel early
        assertThat(cells.worst(cell)).as("cell %d of %s", cell, viewport).isEqualTo(expected[cell]);
      }
    }
    assertThat(counted).as("all in %s", viewport).isEqualTo(inWindow);
  }

  @Property(tries = 200)
  void aCellSaysExactlyWhatIsInIt(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 5000) int rows,
      @ForAll @IntRange(max = 61) int spanBits,
      @ForAll @LongRange(max = 1000) long cut) {
    Lane lane = new Lane(seed, rows, spanBits);
    long first = lane.times[0];
    long last = lane.times[rows - 1];
    long from = first + (last - first) / 1000 * cut;
    long to = from + Math.max(1, (last - from) / 3);
    int[] inside =
        IntStream.range(0, rows).filter(r -> lane.times[r] >= from && lane.times[r] < to).toArray();
    Cell cell = lane.index.cell(from, to);
    if (inside.length == 0) {
      assertThat(cell).isNull();
      return;
    }
    int worst = Arrays.stream(inside).map(r -> lane.classes[r]).max().orElseThrow();
    int firstOfWorst =
        Arrays.stream(inside).filter(r -> lane.classes[r] == worst).findFirst().orElseThrow();
    int out =
        (int) Arrays.stream(inside).filter(r -> DrawingClass.at(lane.classes[r]).isOut()).count();
    assertThat(cell)
        .isEqualTo(new Cell(inside.length, out, DrawingClass.at(worst), firstOfWorst, from, to));
  }

  /** A lane of made-up rows: evenly spread, in bursts, or at one time, with few that are not IN. */
  private static final class Lane {
    final long[] times;
    final byte[] classes;
    final LaneIndex index;

    Lane(long seed, int rows, int spanBits) {
      SplittableRandom random = new SplittableRandom(seed);
      long start =
          switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> -random.nextLong(1L << 60);
            case 2 -> Long.MAX_VALUE - (1L << 62) - 2;
            default -> Synthetic.START;
          };
      long span = (1L << spanBits) + random.nextLong(1L << spanBits);
      boolean bursts = random.nextBoolean();
      times = new long[rows];
      for (int i = 0; i < rows; i++) {
        long offset = random.nextLong(span);
        times[i] = start + (bursts && i % 7 > 0 ? offset % Math.max(1, span / 5000) : offset);
      }
      Arrays.sort(times);
      classes = new byte[rows];
      int rare = 1 + random.nextInt(200);
      for (int i = 0; i < rows; i++) {
        classes[i] =
            (byte)
                (random.nextInt(rare) == 0
                    ? random.nextInt(OUT + 1)
                    : random.nextInt(50) == 0 ? 1 : 0);
      }
      index = LaneIndex.of(LongBuffer.wrap(times), classes, IntStream.range(0, rows).toArray());
    }

    Viewport viewport(long seed, int width, int zoom) {
      SplittableRandom random = new SplittableRandom(seed + 1);
      Viewport all = Viewport.fitting(times[0], times[times.length - 1], width, 1, 1);
      long anchor = times[random.nextInt(times.length)];
      return all.zoomed(Math.pow(0.5, zoom) * (0.7 + random.nextDouble()), width / 2)
          .centred(anchor)
          .panned(random.nextInt(9));
    }

    Cells sweep(Viewport viewport) {
      Cells cells = new Cells(viewport.cells());
      index.sweep(viewport, cells);
      return cells;
    }
  }
}
