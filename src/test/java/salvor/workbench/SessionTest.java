package salvor.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.NoSuchFileException;
import java.util.List;
import org.junit.jupiter.api.Test;
import salvor.jobs.Jobs;
import salvor.timeline.BaselineDisplay;
import salvor.timeline.DrawingClass;
import salvor.timeline.Lane;
import salvor.timeline.Viewport;
import salvor.workbench.casefile.Notice;
import salvor.workbench.casefile.WindowMemory;
import salvor.workbench.commands.KeyMap;
import salvor.workbench.evidence.Details;
import salvor.workbench.evidence.RawText;
import salvor.workbench.fx.Turns;
import salvor.workbench.selection.Selection;
import salvor.workbench.selection.Span;

/** The view models of an open investigation, together and without a window. */
class SessionTest {
  private final Turns turns = new Turns();
  private final WorkbenchViewModel model = new WorkbenchViewModel(new Jobs(), turns);
  private final Session session = open();

  private Session open() {
    model.open(new OpenRequest("webshell", _ -> SampleCase.investigation()));
    turns.until(() -> model.state().get() instanceof WorkbenchViewModel.State.Open);
    Session opened = ((WorkbenchViewModel.State.Open) model.state().get()).session();
    opened.timeline().resize(1000, 400);
    return opened;
  }

  private int selected() {
    return session.selection().row().get();
  }

  @Test
  void theFilterInForceIsThereAgain() {
    Investigation investigation = SampleCase.investigation();
    Session.Made made = Session.Made.of(investigation);
    made.memory().put(WindowMemory.Item.FILTER, "verdict=out");
    made.memory().put(WindowMemory.Item.DIMS, "yes");
    Session again = Session.of(made, new KeyMap(), _ -> {}, new Jobs(), Runnable::run);
    assertThat(again.filter().text().get()).isEqualTo("verdict=out");
    assertThat(again.filter().dims().get()).isTrue();
    again.filter().dims().set(false);
    assertThat(again.memory().get(WindowMemory.Item.DIMS)).contains("no");
  }

  @Test
  void aPointerDoesNotWaitForTheIndexOfALaneThatIsNotPaintedYet() {
    var timeline = session.timeline();
    timeline.arrangement().fold(Lane.Level.NAMESPACE);
    turns.until(() -> timeline.lanes().get().lines().stream().noneMatch(line -> line.heading()));
    Lane closed = timeline.lanes().get().lines().getFirst().lane();
    int row = selected();
    int x = timeline.viewport().get().x(timeline.model().observations().time(row));
    timeline.under().select(x, 5);
    assertThat(timeline.model().isReady(closed)).isFalse();
    assertThat(selected()).isEqualTo(row);
    timeline.selection().clear();
    timeline.model().prepare(timeline.lanes().get());
    timeline.under().select(x, 5);
    assertThat(selected()).isNotNegative();
  }

  @Test
  void lanesThatCannotBeChangedAreToldOfAndLaterChangesAreMade() {
    var lanes = session.timeline().arrangement();
    var before = session.timeline().lanes().get();
    lanes.change(_ -> {
      throw new IllegalStateException("no such \u001b[31mrow");
    });
    turns.until(() -> !lanes.trouble().get().isEmpty());
    assertThat(session.marking().notice().get())
        .isEqualTo(Notice.failed("The lanes are as they were. No such \\x1b[31mrow."));
    assertThat(session.timeline().lanes().get()).isSameAs(before);
    lanes.fold(Lane.Level.NAMESPACE);
    assertThat(lanes.trouble().get()).isEmpty();
    turns.until(() -> session.timeline().lanes().get() != before);
  }

