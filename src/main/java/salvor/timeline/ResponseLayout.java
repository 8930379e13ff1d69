package salvor.timeline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where the acts of a response stand on a surface: those that would cover one another are one mark,
 * which looks as the gravest of them, so that what failed is seen at every zoom.
 *
 * @param marks from left to right, none over another
 * @param earlier how many acts lie before what is in sight
 * @param later how many lie after it
 */
public record ResponseLayout(List<Mark> marks, int earlier, int later) {

  /**
   * One or more acts.
   *
   * @param x the pixel of the first of them
   * @param state that of the gravest
   * @param acts in the order of time
   */
  public record Mark(int x, Response.State state, List<Response.Act> acts) {
    /** Copies the list. */
    public Mark {
      acts = List.copyOf(acts);
    }
  }

  /** Copies the list. */
  public ResponseLayout {
    marks = List.copyOf(marks);
  }

  /**
   * Lays them out.
   *
   * @param wide how many pixels a mark takes from its place to the right
   */
  public static ResponseLayout of(Response response, Viewport viewport, int wide) {
    List<Mark> marks = new ArrayList<>();
    int earlier = 0;
    int later = 0;
    List<Response.Act> together = new ArrayList<>();
    int from = 0;
    for (Response.Act act : response.acts()) {
      int x = viewport.x(act.time());
      if (x < 0) {
        earlier++;
      } else if (x >= viewport.width()) {
        later++;
      } else {
        if (!together.isEmpty() && x >= from + wide) {
          marks.add(mark(from, together));
          together.clear();
        }
        from = together.isEmpty() ? x : from;
        together.add(act);
      }
    }
    if (!together.isEmpty()) {
      marks.add(mark(from, together));
    }
    return new ResponseLayout(marks, earlier, later);
  }

  private static Mark mark(int x, List<Response.Act> acts) {
    return new Mark(x, Collections.max(acts.stream().map(Response.Act::state).toList()), acts);
  }
}
