package salvor.workbench.containment;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ClusterFailure;
import salvor.cluster.ClusterObjects;
import salvor.cluster.ObjectKind;
import salvor.cluster.Right;
import salvor.cluster.Rights;
import salvor.cluster.Trouble;
import salvor.containment.Applied;
import salvor.containment.Backend;
import salvor.containment.DeleteLock;
import salvor.containment.Measures;
import salvor.containment.Presence;
import salvor.containment.Readoption;
import salvor.containment.RecordedMeasure;
import salvor.containment.SealedEvidence;
import salvor.containment.Step;
import salvor.containment.Undoing;
import salvor.containment.Undone;
import salvor.custody.bundle.BundleCheck;
import salvor.jobs.Job;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.jobs.Pause;
import salvor.jobs.Progress;
import salvor.jobs.Work;
import salvor.live.LiveCase;
import salvor.report.ClusterWords;
import salvor.report.ContainmentWords;
import salvor.report.ReadoptionWords;

/**
 * Takes a measure back: shows first what is there of it, and what would be restored. Properties
 * change where the model was told that they may.
 */
final class UndoViewModel {
  /** How far it is. */
  sealed interface Stage {
    /**
     * Something takes time.
     *
     * @param acting whether it changes the cluster
     * @param part how much of it is done, negative when that is not known
     */
    record Busy(boolean acting, String doing, double part) implements Stage {}

    /** It cannot be told what there is. */
    record NotSeen(String why) implements Stage {}

    /**
     * What there is was looked at.
     *
     * @param missing rights that are not given, by verb; empty when all are
     * @param back what becomes of the pods
     */
    record Seen(Presence presence, String missing, Return back) implements Stage {}

    /** It was taken back, as far as it was. */
    record Done(Undone undone) implements Stage {}
  }

  /**
   * What controllers do with pods that get their labels back.
   *
   * @param words a line each; empty where none does anything that matters
   * @param deletes whether pods are deleted for sure of which no sealed evidence verifies
   */
  record Return(List<String> words, boolean deletes) {
    Return {
      words = List.copyOf(words);
    }
  }

  /**
   * A step, and what becomes of it.
   *
   * @param told in words, with a shape
   */
  record Row(int number, Step step, String told) {}

  private final LiveCase live;
  private final ActingViewModel acting;
  private final String mark;
  private final Runnable ended;
  private final Jobs jobs;
  private final Executor fx;
  private final InstantSource clock;
  private final ReadOnlyObjectWrapper<Stage> stage =
      new ReadOnlyObjectWrapper<>(new Stage.Busy(false, "Looking", -1));
  private final ReadOnlyObjectWrapper<List<Row>> rows = new ReadOnlyObjectWrapper<>(List.of());
  private @Nullable RecordedMeasure recorded;
  private @Nullable Job<?> running;

  private final BooleanProperty evenEvidence = new SimpleBooleanProperty();

  private record Looked(RecordedMeasure recorded, Presence presence, String missing, Return back) {}

  /**
   * Of the measure with a mark.
   *
   * @param ended told whenever something was taken back
   * @param fx where properties change
   */
  UndoViewModel(
      LiveCase live,
      ActingViewModel acting,
      String mark,
      Runnable ended,
      Jobs jobs,
      Executor fx,
      InstantSource clock) {
    this.live = live;
    this.acting = acting;
    this.mark = mark;
    this.ended = ended;
    this.jobs = jobs;
    this.fx = fx;
    this.clock = clock;
  }

  /** Looks at what there is. */
  void begin() {
    stage.set(new Stage.Busy(false, "Looking at what is there", -1));
    run("Look at what is to be taken back", this::look, this::looked);
  }

  private <T> void run(String title, Work<T> work, Consumer<JobState<T>> told) {
    Job<T> job = jobs.start(title, work);
    running = job;
    job.watch(fx, told);
  }

  private Looked look(Progress progress) throws IOException, ClusterFailure {
    RecordedMeasure found =
        Measures.in(live.custody().ledger())
            .marked(mark)
            .orElseThrow(() -> new IOException("the ledger tells of no measure " + mark));
    Presence presence = Presence.of(found, live.cluster(), progress);
    Optional<Trouble> away = presence.unseen();
    if (away.isPresent()) {
      throw new ClusterFailure(away.get()); // nor can it be asked for rights
    }
    return new Looked(found, presence, missing(found), back(found, progress));
  }

  /** The pods of which sealed evidence verifies. */
  private Set<String> sealed(RecordedMeasure of, Progress progress) throws IOException {
    return new DeleteLock(
            SealedEvidence.of(live.folder(), List.of(), BundleCheck.Trusted.ofUser(), progress), "")
        .open(of.measure().pods());
  }

