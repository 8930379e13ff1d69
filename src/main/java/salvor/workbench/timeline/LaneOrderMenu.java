package salvor.workbench.timeline;

import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleGroup;
import salvor.timeline.LaneOrder;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.Scale;

/** The choice of the lanes' order. */
public final class LaneOrderMenu {
  private static final double LEAST = 80;

  private LaneOrderMenu() {}

  static MenuButton of(TimelineViewModel model) {
    MenuButton menu = new MenuButton();
    ToggleGroup orders = new ToggleGroup();
    for (LaneOrder order : LaneOrder.values()) {
      RadioMenuItem item = new RadioMenuItem(sentence(words(order)) + ": " + meaning(order));
      item.setMnemonicParsing(false);
      item.setToggleGroup(orders);
      item.setOnAction(_ -> model.arrangement().order(order));
      model.arrangement().order().subscribe(now -> item.setSelected(now == order));
      menu.getItems().add(item);
    }
    model.arrangement().order().subscribe(now -> menu.setText("_Lanes: " + words(now)));
    menu.setId("lane-order");
    menu.getStyleClass().add("small");
    menu.setMinWidth(Scale.px(LEAST));
    Controls.explain(menu, "Which namespaces, workloads, pods and containers stand at the top");
    return menu;
  }

  private static String sentence(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /** The name of an order, as it goes on after "Lanes:". */
  public static String words(LaneOrder order) {
    return switch (order) {
      case WORST -> "worst first";
      case FIRST_OUT -> "first out of profile";
      case EVENTS -> "most events";
      case NAME -> "by name";
    };
  }

  /** What stands at the top in an order. */
  public static String meaning(LaneOrder order) {
    return switch (order) {
      case WORST -> "the worst event out of profile, then how many there are";
      case FIRST_OUT -> "the earliest event out of profile";
      case EVENTS -> "the most events of any kind";
      case NAME -> "alphabetical, the Kubernetes API last";
    };
  }
}
