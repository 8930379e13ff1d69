package salvor.workbench.commands;

import java.util.Optional;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** Keys as they are written, pressed and read. */
final class Keys {
  private Keys() {}

  /** Keys as they are written on the keyboard. */
  static String words(String keys) {
    return keys.contains("+") && keys.length() > 1
        ? KeyCombination.valueOf(keys).getDisplayText()
        : keys;
  }

  /**
   * Whether an event is that of these keys. Characters are taken as they are typed, since where
   * they are on the keyboard differs from country to country.
   */
  static boolean match(String keys, KeyEvent event) {
    if (keys.isEmpty()) {
      return false;
    }
    if (keys.length() == 1) {
      boolean letter = Character.isLetter(keys.charAt(0));
      return event.getEventType() == KeyEvent.KEY_TYPED
          && !event.isControlDown()
          && !event.isMetaDown()
          && !event.isAltDown()
          && (letter
              ? event.getCharacter().equalsIgnoreCase(keys) && !event.isShiftDown()
              : event.getCharacter().equals(keys));
    }
    return event.getEventType() == KeyEvent.KEY_PRESSED
        && KeyCombination.valueOf(keys).match(event);
  }

  /** Whether two are the same keys. */
  static boolean same(String one, String other) {
    return !one.isEmpty() && name(one).equals(name(other));
  }

  private static String name(String keys) {
    return keys.length() <= 1
        ? keys.toUpperCase(java.util.Locale.ROOT)
        : KeyCombination.valueOf(keys.replace("Ctrl+", "Shortcut+")).getName();
  }

  /** Whether these are keys that can be written down and pressed. */
  static boolean valid(String keys) {
    if (keys.length() <= 1) {
      return keys.isEmpty() || !Character.isISOControl(keys.charAt(0));
    }
    try {
      return KeyCombination.valueOf(keys) instanceof KeyCodeCombination;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /**
   * The keys that were pressed or typed, as {@link Command#keys} has them; empty while they are not
   * complete: a character comes with its typed event, a combination with its pressed one.
   */
  static Optional<String> read(KeyEvent event) {
    boolean modified = event.isControlDown() || event.isMetaDown() || event.isAltDown();
    if (event.getEventType() == KeyEvent.KEY_TYPED) {
      String typed = event.getCharacter();
      return modified || typed.length() != 1 || typed.charAt(0) <= ' ' || typed.charAt(0) == 127
          ? Optional.empty()
          : Optional.of(typed.toUpperCase(java.util.Locale.ROOT));
    }
    KeyCode code = event.getCode();
    boolean named = modified || code.isFunctionKey() || code.isNavigationKey();
    if (!named || code.isModifierKey() || code == KeyCode.UNDEFINED) {
      return Optional.empty();
    }
    String keys =
        new KeyCodeCombination(
                code,
                down(event.isShiftDown()),
                KeyCombination.ModifierValue.UP,
                down(event.isAltDown()),
                KeyCombination.ModifierValue.UP,
                down(event.isShortcutDown()))
            .getName();
    return Optional.of(keys);
  }

  private static KeyCombination.ModifierValue down(boolean down) {
    return down ? KeyCombination.ModifierValue.DOWN : KeyCombination.ModifierValue.UP;
  }
}
