package salvor.timeline;

/**
 * Draws the marks of one lane. Each class has a shape or hatch of its own beside its colour, so
 * that a picture without colours can be read as well:
 *
 * <ul>
 *   <li>IN: low bars from the lane's foot, the more the higher; quiet
 *   <li>UNKNOWN: the same bars, hatched and darker
 *   <li>EXPLAINED: a hollow box above the middle; those close to each other share one, its upper
 *       edge thick where they are
 *   <li>RATE: a bracket along the top
 *   <li>NEAR: hatched, the full height
 *   <li>OUT: solid, the full height, drawn last
 * </ul>
 */
final class Marks {
  private static final int FULL_AT =
      1 << 7; // so many observations in a column give the highest bar

  private static final float[] SHARES = shares(); // of the lane's height, by count
  private static final int SHARED = 18; // pixels between two EXPLAINED that share a box

  private final Surface surface;
  private final Viewport viewport;
  private final Palette palette;
  private final BaselineDisplay display;
  private final int top;
  private final int height;

  Marks(
      Surface surface,
      Viewport viewport,
      Palette palette,
      BaselineDisplay display,
      int top,
      int height) {
    this.surface = surface;
    this.viewport = viewport;
    this.palette = palette;
    this.display = display;
    this.top = top;
    this.height = height;
  }

  /** Times in which events were lost: bare ground in a dashed frame. */
  void gaps(Cells covered) {
    runs(
        covered,
        (byte) 1,
        (x, width) -> {
          int wide = Math.max(5, width);
          surface.fill(x - (wide - width) / 2, top + 1, wide, height - 2, palette.gap());
          surface.frame(x - (wide - width) / 2, top + 1, wide, height - 2, 2, palette.gapEdge());
        });
  }

  /**
   * Times that no sensor recorded: the ground of what lies before and after all evidence, and a
   * dashed line as of an instrument that is switched off. Quiet, since it may fill whole lanes.
   */
  void unrecorded(Cells covered) {
    runs(covered, (byte) 1, (x, width) -> unrecorded(surface, palette, x, top, width, height));
  }

  static void unrecorded(Surface surface, Palette palette, int x, int y, int w, int h) {
    surface.fill(x, y, w, h, palette.outside());
    int end = Math.min(surface.width(), x + w);
    for (int dash = Math.max(0, x) / 12 * 12; dash < end; dash += 12) {
      int from = Math.max(x, dash);
      surface.fill(from, y + h / 2, Math.min(end, dash + 4) - from, 1, palette.gapEdge());
    }
  }

  /** Lives of processes: a thin bar along the foot. */
  void spans(Cells covered) {
    int thick = height >= 14 ? 2 : 1;
    for (int x = 0; x < viewport.width(); x++) {
      int worst = covered.worst(viewport.cell(x));
      if (worst > 0 && (worst > 1 || display != BaselineDisplay.HIDE)) {
        DrawingClass of = DrawingClass.at(worst - 1);
        int colour =
            of == DrawingClass.IN
                ? palette.span()
                : Surface.mix(palette.background(), palette.of(of), 170);
        surface.column(x, top + height - thick, thick, colour);
      }
    }
  }

  /** What was observed. */
  void all(Cells cells) {
    for (int x = 0; x < viewport.width(); x++) {
      int cell = viewport.cell(x);
      switch (cells.worst(cell)) {
        case 0 -> {}
        case 1 -> ghost(x, cells.count(cell));
        case 2 -> unknown(x, cells.count(cell));
        default -> {}
      }
    }
    loud(cells);
  }

  /** What was observed and is worth a look, over what is drawn already. */
  void loud(Cells cells) {
    explained(cells);
    runs(cells, mark(DrawingClass.RATE), this::rate);
    runs(cells, mark(DrawingClass.OUT), this::besideOut);
    runs(cells, mark(DrawingClass.NEAR), this::near);
    runs(cells, mark(DrawingClass.OUT), this::out);
  }

  /**
   * What the filter leaves out: each class in its own shape, all faint, and dotted where a match is
   * solid, so that none is taken for a match. To be drawn before everything else.
   */
  void dimmed(Cells cells) {
    for (int x = 0; x < viewport.width(); x++) {
      int cell = viewport.cell(x);
      switch (cells.worst(cell)) {
        case 1 -> {
          if (display != BaselineDisplay.HIDE) {
            dotted(x, tall(cells.count(cell)), palette.ghost());
          }
        }
        case 2 -> dotted(x, Math.max(5, tall(cells.count(cell))), faint(DrawingClass.UNKNOWN));
        default -> {}
      }
    }
    Marks faint = new Marks(surface, viewport, palette.faint(), display, top, height);
    faint.explained(cells);
    faint.runs(cells, mark(DrawingClass.RATE), faint::rate);
    faint.runs(cells, mark(DrawingClass.NEAR), faint::near);
    runs(
        cells,
        mark(DrawingClass.OUT),
        (x, width) -> {
          for (int i = 0; i <= width; i++) {
            dotted(x + i, height, faint(DrawingClass.OUT));
          }
        });
  }

