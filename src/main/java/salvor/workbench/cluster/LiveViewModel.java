package salvor.workbench.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Greeting;
import salvor.cluster.LivePod;
import salvor.cluster.WatchState;
import salvor.jobs.Job;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.live.LiveCase;
import salvor.live.LiveCluster;
import salvor.live.LiveJudging;
import salvor.live.PodBaselines;
import salvor.report.ClusterWords;
import salvor.report.LiveWords;
import salvor.workbench.containment.ActingViewModel;
import salvor.workbench.containment.MeasuresViewModel;
import salvor.workbench.fx.FxThread;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/**
 * A cluster while it runs. Pods and verdicts come as often as they change; what is shown is made
 * anew at most every {@link #LOOK_MILLIS}, off the JavaFX thread.
 */
public final class LiveViewModel {
  private static final long LOOK_MILLIS = 250;

  private final LiveCase live;
  private final String name;
  private final String namespace;
  final Greeting greeting;
  private final Jobs jobs;
  private final Executor fx;
  private final InstantSource clock;
  private final LiveTimeline timeline;
  private final PodPageModel pages;
  private final ActingViewModel acting;
  private final MeasuresViewModel measures;
  private final ReadOnlyObjectWrapper<Shown> shown =
      new ReadOnlyObjectWrapper<>(new Shown(List.of(), List.of(), "Asking for the pods…"));
  private final ReadOnlyObjectWrapper<String> connection = new ReadOnlyObjectWrapper<>("");
  private final ReadOnlyObjectWrapper<String> arrived = new ReadOnlyObjectWrapper<>("");
  private final ReadinessViewModel readiness;
  private final ReadOnlyIntegerWrapper looks = new ReadOnlyIntegerWrapper();
  private volatile LiveCase.Now now = LiveCase.Now.BEGIN;
  private volatile List<PodRow> all = List.of();
  private volatile PodChoice choice = PodChoice.ALL;
  private final PodFilter filter;
  private final LiveSuspects suspects = new LiveSuspects();
  private LiveJudging.@Nullable Judged askedOf;
  private @Nullable PodBaselines baselines;
  private @Nullable Job<?> following;

  /**
   * What the table shows.
   *
   * @param groups the groups of the pods; none when they are not grouped
   * @param none what is said when there are no rows
   */
  record Shown(List<PodRow> rows, List<PodGroup> groups, String none) {
    Shown {
      rows = List.copyOf(rows);
      groups = List.copyOf(groups);
    }
  }

  private record Look(List<PodRow> all, Shown shown, String connection, String arrived) {}

  /** A cluster that was greeted, of this context; properties change on {@code fx}. */
  public LiveViewModel(
      LiveCase live, Greeting greeting, String name, Jobs jobs, Executor fx, InstantSource clock) {
    this(new LiveCluster(name, "", greeting, live), jobs, fx, clock);
  }

  /** A cluster that was greeted; properties change on {@code fx}. */
  public LiveViewModel(LiveCluster cluster, Jobs jobs, Executor fx, InstantSource clock) {
    this.live = cluster.live();
    this.greeting = cluster.greeting();
    this.name = cluster.name();
    this.namespace = cluster.namespace();
    this.readiness = new ReadinessViewModel(cluster, jobs, fx, clock);
    live.custody().greeted(name, greeting);
    this.acting = new ActingViewModel(live.custody().acting(), name, jobs, fx);
    this.measures =
        new MeasuresViewModel(
            live, acting, greeting, pod -> PodRow.suspicion(all, pod), jobs, fx, clock);
    this.jobs = jobs;
    this.fx = fx;
    this.clock = clock;
    this.pages = new PodPageModel(live, jobs, fx, clock);
    this.filter = new PodFilter(this::all, next -> choose(choice.with(next)));
    this.timeline = new LiveTimeline(jobs, fx, LiveTimeline.ORDINARY_APART);
  }

  /** Begins to watch and to judge. */
  public void begin() throws IOException {
    live.begin(namespace, told -> now = told);
    Consumer<Look> latest = FxThread.latest(fx, this::looked);
    following = jobs.start("Follow the pods of " + name, progress -> follow(latest, progress));
  }

  /** What an investigator would have if the alert fired now. */
  ReadinessViewModel readiness() {
    return readiness;
  }

  /** Ends the following; what was begun with the case is closed with it. */
  public void end() {
    Job<?> job = following;
    if (job != null) {
      job.cancel();
    }
    readiness.end();
  }

