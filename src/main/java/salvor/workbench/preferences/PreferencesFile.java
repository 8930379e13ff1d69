package salvor.workbench.preferences;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import salvor.workbench.fx.Scale.Density;
import salvor.workbench.fx.Theme;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Preferences in a file of the user's own. What of it cannot be understood is left as it is at
 * first, and said.
 */
public final class PreferencesFile {
  private static final JsonMapper JSON = new JsonMapper();
  private static final long LARGEST = 1 << 20;

  private final Path file;

  public PreferencesFile(Path file) {
    this.file = file;
  }

  /**
   * Preferences as they were read.
   *
   * @param preferences what was understood, and for the rest what is preferred at first
   * @param trouble what was not understood, in a sentence; empty when everything was
   */
  public record Read(Preferences preferences, String trouble) {}

  /**
   * The user's file: below {@code $XDG_CONFIG_HOME} or {@code ~/.config} (XDG Base Directory
   * Specification).
   */
  public static PreferencesFile ofUser() {
    return new PreferencesFile(beside("preferences.json"));
  }

  /** A file of that name in the user's folder of preferences. */
  public static Path beside(String name) {
    String home = System.getenv("XDG_CONFIG_HOME");
    Path config =
        home != null && Path.of(home).isAbsolute()
            ? Path.of(home)
            : Path.of(System.getProperty("user.home", "."), ".config");
    return config.resolve("salvor").resolve(name);
  }

  /** Reads them. Waits for the disk: not for the JavaFX thread. */
  public Read read() {
    try {
      if (Files.size(file) > LARGEST) {
        return new Read(Preferences.FIRST, "The preferences in " + file + " are too long.");
      }
      return read(JSON.readTree(Files.readString(file)));
    } catch (NoSuchFileException _) {
      return new Read(Preferences.FIRST, "");
    } catch (IOException | JacksonException damaged) {
      return new Read(
          Preferences.FIRST,
          "The preferences in "
              + file
              + " cannot be read; those at first are used. They are written anew when one is changed.");
    }
  }

  private Read read(JsonNode from) {
    List<String> strange = new ArrayList<>();
    Preferences first = Preferences.FIRST;
    Theme theme =
        Theme.valueOf(text(from, "theme", first.theme().name(), PreferencesFile::isTheme, strange));
    String zone = text(from, "zone", first.zone(), Preferences::isZone, strange);
    Density density =
        Density.valueOf(
            text(from, "density", first.density().name(), PreferencesFile::isDensity, strange));
    int letters = from.path("letters").asInt(first.letters());
    if (letters < Preferences.SMALLEST || letters > Preferences.LARGEST) {
      strange.add("letters");
      letters = first.letters();
    }
    Map<String, String> keys = new TreeMap<>();
    for (Map.Entry<String, JsonNode> key : from.path("keys").properties()) {
      if (key.getValue().isString()) {
        keys.put(key.getKey(), key.getValue().asString());
      } else {
        strange.add("the keys of " + key.getKey());
      }
    }
    if (!from.isObject()) {
      strange.add("all of it");
    }
    String trouble =
        strange.isEmpty()
            ? ""
            : "In " + file + " not everything is understood: " + String.join(", ", strange) + ".";
    return new Read(new Preferences(theme, zone, density, letters, keys), trouble);
  }

  private static boolean isTheme(String name) {
    return names(Theme.values()).contains(name);
  }

  private static boolean isDensity(String name) {
    return names(Density.values()).contains(name);
  }

  private static List<String> names(Enum<?>[] values) {
    return java.util.Arrays.stream(values).map(Enum::name).toList();
  }

  private static String text(
      JsonNode from, String name, String first, Predicate<String> known, List<String> strange) {
    JsonNode value = from.path(name);
    if (value.isMissingNode()) {
      return first;
    }
    if (value.isString() && known.test(value.asString())) {
      return value.asString();
    }
    strange.add(name);
    return first;
  }

  /**
   * Writes them, whole or not at all. Waits for the disk: not for the JavaFX thread.
   *
   * @throws IOException when the folder cannot be written
   */
  public void write(Preferences preferences) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("theme", preferences.theme().name());
    json.put("zone", preferences.zone());
    json.put("density", preferences.density().name());
    json.put("letters", preferences.letters());
    ObjectNode keys = json.putObject("keys");
    new TreeMap<>(preferences.keys()).forEach(keys::put);
    Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
    Path whole = Files.createTempFile(folder, "preferences", ".json");
    try {
      Files.writeString(whole, json.toPrettyString() + "\n");
      Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(whole);
    }
  }
}
