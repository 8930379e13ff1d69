package salvor.workbench.comparison;

import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Matching;
import salvor.baseline.Verdicts;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.jobs.Jobs;
import salvor.timeline.Cell;
import salvor.timeline.Lane;
import salvor.timeline.TimelineModel;
import salvor.triage.BaselineChoice;
import salvor.triage.ComparedRows;
import salvor.triage.Siblings;
import salvor.workbench.selection.Selection;
import salvor.workbench.selection.Sight;
import salvor.workbench.selection.Span;

/** Which two sides are compared, and how far that is. */
public final class CompareViewModel {
  private static final int LOOKED_AT = 50;

  private final Evidence evidence;
  private final TimelineModel timeline;
  private final Siblings siblings;
  private final Matching matching;
  private final Selection selection;
  private final Comparer work;
  private final ReadOnlyObjectWrapper<@Nullable Question> question = new ReadOnlyObjectWrapper<>();
  private final ActList list;

  /**
   * Compares nothing yet.
   *
   * @param siblings what can be compared
   * @param matching which baseline applies where
   */
  public CompareViewModel(
      Evidence evidence,
      Verdicts verdicts,
      TimelineModel timeline,
      Siblings siblings,
      Matching matching,
      Selection selection,
      Sight sight,
      Jobs jobs,
      Executor fx) {
    this.evidence = evidence;
    this.timeline = timeline;
    this.siblings = siblings;
    this.matching = matching;
    this.selection = selection;
    this.work = new Comparer(evidence, verdicts, timeline.tree(), sight, jobs, fx);
    this.list = new ActList(work.state(), selection);
  }

  /** Compares what is selected with its best replica, unless something else is compared already. */
  public void begin() {
    if (question.get() == null) {
      withReplica();
    }
  }

  /** Compares the container of the selected event, or the worst there is, with its best replica. */
  public void withReplica() {
    withReplica(selected().or(this::worst).map(siblings::subject).orElse(null));
  }

  /** Compares a container with its best replica; without one, before and after. */
  public void withReplicaOf(Lane lane) {
    withReplica(siblings.subject(lane));
  }

  private void withReplica(@Nullable Lane own) {
    if (own == null) {
      work.nothing("No event of any container was recorded.");
      return;
    }
    Optional<Lane> other = siblings.best(own);
    if (other.isPresent()) {
      ask(Question.of(own, other.get()));
    } else {
      around(own);
    }
  }

  /** Compares the time before the selected event with the time after it, on its own lane. */
  public void beforeAndAfter() {
    selected().or(this::worst).ifPresent(this::around);
  }

  private Optional<Lane> worst() {
    return siblings.candidates().stream().map(Siblings.Candidate::lane).findFirst();
  }

  /** The first of the worst containers that has a baseline. */
  private Optional<Lane> known() {
    return siblings.candidates().stream()
        .map(Siblings.Candidate::lane)
        .filter(lane -> lane.level() == Lane.Level.CONTAINER)
        .limit(LOOKED_AT)
        .filter(lane -> baseline(lane) instanceof BaselineChoice.One)
        .findFirst();
  }

  private BaselineChoice baseline(Lane lane) {
    return BaselineChoice.of(lane, timeline.tree(), observations(), matching);
  }

  private Optional<Lane> selected() {
    int row = selection.row().get();
    return isTimed(row) ? Optional.of(timeline.laneOf(row)) : Optional.empty();
  }

  private boolean isTimed(int row) {
    return row >= 0 && row < observations().timed();
  }

  /** About the selected event if it is on the lane, else about the first of its worst. */
  private void around(Lane lane) {
    int row = selection.row().get();
    if (selected().filter(own -> own == lane).isEmpty()) {
      Cell all = timeline.whole().cell(lane, Long.MIN_VALUE, Long.MAX_VALUE);
      row = all == null ? -1 : all.firstRow();
    }
    if (isTimed(row)) {
      ask(Question.around(lane, observations().time(row)));
    } else {
      work.nothing("No event of any container has a time.");
    }
  }

