package salvor.workbench.selection;

import java.util.BitSet;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;

/** Which observations the filter leaves in sight; every view shows these and counts the others. */
public final class Sight {
  private final ReadOnlyObjectWrapper<@Nullable BitSet> rows = new ReadOnlyObjectWrapper<>();

  private final BooleanProperty dims = new SimpleBooleanProperty();

  /** Whether what is out of sight is still shown, faintly. */
  public BooleanProperty dims() {
    return dims;
  }

  /** The rows in sight, not to be changed; null when no filter hides any. */
  public ReadOnlyObjectProperty<@Nullable BitSet> rows() {
    return rows.getReadOnlyProperty();
  }

  /** Has only these rows in sight, or all when null. */
  public void show(@Nullable BitSet left) {
    rows.set(left == null ? null : (BitSet) left.clone());
  }

  /** Whether a row is in sight. */
  public boolean isInSight(int row) {
    BitSet left = rows.get();
    return left == null || left.get(row);
  }
}
