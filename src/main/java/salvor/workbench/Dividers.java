package salvor.workbench;

import java.util.Arrays;
import javafx.scene.control.SplitPane;
import javafx.scene.input.MouseEvent;
import salvor.workbench.casefile.WindowMemory;
import salvor.workbench.casefile.WindowMemory.Item;
import salvor.workbench.fx.Scale;

/** Where the window is divided: at first so that the sides can be read, later as it was left. */
final class Dividers {
  private final WindowMemory memory;
  private final SplitPane sides;
  private final SplitPane middle;
  private boolean placing;
  private boolean moved;
  private boolean held;

  /**
   * Divides a window.
   *
   * @param sides findings, middle, details
   * @param middle timeline over events
   */
  Dividers(WindowMemory memory, SplitPane sides, SplitPane middle) {
    this.memory = memory;
    this.sides = sides;
    this.middle = middle;
    for (SplitPane pane : new SplitPane[] {sides, middle}) {
      pane.getDividers()
          .forEach(divider -> divider.positionProperty().addListener((_, _, _) -> changed()));
      pane.addEventFilter(MouseEvent.MOUSE_DRAGGED, _ -> dragged());
      pane.addEventFilter(MouseEvent.MOUSE_RELEASED, _ -> released());
    }
    restore();
  }

  /** Only what a hand moved is remembered: layout moves dividers too. */
  private void dragged() {
    moved = true;
    held = true;
    changed();
  }

  private void released() {
    if (held) {
      held = false;
      memory.storeSoon();
    }
  }

  private void changed() {
    if (moved && !placing) {
      StringBuilder places = new StringBuilder();
      for (double place : sides.getDividerPositions()) {
        places.append(Math.round(place * 10_000) / 10_000.0).append(' ');
      }
      memory.put(
          Item.DIVIDERS,
          places
              .append(Math.round(middle.getDividerPositions()[0] * 10_000) / 10_000.0)
              .toString());
    }
  }

  private void restore() {
    double[] places;
    try {
      places =
          Arrays.stream(memory.get(Item.DIVIDERS).orElse("").trim().split(" "))
              .mapToDouble(Double::parseDouble)
              .toArray();
    } catch (NumberFormatException _) {
      return; // nothing was kept
    }
    if (places.length == 3 && Arrays.stream(places).allMatch(place -> place > 0 && place < 1)) {
      moved = true;
      sides.setDividerPositions(places[0], places[1]);
      middle.setDividerPositions(places[2]);
    }
  }

  /**
   * The sides take what they need to be read, the middle the rest; what a hand placed stays there.
   */
  void divide(double width) {
    double grown = (1 + Scale.letters()) / 2; // the middle needs room for larger letters too
    double left = Math.clamp(width * 0.185, 230 * grown, 340 * grown);
    double right = Math.clamp(width * 0.22, 290 * grown, 420 * grown);
    if (width > left + right && !moved) {
      placing = true;
      sides.setDividerPositions(left / width, 1 - right / width);
      placing = false;
    }
  }
}
