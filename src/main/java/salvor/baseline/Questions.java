package salvor.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.evidence.ProcessFields;
import salvor.evidence.Quality;
import salvor.evidence.Tables;
import salvor.evidence.TupleTable;
import salvor.evidence.Tuples;

/**
 * Asks baselines, each question once: what differs from row to row without meaning (pids, ephemeral
 * ports, times) is not part of a question. Not safe for several threads.
 *
 * @param <A> what is kept of an answer
 */
final class Questions<A> {
  private static final int ASKED_QUALITY =
      Quality.EXE_UPPER_LAYER.bit()
          | Quality.EXE_FROM_MEMFD.bit()
          | Quality.EXE_DELETED.bit()
          | Quality.IN_INIT_TREE.bit()
          | Quality.NOT_IN_INIT_TREE.bit();

  /** Where in a question stands what makes its {@link Actor}, as {@link #fill} puts it. */
  private static final int ACTOR_FROM = 5;

  private static final int ACTOR_TO = 13;

  /** Where there are more actors than this, hardly one comes again. */
  private static final int MOST_ACTORS = 1 << 16;

  private static final String KUBESCAPE = "kubescape";

  private static final Set<String> NO_FILES =
      Set.of("/dev/null", "/dev/tty", "/dev/ptmx", "/dev/stdout", "/dev/stderr");

  private final Observations observations;
  private final Tuples processes;
  private final Tuples activities;
  private final Peers peers;
  private final int[] clusters;
  private final Eras eras;
  private final Answering<A> answering;
  private final TupleTable asked = new TupleTable();
  private final List<A> answers = new ArrayList<>();
  private final int[] tuple = new int[40];
  private TupleTable acting = new TupleTable();
  private final List<Actor> actors = new ArrayList<>();
  private final int[] who = new int[ACTOR_TO - ACTOR_FROM];

  /** Answers a question, which is asked once. */
  interface Answering<A> {
    /**
     * @param row who asks it first
     * @param seen null when no baseline speaks of such an activity
     */
    A answer(int row, Site site, @Nullable Reason hard, @Nullable Seen seen, Actor actor);
  }

  Questions(Observations observations, Peers peers, Answering<A> answering) {
    this.answering = answering;
    this.observations = observations;
    this.processes = observations.processTuples();
    this.activities = observations.activityTuples();
    this.peers = peers;
    this.clusters = new int[observations.locations()];
    for (int id = 0; id < clusters.length; id++) {
      String cluster = observations.location(id).cluster();
      clusters[id] = cluster == null ? -1 : observations.clusters().headSet(cluster).size();
    }
    this.eras = new Eras(observations.texts(), peers);
  }

  /** The number of the question that a row is, the answer to which {@link #answer} gives. */
  int ask(int row, Site site, @Nullable Reason hard) {
    int question = asked.add(tuple, fill(row, site, hard));
    if (question == answers.size()) {
      Actor actor = actor(row);
      Activity activity = observations.activity(observations.activityId(row));
      boolean upperLayer = (observations.quality(row) & Quality.EXE_UPPER_LAYER.bit()) != 0;
      Seen seen = Seen.of(activity, actor, upperLayer, peers.in(site.at().cluster()), time(row));
      answers.add(answering.answer(row, site, hard, seen, actor));
    }
    return question;
  }

  private long time(int row) {
    return row < observations.timed() ? observations.time(row) : Peers.NO_TIME;
  }

  A answer(int question) {
    return answers.get(question);
  }

  private int fill(int row, Site site, @Nullable Reason hard) {
    int process = observations.processId(row);
    int inside = observations.columns().containerPid().get(row);
    int n = 0;
    tuple[n++] = clusters[observations.locationId(row)];
    tuple[n++] = site.number();
    tuple[n++] = site.image();
    tuple[n++] = site.match().rule().ordinal();
    tuple[n++] = hard == null ? -1 : hard.ordinal();
    tuple[n++] = observations.quality(row) & ASKED_QUALITY;
    tuple[n++] = inside == Tables.NOT_GIVEN ? 0 : inside == 1 ? 1 : 2;
    tuple[n++] = processes.get(process, ProcessFields.EXECUTABLE);
    tuple[n++] = processes.get(process, ProcessFields.NAME);
    tuple[n++] = processes.get(process, ProcessFields.COMMAND_LINE);
    tuple[n++] = processes.get(process, ProcessFields.HAS_PARENT);
    tuple[n++] = processes.get(process, ProcessFields.PARENT_EXECUTABLE);
    tuple[n++] = processes.get(process, ProcessFields.PARENT_NAME);
    return activity(row, n);
  }

