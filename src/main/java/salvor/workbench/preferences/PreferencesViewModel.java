package salvor.workbench.preferences;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import salvor.jobs.Jobs;
import salvor.workbench.commands.KeyMap;
import salvor.workbench.fx.NewestFirst;
import salvor.workbench.fx.Scale.Density;
import salvor.workbench.fx.Theme;

/** What is preferred now. A change holds at once, and is kept soon. */
public final class PreferencesViewModel {
  /** Keeps preferences; waits for the disk. */
  @FunctionalInterface
  public interface Store {
    void write(Preferences preferences) throws Exception;
  }

  private static final List<String> ZONES =
      ZoneId.getAvailableZoneIds().stream()
          .filter(id -> id.contains("/") && !id.startsWith("SystemV/") && !id.startsWith("Etc/"))
          .sorted()
          .toList();

  private final ReadOnlyObjectWrapper<Preferences> now;
  private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");
  private final KeyMap keys = new KeyMap();
  private final NewestFirst<Preferences, Boolean> keeping;

  /**
   * @param read as they were kept
   * @param store keeps them, off the JavaFX thread
   * @param fx where properties change
   */
  public PreferencesViewModel(PreferencesFile.Read read, Store store, Jobs jobs, Executor fx) {
    now = new ReadOnlyObjectWrapper<>(read.preferences());
    trouble.set(read.trouble());
    keys.set(read.preferences().keys());
    keeping =
        new NewestFirst<>(
            "preferences",
            jobs,
            fx,
            false,
            (preferences, _) -> {
              store.write(preferences);
              return true;
            },
            _ -> trouble.set(""),
            cause ->
                trouble.set("The preferences hold until Salvor ends, but are not kept: " + cause));
  }

  /** Those at first, kept nowhere. */
  public static PreferencesViewModel unkept(Jobs jobs, Executor fx) {
    return new PreferencesViewModel(
        new PreferencesFile.Read(Preferences.FIRST, ""), _ -> {}, jobs, fx);
  }

  private void change(Preferences next) {
    if (!next.equals(now.get())) {
      now.set(next);
      keeping.ask(next);
    }
  }

  /** Prefers a theme. */
  public void theme(Theme theme) {
    change(now.get().with(theme));
  }

  /** Prefers a zone: one of {@link #zones}. */
  public void zone(String zone) {
    change(now.get().withZone(zone));
  }

  /** Prefers rows of a density. */
  public void density(Density density) {
    change(now.get().with(density));
  }

  /** Prefers letters of a size in percent. */
  public void letters(int percent) {
    change(now.get().withLetters(percent));
  }

  /** Keeps the keys as the key map has them. */
  public void keysChanged() {
    change(now.get().withKeys(keys.preferred()));
  }

  /** The zones with all words that were typed in their names; UTC and this machine's first. */
  public static List<String> zones(String typed) {
    List<String> words = List.of(typed.strip().toLowerCase(Locale.ROOT).split("[\\s_]+"));
    return Stream.concat(Stream.of(Preferences.UTC, Preferences.SYSTEM), ZONES.stream())
        .filter(id -> {
          String name = name(id).toLowerCase(Locale.ROOT).replace('_', ' ');
          return words.stream().allMatch(name::contains);
        })
        .toList();
  }

  /** What a zone is called in the list. */
  static String name(String zone) {
    return zone.equals(Preferences.SYSTEM)
        ? "This machine's: " + ZoneId.systemDefault().getId()
        : zone;
  }

  /** What is preferred now. */
  public ReadOnlyObjectProperty<Preferences> now() {
    return now.getReadOnlyProperty();
  }

  /** What could not be read or kept, in a sentence; empty when all is well. */
  public ReadOnlyStringProperty trouble() {
    return trouble.getReadOnlyProperty();
  }

  /** The keys that are preferred now. */
  public KeyMap keys() {
    return keys;
  }
}
