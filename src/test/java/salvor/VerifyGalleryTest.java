package salvor;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import salvor.cluster.Change;
import salvor.cluster.Greeting;
import salvor.cluster.ObjectKind;
import salvor.jobs.Jobs;
import salvor.training.apiserver.Faults;
import salvor.training.apiserver.Json;
import salvor.workbench.cluster.ClosingSheet;
import salvor.workbench.cluster.LiveViewModel;
import salvor.workbench.fx.FxThread;
import salvor.workbench.fx.Theme;
import tools.jackson.databind.node.ObjectNode;

/** Pictures of looking from inside, of what was done, and of taking back. */
class VerifyGalleryTest extends Gallery {
  @TempDir Path folder;

  private static void fires(FxRobot robot, String id) throws Exception {
    until(() -> robot.lookup(id).tryQuery().filter(button -> !button.isDisabled()).isPresent());
    robot.interact(() -> robot.lookup(id).<Button>query().fire());
  }

  /** Says that pods of the incident, of which nothing is sealed here, may end by an undo. */
  private static void mayEnd(FxRobot robot) throws Exception {
    until(() -> robot.lookup("#undo-even-evidence").tryQuery().filter(Node::isVisible).isPresent());
    robot.interact(() -> robot.lookup("#undo-even-evidence").<CheckBox>query().setSelected(true));
    until(() ->
        robot.lookup("#undo-do").tryQuery().filter(button -> !button.isDisabled()).isPresent());
  }