  private int faint(DrawingClass of) {
    return palette.faint().of(of);
  }

  private void dotted(int x, int tall, int colour) {
    surface.hatchRising(x, top + height - tall, tall, 2, 1, colour);
  }

  private static byte mark(DrawingClass of) {
    return (byte) (of.ordinal() + 1);
  }

  private void ghost(int x, int count) {
    if (display == BaselineDisplay.HIDE) {
      return;
    }
    int tall = tall(count);
    int share = display == BaselineDisplay.DIM ? 0 : tall * 256 / Math.max(1, height);
    surface.column(
        x, top + height - tall, tall, Surface.mix(palette.ghostLow(), palette.ghost(), share));
  }

  private void unknown(int x, int count) {
    int tall = Math.max(5, tall(count));
    surface.hatchFalling(x, top + height - tall, tall, 4, 2, palette.unknown());
  }

  /**
   * The height of a bar: from a quarter to four fifths of the lane, by the logarithm of the count.
   */
  private int tall(int count) {
    return Math.max(2, Math.round(height * SHARES[Math.min(count, FULL_AT)]));
  }

  private static float[] shares() {
    float[] shares = new float[FULL_AT + 1];
    for (int count = 0; count <= FULL_AT; count++) {
      shares[count] = (float) (0.2 + 0.6 * Math.log1p(count) / Math.log1p(FULL_AT));
    }
    return shares;
  }

  /** Probes come every few seconds: a box for each would be the loudest thing in the picture. */
  private void explained(Cells cells) {
    int[] box = {-1, -1};
    runs(
        cells,
        mark(DrawingClass.EXPLAINED),
        (x, width) -> {
          if (box[0] >= 0 && x - box[1] > SHARED) {
            box(box[0], box[1]);
            box[0] = -1;
          }
          box[0] = box[0] < 0 ? x : box[0];
          box[1] = x + width;
        });
    if (box[0] >= 0) {
      box(box[0], box[1]);
    }
    runs(
        cells,
        mark(DrawingClass.EXPLAINED),
        (x, width) -> surface.fill(x, top + height / 5, width, 3, palette.explained()));
  }

  private void box(int begin, int end) {
    int wide = Math.max(5, end - begin);
    surface.frame(
        begin - (wide - end + begin) / 2,
        top + height / 5,
        wide,
        Math.max(5, height / 3),
        0,
        palette.explained());
  }

  private void rate(int x, int width) {
    int wide = Math.max(4, width);
    surface.fill(x, top + 1, wide, 2, palette.rate());
    surface.column(x, top + 1, height / 2, palette.rate());
    surface.column(x + wide - 1, top + 1, height / 2, palette.rate());
  }

  private void near(int x, int width) {
    surface.frame(x - 1, top, Math.max(3, width + 2), height, 0, palette.near());
    for (int i = 0; i < width; i++) {
      surface.hatchRising(x + i, top, height, 5, 3, palette.near());
    }
  }

  /**
   * A single column is easily overlooked: it gets a second one, which yields to what is NEAR there.
   */
  private void besideOut(int x, int width) {
    surface.column(x + width, top, height, palette.out());
  }

  private void out(int x, int width) {
    surface.fill(x, top, width, height, palette.out());
  }

  /** What was done elsewhere and not here: hollow, as high as what is solid there. */
  void lacking(Cells elsewhere) {
    for (DrawingClass of : DrawingClass.values()) {
      int tall = of.isOut() ? height : Math.max(5, height * 2 / 3);
      int colour = of == DrawingClass.IN ? palette.span() : palette.of(of);
      runs(
          elsewhere,
          mark(of),
          (x, width) -> {
            int wide = Math.max(3, width);
            surface.fill(x, top + height - tall, wide, tall, palette.background());
            surface.frame(x, top + height - tall, wide, tall, 0, colour);
          });
    }
  }

  /** What fits the baseline and was done here alone stands out of what was done on both sides. */
  void aloneInProfile(Cells alone) {
    int tall = Math.max(5, height * 2 / 3);
    runs(
        alone,
        mark(DrawingClass.IN),
        (x, width) ->
            surface.fill(x, top + height - tall, Math.max(2, width), tall, palette.span()));
  }

  /** What is done with a run of columns of one kind. */
  private interface Run {
    void draw(int x, int width);
  }

  private void runs(Cells cells, byte mark, Run run) {
    int nano = viewport.pixelsPerNano();
    for (int cell = 0; cell < cells.size(); cell++) {
      if (cells.worst(cell) == mark) {
        int begin = cell;
        while (cell + 1 < cells.size() && cells.worst(cell + 1) == mark) {
          cell++;
        }
        run.draw(begin * nano, (cell + 1 - begin) * nano);
      }
    }
  }
}
