package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import salvor.timeline.Palette;
import salvor.triage.ComparedAct;
import salvor.triage.ComparedAct.Presence;
import salvor.workbench.FxWatchdog;
import salvor.workbench.fx.Theme;

/** The attacked pod of a shipped sample is compared with its replica, by keys alone. */
@ExtendWith(FxWatchdog.class)
class CompareStoryTest extends WindowStory {
  CompareStoryTest() {
    super(1280, 720, Theme.LIGHT);
  }

  private void open(FxRobot robot) throws Exception {
    open(robot, evidence(WEB_SHELL));
    focus(robot, "#timeline");
    robot.write("c");
    until(() -> sum(robot).startsWith("101 differences"));
  }

  private static String sum(FxRobot robot) {
    return robot.lookup("#compare-sum").tryQuery().map(s -> ((Labeled) s).getText()).orElse("");
  }

  private static TableView<ComparedAct> table(FxRobot robot) {
    return robot.lookup("#differences").query();
  }

  @Test
  void theKeyBringsTheReplicaAndEscTheTimeline(FxRobot robot) throws Exception {
    open(robot);
    assertThat(sum(robot)).isEqualTo("101 differences, 90 out of profile");
    assertThat(robot.lookup("#side-a").<Button>query().getText())
        .isEqualTo("web-5468d8c4df-8ppl7 \u203a web");
    assertThat(robot.lookup("#side-b").<Button>query().getText())
        .isEqualTo("web-5468d8c4df-79mhf \u203a web");
    assertThat(robot.lookup("#timeline").tryQuery()).as("it takes the timeline's place").isEmpty();
    until(() ->
        robot
            .lookup("#mirror-picture")
            .tryQuery()
            .filter(p -> holds(((ImageView) p).getImage(), Palette.LIGHT.out()))
            .isPresent());
    until(() -> robot.lookup("#mirror").query().isFocused());
    robot.type(KeyCode.ESCAPE);
    until(() -> robot.lookup("#timeline").tryQuery().isPresent());
    until(() -> robot.lookup("#timeline").query().isFocused());
    assertThat(robot.lookup("#compare").tryQuery()).isEmpty();
  }

  @Test
  void aDifferenceIsSelectedEverywhere(FxRobot robot) throws Exception {
    open(robot);
    TableView<ComparedAct> table = table(robot);
    robot.interact(() -> table.getSelectionModel().clearAndSelect(0));
    ComparedAct worst = table.getItems().getFirst();
    assertThat(worst.worst().isOut()).isTrue();
    until(() -> table.getSelectionModel().getSelectedIndex() == 0);
    robot.interact(() -> robot.lookup("#mirror").query().requestFocus());
    robot.type(KeyCode.DOWN);
    until(() -> table.getSelectionModel().getSelectedIndex() == 1);
    assertThat(robot.lookup("#reason").<Labeled>query().getText()).isNotBlank();
    robot.type(KeyCode.UP).type(KeyCode.UP);
    until(() -> table.getSelectionModel().getSelectedIndex() == table.getItems().size() - 1);
  }

  @Test
  void theFilterHidesAndNeverTurnsWhatBothDidIntoADifference(FxRobot robot) throws Exception {
    open(robot);
    TableView<ComparedAct> table = table(robot);
    assertThat(table.getItems()).hasSize(101);
    TextField filter = robot.lookup("#filter").query();
    robot.interact(() -> filter.setText("pod=web-5468d8c4df-8ppl7"));
    until(() -> table.getItems().size() == 99);
    robot.interact(() -> filter.setText("program=*kworkerds"));
    until(() -> table.getItems().size() < 10);
    assertThat(table.getItems()).isNotEmpty();
    assertThat(sum(robot)).as("what was compared stays").startsWith("101 differences");
    robot.interact(() -> filter.setText(""));
    until(() -> table.getItems().size() == 101);
    robot.interact(robot.lookup("#compare-BOTH").<ToggleButton>query()::fire);
    until(() -> table.getItems().size() == 112);
    robot.interact(robot.lookup("#compare-ONLY_A").<ToggleButton>query()::fire);
    until(() -> table.getItems().size() == 13);
  }

