package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.api.FxRobot;
import salvor.casefile.Opening;
import salvor.workbench.FxWatchdog;
import salvor.workbench.Opener;
import salvor.workbench.fx.Theme;

/** From a table that nobody can read to events on the timeline. */
@ExtendWith(FxWatchdog.class)
class MappingStoryTest extends WindowStory {
  private @TempDir Path dir;

  MappingStoryTest() {
    super(1600, 1000, Theme.LIGHT);
  }

  @Override
  protected Opener opener() {
    return Salvor.opener(Salvor.cases());
  }

  @ParameterizedTest
  @ValueSource(strings = {"when,host,msg\n", ""})
  void saysWhatTheColumnsMeanAndHasTheEvents(String names, FxRobot robot) throws Exception {
    Path table =
        Files.writeString(
            dir.resolve("t.csv"), names + "2026-11-23T04:43:46Z,node1,one\n,node1,two\n");
    Path home = dir.resolve("case");
    open(robot, Salvor.request(Salvor.cases(), Opening.inFolder(List.of(table), List.of(), home)));
    Label none = (Label) robot.lookup("#events").queryTableView().getPlaceholder();
    assertThat(none.getText()).startsWith("Nothing that was opened tells of an event.");
    MenuBar menus = robot.lookup("#menus").queryAs(MenuBar.class);
    List<MenuItem> items = menus.getMenus().getFirst().getItems();
    assertThat(items.getFirst().getId()).isEqualTo("menu-open.files");
    assertThat(items.getLast().getId()).isEqualTo("menu-quit");
    sheet(robot);
    assertThat(robot.lookup("#mapping-remove").query().isVisible()).isFalse();
    assertThat(robot.lookup("#mapping-said").queryLabeled().getText())
        .isEqualTo("2 rows: 2 events, 1 of them without a time; 0 cannot be read");
    robot.interact(robot.lookup("#mapping-read").queryAs(Button.class)::fire);

    until(() -> rows(robot) == 2);
    assertThat(home.resolve("mappings/001.json")).exists();
    sheet(robot);
    robot.interact(robot.lookup("#mapping-remove").queryAs(Button.class)::fire);
    until(() -> rows(robot) == 0);
    assertThat(home.resolve("mappings/002.json")).exists();
  }

  private static int rows(FxRobot robot) {
    return robot
        .lookup("#events")
        .tryQuery()
        .map(t -> ((TableView<?>) t).getItems().size())
        .orElse(-1);
  }

  private static void sheet(FxRobot robot) throws Exception {
    TabPane tabs = robot.lookup("#tabs").queryAs(TabPane.class);
    robot.interact(() ->
        tabs.getTabs().stream()
            .filter(t -> "tab-sources".equals(t.getId()))
            .forEach(tabs.getSelectionModel()::select));
    Button map = robot.lookup("#map-columns").queryAs(Button.class);
    robot.interact(
        () -> robot.lookup("#sources").queryListView().getSelectionModel().selectFirst());
    assertThat(map.isDisabled()).isFalse();
    robot.interact(map::fire);
    until(() -> robot.lookup("#mapping-read").tryQuery().filter(b -> !b.isDisabled()).isPresent());
  }
}
