package salvor.workbench.cluster;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import salvor.workbench.commands.Commands;
import salvor.workbench.fx.Controls;

/** What can be done on the page of a pod, in a row that breaks where the page is narrow. */
final class PodActs extends FlowPane {
  private static final double APART = 6;

  /**
   * @param acts the buttons for the pod
   * @param commands has those for its image, once they are there
   */
  PodActs(List<? extends Node> acts, Commands commands) {
    super(APART, APART);
    setId("pod-acts");
    getChildren().addAll(acts);
    getChildren().add(ofTheImage(commands));
  }

  /** What ends the hole that the attacker came through, for all that run the image. */
  private static MenuButton ofTheImage(Commands commands) {
    MenuButton menu =
        new MenuButton(
            "_Fix",
            null,
            item("pod-rollout", "Roll a fixed image out\u2026", "pods.rollout", commands),
            item("pod-hotfix", "Have the image rebuilt\u2026", "pods.hotfix", commands));
    menu.setMnemonicParsing(true);
    menu.setId("pod-fix");
    menu.getStyleClass().add("small");
    menu.setMinWidth(Region.USE_PREF_SIZE);
    Controls.explain(
        menu,
        "For all that run the image: roll a fixed one out (Shift+R), or have it rebuilt (Shift+H);"
            + " shows first what would be done");
    return menu;
  }

  private static MenuItem item(String id, String text, String command, Commands commands) {
    MenuItem item = new MenuItem(text);
    item.setId(id);
    item.setOnAction(_ -> commands.run(command));
    return item;
  }
}
