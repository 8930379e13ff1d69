package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.api.FxRobot;
import salvor.jobs.Jobs;
import salvor.workbench.cluster.DriftSheet;
import salvor.workbench.cluster.DriftViewModel;
import salvor.workbench.fx.FxThread;
import salvor.workbench.fx.Theme;

/** Two dumps of a cluster are compared in the window. */
class DriftGalleryTest extends Gallery {
  private static final String OBJECTS =
      """
      apiVersion: v1
      kind: List
      items:
      - apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: web}
        roleRef: {kind: ClusterRole, name: view}
        subjects: [{kind: ServiceAccount, namespace: shop, name: web}]
      - apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop}
        spec: {template: {spec: {containers: [{name: web, image: "shop/web:1.4.2", env: [{name: TOKEN, value: one}]}]}}}
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = Theme.class,
      names = {"LIGHT", "DARK"})
  void showsWhatIsNotAsItWas(Theme theme, FxRobot robot) throws Exception {
    Path a = Files.writeString(folder.resolve("a.yaml"), OBJECTS);
    Path b =
        Files.writeString(
            folder.resolve("b.yaml"),
            OBJECTS.replace("view", "cluster-admin").replace("1.4.2", "1.4.3").replace("one", "two")
                + "- {apiVersion: v1, kind: Pod, metadata: {name: \"x\u202ey\", namespace: shop}, spec: {hostPID: true}}\n");
    robot.interact(() -> theme.applyTo(scene));
    robot.interact(
        () -> DriftSheet.open(scene.getRoot(), new DriftViewModel(new Jobs(), new FxThread())));
    robot.interact(
        () -> robot.lookup("#drift-before").queryAs(TextField.class).setText(a.toString()));
    robot.interact(
        () -> robot.lookup("#drift-after").queryAs(TextField.class).setText(b.toString()));
    robot.interact(() -> robot.lookup("#drift-compare").queryAs(Button.class).fire());
    TableView<?> table = robot.lookup("#drift-changes").queryAs(TableView.class);
    until(() -> !table.getItems().isEmpty());
    robot.interact(() -> table.getSelectionModel().select(0));

    assertThat(table.getItems()).hasSize(4);
    assertThat(robot.lookup("#drift-chosen").queryLabeled())
        .extracting(l -> l.getText())
        .asString()
        .contains("ServiceAccount shop/web")
        .contains("ClusterRole view \u2192 ClusterRole cluster-admin");
    over(robot, "#drift-sheet", "drift-" + theme.name().toLowerCase(Locale.ROOT));
    Node sheet = robot.lookup("#drift-sheet").query();
    robot.interact(() -> sheet.getScene().getWindow().hide());
  }
}
