package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TableView;
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
import salvor.workbench.FxWatchdog;
import salvor.workbench.OpenRequest;
import salvor.workbench.fx.Theme;
import tools.jackson.databind.node.ObjectNode;

/** From the window: a copy of the evidence without its secrets. */
@ExtendWith(FxWatchdog.class)
class SheetsStoryTest extends WindowStory {
  private static final String TOKEN = "ghp_0123456789abcdefghijABCDEFGHIJ";
  private final String home = System.getProperty("user.home");
  private final Terminal terminal = new Terminal();
  private @TempDir Path dir;

  SheetsStoryTest() {
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
    return Salvor.request(
        Salvor.cases(), Opening.inFolder(List.of(evidence), List.of(), dir.resolve("case")));
  }

  private ObjectNode lastDerived() throws IOException {
    List<ObjectNode> records = new ArrayList<>();
    var check = CaseLedger.in(dir.resolve("case"), InstantSource.system()).check(records::add);
    assertThat(check.faults()).isEmpty();
    return records.stream()
        .filter(r -> r.path("event").asString().equals("derived"))
        .reduce((_, last) -> last)
        .orElseThrow();
  }

  private static void write(FxRobot robot, String field, String text) {
    robot.interact(() -> robot.lookup(field).<TextField>query().setText(text));
  }

  private static void check(FxRobot robot, String box, boolean on) {
    robot.interact(() -> robot.lookup(box).<CheckBox>query().setSelected(on));
  }

  private static void fire(FxRobot robot, String button) throws Exception {
    until(() -> !robot.lookup(button).query().isDisabled());
    focus(robot, button);
    robot.type(KeyCode.SPACE);
  }

  private static String rows(FxRobot robot, String table) {
    return robot.lookup(table).<TableView<?>>query().getItems().toString();
  }

  /** Alerts with a token in one of them, and what nobody can look into. */
  private Path planted() throws IOException {
    Path folder = Files.createDirectories(dir.resolve("evidence"));
    String alert =
        "{\"time\":\"2026-11-20T10:00:0%d.000000000Z\",\"rule\":\"Terminal shell\",\"priority\":\"Notice\",\"output\":\"x\","
            + "\"output_fields\":{\"evt.type\":\"execve\",\"proc.name\":\"sh\",\"ticket.of\":\"visitor-4711\",\"proc.cmdline\":\"%s\"}}\n";
    Files.writeString(
        folder.resolve("falco.jsonl"),
        alert.formatted(1, "ls -l") + alert.formatted(2, "git clone https://" + TOKEN + "@x"));
    Files.write(folder.resolve("tool"), new byte[] {0x7F, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0});
    return folder;
  }

  private static boolean holds(Path folder, String text) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
      }
      return false;
    }
  }

  @Test
  void makesARedactedCopyInWhichTheTokenIsGone(FxRobot robot) throws Exception {
    open(robot, kept(planted()));
    CustodyGalleryTest.show(robot);
    fire(robot, "#custody-redact");
    until(() -> robot.lookup("#redact-out").query().isFocused());
    assertThat(rows(robot, "#redact-rules"))
        .contains("id=github-token, catches=GitHub tokens, found=]");
    fire(robot, "#redact-look");
    until(() -> text(robot, "#redact-words").startsWith("At least"));
    assertThat(rows(robot, "#redact-rules"))
        .contains("id=github-token, catches=GitHub tokens, found=at least 1]")
        .contains("id=jwt, catches=JSON Web Tokens, such as those of service accounts, found=none");
    assertThat(rows(robot, "#redact-files")).contains("left out, it cannot be looked into");

    Path copy = dir.resolve("copy");
    write(robot, "#redact-fields", "ticket.of");
    write(robot, "#redact-out", copy.toString());
    write(robot, "#redact-reason", "for the vendor");
    check(robot, "#redact-sign", false);
    check(robot, "#redact-keep", true);
    assertThat(robot.lookup("#redact-do").query().isDisabled()).as("no reason why").isTrue();
    check(robot, "#redact-keep", false);
    fire(robot, "#redact-do");
    until(() -> text(robot, "#redact-told").startsWith("Redacted copy: 1 file in " + copy));
    assertThat(text(robot, "#redact-told"))
        .contains("2 different values taken out.")
        .contains("1 file left out, it cannot be looked into: evidence/tool")
        .contains("VALID-UNSIGNED at best");
    assertThat(rows(robot, "#redact-rules"))
        .contains("id=field, catches=fields that were named, found=2]");
    assertThat(holds(copy, TOKEN) || holds(copy, "visitor-4711")).isFalse();
    assertThat(holds(copy, "REDACTED.github-token.1.")).isTrue();
    assertThat(terminal.run("verify", copy.toString())).isEqualTo(11);
    ObjectNode written = lastDerived();
    assertThat(written.path("request").path("verb").asString()).isEqualTo("redact");
    assertThat(written.path("authority").asString()).isEqualTo("for the vendor");
    assertThat(written.path("response").path("result").asString()).startsWith("head ");
  }
}