  private Return back(RecordedMeasure of, Progress progress) throws IOException {
    if (of.measure().pods().isEmpty()) {
      return new Return(List.of(), false);
    }
    try {
      ClusterObjects objects =
          ClusterObjects.listed(live.cluster(), Readoption.KINDS, ObjectKind.PODS, "");
      List<Readoption> all =
          Readoption.of(of, objects).stream()
              .filter(each -> each.fate() != Readoption.Fate.STAYS)
              .toList();
      List<String> words = new ArrayList<>(all.stream().map(ReadoptionWords::text).toList());
      List<String> unseen = Readoption.unseen(objects);
      if (!unseen.isEmpty()) {
        words.add("What these would do with the pods is not known: " + String.join(", ", unseen));
      }
      List<String> going =
          all.stream()
              .filter(each -> each.fate().isCertain())
              .flatMap(each -> each.pods().stream())
              .toList();
      boolean sealed = going.isEmpty() || sealed(of, progress).containsAll(going);
      return new Return(words, !sealed);
    } catch (ClusterFailure failure) {
      return new Return(
          List.of(
              "Whether a controller deletes pods that come back to it is not known: "
                  + ClusterWords.trouble(failure.trouble())),
          false);
    }
  }

  /** Rights that it takes, and that are not given. */
  private String missing(RecordedMeasure of) {
    Set<Right> needed = new LinkedHashSet<>();
    Set<String> namespaces = new LinkedHashSet<>();
    for (Step step : of.measure().steps()) {
      if (!step.namespace().isEmpty()) {
        namespaces.add(step.namespace());
      }
      switch (step) {
        case Step.Create create -> {
          for (Backend backend : Backend.values()) {
            if (backend.kind().equals(create.kind())) {
              needed.add(backend.rights().getLast());
            }
          }
        }
        case Step.Patch patch -> {
          if (patch.kind().equals(ObjectKind.PODS)) {
            needed.add(Right.LABEL_POD);
          } else if (patch.kind().equals(ObjectKind.NETWORK_POLICIES)) {
            needed.add(Right.PATCH_NETWORK_POLICY);
          }
        }
        case Step.Delete _ -> {}
      }
    }
    Rights rights =
        live.cluster().rights(needed, namespaces.size() == 1 ? namespaces.iterator().next() : "");
    return ContainmentWords.rights(needed.stream().filter(each -> !rights.allows(each)).toList());
  }

  private void looked(JobState<Looked> state) {
    switch (state) {
      case JobState.Waiting<Looked> _ -> {}
      case JobState.Running<Looked> now ->
          stage.set(
              new Stage.Busy(
                  false,
                  "Looking at what is there",
                  now.total() == 0 ? -1 : (double) now.done() / now.total()));
      case JobState.Cancelled<Looked> _ -> stage.set(new Stage.NotSeen("Cancelled."));
      case JobState.Failed<Looked>(Throwable cause) ->
          stage.set(new Stage.NotSeen("It cannot be told: " + OutcomeText.of(cause)));
      case JobState.Succeeded<Looked>(Looked found) -> {
        recorded = found.recorded();
        List<Row> all = new ArrayList<>();
        for (Step step : found.recorded().measure().steps()) {
          all.add(
              new Row(
                  all.size() + 1, step, UndoWords.found(found.presence().found().get(all.size()))));
        }
        rows.set(all.reversed());
        stage.set(new Stage.Seen(found.presence(), found.missing(), found.back()));
      }
    }
  }

  /** Takes it back, under the leave that holds now; looks again where it could not be seen. */
  void undo() {
    if (stage.get() instanceof Stage.NotSeen) {
      begin();
      return;
    }
    RecordedMeasure of = recorded;
    if (of != null
        && stage.get() instanceof Stage.Seen(var _, var _, Return back)
        && (!back.deletes() || evenEvidence.get())) {
      acting
          .leave()
          .ifPresent(leave -> {
            stage.set(new Stage.Busy(true, "Taking back", 0));
            run(
                "Take back what was done to " + of.measure().pods().size() + " pods",
                progress ->
                    new Undoing(live.cluster(), live.custody().ledger(), leave, clock, Pause.REAL)
                        .undo(of, leave.reason(), progress),
                this::undone);
          });
    }
  }

  private void undone(JobState<Undone> state) {
    switch (state) {
      case JobState.Waiting<Undone> _ -> {}
      case JobState.Running<Undone> now ->
          stage.set(
              new Stage.Busy(
                  true, now.doing(), now.total() == 0 ? 0 : (double) now.done() / now.total()));
      case JobState.Cancelled<Undone> _ ->
          stage.set(new Stage.NotSeen("Cancelled. What was sent until then stands in the ledger."));
      case JobState.Failed<Undone>(Throwable cause) ->
          stage.set(new Stage.NotSeen("Nothing was sent: " + OutcomeText.of(cause)));
      case JobState.Succeeded<Undone>(Undone undone) -> {
        List<Row> all = new ArrayList<>();
        for (Applied.Result each : undone.results()) {
          all.add(new Row(all.size() + 1, each.step(), UndoWords.ended(each.outcome())));
        }
        rows.set(all.reversed());
        stage.set(new Stage.Done(undone));
      }
    }
    if (state.isFinal()) {
      ended.run();
    }
  }

  /** Ends what takes time; an act stops between two steps, and says what was done. */
  void cancel() {
    Job<?> job = running;
    if (job != null) {
      job.cancel();
    }
  }

  /** Whether it is done although pods are deleted by it. */
  BooleanProperty evenEvidence() {
    return evenEvidence;
  }

  ActingViewModel acting() {
    return acting;
  }

  ReadOnlyObjectProperty<Stage> stage() {
    return stage.getReadOnlyProperty();
  }

  /** Each step, the last first: in that order they are taken back. */
  ReadOnlyObjectProperty<List<Row>> rows() {
    return rows.getReadOnlyProperty();
  }
}
