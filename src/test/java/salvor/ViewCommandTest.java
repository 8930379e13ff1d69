package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.jobs.Progress;
import salvor.report.SharedView;
import salvor.terminal.Desk;
import salvor.terminal.SalvorCommand;

/** A copied view, looked at from the terminal. */
class ViewCommandTest {
  private static final String SAMPLE = "evidence-samples/webshell";
  private static final String FROM = "2026-11-23T04:37:40.000000000Z";
  private static final String UNTIL = "2026-11-23T04:37:50.000000000Z";
  private static final String VIEW =
      """
      {"version": 1, "from": "%s", "until": "%s", "filter": "verdict=out"}
      """
          .formatted(FROM, UNTIL);

  @TempDir private static Path dir;

  private final Terminal terminal = new Terminal();

  /** A case of the sample, so that it is judged once. */
  @BeforeAll
  static void keep() {
    new Terminal().said("images", SAMPLE, "--case", kept());
  }

  private static String kept() {
    return dir.resolve("case").toString();
  }

  @Test
  void triageTakesFilterAndTimeOfAView() throws Exception {
    Path file = Files.writeString(dir.resolve("view.json"), VIEW);
    String one = dir.resolve("one.svg").toString();
    String same = dir.resolve("same.svg").toString();
    String viewed =
        terminal.said("triage", "--case", kept(), "--view", file.toString(), "--picture", one);
    String written =
        terminal.said(
            "triage",
            "--case",
            kept(),
            "--filter",
            "verdict=out",
            "--from",
            FROM,
            "--until",
            UNTIL,
            "--picture",
            same);
    assertThat(viewed).isEqualTo(written).contains("verdict=out");
    assertThat(Path.of(one)).hasSameBinaryContentAs(Path.of(same));
    assertThat(terminal.said("triage", "--case", kept(), "--view", VIEW)).isEqualTo(viewed);
    String narrower =
        terminal.said("triage", "--case", kept(), "--view", VIEW, "--filter", "kind=exec");
    assertThat(narrower)
        .isEqualTo(terminal.said("triage", "--case", kept(), "--filter", "kind=exec"));
  }

  @Test
  void whatCannotBeReadIsRefusedWithItsPlace() throws Exception {
    refused(
        "{\"version\":1,\"from\":\"now\",\"until\":\"then\"}",
        "--view: from: expected an RFC 3339");
    refused("{\"version\":1,\n\"fil", "--view: line 2, column ");
    refused("{\"version\":1,\"\\u001b[31m\":1}", "--view: \\x1b[31m: not known in a view");
    refused(dir.resolve("none").toString(), "none: no such file that can be read");
    Path huge = dir.resolve("huge.json");
    Files.write(huge, new byte[SharedView.LONGEST * 4 + 1]);
    refused(huge.toString(), "huge.json: too large");
    Path binary = dir.resolve("binary.json");
    Files.write(binary, new byte[] {'{', (byte) 0xff, '}'});
    refused(binary.toString(), "binary.json: is no text in UTF-8");
    assertThat(terminal.run("--view", VIEW)).isEqualTo(2);
    assertThat(terminal.err()).contains("--view: name the evidence");
  }

  private void refused(String view, String why) {
    assertThat(terminal.run("triage", SAMPLE, "--view", view)).isEqualTo(2);
    assertThat(terminal.err()).contains(why).doesNotContain("\u001b");
    assertThat(terminal.run(SAMPLE, "--view", view)).isEqualTo(2);
    assertThat(terminal.err()).contains(why);
  }

  @Test
  void theWindowOpensWithTheView() throws Exception {
    AtomicReference<SharedView> shown = new AtomicReference<>();
    PrintWriter err = new PrintWriter(new StringWriter());
    Desk desk =
        new Desk(
            Salvor.cases(),
            Salvor.reader(),
            (_, _) -> {
              throw new AssertionError("no cluster");
            },
            (_, view) -> shown.set(view),
            err,
            err,
            Progress.NONE,
            false);
    assertThat(SalvorCommand.run(desk, SAMPLE, "--case", kept(), "--view", VIEW)).isZero();
    assertThat(shown.get()).isEqualTo(SharedView.read(VIEW));
  }

  @Test
  void withoutADisplayTheViewIsTriaged() throws Exception {
    String said = terminal.said("--case", kept(), "--view", VIEW);
    assertThat(said).contains("verdict=out");
    assertThat(Files.readString(dir.resolve("case/findings.json"))).contains("\"verdict=out\"");
  }
}
