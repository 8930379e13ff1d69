package salvor.workbench.commands;

import java.util.Map;
import java.util.TreeMap;

/** The keys that the investigator prefers to those that commands have at first. */
public final class KeyMap {
  private final Map<String, String> preferred = new TreeMap<>();

  /** The keys of a command; empty when it has none. */
  String keys(Command command) {
    return preferred.getOrDefault(command.id(), command.keys());
  }

  /** Gives a command other keys, or none. */
  public void prefer(Command command, String keys) {
    if (keys.equals(command.keys())) {
      preferred.remove(command.id());
    } else {
      preferred.put(command.id(), keys);
    }
  }

  /** Gives all commands the keys that they have at first. */
  public void reset() {
    preferred.clear();
  }

  /** Takes what was preferred before; keys that cannot be pressed are left out. */
  public void set(Map<String, String> kept) {
    preferred.clear();
    kept.forEach((id, keys) -> {
      if (Keys.valid(keys)) {
        preferred.put(id, keys);
      }
    });
  }

  /** What is preferred, by the command's id. */
  public Map<String, String> preferred() {
    return Map.copyOf(preferred);
  }
}
