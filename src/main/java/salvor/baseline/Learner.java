package salvor.baseline;

import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.evidence.Quality;
import salvor.evidence.Source;
import salvor.jobs.Progress;
import salvor.workload.Inventory;
import salvor.workload.Location;
import salvor.workload.WorkloadRef;

/**
 * Makes baselines from what was observed, one for each container of a workload and image digest.
 *
 * <p>Learned are programs with the shape of their arguments and their parents, files, peers, names,
 * capabilities, system calls and API calls. Not learned are alerts (an alert stream is no record of
 * what a workload does) unless their rule is told to be a log of everything, failed attempts to
 * execute, what the container runtime does to start a container, what an operator did by {@code
 * kubectl exec} as the audit log shows it, and whatever lies in the time of a suspected incident.
 *
 * <p>A facet counts as recorded when the sensors recorded such things at all, anywhere in the
 * evidence, see {@link Sensors}. So a workload that never starts a process has a complete, empty
 * list of programs. System calls are never taken for complete: sensors record single ones by rule;
 * nor are reads of files where none of a library was recorded. See {@link Consolidation} for the
 * states.
 */
public final class Learner {
  private static final long DAY = 86_400_000_000_000L;
  private static final int NONE = -1;

  private final Observations observations;
  private final List<Source> sources;
  private final Matching matching;
  private final Questions<Matter> questions;
  private final DeclaredCauses causes;
  private final Lineage lineage;
  private final Site[] sites;
  private final @Nullable Lesson[] lessonOf;
  private final Losses losses;
  private final Set<String> telemetry;
  private final Lesson.@Nullable Look[] lookOf;
  private final long[] dayOf;
  private final boolean[] followed;
  private final Sightings sightings = new Sightings();
  private final Map<String, Lesson> lessons = new TreeMap<>();
  private final Sensors sensors = new Sensors();
  private final Begins begins;
  private final Phases phases;

  /**
   * What is learned of a question.
   *
   * @param facet null when it is nothing that a baseline holds
   * @param ofAll see {@link #isOfAll}
   * @param trait its number; {@link #NONE} when too little is said
   * @param first whether a container starts with a process of this kind
   */
  private record Matter(
      @Nullable Facet facet, boolean ofAll, int trait, boolean runtime, boolean first) {}

  private Learner(
      Observations observations, Inventory inventory, List<Source> sources, Set<String> telemetry) {
    this.observations = observations;
    this.telemetry = telemetry;
    this.sources = sources;
    this.matching = new Matching(List.of(), inventory);
    this.questions =
        new Questions<>(
            observations,
            new Peers(inventory),
            (row, site, hard, seen, actor) -> matter(seen, actor));
    this.causes = new DeclaredCauses(observations);
    this.lineage = new Lineage(observations);
    int[] containers = Lineage.containers(observations);
    this.sites = new Site[containers.length];
    this.lessonOf = new Lesson[containers.length];
    this.losses = new Losses(observations, containers.length);
    this.lookOf = new Lesson.Look[containers.length];
    this.begins = new Begins(observations);
    this.dayOf = new long[containers.length];
    for (int id = 0; id < sites.length; id++) {
      sites[id] =
          Site.of(
              observations.location(id), containers[id], matching, List.of(), causes, inventory);
    }
    this.phases = new Phases(sites, causes);
    this.followed = followed(containers);
  }

  /**
   * The baselines of all containers seen in the windows, in the order of their names.
   *
   * @param sources names the records that an element comes from
   */
  public static List<Profile> learn(
      Observations observations,
      Inventory inventory,
      List<Source> sources,
      Learning learning,
      Progress progress) {
    Learner learner = new Learner(observations, inventory, sources, learning.telemetry());
    int end = observations.timed();
    List<Window> windows =
        end == 0
            ? List.of()
            : learning.windows(observations.time(0), observations.time(end - 1) + 1);
    for (int row = 0; row < end; row++) {
      if ((row & 0xFFFF) == 0) {
        progress.at(row, end, "learning");
      }
      learner.read(row, windows);
    }
    return learner.profiles(windows);
  }

  private List<Profile> profiles(List<Window> windows) {
    List<List<Element>> elements = sightings.elements(lessons.size(), this::evidence);
    return lessons.values().stream()
        .filter(lesson -> !lesson.isEmpty())
        .map(lesson -> lesson.profile(elements.get(lesson.number()), sensors, windows, losses))
        .toList();
  }

  /** Where operators did something: only there it matters who started whom. */
  private boolean[] followed(int[] containers) {
    BitSet entered = new BitSet();
    for (int id = 0; id < containers.length; id++) {
      if (containers[id] >= 0 && causes.knows(sites[id].at())) {
        entered.set(containers[id]);
      }
    }
    boolean[] locations = new boolean[containers.length];
    for (int id = 0; id < containers.length; id++) {
      locations[id] = containers[id] >= 0 && entered.get(containers[id]);
    }
    return locations;
  }