  private String follow(Consumer<Look> latest, Progress progress) throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    progress.onCancel(end::countDown);
    do {
      latest.accept(look());
      live.pods().take();
      progress.at(0, 0, "Following the pods"); // ends here when it is cancelled
    } while (!end.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)); // however many change meanwhile
    return name;
  }

  private Look look() {
    LiveCase.Now judged = now;
    timeline.response().read(live.custody().ledger(), suspects.of(judged, live.pods().all()));
    String decisions = pages.readDecisions();
    Instant moment = clock.instant().plus(live.ahead());
    Set<String> heard = new HashSet<>();
    judged.sensors().stream()
        .filter(sensor -> sensor.lost() == null)
        .forEach(sensor -> heard.add(sensor.sensor().node()));
    PodBaselines baselines = baselines(judged.round().judged());
    List<PodRow> rows =
        live.pods().all().stream()
            .map(pod -> row(pod, judged, heard, moment, baselines))
            .sorted(PodRow.WORST_FIRST)
            .toList();
    PodChoice.Chosen left = choice.of(rows);
    String trouble = trouble(judged, live.pods().state(), decisions);
    String none =
        !rows.isEmpty()
            ? "No pod fits the filter."
            : trouble.isEmpty() ? "There are no pods." : trouble;
    return new Look(
        rows,
        new Shown(left.rows(), left.groups(), none),
        trouble,
        ArrivalWords.of(judged, live.behind(), clock.instant())
            + (isPractice() ? ArrivalWords.over(live.known()) : ""));
  }

  /** Those of the newest round: pods of one workload and image are asked for once in each. */
  @SuppressWarnings("ReferenceEquality") // another round is another, however alike
  private @Nullable PodBaselines baselines(LiveJudging.@Nullable Judged judged) {
    if (judged != null && judged != askedOf) {
      askedOf = judged;
      baselines = new PodBaselines(judged.matching());
    }
    return baselines;
  }

  private PodRow row(
      LivePod pod,
      LiveCase.Now judged,
      Set<String> heard,
      Instant moment,
      @Nullable PodBaselines baselines) {
    return new PodRow(
        pod,
        judged.round().board().of(pod.namespace(), pod.name()).orElse(null),
        heard.contains(pod.node()),
        PodRow.age(pod.created(), moment),
        pages.triage().get(pod.uid()),
        baselines == null ? null : baselines.of(pod),
        measures.standing(pod));
  }

  /** What is not seen, and why; empty while everything is. */
  private String trouble(LiveCase.Now now, WatchState pods, String decisions) {
    List<String> all = new ArrayList<>();
    if (pods instanceof WatchState.Listing(long sofar)) {
      all.add("Asking for the pods" + (sofar == 0 ? "…" : ": " + Moments.count(sofar)));
    }
    all.addAll(LiveWords.troubles(now));
    all.add(ClusterWords.skew(live.ahead()));
    all.add(decisions);
    all.removeIf(String::isEmpty);
    return String.join("\n", all);
  }

  private void looked(Look look) {
    all = look.all();
    shown.set(look.shown());
    connection.set(look.connection());
    arrived.set(look.arrived());
    timeline.take(now, clock.instant().plus(live.ahead()), measures.alarms() > 0);
    pages.looked(all, now.round().findings());
    measures.looked(now.watches());
    looks.set(looks.get() + 1);
  }

  /** Counts how often was looked; it changes several times a second. */
  ReadOnlyIntegerProperty looks() {
    return looks.getReadOnlyProperty();
  }

  /** What was judged last; from any thread. */
  LiveCase.Now now() {
    return now;
  }

  /** All pods, whatever is shown. */
  List<PodRow> all() {
    return all;
  }

  /** What is recorded and judged. */
  LiveCase live() {
    return live;
  }

  /** The files to open what was recorded so far by: it, and what it is judged by now. */
  public List<Path> evidence() {
    List<Path> evidence = new ArrayList<>(List.of(live.folder()));
    evidence.addAll(live.baselines());
    return evidence;
  }

  /** Where it is looked at, empty for all namespaces. */
  String namespace() {
    return namespace;
  }

  /** The time in the cluster. */
  InstantSource clusterClock() {
    return () -> clock.instant().plus(live.ahead());
  }

  /** Shows what is known of a pod. */
  void choose(PodRow row) {
    pages.choose(row);
  }

  /** Which pods are left. */
  PodFilter filter() {
    return filter;
  }

  /** Groups the pods. */
  void group(PodGroup.By by) {
    choose(choice.with(by));
  }

  /** Shows only the pods of a group, or all. */
  void show(@Nullable PodGroup group) {
    choose(choice.with(group == null ? null : group.name()));
  }

  private void choose(PodChoice next) {
    choice = next;
    PodChoice.Chosen left = next.of(all);
    String none = all.isEmpty() ? shown.get().none() : "No pod fits the filter.";
    shown.set(new Shown(left.rows(), left.groups(), none));
  }

  /** Whether it is for practice. */
  boolean isPractice() {
    return greeting.practice() == Greeting.Practice.YES;
  }

  /** The title of the window. */
  public String title() {
    return (isPractice() ? "PRACTICE " : "") + VisibleText.of(name, 100) + " - Salvor";
  }

  /** Who we are, and where. */
  String about() {
    return VisibleText.of(name, 100)
        + "  Kubernetes "
        + VisibleText.of(greeting.version(), 40)
        + "  as "
        + VisibleText.of(greeting.user(), 100);
  }

  /** Whether the cluster may be acted on. */
  public ActingViewModel acting() {
    return acting;
  }

  /** What was done to the cluster in this case. */
  MeasuresViewModel measures() {
    return measures;
  }

  /** What arrived, in time. */
  LiveTimeline timeline() {
    return timeline;
  }

  Jobs jobs() {
    return jobs;
  }

  Executor fx() {
    return fx;
  }

  ReadOnlyObjectProperty<Shown> shown() {
    return shown.getReadOnlyProperty();
  }

  /** Why the pods may not be as they are; empty while they are. */
  ReadOnlyObjectProperty<String> connection() {
    return connection.getReadOnlyProperty();
  }

  /** What arrived so far, in words. */
  ReadOnlyObjectProperty<String> arrived() {
    return arrived.getReadOnlyProperty();
  }

  /** The page of the chosen pod. */
  PodPageModel pages() {
    return pages;
  }
}
