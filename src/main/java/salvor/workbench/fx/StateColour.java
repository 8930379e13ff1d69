package salvor.workbench.fx;

import java.util.Collection;
import java.util.List;
import javafx.css.Styleable;

/**
 * The colour of a state by the shape that its words begin with, so that one shape has one colour
 * wherever it stands: chip, cell or page. Who sees no colours has the shape and the words.
 */
public enum StateColour {
  /** It is as it should be, and was seen to be. */
  GOOD("shape-good"),
  /** It is not as it should be. */
  BAD("shape-bad"),
  /** It is under way, or nobody saw yet whether it is so. */
  OPEN("shape-open"),
  /** There is nothing to it. */
  NONE("shape-none");

  private final String style;

  StateColour(String style) {
    this.style = style;
  }

  /** That of a state in words; {@link #NONE} where they begin with no shape that is known. */
  public static StateColour of(String words) {
    return words.isEmpty()
        ? NONE
        : switch (words.charAt(0)) {
          case '\u25cf', '\u2713' -> GOOD; // a full circle, a check mark
          case '\u25b2', '\u2715' -> BAD; // a triangle, a cross
          case '\u25d0', '\u25d1', '\u25d4', '?' -> OPEN; // a circle in part
          default -> NONE;
        };
  }

  /** That of several states: never better than the worst of them. */
  public static StateColour of(Collection<String> states) {
    List<StateColour> all = states.stream().map(StateColour::of).distinct().toList();
    return all.contains(BAD) ? BAD : all.size() == 1 ? all.getFirst() : all.isEmpty() ? NONE : OPEN;
  }

  /** Has a node drawn so, in place of how it was. */
  public void paint(Styleable node) {
    for (StateColour each : values()) {
      node.getStyleClass().remove(each.style);
    }
    node.getStyleClass().add(style);
  }
}
