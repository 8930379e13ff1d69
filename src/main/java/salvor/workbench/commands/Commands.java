package salvor.workbench.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** The commands of an open investigation, in the order they were added. */
public final class Commands {
  private final List<Command> all = new ArrayList<>();

  /**
   * Adds a command.
   *
   * @throws IllegalArgumentException when its name or its keys are taken
   */
  public void add(Command command) {
    for (Command known : all) {
      boolean sameKeys = !command.keys().isEmpty() && known.keys().equals(command.keys());
      if (known.id().equals(command.id()) || sameKeys) {
        throw new IllegalArgumentException(command.id() + " is taken by " + known.id());
      }
    }
    all.add(command);
  }

  /** All commands. */
  public List<Command> all() {
    return List.copyOf(all);
  }

  /** Does what a key stands for, if anything, and says whether it did. */
  public boolean run(KeyEvent event) {
    Optional<Command> command = all.stream().filter(c -> matches(c, event)).findFirst();
    if (command.isEmpty() || !command.get().enabled().getAsBoolean()) {
      return false;
    }
    command.get().action().run();
    return true;
  }

  private static boolean matches(Command command, KeyEvent event) {
    if (command.keys().isEmpty() || command.place() == Command.Place.TIMELINE) {
      return false;
    }
    if (event.getEventType() == KeyEvent.KEY_TYPED) {
      return command.isTyped()
          && event.getCharacter().equals(command.keys())
          && !event.isControlDown()
          && !event.isMetaDown();
    }
    return event.getEventType() == KeyEvent.KEY_PRESSED
        && !command.isTyped()
        && KeyCombination.valueOf(command.keys()).match(event);
  }
}