  @Test
  void anotherSideIsFoundByAFewLetters(FxRobot robot) throws Exception {
    open(robot);
    robot.interact(robot.lookup("#side-a").<Button>query()::fire);
    until(() -> robot.lookup("#side-field").tryQuery().isPresent());
    robot.write("79mhf").type(KeyCode.ENTER);
    until(() -> sum(robot).startsWith("Nothing differs"));
    assertThat(table(robot).getItems()).isEmpty();
  }

  private static String labels(FxRobot robot, String part) {
    return robot.lookup(".label").queryAllAs(Labeled.class).stream()
        .map(Labeled::getText)
        .filter(text -> text != null && text.contains(part))
        .findFirst()
        .orElse("");
  }

  /** By keys alone: what a new pod was not seen doing, though its baseline expects it. */
  @Test
  void aPodIsSetAgainstItsBaseline(FxRobot robot) throws Exception {
    open(robot, evidence(WEB_SHELL.resolveSibling("clean")));
    focus(robot, "#timeline");
    robot.push(KeyCode.SHIFT, KeyCode.C);
    until(() -> sum(robot).startsWith("Nothing can be told")); // a job of seconds is still learned
    robot.interact(robot.lookup("#side-a").<Button>query()::fire);
    until(() -> robot.lookup("#side-field").tryQuery().isPresent());
    robot.write("gdhhg").type(KeyCode.ENTER);
    until(() -> sum(robot).equals("0 not known; 3 not seen"));
    focus(robot, "#mirror");
    assertThat(robot.lookup("#side-b").<Button>query().getText()).startsWith("Baseline of web-");
    assertThat(labels(robot, "20 known, 17 of them done")).contains("stable: programs");
    TableView<ComparedAct> table = table(robot);
    until(() -> robot.lookup("#mirror").query().isFocused());
    robot.type(KeyCode.UP);
    until(() -> table.getSelectionModel().getSelectedItem() != null);
    ComparedAct unseen = table.getSelectionModel().getSelectedItem();
    assertThat(unseen.isUnseen()).as("nothing else differs").isTrue();
    until(() -> texts(robot, unseen).contains("never"));
    assertThat(texts(robot, unseen)).contains("known").contains("").doesNotContain("0");
    robot.type(KeyCode.UP);
    until(() -> table.getSelectionModel().getSelectedIndex() == 2);
    assertThat(robot.lookup("#compare-UNTOLD").query().isVisible()).isTrue();
    robot.interact(robot.lookup("#compare-BOTH").<ToggleButton>query()::fire);
    until(() -> table.getItems().stream().anyMatch(act -> act.presence() == Presence.BOTH));
  }

  /** The texts of the row in which it stands. */
  private static List<String> texts(FxRobot robot, ComparedAct act) {
    return robot.lookup("#differences .table-row-cell").queryAllAs(TableRow.class).stream()
        .filter(row -> act.equals(row.getItem()))
        .flatMap(row -> row.lookupAll(".table-cell").stream())
        .map(node -> ((Labeled) node).getText())
        .toList();
  }

  @Test
  void aSideMayBeTheBaselineAndIsSaidToBeWhereThereIsNone(FxRobot robot) throws Exception {
    open(robot);
    robot.interact(robot.lookup("#side-b").<Button>query()::fire);
    until(() -> robot.lookup("#side-field").tryQuery().isPresent());
    robot.write("basel").type(KeyCode.ENTER);
    until(() -> sum(robot).equals("98 not known, 90 out of profile; 2 unclear"));
    Labeled whole = robot.lookup("#compare-sum").query();
    until(() -> whole.getWidth() >= whole.prefWidth(-1));
    assertThat(robot.lookup("#mirror").query().getAccessibleText()).contains("Baseline of web-");
    robot.interact(robot.lookup("#side-a").<Button>query()::fire);
    until(() -> robot.lookup("#side-field").tryQuery().isPresent());
    robot.write("ir-1").type(KeyCode.ENTER);
    until(() -> !labels(robot, "No baseline applies to web-").isEmpty());
  }

