package salvor.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import salvor.baseline.Judgement;
import salvor.evidence.Activity;
import salvor.evidence.ProcessInfo;

/** What the filter leaves out and dims: counted, seen, and never in the way of a match. */
class DimmedTest {
  private static final int HEIGHT = 24;
  private static final Judgement[] JUDGEMENTS = {
    Scene.IN, Scene.UNKNOWN, Scene.EXPLAINED, Scene.RATE, Scene.NEAR, Scene.OUT
  };

  private static TimelineModel model(SplittableRandom random, int rows) {
    Scene scene = new Scene();
    int rare = 1 + random.nextInt(8);
    for (int i = 0; i < rows; i++) {
      scene.add(
          Synthetic.START + random.nextLong(1L << 32),
          Scene.at("web", "web-" + random.nextInt(3), "web"),
          new ProcessInfo(
              random.nextInt(5), null, null, "/bin/p", null, "/bin/p", null, null, null),
          new Activity.FileOpened("/f" + random.nextInt(9), null),
          JUDGEMENTS[random.nextInt(rare) == 0 ? random.nextInt(6) : random.nextInt(2)]);
    }
    return scene.model();
  }

  private static TimelineModel some(SplittableRandom random, TimelineModel all) {
    BitSet kept = new BitSet();
    int share = random.nextInt(1, 12);
    for (int row = 0; row < all.observations().timed(); row++) {
      kept.set(row, random.nextInt(share) == 0);
    }
    return all.filtered(RowFilter.of(kept));
  }

  @Property(tries = 60)
  void shownAndDimmedAndHiddenAreAllThereIs(
      @ForAll long seed, @ForAll BaselineDisplay display, @ForAll boolean dims) {
    SplittableRandom random = new SplittableRandom(seed);
    TimelineModel all = model(random, 300);
    TimelineModel some = some(random, all);
    long[] counted = new long[5];
    for (int row = 0; row < 300; row++) {
      boolean in = all.drawingClass(row) == DrawingClass.IN;
      boolean gone = in && display == BaselineDisplay.HIDE;
      counted[
          !some.shows(row)
              ? dims ? gone ? 4 : 1 : 3
              : gone ? 4 : in && display == BaselineDisplay.DIM ? 2 : 0]++;
    }
    InSight seen = InSight.of(some, display, dims);
    assertThat(seen)
        .isEqualTo(new InSight(counted[0], counted[1], counted[2], counted[3], counted[4], 0));
    assertThat(seen.full() + seen.dimmed() + seen.hidden()).isEqualTo(300);
  }

  @Property(tries = 80)
  void whatIsDimmedChangesNoPixelOfAMatchAndIsToBeSeen(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 300) int rows,
      @ForAll @IntRange(max = 20) int zoom,
      @ForAll BaselineDisplay display,
      @ForAll boolean dark) {
    SplittableRandom random = new SplittableRandom(seed);
    TimelineModel all = model(random, rows);
    TimelineModel some = some(random, all);
    Lanes lanes = all.lanes();
    Palette palette = dark ? Palette.DARK : Palette.LIGHT;
    Viewport viewport =
        Viewport.fitting(all.first(), all.last(), 300, lanes.top(lanes.size(), HEIGHT), HEIGHT)
            .zoomed(Math.pow(0.5, zoom), 10)
            .centred(all.observations().time(random.nextInt(rows)));
    int[] bare =
        paint(all.filtered(RowFilter.of(new BitSet())), lanes, viewport, palette, display, false);
    int[] hidden = paint(some, lanes, viewport, palette, display, false);
    int[] dimmed = paint(some, lanes, viewport, palette, display, true);
    List<Integer> strong = new ArrayList<>();
    for (DrawingClass of : DrawingClass.values()) {
      strong.add(of == DrawingClass.IN ? palette.span() : palette.of(of));
    }
    for (int i = 0; i < bare.length; i++) {
      if (hidden[i] != bare[i]) {
        assertThat(dimmed[i]).as("pixel %d of a match", i).isEqualTo(hidden[i]);
      } else if (dimmed[i] != hidden[i]) {
        assertThat(dimmed[i]).as("pixel %d of what is dimmed", i).isNotIn(strong);
      }
    }
    for (int row = 0; row < rows; row++) {
      int x = viewport.x(all.observations().time(row));
      boolean faint =
          !some.shows(row)
              && (display != BaselineDisplay.HIDE || all.drawingClass(row) != DrawingClass.IN);
      if (faint && x >= 0 && x < 300 && some.cellAt(all.laneOf(row), viewport, x) == null) {
        int top = lanes.top(lanes.lineOf(all.laneOf(row)), HEIGHT);
        assertThat(differs(hidden, dimmed, x, top) || differs(bare, hidden, x, top))
            .as("row %d at %d", row, x)
            .isTrue();
      }
    }
  }

  /** A box of what is explained, and what stands beside an OUT, may reach over a column. */
  private static boolean differs(int[] one, int[] other, int x, int top) {
    for (int y = top; y < top + HEIGHT; y++) {
      if (one[y * 300 + x] != other[y * 300 + x]) {
        return true;
      }
    }
    return false;
  }

  private static int[] paint(
      TimelineModel model,
      Lanes lanes,
      Viewport viewport,
      Palette palette,
      BaselineDisplay display,
      boolean dims) {
    int[] pixels = Painter.pixels(viewport);
    new Painter()
        .paint(
            model,
            lanes,
            viewport,
            new Painter.Style(palette, display, -1, TimeAxis.UTC, dims),
            pixels);
    return pixels;
  }

  @Test
  void anOutThatIsDimmedIsToldFromEveryOtherByItsShape() {
    List<BitSet> shapes = new ArrayList<>();
    for (DrawingClass of : DrawingClass.values()) {
      int[] pixels = new int[HEIGHT * HEIGHT];
      Viewport viewport = new Viewport(0, 1, 1, HEIGHT, HEIGHT, HEIGHT, 0);
      Cells cells = new Cells(HEIGHT);
      for (int x = 8; x < 14; x++) {
        cells.add(x, (byte) (of.ordinal() + 1), 3);
      }
      new Marks(
              new Surface(pixels, HEIGHT, HEIGHT),
              viewport,
              Palette.LIGHT,
              BaselineDisplay.FULL,
              0,
              HEIGHT)
          .dimmed(cells);
      BitSet shape = new BitSet();
      for (int i = 0; i < pixels.length; i++) {
        shape.set(i, pixels[i] != 0);
      }
      shapes.add(shape);
    }
    BitSet out = shapes.getLast();
    assertThat(shapes.indexOf(out)).isEqualTo(DrawingClass.OUT.ordinal());
    for (BitSet other : shapes.subList(0, DrawingClass.OUT.ordinal())) {
      BitSet apart = (BitSet) out.clone();
      apart.xor(other);
      assertThat(apart.cardinality()).isGreaterThan(out.cardinality() / 3);
    }
  }
}
