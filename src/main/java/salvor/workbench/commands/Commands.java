package salvor.workbench.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.input.KeyEvent;

/** The commands there are now, in the order they were added, and the keys that do them. */
public final class Commands {
  private final List<Command> all = new ArrayList<>();
  private final KeyMap map;

  /** No commands yet, with the keys they have at first. */
  public Commands() {
    this(new KeyMap());
  }

  /** No commands yet, with the keys that the investigator prefers. */
  public Commands(KeyMap map) {
    this.map = map;
  }

  /**
   * Adds a command.
   *
   * @throws IllegalArgumentException when its name or the keys it has at first are taken
   */
  public void add(Command command) {
    for (Command known : all) {
      if (known.id().equals(command.id()) || Keys.same(known.keys(), command.keys())) {
        throw new IllegalArgumentException(command.id() + " is taken by " + known.id());
      }
    }
    all.add(command);
  }

  /** All commands. */
  public List<Command> all() {
    return List.copyOf(all);
  }

  /** The keys that do a command now, as {@link Command#keys} has them; empty when none do. */
  public String keys(Command command) {
    return map.keys(command);
  }

  /** The keys of a command as they are written on the keyboard; empty when none do it. */
  public String words(Command command) {
    return Keys.words(keys(command));
  }

  /** The keys of the command of an id as they are written on the keyboard; empty without any. */
  public String words(String id) {
    return named(id).map(this::words).orElse("");
  }

  /**
   * How to have a command done, as the beginning of a sentence: {@code Press B}, or where it stands
   * in the menus when no keys do it.
   */
  public String press(String id) {
    String keys = words(id);
    return keys.isEmpty()
        ? named(id)
            .map(c -> "Choose \u201c" + c.name() + "\u201d in the " + c.group() + " menu")
            .orElse("Look into the menus")
        : "Press " + keys;
  }

  private Optional<Command> named(String id) {
    return all.stream().filter(command -> command.id().equals(id)).findFirst();
  }

  /** Does the command of an id, if there is one and it is possible now. */
  public void run(String id) {
    named(id).ifPresent(Command::run);
  }

  /** The keys that the investigator prefers. */
  public KeyMap map() {
    return map;
  }

  /** The other command that keys do. */
  public Optional<Command> taken(String keys, Command other) {
    return all.stream()
        .filter(c -> !c.id().equals(other.id()) && Keys.same(keys(c), keys))
        .findFirst();
  }

  /** Does what a key stands for at a place, if anything, and says whether it did. */
  public boolean run(KeyEvent event, Command.Place place) {
    return all.stream()
        .filter(c -> c.place() == place && Keys.match(keys(c), event))
        .findFirst()
        .map(Command::run)
        .orElse(false);
  }
}
