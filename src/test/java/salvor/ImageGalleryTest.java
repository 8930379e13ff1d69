package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import salvor.ingest.image.ImageTar;
import salvor.workbench.fx.Theme;

/** Pictures of what an image among the evidence adds to the window. */
class ImageGalleryTest extends Gallery {
  @TempDir Path folder;

  private void tab(FxRobot robot) throws Exception {
    robot.interact(() ->
        robot
            .lookup(".tab-pane")
            .queryAllAs(TabPane.class)
            .forEach(pane ->
                pane.getTabs().stream()
                    .filter(tab -> tab.getText() != null && tab.getText().startsWith("Images"))
                    .forEach(tab -> pane.getSelectionModel().select(tab))));
    until(() -> robot.lookup("#images").tryQuery().isPresent());
    TableView<?> images = robot.lookup("#images").query();
    until(() -> !images.getItems().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1280,720"})
  void whatTheImageHolds(Theme theme, int width, int height, FxRobot robot) throws Exception {
    ImageEvidenceTest.write(folder, ImageTar.alpineLike());
    String suffix = open(robot, evidence(folder), theme, width, height);
    until(() -> robot.lookup("#reason").tryQuery().isPresent());
    save("image-details" + suffix);
    tab(robot);
    TableView<?> images = robot.lookup("#images").query();
    assertThat(images.getColumns()).extracting(TableColumn::getText).contains("Holds");
    save("image-tab" + suffix);
  }

  /** A scan with many vulnerabilities and long names, and one that does not agree with it. */
  private static void scans(Path folder) throws Exception {
    ImageEvidenceTest.scans(folder);
    String one = Files.readString(folder.resolve("trivy.json"));
    int from = one.indexOf("{\"VulnerabilityID\"");
    int to = one.indexOf("]},", from);
    String flaw = one.substring(from, to);
    String many =
        IntStream.range(0, 400)
            .mapToObj(i ->
                flaw.replace("0001", String.valueOf(1000 + i))
                    .replace("CRITICAL", List.of("CRITICAL", "HIGH", "MEDIUM", "LOW").get(i % 4))
                    .replace(
                        "busybox",
                        i % 7 == 0
                            ? "org.example.a.very.long.group:".repeat(4) + "core"
                            : "lib" + i))
            .collect(Collectors.joining(","));
    Files.writeString(
        folder.resolve("trivy.json"),
        one.substring(0, from) + flaw + "," + many + one.substring(to));
  }

  private static final String NEVER_RAN =
      "{\"SchemaVersion\":2,\"ArtifactName\":\"registry.example.com/a/very/long/path/to/a/repository/of/images/that/never/ran:2026.11.27-rc1\",\"Metadata\":{},\"Results\":[]}";

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1280,720", "DARK,1600,1000", "LIGHT,1280,720"})
  void whatScansSayOfTheImage(Theme theme, int width, int height, FxRobot robot) throws Exception {
    ImageEvidenceTest.write(folder, ImageTar.alpineLike());
    scans(folder);
    Files.writeString(folder.resolve("other.json"), NEVER_RAN);
    String suffix = open(robot, evidence(folder), theme, width, height);
    tab(robot);
    TableView<?> images = robot.lookup("#images").query();
    assertThat(images.getColumns()).extracting(TableColumn::getText).contains("Vulnerabilities");
    assertThat(images.getItems()).hasSize(2);
    save("image-finds" + suffix);
    robot.interact(() -> robot.lookup("#image-part-flaws").queryAs(ToggleButton.class).fire());
    TableView<?> flaws = robot.lookup("#image-flaws").query();
    assertThat(flaws.getItems()).hasSize(401);
    save("image-flaws" + suffix);
    robot.interact(
        () -> robot.lookup("#image-flaws-words").queryAs(TextField.class).setText("high core"));
    until(() -> flaws.getItems().size() < 100);
    assertThat(flaws.getItems()).isNotEmpty();
    robot.interact(() -> robot.lookup("#image-flaws-words").queryAs(TextField.class).clear());
    robot.interact(() -> robot.lookup("#image-part-software").queryAs(ToggleButton.class).fire());
    save("image-software" + suffix);
    robot.interact(() -> robot.lookup("#image-part-reports").queryAs(ToggleButton.class).fire());
    save("image-reports" + suffix);
    robot.interact(() -> images.getSelectionModel().select(1));
    robot.interact(() -> robot.lookup("#image-part-flaws").queryAs(ToggleButton.class).fire());
    save("image-no-flaws" + suffix);
    robot.interact(() -> robot.lookup("#image-part-finds").queryAs(ToggleButton.class).fire());
    save("image-no-finds" + suffix);
  }
}
