package salvor.workbench.casefile;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import salvor.casefile.CaseUnusable;
import salvor.casefile.Edit;
import salvor.casefile.Edits;
import salvor.casefile.Mark;
import salvor.casefile.Marks;
import salvor.casefile.OpenedCase;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.report.EditWords;
import salvor.timeline.DwellRuler;
import salvor.timeline.Milestone;
import salvor.triage.SameKind;
import salvor.workbench.casefile.Notice.Offer;
import salvor.workbench.selection.Selection;
import salvor.workbench.wording.Failure;
import salvor.workbench.wording.Moments;

/**
 * What the investigator adds to the selected events, and takes back. Edits are made one after the
 * other off the JavaFX thread, because each is on the disk when it is done.
 */
public final class MarkingViewModel {
  /** Makes an edit; empty when it would change nothing. */
  private interface Act {
    Optional<Edit> make(Edits edits, Progress progress) throws CaseUnusable;
  }

  private record Waiting(String title, Act act, Function<Optional<Edit>, Notice> said) {}

  private final OpenedCase opened;
  private final Selection selection;
  private final Jobs jobs;
  private final Executor fx;
  private final ReadOnlyObjectWrapper<DwellRuler> ruler;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private boolean busy;
  private final ReadOnlyIntegerWrapper changes = new ReadOnlyIntegerWrapper();
  private final ReadOnlyObjectWrapper<Mark> mark = new ReadOnlyObjectWrapper<>(Mark.NONE);
  private final ReadOnlyObjectWrapper<Notice> notice = new ReadOnlyObjectWrapper<>(Notice.NONE);
  private final ReadOnlyStringWrapper undo = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper redo = new ReadOnlyStringWrapper("");

  /**
   * @param opened the case, whose database was waited for
   * @param seen the milestones that the observations show
   * @param fx where properties change
   */
  public MarkingViewModel(
      OpenedCase opened, DwellRuler seen, Selection selection, Jobs jobs, Executor fx) {
    this.ruler = new ReadOnlyObjectWrapper<>(seen);
    this.opened = opened;
    this.selection = selection;
    this.jobs = jobs;
    this.fx = fx;
    opened.edits().watch(() -> fx.execute(this::changed));
    selection.row().subscribe(_ -> look());
    changed();
  }

  private void changed() {
    changes.set(changes.get() + 1);
    undo.set(opened.edits().undoable().map(EditWords::of).orElse(""));
    redo.set(opened.edits().redoable().map(EditWords::of).orElse(""));
    ruler.set(ruler.get().with(opened.marks().milestones(), opened.evidence().observations()));
    look();
  }

  private void look() {
    int row = selection.row().get();
    mark.set(row < 0 ? Mark.NONE : opened.marks().of(row));
  }

  /** Gives the selected events a star, or takes it where all have one. */
  public void star() {
    onRows(
        "Starring",
        (edits, rows) -> {
          BitSet starred = opened.marks().starred();
          boolean all = IntStream.of(rows).allMatch(starred::get);
          return all ? edits.unstar(rows) : edits.star(rows);
        });
  }

  /** Gives the selected events a tag. */
  public void tag(String tag) {
    onRows("Tagging", (edits, rows) -> edits.tag(tag, rows));
  }

  /** Takes a tag from the selected events. */
  public void untag(String tag) {
    onRows("Tagging", (edits, rows) -> edits.untag(tag, rows));
  }

  /** Adds a comment to the selected events. */
  public void comment(String text) {
    onRows("Commenting", (edits, rows) -> edits.comment(text, rows));
  }

  /** Replaces the text of a comment of the event that the other views show. */
  public void changeComment(String id, String text) {
    int row = selection.row().get();
    act("Commenting", (edits, _) -> edits.changeComment(row, id, text));
  }

  /** Removes a comment of the event that the other views show. */
  public void removeComment(String id) {
    int row = selection.row().get();
    act("Commenting", (edits, _) -> edits.removeComment(row, id));
  }

  /** Has the event that the other views show stand for a milestone. */
  public void milestone(Milestone milestone) {
    int row = selection.row().get();
    if (row >= opened.evidence().observations().timed()) {
      notice.set(
          new Notice(
              "This event has no time, and a milestone needs one: choose one with a time.",
              Offer.FAILED));
    } else if (row >= 0) {
      act("Setting a milestone", (edits, _) -> edits.milestone(milestone, row));
    }
  }

  /** Has no event stand for a milestone. */
  public void openMilestone(Milestone milestone) {
    act("Opening a milestone", (edits, _) -> edits.openMilestone(milestone));
  }

  /** Accepts the selected events as normal. */
  public void accept(String reason) {
    onRows("Accepting", (edits, rows) -> edits.accept(reason, rows));
  }

  /** Accepts these events as normal. */
  public void accept(String reason, BitSet rows) {
    on("Accepting", rows.cardinality(), rows::stream, (edits, r) -> edits.accept(reason, r));
  }

  /** Takes back that the selected events were accepted. */
  public void reject() {
    onRows("Rejecting", Edits::reject);
  }

  /** Undoes the last edit of the case that holds. */
  public void undo() {
    turn("Undoing", (edits, _) -> edits.undo(), "Undone: ", Offer.REDO);
  }

