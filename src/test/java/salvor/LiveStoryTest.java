package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Labeled;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import salvor.jobs.Jobs;
import salvor.workbench.cluster.LiveViewModel;
import salvor.workbench.cluster.PodsMemory;
import salvor.workbench.fx.FxThread;
import salvor.workbench.fx.Theme;

/** A responder watches a pod turn out of profile, reads why, and finds who else is touched. */
@Timeout(180)
class LiveStoryTest extends WindowStory {
  @TempDir Path folder;

  LiveStoryTest() {
    super(1600, 1000, Theme.LIGHT);
  }

  @Test
  void aPodTurnsOutWhileItHappens(FxRobot robot) throws Exception {
    try (LivePractice practice = new LivePractice(folder, 20)) {
      practice.model.begin();
      show(robot, practice.model);
      TableView<?> pods = robot.lookup("#pods").query();
      until(() -> first(pods).contains(LivePractice.VICTIM) && out(pods) > 0);
      robot.interact(pods::requestFocus);
      robot.type(KeyCode.HOME);
      until(() -> page(robot).contains("export.sh"));
      assertThat(page(robot)).contains("web-bare").contains("Same image, by digest");
      until(() -> outOf(pods, LivePractice.SECOND_VICTIM));
      robot.type(KeyCode.SLASH);
      robot.write("out");
      until(() -> outOf(pods, LivePractice.SECOND_VICTIM) && pods.getItems().size() == out(pods));
      robot.type(KeyCode.ESCAPE);
      until(() -> pods.getItems().size() > 10);
      assertThat(stage.getScene().getRoot().getStyleClass()).contains("practice");
    }
  }

  @Test
  void theSiblingThatIsTouchedTooIsNamedWithItsReasonAndOpenedByOneClick(FxRobot robot)
      throws Exception {
    Instant entered = Instant.parse("2026-11-23T04:43:48Z");
    try (LivePractice practice =
        new LivePractice(
            folder, 0, entered, List.of(Path.of("evidence-samples/webshell/baseline.json")))) {
      practice.model.begin();
      show(robot, practice.model);
      TableView<?> pods = robot.lookup("#pods").query();
      until(() -> first(pods).contains(LivePractice.VICTIM) && out(pods) > 0);
      robot.interact(() -> pods.getSelectionModel().selectFirst());
      until(() -> page(robot).contains("Same image, by digest: none of 2 pods is out of profile"));
      assertThat(touched(robot)).isEmpty();
      practice.practice.speed(20);
      until(() -> !touched(robot).isEmpty());
      assertThat(touched(robot).getFirst().getText())
          .isEqualTo(
              LivePractice.SIBLING + " \u2014 Critical: Known program, new kind of arguments");
      assertThat(page(robot)).contains("Same image, by digest: 1 of 2 pods is out of profile too");
      TableView<?> siblings = robot.lookup("#siblings-same_image").query();
      assertThat(first(siblings)).contains("name=" + LivePractice.SIBLING);
      robot.interact(() -> touched(robot).getFirst().fire());
      until(() -> page(robot).contains("shop / " + LivePractice.SIBLING));
      until(() -> !touched(robot).isEmpty());
      assertThat(touched(robot).getFirst().getText()).startsWith(LivePractice.VICTIM);
      assertThat(page(robot)).contains("cat /etc/passwd");
      assertThat(pods.getSelectionModel().getSelectedItem().toString())
          .contains("name=" + LivePractice.SIBLING);
    }
  }

  @Test
  void saysThatAllWhichWasRecordedHasHappened(FxRobot robot) throws Exception {
    Instant after = Instant.parse("2026-11-23T06:00:00Z");
    try (LivePractice practice = new LivePractice(folder, 0, after, List.of())) {
      practice.model.begin();
      show(robot, practice.model);
      until(() -> text(robot, "#live-arrived").endsWith("has happened; what runs goes on."));
    }
  }

