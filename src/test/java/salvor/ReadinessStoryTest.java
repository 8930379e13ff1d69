package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.glass.ui.headless.BenchApplication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import salvor.custody.Sha256;
import salvor.workbench.fx.Theme;

/** A responder sees before an alert what would be missing, and writes it down. */
@Timeout(180)
class ReadinessStoryTest extends WindowStory {
  @TempDir Path folder;

  ReadinessStoryTest() {
    super(1600, 1000, Theme.LIGHT);
  }

  @Test
  void theGapsOfAClusterAreSeenFilteredAndWritten(FxRobot robot) throws Exception {
    try (LivePractice practice = new LivePractice(folder, 0)) {
      show(robot, practice.model);
      assertThat(asked(practice)).as("nothing is asked before the tab is looked at").isZero();
      robot.interact(() ->
          robot.lookup("#live-tabs").queryAs(TabPane.class).getSelectionModel().select(tab(robot)));
      TableView<?> workloads = robot.lookup("#readiness").query();
      until(() -> workloads.getItems().size() > 5);
      int all = workloads.getItems().size();
      assertThat(page(robot))
          .contains("Network policies", "Ask the provider whether", "Ship the logs off");
      robot.interact(
          () -> robot.lookup("#readiness-filter").queryAs(TextField.class).setText("shop web"));
      until(() -> workloads.getItems().size() < all);
      assertThat(workloads.getItems().toString())
          .contains("shop/deployment/web")
          .doesNotContain("falco");
      robot.interact(() -> robot.lookup("#readiness-filter").queryAs(TextField.class).clear());
      ChoiceBox<?> gaps = robot.lookup("#readiness-gap").query();
      robot.interact(() -> gaps.getSelectionModel().select(2));
      until(() -> workloads.getItems().size() < all && !workloads.getItems().isEmpty());
      assertThat(workloads.getItems().toString()).doesNotContain("cause=BASELINE_STABLE");
      if ("Bench".equals(System.getProperty("glass.platform"))) { // else no chooser is answered
        writesWhatTheCommandWrites(robot, "json");
        writesWhatTheCommandWrites(robot, "md");
      }
    }
  }

  private static javafx.scene.control.Tab tab(FxRobot robot) {
    return robot.lookup("#live-tabs").queryAs(TabPane.class).getTabs().stream()
        .filter(tab -> "tab-readiness".equals(tab.getId()))
        .findFirst()
        .orElseThrow();
  }

  private static long asked(LivePractice practice) {
    return practice.practice.requests().stream()
        .filter(request -> request.path().equals("/api/v1/namespaces"))
        .count();
  }

  private void writesWhatTheCommandWrites(FxRobot robot, String ending) throws Exception {
    Path command = folder.resolve("command." + ending);
    Terminal terminal = new Terminal();
    terminal.said(
        "readiness",
        "--kubeconfig",
        folder.resolve("kubeconfig").toString(),
        "--baseline",
        "evidence-samples/webshell/baseline.json",
        ending.equals("md") ? "--markdown" : "--json",
        command.toString());
    Path window = folder.resolve("window." + ending);
    BenchApplication.chooserAnswer = List.of(window.toFile());
    robot.interact(() -> export(robot).fire());
    until(() -> told(robot).contains("window." + ending));
    assertThat(window).hasSameTextualContentAs(command);
    assertThat(Files.readString(folder.resolve("case/custody.jsonl"))).contains(Sha256.of(window));
    assertThat(Files.readAllBytes(window)).isEqualTo(Files.readAllBytes(command)).isNotEmpty();
  }

  private static Button export(FxRobot robot) {
    return robot.lookup(".readiness-tools .button").queryAllAs(Button.class).stream()
        .filter(button -> button.getText().contains("xport"))
        .findFirst()
        .orElseThrow();
  }

  private static String told(FxRobot robot) {
    return robot.lookup("#readiness-told").queryAs(Labeled.class).getText();
  }

  private static String page(FxRobot robot) {
    return robot.lookup(".readiness-page .label").queryAllAs(Labeled.class).stream()
        .map(Labeled::getText)
        .collect(Collectors.joining("\n"));
  }
}
