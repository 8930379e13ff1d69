package salvor;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import salvor.workbench.fx.Theme;

/** Pictures of what is known of the sources, in {@code target/gallery}. */
class SourcesGalleryTest extends Gallery {
  @TempDir private Path dir;

  private String openWrong(FxRobot robot, Theme theme, int width, int height) throws Exception {
    Path evidence = WEB_SHELL.resolve("evidence");
    Path falco = MovedClock.copy(dir, evidence.resolve("falco.jsonl.gz"), 90_000_000_000L);
    String suffix =
        open(robot, evidence(List.of(falco, evidence.resolve("k8s"))), theme, width, height);
    robot.clickOn("#to-sources");
    until(() ->
        robot.lookup(".entry .muted").queryAllAs(Labeled.class).stream()
            .anyMatch(line -> line.getText().contains("ahead of audit")));
    return suffix;
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1600,1000", "LIGHT,1280,720"})
  void aSensorWhoseClockIsWrong(Theme theme, int width, int height, FxRobot robot)
      throws Exception {
    String suffix = openWrong(robot, theme, width, height);
    save("sources-clocks" + suffix);
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1600,1000", "LIGHT,1280,720"})
  void theSensorsClockIsCorrected(Theme theme, int width, int height, FxRobot robot)
      throws Exception {
    String suffix = openWrong(robot, theme, width, height);
    robot.interact(() -> {
      ListView<?> sources = robot.lookup("#sources").query();
      sources.getSelectionModel().select(0);
    });
    robot.clickOn("#set-offset");
    until(() -> robot.lookup(".offset-offer").tryQuery().isPresent());
    robot.interact(() -> robot.lookup(".offset-offer").<Button>query().fire());
    until(() -> text(robot, "#offset-preview").contains(" events move, "));
    over(robot, "#offset-sheet", "offset-sheet" + suffix);
    robot.interact(() -> robot.lookup("#offset-set").<Button>query().fire());
    until(() -> robot.lookup("#notice-clocks").tryQuery().isPresent());
    until(() -> painted(robot, "#timeline-picture"));
    robot.interact(() -> robot.lookup("#timeline").query().requestFocus());
    robot.write(".");
    save("offset-in-force" + suffix);
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1280,720"})
  void timesWithoutAZone(Theme theme, int width, int height, FxRobot robot) throws Exception {
    Path evidence = WEB_SHELL.resolve("evidence");
    Path falco = dir.resolve("falco.jsonl");
    LocalClock.copy(evidence.resolve("falco.jsonl.gz"), falco, ZoneId.of("Europe/Berlin"));
    String suffix =
        open(robot, evidence(List.of(falco, evidence.resolve("k8s"))), theme, width, height);
    robot.clickOn("#to-untimed");
    robot.interact(
        () -> robot.lookup("#events").<TableView<?>>query().getSelectionModel().select(0));
    until(() -> text(robot, "#exactness").startsWith("Written as"));
    save("zone-untimed" + suffix);
    robot.clickOn("#to-sources");
    until(() ->
        robot.lookup(".entry .muted").queryAllAs(Labeled.class).stream()
            .anyMatch(line -> line.getText().contains("names no zone")));
    robot.clickOn("#set-offset");
    until(() -> robot.lookup("#offset-zone").tryQuery().isPresent());
    robot.interact(() -> robot.lookup("#offset-zone").<TextField>query().setText("Europe/Berlin"));
    until(() -> text(robot, "#offset-preview").contains(" events move, "));
    over(robot, "#offset-sheet", "zone-sheet" + suffix);
    save("zone-sources" + suffix);
  }
}
