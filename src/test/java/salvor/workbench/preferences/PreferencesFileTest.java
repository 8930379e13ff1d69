package salvor.workbench.preferences;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salvor.jobs.Jobs;
import salvor.workbench.fx.Scale.Density;
import salvor.workbench.fx.Theme;

class PreferencesFileTest {
  @TempDir Path folder;

  private PreferencesFile file() {
    return new PreferencesFile(folder.resolve("salvor/preferences.json"));
  }

  @Test
  void whatIsPreferredComesBack() throws Exception {
    assertThat(file().read()).isEqualTo(new PreferencesFile.Read(Preferences.FIRST, ""));
    Preferences preferred =
        new Preferences(
            Theme.DARK,
            "Europe/Berlin",
            Density.COMPACT,
            150,
            Map.of("timeline.in", "Z", "palette", ""));
    file().write(preferred);
    file().write(preferred);
    assertThat(file().read()).isEqualTo(new PreferencesFile.Read(preferred, ""));
    try (Stream<Path> left = Files.list(folder.resolve("salvor"))) {
      assertThat(left).as("no half file is left").hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "\u0000\u0001", "{\"theme\": \"LIGHT\""})
  void aDamagedFileIsSaidAndDoesNoHarm(String content) throws IOException {
    Files.createDirectories(folder.resolve("salvor"));
    Files.writeString(folder.resolve("salvor/preferences.json"), content);
    PreferencesFile.Read read = file().read();
    assertThat(read.preferences()).isEqualTo(Preferences.FIRST);
    assertThat(read.trouble()).contains("preferences.json");
  }

  @Test
  void whatIsStillUnderstoodIsKept() throws IOException {
    Files.createDirectories(folder.resolve("salvor"));
    Files.writeString(
        folder.resolve("salvor/preferences.json"),
        """
        {"theme": "DARK", "zone": "Mars/Olympus", "letters": 9000, "density": 7,
         "keys": {"keys": "F1", "palette": 3}, "later": true}
        """);
    PreferencesFile.Read read = file().read();
    assertThat(read.preferences())
        .isEqualTo(
            new Preferences(Theme.DARK, "UTC", Density.COMFORTABLE, 100, Map.of("keys", "F1")));
    assertThat(read.trouble()).contains("zone", "letters", "density", "the keys of palette");
  }

  @Test
  void zonesAreFoundByAnyPartOfTheirNames() {
    assertThat(PreferencesViewModel.zones("")).startsWith("UTC", Preferences.SYSTEM);
    assertThat(PreferencesViewModel.zones("new york")).containsExactly("America/New_York");
    assertThat(PreferencesViewModel.zones("BERLIN")).containsExactly("Europe/Berlin");
    assertThat(PreferencesViewModel.zones("nowhere")).isEmpty();
  }

  @Test
  void aFolderThatCannotBeWrittenIsSaid() throws Exception {
    Jobs jobs = new Jobs();
    var turns = new java.util.concurrent.LinkedBlockingQueue<Runnable>();
    PreferencesViewModel model =
        new PreferencesViewModel(
            new PreferencesFile.Read(Preferences.FIRST, ""),
            _ -> {
              throw new IOException("no space left");
            },
            jobs,
            turns::add);
    model.letters(120);
    turns.take().run();
    assertThat(model.now().get().letters()).as("it holds all the same").isEqualTo(120);
    assertThat(model.trouble().get()).contains("not kept", "no space left");
    assertThat(List.of(80, 150))
        .allSatisfy(percent -> assertThat(Preferences.FIRST.withLetters(percent)).isNotNull());
  }
}
