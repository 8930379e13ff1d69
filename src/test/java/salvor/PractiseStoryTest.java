package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import salvor.cluster.Clusters;
import salvor.jobs.Jobs;
import salvor.live.LiveJudging;
import salvor.workbench.OpenRequest;
import salvor.workbench.Opener;
import salvor.workbench.cluster.ConnectViewModel;
import salvor.workbench.cluster.LiveSource;
import salvor.workbench.fx.FxThread;
import salvor.workbench.fx.Theme;

/** Connecting and practising from the window. */
class PractiseStoryTest extends WindowStory {
  @TempDir static Path folder;

  /** Holds the start of what is played, as a slow machine does. */
  private static volatile CountDownLatch gate = new CountDownLatch(0);

  PractiseStoryTest() {
    super(1600, 1000, Theme.LIGHT);
  }

  @Override
  protected Opener opener() {
    return opener(folder, this::evidence);
  }

  static Opener opener(Path folder, Function<List<Path>, OpenRequest> evidence) {
    return new Opener() {
      @Override
      public OpenRequest evidence(List<Path> paths) {
        return evidence.apply(paths);
      }

      @Override
      public Optional<LiveSource> live() {
        LiveSource program = Salvor.liveSource();
        return Optional.of(
            new LiveSource() {
              @Override
              public Clusters clusters() {
                return program.clusters();
              }

              @Override
              public LiveJudging judging(List<Path> baselines) {
                return program.judging(baselines);
              }

              @Override
              public Path folder(String context) throws IOException {
                held(gate);
                return Files.createTempDirectory(folder, "live");
              }

              @Override
              public Optional<Path> samples() {
                return Optional.of(WEB_SHELL.getParent());
              }
            });
      }
    };
  }

  /** Has what is started from now on wait. */
  static void hold() {
    gate = new CountDownLatch(1);
  }

  static void goOn() {
    gate.countDown();
  }

  private static void held(CountDownLatch gate) throws IOException {
    try {
      gate.await();
    } catch (InterruptedException cause) {
      throw new IOException(cause);
    }
  }

  @Test
  void enterPractisesAtOnceAndTheStartIsToldAndCancelled(FxRobot robot) throws Exception {
    hold();
    try {
      robot.interact(() -> asked(robot));
      until(() -> robot.lookup("#scenarios").tryQuery().filter(Node::isFocused).isPresent());
      robot.targetWindow(robot.lookup("#scenarios").query().getScene().getWindow());
      robot.type(KeyCode.ENTER); // whether they are read by now or not
      until(() -> text(robot, "#practise-doing").startsWith("Starting the practice cluster"));
      assertThat(robot.lookup("#practise-bar").query().isVisible()).isTrue();
      assertThat(robot.lookup("#practise").query().isDisabled()).isTrue();
      assertThat(robot.lookup("#connect-sheet").tryQuery())
          .as("nobody asked to connect to a cluster")
          .isEmpty();
      byTab(robot, "practise-cancel");
      robot.type(KeyCode.SPACE);
      until(() -> robot.lookup("#practise-sheet").tryQuery().isEmpty());
    } finally {
      goOn();
    }
    practise(robot); // what was cancelled has shown nothing until then
    until(() -> live() != null);
    assertThat(Window.getWindows().stream().filter(PractiseStoryTest::isLive)).hasSize(1);
    robot.interact(live()::hide);
    until(() -> live() == null);
  }

  /** Presses the button of the welcome screen, and then that of the sheet, at 20 times. */
  static void practise(FxRobot robot) throws Exception {
    robot.interact(() -> asked(robot));
    until(() -> robot.lookup("#practise").tryQuery().filter(b -> !b.isDisabled()).isPresent());
    robot.interact(() -> {
      robot.lookup(".radio-button").queryAllAs(RadioButton.class).stream()
          .filter(radio -> radio.getText().contains("20"))
          .forEach(radio -> radio.setSelected(true));
      robot.lookup("#practise").queryAs(Button.class).fire();
    });
  }

