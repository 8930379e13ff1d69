package salvor.workbench.containment;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import salvor.jobs.Jobs;
import salvor.live.LiveCase;
import salvor.workbench.wording.Moments;

/**
 * Does one of the measures beside isolating to pods: which is chosen and filled in, then it takes
 * the course of all measures. Properties change where the model was told that they may.
 */
public final class MeasureViewModel implements Choosing {
  private final Undertaking<MeasureShown> undertaking;
  private final MeasurePlanner planner;
  private final List<Candidate> candidates;
  private final ReadOnlyObjectWrapper<Set<String>> chosen;
  private final ReadOnlyObjectWrapper<MeasureWish> wish;
  private final ReadOnlyObjectWrapper<List<MeasureOffer>> offers =
      new ReadOnlyObjectWrapper<>(
          Arrays.stream(MeasureChoice.values()).map(each -> new MeasureOffer(each, "")).toList());
  private final ReadOnlyObjectWrapper<List<DeniableImage>> images =
      new ReadOnlyObjectWrapper<>(List.of());
  private boolean writing;

  /**
   * For a pod and those that may be meant with it.
   *
   * @param candidates the pod first
   * @param chosen the uids of those that are chosen at first
   * @param choice the measure that is looked at first
   * @param fx where properties change
   */
  MeasureViewModel(
      LiveCase live,
      ActingViewModel acting,
      MeasurePlanner planner,
      Collection<Candidate> candidates,
      Set<String> chosen,
      MeasureChoice choice,
      Jobs jobs,
      Executor fx,
      InstantSource clock) {
    this.undertaking = new Undertaking<>(live, acting, jobs, fx, clock);
    this.planner = planner;
    this.candidates = List.copyOf(candidates);
    this.chosen = new ReadOnlyObjectWrapper<>(new LinkedHashSet<>(chosen));
    this.wish = new ReadOnlyObjectWrapper<>(MeasureWish.of(choice));
    undertaking
        .planned()
        .subscribe(shown -> {
          if (shown != null) {
            offers.set(shown.offers());
            images.set(shown.images());
          }
        });
  }

  /** Plans from the cluster as it is now. */
  public void begin() {
    if (!isActing()) {
      planner.forget();
      plan();
    }
  }

  /** Begins anew after one was done: another of the same pods. */
  void again() {
    if (undertaking.stage().get() instanceof Undertaking.Stage.Done) {
      wish.set(MeasureWish.of(wish.get().choice()));
      planner.forget();
      plan();
    }
  }

  @Override
  public void choose(Set<String> uids) {
    if (!uids.equals(chosen.get()) && !isActing()) {
      chosen.set(new LinkedHashSet<>(uids));
      plan();
    }
  }

  /** Looks at another measure. */
  void choose(MeasureChoice choice) {
    if (choice != wish.get().choice() && !isActing()) {
      wish.set(wish.get().choosing(choice));
      plan();
    }
  }

  /** Somebody is writing: what was planned for what stood there before is no more. */
  void write() {
    if (!isActing() && !writing) {
      writing = true;
      undertaking.none("Enter plans it.");
    }
  }

  /** Fills in. */
  void fill(MeasureWish filled) {
    if ((writing || !filled.equals(wish.get())) && !isActing()) {
      wish.set(filled);
      plan();
    }
  }

  private boolean isActing() {
    return undertaking.isActing();
  }

  /** Ends what takes time; an act stops between two steps, and says what was done. */
  void cancel() {
    undertaking.cancel();
  }

  /** Hears no more; what changes the cluster goes on to its end, and is written down. */
  void close() {
    undertaking.close();
  }

  private void plan() {
    writing = false;
    List<Candidate> pods =
        candidates.stream().filter(each -> chosen.get().contains(each.uid())).toList();
    if (pods.isEmpty()) {
      undertaking.none("Choose a pod.");
      return;
    }
    MeasureWish wished = wish.get();
    undertaking.plan(
        "Plan: " + wished.choice().title() + " of " + Moments.count(pods.size(), "pod"),
        progress -> planner.plan(pods, wished, progress));
  }

  /** Does it; what was not asked before, or is not permitted any more, is not done. */
  void act() {
    MeasureChoice choice = wish.get().choice();
    undertaking.act(choice.title(), MeasureText.doing(choice));
  }

  /** Whether acting is allowed, and how it is. */
  ActingViewModel acting() {
    return undertaking.acting();
  }

  @Override
  public List<Candidate> candidates() {
    return candidates;
  }

  @Override
  public ReadOnlyObjectProperty<Set<String>> chosen() {
    return chosen.getReadOnlyProperty();
  }

  /** Which measure, and how. */
  ReadOnlyObjectProperty<MeasureWish> wish() {
    return wish.getReadOnlyProperty();
  }

  /** All measures, and why some are none for these pods; all are open until they were looked at. */
  ReadOnlyObjectProperty<List<MeasureOffer>> offers() {
    return offers.getReadOnlyProperty();
  }

  /** The images that the pods run. */
  ReadOnlyObjectProperty<List<DeniableImage>> images() {
    return images.getReadOnlyProperty();
  }

  /** The plan; null while there is none. */
  ReadOnlyObjectProperty<@Nullable MeasureShown> planned() {
    return undertaking.planned();
  }

  ReadOnlyObjectProperty<Undertaking.Stage> stage() {
    return undertaking.stage();
  }

  /** Each step, and how it stands. */
  ReadOnlyObjectProperty<List<StepRow>> steps() {
    return undertaking.steps();
  }
}
