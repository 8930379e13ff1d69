package salvor;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import salvor.ingest.checkpoint.CheckpointTar;
import salvor.workbench.fx.Theme;

/** Pictures of a checkpoint: its processes, and what was found in memory. */
class CheckpointGalleryTest extends Gallery {
  @TempDir Path folder;

  private String suffix = "";

  private TableView<?> shown(FxRobot robot, Path file, Theme theme, int width, int height)
      throws Exception {
    suffix = open(robot, evidence(file), theme, width, height);
    TabPane tabs = robot.lookup("#tabs").query();
    robot.interact(() ->
        tabs.getTabs().stream()
            .filter(t -> "tab-checkpoint".equals(t.getId()))
            .forEach(tabs.getSelectionModel()::select));
    until(() -> robot.lookup("#checkpoint-processes").tryQuery().isPresent());
    TableView<?> processes = robot.lookup("#checkpoint-processes").query();
    until(() -> !processes.getItems().isEmpty());
    return processes;
  }

  private void search(FxRobot robot, String text) throws Exception {
    TextField field = robot.lookup("#memory-search").query();
    robot.interact(() -> {
      field.setText(text);
      field.fireEvent(new javafx.event.ActionEvent());
    });
    until(() -> robot.lookup("#checkpoint-hits").tryQuery().isPresent());
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1280,720", "DARK,1600,1000", "LIGHT,1280,720"})
  void whatLayInMemory(Theme theme, int width, int height, FxRobot robot) throws Exception {
    Path recorded =
        Path.of(
            "../shared/recordings/miner-policy-enforced/checkpoint",
            "checkpoint-web-5c7957548d-p5tcw_shop-web-2026-11-23T04-19-10Z.tar.gz");
    Path file =
        Files.exists(recorded)
            ? recorded
            : Files.write(folder.resolve("checkpoint.tar"), CheckpointTar.hacked().tar());
    TableView<?> processes = shown(robot, file, theme, width, height);
    robot.interact(() -> processes.getSelectionModel().select(0));
    save("checkpoint" + suffix);
    search(robot, "203.0.113.77");
    TableView<?> hits = robot.lookup("#checkpoint-hits").query();
    robot.interact(() -> hits.getSelectionModel().select(hits.getItems().size() - 1));
    save("checkpoint-search" + suffix);
  }

  /** An archive with names as long as they can be, cut off in its memory; nothing is found. */
  @ParameterizedTest
  @CsvSource({"LIGHT,1280,720", "DARK,1600,1000"})
  void whatIsLongDamagedAndNotFound(Theme theme, int width, int height, FxRobot robot)
      throws Exception {
    String name = "a-name-as-long-as-it-can-be-" + "x".repeat(200);
    byte[] whole =
        CheckpointTar.hacked()
            .file(1, "/" + name + "/" + name, 0)
            .process(9, 7, name, 1, name + "\0" + name + "\0", "A=" + name + "\0", new byte[0], 3)
            .tar();
    int pages = new String(whole, StandardCharsets.ISO_8859_1).indexOf("checkpoint/pages-2.img");
    Path file = Files.write(folder.resolve(name + ".tar"), Arrays.copyOf(whole, pages + 5000));
    TableView<?> processes = shown(robot, file, theme, width, height);
    robot.interact(() -> processes.getSelectionModel().select(0));
    search(robot, "nowhere");
    save("checkpoint-damaged" + suffix);
  }
}
