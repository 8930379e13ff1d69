package salvor.workbench.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;
import salvor.baseline.Judgement;
import salvor.baseline.Reason;
import salvor.baseline.Verdicts;
import salvor.evidence.Activity;
import salvor.evidence.Evidence;
import salvor.evidence.Observation;
import salvor.evidence.Observations;
import salvor.evidence.ObservedTime;
import salvor.evidence.ProcessInfo;
import salvor.evidence.RecordRef;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.triage.ProcessForest;
import salvor.workbench.FxWatchdog;
import salvor.workbench.fx.FxThread;
import salvor.workbench.fx.FxTurns;
import salvor.workbench.fx.Theme;
import salvor.workbench.selection.Selection;
import salvor.workbench.selection.Sight;
import salvor.workload.Inventory;
import salvor.workload.Location;

/** A hundred thousand processes that one started, and a chain ten thousand deep. */
@ExtendWith({ApplicationExtension.class, FxWatchdog.class})
class ProcessTreeStoryTest {
  private static final int WIDE = 100_000;
  private static final int DEEP = 10_000;
  private static final int CHAIN = WIDE + 1;

  private final Selection selection = new Selection();
  private TableView<Integer> table;

  private static Observation started(int number, String container, int parent) {
    return new Observation(
        new ObservedTime(1_795_000_000_000_000_000L + number, "t" + number),
        new Location("n", "shop", container, null, "web", container, null, null, null),
        new ProcessInfo(
            number + 10,
            null,
            "id" + number,
            "/bin/p" + number % 7,
            null,
            "/bin/p" + number % 7 + " --number " + number,
            null,
            null,
            parent < 0
                ? null
                : new ProcessInfo.Parent(parent + 10, "id" + parent, null, null, null)),
        new Activity.ProcessStarted(),
        Set.of(),
        new RecordRef(0, number + 1, number, 1));
  }

  @Start
  void start(Stage stage) {
    List<Observation> all = new ArrayList<>();
    all.add(started(0, "wide", -1));
    for (int i = 1; i <= WIDE; i++) {
      all.add(started(i, "wide", 0));
    }
    for (int i = 0; i < DEEP; i++) {
      all.add(started(CHAIN + i, "deep", i == 0 ? -1 : CHAIN + i - 1));
    }
    Observations observations = Observations.of(all);
    Verdicts verdicts =
        new Verdicts(IntBuffer.allocate(all.size()), List.of(Judgement.of(Reason.MATCHED)));
    ProcessForest forest = ProcessForest.of(observations, verdicts, Progress.NONE);
    FxThread fx = new FxThread();
    ProcessTreeView view =
        new ProcessTreeView(
            new ProcessTreeViewModel(
                forest,
                new Evidence(List.of(), observations, Inventory.EMPTY),
                selection,
                new Sight(),
                new Jobs(),
                fx));
    Scene scene = new Scene(view, 1000, 500);
    Theme.LIGHT.applyTo(scene);
    stage.setScene(scene);
    stage.sizeToScene();
    stage.show();
    table = find(view);
  }

  @SuppressWarnings("unchecked") // of the view's one table
  private static TableView<Integer> find(ProcessTreeView view) {
    return (TableView<Integer>) view.getCenter();
  }

  private void until(BooleanSupplier holds) throws TimeoutException {
    try {
      WaitForAsyncUtils.waitFor(
          20, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(holds::getAsBoolean).get());
    } catch (TimeoutException e) {
      TimeoutException told =
          new TimeoutException(
              "Of " + table.getItems().size() + " rows there are in sight " + inSight());
      told.initCause(e);
      throw told;
    }
  }

  private String inSight() {
    return table.lookupAll(".table-row-cell").stream()
        .map(row -> (TableRow<?>) row)
        .filter(row -> row.isVisible() && !row.isEmpty())
        .map(row -> row.getIndex() + " " + row.getAccessibleText())
        .sorted()
        .collect(Collectors.joining("; "));
  }

  /** What is spoken of a row; empty until a frame has laid it out. */
  private String spoken(int place) {
    return row(place).map(Node::getAccessibleText).orElse("");
  }

