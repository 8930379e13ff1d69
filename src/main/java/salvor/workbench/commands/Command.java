package salvor.workbench.commands;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something the investigator can do.
 *
 * @param id its name for settings, such as {@code timeline.fit}; unique
 * @param group the menu it stands in, and the heading in the key sheet: see {@link Menus}
 * @param title what it does, as an imperative: "Go to time"; asked each time it is shown, since it
 *     may name what it would be done to
 * @param keys what does it on the keyboard unless the investigator prefers another: a character
 *     ({@code "."}, {@code "G"} for the letter without Shift), or a combination in the words of
 *     {@link javafx.scene.input.KeyCombination} ({@code "Shortcut+P"}); empty when no key does
 * @param explanation one sentence for those who do not know it yet
 * @param action does it, on the JavaFX thread
 * @param enabled whether it can be done now
 * @param on of what is switched on and off, whether it is on; null for what is done
 * @param place where the keys are heard
 */
public record Command(
    String id,
    String group,
    Supplier<String> title,
    String keys,
    String explanation,
    Runnable action,
    BooleanSupplier enabled,
    @Nullable BooleanSupplier on,
    Place place) {

  /** Where keys are heard. */
  public enum Place {
    /** In the whole window, but where text is written. */
    EVERYWHERE,
    /** While the timeline has the keys. */
    TIMELINE
  }

  /** A command that can always be done. */
  public static Command of(
      String id, String group, String name, String keys, String explanation, Runnable action) {
    return new Command(
        id, group, () -> name, keys, explanation, action, () -> true, null, Place.EVERYWHERE);
  }

  /** A command whose keys are heard while the timeline has them. */
  public static Command onTimeline(
      String id, String name, String keys, String explanation, Runnable action) {
    return new Command(
        id,
        Menus.TIMELINE,
        () -> name,
        keys,
        explanation,
        action,
        () -> true,
        null,
        Place.TIMELINE);
  }

  /** The same with a name that changes. */
  public Command named(Supplier<String> changing) {
    return new Command(id, group, changing, keys, explanation, action, enabled, on, place);
  }

  /** The same, possible only at times. */
  public Command when(BooleanSupplier possible) {
    return new Command(id, group, title, keys, explanation, action, possible, on, place);
  }

  /** The same as a switch: its action changes what this says. */
  public Command switching(BooleanSupplier isOn) {
    return new Command(id, group, title, keys, explanation, action, enabled, isOn, place);
  }

  /** What it does now, as an imperative. */
  public String name() {
    return title.get();
  }

  /** Whether it is a switch, and on. */
  public boolean isOn() {
    return on != null && on.getAsBoolean();
  }

  /** Does it if that is possible now, and says whether it was. */
  public boolean run() {
    boolean possible = enabled.getAsBoolean();
    if (possible) {
      action.run();
    }
    return possible;
  }
}
