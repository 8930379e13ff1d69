package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salvor.jobs.Progress;
import salvor.terminal.ExitCode;

/** What the commands of baselines answer to what is broken, missing, blank, or so already. */
class BaselineAnswersTest {
  private static final String EVIDENCE = "evidence-samples/webshell/evidence";
  private static final String LEARNED = "evidence-samples/webshell/baseline.json";
  private static final String WEB = "shop/deployment/web:web@1";

  private static final String TWO =
      """
      {"kind":"SalvorBaseline","version":2,"rules":2,"profiles":[%s,%s]}
      """
          .formatted(calls("a"), calls("b"));

  @TempDir Path dir;
  private final Terminal terminal = new Terminal();

  private static String calls(String container) {
    return """
    {"name":"n/w:%s","namespace":"n","workload":"w","container":"%s","units":[{"id":"u","facets":["SYSCALL"]}],
    "windows":[],"origin":"salvor","states":{"SYSCALL":"STABLE"},
    "elements":[{"syscall":"read","units":[0],"phases":[],"evidence":[]}]}\
    """
        .formatted(container, container);
  }

  private String in(String name) {
    return dir.resolve(name).toString();
  }

  private void refused(int status, String why, String... arguments) {
    assertThat(terminal.run(arguments)).as(String.join(" ", arguments)).isEqualTo(status);
    assertThat(terminal.err()).contains(why);
  }

  private String newer() throws IOException {
    return Files.writeString(
            dir.resolve("v99.json"),
            Files.readString(Path.of(LEARNED)).replace("\"version\":2", "\"version\":99"))
        .toString();
  }

  private String cut() throws IOException {
    return Files.writeString(
            dir.resolve("cut.json"), Files.readString(Path.of(LEARNED)).substring(0, 3000))
        .toString();
  }

  private int profiles(String text) throws Exception {
    Path file = Files.writeString(dir.resolve("read-again.json"), text);
    return Salvor.reader().read(List.of(file), Progress.NONE).baselines().size();
  }

  @Test
  void whatCannotBeReadIsToldWithFilePlaceAndReason() throws Exception {
    String why = newer() + ", line 1 unreadable: a baseline of format version 99";
    refused(3, why, "baseline", "show", newer());
    refused(3, why, "baseline", "diff", newer(), LEARNED);
    refused(3, why, "baseline", "merge", newer(), "--out", in("m.json"));
    refused(3, why, "baseline", "keep", newer(), "--reason", "x", "--library", in("library"));
    refused(3, why, "baseline", "export", newer(), "--format", "kubescape", "--out", in("e.yaml"));
    refused(3, cut() + ", line 1 unreadable: cut off", "baseline", "show", cut());
    terminal.said("baseline", "show", LEARNED, newer());
    assertThat(terminal.err()).as("beside another that can be read").contains(why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rates", "triage"})
  void evidenceIsNotHeldAgainstABaselineThatIsNone(String command) throws Exception {
    String none = "there is no baseline in what --baseline names";
    refused(3, none, command, EVIDENCE, "--baseline", EVIDENCE);
    refused(3, none, command, EVIDENCE, "--baseline", newer());
    String why = newer() + ", line 1 unreadable: a baseline of format";
    assertThat(terminal.err()).contains(why);
    terminal.said(command, EVIDENCE, "--baseline", LEARNED, "--baseline", newer());
    assertThat(terminal.err()).as("beside another that can be read").contains(why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void aBlankAuthorOrReasonIsNone(String blank) {
    String library = in("library");
    String why = "it is blank; say who does it, and why";
    refused(2, why, "baseline", "keep", LEARNED, "--reason", blank, "--library", library);
    refused(2, why, "baseline", "approve", WEB, "--reason", blank, "--library", library);
    refused(2, why, "baseline", "undo", "--author", blank, "--library", library);
    refused(2, why, "baseline", "merge", LEARNED, "--keep", "--reason", blank);
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void aResultGoesToStandardOutputAndWordsAside() throws Exception {
    String learned = terminal.said("baseline", "learn", EVIDENCE, "--out", "-");
    assertThat(profiles(learned)).isPositive();
    assertThat(terminal.err()).contains("shop/deployment/web:web");
    assertThat(profiles(terminal.said("baseline", "merge", LEARNED, "--out", "-"))).isEqualTo(6);
    assertThat(terminal.err()).contains("shop/deployment/web:web");
    String yaml =
        terminal.said("baseline", "export", LEARNED, "--format", "kubescape", "--out", "-");
    assertThat(yaml).startsWith("---\napiVersion: ").doesNotContain("cannot hold");
    assertThat(profiles(terminal.said("baseline", "import", LEARNED, "--out", "-"))).isEqualTo(6);
    refused(2, "cannot both be", "baseline", "merge", LEARNED, "--out", "-", "--json", "-");
    String two = Files.writeString(dir.resolve("two.json"), TWO).toString();
    String why = "these are 2 documents that cannot be in one file; name a folder";
    refused(2, why, "baseline", "export", two, "--format", "seccomp", "--out", "-");
    assertThat(terminal.out()).isEmpty();
    assertThat(Path.of("-")).doesNotExist();
  }

  @Test
  void whatIsMergedMayBeSeenAlone() {
    assertThat(terminal.said("baseline", "merge", LEARNED, LEARNED, "--json", "-"))
        .startsWith("{")
        .contains("shop/deployment/web:web");
    refused(2, "name a file with --out, or --keep", "baseline", "merge", LEARNED);
  }

  @Test
  void aFolderThatIsNotThereIsNotTakenForAFile() {
    String folder = in("new") + "/";
    refused(
        2,
        "there is no folder " + folder + "; make it",
        "baseline",
        "export",
        LEARNED,
        "--format",
        "kubescape",
        "--out",
        folder);
    refused(2, "there is no folder", "baseline", "learn", EVIDENCE, "--out", folder);
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void aLibraryThatWasNamedIsThereOrWillBe() {
    String why = "there is no such folder; check its name";
    for (String command : List.of("list", "history", "undo")) {
      refused(ExitCode.CASE_UNUSABLE, why, "baseline", command, "--library", in("typo"));
    }
    refused(4, why, "baseline", "approve", WEB, "--reason", "x", "--library", in("typo"));
    assertThat(dir).isEmptyDirectory();
    terminal.said(
        "baseline", "keep", LEARNED, "--reason", "x", "--evidence", EVIDENCE, "--library", in("l"));
    assertThat(terminal.err())
        .contains(EVIDENCE + " is noted without a hash, since a folder has none")
        .doesNotContain("baseline.json is noted");
    refused(
        2,
        "name another workload, container or image",
        "baseline",
        "split",
        WEB,
        "--element",
        "1",
        "--reason",
        "x",
        "--library",
        in("l"));
  }

  @Test
  void aTimeToLearnFromEndsAfterItBegins() {
    String at = "2026-11-23T04:40:00Z";
    refused(
        2,
        "--until is not after --from",
        "baseline",
        "learn",
        EVIDENCE,
        "--from",
        at,
        "--until",
        at,
        "--out",
        in("x.json"));
  }
}
