package salvor.review;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Peer;
import salvor.baseline.Profile;
import salvor.baseline.Reason;
import salvor.baseline.Trait;
import salvor.baseline.Wildcards;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.evidence.Quality;
import salvor.workload.WorkloadRef;

/**
 * Proposes rules from the acts that are out of profile: for each container of a workload one of a
 * purpose. A rule watches the container by namespace and name, so that it outlives the image that
 * is replaced now. None is wider than what its condition says, and what it does on normal life is
 * for {@link Gate} to say.
 */
final class Proposals {
  /** As the parent of what a container starts with. */
  private static final Set<String> RUNTIMES =
      Set.of("runc", "runc:[2:INIT]", "containerd-shim", "conmon", "crun");

  private final Observations all;
  private final ObservedFacts facts;
  private final Normal normal;
  private final Ways ways;
  private final List<Rule> rules = new ArrayList<>();
  private final Set<String> ids = new TreeSet<>();
  private final List<ReviewedAct> outside = new ArrayList<>();

  /** Where a rule watches. */
  private record Place(@Nullable WorkloadRef workload, @Nullable String container) {
    List<Asked> scope() {
      List<Asked> scope = new ArrayList<>();
      if (workload != null) {
        scope.add(new Asked.In(Field.NAMESPACE, workload.namespace()));
      }
      if (container != null) {
        scope.add(new Asked.In(Field.CONTAINER, container));
      }
      return scope;
    }
  }

  Proposals(Observations all, ObservedFacts facts, Normal normal) {
    this.all = all;
    this.facts = facts;
    this.normal = normal;
    this.ways = new Ways(facts);
  }

  /** The rules, by workload and purpose. */
  List<Rule> of(List<ReviewedAct> acts) {
    Map<Place, List<ReviewedAct>> places = new LinkedHashMap<>();
    for (ReviewedAct act : acts) {
      if (act.answer() instanceof ReviewedAct.Answer.Out) {
        boolean api = act.kind() == Kind.API_REQUEST;
        Place place = api ? new Place(null, null) : new Place(act.workload(), act.container());
        places.computeIfAbsent(place, _ -> new ArrayList<>()).add(act);
      }
    }
    places.forEach((place, there) -> {
      boolean api = there.getFirst().kind() == Kind.API_REQUEST;
      if (api || place.workload() != null) { // else a rule could not say whom it watches
        propose(place, there);
      }
    });
    add(
        new Place(null, null),
        Rule.Purpose.PEER,
        Kind.CONNECTION_OPENED,
        outside,
        ways.one(rows(outside), Field.PEER, normal.peers()));
    return List.copyOf(rules);
  }

  private void propose(Place place, List<ReviewedAct> acts) {
    List<ReviewedAct> starts = of(Kind.PROCESS_STARTED, acts);
    List<ReviewedAct> unknown =
        with(starts, Reason.NEW_BINARY_IN_IMAGE, Reason.NEW_BINARY_NOT_IN_IMAGE);
    unknownProgram(place, unknown);
    add(place, Rule.Purpose.NEW_PROGRAM, Kind.PROCESS_STARTED, unknown, ways.programs(unknown));
    marked(place, Rule.Purpose.FROM_MEMORY, starts, Quality.EXE_FROM_MEMFD);
    marked(place, Rule.Purpose.WRITTEN_PROGRAM, starts, Quality.EXE_UPPER_LAYER);
    List<ReviewedAct> parents = with(starts, Reason.NEW_PARENT);
    add(
        place,
        Rule.Purpose.NEW_PARENT,
        Kind.PROCESS_STARTED,
        parents,
        ways.by(rows(parents), Field.EXECUTABLE, Field.PARENT));
    List<ReviewedAct> shapes =
        with(starts, Reason.NEW_ARG_SHAPE, Reason.SHELL_ON_NETWORK, Reason.TOKEN_READ_BY_TOOL);
    add(place, Rule.Purpose.NEW_ARGUMENTS, Kind.PROCESS_STARTED, shapes, normal.ways(rows(shapes)));
    files(place, acts);
    connections(place, of(Kind.CONNECTION_OPENED, acts));
    List<ReviewedAct> clients =
        of(Kind.CONNECTION_ACCEPTED, acts).stream().filter(Proposals::isOutside).toList();
    add(
        place,
        Rule.Purpose.CLIENT,
        Kind.CONNECTION_ACCEPTED,
        clients,
        ways.one(rows(clients), Field.PEER));
    List<ReviewedAct> listeners = of(Kind.LISTENING, acts);
    add(
        place,
        Rule.Purpose.LISTENER,
        Kind.LISTENING,
        listeners,
        ways.one(rows(listeners), Field.PORT));
    List<ReviewedAct> lookups = of(Kind.NAME_LOOKED_UP, acts);
    add(
        place,
        Rule.Purpose.LOOKUP,
        Kind.NAME_LOOKED_UP,
        lookups,
        ways.one(rows(lookups), Field.LOOKUP));
    List<ReviewedAct> requests = of(Kind.API_REQUEST, acts);
    add(place, Rule.Purpose.API_REQUEST, Kind.API_REQUEST, requests, ways.requests(rows(requests)));
    List<ReviewedAct> crossing =
        with(of(Kind.KERNEL_ACTION, acts), Reason.NAMESPACE_ENTERED, Reason.HOST_MOUNT);
    add(
        place,
        Rule.Purpose.BOUNDARY,
        Kind.KERNEL_ACTION,
        crossing,
        ways.one(rows(crossing), Field.CALL));
  }

