package salvor.workbench.cluster;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.Region;
import salvor.cluster.LivePod;
import salvor.containment.ChosenPod;
import salvor.workbench.commands.Command;
import salvor.workbench.commands.Menus;
import salvor.workbench.containment.VerifySheet;
import salvor.workbench.fx.Controls;

/** Looks from inside of the chosen pod: by a button, a menu, a key, and by its name. */
final class VerifyActs {
  private final LiveViewModel model;

  VerifyActs(LiveViewModel model) {
    this.model = model;
  }

  /** The command. */
  Command verifying(Node owner) {
    return Command.of(
            "pods.verify",
            Menus.CLUSTER,
            "Verify from inside whether the chosen pod is cut off\u2026",
            "Shift+V",
            "Shows first what is tried and what stays behind",
            () -> verify(owner))
        .when(() -> model.pages().page().get() != null);
  }

  /** The same as an item of the menu of a table. */
  MenuItem menuItem(Node owner) {
    MenuItem item = new MenuItem("Verify from inside\u2026  (Shift+V)");
    item.setId("pods-verify");
    item.setOnAction(_ -> verify(owner));
    return item;
  }

  /** The same as a button on the page of the pod. */
  Button button() {
    Button button = new Button("_Verify\u2026");
    Controls.explain(
        button, "Looks from inside whether this pod is cut off; runs nothing yet (Shift+V)");
    button.setId("pod-verify");
    button.getStyleClass().add("small");
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(_ -> verify(button));
    return button;
  }

  private void verify(Node owner) {
    PodPage page = model.pages().page().get();
    if (page != null) {
      LivePod pod = page.row().pod();
      VerifySheet.open(
          owner, model.measures().verifying(new ChosenPod(pod.namespace(), pod.name(), pod.uid())));
    }
  }
}
