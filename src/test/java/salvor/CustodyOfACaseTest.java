package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.casefile.BundleDoubted;
import salvor.casefile.Cases;
import salvor.casefile.OpenedCase;
import salvor.casefile.Opening;
import salvor.casefile.VerifiedBundle;
import salvor.custody.CaseLedger;
import salvor.custody.CustodyLedger;
import salvor.custody.Sha256;
import salvor.custody.Standing;
import salvor.jobs.Progress;
import tools.jackson.databind.node.ObjectNode;

/** What is done with a case stands in its ledger, and sealed evidence is verified before. */
class CustodyOfACaseTest {
  private static final Path SAMPLE = Path.of("evidence-samples/webshell");
  private static final Path FALCO = SAMPLE.resolve("evidence/falco.jsonl.gz");

  @TempDir Path dir;
  private final Terminal terminal = new Terminal();

  private Path kept() {
    return dir.resolve("case");
  }

  private List<ObjectNode> records() throws IOException {
    List<ObjectNode> records = new ArrayList<>();
    var check = CaseLedger.in(kept(), InstantSource.system()).check(records::add);
    assertThat(check.faults()).isEmpty();
    return records;
  }

  private List<String> deeds() throws IOException {
    return records().stream()
        .map(r -> r.path("event").asString() + " " + r.path("request").path("verb").asString())
        .toList();
  }

  @Test
  void whatWasReadStandsThereWithItsHashAndWhatIsOpenedAgainIsNotReadAgain() throws Exception {
    terminal.said("triage", SAMPLE.toString(), "--case", kept().toString(), "--why", "case 7");
    ObjectNode falco =
        records().stream()
            .filter(r -> r.path("artefact").path("path").asString().endsWith("falco.jsonl.gz"))
            .findFirst()
            .orElseThrow();
    assertThat(falco.path("event").asString()).isEqualTo("imported");
    assertThat(falco.path("authority").asString()).isEqualTo("case 7");
    assertThat(falco.path("artefact").path("sha256").asString()).isEqualTo(Sha256.of(FALCO));
    int before = records().size();
    terminal.said("triage", "--case", kept().toString(), "-q");
    assertThat(deeds()).hasSize(before + 1).last().isEqualTo("accessed open");
    assertThat(records().getLast().path("response").propertyNames())
        .as("nothing was made again")
        .containsExactlyInAnyOrder("files", "observations");
  }

  @Test
  void whatLeavesTheCaseStandsThere() throws Exception {
    Path csv = dir.resolve("events.csv");
    terminal.said("export", FALCO.toString(), "--case", kept().toString(), "--out", csv.toString());
    ObjectNode export = records().getLast();
    assertThat(export.path("event").asString()).isEqualTo("exported");
    assertThat(export.path("artefact").path("path").asString()).isEqualTo(csv.toString());
    assertThat(export.path("artefact").path("sha256").asString()).isEqualTo(Sha256.of(csv));
    assertThat(export.path("parents").size()).isEqualTo(1);
    terminal.said("triage", "--case", kept().toString(), "--json", "-");
    ObjectNode told = records().getLast();
    assertThat(told.path("artefact").path("path").asString()).isEqualTo("standard output");
    assertThat(told.path("artefact").path("sha256").asString())
        .isEqualTo(Sha256.ofText(terminal.out()));
  }

  @Test
  void theResultsOfEveryCommandOnTheCaseStandThere() throws Exception {
    String of = kept().toString();
    terminal.said("triage", SAMPLE.toString(), "--case", of, "-q");
    String pod = "web-5468d8c4df-8ppl7";
    said("exported compare", "compare", "--case", of, "--a", pod, "--b", "baseline", "--json", "F");
    said("exported offset", "offset", of, "--json", "F");
    String evidence = SAMPLE.resolve("evidence").toString();
    said("exported learn", "baseline", "learn", evidence, "--case", of, "--out", "F");
    said(
        "exported redact",
        "redact",
        FALCO.toString(),
        "--case",
        of,
        "--reason",
        "x",
        "--unsigned",
        "--out",
        dir.resolve("copy").toString(),
        "--json",
        "F");
  }

  /** The last record is of the file F that is written. */
  private void said(String deed, String... command) throws Exception {
    Path file = dir.resolve("made" + command[0] + ".json");
    terminal.said(
        java.util.Arrays.stream(command)
            .map(word -> word.equals("F") ? file.toString() : word)
            .toArray(String[]::new));
    assertThat(deeds()).last().isEqualTo(deed);
    assertThat(records().getLast().path("artefact").path("sha256").asString())
        .as(deed)
        .isEqualTo(Sha256.of(file));
  }

  @Test
  void allThatWasEditedUntilTheCaseWasClosedIsOneRecord() throws Exception {
    terminal.said("triage", FALCO.toString(), "--case", kept().toString(), "-q");
    terminal.said(
        "mark", kept().toString(), "--filter", "verdict = out", "--star", "--tag", "seen");
    ObjectNode edits = records().getLast();
    assertThat(edits.path("request").path("verb").asString()).isEqualTo("edit");
    assertThat(edits.path("request").path("from").asString()).isEqualTo("1");
    assertThat(edits.path("response").path("edits").asString()).isEqualTo("2");
    terminal.said("undo", kept().toString());
    assertThat(records().getLast().path("response").path("turned").asString()).isEqualTo("1");
  }

