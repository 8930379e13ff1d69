package salvor.workbench.collection;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import salvor.cluster.LivePod;
import salvor.collection.BundlePlace;
import salvor.collection.CollectionPlan;
import salvor.collection.CollectionWish;
import salvor.collection.Planning;
import salvor.collection.SealedCollection;
import salvor.containment.Measure;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.live.ActingSwitch;
import salvor.live.LiveCase;
import salvor.workbench.containment.ActingViewModel;
import salvor.workbench.containment.Candidate;
import salvor.workbench.containment.Choosing;
import salvor.workbench.containment.OutcomeText;
import salvor.workbench.containment.ToolboxChoice;
import salvor.workbench.jobs.NewestJob;
import salvor.workbench.wording.Moments;

/**
 * Takes the evidence of pods: a plan first, then the cluster is asked whether it would let the
 * toolbox in, then it is taken and sealed. Properties change where the model was told that they
 * may.
 */
public final class CollectViewModel implements Choosing {
  /** What an answer of the cluster holds for: of other fields it does not depend. */
  private record Asked(Set<String> uids, String image, boolean network) {}

  private final LiveCase live;
  private final ActingViewModel acting;
  private final ToolboxChoice toolbox;
  private final Path key;
  private final NewestJob job;
  private final Taking taking;
  private final List<Candidate> candidates;
  private final String mark = Measure.newMark();
  private final ReadOnlyObjectWrapper<Set<String>> chosen;
  private final ReadOnlyObjectWrapper<@Nullable CollectionPlan> plan =
      new ReadOnlyObjectWrapper<>(null);
  private final ReadOnlyObjectWrapper<String> wrong = new ReadOnlyObjectWrapper<>("");
  private final ReadOnlyObjectWrapper<CollectStage> stage =
      new ReadOnlyObjectWrapper<>(new CollectStage.NoPlan(""));
  private final Subscription heard;
  private Written written = Written.USUAL;
  private @Nullable Planning planning;
  private @Nullable Asked asked;

  /**
   * For a pod and those that may be taken with it.
   *
   * @param toolbox which image is brought in
   * @param candidates the pod first
   * @param chosen the uids of those that are chosen at first
   * @param key where the user's signing key is, or will be
   * @param fx where properties change
   */
  public CollectViewModel(
      LiveCase live,
      ActingViewModel acting,
      ToolboxChoice toolbox,
      Collection<Candidate> candidates,
      Set<String> chosen,
      Path key,
      Jobs jobs,
      Executor fx,
      InstantSource clock) {
    this.live = live;
    this.acting = acting;
    this.toolbox = toolbox;
    this.key = key;
    this.job = new NewestJob(jobs, fx);
    this.taking = new Taking(live, key, job, fx, clock, stage::set);
    this.candidates = List.copyOf(candidates);
    this.chosen = new ReadOnlyObjectWrapper<>(Set.copyOf(chosen));
    this.heard =
        Subscription.combine(
            acting.state().subscribe((_, _) -> permitted()),
            toolbox.text().subscribe((_, _) -> replan()));
  }

  /** Plans from the pods as they are now. */
  void begin() {
    if (!isTaking()) {
      look();
    }
  }

  @Override
  public void choose(Set<String> uids) {
    if (!uids.equals(chosen.get()) && !isTaking()) {
      chosen.set(Set.copyOf(uids));
      look();
    }
  }

  /** Takes what is written in the fields. */
  void write(Written now) {
    if (!now.equals(written) && !isTaking()) {
      written = now;
      replan();
    }
  }

  /** Whether something is taken, or was: what was planned is the past then. */
  boolean isTaking() {
    return switch (stage.get()) {
      case CollectStage.Busy(CollectStage.Of of, var _, var _) ->
          of == CollectStage.Of.COLLECTING || of == CollectStage.Of.SEALING;
      case CollectStage.Done _ -> true;
      case CollectStage.NoPlan _,
          CollectStage.Planned _,
          CollectStage.Ready _,
          CollectStage.Failed _ ->
          false;
    };
  }

  /** Ends what takes time; what was taken by then is sealed. */
  void cancel() {
    job.cancel();
  }

  /** Hears no more; a collection goes on to its end, and is sealed. */
  void close() {
    if (!isTaking()) {
      cancel();
    }
    heard.unsubscribe();
  }

  private void look() {
    planning = null;
    asked = null;
    plan.set(null);
    List<LivePod> pods =
        live.pods().all().stream().filter(pod -> chosen.get().contains(pod.uid())).toList();
    if (pods.size() < chosen.get().size() || pods.isEmpty()) {
      job.forget();
      stage.set(
          new CollectStage.NoPlan(
              pods.isEmpty() && chosen.get().isEmpty()
                  ? "Choose a pod."
                  : "A chosen pod is not there any more."));
      return;
    }
    stage.set(new CollectStage.Busy(CollectStage.Of.READING, "Reading the pods", -1));
    job.run(
        "Plan a collection from " + Moments.count(pods.size(), "pod"),
        progress -> Planning.of(live.cluster(), pods, progress),
        this::looked);
  }

