package salvor.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salvor.jobs.Jobs;
import tools.jackson.databind.node.ObjectNode;

/** Nothing is done with a case without a record of it, whatever ends the program. */
class CaseLedgerTest {
  @TempDir Path dir;

  private CaseLedger ledger() {
    return CaseLedger.in(dir.resolve("case"), InstantSource.system());
  }

  private List<ObjectNode> records() throws IOException {
    List<ObjectNode> records = new ArrayList<>();
    assertThat(ledger().check(records::add).faults()).isEmpty();
    return records;
  }

  private static CustodyEntry export(CaseLedger ledger) {
    return ledger
        .entry(Deed.EXPORTED, "a drill")
        .asked(Map.of("verb", "export"), Map.of())
        .saying("Two events.");
  }

  @Test
  void writesDownWhatWasMadeWithItsHashOnceItIsThere() throws IOException {
    Path file = dir.resolve("events.csv");
    ledger()
        .made(
            export(ledger()),
            file,
            () -> {
              assertThat(records()).as("no record before the file").isEmpty();
              Files.writeString(file, "a,b\n");
            });
    ObjectNode record = records().getFirst();
    assertThat(record.path("event").asString()).isEqualTo("exported");
    assertThat(record.path("artefact").path("path").asString()).isEqualTo(file.toString());
    assertThat(record.path("artefact").path("sha256").asString()).isEqualTo(Sha256.of(file));
    assertThat(record.path("authority").asString()).isEqualTo("a drill");
    assertThat(ledger().repair()).isZero();
    assertThat(dir.resolve("case/custody.pending")).isEmptyDirectory();
  }

  @Test
  void writesDownThatItFailed() throws IOException {
    assertThatThrownBy(() ->
            ledger()
                .made(
                    export(ledger()),
                    dir.resolve("x"),
                    () -> {
                      throw new IOException("no space");
                    }))
        .hasMessage("no space");
    assertThat(records()).hasSize(1);
    assertThat(records().getFirst().path("event").asString()).isEqualTo("failed");
    assertThat(dir.resolve("case/custody.pending")).isEmptyDirectory();
  }

  @Test
  void aMovedCaseSaysTheSameOfItsFiles() {
    assertThat(ledger().name(dir.resolve("case/a/b.csv"))).isEqualTo("a/b.csv");
    assertThat(ledger().name(dir.resolve("case/data/b.csv")))
        .as("not as the payload of a bundle")
        .isEqualTo("./data/b.csv");
    assertThat(ledger().name(dir.resolve("b.csv"))).isEqualTo(dir.resolve("b.csv").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"before", "made"})
  void tellsAtTheNextOpeningWhatAKilledProgramDidNotWriteDown(String when) throws Exception {
    Path file = dir.resolve("events.csv");
    Process child = child(when, file);
    try (BufferedReader said = child.inputReader()) {
      assertThat(said.readLine()).isEqualTo(when);
      assertThat(ledger().repair()).as("its program lives").isZero();
      assertThat(records()).isEmpty();
      child.toHandle().destroyForcibly();
      child.waitFor();
    }
    assertThat(ledger().repair()).isEqualTo(1);
    assertThat(ledger().repair()).as("told once").isZero();
    ObjectNode record = records().getFirst();
    assertThat(record.path("event").asString()).isEqualTo("failed");
    assertThat(record.path("note").asString()).contains("The program ended before");
    assertThat(record.path("request").path("verb").asString()).isEqualTo("export");
    assertThat(record.path("response").path("found").asString())
        .isEqualTo(when.equals("made") ? "yes" : "no");
    assertThat(record.path("response").path("sha256").asString(""))
        .isEqualTo(when.equals("made") ? Sha256.of(file) : "");
  }

  @Test
  void whatAKilledProgramDidNotWriteDownIsToldBeforeWhatIsDoneNext() throws Exception {
    Process child = child("before", dir.resolve("events.csv"));
    try (BufferedReader said = child.inputReader()) {
      said.readLine();
      child.toHandle().destroyForcibly();
      child.waitFor();
    }
    ledger().made(export(ledger()), dir.resolve("x"), () -> Files.createFile(dir.resolve("x")));
    assertThat(records())
        .extracting(r -> r.path("event").asString())
        .containsExactly("failed", "exported");
  }

  @Test
  void removesTheWorkThatAKilledProgramLeft() throws Exception {
    Path left = Files.createDirectories(dir.resolve(".salvor-work1/made"));
    Files.writeString(left.resolve("copy"), "password=hunter2");
    Files.write(dir.resolve(".salvor-work1/lock"), new byte[1]);
    Process child = child("before", dir.resolve("copy.zip"));
    try (BufferedReader said = child.inputReader()) {
      said.readLine();
      child.toHandle().destroyForcibly();
      child.waitFor();
    }
    ledger().repair();
    assertThat(left).doesNotExist();
    assertThat(records().getFirst().path("note").asString())
        .endsWith("What was left of the work on it was removed.");
  }

