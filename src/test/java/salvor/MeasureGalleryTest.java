package salvor;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import salvor.cluster.LivePod;
import salvor.jobs.Jobs;
import salvor.timeline.DrawingClass;
import salvor.training.apiserver.Faults;
import salvor.workbench.containment.ActingViewModel;
import salvor.workbench.containment.Candidate;
import salvor.workbench.containment.MeasureChoice;
import salvor.workbench.containment.MeasureSheet;
import salvor.workbench.containment.MeasuresViewModel;
import salvor.workbench.fx.FxThread;
import salvor.workbench.fx.Theme;

/** Pictures of the sheet of measures, in {@code target/gallery}. */
class MeasureGalleryTest extends Gallery {
  private static final String LONG =
      "checkout-payment-gateway-with-a-name-that-nobody-should-have-given-it-7f9c6d5b8d-x2x2x";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"LIGHT,1920,1080", "DARK,1280,720"})
  void measures(Theme theme, int width, int height, FxRobot robot) throws Exception {
    try (LivePractice practice = new LivePractice(folder, 20)) {
      practice.model.begin();
      String suffix = show(robot, practice.model, theme, width, height);
      TableView<?> pods = robot.lookup("#pods").query();
      until(() -> !pods.getItems().isEmpty() && victimIsFirst(pods));
      robot.interact(() -> pods.getSelectionModel().select(0));
      until(() -> !robot.lookup("#siblings-same_image").queryAll().isEmpty());
      save("pod-page-measures" + suffix);
      robot.interact(() -> robot.lookup("#pod-measure").<Button>query().fire());
      for (MeasureChoice choice : MeasureChoice.values()) {
        choose(robot, choice);
        over(robot, "#measure-sheet", "measure-" + choice.word() + suffix);
      }
      choose(robot, MeasureChoice.BLOCK);
      blocks(robot, suffix);
      longNames(robot, practice, suffix);
    }
  }

  private static void choose(FxRobot robot, MeasureChoice choice) throws Exception {
    until(() -> robot.lookup("#measure-choices").tryQuery().isPresent());
    Node choices = robot.lookup("#measure-choices").query();
    robot.interact(choices::requestFocus);
    robot.type(KeyCode.HOME);
    robot.type(KeyCode.DOWN, choice.ordinal());
    until(() -> !robot.lookup("#measure-bar").query().isVisible());
  }

  private static void blocks(FxRobot robot, String suffix) throws Exception {
    robot.interact(() -> {
      TextField to = robot.lookup("#measure-to").query();
      to.setText("203.0.113.66, pool.example.net");
      to.getOnAction().handle(null);
      robot.lookup("#measure-all").<Button>query().fire();
    });
    until(() -> text(robot, "#measure-against").startsWith("Read-only"));
    over(robot, "#measure-sheet", "measure-block-filled" + suffix);
    robot.interact(() -> {
      robot.lookup("#measure-reason").<TextField>query().setText("Incident 2026-117: cut its pool");
      robot.lookup("#measure-allow").<Button>query().fire();
    });
    until(() -> !robot.lookup("#measure-do").query().isDisabled());
    over(robot, "#measure-sheet", "measure-block-ready" + suffix);
    robot.interact(() -> robot.lookup("#measure-yaml").<ToggleButton>query().fire());
    over(robot, "#measure-sheet", "measure-block-yaml" + suffix);
    robot.interact(() -> {
      robot.lookup("#measure-yaml").<ToggleButton>query().fire();
      robot.lookup("#measure-do").<Button>query().fire();
    });
    until(() -> text(robot, "#measure-result").startsWith("The cluster accepted"));
    over(robot, "#measure-sheet", "measure-block-accepted" + suffix);
    robot.interact(
        () -> ((Stage) robot.lookup("#measure-sheet").query().getScene().getWindow()).close());
  }

  /** Names without end, a server that would not do it, and a lock that is overridden. */
  private static void longNames(FxRobot robot, LivePractice practice, String suffix)
      throws Exception {
    List<LivePod> pods =
        practice.live.pods().all().stream().filter(pod -> pod.namespace().equals("shop")).toList();
    List<Candidate> candidates =
        pods.stream()
            .map(pod ->
                new Candidate(
                    pod.uid(),
                    pod.namespace(),
                    LONG + pod.name(),
                    "OUT high 3, and not covered 1200",
                    DrawingClass.OUT,
                    null))
            .toList();
    FxThread fx = new FxThread();
    Jobs jobs = new Jobs();
    ActingViewModel acting =
        new ActingViewModel(
            practice.live.custody().acting(), practice.cluster.context().name(), jobs, fx);
    MeasuresViewModel measures =
        new MeasuresViewModel(
            practice.live, acting, practice.greeting, jobs, fx, InstantSource.system());
    acting.allow("Incident 2026-117");
    robot.interact(() ->
        MeasureSheet.open(
            robot.lookup("#pods").query(),
            measures.measuring(
                candidates, Set.of(candidates.getFirst().uid()), MeasureChoice.DELETE),
            measures));
    until(() -> text(robot, "#measure-against").startsWith("Locked"));
    over(robot, "#measure-sheet", "measure-long-locked" + suffix);
    robot.interact(() -> {
      robot.lookup("#measure-override").<CheckBox>query().fire();
      TextField because = robot.lookup("#measure-because").query();
      because.setText("it mines on, and its node is to be rebuilt from scratch within the hour");
      because.getOnAction().handle(null);
    });
    until(() -> !robot.lookup("#measure-do").query().isDisabled());
    over(robot, "#measure-sheet", "measure-long-overridden" + suffix);
    practice
        .practice
        .faults()
        .plan(
            100,
            request -> request.query().contains("dryRun"),
            new Faults.Fault.Failure(403, "Forbidden", "by the gallery", 0));
    choose(robot, MeasureChoice.CORDON);
    until(() -> text(robot, "#measure-against").startsWith("The server would not"));
    over(robot, "#measure-sheet", "measure-long-refused" + suffix);
    robot.type(KeyCode.ESCAPE);
  }

  private static boolean victimIsFirst(TableView<?> pods) {
    return pods.getItems().getFirst().toString().contains(LivePractice.VICTIM);
  }
}
