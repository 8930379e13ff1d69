package salvor.workbench;

import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.property.StringProperty;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import salvor.workbench.casefile.WindowMemory;
import salvor.workbench.casefile.WindowMemory.Item;

/** Which tab is chosen: as it was left, and kept when another one is. */
final class RememberedTabs {
  private static final String ID = "tab-"; // what the ids begin with

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

  /** Has a property name the chosen tab and choose it: by its id, without what all begin with. */
  static void share(TabPane pane, StringProperty name) {
    pane.getSelectionModel()
        .selectedItemProperty()
        .subscribe(tab -> name.set(tab == null ? "" : name(tab)));
    name.addListener((_, _, now) ->
        pane.getTabs().stream()
            .filter(tab -> name(tab).equals(now))
            .findFirst()
            .ifPresent(pane.getSelectionModel()::select));
  }

  /** What the tabs are called there. */
  static Set<String> names(TabPane pane) {
    return pane.getTabs().stream().map(RememberedTabs::name).collect(Collectors.toSet());
  }

  private static String name(Tab tab) {
    String id = tab.getId();
    return id == null || !id.startsWith(ID) ? "" : id.substring(ID.length());
  }
}
