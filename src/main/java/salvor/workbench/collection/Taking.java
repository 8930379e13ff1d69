package salvor.workbench.collection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import salvor.collection.Collection;
import salvor.collection.CollectionPlan;
import salvor.collection.SealedCollection;
import salvor.custody.SigningKey;
import salvor.custody.bundle.BundleCheck;
import salvor.custody.bundle.Sealing;
import salvor.jobs.JobState;
import salvor.jobs.Pause;
import salvor.live.ActingSwitch;
import salvor.live.LiveCase;
import salvor.workbench.collection.CollectStage.Of;
import salvor.workbench.containment.OutcomeText;
import salvor.workbench.fx.FxThread;
import salvor.workbench.jobs.NewestJob;
import salvor.workbench.wording.Moments;

/** Takes what is planned, and seals it: the key first, then the pods, then the bundle. */
final class Taking {
  private final LiveCase live;
  private final Path key;
  private final NewestJob job;
  private final Executor fx;
  private final InstantSource clock;
  private final Consumer<CollectStage> stage;
  private final ReadOnlyObjectWrapper<List<ItemRow>> rows = new ReadOnlyObjectWrapper<>(List.of());
  private @Nullable Seal seal;

  /** How it is sealed: with a key that is open already, or with none. */
  private record Seal(@Nullable SigningKey key, Path out, String reason) {}

  /**
   * Of a case.
   *
   * @param key where the user's signing key is, or will be
   * @param job what takes time runs as it
   * @param stage is told how far it is, where properties change
   */
  Taking(
      LiveCase live,
      Path key,
      NewestJob job,
      Executor fx,
      InstantSource clock,
      Consumer<CollectStage> stage) {
    this.live = live;
    this.key = key;
    this.job = job;
    this.fx = fx;
    this.clock = clock;
    this.stage = stage;
  }

  /** Each item, and how it stands. */
  ReadOnlyObjectProperty<List<ItemRow>> rows() {
    return rows.getReadOnlyProperty();
  }

  /**
   * Begins.
   *
   * @param passphrase opens the key, or is that of a new one; null for no signature
   * @param out the bundle
   */
  void begin(
      CollectionPlan plan, ActingSwitch.Leave leave, char @Nullable [] passphrase, Path out) {
    stage.accept(new CollectStage.Busy(Of.COLLECTING, "Opening the key", -1));
    job.run(
        "Open the signing key", // first: a wrong passphrase is not found out when all was taken
        _ -> {
          if (Files.exists(out)) {
            throw new IOException(out + " is there already; name another bundle");
          }
          return new Seal(
              passphrase == null ? null : SigningKey.in(key, (_, _) -> passphrase.clone()),
              out,
              leave.reason());
        },
        state -> opened(state, plan, leave));
  }

  private void opened(JobState<Seal> state, CollectionPlan plan, ActingSwitch.Leave leave) {
    switch (state) {
      case JobState.Waiting<Seal> _, JobState.Running<Seal> _ -> {}
      case JobState.Cancelled<Seal> _ ->
          stage.accept(new CollectStage.Ready("Cancelled: nothing was taken."));
      case JobState.Failed<Seal>(Throwable cause) ->
          stage.accept(new CollectStage.Ready("Nothing was taken: " + OutcomeText.of(cause)));
      case JobState.Succeeded<Seal>(Seal by) -> {
        seal = by;
        take(plan, leave);
      }
    }
  }

  private void take(CollectionPlan plan, ActingSwitch.Leave leave) {
    Course course = new Course(plan, FxThread.latest(fx, (Course told) -> rows.set(told.rows())));
    rows.set(course.rows());
    Collection collection =
        new Collection(
            live.cluster(),
            leave,
            live.custody().ledger(),
            live.folder(),
            leave.reason(),
            clock,
            Pause.REAL,
            course);
    job.run(
        "Collect from " + Moments.count(plan.pods().size(), "pod"),
        progress -> collection.run(plan, progress),
        this::taken);
  }

  private void taken(JobState<Collection.Result> state) {
    switch (state) {
      case JobState.Waiting<Collection.Result> _ -> {}
      case JobState.Running<Collection.Result> now ->
          stage.accept(CollectStage.busy(Of.COLLECTING, now));
      case JobState.Cancelled<Collection.Result> _ ->
          stage.accept(
              new CollectStage.Failed("Cancelled. What was taken lies in the case, unsealed."));
      case JobState.Failed<Collection.Result>(Throwable cause) ->
          stage.accept(
              new CollectStage.Failed(
                  "It broke off, and is not sealed; what was taken lies in the case: "
                      + OutcomeText.of(cause)));
      case JobState.Succeeded<Collection.Result>(Collection.Result result) -> seal(result);
    }
  }

  /** Seals what was taken, as often as that did not succeed. */
  void seal(Collection.Result result) {
    Seal by = seal;
    if (by == null) {
      return;
    }
    stage.accept(new CollectStage.Busy(Of.SEALING, "Sealing", -1));
    job.run(
        "Seal what was collected",
        progress ->
            SealedCollection.of(
                sealing(by),
                live.custody().ledger(),
                result,
                by.out(),
                BundleCheck.Trusted.ofUser(),
                progress),
        state -> sealed(state, result));
  }

  private Sealing sealing(Seal by) {
    return new Sealing(
        new Sealing.Statement(
            String.valueOf(by.out().getFileName()),
            System.getProperty("user.name", "unknown"),
            null,
            by.reason()),
        by.key(),
        null,
        clock);
  }

  private void sealed(JobState<SealedCollection> state, Collection.Result result) {
    switch (state) {
      case JobState.Waiting<SealedCollection> _ -> {}
      case JobState.Running<SealedCollection> now ->
          stage.accept(CollectStage.busy(Of.SEALING, now));
      case JobState.Cancelled<SealedCollection> _ ->
          stage.accept(new CollectStage.Done(new Finished(result, null, "it was cancelled")));
      case JobState.Failed<SealedCollection>(Throwable cause) ->
          stage.accept(new CollectStage.Done(new Finished(result, null, OutcomeText.of(cause))));
      case JobState.Succeeded<SealedCollection>(SealedCollection bundle) ->
          stage.accept(new CollectStage.Done(new Finished(result, bundle, "")));
    }
  }
}
