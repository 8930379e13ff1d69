package salvor.workbench.casefile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import salvor.casefile.Comment;
import salvor.casefile.Edit;
import salvor.casefile.EventId;
import salvor.casefile.Mark;
import salvor.casefile.Marks.Added;
import salvor.casefile.OpenedCase;
import salvor.evidence.Observations;
import salvor.jobs.Jobs;
import salvor.report.EditWords;
import salvor.timeline.DrawingClass;
import salvor.workbench.fx.NewestFirst;
import salvor.workbench.selection.Selection;
import salvor.workbench.wording.Activities;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;
import salvor.workbench.wording.Words;

/** All marked events of a case, and every edit that was made; collected off the JavaFX thread. */
public final class MarksListViewModel {
  private static final int LIMIT = 400;

  /**
   * An event with its marks.
   *
   * @param row its row; -1 when its source is not part of the evidence
   * @param mark what was added to it
   * @param author who added something last
   * @param at when
   */
  record Item(int row, Mark mark, String author, Instant at) {}

  /**
   * All there is.
   *
   * @param items the marked events in the order of time
   * @param log every edit, the newest first
   */
  record Shown(List<Item> items, List<Edit> log) {}

  private final OpenedCase opened;
  private final EditQueue edits;
  private final Selection selection;
  private final ReadOnlyObjectWrapper<Shown> shown =
      new ReadOnlyObjectWrapper<>(new Shown(List.of(), List.of()));

  /**
   * @param marking tells of edits
   * @param fx where properties change
   */
  public MarksListViewModel(OpenedCase opened, MarkingViewModel marking, Jobs jobs, Executor fx) {
    this.opened = opened;
    this.edits = marking.edits();
    this.selection = marking.selection();
    NewestFirst<Integer, Shown> work =
        new NewestFirst<>(
            "list of marks", jobs, fx, true, (_, _) -> collected(), shown::set, _ -> {});
    marking.changes().subscribe(change -> work.ask(change.intValue()));
  }

  private Shown collected() {
    Map<EventId, List<Added>> byEvent = new LinkedHashMap<>();
    for (Added added : opened.marks().added()) {
      EventId event = added.slot().event();
      if (event != null) {
        byEvent.computeIfAbsent(event, _ -> new ArrayList<>()).add(added);
      }
    }
    Map<EventId, Mark> marks = opened.marks().all();
    List<Item> items = new ArrayList<>();
    byEvent.forEach((event, all) -> {
      Added last = all.getFirst();
      for (Added each : all) {
        last = each.entry().at().isAfter(last.entry().at()) ? each : last;
      }
      Mark mark = marks.getOrDefault(event, Mark.NONE);
      items.add(new Item(last.row(), mark, last.entry().author(), last.entry().at()));
    });
    return new Shown(List.copyOf(items), opened.edits().log().reversed());
  }

  ReadOnlyObjectProperty<Shown> shown() {
    return shown.getReadOnlyProperty();
  }

  /** The number of marked events, as it changes. */
  public ObservableValue<Integer> count() {
    return shown.map(now -> now.items().size());
  }

  /** The marked events, a line each. */
  public List<String> lines() {
    return shown.get().items().stream()
        .map(i -> String.join(" | ", time(i), verdict(i), what(i), signs(i), tags(i), comment(i)))
        .toList();
  }

  /** Every edit, the newest first, a line each. */
  public List<String> history() {
    return shown.get().log().stream()
        .map(e -> e.number() + " | " + author(e.author()) + " | " + what(e) + " | " + state(e))
        .toList();
  }

  /** Undoes the edit of a number and all that came after it. */
  public void undoDownTo(long number) {
    shown.get().log().stream()
        .filter(e -> e.number() == number)
        .findFirst()
        .ifPresent(this::undoTo);
  }

  Selection selection() {
    return selection;
  }

  /** Selects an event in every view. */
  void choose(Item item) {
    if (item.row() >= 0) {
      selection.select(item.row());
    }
  }