  private int activity(int row, int at) {
    int n = at;
    int activity = observations.activityId(row);
    int from = observations.kind(row) == Kind.ALERT ? Lineage.ABOUT : 0;
    int length = activities.length(activity);
    if (from >= length) {
      tuple[n++] = -1; // an alert that is about nothing
      return n;
    }
    Kind kind = Lineage.kind(observations, row);
    tuple[n++] = kind.ordinal();
    boolean connection = kind == Kind.CONNECTION_OPENED || kind == Kind.CONNECTION_ACCEPTED;
    if (connection && activities.get(activity, from + 1) == activities.get(activity, from + 4)) {
      int one = activities.get(activity, from + 2);
      int other = activities.get(activity, from + 5);
      tuple[n++] = one == 0 || other == 0 ? -1 : Math.min(one, other); // see Seen.served
    }
    int ephemeral =
        kind == Kind.CONNECTION_OPENED ? 2 : 5; // the port of the end that did not serve
    if (connection) {
      tuple[n++] = eras.of(activities.get(activity, from + 4), time(row));
    }
    for (int field = 1; from + field < length && n < tuple.length; field++) {
      boolean dropped = connection && field == ephemeral;
      tuple[n++] = dropped ? 0 : activities.get(activity, from + field);
    }
    return n;
  }

  /** Who did it; what tells actors apart stands in the question just asked. */
  Actor actor(int row) {
    System.arraycopy(tuple, ACTOR_FROM, who, 0, who.length);
    if (actors.size() == MOST_ACTORS) {
      acting = new TupleTable();
      actors.clear();
    }
    int number = acting.add(who, who.length);
    if (number == actors.size()) {
      actors.add(Actor.of(observations.processAt(row), observations.quality(row)));
    }
    return actors.get(number);
  }

  /** Asks baselines, and images of the programs that they hold. */
  static Answering<Answer> judging(Observations observations, Images images) {
    return (row, site, hard, seen, actor) -> {
      Answer answer = baseline(site, observations.kind(row) == Kind.ALERT, seen, actor);
      ImageFact fact =
          seen instanceof Seen.Exec
              ? images.of(site.match().digest(), site.placed(), observations.processAt(row), actor)
              : null;
      return judged(site, hard, fact == null ? answer : answer.of(fact), fact);
    };
  }

  private static Answer judged(
      Site site, @Nullable Reason hard, Answer answer, @Nullable ImageFact fact) {
    if (hard == null || (answer.reason() == Reason.MATCHED && isKnownByItself(site, answer))) {
      return answer;
    }
    boolean compared = hard == Reason.EXECUTED_NEW_FILE && answer.reason().verdict() == Verdict.OUT;
    return new Answer(
        compared ? answer.reason() : hard,
        true,
        answer.baseline(),
        answer.nearest(),
        answer.units(),
        answer.differences(),
        answer.rules(),
        answer.seen(),
        answer.actor(),
        fact);
  }

  /**
   * What is wrong whatever the workload is normal only where a stable baseline has that very act,
   * and not by a wildcard. No facet of system calls is ever stable; but of those that Kubescape
   * lists, many are the runtime's when it starts a container.
   */
  private static boolean isKnownByItself(Site site, Answer answer) {
    Known known = site.known();
    Element nearest = answer.nearest();
    Seen seen = answer.seen();
    if (known == null || nearest == null || seen == null) {
      return false;
    }
    return seen instanceof Seen.Syscall
        ? !known.profile().origin().startsWith(KUBESCAPE)
        : known.state(seen.facet()) == FacetState.STABLE && nearest.trait().isSpecific();
  }