  static void asked(FxRobot robot) {
    robot.lookup("#welcome .button").queryAllAs(Button.class).stream()
        .filter(button -> button.getText().contains("ractise"))
        .forEach(Button::fire);
  }

  @Test
  void aNewcomerPractisesWithTwoPresses(FxRobot robot) throws Exception {
    practise(robot);
    until(() -> live() != null);
    Window live = live();
    assertThat(((Stage) live).getTitle()).startsWith("PRACTICE");
    TableView<?> pods = (TableView<?>) live.getScene().lookup("#pods");
    until(() ->
        !pods.getItems().isEmpty()
            && pods.getItems().getFirst().toString().contains(LivePractice.VICTIM));
    asksBeforeItCloses(robot, live);
  }

  private static void asksBeforeItCloses(FxRobot robot, Window live) throws Exception {
    closing(robot, live);
    assertThat(said(robot)).contains("Recording ends", "practice cluster ends", "arrived so far");
    assertThat(text(robot, "#closing-folder")).startsWith(folder.toString());
    assertThat(robot.lookup("#closing-keep").query().isFocused()).as("Enter ends nothing").isTrue();
    robot.interact(() -> robot.lookup("#closing-keep").queryAs(Button.class).fire());
    until(() -> robot.lookup("#closing-sheet").queryAll().isEmpty());
    assertThat(live.isShowing()).as("it stays").isTrue();
    robot.interact(() -> ((Button) live.getScene().lookup("#acting-turn")).fire());
    robot.interact(() -> {
      robot.lookup("#acting-reason").queryAs(TextField.class).setText("a drill");
      robot.lookup("#acting-allow").queryAs(Button.class).fire();
    });
    until(() -> text(robot, "#acting").contains("ACTING ALLOWED"));
    closing(robot, live);
    assertThat(said(robot)).contains("ACTING ALLOWED", "a drill", "It ends with the window");
    robot.interact(() -> robot.lookup("#closing-end").queryAs(Button.class).fire());
    until(() -> live() == null);
  }

  private static void closing(FxRobot robot, Window live) throws Exception {
    robot.interact(() -> live.fireEvent(new WindowEvent(live, WindowEvent.WINDOW_CLOSE_REQUEST)));
    until(() -> !robot.lookup("#closing-sheet").queryAll().isEmpty());
  }

  private static String said(FxRobot robot) {
    return robot.lookup("#closing-sheet .label").queryAllAs(Labeled.class).stream()
        .map(Labeled::getText)
        .collect(Collectors.joining("\n"));
  }

  @Test
  void theWindowBelowIsNotClosedOverARecording(FxRobot robot) throws Exception {
    practise(robot);
    until(() -> live() != null);
    Window live = live();
    closing(robot, stage);
    robot.interact(() -> robot.lookup("#closing-keep").queryAs(Button.class).fire());
    until(() -> robot.lookup("#closing-sheet").queryAll().isEmpty());
    assertThat(live.isShowing() && stage.isShowing()).isTrue();
    robot.interact(live::hide);
    until(() -> live() == null);
  }

  @Test
  void tellsWhatIsWrongWithAnOldKubeconfigAndConnectsToNothing(FxRobot robot) throws Exception {
    ConnectViewModel connecting =
        new ConnectViewModel(
            Salvor.liveSource(), new Jobs(), new FxThread(), _ -> connected = true);
    robot.interact(() -> connecting.connect(folder.resolve("none"), ""));
    until(() -> !connecting.trouble().get().isEmpty());
    assertThat(connected).isFalse();
  }

  private boolean connected;

  private static Window live() {
    return Window.getWindows().stream().filter(PractiseStoryTest::isLive).findFirst().orElse(null);
  }

  private static boolean isLive(Window window) {
    return window.getScene() != null && window.getScene().lookup("#pods") != null;
  }
}
