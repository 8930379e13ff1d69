package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import salvor.cluster.fabric8.PracticeApi;
import salvor.jobs.Jobs;
import salvor.workbench.cluster.ConnectSheet;
import salvor.workbench.cluster.ConnectViewModel;
import salvor.workbench.fx.FxThread;
import salvor.workbench.fx.Theme;

/** Somebody connects, fails, and finds out why in the same place. */
@Timeout(180)
class ConnectStoryTest extends WindowStory {
  @TempDir Path folder;
  private boolean connected;

  ConnectStoryTest() {
    super(1280, 800, Theme.LIGHT);
  }

  @Test
  void aFailureIsToldInPlaceWithItsRemedyAndTriedAgain(FxRobot robot) throws Exception {
    Path file = folder.resolve("config");
    try (PracticeApi api = new PracticeApi()) {
      String right = api.kubeconfig(PracticeApi.ADMIN);
      Files.writeString(file, right.replace(api.address(), "https://127.0.0.1:1"));
      ConnectViewModel model =
          new ConnectViewModel(
              Salvor.liveSource(), new Jobs(), new FxThread(), _ -> connected = true);
      robot.interact(() -> ConnectSheet.open(scene.getRoot(), model, false));
      robot.interact(() -> model.connect(file, ""));
      until(() -> text(robot, "#connect-trouble").contains("Nobody listens at"));
      assertThat(text(robot, "#connect-trouble")).contains("Check the port");
      Node box = robot.lookup("#connect-trouble").query().getParent();
      assertThat(box.getStyleClass()).contains("trouble");
      Files.writeString(file, right);
      robot.interact(() -> robot.lookup("#connect-again").queryAs(Button.class).fire());
      until(() -> connected);
      assertThat(box.isVisible()).isFalse();
      robot.interact(() -> robot.lookup("#connect-sheet").query().getScene().getWindow().hide());
    }
  }

  @Test
  void aContextThatCannotBeUsedSaysWhy(FxRobot robot) throws Exception {
    Path file = Files.writeString(folder.resolve("config"), ConnectGalleryTest.PLUGIN);
    ConnectViewModel model =
        new ConnectViewModel(
            Salvor.liveSource(), new Jobs(), new FxThread(), _ -> connected = true);
    robot.interact(() -> ConnectSheet.open(scene.getRoot(), model, false));
    robot.interact(() -> model.connect(file, "shop"));
    until(() -> robot.lookup("#connect-plugin").query().isVisible());
    ListView<?> contexts = robot.lookup("#contexts").query();
    assertThat(robot.lookup("#connect").query().isDisabled()).isFalse();
    assertThat(text(robot, "#connect-why")).isEmpty();
    robot.interact(() -> contexts.getSelectionModel().selectLast());
    assertThat(robot.lookup("#connect").query().isDisabled()).isTrue();
    assertThat(text(robot, "#connect-why")).contains("cannot be connected by");
    robot.interact(() -> robot.lookup("#connect-sheet").query().getScene().getWindow().hide());
  }
}
