package salvor.baseline;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * <p>Learned are programs with the shape of their arguments and their parents, files, peers, names
 * and API calls. Not learned are alerts (an alert stream is no record of what a workload does),
 * failed attempts to execute, what the container runtime does to start a container, and what an
 * operator did by {@code kubectl exec} as the audit log shows it.
 *
 * <p>A facet becomes {@link FacetState#STABLE} when the sensors recorded such things at all
 * (anywhere in the window), and the container was watched for {@value #STABLE_SECONDS} seconds or
 * in {@value #STABLE_UNITS} pods; else it stays {@link FacetState#LEARNING}, or {@link
 * FacetState#NONE} when such things were not recorded. So a workload that never starts a process
 * has a stable, empty list of programs.
 */
public final class Learner {
  static final int STABLE_SECONDS = 120;
  static final int STABLE_UNITS = 3;

  private final Observations observations;
  private final List<Source> sources;
  private final Matching matching;
  private final Questions questions;
  private final DeclaredCauses causes;
  private final Lineage lineage;
  private final Site[] sites;
  private final @Nullable Lesson[] lessonOf;
  private final Map<Taught, Lesson.Support> taught = new HashMap<>();
  private final Map<String, Lesson> lessons = new TreeMap<>();
  private final Set<Facet> recorded = EnumSet.noneOf(Facet.class);

  private record Taught(Lesson lesson, int question) {}

  private Learner(Observations observations, Inventory inventory, List<Source> sources) {
    this.observations = observations;
    this.sources = sources;
    this.matching = new Matching(List.of(), inventory);
    this.questions = new Questions(observations, new Peers(inventory));
    this.causes = new DeclaredCauses(observations);
    this.lineage = new Lineage(observations);
    int[] containers = Lineage.containers(observations);
    this.sites = new Site[containers.length];
    this.lessonOf = new Lesson[containers.length];
    for (int id = 0; id < sites.length; id++) {
      sites[id] =
          Site.of(
              observations.location(id), containers[id], matching, List.of(), causes, inventory);
    }
  }

  /**
   * The baselines of all containers seen in a window, in the order of their names.
   *
   * @param sources names the records that an element comes from
   * @param from epoch nanoseconds, null for the first observation
   * @param until epoch nanoseconds, not included; null for the last observation
   */
  public static List<Profile> learn(
      Observations observations,
      Inventory inventory,
      List<Source> sources,
      @Nullable Long from,
      @Nullable Long until,
      Progress progress) {
    Learner learner = new Learner(observations, inventory, sources);
    int first = from == null ? 0 : observations.firstAtOrAfter(from);
    int end = until == null ? observations.timed() : observations.firstAtOrAfter(until);
    for (int row = 0; row < end; row++) {
      if ((row & 0xFFFF) == 0) {
        progress.at(row, end, "learning");
      }
      learner.read(row, row >= first);
    }
    long last = until != null ? until : end == 0 ? 0 : observations.time(end - 1) + 1;
    return learner.lessons.values().stream()
        .map(lesson -> lesson.profile(learner.recorded, last))
        .toList();
  }

  private void read(int row, boolean learned) {
    Kind kind = observations.kind(row);
    if (kind == Kind.API_REQUEST) {
      if (learned) {
        recorded.add(Facet.API);
        call(row);
      }
      return;
    }
    Site site = sites[observations.locationId(row)];
    Lineage.Run run = lineage.see(row);
    if (kind == Kind.ALERT || kind == Kind.PROCESS_ENDED || kind == Kind.EVENTS_LOST) {
      return;
    }
    int question = questions.ask(row, site, null);
    Actor actor = questions.answer(question).actor();
    boolean start = kind == Kind.PROCESS_STARTED;
    if (start
        && run != null
        && run.row() == row
        && run.explanation == null
        && Program.RUNTIME.equals(actor.parent())) {
      run.explanation =
          causes.of(
              actor, site.at(), site.match().container(), site.declared(), observations.time(row));
    }
    if (learned) {
      learn(row, site, question, run);
    }
  }

  private void learn(int row, Site site, int question, Lineage.@Nullable Run run) {
    Seen seen = questions.answer(question).seen();
    if (seen == null) {
      return;
    }
    recorded.add(seen.facet());
    boolean operator =
        run != null && run.explanation != null && run.explanation.reason() == Reason.OPERATOR_EXEC;
    int location = observations.locationId(row);
    Lesson lesson = lessonOf[location] != null ? lessonOf[location] : lesson(site.match());
    lessonOf[location] = lesson;
    if (lesson == null || questions.answer(question).actor().runtime() || operator) {
      return;
    }
    lesson.watched(observations.time(row));
    boolean failed =
        seen instanceof Seen.Exec && (observations.quality(row) & Quality.FAILED.bit()) != 0;
    Lesson.Support support = failed ? null : support(lesson, question, seen);
    if (support != null) {
      lesson.add(
          support, unit(site.at()), observations.time(row), phase(row, site), () -> evidence(row));
    }
  }

  private Lesson.@Nullable Support support(Lesson lesson, int question, Seen seen) {
    Taught key = new Taught(lesson, question);
    Lesson.Support known = taught.get(key);
    Trait trait = known == null ? seen.trait() : null;
    if (trait == null) {
      return known;
    }
    Lesson.Support support = lesson.support(trait);
    taught.put(key, support);
    return support;
  }

  private static String unit(Location at) {
    return at.pod() != null ? at.pod() : String.valueOf(at.containerId());
  }

  private Phase phase(int row, Site site) {
    Long started = site.started();
    long since = started == null ? Long.MAX_VALUE : observations.time(row) - started;
    return since < Pass.START_SECONDS * 1_000_000_000L ? Phase.START : Phase.STEADY;
  }

  private String evidence(int row) {
    int source = observations.sourceId(row);
    String path = source < sources.size() ? sources.get(source).path() : "source " + source;
    return path.substring(path.lastIndexOf('/') + 1) + ":" + observations.source(row).line();
  }

  private @Nullable Lesson lesson(Matching.Match match) {
    WorkloadRef workload = match.workload();
    if (workload == null || match.container() == null) {
      return null;
    }
    Profile.Key key =
        new Profile.Key(
            workload.namespace(),
            workload.kind(),
            workload.name(),
            match.container(),
            match.digest());
    return lessons.computeIfAbsent(key.text() + " " + match.digest(), k -> new Lesson(key));
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
    for (Lesson lesson : lessons.values()) {
      if (match.workload() != null && lesson.isOf(match.workload())) {
        lesson.add(
            lesson.support(trait),
            parts[1],
            observations.time(row),
            Phase.STEADY,
            () -> evidence(row));
      }
    }
  }
}