  /** By keys: an event of A, the first of its like on B, and then another one of B. */
  @Test
  void bothSidesAreLaidUponChosenEvents(FxRobot robot) throws Exception {
    open(robot);
    robot.interact(robot.lookup("#compare-BOTH").<ToggleButton>query()::fire);
    TableView<ComparedAct> table = table(robot);
    until(() -> table.getItems().size() == 112);
    ComparedAct both =
        table.getItems().stream()
            .filter(act -> act.presence() == Presence.BOTH)
            .findFirst()
            .orElseThrow();
    robot.interact(() -> table.getSelectionModel().select(both));
    robot.push(KeyCode.SHORTCUT, KeyCode.P).write("comparison: the selected event");
    robot.type(KeyCode.ENTER);
    until(() -> !labels(robot, "the first of its like at").isEmpty());
    assertThat(labels(robot, "the first of its like at"))
        .as("which one was found is told")
        .matches(".*the first of its like at [0-9:.]+: .+");
    robot.interact(robot.lookup("#compare-ONLY_A").<ToggleButton>query()::fire);
    robot.interact(robot.lookup("#compare-BOTH").<ToggleButton>query()::fire);
    until(() -> table.getItems().size() == 2);
    focus(robot, "#mirror");
    robot.type(KeyCode.DOWN);
    until(() -> table.getSelectionModel().getSelectedItem() != null);
    robot.push(KeyCode.SHORTCUT, KeyCode.P).write("as the like of the chosen");
    robot.type(KeyCode.ENTER);
    until(() -> labels(robot, "the first of its like at").isEmpty());
    until(() -> sum(robot).startsWith("101 differences"));
    assertThat(labels(robot, "the chosen event at")).isNotEmpty();
  }

  @Test
  void theActOfTheSelectedEventIsInSight(FxRobot robot) throws Exception {
    open(robot);
    robot.push(KeyCode.SHIFT, KeyCode.C);
    until(() -> sum(robot).startsWith("98 not known"));
    TableView<ComparedAct> table = table(robot);
    int chosen = table.getSelectionModel().getSelectedIndex();
    assertThat(chosen).as("far below").isGreaterThan(20);
    until(() ->
        table.lookupAll(".table-row-cell").stream()
            .map(row -> (TableRow<?>) row)
            .anyMatch(row ->
                row.isVisible()
                    && row.getIndex() == chosen
                    && row.getLayoutY() + row.getHeight() < table.getHeight() - 50));
  }

  @Test
  void beforeAndAfterTheSelectedEvent(FxRobot robot) throws Exception {
    open(robot);
    robot.push(KeyCode.SHORTCUT, KeyCode.P).write("before and after").type(KeyCode.ENTER);
    until(() -> sum(robot).startsWith("98 differences"));
    assertThat(robot.lookup("#side-a").<Button>query().getText())
        .contains("8ppl7")
        .contains("04:38:50 to 04:43:50 UTC");
    assertThat(robot.lookup("#side-b").<Button>query().getText())
        .contains("8ppl7")
        .contains("04:43:50 to 04:48:50 UTC");
  }

  @Test
  void everyControlCanBeReadAloud(FxRobot robot) throws Exception {
    open(robot);
    robot.interact(() -> walk(robot.lookup("#compare").query()));
    assertThat(robot.lookup("#mirror").query().getAccessibleText())
        .contains("web-5468d8c4df-8ppl7")
        .contains("101 differences");
  }

  private static void walk(Node node) {
    if (node.isFocusTraversable() && node.isVisible()) {
      boolean text =
          node instanceof Labeled labeled
              && labeled.getText() != null
              && !labeled.getText().isBlank();
      boolean spoken = node.getAccessibleText() != null && !node.getAccessibleText().isBlank();
      assertThat(text || spoken).as(node + " says what it is").isTrue();
    }
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(CompareStoryTest::walk);
    }
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
