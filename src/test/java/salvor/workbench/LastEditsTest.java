package salvor.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.jobs.Jobs;
import salvor.workbench.casefile.Notice;
import salvor.workbench.fx.Turns;
import salvor.workbench.wording.Words;

/** What becomes of edits that are on their way while a case is left. */
class LastEditsTest {
  private static final int EDITS = 40;

  private @TempDir Path folder;
  private final Turns turns = new Turns();
  private final WorkbenchViewModel model = new WorkbenchViewModel(new Jobs(), turns);
  private Session session;

  @BeforeEach
  void openTheCase() {
    session = open();
  }

  @AfterEach
  void closeTheCase() {
    model.close();
  }

  private Session open() {
    model.open(
        new OpenRequest("webshell", folder.resolve("case"), _ -> SampleCase.inFolder(folder)));
    turns.until(() -> model.state().get() instanceof WorkbenchViewModel.State.Open);
    return ((WorkbenchViewModel.State.Open) model.state().get()).session();
  }

  private void edit() {
    session.selection().select(3);
    for (int i = 0; i < EDITS; i++) {
      session.marking().tag("tag " + i);
    }
  }

  private Path database() {
    return folder.resolve("case/case.mv.db");
  }

  private Path takenAway() {
    return folder.resolve("elsewhere");
  }

  private int tags() {
    return session.marking().tags().size();
  }

  @Test
  void areKeptWhenTheProgramEnds() {
    edit();
    assertThat(model.close()).isEmpty();
    session = open();
    assertThat(tags()).isEqualTo(EDITS);
  }

  @Test
  void areKeptWhenTheCaseIsClosed() {
    edit();
    model.closeCase();
    turns.until(() -> model.state().get() instanceof WorkbenchViewModel.State.Welcome);
    session = open();
    assertThat(tags()).isEqualTo(EDITS);
  }

  @Test
  void areKeptWhenTheSameCaseIsOpenedAgain() {
    edit();
    Session before = session;
    model.open(new OpenRequest("again", folder.resolve("case"), _ -> SampleCase.inFolder(folder)));
    turns.until(() ->
        model.state().get() instanceof WorkbenchViewModel.State.Open(Session now) && now != before);
    session = ((WorkbenchViewModel.State.Open) model.state().get()).session();
    assertThat(tags()).isEqualTo(EDITS);
  }

  @Test
  void thatFailWhenTheProgramEndsAreTold() throws Exception {
    Files.move(database(), takenAway());
    edit();
    assertThat(model.close())
        .hasSize(EDITS)
        .allSatisfy(text ->
            assertThat(text)
                .startsWith("Web shell in shop: Not kept, nothing has changed. ")
                .contains("case.mv.db")
                .contains("no longer there"));
    turns.until(() -> model.lost().get().contains("Not kept"));
    model.forgetLost();
    assertThat(model.lost().get()).isEmpty();
    Files.move(takenAway(), database());
  }

  @Test
  void keepTheWindowOpenUntilTheyAreKeptAndLongerWhenOneFails() throws Exception {
    AtomicBoolean left = new AtomicBoolean();
    edit();
    assertThat(model.mayLeave(() -> left.set(true))).isFalse();
    assertThat(left).isFalse();
    turns.until(left::get);
    assertThat(tags()).isEqualTo(EDITS);
    assertThat(model.mayLeave(() -> left.set(true))).as("nothing waits").isTrue();

    left.set(false);
    Files.move(database(), takenAway());
    session.marking().star();
    if (!model.mayLeave(() -> left.set(true))) {
      turns.until(() -> model.running().running().isEmpty());
    }
    turns.until(() -> session.marking().notice().get().offer() == Notice.Offer.FAILED);
    assertThat(left).as("the reason is in sight").isFalse();
    Files.move(takenAway(), database());
  }

  @Test
  void aFailedEditIsSaidAndTheNextOneIsTried() throws Exception {
    session.selection().select(3);
    Files.move(database(), takenAway());
    session.marking().star();
    turns.until(() -> session.marking().notice().get().offer() == Notice.Offer.FAILED);
    assertThat(session.marking().notice().get().text())
        .startsWith("Not kept, nothing has changed. ")
        .contains("Put the folder or its device back");
    assertThat(session.marking().mark().get().starred()).isFalse();
    assertThat(session.marking().undoable().get()).isEmpty();
    Files.move(takenAway(), database());
    session.marking().star();
    turns.until(() -> session.marking().notice().get().text().equals("Star on 1 event"));
    turns.until(() -> session.marking().mark().get().starred());
  }

  @Test
  void aFilterThatIsKeptIsNamedByUndo() {
    session.filter().text().set("verdict=out");
    turns.until(() -> session.filter().inForce().get().equals("verdict=out"));
    session.filter().save("worst");
    turns.until(() -> session.marking().notice().get().text().equals("Filter “worst” kept"));
    assertThat(session.marking().notice().get().offer()).isEqualTo(Notice.Offer.UNDO);
    assertThat(session.marking().undoable().get()).isEqualTo("filter “worst” kept");
    session.marking().undo();
    turns.until(() -> session.filter().saved().isEmpty());
    turns.until(
        () -> session.marking().notice().get().text().equals("Undone: filter “worst” kept"));
  }

  @Test
  void theListOfMarksAndItsHistoryFollowEveryEdit() {
    var list = session.marksList();
    session.selection().select(3);
    session.marking().tag("first");
    session.marking().star();
    session.marking().comment("of interest");
    turns.until(() -> list.history().size() == 3 && list.count().getValue() == 1);
    assertThat(list.lines().getFirst())
        .contains("star", "first", "of interest")
        .contains(" | " + Words.drawn(session.timeline().model().drawingClass(3)) + " | ");
    list.undoDownTo(2);
    turns.until(() -> session.marking().notice().get().text().equals("Undone: 2 edits"));
    turns.until(() -> list.history().getFirst().contains("undone, can be done again"));
    assertThat(session.marking().mark().get().tags()).containsExactly("first");
    assertThat(session.marking().mark().get().starred()).isFalse();
  }
}