  private Optional<TableRow<?>> row(int place) {
    return table.lookupAll(".table-row-cell").stream()
        .<TableRow<?>>map(row -> (TableRow<?>) row)
        .filter(row -> row.isVisible() && row.getIndex() == place && !row.isEmpty())
        .findFirst();
  }

  private TableRow<?> rowOf(int place) throws TimeoutException {
    until(() -> row(place).isPresent());
    return row(place).orElseThrow();
  }

  @Test
  void aHundredThousandAreOpenedAndClosedByKeys(FxRobot robot) throws Exception {
    assertThat(table.getItems()).as("both containers, closed").hasSize(2);
    robot.interact(() -> {
      table.requestFocus();
      table.getSelectionModel().select(0);
    });
    robot.type(KeyCode.RIGHT);
    until(() -> table.getItems().size() == 3);
    robot.type(KeyCode.RIGHT);
    until(() -> table.getSelectionModel().getSelectedIndex() == 1);
    robot.type(KeyCode.RIGHT, KeyCode.LEFT).type(KeyCode.RIGHT); // once to be warm
    until(() -> table.getItems().size() == 3 + WIDE);
    try (FxTurns turns = new FxTurns()) {
      robot.type(KeyCode.LEFT);
      until(() -> table.getItems().size() == 3);
      robot.type(KeyCode.RIGHT);
      until(() -> table.getItems().size() == 3 + WIDE);
      robot.type(KeyCode.END).type(KeyCode.HOME).type(KeyCode.PAGE_DOWN).type(KeyCode.LEFT);
      until(() -> table.getSelectionModel().getSelectedIndex() == 1);
      assertThat(turns.longestMillis()).as("milliseconds without a break").isLessThan(100);
    }
    until(() -> spoken(1).contains("level 2") && spoken(1).contains("open"));
    robot.type(KeyCode.LEFT);
    until(() -> table.getItems().size() == 3);
    until(() -> spoken(1).contains("closed"));
    assertThat(selection.row().get()).as("the process that was chosen last").isZero();
  }

  @Test
  void theSelectedProcessIsFoundTenThousandLevelsDeep(FxRobot robot) throws Exception {
    robot.interact(() -> selection.select(CHAIN + 50)); // once to be warm
    until(() -> table.getItems().size() > 50);
    try (FxTurns turns = new FxTurns()) {
      robot.interact(() -> selection.select(CHAIN + DEEP - 1));
      until(() -> table.getItems().size() == 2 + DEEP);
      int last = table.getSelectionModel().getSelectedIndex();
      assertThat(last).isEqualTo(1 + DEEP);
      until(() -> spoken(last).contains("level 10001"));
      assertThat(turns.longestMillis()).as("milliseconds without a break").isLessThan(100);
    }
    robot.interact(table::requestFocus);
    robot.type(KeyCode.LEFT);
    until(() -> table.getSelectionModel().getSelectedIndex() == DEEP);
    assertThat(selection.row().get()).isEqualTo(CHAIN + DEEP - 2);
  }

  @Test
  void whatIsChosenStaysInSightInASmallerWindow(FxRobot robot) throws Exception {
    robot.interact(() -> selection.select(CHAIN + DEEP - 1));
    until(() -> spoken(1 + DEEP).contains("level 10001"));
    double before = table.getHeight();
    robot.interact(() -> table.getScene().getWindow().setHeight(300));
    until(() -> table.getHeight() < before - 100 && spoken(1 + DEEP).contains("level 10001"));
    assertThat(inSight()).contains("level 9999").doesNotContain("level 9980");
  }

  @Test
  void theAsteriskOpensAllThatIsBelow(FxRobot robot) throws Exception {
    robot.interact(() -> {
      table.requestFocus();
      table.getSelectionModel().select(1);
    });
    robot.type(KeyCode.MULTIPLY);
    until(() -> table.getItems().size() == 2 + DEEP);
    assertThat(table.getSelectionModel().getSelectedIndex()).isEqualTo(1);
  }

  @Test
  void theSignOpensWithThePointer(FxRobot robot) throws Exception {
    robot.clickOn(rowOf(0).lookup(".disclosure"));
    until(() -> table.getItems().size() == 3);
    robot.doubleClickOn(rowOf(0));
    until(() -> table.getItems().size() == 2);
  }
}
