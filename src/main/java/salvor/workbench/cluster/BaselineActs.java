package salvor.workbench.cluster;

import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import salvor.casefile.BaselineLibrary;
import salvor.workbench.baseline.Ground;
import salvor.workbench.baseline.LearnSheet;
import salvor.workbench.baseline.LearnViewModel;
import salvor.workbench.fx.Controls;
import salvor.workload.WorkloadRef;

/** Brings baselines that are missing: learned from what arrives, or taken from the cluster. */
final class BaselineActs {
  private final LiveViewModel model;
  private final Optional<BaselineLibrary> library;

  /**
   * @param library where they are kept, if anywhere
   */
  BaselineActs(LiveViewModel model, Optional<BaselineLibrary> library) {
    this.model = model;
    this.library = library;
  }

  /** A menu of all that can be done. */
  MenuButton menu() {
    MenuButton menu = new MenuButton("_Baselines");
    menu.setId("live-baselines");
    Controls.explain(menu, "Learn baselines that are missing, or take them from the cluster");
    menu.setMinWidth(Region.USE_PREF_SIZE);
    MenuItem workload =
        item(menu, "live-learn-workload", "Learn what the chosen _workload does\u2026");
    workload.setOnAction(_ -> open(menu, new ArrivingGround(model, chosen())));
    MenuItem all = item(menu, "live-learn", "_Learn from what arrives\u2026");
    all.setOnAction(_ -> open(menu, new ArrivingGround(model, null)));
    MenuItem kubescape = item(menu, "live-kubescape", "Take _Kubescape's profiles\u2026");
    kubescape.setOnAction(_ -> open(menu, new KubescapeGround(model)));
    menu.setOnShowing(_ -> workload.setDisable(chosen() == null));
    return menu;
  }

  private static MenuItem item(MenuButton menu, String id, String text) {
    MenuItem item = new MenuItem(text);
    item.setId(id);
    menu.getItems().add(item);
    return item;
  }

  /** The same for the workload of the chosen pod, in the menu of a table. */
  MenuItem ofChosen(Node owner) {
    MenuItem item = new MenuItem("Learn what its workload does\u2026");
    item.setOnAction(_ -> {
      WorkloadRef chosen = chosen();
      if (chosen != null) {
        open(owner, new ArrivingGround(model, chosen));
      }
    });
    return item;
  }

  private @Nullable WorkloadRef chosen() {
    PodPage page = model.pages().page().get();
    return page == null ? null : page.row().pod().workload();
  }

  private void open(Node owner, Ground ground) {
    LearnSheet.open(
        owner,
        new LearnViewModel(
            ground, library, _ -> {}, model.jobs(), model.fx(), model.clusterClock()));
  }
}
