package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.glass.ui.headless.BenchApplication;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.event.Event;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;
import salvor.casefile.Cases;
import salvor.casefile.OpenedCase;
import salvor.casefile.Opening;
import salvor.jobs.Progress;
import salvor.report.ObservationLines;
import salvor.report.ObservationRows;
import salvor.triage.SameFact;
import salvor.workbench.FxWatchdog;
import salvor.workbench.fx.Theme;

/** What an investigator takes out of the window, and what she finds by pointing at an event. */
@ExtendWith(FxWatchdog.class)
class ExportStoryTest extends WindowStory {
  ExportStoryTest() {
    super(1600, 1000, Theme.LIGHT);
  }

  private static final Path EVIDENCE = Path.of("evidence-samples", "memfd-no-shell");
  private final Cases cases = Salvor.cases();

  @Override
  protected void close() {
    super.close();
    if ("Bench".equals(System.getProperty("glass.platform"))) {
      BenchApplication.chooserAnswer = List.of();
    }
  }

  private void open(FxRobot robot) throws Exception {
    open(robot, evidence(EVIDENCE));
    focus(robot, "#timeline");
  }

  private static String said(FxRobot robot) {
    return robot.lookup(".outcome-text").<Labeled>query().getText();
  }

  private static void requireChooser() {
    Assumptions.assumeTrue(
        "Bench".equals(System.getProperty("glass.platform")),
        "a file chooser of the desktop cannot be answered");
  }

  @Test
  void theViewsAreWrittenAsInTheTerminal(@TempDir Path folder, FxRobot robot) throws Exception {
    requireChooser();
    open(robot);
    TextField filter = robot.lookup("#filter").query();
    robot.interact(() -> filter.setText("verdict=out"));
    until(() -> !robot.lookup("#clear-filter").query().isDisabled());
    until(() -> !robot.lookup(".filtering").query().isVisible());
    for (String name :
        List.of("findings", "processes", "network peers", "images", "offsets of clocks")) {
      String command = name.replace("network ", "").replace(" of clocks", "");
      for (String ending : List.of("json", "txt")) {
        Path file = folder.resolve(command + "." + ending);
        BenchApplication.chooserAnswer = List.of(file.toFile());
        focus(robot, "#timeline");
        robot.push(KeyCode.SHORTCUT, KeyCode.P);
        until(() -> robot.lookup("#palette").tryQuery().isPresent());
        robot.write("export the " + name).type(KeyCode.ENTER);
        until(() -> said(robot).contains("written to " + file.getFileName()));
        assertThat(Files.readString(file)).isEqualTo(inTheTerminal(command, ending));
      }
    }
  }

  private static String inTheTerminal(String command, String ending) {
    List<String> line =
        new ArrayList<>(List.of(command, EVIDENCE.toString(), "--filter", "verdict=out"));
    if (ending.equals("json")) {
      line.addAll(List.of("--json", "-"));
    }
    return new Terminal().said(line.toArray(String[]::new));
  }

  @Test
  void theRowsOfTheTableAreWrittenAsTheTableHasThem(@TempDir Path folder, FxRobot robot)
      throws Exception {
    requireChooser();
    open(robot);
    TextField filter = robot.lookup("#filter").query();
    robot.interact(() -> filter.setText("verdict=out"));
    until(() -> !robot.lookup("#clear-filter").query().isDisabled());
    until(() -> !robot.lookup(".filtering").query().isVisible());
    Path csv = folder.resolve("out.csv");
    BenchApplication.chooserAnswer = List.of(csv.toFile());
    focus(robot, "#timeline");
    robot.push(KeyCode.SHORTCUT, KeyCode.E);
    until(() -> said(robot).contains("written to out.csv"));
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines.getFirst()).isEqualTo("Marks,Time,Verdict,Kind,Program,Details,Pod");
    assertThat(lines.subList(1, lines.size()))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).contains(",Out of profile,"));
    assertThat(said(robot)).startsWith(lines.size() - 1 + " events");
    Path nowhere = folder.resolve("missing").resolve("x.jsonl");
    BenchApplication.chooserAnswer = List.of(nowhere.toFile());
    robot.push(KeyCode.SHORTCUT, KeyCode.E);
    until(() -> said(robot).contains("its folder does not exist"));
    assertThat(said(robot)).contains("x.jsonl").contains("make the folder");
  }

  @Test
  void whatIsInSightIsDrawnAsItStandsThere(@TempDir Path folder, FxRobot robot) throws Exception {
    requireChooser();
    open(robot);
    robot.write(".");
    until(() -> robot.lookup("#reason").tryQuery().isPresent());
    robot.write("f"); // to the selected event: a part of the time
    Path svg = folder.resolve("part.svg");
    BenchApplication.chooserAnswer = List.of(svg.toFile());
    robot.push(KeyCode.SHORTCUT, KeyCode.P);
    robot.write("export what is in sight").push(KeyCode.ENTER);
    until(() -> said(robot).contains("written to part.svg"));
    assertThat(Files.readString(svg))
        .startsWith("<?xml")
        .endsWith("</svg>")
        .containsPattern("observations of this time, of 1,163 with a time");
  }

  @Test
  void whatIsCopiedAsJsonIsWhatTriageWrites(FxRobot robot) throws Exception {
    open(robot);
    robot.write(".");
    robot.push(KeyCode.SHORTCUT, KeyCode.SHIFT, KeyCode.C);
    until(() -> said(robot).equals("1 event copied"));
    String copied =
        WaitForAsyncUtils.asyncFx(() -> Clipboard.getSystemClipboard().getString()).get();
    int row =
        robot
            .lookup("#events")
            .<javafx.scene.control.TableView<Integer>>query()
            .getSelectionModel()
            .getSelectedItem();
    try (OpenedCase opened =
        cases.open(Opening.inMemory(List.of(EVIDENCE), List.of()), Progress.NONE)) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      ObservationLines.json(
          new ObservationRows(
              opened.evidence(),
              opened.verdicts(),
              SameFact.links(opened.evidence().observations()),
              1,
              () -> java.util.stream.IntStream.of(row).iterator()),
          line,
          Progress.NONE);
      assertThat(copied).isEqualTo(line.toString(StandardCharsets.UTF_8));
    }
  }

  @Test
  void theMenuOfAnEventLeavesWhatHasTheSame(FxRobot robot) throws Exception {
    open(robot);
    robot.write(".");
    until(() -> robot.lookup("#reason").tryQuery().isPresent());
    // the headless platform knows no gesture for menus
    robot.interact(() -> {
      Node reason = robot.lookup("#reason").query();
      Bounds at = reason.localToScreen(reason.getBoundsInLocal());
      Event.fireEvent(
          reason,
          new ContextMenuEvent(
              ContextMenuEvent.CONTEXT_MENU_REQUESTED,
              1,
              1,
              at.getMinX(),
              at.getMinY(),
              false,
              null));
    });
    until(() -> robot.lookup("Copy as JSON").tryQuery().isPresent());
    robot.type(KeyCode.DOWN).type(KeyCode.RIGHT).type(KeyCode.ENTER);
    TextField filter = robot.lookup("#filter").query();
    until(() -> filter.getText().matches("(not )?ns=shop"));
    until(() -> robot.lookup(".hidden-count").<Labeled>query().getText().contains("filter"));
  }
}