  private void read(int row, List<Window> windows) {
    Kind kind = observations.kind(row);
    long time = begins.time(row);
    boolean learned = false;
    for (Window window : windows) {
      learned |= time >= window.from() && time < window.until();
    }
    if (learned) {
      losses.see(row, kind);
    }
    if (kind == Kind.API_REQUEST) {
      sensors.see(observations.sourceId(row), time, Facet.API);
      if (learned) {
        call(row);
      }
      return;
    }
    int location = observations.locationId(row);
    Site site = sites[location];
    Lineage.Run run = followed[location] ? lineage.see(row) : null;
    boolean silent = kind == Kind.ALERT && !isTelemetry(row);
    boolean start = lineage.kind(row) == Kind.PROCESS_STARTED;
    boolean met = run != null && run.row() == row;
    if ((silent || !kind.isAct()) && !start && !met) {
      return;
    }
    Matter matter = questions.answer(questions.ask(row, site, null));
    if (start && matter.first()) {
      phases.started(site, observations.time(row));
    }
    if (run != null && met) {
      causes.explain(run, questions.actor(row), site, observations.time(row));
      causes.suspect(run, observations.processAt(row).parent(), site, observations.time(row));
    }
    Facet facet = matter.facet();
    if (facet == null || silent) {
      return;
    }
    if (matter.ofAll()) {
      sensors.see(observations.sourceId(row), time, facet);
    }
    if (learned) {
      learn(row, site, matter, facet, run);
    }
  }

  /** Whether who records this records all of its facet: of calls and reads many are rules'. */
  private static boolean isOfAll(Seen seen) {
    return !(seen instanceof Seen.Syscall)
        && (seen.facet() != Facet.FILE_READ
            || (seen instanceof Seen.File(String path, _, _, _) && Recorded.isOfAllReads(path)));
  }

  private Matter matter(@Nullable Seen seen, Actor actor) {
    Trait trait = seen == null ? null : seen.trait();
    return new Matter(
        seen == null ? null : seen.facet(),
        seen != null && isOfAll(seen),
        trait == null ? NONE : sightings.number(trait),
        actor.runtime(),
        Phases.isFirst(actor));
  }

  /** Whether an alert comes from a rule that logs all there is. */
  private boolean isTelemetry(int row) {
    return !telemetry.isEmpty()
        && observations.activity(observations.activityId(row)) instanceof Activity.Alert alert
        && telemetry.contains(alert.rule());
  }

  private void learn(int row, Site site, Matter matter, Facet facet, Lineage.@Nullable Run run) {
    boolean operator =
        run != null && run.explanation != null && run.explanation.reason() == Reason.OPERATOR_EXEC;
    int location = observations.locationId(row);
    Lesson lesson = lessonOf[location] != null ? lessonOf[location] : lesson(site.match());
    lessonOf[location] = lesson;
    if (lesson == null || matter.runtime() || operator) {
      return;
    }
    long time = begins.time(row);
    String unit = look(location, site.at(), time, lesson).unit();
    if (!observations.ranBeforeSensor(row)) {
      lesson.count(facet, time);
    }
    int quality = observations.quality(row);
    boolean failed = facet == Facet.EXEC && (quality & Quality.FAILED.bit()) != 0;
    boolean undirected = (quality & Quality.DIRECTION_UNKNOWN.bit()) != 0;
    if (!failed && !undirected && matter.trait() != NONE) {
      sightings.add(lesson.number(), matter.trait(), row, time, unit, phases.learned(site, time));
    }
  }

  /** The look that a row belongs to, which is the same for all rows of a place on one day. */
  private Lesson.Look look(int location, Location at, long time, Lesson lesson) {
    long day = Math.floorDiv(time, DAY);
    Lesson.Look known = dayOf[location] == day ? lookOf[location] : null;
    if (known == null) {
      known =
          lesson.look(
              unit(at.pod() != null ? at.pod() : String.valueOf(at.containerId()), day),
              at.nodeKey());
      lookOf[location] = known;
      dayOf[location] = day;
    }
    known.at(time);
    return known;
  }

  private static String unit(String pod, long day) {
    return pod + " " + LocalDate.ofEpochDay(day);
  }

  private String evidence(int row) {
    int source = observations.sourceId(row);
    String path = source < sources.size() ? sources.get(source).path() : "source " + source;
    return path.substring(path.lastIndexOf('/') + 1) + ":" + observations.source(row).line();
  }

  private @Nullable Lesson lesson(Matching.Match match) {
    Profile.Key key = key(match);
    return key == null
        ? null
        : lessons.computeIfAbsent(
            key.text() + " " + key.digest(), k -> new Lesson(key, lessons.size()));
  }

  private static Profile.@Nullable Key key(Matching.Match match) {
    WorkloadRef workload = match.workload();
    return workload == null || match.container() == null
        ? null
        : new Profile.Key(
            workload.namespace(),
            workload.kind(),
            workload.name(),
            match.container(),
            match.digest());
  }

  /** Which baseline is learned at a location; nothing where none is. */
  public static Optional<Profile.Key> key(Location at, Inventory inventory) {
    return Optional.ofNullable(key(new Matching(List.of(), inventory).match(at)));
  }

  /**
   * A request with a pod's token is learned for all containers of its workload: the token does not
   * say which it was.
   */
  private void call(int row) {
    if (!(observations.activity(observations.activityId(row)) instanceof Activity.ApiRequest api)
        || api.onBehalfOfPod() == null) {
      return;
    }
    String[] parts = api.onBehalfOfPod().split("/", 2);
    if (parts.length < 2) {
      return;
    }
    Matching.Match match =
        matching.match(
            new Location(null, parts[0], parts[1], null, null, null, null, null, null)
                .in(observations.location(observations.locationId(row)).cluster()));
    Trait trait =
        new Trait.ApiCall(
            api.verb(), api.resource() == null ? "" : api.resource(), api.subresource());
    long time = observations.time(row);
    String unit = unit(parts[1], Math.floorDiv(time, DAY));
    for (Lesson lesson : lessons.values()) {
      if (match.workload() != null && lesson.isOf(match.workload())) {
        lesson.look(unit, null).at(time);
        sightings.add(lesson.number(), sightings.number(trait), row, time, unit, Phase.STEADY);
      }
    }
  }
}
