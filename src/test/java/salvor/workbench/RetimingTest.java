package salvor.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salvor.baseline.Given;
import salvor.baseline.Judge;
import salvor.baseline.Verdicts;
import salvor.casefile.Cases;
import salvor.casefile.EventId;
import salvor.casefile.KeptClocks;
import salvor.casefile.OpenedCase;
import salvor.casefile.Opening;
import salvor.evidence.Evidence;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.workbench.WorkbenchViewModel.State;
import salvor.workbench.casefile.Notice.Offer;
import salvor.workbench.fx.Turns;
import salvor.workbench.selection.Span;
import salvor.workload.Inventory;

/** What is open is shown by the offsets of clocks that are in force, without being opened again. */
class RetimingTest {
  private static final long HOUR = 3_600L * SampleCase.SECOND;

  private @TempDir Path folder;
  private final Turns turns = new Turns();
  private final WorkbenchViewModel model = new WorkbenchViewModel(new Jobs(), turns);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final CountDownLatch inTheMiddle = new CountDownLatch(1);
  private volatile boolean waits;
  private Session session;

  @BeforeEach
  void openTheCase() {
    model.open(new OpenRequest("webshell", folder.resolve("case"), _ -> investigation()));
    session = opened(null);
  }

  @AfterEach
  void closeTheCase() {
    goOn.countDown();
    model.close();
  }

  private Investigation investigation() throws Exception {
    OpenedCase sample = SampleCase.investigation().opened();
    Evidence evidence = sample.evidence();
    Path given = Files.writeString(folder.resolve("falco.jsonl.gz"), "stands for the evidence");
    Cases cases =
        new Cases(
            (_, _) -> new Given(evidence, List.of()),
            (_, _, progress) -> judged(sample.verdicts(), progress),
            Clock.systemUTC());
    OpenedCase opened =
        cases.open(
            Opening.inFolder(List.of(given), List.of(), folder.resolve("case")), Progress.NONE);
    var matching = new Judge(List.of(), Inventory.EMPTY).matching();
    return new Investigation(
        "webshell", opened, matching, List.of(), _ -> new byte[0], SampleCase::readNothing);
  }

  private Verdicts judged(Verdicts like, Progress progress) throws Exception {
    if (waits) {
      inTheMiddle.countDown();
      goOn.await();
    }
    progress.at(0, 0, "");
    return new Verdicts(IntBuffer.allocate(like.perRow().limit()), like.judgements());
  }

  private Session opened(Session before) {
    turns.until(() -> model.state().get() instanceof State.Open(Session now) && now != before);
    return SampleCase.session(model);
  }

  private static long inForce(Session session) {
    return session.investigation().opened().evidence().observations().clocks().of(0);
  }

  private void set(long nanos) {
    String source = session.investigation().opened().evidence().sources().getFirst().sha256();
    session.marking().edits().ask(edits -> edits.clocks(KeptClocks.NONE.offset(source, nanos)));
  }

  private static EventId selected(Session session) {
    return session.investigation().opened().marks().event(session.selection().row().get());
  }

  @Test
  void anOffsetIsShownWithEverythingElseAsItWasAndSoIsItsUndoing() {
    session.selection().select(5);
    Span sight =
        Span.through(session.timeline().model().first(), session.timeline().model().last());
    Span half = new Span(sight.from(), sight.from() / 2 + sight.to() / 2);
    session.filter().text().set("not pod=nothing");
    session.filter().apply();
    turns.until(() -> session.filter().inForce().get().equals("not pod=nothing"));
    final EventId event = selected(session);
    session.timeline().show(half); // which nothing stores at once
    assertThat(session.timeline().inSight()).isEqualTo(half);

    set(HOUR);
    Session moved = opened(session);
    assertThat(inForce(moved)).isEqualTo(HOUR);
    assertThat(selected(moved)).isEqualTo(event);
    turns.until(() -> moved.filter().inForce().get().equals("not pod=nothing"));
    assertThat(moved.timeline().inSight()).isEqualTo(half);
    assertThat(moved.marking().undoable().get()).isEqualTo("clock offset +1h set");

    moved.marking().undo();
    Session back = opened(moved);
    assertThat(inForce(back)).isZero();
    assertThat(selected(back)).isEqualTo(event);
    turns.until(() -> back.marking().redoable().get().equals("clock offset +1h set"));
    back.marking().redo();
    assertThat(inForce(opened(back))).isEqualTo(HOUR);
  }

