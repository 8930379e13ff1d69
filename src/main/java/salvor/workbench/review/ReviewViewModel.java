package salvor.workbench.review;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Facet;
import salvor.casefile.OpenedCase;
import salvor.jobs.Job;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.report.CaseReview;
import salvor.report.ChangeSet;
import salvor.report.ReviewWords;
import salvor.report.Wording;
import salvor.review.ReviewedAct;
import salvor.timeline.Milestone;
import salvor.workbench.jobs.JobsViewModel;
import salvor.workbench.selection.Selection;
import salvor.workbench.selection.Several;
import salvor.workbench.wording.VisibleText;
import salvor.workbench.wording.Words;

/** The review of the open case, made when it is first looked at and when its marks change. */
public final class ReviewViewModel {
  /** How far it is. */
  sealed interface State {
    /** Nobody looked at it yet, or its making was stopped. */
    record Unwanted(boolean stopped) implements State {}

    /** It is being made. */
    record Making(JobsViewModel.Shown job) implements State {}

    /** Here it is. */
    record Made(CaseReview review) implements State {}

    /** It could not be made. */
    record Failed(String why) implements State {}
  }

  /** What decides what the attacker did. */
  private record Basis(Map<Milestone, Integer> milestones, BitSet accepted) {}

  private record Work(Basis basis, CaseReview review, CaseReview.Prepared all) {}

  private final OpenedCase opened;
  private final Selection selection;
  private final Jobs jobs;
  private final Executor fx;
  private final Consumer<Job<?>> listed;
  private final JobsViewModel own;
  private final ChangeSetWriting writing;
  private final ChangeChoices choices;
  private final ReadOnlyObjectWrapper<State> state =
      new ReadOnlyObjectWrapper<>(new State.Unwanted(false));
  private final Map<Integer, ActLine> lineOf = new HashMap<>();
  private List<ActLine> acts = List.of();
  private @Nullable Basis basis;
  private @Nullable Job<Work> working;

  /**
   * @param key the file of the key that change sets are signed by
   * @param listed is told of work that takes long
   * @param fx where properties change
   */
  public ReviewViewModel(
      OpenedCase opened,
      Selection selection,
      Path key,
      Consumer<Job<?>> listed,
      Jobs jobs,
      Executor fx) {
    this.opened = opened;
    this.selection = selection;
    this.jobs = jobs;
    this.fx = fx;
    this.listed = listed;
    this.own = new JobsViewModel(fx);
    this.writing = new ChangeSetWriting(opened.custody(), key, listed, jobs, fx);
    this.choices =
        new ChangeChoices(jobs, fx, cause -> state.set(new State.Failed(String.valueOf(cause))));
    opened.edits().watch(() -> fx.execute(this::heed));
  }

  /** Has it made, unless it is. */
  public void want() {
    if (state.get() instanceof State.Unwanted) {
      make();
    }
  }

  /** Has it made again where what people said of the incident is not what it was made of. */
  private void heed() {
    boolean looked = !(state.get() instanceof State.Unwanted);
    if (looked && !now().equals(basis)) {
      make();
    }
  }

  private Basis now() {
    return new Basis(opened.marks().milestones(), opened.marks().accepted());
  }

  private void make() {
    if (working != null) {
      working.cancel();
    }
    choices.forget();
    Basis wanted = now();
    basis = wanted;
    Job<Work> job =
        jobs.start(
            "Reviewing",
            progress -> {
              CaseReview review = CaseReview.of(opened, progress);
              return new Work(wanted, review, review.without(Set.of(), progress));
            });
    working = job;
    listed.accept(job);
    state.set(new State.Making(own.add(job)));
    job.watch(fx, now -> show(job, now));
  }

  private void show(Job<Work> job, JobState<Work> now) {
    if (job != working) {
      return;
    }
    switch (now) {
      case JobState.Waiting<Work> _, JobState.Running<Work> _ -> {}
      case JobState.Succeeded<Work>(Work(_, CaseReview review, CaseReview.Prepared all)) -> {
        acts = lines(review);
        lineOf.clear();
        acts.forEach(this::index);
        choices.show(review, all);
        state.set(new State.Made(review));
      }
      case JobState.Failed<Work>(Throwable cause) ->
          state.set(new State.Failed(VisibleText.of(String.valueOf(cause), 400)));
      case JobState.Cancelled<Work> _ -> state.set(new State.Unwanted(true));
    }
  }

  private void index(ActLine line) {
    if (line instanceof ActLine.Act(ReviewedAct act)) {
      act.rowList().forEach(row -> lineOf.put(row, line));
    }
  }

  private static List<ActLine> lines(CaseReview whole) {
    List<ActLine> lines = new ArrayList<>();
    lines.add(new ActLine.Incident());
    whole.review().acts().forEach(act -> lines.add(new ActLine.Act(act)));
    whole.review().missing().stream()
        .sorted()
        .forEach(m -> lines.add(new ActLine.Remark("Missing evidence", Wording.missing(m))));
    if (!whole.review().acts().isEmpty()) {
      whole.review().unrecorded().stream()
          .sorted()
          .filter(facet -> facet != Facet.SYSCALL)
          .forEach(facet ->
              lines.add(
                  new ActLine.Remark(
                      "Not recorded: " + Words.facet(facet),
                      "To know it, " + ReviewWords.collect(facet))));
    }
    return List.copyOf(lines);
  }

  /** How far it is. */
  ReadOnlyObjectProperty<State> state() {
    return state.getReadOnlyProperty();
  }

  /** Whether there is something to export. */
  public boolean isMade() {
    return state.get() instanceof State.Made(CaseReview review)
        && !review.review().acts().isEmpty();
  }

  OpenedCase opened() {
    return opened;
  }

  /** What the attacker did, line by line. */
  List<ActLine> acts() {
    return acts;
  }

  /** Selects what an act is, everywhere. */
  void choose(ReviewedAct act) {
    if (lineOf.get(selection.row().get()) instanceof ActLine.Act(ReviewedAct there)
        && there.equals(act)) {
      return;
    }
    BitSet places = new BitSet();
    places.set(0, act.rows().limit());
    selection.select(act.rows().get(0), new Several(places, act.rows()::get));
  }

  /** The line of the selected event; null when it is no act. */
  @Nullable ActLine current() {
    return lineOf.get(selection.row().get());
  }

  Selection selection() {
    return selection;
  }

  /** What there is to change, and what of it is chosen. */
  ChangeChoices choices() {
    return choices;
  }

  /** Writes the change set that is chosen. */
  void write(Path folder, String author, String reason, String passphrase) {
    CaseReview.Prepared now = choices.prepared().get();
    if (now != null) {
      writing.write(
          now,
          folder,
          new ChangeSet.Statement(author, reason, Instant.now()),
          (_, _) -> passphrase.toCharArray());
    }
  }

  /** Writes and checks change sets. */
  ChangeSetWriting writing() {
    return writing;
  }
}