  @Test
  void doesNotTellTwiceWhatWasWrittenDownJustBeforeTheProgramWasKilled() throws Exception {
    Process child = child("written", dir.resolve("events.csv"));
    try (BufferedReader said = child.inputReader()) {
      assertThat(said.readLine()).isEqualTo("written");
      child.toHandle().destroyForcibly();
      child.waitFor();
    }
    assertThat(dir.resolve("case/custody.pending")).isNotEmptyDirectory();
    assertThat(ledger().repair()).isZero();
    assertThat(records()).hasSize(1);
    assertThat(dir.resolve("case/custody.pending")).isEmptyDirectory();
  }

  private Process child(String when, Path file) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Child.class.getName(),
            dir.resolve("case").toString(),
            when,
            file.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** A program that exports until it is killed. */
  static final class Child {
    private Child() {}

    /** Arguments: the case, when to wait for the end, the file. */
    public static void main(String... arguments) throws Exception {
      CaseLedger ledger = CaseLedger.in(Path.of(arguments[0]), InstantSource.system());
      Path file = Path.of(arguments[2]);
      CustodyEntry entry = export(ledger);
      try (CaseLedger.Begun begun = ledger.begin(entry, file)) {
        wait("before", arguments[1]);
        Files.writeString(file, "a,b\n");
        wait("made", arguments[1]);
        if (arguments[1].equals("written")) {
          ledger.write(entry); // as done() does, before what was announced is removed
          wait("written", arguments[1]);
        }
        begun.done(Map.of());
      }
    }

    private static void wait(String here, String when) throws InterruptedException {
      if (here.equals(when)) {
        System.out.println(here);
        new CountDownLatch(1).await();
      }
    }
  }

  @Test
  void anAnnouncementThatAKilledProgramDidNotWriteGoesAfterAWhile() throws IOException {
    Path pending = Files.createDirectories(dir.resolve("case/custody.pending"));
    Path empty = Files.createFile(pending.resolve("a.json"));
    assertThat(ledger().repair()).isZero();
    assertThat(empty).as("it may be written yet").exists();
    Files.setLastModifiedTime(empty, FileTime.from(Instant.now().minusSeconds(90)));
    assertThat(ledger().repair()).as("nothing was begun").isZero();
    assertThat(empty).doesNotExist();
  }

  @Test
  void goesOnWhereSomebodyPutNonsenseBesideIt() throws IOException {
    Path pending = Files.createDirectories(dir.resolve("case/custody.pending"));
    Files.writeString(pending.resolve("a.json"), "[1]");
    Files.writeString(pending.resolve("b.json"), "{\"entry\":{\"event\":\"eaten\"}}");
    Files.createSymbolicLink(pending.resolve("c.json"), dir.resolve("elsewhere"));
    assertThat(ledger().repair()).isEqualTo(2);
    assertThat(records()).extracting(r -> r.path("event").asString()).containsOnly("note");
  }

  @Test
  void saysThatRecordsWereNotPinned() throws IOException {
    ledger().write(export(ledger()));
    Path head = dir.resolve("case").resolve(CustodyLedger.HEAD);
    byte[] pinned = Files.readAllBytes(head);
    ledger().write(export(ledger()));
    Files.write(head, pinned); // the program was killed between the record and its pin
    assertThat(ledger().check(_ -> {}).faults()).extracting(Fault::kind).contains(Fault.Kind.MORE);
    ledger().write(export(ledger()));
    assertThat(records().get(2).path("response").path("recovered").asString())
        .isEqualTo("unpinned");
  }

  @Test
  void manyAtOnceAreEachWrittenDownOnceAndAsAWhole() throws Exception {
    Jobs.inParallel(
        6,
        worker -> {
          for (int i = 0; i < 40; i++) {
            Path file = dir.resolve("events-" + worker + "-" + i + ".csv");
            ledger().made(export(ledger()), file, () -> Files.writeString(file, "a,b\n"));
          }
        });
    assertThat(records()).hasSize(240).allMatch(record -> record.has("artefact"));
    assertThat(ledger().repair()).isZero();
  }

  @Test
  void whatEndsWhileOthersAreRepairedIsNoFault() throws IOException {
    Path pending = Files.createDirectories(dir.resolve("case/custody.pending"));
    Files.writeString(pending.resolve("a.json"), "cut o");
    Path other = Files.writeString(pending.resolve("b.json"), "cut o");
    CaseLedger ledger =
        CaseLedger.in(
            dir.resolve("case"),
            () -> {
              try {
                Files.deleteIfExists(other); // its own program ends it, once both were listed
              } catch (IOException cause) {
                throw new UncheckedIOException(cause);
              }
              return Instant.now();
            });
    assertThat(ledger.repair()).isEqualTo(1);
    assertThat(records()).hasSize(1);
  }
}