  @Test
  void lanesAreAsOpenAndAsHiddenAsTheyWereLeft() {
    Investigation investigation = SampleCase.investigation();
    Session first =
        Session.of(Session.Made.of(investigation), new KeyMap(), _ -> {}, new Jobs(), turns);
    var lanes = first.timeline().lanes().get();
    var worst = first.timeline().model().laneOf(first.selection().row().get());
    first.timeline().toggle(worst);
    turns.until(() -> first.timeline().lanes().get().isOpen(worst));
    var other =
        lanes.lines().stream()
            .map(line -> line.lane())
            .filter(lane -> lane.isTrack() && lane != worst)
            .findFirst()
            .orElseThrow();
    first.timeline().pin(worst);
    first.timeline().pin(other);
    first.timeline().arrangement().move(other, true);
    first.timeline().arrangement().hide(other);
    first.timeline().arrangement().hideQuiet(true);
    first.memory().store();
    Session again =
        Session.of(Session.Made.of(investigation), new KeyMap(), _ -> {}, new Jobs(), turns);
    assertThat(again.timeline().model()).isNotSameAs(first.timeline().model());
    assertThat(again.timeline().lanes().get().lines().toString())
        .isEqualTo(first.timeline().lanes().get().lines().toString())
        .isNotEqualTo(lanes.lines().toString());
    assertThat(again.timeline().arrangement().hidesQuiet()).isTrue();
    assertThat(again.timeline().lanes().get().pins().lanes().toString())
        .isEqualTo(List.of(other, worst).toString());
  }

  @Test
  void beginsWithTheWorstFindingAndAllOfTheTime() {
    assertThat(selected()).isEqualTo(session.findings().findings().getFirst().row());
    assertThat(session.findings().current().get())
        .isSameAs(session.findings().findings().getFirst());
    assertThat(session.timeline().inSight()).as("no zoom").isNull();
  }

  @Test
  void walksOverEverythingOutOfProfileAndBegins() {
    var timeline = session.timeline();
    session.selection().clear();
    timeline.nextOut();
    int first = selected();
    assertThat(timeline.model().drawingClass(first)).isIn(DrawingClass.NEAR, DrawingClass.OUT);
    timeline.nextOut();
    assertThat(selected()).isGreaterThan(first);
    timeline.previousOut();
    assertThat(selected()).isEqualTo(first);
    timeline.previousOut();
    int last = selected();
    timeline.nextOut();
    assertThat(selected()).isEqualTo(first).isLessThan(last);
  }

  @Test
  void aSelectedEventComesIntoSight() {
    var timeline = session.timeline();
    timeline.show(new Span(SampleCase.BEGIN, SampleCase.BEGIN + 10 * SampleCase.SECOND));
    timeline.nextOut();
    int x = timeline.viewport().get().x(timeline.model().observations().time(selected()));
    assertThat(x).isBetween(0, timeline.viewport().get().width() - 1);
  }

  @Test
  void zoomingKeepsTheTimeUnderThePointer() {
    var timeline = session.timeline();
    long before = timeline.viewport().get().time(700);
    timeline.zoom(0.5, 700);
    Viewport after = timeline.viewport().get();
    assertThat(Math.abs(after.time(700) - before)).isLessThanOrEqualTo(after.nanosPerPixel() * 2);
  }

  @Test
  void fittingShowsTheSelectionAndThenEverything() {
    var timeline = session.timeline();
    Viewport all = timeline.viewport().get();
    timeline.nextOut();
    timeline.fitSelection();
    assertThat(timeline.viewport().get().span()).isLessThan(all.span());
    timeline.fitSelection();
    assertThat(timeline.viewport().get()).isEqualTo(all);
  }

  @Test
  void cyclingTheBaselineEndsWhereItBegan() {
    var timeline = session.timeline();
    int all = session.table().order().get().size();
    timeline.cycleBaseline();
    timeline.cycleBaseline();
    assertThat(timeline.display().get()).isEqualTo(BaselineDisplay.HIDE);
    turns.until(() -> !session.table().busy().get());
    long in = timeline.model().shown(DrawingClass.IN);
    assertThat(session.table().order().get().size() + in).isEqualTo(all);
    timeline.cycleBaseline();
    turns.until(() -> !session.table().busy().get());
    assertThat(session.table().order().get().size()).isEqualTo(all);
  }

