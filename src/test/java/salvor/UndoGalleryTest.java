package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
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
import salvor.cluster.ObjectKind;
import salvor.training.apiserver.Json;
import salvor.workbench.fx.Theme;

/** Pictures of the sheet that takes a measure back, in {@code target/gallery}. */
class UndoGalleryTest extends Gallery {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"LIGHT,1920,1080", "DARK,1920,1080", "LIGHT,1280,720", "DARK,1280,720"})
  void takingBackAnIsolation(Theme theme, int width, int height, FxRobot robot) throws Exception {
    try (LivePractice practice = new LivePractice(folder, 20)) {
      practice.model.begin();
      String suffix = show(robot, practice.model, theme, width, height);
      TableView<?> pods = robot.lookup("#pods").query();
      until(() -> !pods.getItems().isEmpty() && isOut(pods));
      int before = pods.getItems().size();
      robot.interact(() -> pods.getSelectionModel().select(0));
      until(() -> !robot.lookup("#siblings-same_image").queryAll().isEmpty());
      fires(robot, "#pod-isolate");
      until(() -> text(robot, "#isolate-against").startsWith("Read-only"));
      robot.interact(() -> {
        robot.lookup("#isolate-reason").<TextField>query().setText("Incident 2026-117");
        robot.lookup("#isolate-allow").<Button>query().fire();
      });
      until(() -> !robot.lookup("#isolate-do").query().isDisabled());
      fires(robot, "#isolate-do");
      until(() -> text(robot, "#isolate-result").startsWith("The cluster accepted"));
      until(() -> pods.getItems().size() > before);
      opens(robot);
      over(robot, "#undo-sheet", "undo-may-be-deleted" + suffix);
      robot.interact(() -> robot.lookup("#undo-even-evidence").<CheckBox>query().setSelected(true));
      over(robot, "#undo-sheet", "undo-even-evidence" + suffix);
      closes(robot);
      practice.cluster.change(
          new Change.Patch(
              ObjectKind.DEPLOYMENTS,
              "shop",
              "web",
              "",
              Change.Patch.Type.MERGE,
              Json.object("{spec: {replicas: 0}}")),
          false,
          () -> {});
      until(() -> pods.getItems().size() < before);
      opens(robot);
      over(robot, "#undo-sheet", "undo-deleted" + suffix);
      closes(robot);
    }
  }

  /** Of another cluster, by somebody else, and of a pod that is held. */
  @ParameterizedTest
  @CsvSource({"LIGHT,1920,1080", "DARK,1920,1080", "LIGHT,1280,720", "DARK,1280,720"})
  void takingBackWhatOthersDid(Theme theme, int width, int height, FxRobot robot) throws Exception {
    try (LivePractice before = new LivePractice(folder, 0)) {
      does("hold");
      assertThat(before.greeting.clusterUid()).isNotEmpty();
    }
    try (LivePractice practice = new LivePractice(folder, 20)) {
      practice.cluster.change(
          new Change.Create(
              ObjectKind.CLUSTER_ROLE_BINDINGS,
              "",
              "web-admin",
              Json.object(
                  """
                  {apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRoleBinding', metadata: {name: 'web-admin'},
                   roleRef: {apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin'},
                   subjects: [{kind: 'ServiceAccount', namespace: 'shop', name: '%s'}]}
                  """
                      .formatted(
                          practice
                              .cluster
                              .get(ObjectKind.PODS, "shop", LivePractice.VICTIM)
                              .at("/spec/serviceAccountName")
                              .asString("default")))),
          false,
          () -> {});
      String user = System.setProperty("user.name", "eve");
      try {
        does("contain", "revoke");
      } finally {
        System.setProperty("user.name", user);
      }
      does("hold");
      practice.model.begin();
      String suffix = show(robot, practice.model, theme, width, height);
      TableView<?> pods = robot.lookup("#pods").query();
      until(() -> !pods.getItems().isEmpty() && isOut(pods));
      robot.interact(
          () -> robot.lookup("#live-tabs").<TabPane>query().getSelectionModel().clearAndSelect(4));
      TableView<?> measures = robot.lookup("#measures").query();
      until(() -> measures.getItems().size() == 3);
      robot.interact(() -> measures.getSelectionModel().select(2));
      save("actions-other-cluster" + suffix);
      for (int row = 0; row < 2; row++) {
        int chosen = row;
        robot.interact(() -> measures.getSelectionModel().select(chosen));
        fires(robot, "#measure-undo");
        until(() -> !text(robot, "#undo-about").isEmpty());
        until(() -> !text(robot, "#undo-against").startsWith("Looking"));
        over(robot, "#undo-sheet", (row == 0 ? "undo-hold" : "undo-of-others") + suffix);
        closes(robot);
      }
    }
  }

  private void does(String... what) {
    Terminal terminal = new Terminal();
    int code =
        terminal.run(
            Stream.concat(
                    Stream.of(what),
                    Stream.of(
                        "--kubeconfig",
                        folder.resolve("kubeconfig").toString(),
                        "shop/" + LivePractice.VICTIM,
                        "--case",
                        folder.resolve("case").toString(),
                        "--reason",
                        "Incident 2026-117",
                        "--yes"))
                .toArray(String[]::new));
    assertThat(code).as(terminal.out() + terminal.err()).isLessThan(2);
  }

  private static boolean isOut(TableView<?> pods) {
    String first = pods.getItems().getFirst().toString();
    return first.contains(LivePractice.VICTIM) && first.contains("severity=CRITICAL");
  }

  private static void fires(FxRobot robot, String button) {
    robot.interact(() -> robot.lookup(button).<Button>query().fire());
  }

  private static void opens(FxRobot robot) throws Exception {
    fires(robot, "#isolate-undo");
    until(() ->
        robot.lookup("#undo-even-evidence").tryQuery().filter(n -> n.isVisible()).isPresent());
  }

  private static void closes(FxRobot robot) {
    robot.interact(
        () -> ((Stage) robot.lookup("#undo-sheet").query().getScene().getWindow()).close());
  }
}
