package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import salvor.ingest.checkpoint.CheckpointTar;
import salvor.workbench.fx.Theme;

/** A secret in memory, the process that has it, and whom that talks to are three steps apart. */
class CheckpointStoryTest extends WindowStory {
  @TempDir Path folder;

  CheckpointStoryTest() {
    super(1280, 720, Theme.LIGHT);
  }

  private static TableView<?> table(FxRobot robot, String id) {
    return robot.lookup(id).query();
  }

  private static String facts(FxRobot robot) {
    return table(robot, "#checkpoint-facts").getItems().toString();
  }

  @Test
  void anotherFileThanTheOneThatWasImportedIsNotShown(FxRobot robot) throws Exception {
    Path file = Files.write(folder.resolve("checkpoint.tar"), CheckpointTar.hacked().tar());
    open(robot, evidence(file));
    Files.write(file, CheckpointTar.hacked().file(1, "/other", 0).tar());
    TabPane tabs = robot.lookup("#tabs").query();
    robot.interact(() ->
        tabs.getTabs().stream()
            .filter(t -> "tab-checkpoint".equals(t.getId()))
            .forEach(tabs.getSelectionModel()::select));
    until(() -> text(robot, "#checkpoint-told").contains("is not what was imported"));
    assertThat(table(robot, "#checkpoint-processes").getItems()).isEmpty();
  }

  @Test
  void fromASecretInMemoryToTheAttackersSocket(FxRobot robot) throws Exception {
    open(
        robot,
        evidence(Files.write(folder.resolve("checkpoint.tar"), CheckpointTar.hacked().tar())));
    TabPane tabs = robot.lookup("#tabs").query();
    robot.interact(() ->
        tabs.getTabs().stream()
            .filter(t -> "tab-checkpoint".equals(t.getId()))
            .forEach(tabs.getSelectionModel()::select));
    until(() -> robot.lookup("#checkpoint-processes").tryQuery().isPresent());
    until(() -> table(robot, "#checkpoint-processes").getItems().size() == 4);
    assertThat(text(robot, "#checkpoint-told")).startsWith("shop/web-1, taken ");
    robot.interact(() -> table(robot, "#checkpoint-processes").getSelectionModel().select(0));
    assertThat(facts(robot))
        .contains("/tmp/.t, 5 bytes, mode 0644, modified by its own words 2026-11-23T04:15:35Z")
        .contains("Deleted file", "/etc/shadow")
        .contains("/etc of /dev/vda1 /srv/etc, ro,relatime");
    TextField field = robot.lookup("#memory-search").query();
    robot.interact(field::requestFocus);
    robot.interact(() -> field.setText("s3cr3t-"));
    robot.push(KeyCode.ENTER);
    until(() -> robot.lookup("#checkpoint-hits").tryQuery().isPresent());
    assertThat(text(robot, "#memory-found")).startsWith("1 hit in 24 KiB");
    robot.interact(() -> table(robot, "#checkpoint-hits").getSelectionModel().select(0));
    assertThat(facts(robot))
        .contains("/tmp/kworkerds 203.0.113.77 3333")
        .contains("(deleted while it ran)")
        .contains("tcp 10.0.0.5:37622 to 203.0.113.77:3333, established")
        .contains("TOKEN=\u2022")
        .doesNotContain("TOKEN=s3cr3t");
    CheckBox values = robot.lookup("#checkpoint-values").query();
    robot.interact(values::fire);
    assertThat(facts(robot)).contains("TOKEN=s3cr3t");
    TableView<?> facts = table(robot, "#checkpoint-facts");
    robot.interact(() -> facts.getSelectionModel().select(2));
    until(() ->
        robot.lookup(".details").queryAll().stream()
            .flatMap(n -> n.lookupAll(".label").stream())
            .anyMatch(l ->
                l instanceof javafx.scene.control.Label label
                    && label.getText().contains("203.0.113.77:3333")));
  }

  /**
   * A line of Falco of the same container, which names the process by the node's and its own pid.
   */
  private static final String FALCO =
      """
      {"hostname":"n1","priority":"Critical","rule":"Drop and execute new binary in container",\
      "source":"syscall","time":"2026-11-23T04:17:00.422Z","output_fields":{"container.id":\
      "ab12ab12ab12","container.name":"web","evt.type":"execve","k8s.ns.name":"shop",\
      "k8s.pod.name":"web-1","proc.cmdline":"kworkerds 203.0.113.77 3333","proc.exepath":\
      "/tmp/kworkerds","proc.name":"kworkerds","proc.pid":3285,"proc.ppid":3283,"proc.vpid":7}}
      """;

  @Test
  void fromAnAlertToTheSecretAndTheSocketOfItsProcess(FxRobot robot) throws Exception {
    Path checkpoint = Files.write(folder.resolve("c.tar"), CheckpointTar.hacked().tar());
    Path log = Files.writeString(folder.resolve("falco.jsonl"), FALCO);
    open(robot, evidence(List.of(checkpoint, log)));
    assertThat(text(robot, "#reason")).contains("miners"); // the worst finding is chosen already
    robot.clickOn("Checkpoint");
    until(() -> facts(robot).contains("/tmp/kworkerds 203.0.113.77 3333"));
    assertThat(facts(robot))
        .contains("tcp 10.0.0.5:37622 to 203.0.113.77:3333, established")
        .contains("TOKEN=\u2022");
    robot.clickOn("#checkpoint-values");
    assertThat(facts(robot)).contains("TOKEN=s3cr3t");
  }
}