  /** Has a lane as the first or the second side. */
  void choose(boolean first, Lane lane) {
    asked().ifPresent(now -> ask(now.with(first, lane)));
  }

  /**
   * Sets the container of the selected event, else side A, else the worst, against its baseline.
   */
  public void withBaseline() {
    Optional<Lane> own =
        selected().or(() -> asked().map(now -> now.a().lane())).or(this::known).or(this::worst);
    if (own.isPresent()) {
      withBaselineOf(own.get());
    } else {
      withReplica(null);
    }
  }

  /** Sets a container against its baseline. */
  public void withBaselineOf(Lane lane) {
    Lane own = siblings.subject(lane);
    ask(Question.of(own, own).withBaseline());
  }

  /** Has the baseline of A as B. */
  void chooseBaseline() {
    asked().ifPresent(now -> ask(now.withBaseline()));
  }

  /** Exchanges the sides. */
  public void exchange() {
    asked().ifPresent(now -> ask(now.exchanged()));
  }

  /** Lays something else upon each other; an event only where one is selected. */
  public void align(AlignBy by) {
    int row = selection.row().get();
    if (by != AlignBy.EVENT || isTimed(row)) {
      asked().ifPresent(now -> ask(now.aligned(by, by == AlignBy.EVENT ? row : now.row(), -1)));
    }
  }

  /** Lays the selected event, one of the other side, upon the one that was chosen to align by. */
  public void alignLike() {
    if (canAlignLike()) {
      int like = selection.row().get();
      asked().ifPresent(now -> ask(now.aligned(now.by(), now.row(), like)));
    }
  }

  /** Whether both sides are laid upon an event of one, and one of the other is selected. */
  boolean canAlignLike() {
    Question now = question.get();
    int like = selection.row().get();
    if (now == null
        || now.by() != AlignBy.EVENT
        || !isTimed(like)
        || !(work.state().get() instanceof CompareState.Made(Compared it))) {
      return false;
    }
    ComparedRows a = it.comparison().a();
    ComparedRows b = it.comparison().b();
    return (a.placeOf(now.row()) >= 0 && b.placeOf(like) >= 0)
        || (b.placeOf(now.row()) >= 0 && a.placeOf(like) >= 0);
  }

  /** Compares all time of both sides. */
  public void allTime() {
    asked().ifPresent(now -> ask(now.within(null)));
  }

  /** Compares only the range of time that is selected on the timeline, if one is. */
  public void selectedRange() {
    Span range = selection.range().get();
    if (range != null) {
      asked().ifPresent(now -> ask(now.within(range)));
    }
  }

  private Optional<Question> asked() {
    return Optional.ofNullable(question.get());
  }

  private void ask(Question asked) {
    BaselineChoice choice = baseline(asked.a().lane());
    question.set(asked.of(choice));
    String none = asked.b() == null ? BaselineWords.none(choice, asked.a().lane()) : null;
    if (none != null) {
      work.nothing(none);
      return;
    }
    work.ask(asked, choice);
  }

  /** Stops comparing. */
  public void cancel() {
    work.cancel();
  }

  /** What is listed of it. */
  ActList list() {
    return list;
  }

  /** What can be compared. */
  Siblings siblings() {
    return siblings;
  }

  /** What is compared, null when there is nothing. */
  ReadOnlyObjectProperty<@Nullable Question> question() {
    return question.getReadOnlyProperty();
  }

  /** How far the comparison is. */
  ReadOnlyObjectProperty<CompareState> state() {
    return work.state();
  }

  /** The selection shared with the other views. */
  public Selection selection() {
    return selection;
  }

  Observations observations() {
    return evidence.observations();
  }

  TimelineModel timeline() {
    return timeline;
  }
}
