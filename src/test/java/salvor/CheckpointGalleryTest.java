package salvor;

import java.nio.file.Files;
import java.nio.file.Path;
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
    String suffix = open(robot, evidence(file), theme, width, height);
    TabPane tabs = robot.lookup("#tabs").query();
    robot.interact(() ->
        tabs.getTabs().stream()
            .filter(t -> "tab-checkpoint".equals(t.getId()))
            .forEach(tabs.getSelectionModel()::select));
    until(() -> robot.lookup("#checkpoint-processes").tryQuery().isPresent());
    TableView<?> processes = robot.lookup("#checkpoint-processes").query();
    until(() -> !processes.getItems().isEmpty());
    save("checkpoint" + suffix);
    TextField field = robot.lookup("#memory-search").query();
    robot.interact(() -> {
      field.setText("203.0.113.77");
      field.fireEvent(new javafx.event.ActionEvent());
    });
    until(() -> robot.lookup("#checkpoint-hits").tryQuery().isPresent());
    TableView<?> hits = robot.lookup("#checkpoint-hits").query();
    robot.interact(() -> hits.getSelectionModel().select(hits.getItems().size() - 1));
    save("checkpoint-search" + suffix);
  }
}
