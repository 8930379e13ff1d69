package salvor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import salvor.cluster.Cluster;
import salvor.cluster.Confirmed;
import salvor.cluster.KubeContext;
import salvor.cluster.Kubeconfigs;
import salvor.cluster.fabric8.Fabric8Clusters;
import salvor.cluster.fabric8.PracticeApi;
import salvor.jobs.Jobs;
import salvor.live.LiveCase;
import salvor.live.LiveJudging;
import salvor.workbench.cluster.LiveViewModel;
import salvor.workbench.fx.FxThread;
import salvor.workbench.fx.Theme;

/** Pictures of a practice cluster while the incident happens. */
class LiveGalleryTest extends Gallery {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1600,1000", "LIGHT,1280,720", "DARK,1280,720"})
  void theIncidentHappens(Theme theme, int width, int height, FxRobot robot) throws Exception {
    try (LivePractice practice = new LivePractice(folder, 20)) {
      practice.model.begin();
      String suffix = show(robot, practice.model, theme, width, height);
      TableView<?> pods = robot.lookup("#pods").query();
      until(() -> pods.getItems().size() > 10);
      save("live-begin" + suffix);
      until(() -> pods.getItems().getFirst().toString().contains(LivePractice.VICTIM));
      robot.interact(pods::requestFocus);
      robot.type(KeyCode.HOME);
      until(() -> pods.getItems().get(2).toString().contains(LivePractice.SECOND_VICTIM));
      save("live" + suffix);
      TabPane tabs = robot.lookup("#live-tabs").query();
      robot.interact(() -> tabs.getSelectionModel().select(1));
      until(() -> painted(robot, "#timeline-picture"));
      focus(robot, "#timeline");
      robot.type(KeyCode.PERIOD);
      until(() -> !robot.lookup("#reason").queryAll().isEmpty());
      save("live-timeline" + suffix);
      robot.type(KeyCode.N);
      save("live-timeline-follows" + suffix);
      practice.loseASensor();
      Label words = robot.lookup("#live-follows").query();
      until(() -> words.getText().contains("not heard since"));
      save("live-not-heard-yet" + suffix);
      Label connection = robot.lookup("#live-connection").query();
      until(() -> connection.getText().contains("is not heard since"));
      robot.type(KeyCode.W, 2);
      robot.clickOn("#live-follow");
      until(() -> practice.sinceLost(30));
      save("live-not-heard" + suffix);
    }
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1280,720"})
  void baselinesAreLearned(Theme theme, int width, int height, FxRobot robot) throws Exception {
    try (LivePractice practice = new LivePractice(folder, 10, null, List.of())) {
      practice.model.begin();
      String suffix = show(robot, practice.model, theme, width, height);
      TableView<?> pods = robot.lookup("#pods").query();
      until(() -> pods.getItems().toString().contains("unknown="));
      for (String item : List.of("live-learn", "live-kubescape")) {
        robot.interact(() ->
            robot.lookup("#live-baselines").<MenuButton>query().getItems().stream()
                .filter(each -> item.equals(each.getId()))
                .forEach(MenuItem::fire));
        over(robot, "#learn-left-out", item + "-begin" + suffix);
        if (item.equals("live-learn")) {
          until(() -> text(robot, "#learn-suspicion").contains("Nothing from"));
          until(() -> !text(robot, "#learn-growth").isEmpty());
        } else {
          until(() -> text(robot, "#learn-left-out").contains("Kubescape"));
        }
        over(robot, "#learn-left-out", item + suffix);
        robot.type(KeyCode.ESCAPE);
      }
    }
  }

  /** Names as long as Kubernetes lets them be, and images as long as registries do. */
  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1600,1000", "LIGHT,1280,720", "DARK,1280,720"})
  void longNames(Theme theme, int width, int height, FxRobot robot) throws Exception {
    try (PracticeApi api = new PracticeApi()) {
      String name = "payment-reconciliation-backend-for-the-north-east-region-x";
      String image =
          "registry.internal.example.com:5000/" + "a-team-with-a-long-name/".repeat(8) + "app:1";
      for (String pod : List.of("-8ppl7", "-79mhf", "-klqbd")) {
        api.create(
            "pods",
            """
            {"metadata": {"namespace": "%s", "name": "%s"}, "spec": {"nodeName": "%s",
              "containers": [{"name": "%s", "image": "%s"}]},
             "status": {"phase": "Running", "podIP": "fd00:1234:5678:9abc:def0:1234:5678:9abc",
              "containerStatuses": [{"name": "%s", "image": "%s", "restartCount": 1234567,
               "imageID": "%s@sha256:%s", "state": {"waiting": {"reason": "CreateContainerConfigError"}}}]}}
            """
                .formatted(
                    name.substring(0, 57),
                    name.substring(0, 57) + pod,
                    name + ".example.com",
                    name,
                    image,
                    name,
                    image,
                    image.substring(0, image.length() - 2),
                    "a".repeat(64)));
      }
      Path file =
          Files.writeString(folder.resolve("kubeconfig"), api.kubeconfig(PracticeApi.ADMIN));
      KubeContext context =
          Kubeconfigs.read(List.of(file), KubeContext.Origin.USER).context("").orElseThrow();
      LiveJudging judging =
          new LiveJudging(Salvor.reader(), Salvor::judge, List.of(), LiveJudging.ORDINARY_TAIL);
      try (Cluster cluster = new Fabric8Clusters(new Jobs()).connect(context, Confirmed.NOTHING);
          LiveCase live =
              new LiveCase(
                  cluster, folder.resolve("case"), judging, new Jobs(), InstantSource.system())) {
        LiveViewModel model =
            new LiveViewModel(
                live, cluster.greet(), name, new Jobs(), new FxThread(), InstantSource.system());
        model.begin();
        String suffix = show(robot, model, theme, width, height);
        TableView<?> pods = robot.lookup("#pods").query();
        until(() -> pods.getItems().size() == 3);
        robot.interact(pods::requestFocus);
        robot.type(KeyCode.HOME);
        until(() -> !robot.lookup("#siblings-same_image").queryAll().isEmpty());
        save("long-why" + suffix);
        TabPane tabs = robot.lookup("#pod-tabs").query();
        for (String tab : List.of("containers", "powers", "around", "logs")) {
          robot.interact(() ->
              tabs.getTabs().stream()
                  .filter(each -> each.getId().endsWith(tab))
                  .forEach(tabs.getSelectionModel()::select));
          save("long-" + tab + suffix);
        }
        robot.interact(
            () -> robot.lookup("#group-by").<ChoiceBox<?>>query().getSelectionModel().select(3));
        until(() -> !robot.lookup("#groups").<TableView<?>>query().getItems().isEmpty());
        TabPane top = robot.lookup("#live-tabs").query();
        save("long-groups" + suffix);
        robot.interact(() -> top.getSelectionModel().select(2));
        until(() -> !robot.lookup(".table-row-cell").queryAll().isEmpty());
        save("long-readiness" + suffix);
        robot.interact(() -> top.getSelectionModel().selectLast());
        until(() -> text(robot, "#custody-standing").contains("WHOLE"));
        robot.interact(() ->
            robot.lookup("#custody-records").<TableView<?>>query().getSelectionModel().select(0));
        save("long-custody" + suffix);
        model.end();
      }
    }
  }
}
