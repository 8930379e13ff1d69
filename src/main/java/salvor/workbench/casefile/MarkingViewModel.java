package salvor.workbench.casefile;

import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
import salvor.report.EditWords;
import salvor.timeline.DwellRuler;
import salvor.timeline.Milestone;
import salvor.triage.SameKind;
import salvor.workbench.casefile.Notice.Offer;
import salvor.workbench.selection.Selection;
import salvor.workbench.wording.Moments;

/**
 * What the investigator adds to the selected events, and takes back. Edits are made one after the
 * other off the JavaFX thread, because each is on the disk when it is done.
 */
public final class MarkingViewModel {
  private record Now(String undo, String redo, DwellRuler ruler, BitSet marked) {}

  private final OpenedCase opened;
  private final Selection selection;
  private final Jobs jobs;
  private final Executor fx;
  private final ReadOnlyObjectWrapper<DwellRuler> ruler;
  private final ReadOnlyObjectWrapper<BitSet> marked = new ReadOnlyObjectWrapper<>(new BitSet());
  private final EditQueue edits;
  private final ReadOnlyIntegerWrapper changes = new ReadOnlyIntegerWrapper();
  private final ReadOnlyObjectWrapper<Mark> mark = new ReadOnlyObjectWrapper<>(Mark.NONE);
  private final ReadOnlyStringWrapper undo = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper redo = new ReadOnlyStringWrapper("");

  /**
   * @param opened the case, whose database was waited for
   * @param edits makes its edits
   * @param seen the milestones that the observations show
   * @param fx where properties change
   */
  public MarkingViewModel(
      OpenedCase opened,
      EditQueue edits,
      DwellRuler seen,
      Selection selection,
      Jobs jobs,
      Executor fx) {
    this.ruler = new ReadOnlyObjectWrapper<>(seen);
    this.opened = opened;
    this.edits = edits;
    this.selection = selection;
    this.jobs = jobs;
    this.fx = fx;
    opened
        .edits()
        .watch(() -> {
          Now now = now(seen);
          fx.execute(() -> show(now));
        });
    selection.row().subscribe(_ -> look());
    show(now(seen));
  }

  /** What is known after an edit; made by whoever made the edit. */
  private Now now(DwellRuler seen) {
    Edits all = opened.edits();
    return new Now(
        all.undoable().map(EditWords::of).orElse(""),
        all.redoable().map(EditWords::of).orElse(""),
        seen.with(opened.marks().milestones(), opened.evidence().observations()),
        opened.marks().rows());
  }

  private void show(Now now) {
    undo.set(now.undo());
    redo.set(now.redo());
    ruler.set(now.ruler());
    marked.set(now.marked());
    changes.set(changes.get() + 1);
    look();
  }

  private void look() {
    int row = selection.row().get();
    mark.set(row < 0 ? Mark.NONE : opened.marks().of(row));
  }

  /** Gives the selected events a star, or takes it where all have one. */
  public void star() {
    onRows((to, rows) -> {
      BitSet starred = opened.marks().starred();
      boolean all = IntStream.of(rows).allMatch(starred::get);
      return all ? to.unstar(rows) : to.star(rows);
    });
  }

  /** Gives the selected events a tag. */
  public void tag(String tag) {
    onRows((to, rows) -> to.tag(tag, rows));
  }

  /** Takes a tag from the selected events. */
  public void untag(String tag) {
    onRows((to, rows) -> to.untag(tag, rows));
  }

  /** Adds a comment to the selected events. */
  public void comment(String text) {
    onRows((to, rows) -> to.comment(text, rows));
  }

  /** Replaces the text of a comment of the event that the other views show. */
  public void changeComment(String id, String text) {
    int row = selection.row().get();
    edits.ask(to -> to.changeComment(row, id, text));
  }

  /** Removes a comment of the event that the other views show. */
  public void removeComment(String id) {
    int row = selection.row().get();
    edits.ask(to -> to.removeComment(row, id));
  }

  /** Has the event that the other views show stand for a milestone. */
  public void milestone(Milestone milestone) {
    int row = selection.row().get();
    if (row >= opened.evidence().observations().timed()) {
      edits.say(
          new Notice(
              "This event has no time, and a milestone needs one: choose one with a time.",
              Offer.FAILED));
    } else if (row >= 0) {
      edits.ask(to -> to.milestone(milestone, row));
    }
  }

  /** Has no event stand for a milestone. */
  public void openMilestone(Milestone milestone) {
    edits.ask(to -> to.openMilestone(milestone));
  }

  /** Accepts the selected events as normal. */
  public void accept(String reason) {
    onRows((to, rows) -> to.accept(reason, rows));
  }

  /** Accepts these events as normal. */
  public void accept(String reason, BitSet rows) {
    on(rows.cardinality(), rows::stream, (to, r) -> to.accept(reason, r));
  }

  /** Takes back that the selected events were accepted. */
  public void reject() {
    onRows(Edits::reject);
  }

  /** Undoes the last edit of the case that holds. */
  public void undo() {
    turn(Edits::undo, "Undone: ", Offer.REDO);
  }

  /** Does again what was undone last. */
  public void redo() {
    turn(Edits::redo, "Done again: ", Offer.UNDO);
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

  private void onRows(OnRows act) {
    IntStream rows = selection.rows();
    on(selection.count(), () -> rows, act);
  }

  /** The rows are read in the job: it may be a hundred thousand. */
  private void on(int count, Supplier<IntStream> rows, OnRows act) {
    if (isFew(count) && count > 0) {
      edits.ask(to -> act.make(to, rows.get().toArray()));
    }
  }

  /** Whether one edit takes so many events; says what to do when it does not. */
  boolean isFew(int count) {
    boolean few = count <= Edits.MOST_EVENTS;
    if (!few) {
      edits.say(
          new Notice(
              Moments.count(count, "event")
                  + " are too many for one edit, which takes "
                  + Moments.count(Edits.MOST_EVENTS)
                  + ": choose fewer, by a filter for example.",
              Offer.FAILED));
    }
    return few;
  }

  private void turn(EditQueue.Act act, String words, Offer offer) {
    edits.ask(
        act,
        edit ->
            edit.map(e -> new Notice(words + EditWords.of(e), offer))
                .orElse(new Notice("There is nothing to turn back", Offer.NOTHING)));
  }

  /** Forgets what was said about the last edit. */
  public void quiet() {
    edits.say(Notice.NONE);
  }

  /** The tags in use, and how many events have each. */
  public Map<String, Integer> tags() {
    return opened.marks().tags();
  }

  /** The tags in use. */
  public Collection<String> tagsLike(String typed) {
    String part = typed.toLowerCase(Locale.ROOT);
    return tags().keySet().stream()
        .filter(tag -> tag.toLowerCase(Locale.ROOT).contains(part))
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

  /** Makes the edits, one after the other. */
  public EditQueue edits() {
    return edits;
  }

  /** The rows that carry a mark, not to be changed. */
  public ReadOnlyObjectProperty<BitSet> marked() {
    return marked.getReadOnlyProperty();
  }

  /** The marks of a row in words, a line each; empty when there are none. */
  public String words(int row) {
    return MarkSigns.words(opened.marks().of(row));
  }

  /** Who set a milestone, and when; empty when nobody did. */
  public String setBy(Milestone milestone) {
    return opened
        .marks()
        .added(milestone)
        .map(added -> MarkSigns.signed(added.entry().author(), added.entry().at()))
        .orElse("");
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
    return edits.notice();
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
