package salvor.workbench.fx;

import java.util.Locale;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import salvor.timeline.DrawingClass;

/**
 * The shape that stands for a drawing class: told apart without colour. The text beside it says the
 * same in words.
 */
public final class VerdictMark extends Region {
  /** A mark that shows nothing yet. */
  public VerdictMark() {
    getStyleClass().add("mark");
    setMouseTransparent(true);
  }

  /** A mark of a class. */
  public static VerdictMark of(DrawingClass drawn) {
    VerdictMark mark = new VerdictMark();
    mark.show(drawn);
    return mark;
  }

  /**
   * The mark in a box that is as wide for every class, so that what stands behind it is in line.
   */
  public StackPane boxed() {
    StackPane box = new StackPane(this);
    box.getStyleClass().add("mark-box");
    return box;
  }

  /** Shows a class. */
  public void show(DrawingClass drawn) {
    getStyleClass().setAll("mark", "mark-" + drawn.name().toLowerCase(Locale.ROOT));
  }
}