  @Test
  void aRangeLimitsTheTableAndEscapeEndsIt() {
    int all = session.table().order().get().size();
    session.timeline().area().range(200, 300);
    turns.until(() -> !session.table().busy().get());
    assertThat(session.table().order().get().size()).isBetween(1, all - 1);
    assertThat(session.table().caption().get()).contains(" of ");
    session.timeline().escape();
    turns.until(() -> !session.table().busy().get());
    assertThat(session.table().order().get().size()).isEqualTo(all);
  }

  @Test
  void whatIsClickedIsTheWorstOfThePixel() {
    var timeline = session.timeline();
    timeline.nextOut();
    int row = selected();
    Viewport now = timeline.viewport().get();
    int line = timeline.lanes().get().lineOf(timeline.model().laneOf(row));
    int y = timeline.lanes().get().top(line, now.rowHeight()) - now.scroll() + now.rowHeight() / 2;
    session.selection().clear();
    timeline.under().select(now.x(timeline.model().observations().time(row)), y);
    assertThat(timeline.model().drawingClass(selected()).isOut()).isTrue();
    timeline.under().select(0, 100_000);
    assertThat(selected()).isEqualTo(Selection.NONE);
  }

  @Test
  void explainsTheSelectedEventAndFetchesItsRecord() {
    session.selection().clear();
    session.timeline().nextOut();
    Details details = session.details().details().get();
    assertThat(details).isNotNull();
    assertThat(details.why()).contains("shape");
    assertThat(details.differences()).hasSize(1);
    assertThat(details.record()).contains("falco.jsonl.gz:");
    turns.until(() -> session.details().raw().get() instanceof RawText.Here);
    assertThat(((RawText.Here) session.details().raw().get()).text())
        .contains("\"rule\": ")
        .doesNotContain("\u001b");
  }

  @Test
  void theCauseOfAnExplainedEventIsOneStepAway() {
    var timeline = session.timeline();
    int row = timeline.model().observations().timed() - 1;
    while (timeline.model().drawingClass(row) != DrawingClass.EXPLAINED
        || session.investigation().opened().verdicts().judgement(row).cause() == null) {
      row--;
    }
    session.selection().select(row);
    session.details().goToCause();
    turns.until(() -> session.details().details().get().title().equals("API request"));
  }

  @Test
  void aFindingSelectsItsEventAndIsCurrentForAllOfThem() {
    session.findings().choose(session.findings().findings().get(1));
    assertThat(selected()).isEqualTo(session.findings().findings().get(1).row());
    session.selection().select(session.findings().findings().get(2).rows().get(0));
    assertThat(session.findings().current().get()).isSameAs(session.findings().findings().get(2));
  }

  @Test
  void aMissingFileIsNamedWithARemedy() {
    OpenRequest broken =
        new OpenRequest(
            "gone",
            _ -> {
              throw new NoSuchFileException("/evidence/gone.jsonl");
            });
    model.open(broken);
    turns.until(() -> model.state().get() instanceof WorkbenchViewModel.State.Failed);
    var failure = ((WorkbenchViewModel.State.Failed) model.state().get()).failure();
    assertThat(failure.place()).isEqualTo("/evidence/gone.jsonl");
    assertThat(failure.remedy()).isNotBlank();
  }

  @Test
  void aLongOpeningCanBeCancelled() {
    model.open(
        new OpenRequest(
            "endless",
            progress -> {
              for (long i = 0; ; i++) {
                progress.at(i % 100, 100, "reading");
              }
            }));
    model.running().running().getFirst().cancel();
    turns.until(() ->
        model.state().get() instanceof WorkbenchViewModel.State.Open(Session back)
            && back.timeline().equals(session.timeline()));
  }
}