  @Test
  void aLedgerThatCannotBeContinuedKeepsNobodyFromTheEvidenceAndNothingLeaves() throws Exception {
    terminal.said("triage", FALCO.toString(), "--case", kept().toString(), "-q");
    Files.writeString(kept().resolve(CustodyLedger.FILE), "no\nledger\n");
    Path csv = dir.resolve("events.csv");
    assertThat(terminal.run("export", "--case", kept().toString(), "--out", csv.toString()))
        .isEqualTo(5);
    assertThat(terminal.err()).contains("does not end in records");
    assertThat(csv).doesNotExist();
    terminal.said("triage", "--case", kept().toString());
    assertThat(terminal.err()).contains("does not end in records");
  }

  private Path sealed() {
    Path bundle = dir.resolve("sealed");
    terminal.said(
        "seal", FALCO.toString(), "--out", bundle.toString(), "--unsigned", "--reason", "drill");
    return bundle;
  }

  @Test
  void aBundleThatIsNotValidIsOpenedForAReasonAlone() throws Exception {
    Path bundle = sealed();
    String[] triage = {"triage", bundle.toString(), "--case", kept().toString(), "-q"};
    assertThat(terminal.run(triage)).isEqualTo(7);
    assertThat(terminal.err()).contains("VALID-UNSIGNED").contains("--why");
    assertThat(deeds()).containsExactly("verified verify");
    terminal.said(
        "triage", bundle.toString(), "--case", kept().toString(), "-q", "--why", "we sealed it");
    assertThat(records().get(1).path("authority").asString()).isEqualTo("we sealed it");
    assertThat(deeds().subList(0, 2))
        .as("not verified again at once")
        .containsExactly("verified verify", "accessed open-doubted");
    terminal.said(triage); // the reason holds while the same is found
    assertThat(deeds()).last().isEqualTo("accessed open");
  }

  @Test
  void aReasonDoesNotHoldForWhatWasChangedSince() throws Exception {
    Path bundle = sealed();
    String[] open = {
      "triage", bundle.toString(), "--case", kept().toString(), "-q", "--why", "we sealed it"
    };
    terminal.said(open);
    flip(bundle.resolve("data/falco.jsonl.gz"));
    assertThat(terminal.run("triage", "--case", kept().toString(), "-q")).isEqualTo(7);
    assertThat(terminal.err()).contains("MODIFIED").contains("data/falco.jsonl.gz");
  }

  @Test
  void theLedgerInABundleIsNoEvidenceAndNothingThatCannotBeRead() throws Exception {
    try (OpenedCase opened = open(sealed(), Instant.now())) {
      assertThat(opened.evidence().sources())
          .filteredOn(source -> source.path().contains("custody"))
          .hasSize(2)
          .allSatisfy(source -> {
            assertThat(source.unreadableCount()).isZero();
            assertThat(source.skipped()).isNotEmpty();
          });
    }
  }

  private static void flip(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(1000);
      int was = bytes.read();
      bytes.seek(1000);
      bytes.write(was ^ 1);
    }
    Files.setLastModifiedTime(
        file, java.nio.file.attribute.FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));
  }

  private OpenedCase open(Path bundle, Instant now) throws Exception {
    Cases cases =
        new Cases(Salvor.reader(), Salvor::judge, Clock.fixed(now, java.time.ZoneOffset.UTC));
    return cases.open(
        Opening.inFolder(List.of(bundle), List.of(), kept()).because("a drill"), Progress.NONE);
  }

  @Test
  void isVerifiedAgainAfterFourHoursAndTellsWhatWasFound() throws Exception {
    Path bundle = sealed();
    Instant now = Instant.now().plusSeconds(60);
    for (Duration later : List.of(Duration.ZERO, Duration.ofHours(3), Duration.ofHours(5))) {
      try (OpenedCase opened = open(bundle, now.plus(later))) {
        VerifiedBundle found = opened.bundles().getFirst();
        assertThat(found.standing()).isEqualTo(Standing.VALID_UNSIGNED);
        assertThat(found.reason()).isEqualTo("a drill");
        assertThat(found.at()).isEqualTo(later.toHours() < 4 ? now : now.plus(later));
      }
    }
    assertThat(deeds().stream().filter("verified verify"::equals)).hasSize(2);
  }

  @Test
  void anArchiveThatIsCutOffIsNoEvidenceWithoutAReason() throws Exception {
    Path archive = dir.resolve("sealed.tar.gz");
    terminal.said(
        "seal", FALCO.toString(), "--out", archive.toString(), "--unsigned", "--reason", "drill");
    byte[] whole = Files.readAllBytes(archive);
    Files.write(archive, java.util.Arrays.copyOf(whole, whole.length / 2));
    assertThat(terminal.run("triage", archive.toString(), "--case", kept().toString()))
        .isEqualTo(7);
    assertThat(deeds()).containsExactly("verified verify");
    try (OpenedCase opened =
        new Cases(Salvor.reader(), Salvor::judge, Clock.systemUTC())
            .open(Opening.inMemory(List.of(SAMPLE), List.of()), Progress.NONE)) {
      assertThat(opened.bundles()).as("an ordinary folder is none").isEmpty();
    } catch (BundleDoubted never) {
      throw new AssertionError(never);
    }
  }
}
