package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import salvor.baseline.VersionState;
import salvor.casefile.BaselineLibrary;
import salvor.workbench.FxWatchdog;
import salvor.workbench.OpenRequest;
import salvor.workbench.Opener;
import salvor.workbench.fx.Theme;

/** A cluster without baselines: they are learned from what arrives, and judged by at once. */
@Timeout(240)
@ExtendWith(FxWatchdog.class)
class LearnLiveStoryTest extends WindowStory {
  private @TempDir Path dir;

  LearnLiveStoryTest() {
    super(1600, 1000, Theme.LIGHT);
  }

  private BaselineLibrary library() {
    return new BaselineLibrary(dir.resolve("library"), Salvor.reader(), Clock.systemUTC());
  }

  @Override
  protected Opener opener() {
    return new Opener() {
      @Override
      public OpenRequest evidence(List<Path> paths) {
        return LearnLiveStoryTest.this.evidence(paths);
      }

      @Override
      public Optional<BaselineLibrary> library() {
        return Optional.of(LearnLiveStoryTest.this.library());
      }
    };
  }

  @Test
  void aBaselineGrowsWhileLinesArriveAndThePodsAreJudgedByIt(FxRobot robot) throws Exception {
    try (LivePractice practice = new LivePractice(dir, 10, null, List.of())) {
      practice.model.begin();
      show(robot, practice.model);
      TableView<?> pods = robot.lookup("#pods").query();
      until(() -> baselines(pods, "NONE") > 3 && observed(pods) > 3);
      choose(robot, "live-learn");
      until(() -> events(robot) > 0);
      long first = events(robot);
      until(() -> events(robot) > first);
      assertThat(text(robot, "#learn-growth")).contains("Goes on with what arrives");
      assertThat(text(robot, "#learn-left-out")).contains("No audit log arrives here");

      until(() -> text(robot, "#learn-suspicion").contains("Nothing from"));
      until(() -> !text(robot, "#learn-growth").contains(" 0 baselines"));
      fire(robot, "#learn-halt");
      assertThat(text(robot, "#learn-growth")).contains("Stopped");
      int all = robot.lookup("#learn-profiles").<ListView<?>>query().getItems().size();
      robot.interact(() -> robot.lookup("#learn-reason").<TextField>query().setText("quiet"));
      fire(robot, "#learn-keep");
      until(() -> text(robot, "#learn-kept").contains("The pods are judged by them now"));
      until(() -> baselines(pods, "LEARNING") + baselines(pods, "STABLE") > 3);
      assertThat(library().open().versions().all())
          .hasSizeBetween(1, all)
          .allSatisfy(version -> {
            assertThat(version.state()).isEqualTo(VersionState.DRAFT);
            assertThat(version.by().reason()).isEqualTo("PRACTICE: quiet");
            assertThat(version.sources()).isNotEmpty();
          });
    }
  }

  private static void choose(FxRobot robot, String item) {
    robot.interact(() -> {
      MenuButton menu = robot.lookup("#live-baselines").query();
      menu.getItems().stream().filter(each -> item.equals(each.getId())).forEach(MenuItem::fire);
    });
  }

  private static void fire(FxRobot robot, String button) {
    robot.interact(() -> robot.lookup(button).<Button>query().fire());
  }

  private long events(FxRobot robot) {
    var found =
        java.util.regex.Pattern.compile("from ([0-9,]+) events")
            .matcher(text(robot, "#learn-growth"));
    return found.find() ? Long.parseLong(found.group(1).replace(",", "")) : 0;
  }

  private static long baselines(TableView<?> pods, String state) {
    return pods.getItems().stream()
        .filter(row -> row.toString().contains("baseline=" + state + ","))
        .count();
  }

  private static long observed(TableView<?> pods) {
    return pods.getItems().stream().filter(row -> row.toString().contains("unknown=")).count();
  }
}
