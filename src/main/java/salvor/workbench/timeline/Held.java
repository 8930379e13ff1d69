package salvor.workbench.timeline;

import javafx.beans.property.ReadOnlyObjectWrapper;

/** A property whose listeners wait while others that belong to it change as well. */
final class Held<T> extends ReadOnlyObjectWrapper<T> {
  private boolean held;

  Held(T first) {
    super(first);
  }

  /** Has listeners wait; the new value is there at once. */
  void hold() {
    held = true;
  }

  /** Tells listeners what changed meanwhile. */
  void release() {
    held = false;
    fireValueChangedEvent();
  }

  @Override
  protected void fireValueChangedEvent() {
    if (!held) {
      super.fireValueChangedEvent();
    }
  }
}
