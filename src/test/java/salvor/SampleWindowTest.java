package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import salvor.timeline.Palette;
import salvor.workbench.FxWatchdog;
import salvor.workbench.fx.Theme;

/** A shipped sample in the window, from its files to an attack that is seen and explains itself. */
@ExtendWith(FxWatchdog.class)
class SampleWindowTest extends WindowStory {
  SampleWindowTest() {
    super(1600, 1000, Theme.LIGHT);
  }

  @Test
  void theAttackIsSeenAndExplainedWithoutATouch(FxRobot robot) throws Exception {
    robot.interact(() -> model.open(evidence(WEB_SHELL)));
    until(() ->
        robot
            .lookup("#raw")
            .tryQuery()
            .filter(raw -> !((TextArea) raw).getText().isEmpty())
            .isPresent());
    until(() ->
        robot
            .lookup("#timeline-picture")
            .tryQuery()
            .filter(p -> holds(((ImageView) p).getImage(), Palette.LIGHT.out()))
            .isPresent());
    assertThat(robot.lookup("#reason").<Labeled>query().getText()).isNotBlank();
    assertThat(
            robot.lookup("#findings").<ListView<?>>query().getSelectionModel().getSelectedIndex())
        .as("below the heading of its workload")
        .isEqualTo(1);
    assertThat(robot.lookup("#events").<TableView<?>>query().getSelectionModel().getSelectedIndex())
        .isPositive();
    assertThat(robot.lookup("#timeline").query().getAccessibleText())
        .contains("web-5468d8c4df-8ppl7");
  }

  @Test
  void aLongNameLeavesTheVerdictsInSight(@TempDir Path dir, FxRobot robot) throws Exception {
    Path named = Files.createDirectories(dir.resolve("incident-of-the-payment-backend-".repeat(4)));
    Files.copy(WEB_SHELL.resolve("evidence/falco.jsonl.gz"), named.resolve("falco.jsonl.gz"));
    robot.interact(() -> stage.setWidth(1280));
    open(robot, evidence(named));
    assertThat(robot.lookup(".chip").queryAllAs(Node.class))
        .hasSize(4)
        .allSatisfy(chip ->
            assertThat(chip.localToScene(chip.getBoundsInLocal()).getMaxX())
                .isLessThan(scene.getWidth()));
  }

  @Test
  void theSourcesTellHowTheirClocksStandToEachOther(FxRobot robot) throws Exception {
    open(robot, evidence(WEB_SHELL));
    assertThat(robot.lookup("#to-sources").tryQuery()).isPresent();
    robot.clickOn("#to-sources");
    until(() ->
        robot.lookup(".entry .muted").queryAllAs(Labeled.class).stream()
            .map(Labeled::getText)
            .anyMatch(
                "Clock: agrees with audit.jsonl.gz, +0.041 s by 11 execs that both timed"::equals));
  }

  private static boolean holds(Image image, int argb) {
    for (int y = 0; image != null && y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (image.getPixelReader().getArgb(x, y) == argb) {
          return true;
        }
      }
    }
    return false;
  }
}