  private static List<Hyperlink> touched(FxRobot robot) {
    return List.copyOf(robot.lookup("#touched-same_image .hyperlink").queryAllAs(Hyperlink.class));
  }

  @Test
  void actingIsAllowedForAReasonUntilItIsEnded(FxRobot robot) throws Exception {
    try (LivePractice practice = new LivePractice(folder, 0)) {
      practice.model.begin();
      show(robot, practice.model);
      until(() -> text(robot, "#acting").equals("\u25cb Read-only"));
      robot.interact(() -> robot.lookup("#acting-turn").<Button>query().fire());
      until(() -> robot.lookup("#acting-reason").query().isFocused());
      assertThat(robot.lookup("#acting-allow").query().isDisabled()).isTrue();
      robot.interact(() -> robot.lookup("#acting-reason").<TextField>query().setText("a drill"));
      robot.interact(() -> robot.lookup("#acting-allow").<Button>query().fire());
      until(() -> text(robot, "#acting").contains("ACTING ALLOWED"));
      assertThat(text(robot, "#acting")).startsWith("\u25c6").endsWith(": a drill");
      assertThat(practice.live.custody().acting().leave()).isPresent();
      robot.interact(() -> robot.lookup("#acting-turn").<Button>query().fire());
      until(() -> text(robot, "#acting").equals("\u25cb Read-only"));
      assertThat(text(robot, "#live-arrived")).doesNotContain("has happened");
      assertThat(practice.live.custody().acting().leave()).isEmpty();
      assertThat(new Terminal().said("custody", "show", practice.live.folder().toString()))
          .contains("recording began", "acting allowed", "acting ended", "a drill", "switched off")
          .contains(" as " + practice.greeting.user());
    }
  }

  @Test
  void whetherActingIsAllowedIsWholeHoweverLongTheNameOfTheClusterIs(FxRobot robot)
      throws Exception {
    try (LivePractice practice = new LivePractice(folder, 0)) {
      LiveViewModel model =
          new LiveViewModel(
              practice.live,
              practice.greeting,
              "payments-of-the-north-east-region-".repeat(4),
              new Jobs(),
              new FxThread(),
              InstantSource.system());
      robot.interact(() -> stage.setWidth(1280));
      show(robot, model);
      until(() -> drawn(robot, "#acting").equals("\u25cb Read-only"));
      assertThat(drawn(robot, "#live-about"))
          .isNotEqualTo(text(robot, "#live-about"))
          .startsWith("payments-of-")
          .endsWith("as " + practice.greeting.user());
      robot.interact(() -> robot.lookup("#acting-turn").<Button>query().fire());
      robot.interact(() -> {
        robot.lookup("#acting-reason").<TextField>query().setText("a drill of all ".repeat(8));
        robot.lookup("#acting-allow").<Button>query().fire();
      });
      until(() -> drawn(robot, "#acting").startsWith("\u25c6 ACTING ALLOWED since "));
    }
  }

  private static String drawn(FxRobot robot, String label) {
    return robot.lookup(label).query().lookup(".text") instanceof Text text ? text.getText() : "";
  }

  @Test
  void theLedgerOfWhatIsRecordedIsInATab(FxRobot robot) throws Exception {
    try (LivePractice practice = new LivePractice(folder, 0)) {
      practice.model.begin();
      show(robot, practice.model);
      TabPane tabs = robot.lookup("#live-tabs").query();
      robot.interact(() -> tabs.getSelectionModel().selectLast());
      until(() -> text(robot, "#custody-standing").equals("\u2713 WHOLE"));
      TableView<?> records = robot.lookup("#custody-records").query();
      until(() -> !records.getItems().isEmpty());
      robot.interact(() -> records.getSelectionModel().selectLast());
      assertThat(text(robot, "#custody-record-title")).contains("recording began");
      assertThat(robot.lookup("#custody-raw").<TextArea>query().getText())
          .contains(practice.greeting.user());
      assertThat(robot.lookup("#custody-seal").query().isVisible()).as("up to now").isTrue();
    }
  }

