package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import salvor.casefile.Opening;
import salvor.custody.CaseLedger;
import salvor.custody.SigningKey;
import salvor.workbench.FxWatchdog;
import salvor.workbench.OpenRequest;
import salvor.workbench.fx.Theme;
import tools.jackson.databind.node.ObjectNode;

/** From the window: seal, verify, hand over, and open what is not valid for a reason alone. */
@ExtendWith(FxWatchdog.class)
class CustodyStoryTest extends WindowStory {
  private static final Path FALCO = WEB_SHELL.resolve("evidence/falco.jsonl.gz");
  private final String home = System.getProperty("user.home");
  private @TempDir Path dir;

  CustodyStoryTest() {
    super(1600, 1000, Theme.LIGHT);
  }

  @BeforeEach
  void ownKey() {
    System.setProperty("user.home", dir.resolve("home").toString());
  }

  @AfterEach
  void userKey() {
    System.setProperty("user.home", home);
  }

  private OpenRequest kept(Path evidence) {
    return kept(evidence, "case");
  }

  private OpenRequest kept(Path evidence, String folder) {
    return Salvor.request(
        Salvor.cases(), Opening.inFolder(List.of(evidence), List.of(), dir.resolve(folder)));
  }

  private List<ObjectNode> records() throws IOException {
    List<ObjectNode> records = new ArrayList<>();
    var check = CaseLedger.in(dir.resolve("case"), InstantSource.system()).check(records::add);
    assertThat(check.faults()).isEmpty();
    return records;
  }

  private static void write(FxRobot robot, String field, String text) {
    robot.interact(() -> robot.lookup(field).<TextField>query().setText(text));
  }

  private static void fire(FxRobot robot, String button) throws Exception {
    until(() -> !robot.lookup(button).query().isDisabled());
    focus(robot, button);
    robot.type(KeyCode.SPACE);
  }

  private Path sealed(FxRobot robot) throws Exception {
    open(robot, kept(FALCO));
    CustodyGalleryTest.show(robot);
    fire(robot, "#custody-seal");
    until(() -> robot.lookup("#seal-out").query().isFocused());
    Path bundle = dir.resolve("sealed");
    write(robot, "#seal-out", bundle.toString());
    write(robot, "#seal-reason", "for the court");
    write(robot, "#seal-passphrase", "open sesame");
    assertThat(robot.lookup("#seal-do").query().isDisabled()).as("said once alone").isTrue();
    write(robot, "#seal-again", "open sesame");
    fire(robot, "#seal-do");
    until(() -> text(robot, "#seal-told").startsWith("Sealed: 1 file"));
    assertThat(text(robot, "#seal-told"))
        .contains(SigningKey.fingerprint(SigningKey.ofUser()).orElseThrow());
    robot.type(KeyCode.ESCAPE);
    until(() -> robot.lookup("#seal-sheet").tryQuery().isEmpty());
    return bundle;
  }

  /** The fields of the chosen record. */
  private static List<String> said(FxRobot robot) {
    return robot.lookup("#custody-record-fields .label").queryAllAs(Label.class).stream()
        .map(Label::getText)
        .toList();
  }

  @Test
  void sealsAndNamesTheByteThatWasChangedSince(FxRobot robot) throws Exception {
    Path bundle = sealed(robot);
    Terminal terminal = new Terminal();
    assertThat(terminal.run("verify", bundle.toString())).isZero();
    until(() -> robot.lookup("#custody-records").<TableView<?>>query().getItems().size() > 1);
    robot.interact(
        () -> robot.lookup("#custody-records").<TableView<?>>query().getSelectionModel().select(0));
    assertThat(said(robot)).contains("sealed (exported)", "for the court");
    assertThat(robot.lookup("#custody-raw").<TextArea>query().getText()).contains("\"prevHash\":");
    TextField filter = robot.lookup("#custody-filter").query();
    robot.interact(() -> filter.setText("in no record"));
    assertThat(robot.lookup("#custody-raw").tryQuery()).as("the chosen one is gone").isEmpty();
    robot.interact(() -> filter.setText(""));

    Path falco = bundle.resolve("data/falco.jsonl.gz");
    byte[] bytes = Files.readAllBytes(falco);
    bytes[1000] ^= 1;
    Files.write(falco, bytes);
    robot.interact(() -> model.open(kept(bundle, "other")));
    until(() -> robot.lookup("#failed").tryQuery().isPresent());
    assertThat(robot.lookup(".failure").queryAllAs(javafx.scene.control.Label.class))
        .anyMatch(label ->
            label.getText().contains("\u2715 MODIFIED")
                && label.getText().contains("data/falco.jsonl.gz"));
  }

  @Test
  void opensWhatIsNotValidForAReasonThatIsWrittenDown(FxRobot robot) throws Exception {
    Path bundle = dir.resolve("sealed.zip");
    new Terminal()
        .said("seal", FALCO.toString(), "--out", bundle.toString(), "--unsigned", "--reason", "x");
    robot.interact(() -> model.open(kept(bundle)));
    until(() -> robot.lookup("#doubt-reason").tryQuery().isPresent());
    assertThat(robot.lookup("#doubt-open").query().isDisabled()).isTrue();
    write(robot, "#doubt-reason", "there was no key yet");
    robot.interact(() -> robot.lookup("#doubt-open").<Button>query().fire());
    until(() -> painted(robot, "#timeline-picture"));
    assertThat(text(robot, "#sealed-evidence")).isEqualTo("\u25b3 Sealed evidence: VALID-UNSIGNED");
    assertThat(records().get(1).path("authority").asString()).isEqualTo("there was no key yet");
  }

  @Test
  void handsAFileOverAndWritesDownWhatLeavesTheWindow(FxRobot robot) throws Exception {
    Path item = Files.copy(FALCO, dir.resolve("falco.jsonl.gz"));
    open(robot, kept(item));
    CustodyGalleryTest.show(robot);
    fire(robot, "#custody-hand-over");
    until(() -> robot.lookup("#hand-over-to").query().isFocused());
    write(robot, "#hand-over-item", item.toString());
    write(robot, "#hand-over-to", "Bob");
    write(robot, "#hand-over-purpose", "analysis");
    write(robot, "#hand-over-authority", "warrant 7");
    write(robot, "#hand-over-into", dir.resolve("medium").toString());
    fire(robot, "#hand-over-do");
    until(() -> text(robot, "#hand-over-told").startsWith("Handed to Bob"));
    assertThat(dir.resolve("medium/falco.jsonl.gz")).hasSameBinaryContentAs(item);
    robot.type(KeyCode.ESCAPE);
    assertThat(records()).extracting(r -> r.path("event").asString()).contains("transferred");
    assertThat(records())
        .filteredOn(r -> r.path("request").path("verb").asString().equals("verify-ledger"))
        .as("checked when it was opened")
        .hasSize(1);
  }
}