  /** All programs but the known ones, where all of them are known by their path. */
  private void unknownProgram(Place place, List<ReviewedAct> acts) {
    Profile baseline =
        acts.isEmpty() ? null : facts.at(acts.getFirst().rows().get(0)).match().profile();
    if (baseline == null || baseline.state(Facet.EXEC) != FacetState.STABLE) {
      return;
    }
    SortedSet<String> known = new TreeSet<>();
    for (var element : baseline.elements(Facet.EXEC)) {
      if (element.trait() instanceof Trait.Exec exec) {
        known.add(exec.executable());
      }
    }
    if (known.stream().anyMatch(path -> path.contains(Wildcards.ONE) || path.indexOf('*') >= 0)) {
      return;
    }
    List<Asked> way = new ArrayList<>();
    if (!known.isEmpty()) {
      way.add(new Asked.NotIn(Field.EXECUTABLE, known));
    }
    if (!baseline.knowsStart()) {
      way.add(new Asked.NotIn(Field.PARENT_NAME, new TreeSet<>(RUNTIMES)));
    }
    add(place, Rule.Purpose.UNKNOWN_PROGRAM, Kind.PROCESS_STARTED, acts, List.of(way));
  }

  private void marked(
      Place place, Rule.Purpose purpose, List<ReviewedAct> starts, Quality quality) {
    List<ReviewedAct> marked =
        starts.stream()
            .filter(act ->
                act.rowList().stream().anyMatch(row -> (all.quality(row) & quality.bit()) != 0))
            .toList();
    if (!marked.isEmpty()) {
      add(
          place,
          purpose,
          Kind.PROCESS_STARTED,
          marked,
          List.of(List.of(new Asked.Marked(quality))));
    }
  }

  private void files(Place place, List<ReviewedAct> acts) {
    List<ReviewedAct> read = of(Kind.FILE_OPENED, acts);
    add(place, Rule.Purpose.FILE_READ, Kind.FILE_OPENED, read, ways.files(rows(read)));
    List<ReviewedAct> changed = of(Kind.FILE_WRITTEN, acts);
    add(place, Rule.Purpose.FILE_CHANGED, Kind.FILE_WRITTEN, changed, ways.files(rows(changed)));
    List<ReviewedAct> deleted = of(Kind.FILE_DELETED, acts);
    add(place, Rule.Purpose.FILE_DELETED, Kind.FILE_DELETED, deleted, ways.files(rows(deleted)));
  }

  private void connections(Place place, List<ReviewedAct> acts) {
    List<ReviewedAct> strange = new ArrayList<>();
    List<ReviewedAct> known = new ArrayList<>();
    for (ReviewedAct act : acts) {
      if (!connects(act)) {
        strange.add(act);
      } else if (isOutside(act)) {
        known.add(act);
      }
    }
    add(
        place,
        Rule.Purpose.CONNECTING_PROGRAM,
        Kind.CONNECTION_OPENED,
        strange,
        ways.one(rows(strange), Field.EXECUTABLE));
    add(
        place,
        Rule.Purpose.PEER,
        Kind.CONNECTION_OPENED,
        known,
        ways.by(rows(known), Field.EXECUTABLE, Field.PEER, Field.PORT));
    acts.stream().filter(act -> act.others() == 0 && isOutside(act)).forEach(outside::add);
  }

  /** No pod, service or node is known to have that address: it will not be another's tomorrow. */
  private static boolean isOutside(ReviewedAct act) {
    return act.trait() instanceof Trait.Network network && network.peer() instanceof Peer.Address;
  }

  /** Whether the baseline knows any connection of the program. */
  private boolean connects(ReviewedAct act) {
    Profile baseline = facts.at(act.rows().get(0)).match().profile();
    String program = act.trait() instanceof Trait.Network n ? n.program() : null;
    return baseline == null
        || baseline.elements(Facet.NETWORK).stream()
            .anyMatch(e ->
                e.trait() instanceof Trait.Network n
                    && n.direction() == Trait.Network.Direction.OUT
                    && (n.program() == null || n.program().equals(program)));
  }

  private static List<ReviewedAct> of(Kind kind, List<ReviewedAct> acts) {
    return acts.stream().filter(act -> act.kind() == kind).toList();
  }

  private static List<ReviewedAct> with(List<ReviewedAct> acts, Reason... reasons) {
    Set<Reason> wanted = Set.of(reasons);
    return acts.stream()
        .filter(act ->
            act.answer() instanceof ReviewedAct.Answer.Out(Reason reason, _)
                && wanted.contains(reason))
        .toList();
  }

  private static List<Integer> rows(Collection<ReviewedAct> acts) {
    return acts.stream().flatMap(act -> act.rowList().stream()).toList();
  }

  private void add(
      Place place,
      Rule.Purpose purpose,
      Kind kind,
      List<ReviewedAct> acts,
      List<List<Asked>> found) {
    if (acts.isEmpty() || found.isEmpty()) {
      return;
    }
    Set<Reason> reasons = new TreeSet<>();
    for (ReviewedAct act : acts) {
      if (act.answer() instanceof ReviewedAct.Answer.Out(Reason reason, _)) {
        reasons.add(reason);
      }
    }
    String id = RuleIds.id(place.workload(), place.container(), purpose);
    for (int n = 2; !ids.add(id); n++) {
      id = RuleIds.id(place.workload(), place.container(), purpose) + "-" + n;
    }
    rules.add(
        new Rule(
            id,
            purpose,
            place.workload(),
            place.container(),
            new Condition(kind, place.scope(), found),
            reasons));
  }
}
