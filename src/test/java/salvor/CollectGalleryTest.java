package salvor;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import salvor.jobs.Jobs;
import salvor.timeline.DrawingClass;
import salvor.training.apiserver.Faults;
import salvor.workbench.collection.CollectSheet;
import salvor.workbench.collection.CollectViewModel;
import salvor.workbench.containment.Candidate;
import salvor.workbench.containment.ToolboxChoice;
import salvor.workbench.fx.FxThread;
import salvor.workbench.fx.Theme;

/** Pictures of the sheet that takes evidence, in {@code target/gallery}. */
class CollectGalleryTest extends Gallery {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"DARK,1280,720", "LIGHT,1280,720", "LIGHT,1920,1080", "DARK,1920,1080"})
  void collecting(Theme theme, int width, int height, FxRobot robot) throws Exception {
    try (LivePractice practice = new LivePractice(folder, 20)) {
      practice.model.begin();
      String suffix = show(robot, practice.model, theme, width, height);
      TableView<?> pods = robot.lookup("#pods").query();
      until(() -> !pods.getItems().isEmpty() && victimIsFirst(pods));
      robot.interact(() -> pods.getSelectionModel().select(0));
      until(() -> !robot.lookup("#siblings-same_image").queryAll().isEmpty());
      save("pod-page-collect" + suffix);
      robot.interact(() -> robot.lookup("#pod-collect").<Button>query().fire());
      until(() -> text(robot, "#collect-against").startsWith("Read-only"));
      over(robot, "#collect-sheet", "collect-plan" + suffix);
      robot.interact(() -> {
        robot.lookup("#collect-checkpoint").<CheckBox>query().setSelected(true);
        robot.lookup("#collect-paths").<TextField>query().setText("/etc/passwd; /app");
        robot.lookup("#collect-memory").<TextField>query().setText("7:400000-401000");
        robot.lookup("#collect-capture").<TextField>query().setText("30");
      });
      over(robot, "#collect-sheet", "collect-demand" + suffix);
      robot.interact(() -> {
        robot.lookup("#collect-checkpoint").<CheckBox>query().setSelected(false);
        List.of("paths", "memory", "capture")
            .forEach(each -> robot.lookup("#collect-" + each).<TextField>query().clear());
      });
      robot.interact(() -> robot.lookup("#collect-seconds").<TextField>query().setText("soon"));
      over(robot, "#collect-sheet", "collect-wrong" + suffix);
      robot.interact(() -> {
        robot.lookup("#collect-seconds").<TextField>query().setText("300");
        robot.lookup("#collect-all").<Button>query().fire();
        robot
            .lookup("#collect-reason")
            .<TextField>query()
            .setText("Incident 2026-117: evidence of shop/web as told by the head of operations");
        robot.lookup("#collect-allow").<Button>query().fire();
        robot.lookup("#collect-sign").<CheckBox>query().setSelected(false);
      });
      until(() -> !robot.lookup("#collect-do").query().isDisabled());
      over(robot, "#collect-sheet", "collect-ready" + suffix);
      practice
          .practice
          .faults()
          .plan(
              1,
              request -> request.path().endsWith("/rolebindings"),
              new Faults.Fault.Failure(403, "Forbidden", "no", 0));
      robot.interact(() -> robot.lookup("#collect-do").<Button>query().fire());
      over(robot, "#collect-sheet", "collect-running" + suffix);
      until(() -> !text(robot, "#collect-result").isEmpty());
      over(robot, "#collect-sheet", "collect-done" + suffix);
    }
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1280,720"})
  void refused(Theme theme, int width, int height, FxRobot robot) throws Exception {
    try (LivePractice practice = new LivePractice(folder, 20)) {
      practice
          .practice
          .faults()
          .plan(
              9,
              request -> request.path().endsWith("/ephemeralcontainers"),
              new Faults.Fault.Failure(
                  403,
                  "Forbidden",
                  "pods \"web\" is forbidden: violates PodSecurity \"restricted:latest\":"
                      + " allowPrivilegeEscalation != false",
                  0));
      practice.model.begin();
      String suffix = show(robot, practice.model, theme, width, height);
      TableView<?> pods = robot.lookup("#pods").query();
      until(() -> !pods.getItems().isEmpty() && victimIsFirst(pods));
      robot.interact(() -> pods.getSelectionModel().select(0));
      until(() -> !robot.lookup("#siblings-same_image").queryAll().isEmpty());
      robot.interact(() -> robot.lookup("#pod-collect").<Button>query().fire());
      until(() -> text(robot, "#collect-against").startsWith("Read-only"));
      robot.interact(() -> {
        robot.lookup("#collect-reason").<TextField>query().setText("incident 7");
        robot.lookup("#collect-allow").<Button>query().fire();
      });
      until(() -> text(robot, "#collect-verdict").contains("not let into"));
      over(robot, "#collect-sheet", "collect-refused" + suffix);
    }
  }

  /** As on a cluster that is no practice: an image of the toolbox is asked for. */
  @ParameterizedTest
  @CsvSource({"LIGHT,1280,720", "DARK,1920,1080"})
  void elsewhere(Theme theme, int width, int height, FxRobot robot) throws Exception {
    try (LivePractice practice = new LivePractice(folder, 20)) {
      practice.model.begin();
      String suffix = show(robot, practice.model, theme, width, height);
      TableView<?> pods = robot.lookup("#pods").query();
      until(() -> !pods.getItems().isEmpty());
      FxThread fx = new FxThread();
      Jobs jobs = new Jobs();
      ToolboxChoice toolbox = new ToolboxChoice(false, folder.resolve("toolbox"), jobs, fx);
      List<Candidate> all =
          practice.live.pods().all().stream()
              .filter(pod -> pod.name().equals(LivePractice.VICTIM))
              .map(pod ->
                  new Candidate(
                      pod.uid(), pod.namespace(), pod.name(), "OUT", DrawingClass.OUT, null))
              .toList();
      robot.interact(() ->
          CollectSheet.open(
              pods,
              new CollectViewModel(
                  practice.live,
                  practice.model.acting(),
                  toolbox,
                  all,
                  Set.of(all.getFirst().uid()),
                  folder.resolve("signing.pem"),
                  jobs,
                  fx,
                  InstantSource.system()),
              _ -> {}));
      until(() -> text(robot, "#collect-against").startsWith("Name the toolbox"));
      over(robot, "#collect-sheet", "collect-toolbox" + suffix);
      robot.interact(() ->
          robot
              .lookup("#collect-toolbox")
              .<TextField>query()
              .setText("registry.example/forensics/salvor-toolbox@sha256:" + "a1".repeat(32)));
      until(() -> text(robot, "#collect-against").startsWith("Read-only"));
      over(robot, "#collect-sheet", "collect-toolbox-named" + suffix);
    }
  }

  private static boolean victimIsFirst(TableView<?> pods) {
    return pods.getItems().getFirst().toString().contains(LivePractice.VICTIM);
  }
}
