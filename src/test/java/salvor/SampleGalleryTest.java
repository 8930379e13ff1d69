package salvor;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Labeled;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;
import salvor.workbench.OpenRequest;
import salvor.workbench.fx.Theme;

/** Pictures of the shipped samples in {@code target/gallery}, for people to look at. */
class SampleGalleryTest extends Gallery {

  @ParameterizedTest
  @CsvSource({
    "webshell,LIGHT,1600,1000",
    "webshell,DARK,1600,1000",
    "webshell,LIGHT,1280,720",
    "webshell,DARK,1280,720",
    "memfd-no-shell,LIGHT,1600,1000",
    "alerts-no-baseline,LIGHT,1600,1000",
    "clean,LIGHT,1600,1000"
  })
  void aSample(String sample, Theme theme, int width, int height, FxRobot robot) throws Exception {
    OpenRequest evidence = evidence(Path.of("evidence-samples", sample));
    String suffix = open(robot, evidence, theme, width, height);
    until(() ->
        robot.lookup("#raw").tryQuery().map(r -> !((TextArea) r).getText().isEmpty()).orElse(true));
    save("sample-" + sample + "-open" + suffix);
    TabPane left = robot.lookup("#left").query();
    robot.interact(() -> left.getSelectionModel().select(1));
    save("sample-" + sample + "-navigator" + suffix);
    robot.interact(() -> left.getSelectionModel().select(0));
    TabPane tabs = robot.lookup("#tabs").query();
    for (int i = 1; i < tabs.getTabs().size(); i++) {
      int tab = i;
      robot.interact(() -> tabs.getSelectionModel().select(tab));
      save("sample-" + sample + "-tab" + tab + suffix);
    }
    robot.interact(() -> tabs.getSelectionModel().select(0));
    for (String filter : List.of("verdict=out", "pod=web-* and program=", "pod=nosuchpod")) {
      TextField field = robot.lookup("#filter").query();
      robot.interact(() -> field.setText(filter));
      WaitForAsyncUtils.waitForFxEvents(30);
      until(() -> !robot.lookup(".filtering").query().isVisible());
      save("sample-" + sample + "-filter" + filter.length() + suffix);
    }
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1600,1000", "LIGHT,1280,720"})
  void whatTheFilterDims(Theme theme, int width, int height, FxRobot robot) throws Exception {
    String suffix =
        open(robot, evidence(Path.of("evidence-samples/webshell")), theme, width, height);
    for (String filter : List.of("program=*/ls or explained or kind=exec", "verdict=in")) {
      TextField field = robot.lookup("#filter").query();
      ToggleButton dim = robot.lookup("#dim-others").query();
      robot.interact(() -> {
        field.setText(filter);
        dim.setSelected(true);
      });
      WaitForAsyncUtils.waitForFxEvents(30);
      until(() -> !robot.lookup(".filtering").query().isVisible());
      WaitForAsyncUtils.waitForFxEvents(30);
      save("sample-webshell-dimmed" + filter.length() + suffix);
    }
    TabPane tabs = robot.lookup("#tabs").query();
    for (int tab = 2; tab < 4; tab++) {
      int shown = tab;
      robot.interact(() -> {
        robot.lookup("#filter").<TextField>query().setText("verdict=out and program=*/nginx");
        tabs.getSelectionModel().select(shown);
      });
      until(() -> !robot.lookup("#tabs .row-dimmed").queryAll().isEmpty());
      save("sample-webshell-dimmed-tab" + tab + suffix);
    }
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1600,1000", "LIGHT,1280,720", "DARK,1280,720"})
  void howThingsEnded(Theme theme, int width, int height, FxRobot robot) throws Exception {
    String suffix =
        open(robot, evidence(Path.of("evidence-samples/webshell")), theme, width, height);
    TextField field = robot.lookup("#filter").query();
    TableView<?> events = robot.lookup("#events").query();
    robot.interact(() -> field.setText("verdict=out and (outcome=denied or outcome=200)"));
    until(() -> events.getItems().size() == 2);
    robot.interact(() -> events.getSelectionModel().select(1));
    WaitForAsyncUtils.waitForFxEvents(30);
    save("sample-webshell-outcome" + suffix);
  }

  /** Connections with their traffic, what was asked for, and whither they were translated. */
  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1600,1000", "LIGHT,1280,720", "DARK,1280,720"})
  void whatWatchesANetworkTells(Theme theme, int width, int height, FxRobot robot)
      throws Exception {
    Path readers = Path.of("src/test/resources/readers");
    List<Path> logs = List.of(readers.resolve("conntrack.log"), readers.resolve("suricata.jsonl"));
    String suffix = open(robot, evidence(logs), theme, width, height);
    TableView<?> events = robot.lookup("#events").query();
    for (String field : List.of("Traffic", "Client asked for", "Translated")) {
      for (int row = 0; row < events.getItems().size() && !isTold(robot, field); row++) {
        int next = row;
        robot.interact(() -> events.getSelectionModel().clearAndSelect(next));
        WaitForAsyncUtils.waitForFxEvents();
      }
      save("network-" + field.substring(0, 6).strip().toLowerCase(Locale.ROOT) + suffix);
    }
  }

  private static boolean isTold(FxRobot robot, String field) {
    return robot.lookup(".label").queryAllAs(Labeled.class).stream()
        .anyMatch(label -> field.equals(label.getText()));
  }

  @ParameterizedTest
  @EnumSource(
      value = Theme.class,
      names = {"LIGHT", "DARK"})
  void whatOpensOverTheWindow(Theme theme, FxRobot robot) throws Exception {
    aSample("webshell", theme, 1600, 1000, robot);
    for (String opened : List.of("palette", "key-sheet", "go-to-time", "column-sheet")) {
      focus(robot, "#timeline");
      if (opened.equals("palette")) {
        robot.push(KeyCode.SHORTCUT, KeyCode.P).write("out");
      } else if (opened.equals("go-to-time")) {
        robot.write("g");
        until(() -> robot.lookup("#go-to-time").tryQuery().isPresent());
        robot.write("23/Nov/2026:05:43:50 +0100");
      } else if (opened.equals("column-sheet")) {
        robot.clickOn("#choose-columns");
      } else {
        robot.write("?");
      }
      over(robot, "#" + opened, opened + "-" + theme.name().toLowerCase(Locale.ROOT));
      robot.type(KeyCode.ESCAPE);
      until(() -> robot.lookup("#" + opened).tryQuery().isEmpty());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Theme.class,
      names = {"LIGHT", "DARK"})
  void peersThatTheFilterLeavesAndTheirMenu(Theme theme, FxRobot robot) throws Exception {
    String suffix = open(robot, evidence(WEB_SHELL), theme, 1280, 720);
    robot.interact(() -> robot.lookup("#tabs").<TabPane>query().getSelectionModel().select(2));
    until(() -> robot.lookup("#peers").tryQuery().isPresent());
    TextField field = robot.lookup("#filter").query();
    TableView<?> peers = robot.lookup("#peers").query();
    robot.interact(() -> field.setText("program=curl"));
    until(() -> text(robot, "#peers-filtered").contains("hides"));
    robot.interact(() -> {
      peers.requestFocus();
      peers.getSelectionModel().select(0);
    });
    robot.push(KeyCode.SHIFT, KeyCode.F10);
    over(robot, "Copy as JSON", "peers-menu-" + theme.name().toLowerCase(Locale.ROOT));
    save("peers-filtered" + suffix);
    robot.type(KeyCode.ESCAPE);
    robot.interact(() -> field.setText("pod=nosuchpod"));
    until(() -> peers.getItems().isEmpty());
    save("peers-hidden" + suffix);
  }
}
