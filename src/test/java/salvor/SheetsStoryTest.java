package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
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

/** From the window: a part of the evidence, and a copy without its secrets. */
@ExtendWith(FxWatchdog.class)
class SheetsStoryTest extends WindowStory {
  private static final String VICTIM = "web-5468d8c4df-8ppl7";
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

  private static <T> void choose(FxRobot robot, ComboBox<T> box, String words) {
    T wanted =
        box.getItems().stream()
            .filter(each -> box.getConverter().toString(each).equals(words))
            .findFirst()
            .orElseThrow();
    robot.interact(() -> box.setValue(wanted));
  }

  private static void fire(FxRobot robot, String button) throws Exception {
    until(() -> !robot.lookup(button).query().isDisabled());
    focus(robot, button);
    robot.type(KeyCode.SPACE);
  }

  private static boolean says(FxRobot robot, String words) {
    return robot.lookup(".label").queryAllAs(Label.class).stream()
        .anyMatch(label -> label.getText() != null && label.getText().matches(words));
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

  @Test
  void cutsASliceOfWhatIsLookedAtThatVerifiesAndOpens(FxRobot robot) throws Exception {
    open(robot, kept(WEB_SHELL.resolve("evidence")));
    write(robot, "#filter", "kind=exec");
    CustodyGalleryTest.show(robot);
    until(() -> says(robot, "[\\d,]+ of [\\d,]+ event(?s:.*)"));
    fire(robot, "#custody-slice");
    until(() -> robot.lookup("#slice-out").query().isFocused());
    assertThat(robot.lookup("#slice-filter").<CheckBox>query().getText()).isEqualTo("kind=exec");
    assertThat(robot.lookup("#slice-from").<TextField>query().getText()).as("all time").isEmpty();
    write(robot, "#slice-from", "2026-11-23T04:43:00Z");
    write(robot, "#slice-to", "2026-11-23T04:44:30Z");
    until(() -> text(robot, "#slice-words").startsWith("Cuts "));
    String ofAll = text(robot, "#slice-words");
    choose(robot, robot.lookup("#slice-lanes").query(), "shop \u203a web \u203a " + VICTIM);
    until(() -> !text(robot, "#slice-words").equals(ofAll));
    until(() -> text(robot, "#slice-words").startsWith("Cuts "));
    Matcher counted =
        Pattern.compile("Cuts ([\\d,]+) events; ").matcher(text(robot, "#slice-words"));
    assertThat(counted.find()).isTrue();
    Path slice = dir.resolve("slice.zip");
    write(robot, "#slice-out", slice.toString());
    write(robot, "#slice-reason", "for Ben");
    check(robot, "#slice-sign", false);
    fire(robot, "#slice-do");
    until(() -> text(robot, "#slice-told").startsWith("Slice: "));
    assertThat(text(robot, "#slice-told")).contains("Cut " + counted.group(1) + " events; ");
    assertThat(terminal.run("verify", slice.toString())).isEqualTo(11);
    ObjectNode written = lastDerived();
    assertThat(written.path("request").path("verb").asString()).isEqualTo("slice");
    assertThat(written.path("authority").asString()).isEqualTo("for Ben");
    assertThat(written.path("request").path("path").asString()).endsWith("slice.zip");
    terminal.said(
        "slice",
        WEB_SHELL.resolve("evidence").toString(),
        "--from=2026-11-23T04:43:00Z",
        "--to=2026-11-23T04:44:30Z",
        "--filter=kind=exec",
        "--pod=" + VICTIM,
        "--out=" + dir.resolve("same.zip"),
        "--reason=x",
        "--unsigned");
    assertThat(terminal.out()).startsWith("Cut " + counted.group(1) + " events into ");

    robot.interact(() ->
        model.open(
            Salvor.request(
                Salvor.cases(), Opening.inMemory(List.of(slice), List.of()).because("mine"))));
    until(() -> says(robot, "All " + counted.group(1) + " events? in sight"));
  }
}