  /** The marked event that is selected, null when it has no mark. */
  @Nullable Item current() {
    int row = selection.row().get();
    return shown.get().items().stream()
        .filter(item -> item.row() == row && row >= 0)
        .findFirst()
        .orElse(null);
  }

  /** Takes every mark off an event, as one edit. */
  void clear(Item item) {
    if (item.row() >= 0) {
      edits.ask(to -> to.clear(item.row()));
    }
  }

  /** How many edits are undone when all down to this one are; 0 when it does not hold. */
  long undoneWith(Edit edit) {
    return count(edit, Edit.State.DONE, each -> each.number() >= edit.number());
  }

  /** How many edits are done again when all up to this one are; 0 when none can be. */
  long redoneWith(Edit edit) {
    return count(edit, Edit.State.UNDONE, each -> each.number() <= edit.number());
  }

  private long count(Edit edit, Edit.State state, Predicate<Edit> there) {
    return edit.state() != state
        ? 0
        : shown.get().log().stream().filter(e -> e.state() == state).filter(there).count();
  }

  /** Undoes this edit and all that came after it. */
  void undoTo(Edit edit) {
    long count = undoneWith(edit);
    edits.ask(
        to -> to.undoTo(edit.number()),
        _ -> new Notice("Undone: " + Moments.count(count, "edit"), Notice.Offer.REDO));
  }

  /** Does this edit again, and all that came before it. */
  void redoTo(Edit edit) {
    long count = redoneWith(edit);
    edits.ask(
        to -> to.redoTo(edit.number()),
        _ -> new Notice("Done again: " + Moments.count(count, "edit"), Notice.Offer.UNDO));
  }

  DrawingClass drawn(Item item) {
    return item.row() < 0
        ? DrawingClass.UNKNOWN
        : DrawingClass.of(opened.verdicts().judgement(item.row()));
  }

  /** The verdict in words, which its sign alone does not tell everybody. */
  String verdict(Item item) {
    return item.row() < 0 ? "not known here" : Words.drawn(drawn(item));
  }

  String time(Item item) {
    Observations all = opened.evidence().observations();
    if (item.row() < 0) {
      return "";
    }
    if (item.row() >= all.timed()) {
      return "no time";
    }
    boolean oneDay = Moments.sameDay(all.time(0), all.time(all.timed() - 1));
    return Moments.brief(all.time(item.row()), oneDay);
  }

  String what(Item item) {
    if (item.row() < 0) {
      return "an event of a source that is not here";
    }
    Observations all = opened.evidence().observations();
    var observation = all.get(item.row());
    return VisibleText.of(
        Activities.line(observation.process(), observation.activity(), observation.outcome()),
        LIMIT);
  }

  String tags(Item item) {
    return VisibleText.of(String.join(", ", item.mark().tags()), LIMIT);
  }

  String signs(Item item) {
    List<String> words = new ArrayList<>();
    if (item.mark().starred()) {
      words.add("star");
    }
    item.mark().milestones().forEach(m -> words.add(m.words()));
    if (item.mark().accepted() != null) {
      words.add("accepted as normal");
    }
    return String.join(", ", words);
  }

  String comment(Item item) {
    List<String> texts = new ArrayList<>();
    Comment accepted = item.mark().accepted();
    if (accepted != null) {
      texts.add(accepted.text());
    }
    item.mark().comments().forEach(c -> texts.add(c.text()));
    return VisibleText.of(String.join(" \u00b7 ", texts), LIMIT);
  }

  static String author(String name) {
    return VisibleText.of(name, 60);
  }

  static String when(Instant at) {
    return Moments.seconds(at.getEpochSecond() * 1_000_000_000L + at.getNano());
  }

  static String what(Edit edit) {
    String words = EditWords.of(edit);
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  static String state(Edit edit) {
    return switch (edit.state()) {
      case DONE -> "holds";
      case UNDONE -> "undone, can be done again";
      case DROPPED -> "undone for good: another edit followed";
    };
  }
}
