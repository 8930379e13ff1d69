package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javafx.scene.control.Labeled;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
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
import tools.jackson.databind.json.JsonMapper;

/** What a person reads in the live window on a bad day. */
@Timeout(180)
class BadDaysWindowTest extends WindowStory {
  private static final String EVIL = "\u001b[2J<b>x</b>\nsecond\u202egnp.exe\u0000\u0007";
  @TempDir Path folder;

  BadDaysWindowTest() {
    super(1600, 1000, Theme.LIGHT);
  }

  private interface Day {
    void live(LiveViewModel model) throws Exception;
  }

  private void on(PracticeApi api, FxRobot robot, Day day) throws Exception {
    Path file = Files.writeString(folder.resolve("kubeconfig"), api.kubeconfig(PracticeApi.ADMIN));
    KubeContext context =
        Kubeconfigs.read(List.of(file), KubeContext.Origin.USER).contexts().getFirst();
    LiveJudging judging =
        new LiveJudging(Salvor.reader(), Salvor::judge, List.of(), LiveJudging.ORDINARY_TAIL);
    try (api;
        Cluster cluster = new Fabric8Clusters(new Jobs()).connect(context, Confirmed.NOTHING);
        LiveCase live =
            new LiveCase(
                cluster, folder.resolve("case"), judging, new Jobs(), InstantSource.system())) {
      LiveViewModel model =
          new LiveViewModel(
              live,
              cluster.greet(),
              context.name(),
              new Jobs(),
              new FxThread(),
              InstantSource.system());
      model.begin();
      show(robot, model);
      day.live(model);
      model.end();
    }
  }

  private static String connection(FxRobot robot) {
    return robot.lookup("#live-connection").queryLabeled().getText();
  }

  /** Every text that is shown now, and what is read aloud. */
  private static Set<String> texts(FxRobot robot) {
    Set<String> all = new TreeSet<>();
    robot
        .lookup(node -> true)
        .queryAll()
        .forEach(node -> {
          all.add(String.valueOf(node.getAccessibleText()));
          switch (node) {
            case Labeled labeled -> all.add(String.valueOf(labeled.getText()));
            case Text text -> all.add(text.getText());
            case TextInputControl field -> all.add(String.valueOf(field.getText()));
            default -> {}
          }
        });
    return all;
  }

  @Test
  void namesThatTheServerDoesNotRefuse(FxRobot robot) throws Exception {
    PracticeApi api = new PracticeApi();
    api.create(
        "pods",
        """
        {"metadata": {"namespace": %1$s, "name": %1$s, "labels": {%1$s: %1$s}},
         "spec": {"nodeName": %1$s, "serviceAccountName": %1$s, "volumes": [{"name": %1$s, "hostPath":
          {"path": %1$s}}], "containers": [{"name": %1$s, "image": %1$s, "env": [{"name": %1$s, "value":
          %1$s}]}]},
         "status": {"phase": %1$s, "podIP": %1$s, "conditions": [{"type": %1$s, "status": "True",
          "message": %1$s}], "containerStatuses": [{"name": %1$s, "image": %1$s, "imageID": %1$s,
          "state": {"waiting": {"reason": %1$s, "message": %1$s}}}]}}
        """
            .formatted(JsonMapper.shared().writeValueAsString(EVIL)));
    on(
        api,
        robot,
        model -> {
          TableView<?> pods = robot.lookup("#pods").query();
          until(() -> pods.getItems().size() == 1);
          robot.interact(pods::requestFocus);
          robot.type(KeyCode.HOME);
          until(() -> robot.lookup("#pod-page .tab-pane").tryQuery().isPresent());
          Set<String> all = texts(robot);
          TabPane tabs = robot.lookup("#pod-page .tab-pane").queryAs(TabPane.class);
          for (int i = 0; i < tabs.getTabs().size(); i++) {
            int tab = i;
            robot.interact(() -> tabs.getSelectionModel().select(tab));
            all.addAll(texts(robot));
          }
          assertThat(all).anyMatch(text -> text.contains("<b>x</b>"));
          assertThat(all)
              .as("shown, but never obeyed")
              .noneMatch(text -> text.matches("(?s).*[\u001b\u202e\u0000\u0007].*"))
              .noneMatch(text -> text.contains("</b>\nsecond"));
        });
  }

  @Test
  void aClockThatIsTwoHoursOff(FxRobot robot) throws Exception {
    PracticeApi api =
        new PracticeApi(() -> InstantSource.system().instant().minus(Duration.ofHours(2)));
    on(
        api,
        robot,
        model -> until(() -> connection(robot).endsWith("tokens may not hold. Set it right.")));
  }

  @Test
  void aTokenThatEndsWhileItIsWatched(FxRobot robot) throws Exception {
    PracticeApi api = new PracticeApi();
    api.pod("a");
    on(
        api,
        robot,
        model -> {
          TableView<?> pods = robot.lookup("#pods").query();
          until(() -> pods.getItems().size() == 1 && connection(robot).isEmpty());
          api.server.revoke(PracticeApi.ADMIN);
          api.server.cut();
          until(() ->
              connection(robot).lines().count() == 2
                  && connection(robot).lines().allMatch(line -> line.contains("(401)")));
          assertThat(connection(robot))
              .as("told once of all")
              .startsWith("Of the pods, replicasets, ")
              .contains("does not accept the credentials (401)")
              .contains("Log in again and take the new kubeconfig. Next try ");
          assertThat(pods.getItems()).as("what was known stays").hasSize(1);
        });
  }
}
