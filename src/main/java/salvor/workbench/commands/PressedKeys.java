package salvor.workbench.commands;

import java.util.Optional;
import javafx.scene.input.KeyEvent;

/** Keys that somebody presses to say which they want. */
public final class PressedKeys {
  private PressedKeys() {}

  /**
   * The keys that were pressed, as {@link Command#keys} has them; empty while they are not
   * complete.
   */
  public static Optional<String> of(KeyEvent event) {
    return Keys.read(event);
  }

  /** Keys as they are written on the keyboard. */
  public static String words(String keys) {
    return Keys.words(keys);
  }
}