  @Test
  void columnsOrderAndGroupsAreThoseOfTheWindowBefore(FxRobot robot) throws Exception {
    Path file = folder.resolve("config").resolve("pods.json");
    try (LivePractice practice = new LivePractice(folder, 0)) {
      practice.model.begin();
      show(robot, practice.model, PodsMemory.in(file));
      TableView<?> pods = robot.lookup("#pods").query();
      until(() -> pods.getItems().size() > 10);
      assertThat(file).doesNotExist();
      robot.interact(() -> {
        column(pods, "Triage").setVisible(false);
        column(pods, "Pod").setPrefWidth(333);
        column(pods, "Pod").setSortType(TableColumn.SortType.DESCENDING);
        sort(pods, "Pod");
        ChoiceBox<?> by = robot.lookup("#group-by").query();
        by.getSelectionModel().select(2);
      });
      until(() -> Files.exists(file));
      show(robot, practice.model, PodsMemory.in(file));
      TableView<?> again = robot.lookup("#pods").query();
      until(() -> again.getItems().size() > 10);
      assertThat(again).isNotSameAs(pods);
      assertThat(column(again, "Triage").isVisible()).isFalse();
      assertThat(column(again, "Pod").getWidth()).isEqualTo(333);
      assertThat(column(again, "Node").isVisible()).isTrue();
      assertThat(again.getSortOrder()).hasSize(1).first().isSameAs(column(again, "Pod"));
      assertThat(robot.lookup("#group-by").<ChoiceBox<?>>query().getSelectionModel())
          .extracting(model -> model.getSelectedIndex())
          .isEqualTo(2);
      assertThat(first(again)).contains("web-bare");
    }
  }

  private static TableColumn<?, ?> column(TableView<?> table, String name) {
    return table.getColumns().stream()
        .filter(each -> name.equals(each.getId()))
        .findFirst()
        .orElseThrow();
  }

  private static <T> void sort(TableView<T> table, String name) {
    table.getSortOrder().clear();
    table.getColumns().stream()
        .filter(each -> name.equals(each.getId()))
        .forEach(table.getSortOrder()::add);
  }

  @Test
  void aFolderThatCannotBeMadeEndsTheProgram() throws Exception {
    try (LivePractice _ = new LivePractice(folder, 0)) {
      Path inTheWay = Files.writeString(folder.resolve("file"), "");
      Process process =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElse("java"),
                  "-Dglass.platform=" + System.getProperty("glass.platform"),
                  "-Dprism.order=sw",
                  "-cp",
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  Salvor.class.getName(),
                  "--kubeconfig",
                  folder.resolve("kubeconfig").toString(),
                  "--case",
                  inTheWay.resolve("case").toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("said").toFile())
              .start();
      try {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      } finally {
        process.destroyForcibly();
      }
      assertThat(process.exitValue()).isEqualTo(5);
      assertThat(folder.resolve("said")).content().contains("salvor: ", inTheWay.toString());
    }
  }

  private static String first(TableView<?> pods) {
    return pods.getItems().isEmpty() ? "" : pods.getItems().getFirst().toString();
  }

  private static long out(TableView<?> pods) {
    return pods.getItems().stream()
        .filter(row -> row.toString().matches("(?s).* out=[1-9].*"))
        .count();
  }

  private static boolean outOf(TableView<?> pods, String name) {
    return pods.getItems().stream()
        .map(Object::toString)
        .anyMatch(row -> row.contains("name=" + name + ",") && row.matches("(?s).* out=[1-9].*"));
  }

  private static String page(FxRobot robot) {
    return robot.lookup("#pod-page .label").queryAllAs(Labeled.class).stream()
            .map(Labeled::getText)
            .collect(Collectors.joining("\n"))
        + robot.lookup("#pod-page .table-view").queryAllAs(TableView.class).stream()
            .map(table -> table.getItems().toString())
            .collect(Collectors.joining("\n"));
  }
}
