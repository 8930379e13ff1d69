package salvor.timeline;

import java.util.Arrays;
import java.util.List;
import salvor.evidence.Visible;

/**
 * Finds room for the words beside flags. A word is for whoever reads the picture, a mark is the
 * evidence: words stand only where no OUT or NEAR is, and one that finds no room is left out.
 */
final class FlagWords {
  private static final int WIDEST = 190;
  private static final int BRIEF = 80;
  private static final int NARROWEST = 18;

  private final TimelineModel model;
  private final Viewport viewport;
  private final Pen pen;

  FlagWords(TimelineModel model, Viewport viewport, Pen pen) {
    this.model = model;
    this.viewport = viewport;
    this.pen = pen;
  }

  /** The column of a flag. */
  int x(Flag flag) {
    return viewport.x(model.observations().time(flag.row()));
  }

  /** What a flag stands for. */
  String subject(Flag flag) {
    return Visible.text(Subject.of(model.observations(), flag.row()), 200);
  }

  /**
   * A word of a picture: where it begins, how wide it is with the room about it, and what it says.
   */
  record Word(int left, int width, String text) {}

  /** The columns of a lane in which no word may stand. */
  boolean[] taken(Lane lane) {
    boolean[] taken = new boolean[viewport.width()];
    Cells cells = new Cells(viewport.cells());
    model.index(lane).sweep(viewport, cells);
    for (int x = 0; x < taken.length; x++) {
      if (cells.worst(viewport.cell(x)) > DrawingClass.NEAR.ordinal()) {
        take(taken, x - 1, 3); // what is drawn of it reaches a column to both sides
      }
    }
    return taken;
  }

  static void take(boolean[] taken, int x, int width) {
    Arrays.fill(
        taken, Math.clamp(x, 0, taken.length), Math.clamp((long) x + width, 0, taken.length), true);
  }

  /**
   * The flag's word where there is room for it, right of the flag or left of it, whole or cut; null
   * when there is none.
   */
  @org.jspecify.annotations.Nullable
  Word place(Flag flag, int room, boolean[] taken) {
    int at = x(flag);
    String subject = subject(flag);
    for (int most : List.of(WIDEST, BRIEF)) {
      String text = pen.cut(subject, Pen.Face.TINY, most);
      int wide = pen.width(text, Pen.Face.TINY) + 8;
      if (text.isEmpty() || (text.length() < subject.length() && wide < NARROWEST)) {
        return null;
      }
      for (int left : new int[] {at + room, at - room - wide}) {
        if (isFree(taken, left, wide)) {
          take(taken, left, wide);
          return new Word(left, wide, text);
        }
      }
    }
    return null;
  }

  private static boolean isFree(boolean[] taken, int x, int width) {
    if (x < 0 || x + width > taken.length) {
      return false;
    }
    for (int i = x; i < x + width; i++) {
      if (taken[i]) {
        return false;
      }
    }
    return true;
  }
}
