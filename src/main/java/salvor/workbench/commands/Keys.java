package salvor.workbench.commands;

import javafx.scene.input.KeyCombination;

/** Keys as they are written on the keyboard. */
final class Keys {
  private Keys() {}

  /** The keys of a command; empty when none does it. */
  static String words(Command command) {
    return command.keys().contains("+")
        ? KeyCombination.valueOf(command.keys()).getDisplayText()
        : command.keys();
  }
}