  private void looked(JobState<Planning> state) {
    switch (state) {
      case JobState.Waiting<Planning> _ -> {}
      case JobState.Running<Planning> now ->
          stage.set(CollectStage.busy(CollectStage.Of.READING, now));
      case JobState.Failed<Planning>(Throwable cause) ->
          stage.set(new CollectStage.NoPlan("Not planned: " + OutcomeText.of(cause)));
      case JobState.Cancelled<Planning> _ ->
          stage.set(
              new CollectStage.NoPlan("Not planned: cancelled. Plan anew when you are ready."));
      case JobState.Succeeded<Planning>(Planning now) -> {
        planning = now;
        stage.set(new CollectStage.Planned());
        replan();
      }
    }
  }

  /** From what is known; asks nobody but where other answers are needed. */
  private void replan() {
    Planning known = planning;
    if (known == null || isTaking()) {
      return;
    }
    switch (written.read(mark, toolbox.image().orElse(null))) {
      case Written.Read.Wrong(String why) -> {
        wrong.set(why);
        cancelAsking();
        stage.set(new CollectStage.Planned());
      }
      case Written.Read.Fine(CollectionWish wish) -> {
        wrong.set("");
        Planning still = key(wish).equals(asked) ? known : known.unasked();
        planning = still;
        plan.set(still.plan(wish));
        permitted();
      }
    }
  }

  private void cancelAsking() {
    if (stage.get() instanceof CollectStage.Busy) {
      job.forget();
      asked = null;
    }
  }

  private Asked key(CollectionWish wish) {
    return new Asked(chosen.get(), wish.image().reference(), wish.needsNetwork());
  }

  /** Asks the cluster as soon as that is permitted: what is asked of it changes nothing. */
  private void permitted() {
    CollectionPlan now = plan.get();
    Planning known = planning;
    if (now == null || known == null || isTaking() || !wrong.get().isEmpty()) {
      return;
    }
    ActingSwitch.Leave leave = acting.leave().orElse(null);
    if (leave == null) {
      cancelAsking();
      asked = null; // under another leave it is asked anew
      planning = known.unasked();
      plan.set(known.unasked().plan(now.wish()));
      stage.set(new CollectStage.Planned());
    } else if (!key(now.wish()).equals(asked)) {
      ask(known, now.wish(), leave);
    } else if (!(stage.get() instanceof CollectStage.Busy
        || stage.get() instanceof CollectStage.Ready)) {
      stage.set(new CollectStage.Ready(""));
    }
  }

  private void ask(Planning known, CollectionWish wish, ActingSwitch.Leave leave) {
    asked = key(wish);
    stage.set(new CollectStage.Busy(CollectStage.Of.ASKING, "Asking the cluster", -1));
    job.run(
        "Ask whether the toolbox would be let in",
        progress -> known.asked(live.cluster(), leave, wish, progress),
        this::answered);
  }

  private void answered(JobState<Planning> state) {
    switch (state) {
      case JobState.Waiting<Planning> _ -> {}
      case JobState.Running<Planning> now ->
          stage.set(CollectStage.busy(CollectStage.Of.ASKING, now));
      case JobState.Cancelled<Planning> _ -> unanswered("cancelled.");
      case JobState.Failed<Planning>(Throwable cause) -> unanswered(OutcomeText.of(cause));
      case JobState.Succeeded<Planning>(Planning now) -> {
        planning = now;
        stage.set(new CollectStage.Ready(""));
        replan();
      }
    }
  }

  private void unanswered(String why) {
    asked = null;
    stage.set(new CollectStage.Failed("The cluster was not asked to the end: " + why));
  }

  /**
   * Takes all of it, and seals it.
   *
   * @param passphrase opens the signing key, or is that of a new one; null for no signature
   * @param out the bundle
   */
  void collect(char @Nullable [] passphrase, Path out) {
    CollectionPlan now = plan.get();
    if (stage.get() instanceof CollectStage.Ready && now != null) {
      acting
          .leave()
          .ifPresent(leave -> {
            toolbox.used();
            taking.begin(now, leave, passphrase, out);
          });
    }
  }

  /** Seals what was taken before, once more. */
  void sealAgain() {
    if (stage.get() instanceof CollectStage.Done(Finished of) && of.sealed() == null) {
      taking.seal(of.result());
    }
  }

  /** Where the bundle goes when nobody says where. */
  Path out() {
    return BundlePlace.of(live.folder(), mark);
  }

  /** What opens at once: a bundle, and the baselines that it is judged by. */
  List<Path> opening(SealedCollection sealed) {
    return Stream.concat(Stream.of(sealed.bundle().path()), live.baselines().stream()).toList();
  }

  /** Whether there is a signing key already. */
  boolean hasKey() {
    return Files.exists(key);
  }

  ToolboxChoice toolbox() {
    return toolbox;
  }

  /** Whether acting is allowed, and how it is. */
  ActingViewModel acting() {
    return acting;
  }

  @Override
  public List<Candidate> candidates() {
    return candidates;
  }

  @Override
  public ReadOnlyObjectProperty<Set<String>> chosen() {
    return chosen.getReadOnlyProperty();
  }

  /** The plan; null while there is none. */
  ReadOnlyObjectProperty<@Nullable CollectionPlan> planned() {
    return plan.getReadOnlyProperty();
  }

  /** What is not understood of the fields; empty while all is. */
  ReadOnlyObjectProperty<String> wrong() {
    return wrong.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<CollectStage> stage() {
    return stage.getReadOnlyProperty();
  }

  /** Each item, and how it stands. */
  ReadOnlyObjectProperty<List<ItemRow>> rows() {
    return taking.rows();
  }
}