  /** Does again what was undone last. */
  public void redo() {
    turn("Redoing", (edits, _) -> edits.redo(), "Done again: ", Offer.UNDO);
  }

  /** Finds the events of the same kind as the selected one, and gives them on {@code fx}. */
  public void sameKind(Consumer<BitSet> found) {
    int row = selection.row().get();
    if (row < 0) {
      return;
    }
    var all = opened.evidence().observations();
    jobs.start(
            "Looking for events of the same kind",
            progress -> SameKind.rows(all, opened.verdicts(), row, progress))
        .watch(
            fx,
            state -> {
              if (state instanceof JobState.Succeeded<BitSet>(BitSet rows)) {
                found.accept(rows);
              }
            });
  }

  /** What is done with rows. */
  private interface OnRows {
    Optional<Edit> make(Edits edits, int... rows) throws CaseUnusable;
  }

  private void onRows(String title, OnRows act) {
    IntStream rows = selection.rows();
    on(title, selection.count(), () -> rows, act);
  }

  /** The rows are read in the job: it may be a hundred thousand. */
  private void on(
      String title, int count, java.util.function.Supplier<IntStream> rows, OnRows act) {
    if (count > Edits.MOST_EVENTS) {
      notice.set(
          new Notice(
              Moments.count(count, "event")
                  + " are too many for one edit, which takes "
                  + Moments.count(Edits.MOST_EVENTS)
                  + ": choose fewer, by a filter for example.",
              Offer.FAILED));
    } else if (count > 0) {
      act(title, (edits, _) -> act.make(edits, rows.get().toArray()));
    }
  }

  private void act(String title, Act act) {
    ask(
        new Waiting(
            title,
            act,
            edit ->
                edit.map(e -> new Notice(sentence(EditWords.of(e)), Offer.UNDO))
                    .orElse(new Notice("It was so already", Offer.NOTHING))));
  }

  private void turn(String title, Act act, String words, Offer offer) {
    ask(
        new Waiting(
            title,
            act,
            edit ->
                edit.map(e -> new Notice(words + EditWords.of(e), offer))
                    .orElse(new Notice("There is nothing to turn back", Offer.NOTHING))));
  }

  private void ask(Waiting next) {
    waiting.add(next);
    if (!busy) {
      following();
    }
  }

  private void following() {
    Waiting next = waiting.poll();
    busy = next != null;
    if (next != null) {
      jobs.start(next.title(), progress -> next.act().make(opened.edits(), progress))
          .watch(fx, state -> done(next, state));
    }
  }

  private void done(Waiting which, JobState<Optional<Edit>> state) {
    switch (state) {
      case JobState.Waiting<Optional<Edit>> _, JobState.Running<Optional<Edit>> _ -> {
        return;
      }
      case JobState.Succeeded<Optional<Edit>>(Optional<Edit> edit) ->
          notice.set(which.said().apply(edit));
      case JobState.Failed<Optional<Edit>>(Throwable cause) -> notice.set(failed(cause));
      case JobState.Cancelled<Optional<Edit>> _ ->
          notice.set(new Notice(which.title() + " was cancelled", Offer.NOTHING));
    }
    following();
  }

  private static Notice failed(Throwable cause) {
    Failure failure = Failure.of(cause);
    String place = failure.place().isEmpty() ? "" : failure.place() + ": ";
    return new Notice(
        "Not kept, nothing has changed. " + place + failure.cause() + ". " + failure.remedy(),
        Offer.FAILED);
  }

  private static String sentence(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /** Forgets what was said about the last edit. */
  public void quiet() {
    notice.set(Notice.NONE);
  }

  /** The tags in use, and how many events have each. */
  public Map<String, Integer> tags() {
    return opened.marks().tags();
  }

  /** The tags in use. */
  public Collection<String> tagsLike(String typed) {
    String part = typed.toLowerCase(java.util.Locale.ROOT);
    return tags().keySet().stream()
        .filter(tag -> tag.toLowerCase(java.util.Locale.ROOT).contains(part))
        .toList();
  }

  /** The marks of all events. */
  public Marks marks() {
    return opened.marks();
  }

  /** Every edit, the oldest first. */
  public List<Edit> log() {
    return opened.edits().log();
  }

  /** The selection that edits are about. */
  public Selection selection() {
    return selection;
  }

  /** Grows with each edit: whoever shows marks looks again then. */
  public ReadOnlyIntegerProperty changes() {
    return changes.getReadOnlyProperty();
  }

  /** The mark of the event that the other views show. */
  public ReadOnlyObjectProperty<Mark> mark() {
    return mark.getReadOnlyProperty();
  }

  /** The milestones of the incident, seen and set. */
  public ReadOnlyObjectProperty<DwellRuler> ruler() {
    return ruler.getReadOnlyProperty();
  }

  /** What is said about the last edit. */
  public ReadOnlyObjectProperty<Notice> notice() {
    return notice.getReadOnlyProperty();
  }

  /** What would be undone, in words; empty when nothing would. */
  public ReadOnlyStringProperty undoable() {
    return undo.getReadOnlyProperty();
  }

  /** What would be done again, in words; empty when nothing would. */
  public ReadOnlyStringProperty redoable() {
    return redo.getReadOnlyProperty();
  }
}