  private static void closes(FxRobot robot, String sheet) {
    robot.interact(() -> ((Stage) robot.lookup(sheet).query().getScene().getWindow()).close());
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1280,720", "DARK,1920,1080", "DARK,1280,720", "LIGHT,1920,1080"})
  void verifying(Theme theme, int width, int height, FxRobot robot) throws Exception {
    try (LivePractice practice =
        new LivePractice(folder, 0, LivePractice.UNDER_ATTACK, List.of())) {
      practice.model.begin();
      String suffix = show(robot, practice.model, theme, width, height);
      TableView<?> pods = robot.lookup("#pods").query();
      until(() -> pods.getItems().toString().contains(LivePractice.VICTIM));
      robot.interact(() -> robot.lookup("#live-filter").<TextField>query().setText("8ppl7"));
      until(() -> pods.getItems().size() == 1);
      robot.interact(() -> pods.getSelectionModel().select(0));
      until(() -> !robot.lookup("#siblings-same_image").queryAll().isEmpty());
      fires(robot, "#pod-verify");
      over(robot, "#verify-sheet", "verify-before" + suffix);
      closes(robot, "#verify-sheet");
      fires(robot, "#pod-isolate");
      until(() -> text(robot, "#isolate-against").startsWith("Read-only"));
      robot.interact(() -> {
        robot.lookup("#isolate-first").<CheckBox>query().setSelected(true);
        robot.lookup("#isolate-reason").<TextField>query().setText("Incident 2026-117");
        robot.lookup("#isolate-allow").<Button>query().fire();
      });
      until(() -> !robot.lookup("#isolate-do").query().isDisabled());
      over(robot, "#isolate-sheet", "isolate-first" + suffix);
      fires(robot, "#isolate-do");
      until(() -> text(robot, "#isolate-result").contains("answered"));
      over(robot, "#isolate-sheet", "isolate-first-done" + suffix);
      fires(robot, "#isolate-verify");
      over(robot, "#verify-sheet", "verify-accepted" + suffix);
      fires(robot, "#verify-do");
      until(() -> text(robot, "#verify-chip").contains("LOOKING"));
      over(robot, "#verify-sheet", "verify-looking" + suffix);
      until(() -> text(robot, "#verify-chip").contains("PARTIAL"));
      over(robot, "#verify-sheet", "verify-partial" + suffix);
      fires(robot, "#verify-end");
      until(() -> text(robot, "#verify-chip").contains("VERIFIED"));
      over(robot, "#verify-sheet", "verify-verified" + suffix);
      closes(robot, "#verify-sheet");
      closes(robot, "#isolate-sheet");
      until(() -> text(robot, "#pod-state").contains("\u25cf verified"));
      save("pods-verified" + suffix);
      robot.interact(
          () -> robot.lookup("#live-tabs").<TabPane>query().getSelectionModel().clearAndSelect(4));
      TableView<?> measures = robot.lookup("#measures").query();
      robot.interact(() -> measures.getSelectionModel().select(0));
      save("actions-verified" + suffix);
      robot.interact(() -> ClosingSheet.open(scene.getRoot(), practice.model, false, () -> {}));
      over(robot, "#closing-sheet", "closing-cut-off" + suffix);
      closes(robot, "#closing-sheet");
      fires(robot, "#measure-undo");
      mayEnd(robot);
      over(robot, "#undo-sheet", "undo-ready" + suffix);
      closes(robot, "#undo-sheet");
      practice.cluster.change(
          new Change.Create(
              ObjectKind.NETWORK_POLICIES,
              "shop",
              "let-them-in",
              Json.object(
                  """
                  {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy",
                   "metadata": {"namespace": "shop", "name": "let-them-in"},
                   "spec": {"podSelector": {}, "policyTypes": ["Ingress"], "ingress": [{}]}}
                  """)),
          false,
          () -> {});
      until(() -> text(robot, "#live-alarm").contains("let-them-in"));
      robot.interact(() -> measures.getSelectionModel().select(0));
      save("actions-alarm" + suffix);
      fires(robot, "#measure-undo");
      mayEnd(robot);
      fires(robot, "#undo-do");
      until(() -> text(robot, "#undo-result").contains("Taken back"));
      over(robot, "#undo-sheet", "undo-done" + suffix);
      closes(robot, "#undo-sheet");
      until(() -> measures.getItems().toString().contains("AsBefore"));
      save("actions-undone" + suffix);
    }
  }

  /** Of a pod that nobody looked into before, by another one. */
  @ParameterizedTest
  @CsvSource({"LIGHT,1280,720", "DARK,1920,1080"})
  void comparing(Theme theme, int width, int height, FxRobot robot) throws Exception {
    try (LivePractice practice =
        new LivePractice(folder, 0, LivePractice.UNDER_ATTACK, List.of())) {
      practice.model.begin();
      String suffix = show(robot, practice.model, theme, width, height);
      TableView<?> pods = robot.lookup("#pods").query();
      until(() -> pods.getItems().toString().contains(LivePractice.VICTIM));
      robot.interact(() -> robot.lookup("#live-filter").<TextField>query().setText("8ppl7"));
      until(() -> pods.getItems().size() == 1);
      robot.interact(() -> pods.getSelectionModel().select(0));
      fires(robot, "#pod-isolate");
      until(() -> text(robot, "#isolate-against").startsWith("Read-only"));
      robot.interact(() -> {
        robot.lookup("#isolate-reason").<TextField>query().setText("Incident 2026-117");
        robot.lookup("#isolate-allow").<Button>query().fire();
      });
      fires(robot, "#isolate-do");
      until(() -> text(robot, "#isolate-result").contains("Accepted"));
      fires(robot, "#isolate-verify");
      fires(robot, "#verify-do");
      until(() -> text(robot, "#verify-chip").contains("PARTIAL"));
      fires(robot, "#verify-end");
      until(() -> text(robot, "#verify-chip").contains("NOT PROVED"));
      over(robot, "#verify-sheet", "verify-not-proved" + suffix);
      fires(robot, "#verify-compare");
      until(() -> text(robot, "#verify-chip").contains("VERIFIED"));
      over(robot, "#verify-sheet", "verify-compared" + suffix);
      closes(robot, "#verify-sheet");
      closes(robot, "#isolate-sheet");
    }
  }

  /** Of two pods, in a cluster that does not say that it is for practice. */
  @ParameterizedTest
  @CsvSource({"LIGHT,1280,720", "DARK,1920,1080"})
  void askingForTheToolbox(Theme theme, int width, int height, FxRobot robot) throws Exception {
    try (LivePractice practice =
        new LivePractice(folder, 0, LivePractice.UNDER_ATTACK, List.of())) {
      Greeting told = practice.greeting;
      Greeting real =
          new Greeting(
              told.user(),
              told.groups(),
              told.version(),
              Greeting.Practice.NO,
              "",
              told.clusterUid(),
              told.authoritySha256(),
              told.ahead());
      LiveViewModel model =
          new LiveViewModel(
              practice.live, real, "production-eu", new Jobs(), new FxThread(), Instant::now);
      model.begin();
      String suffix = show(robot, model, theme, width, height);
      TableView<?> pods = robot.lookup("#pods").query();
      until(() -> pods.getItems().toString().contains(LivePractice.VICTIM));
      robot.interact(() -> robot.lookup("#live-filter").<TextField>query().setText("8ppl7"));
      until(() -> pods.getItems().size() == 1);
      robot.interact(() -> pods.getSelectionModel().select(0));
      until(() -> !robot.lookup("#siblings-same_image").queryAll().isEmpty());
      save("pods-real" + suffix);
      fires(robot, "#pod-isolate");
      until(() -> text(robot, "#isolate-against").startsWith("Read-only"));
      robot.interact(() -> {
        robot.lookup("#isolate-first").<CheckBox>query().setSelected(true);
        robot.lookup("#isolate-out").<Button>query().fire();
        robot.lookup("#isolate-reason").<TextField>query().setText("Incident 2026-117");
        robot.lookup("#isolate-allow").<Button>query().fire();
      });
      until(() -> text(robot, "#isolate-against").contains("digest"));
      over(robot, "#isolate-sheet", "isolate-toolbox" + suffix);
      robot.interact(() -> robot.lookup("#isolate-first").<CheckBox>query().setSelected(false));
      fires(robot, "#isolate-do");
      until(() -> !text(robot, "#isolate-result").isEmpty());
      over(robot, "#isolate-sheet", "isolate-two" + suffix);
      fires(robot, "#isolate-verify");
      over(robot, "#verify-sheet", "verify-toolbox" + suffix);
      robot.interact(() ->
          robot
              .lookup("#verify-toolbox")
              .<TextField>query()
              .setText("registry.example/salvor-toolbox@sha256:" + "ab".repeat(32)));
      closes(robot, "#verify-sheet");
      closes(robot, "#isolate-sheet");
      model.end();
    }
  }

  /** Of four pods side by side, one of which hangs and is not seen. */
  @ParameterizedTest
  @CsvSource({"LIGHT,1280,720", "DARK,1280,720"})
  void verifyingFour(Theme theme, int width, int height, FxRobot robot) throws Exception {
    try (LivePractice practice =
        new LivePractice(folder, 0, LivePractice.UNDER_ATTACK, List.of())) {
      siblings(practice, 1);
      practice.model.begin();
      String suffix = show(robot, practice.model, theme, width, height);
      TableView<?> pods = robot.lookup("#pods").query();
      until(() -> pods.getItems().toString().contains("storefront-for"));
      robot.interact(() -> robot.lookup("#live-filter").<TextField>query().setText("8ppl7"));
      until(() -> pods.getItems().size() == 1);
      robot.interact(() -> pods.getSelectionModel().select(0));
      until(() -> !robot.lookup("#siblings-same_image").queryAll().isEmpty());
      fires(robot, "#pod-isolate");
      until(() -> text(robot, "#isolate-against").startsWith("Read-only"));
      fires(robot, "#isolate-all");
      until(() -> text(robot, "#isolate-do").contains("4 pods"));
      robot.interact(() -> {
        robot.lookup("#isolate-first").<CheckBox>query().setSelected(true);
        robot.lookup("#isolate-reason").<TextField>query().setText("Incident 2026-117");
        robot.lookup("#isolate-allow").<Button>query().fire();
      });
      fires(robot, "#isolate-do");
      until(() -> text(robot, "#isolate-result").contains("answered"));
      practice
          .practice
          .faults()
          .plan(
              1,
              request -> request.path().endsWith(LivePractice.SIBLING + "/exec"),
              new Faults.Fault.HalfOpen());
      fires(robot, "#isolate-verify");
      fires(robot, "#verify-do");
      until(() -> text(robot, "#verify-against").startsWith("3 of 4"));
      over(robot, "#verify-sheet", "verify-four-looking" + suffix);
      until(() -> text(robot, "#verify-chip").contains("NOT SEEN"));
      over(robot, "#verify-sheet", "verify-four" + suffix);
      closes(robot, "#verify-sheet");
      closes(robot, "#isolate-sheet");
      robot.interact(
          () -> robot.lookup("#live-tabs").<TabPane>query().getSelectionModel().clearAndSelect(4));
      until(() -> text(robot, "#measures-watched").contains("Not watched"));
      save("actions-four" + suffix);
      robot.interact(() -> robot.lookup("#measures-inside").<CheckBox>query().fire());
      until(() -> text(robot, "#measures-inside-said").startsWith("Last looked"));
      save("actions-four-watched" + suffix);
    }
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1280,720", "DARK,1920,1080"})
  void manySiblings(Theme theme, int width, int height, FxRobot robot) throws Exception {
    try (LivePractice practice =
        new LivePractice(folder, 0, LivePractice.UNDER_ATTACK, List.of())) {
      siblings(practice, 200);
      practice.model.begin();
      String suffix = show(robot, practice.model, theme, width, height);
      TableView<?> pods = robot.lookup("#pods").query();
      until(() -> pods.getItems().size() > 200);
      robot.interact(() -> robot.lookup("#live-filter").<TextField>query().setText("8ppl7"));
      until(() -> pods.getItems().size() == 1);
      robot.interact(() -> pods.getSelectionModel().select(0));
      until(() -> !robot.lookup("#siblings-same_image").queryAll().isEmpty());
      fires(robot, "#pod-isolate");
      until(() -> text(robot, "#isolate-against").startsWith("Read-only"));
      fires(robot, "#isolate-all");
      until(() -> text(robot, "#isolate-do").contains("203 pods"));
      over(robot, "#isolate-sheet", "isolate-many" + suffix);
      closes(robot, "#isolate-sheet");
    }
  }

  /** So many pods of the victim's image, with names as long as they can be. */
  private static void siblings(LivePractice practice, int many) throws Exception {
    ObjectNode like =
        (ObjectNode) practice.cluster.get(ObjectKind.PODS, "shop", LivePractice.VICTIM).deepCopy();
    ObjectNode metadata = (ObjectNode) like.get("metadata");
    metadata.remove(List.of("uid", "resourceVersion", "creationTimestamp", "ownerReferences"));
    metadata.putObject("labels").put("app", "storefront"); // none of the owner's
    for (int i = 0; i < many; i++) {
      ObjectNode pod = like.deepCopy();
      String name = "storefront-for-the-winter-campaign-of-all-regions-%04d".formatted(i);
      pod.withObject("/metadata").put("name", name);
      practice.cluster.change(
          new Change.Create(ObjectKind.PODS, "shop", name, pod), false, () -> {});
    }
  }
}