  @Test
  void whatIsCancelledIsSaidNotBegunAgainAndCanBeUndone() {
    waits = true;
    set(HOUR);
    turns.until(() -> model.state().get() instanceof State.Retiming);
    ((State.Retiming) model.state().get()).job().cancel();
    goOn.countDown();
    turns.until(() -> model.state().get() instanceof State.Open);
    assertThat(SampleCase.session(model)).isSameAs(session);
    assertThat(inForce(session)).isZero();
    assertThat(session.investigation().isInTime()).isFalse();
    turns.until(() -> session.marking().notice().get().text().contains("do not follow the clock"));
    assertThat(session.marking().notice().get().offer()).isEqualTo(Offer.UNDO);

    session.selection().select(5);
    session.marking().tag("noted");
    turns.until(() -> session.marking().tags().size() == 1);
    turns.until(() -> session.marking().undoable().get().startsWith("tag"));
    assertThat(model.state().get()).isInstanceOf(State.Open.class);
    session.marking().undo();
    session.marking().undo();
    turns.until(() -> session.marking().undoable().get().isEmpty());
    assertThat(session.investigation().isInTime()).isTrue();
    assertThat(SampleCase.session(model)).isSameAs(session);
  }

  @Test
  void editsAskedForMeanwhileAreKept() {
    session.selection().select(5);
    session.marking().tag("before");
    set(HOUR);
    session.marking().tag("after");
    Session moved = opened(session);
    assertThat(moved.investigation().opened().edits().log()).hasSize(3);
    int row = moved.selection().row().get();
    assertThat(moved.investigation().opened().marks().of(row).tags())
        .containsExactly("after", "before");
    moved.marking().star();
    turns.until(() -> moved.investigation().opened().marks().of(row).starred());
    model.close();
    model.open(new OpenRequest("webshell", folder.resolve("case"), _ -> investigation()));
    Session again = opened(moved);
    assertThat(again.investigation().opened().edits().log()).hasSize(4);
    assertThat(inForce(again)).isEqualTo(HOUR);
  }

  private void setAndWaitInTheMiddle() throws InterruptedException {
    waits = true;
    set(HOUR);
    turns.until(() -> model.state().get() instanceof State.Retiming);
    inTheMiddle.await();
  }

  private int edits() {
    return session.investigation().opened().edits().log().size();
  }

  @Test
  void whatAnotherOpeningBrokeOffIsDoneWhenItIsShownAgain() throws Exception {
    setAndWaitInTheMiddle();
    model.open(
        new OpenRequest(
            "other",
            _ -> {
              throw new IOException("it is not there");
            }));
    turns.until(() -> model.state().get() instanceof State.Failed);
    goOn.countDown();
    model.back();
    assertThat(inForce(opened(session))).isEqualTo(HOUR);
  }

  @Test
  void anEditMadeMeanwhileIsInWhatIsShownThen() throws Exception {
    setAndWaitInTheMiddle();
    session.marking().edits().ask(edits -> edits.star(5));
    turns.until(() -> edits() == 2);
    goOn.countDown();
    Session moved = opened(session);
    turns.until(() -> model.state().get() instanceof State.Open);
    assertThat(moved.investigation().opened().marks().starred().cardinality()).isOne();
    moved.selection().select(5);
    moved.marking().tag("next");
    turns.until(() -> moved.investigation().opened().edits().log().size() == 3);
    assertThat(moved.marking().notice().get().offer()).isEqualTo(Offer.UNDO);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsUndoneMeanwhileStaysAsItWasAndNothingIsSaid(boolean cancelled) throws Exception {
    setAndWaitInTheMiddle();
    session.marking().undo();
    turns.until(() -> session.investigation().isInTime());
    turns.until(() -> session.marking().notice().get().text().startsWith("Undone"));
    if (cancelled) {
      ((State.Retiming) model.state().get()).job().cancel();
    }
    goOn.countDown();
    turns.until(() -> model.state().get() instanceof State.Open);
    assertThat(SampleCase.session(model)).isSameAs(session);
    assertThat(inForce(session)).isZero();
    assertThat(session.marking().notice().get().text()).startsWith("Undone");
    session.marking().redo();
    assertThat(inForce(opened(session))).isEqualTo(HOUR);
  }
}
