package salvor.workbench;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import salvor.workbench.fx.OneByOne;

/**
 * The panes of an investigation. Their frames are there at once; what they hold comes in the order
 * in which they were made, each in a turn of its own.
 */
final class Panes {
  private final List<Runnable> fill = new ArrayList<>();
  private final List<Runnable> inside = new ArrayList<>(); // once the next pane is there

  /** A pane around some content. */
  Region pane(Region content) {
    BorderPane pane = new BorderPane();
    fill.add(() -> pane.setCenter(content));
    fill.addAll(inside);
    inside.clear();
    pane.getStyleClass().add("pane");
    pane.setMinSize(180, 120);
    return pane;
  }

  /** A tab of the next pane, filled when that one is there. */
  Tab tab(String name, Node content) {
    Tab tab = new Tab(name);
    inside.add(() -> tab.setContent(content));
    return tab;
  }

  /** Begins to fill them; something else is done at the end. */
  void fill(Runnable last) {
    fill.add(last);
    OneByOne.begin(fill);
  }
}
