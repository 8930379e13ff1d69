package salvor.workbench.commands;

import java.util.function.BooleanSupplier;

/**
 * Something the investigator can do.
 *
 * @param id its name for settings, such as {@code timeline.fit}; unique
 * @param group under which heading it stands in the key sheet
 * @param name what it does, as an imperative: "Go to time"
 * @param keys what does it on the keyboard: a character as it is typed ({@code "."}), or a
 *     combination in the words of {@link javafx.scene.input.KeyCombination} ({@code "Shortcut+P"});
 *     empty when no key does
 * @param explanation one sentence for those who do not know it yet
 * @param action does it, on the JavaFX thread
 * @param enabled whether it can be done now
 * @param place where the keys are heard
 */
public record Command(
    String id,
    String group,
    String name,
    String keys,
    String explanation,
    Runnable action,
    BooleanSupplier enabled,
    Place place) {

  /** Where keys are heard. */
  public enum Place {
    /** In the whole window, but where text is written. */
    EVERYWHERE,
    /** While the timeline has the keys, which hears them itself. */
    TIMELINE
  }

  /** A command that can always be done. */
  public static Command of(
      String id, String group, String name, String keys, String explanation, Runnable action) {
    return new Command(id, group, name, keys, explanation, action, () -> true, Place.EVERYWHERE);
  }

  /** A command whose keys the timeline hears while it has them. */
  public static Command onTimeline(
      String id, String name, String keys, String explanation, Runnable action) {
    return new Command(
        id, "On the timeline", name, keys, explanation, action, () -> true, Place.TIMELINE);
  }

  /** Whether the keys are one character, taken as it is typed on whatever keyboard. */
  public boolean isTyped() {
    return keys.length() == 1;
  }
}
