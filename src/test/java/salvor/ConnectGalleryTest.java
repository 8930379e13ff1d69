package salvor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.api.FxRobot;
import salvor.jobs.Jobs;
import salvor.workbench.Opener;
import salvor.workbench.cluster.ConnectSheet;
import salvor.workbench.cluster.ConnectViewModel;
import salvor.workbench.fx.FxThread;
import salvor.workbench.fx.Theme;

/** Pictures of connecting to a cluster. */
class ConnectGalleryTest extends Gallery {
  static final String PLUGIN =
      """
      apiVersion: v1
      kind: Config
      current-context: shop
      clusters:
      - name: shop
        cluster: {server: "https://10.0.0.1:6443"}
      users:
      - name: alice
        user:
          exec:
            apiVersion: client.authentication.k8s.io/v1
            command: /opt/bin/get-token
            args: [--cluster, "shop <b>\u202eprod"]
            env: [{name: PROFILE, value: ops}]
            interactiveMode: Never
      contexts:
      - name: shop
        context: {cluster: shop, user: alice, namespace: web}
      - name: gone
        context: {cluster: none-of-that-name-is-in-this-file-nor-in-any-other-that-was-named-beside-it, user: nobody-of-that-name-either}
      """;

  @TempDir Path folder;

  @Override
  protected Opener opener() {
    return PractiseStoryTest.opener(Path.of("target"), this::evidence);
  }

  @ParameterizedTest
  @EnumSource(
      value = Theme.class,
      names = {"LIGHT", "DARK"})
  void asksWhatToPractiseOn(Theme theme, FxRobot robot) throws Exception {
    robot.interact(() -> theme.applyTo(scene));
    robot.interact(() -> PractiseStoryTest.asked(robot));
    until(() -> robot.lookup("#practise").tryQuery().filter(b -> !b.isDisabled()).isPresent());
    until(() -> text(robot, "#practise-doing").isEmpty());
    String suffix = theme.name().toLowerCase(Locale.ROOT);
    over(robot, "#practise-sheet", "practise-sheet-" + suffix);
    PractiseStoryTest.hold();
    robot.interact(() -> robot.lookup("#practise").<Button>query().fire());
    until(() -> text(robot, "#practise-doing").startsWith("Starting"));
    over(robot, "#practise-sheet", "practise-starting-" + suffix);
    robot.interact(() -> robot.lookup("#practise-sheet").query().getScene().getWindow().hide());
    PractiseStoryTest.goOn();
  }

  @ParameterizedTest
  @EnumSource(
      value = Theme.class,
      names = {"LIGHT", "DARK"})
  void asksBeforeAProgramRuns(Theme theme, FxRobot robot) throws Exception {
    robot.interact(() -> theme.applyTo(scene));
    String suffix = "-" + theme.name().toLowerCase(Locale.ROOT);
    save("connect-welcome" + suffix);
    Path file = Files.writeString(folder.resolve("config"), PLUGIN);
    ConnectViewModel model =
        new ConnectViewModel(Salvor.liveSource(), new Jobs(), new FxThread(), _ -> {});
    robot.interact(() -> ConnectSheet.open(scene.getRoot(), model, false));
    robot.interact(() -> model.connect(file, "shop"));
    until(() -> robot.lookup("#connect-plugin").query().isVisible());
    over(robot, "#connect-sheet", "connect-plugin" + suffix);
    Path away =
        Files.writeString(
            folder.resolve("away"),
            PLUGIN
                .replace("10.0.0.1:6443", "127.0.0.1:1")
                .replaceAll("(?s)    exec:.*Never", "    token: x"));
    robot.interact(() -> model.connect(away, "shop"));
    until(() -> text(robot, "#connect-trouble").contains("Nobody listens"));
    robot.interact(
        () -> robot.lookup("#contexts").<ListView<?>>query().getSelectionModel().selectLast());
    over(robot, "#connect-sheet", "connect-failed" + suffix);
    robot.interact(() -> robot.lookup("#connect-sheet").query().getScene().getWindow().hide());
  }
}