  private static Answer baseline(Site site, boolean alert, @Nullable Seen seen, Actor actor) {
    Known known = site.known();
    String name = known == null ? null : known.profile().name();
    if (seen == null) {
      return Answer.of(alert ? Reason.NOT_ENOUGH_DETAIL : Reason.NOT_JUDGED, name, null, actor);
    }
    if (known == null) {
      return Answer.of(
          site.container() < 0 ? Reason.NO_CONTAINER : Reason.NO_BASELINE, null, seen, actor);
    }
    return compare(site.sameDigest(), known, seen, actor);
  }

  static Answer compare(boolean sameDigest, Known known, Seen seen, Actor actor) {
    Profile profile = known.profile();
    if (!enough(seen)) {
      return Answer.of(Reason.NOT_ENOUGH_DETAIL, profile.name(), seen, actor);
    }
    Known.Nearest nearest = known.nearest(seen);
    FacetState state = sameDigest ? known.state(seen.facet()) : FacetState.STALE;
    Reason reason;
    if (state != FacetState.STABLE) {
      reason =
          nearest.matches() && sameDigest && isTrusted(known, nearest, state)
              ? Reason.MATCHED
              : state.reason();
    } else if (nearest.matches()) {
      reason = Reason.MATCHED;
    } else if (keepsNothing(seen)) {
      reason = Reason.NOT_JUDGED;
    } else if (undecidable(known, seen, nearest.comparison())) {
      reason = Reason.NOT_ENOUGH_DETAIL;
    } else {
      Comparison comparison = nearest.comparison();
      reason = comparison == null ? Comparison.reasonWithoutAny(seen) : comparison.reason(seen);
    }
    return new Answer(
        reason,
        false,
        profile.name(),
        nearest.element(),
        profile.units(seen.facet()).size(),
        nearest.comparison() == null ? List.of() : nearest.comparison().differences(),
        seen.rules(),
        seen,
        actor,
        null);
  }

  /** Whether what matches may be taken for normal although the facet is not stable. */
  private static boolean isTrusted(Known known, Known.Nearest nearest, FacetState state) {
    Element element = nearest.element();
    return element != null
        && !Carrying.isOpen(element)
        && (state != FacetState.TAINTED || known.isClean(element));
  }

  /**
   * Whether the baseline cannot know: it records no such things, names peers by labels that an
   * address does not tell, or has a pattern of another tool that may stand for a sensitive file or
   * not. Or the record does not tell as what a program of many names ran, and it may be a known
   * one.
   */
  private static boolean undecidable(Known known, Seen seen, @Nullable Comparison nearest) {
    if (seen instanceof Seen.Exec(Actor actor, _) && actor.hidesItsApplet()) {
      return nearest != null && nearest.differsOnlyInApplet();
    }
    if (seen instanceof Seen.File(_, Trait.File.Access access, _, _)
        && access == Trait.File.Access.DELETE) {
      return known.profile().origin().startsWith(KUBESCAPE); // which records no deletions
    }
    if (seen instanceof Seen.File(String path, _, _, _) && Sensitive.path(path)) {
      return known.coversByForeignPattern(path);
    }
    return seen instanceof Seen.Network(var direction, List<Peer> at, _, int port, _, _)
        && at.stream().anyMatch(p -> p instanceof Peer.OfWorkload || p instanceof Peer.OfService)
        && known.namesByLabels(direction, port);
  }

  /** Whether it is one of the devices, not files, of which sensors' rules tell no writes. */
  private static boolean keepsNothing(Seen seen) {
    return seen instanceof Seen.File(String path, Trait.File.Access access, _, _)
        && access != Trait.File.Access.DELETE
        && (NO_FILES.contains(path) || path.startsWith("/dev/pts/"));
  }

  private static boolean enough(Seen seen) {
    return switch (seen) {
      case Seen.Exec(Actor actor, _) -> actor.executable() != null;
      case Seen.Network network ->
          network.direction() == Trait.Network.Direction.LISTEN
              ? network.port() > 0
              : !network.peers().isEmpty();
      case Seen.File file -> !file.path().isEmpty();
      case Seen.Lookup _, Seen.Capability _, Seen.Syscall _, Seen.ApiCall _ -> true;
    };
  }
}
