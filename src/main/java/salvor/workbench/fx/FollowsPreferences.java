package salvor.workbench.fx;

import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TreeView;

/**
 * A view that says or draws something in a way that the investigator can prefer: times in a zone,
 * letters of a size. The cells of tables, trees and lists need not do anything: they are asked
 * again.
 */
public interface FollowsPreferences {
  /** Says and draws it again: a preference has changed. */
  void preferencesChanged();

  /** Tells all views below a node, and the node, that a preference has changed. */
  static void tell(Node node) {
    switch (node) {
      case ListView<?> list -> list.refresh();
      case TableView<?> table -> table.refresh();
      case TreeView<?> tree -> tree.refresh();
      case SplitPane split -> split.getItems().forEach(FollowsPreferences::tell);
      case ScrollPane scroll when scroll.getContent() != null -> tell(scroll.getContent());
      case TabPane tabs ->
          tabs.getTabs().stream()
              .map(tab -> tab.getContent())
              .filter(content -> content != null)
              .forEach(FollowsPreferences::tell);
      case Parent parent -> parent.getChildrenUnmodifiable().forEach(FollowsPreferences::tell);
      default -> {}
    }
    if (node instanceof FollowsPreferences view) {
      view.preferencesChanged();
    }
  }
}
