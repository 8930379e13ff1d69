package salvor.workbench.commands;

import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.IndexedCell;
import org.jspecify.annotations.Nullable;

/** A view whose rows are no events, but can be pointed at all the same. */
public interface SubjectView {
  /**
   * What a row stands for; empty when nothing can be done with it.
   *
   * @param place the row's number from the top, also one that there is not
   */
  Optional<Subject> subject(int place);

  /** The row with the focus, -1 when none has it. */
  int focused();

  /** The row to which a node belongs, -1 when it belongs to none. */
  static int place(@Nullable Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (at instanceof IndexedCell<?> cell) {
        return cell.isEmpty() ? -1 : cell.getIndex();
      }
    }
    return -1;
  }
}
