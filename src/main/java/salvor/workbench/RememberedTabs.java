package salvor.workbench;

import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import salvor.workbench.casefile.WindowMemory;
import salvor.workbench.casefile.WindowMemory.Item;

/** Which tab is chosen: as it was left, and kept when another one is. */
final class RememberedTabs {
  private RememberedTabs() {}

  /** Chooses the tab that a case was left with; its tabs are told apart by their ids. */
  static void of(TabPane pane, WindowMemory memory, Item item) {
    String left = memory.get(item).orElse("");
    for (Tab tab : pane.getTabs()) {
      if (!left.isEmpty() && left.equals(tab.getId())) {
        pane.getSelectionModel().select(tab);
      }
    }
    pane.getSelectionModel()
        .selectedItemProperty()
        .addListener((_, _, tab) -> {
          if (tab != null && tab.getId() != null) {
            memory.put(item, tab.getId());
            memory.storeSoon();
          }
        });
  }
}
