package salvor.baseline;

import java.time.LocalDate;
import java.util.HashMap;
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

  private final Observations observations;
  private final List<Source> sources;
  private final Matching matching;
  private final Questions questions;
  private final DeclaredCauses causes;
  private final Lineage lineage;
  private final Site[] sites;
  private final @Nullable Lesson[] lessonOf;
  private final Losses losses;
  private final Set<String> telemetry;
  private final Lesson.@Nullable Look[] lookOf;
  private final long[] dayOf;
  private final Map<Taught, Support> taught = new HashMap<>();
  private final Map<String, Lesson> lessons = new TreeMap<>();
  private final Sensors sensors = new Sensors();
  private final Begins begins;
  private final Phases phases;

  private record Taught(Lesson lesson, int question) {}

  private Learner(
      Observations observations, Inventory inventory, List<Source> sources, Set<String> telemetry) {
    this.observations = observations;
    this.telemetry = telemetry;
    this.sources = sources;
    this.matching = new Matching(List.of(), inventory);
    this.questions = new Questions(observations, new Peers(inventory));
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
    return learner.lessons.values().stream()
        .filter(lesson -> !lesson.isEmpty())
        .map(lesson -> lesson.profile(learner.sensors, windows, learner.losses))
        .toList();
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
    Site site = sites[observations.locationId(row)];
    Lineage.Run run = lineage.see(row);
    if (run != null && run.row() == row) {
      begin(row, site, run);
    }
    boolean silent = kind == Kind.ALERT && !isTelemetry(row);
    if (silent || kind == Kind.PROCESS_ENDED || kind == Kind.EVENTS_LOST) {
      return;
    }
    int question = questions.ask(row, site, null);
    Seen seen = questions.answer(question).seen();
    if (seen != null && isOfAll(seen)) {
      sensors.see(observations.sourceId(row), time, seen.facet());
    }
    if (seen != null && learned) {
      learn(row, site, question, seen, run);
    }
  }

  /** Whether who records this records all of its facet: of calls and reads many are rules'. */
  private static boolean isOfAll(Seen seen) {
    return !(seen instanceof Seen.Syscall)
        && (seen.facet() != Facet.FILE_READ
            || (seen instanceof Seen.File(String path, _, _, _) && Recorded.isOfAllReads(path)));
  }

  /** A process is met, by an alert or by whatever it did first. */
  private void begin(int row, Site site, Lineage.Run run) {
    Actor actor = questions.answer(questions.ask(row, site, null)).actor();
    long time = observations.time(row);
    if (lineage.kind(row) == Kind.PROCESS_STARTED) {
      phases.started(site, actor, time);
    }
    causes.explain(run, actor, site, time);
    if (causes.knows(site.at())) {
      causes.suspect(run, observations.processAt(row).parent(), site, time);
    }
  }

  /** Whether an alert comes from a rule that logs all there is. */
  private boolean isTelemetry(int row) {
    return !telemetry.isEmpty()
        && observations.activity(observations.activityId(row)) instanceof Activity.Alert alert
        && telemetry.contains(alert.rule());
  }

  private void learn(int row, Site site, int question, Seen seen, Lineage.@Nullable Run run) {
    boolean operator =
        run != null && run.explanation != null && run.explanation.reason() == Reason.OPERATOR_EXEC;
    int location = observations.locationId(row);
    Lesson lesson = lessonOf[location] != null ? lessonOf[location] : lesson(site.match());
    lessonOf[location] = lesson;
    if (lesson == null || questions.answer(question).actor().runtime() || operator) {
      return;
    }
    long time = begins.time(row);
    String unit = look(location, site.at(), time, lesson).unit();
    if (!observations.ranBeforeSensor(row)) {
      lesson.count(seen.facet(), time);
    }
    boolean failed =
        seen instanceof Seen.Exec && (observations.quality(row) & Quality.FAILED.bit()) != 0;
    Support support = failed ? null : support(lesson, question, seen);
    if (support != null) {
      support.seen(unit, time, phases.learned(site, time), () -> evidence(row));
    }
  }

  private @Nullable Support support(Lesson lesson, int question, Seen seen) {
    Taught key = new Taught(lesson, question);
    Support known = taught.get(key);
    Trait trait = known == null ? seen.trait() : null;
    if (trait == null) {
      return known;
    }
    Support support = lesson.support(trait);
    taught.put(key, support);
    return support;
  }

  /** The look that a row belongs to, which is the same for all rows of a place on one day. */
  private Lesson.Look look(int location, Location at, long time, Lesson lesson) {
    long day = Math.floorDiv(time, DAY);
    Lesson.Look known = dayOf[location] == day ? lookOf[location] : null;
    if (known == null) {
      known =
          lesson.look(
              unit(at.pod() != null ? at.pod() : String.valueOf(at.containerId()), day), at.node());
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
        : lessons.computeIfAbsent(key.text() + " " + key.digest(), k -> new Lesson(key));
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
        matching.match(new Location(null, parts[0], parts[1], null, null, null, null, null, null));
    Trait trait =
        new Trait.ApiCall(
            api.verb(), api.resource() == null ? "" : api.resource(), api.subresource());
    long time = observations.time(row);
    String unit = unit(parts[1], Math.floorDiv(time, DAY));
    for (Lesson lesson : lessons.values()) {
      if (match.workload() != null && lesson.isOf(match.workload())) {
        lesson.look(unit, null).at(time);
        lesson.support(trait).seen(unit, time, Phase.STEADY, () -> evidence(row));
      }
    }
  }
}
