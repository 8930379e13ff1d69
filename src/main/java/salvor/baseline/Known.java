package salvor.baseline;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A profile arranged for questions. */
final class Known {
  /**
   * Profiles of file servers hold tens of thousands of paths: the nearest one is looked for among
   * the first of them.
   */
  private static final int COMPARED = 500;

  private static final Nearest NOTHING = new Nearest(null, null);

  private final Profile profile;
  private final Map<Facet, List<Element>> facets = new EnumMap<>(Facet.class);
  private final Map<Object, List<Element>> exact = new HashMap<>();
  private final Map<Object, List<Element>> near = new HashMap<>();
  private final Map<Facet, List<Element>> patterns = new EnumMap<>(Facet.class);
  private final List<Trait.Network> byLabels = new ArrayList<>();
  private final Map<Start, Nearest> starts = new ConcurrentHashMap<>();
  private final Map<Stranger, Nearest> strangers = new ConcurrentHashMap<>();
  private final boolean knowsStart;
  private final boolean sawSteadyLife;
  private final boolean literal;

  /** Until when it learned no attack; {@link Long#MAX_VALUE} when it never may have. */
  private final long clean;

  /** All of a start that is compared, unless the arguments themselves are known. */
  private record Start(
      @Nullable String executable,
      @Nullable String applet,
      String shape,
      @Nullable String parent,
      @Nullable Boolean inInitTree) {}

  /** All that is compared of talking to an unknown peer. */
  private record Stranger(
      Trait.Network.Direction direction,
      int port,
      @Nullable String protocol,
      @Nullable String program) {}

  /**
   * @param suspected when the incident was under way, null when not known
   */
  Known(Profile profile, @Nullable Window suspected) {
    this.profile = profile;
    this.clean =
        suspected != null && profile.windows().stream().anyMatch(suspected::overlaps)
            ? suspected.from()
            : Long.MAX_VALUE;
    this.knowsStart = profile.knowsStart();
    this.sawSteadyLife = profile.units().stream().anyMatch(Known::isLong);
    this.literal =
        profile.elements().stream()
            .anyMatch(e -> e.trait() instanceof Trait.Exec x && x.args() != null);
    for (Element element : profile.elements()) {
      Trait trait = element.trait();
      facets.computeIfAbsent(trait.facet(), f -> new ArrayList<>()).add(element);
      Object key = Keys.of(trait);
      if (key == null) {
        patterns.computeIfAbsent(kind(trait.facet()), f -> new ArrayList<>()).add(element);
      } else {
        exact.computeIfAbsent(key, k -> new ArrayList<>()).add(element);
      }
      Object group = Keys.near(trait);
      if (group != null) {
        near.computeIfAbsent(group, k -> new ArrayList<>()).add(element);
      }
      if (trait instanceof Trait.Network n && n.peer() instanceof Peer.Selected) {
        byLabels.add(n);
      }
    }
  }

  private static boolean isLong(Unit unit) {
    Long from = unit.from();
    Long until = unit.until();
    return from != null
        && until != null
        && until - from >= Watching.ENOUGH_SECONDS * 1_000_000_000L;
  }

  /** A pattern of paths stands for itself whatever is done to the file. */
  private static Facet kind(Facet facet) {
    return facet == Facet.FILE_WRITE || facet == Facet.SENSITIVE_READ ? Facet.FILE_READ : facet;
  }

  Profile profile() {
    return profile;
  }

  /** The state of a facet in view of the incident. */
  FacetState state(Facet facet) {
    FacetState state = profile.state(facet);
    return clean == Long.MAX_VALUE || state == FacetState.NONE ? state : FacetState.TAINTED;
  }

  /** Whether an element, with all that it was made from, was seen before the incident. */
  boolean isClean(Element element) {
    Long first = element.firstSeen();
    return clean != Long.MAX_VALUE
        && first != null
        && first < clean
        && element.members().stream().allMatch(this::isClean);
  }

  boolean knowsStart() {
    return knowsStart;
  }

  /** Whether a unit was watched for so long that it did more than start. */
  boolean sawSteadyLife() {
    return sawSteadyLife;
  }

  /** In which phases this was done; empty when the baseline does not say so of all it knows. */
  Set<Phase> phases(Seen seen) {
    Set<Phase> phases = EnumSet.noneOf(Phase.class);
    for (Element element : matching(seen)) {
      if (element.phases().isEmpty()) {
        return Set.of();
      }
      phases.addAll(element.phases());
    }
    return phases;
  }

  /**
   * What comes nearest.
   *
   * @param element null when nothing of this kind is known
   * @param comparison null as the element
   */
  record Nearest(@Nullable Element element, @Nullable Comparison comparison) {
    boolean matches() {
      return comparison != null && comparison.weight() == 0;
    }
  }

  Nearest nearest(Seen seen) {
    if (literal || !(seen instanceof Seen.Exec(Actor a, _))) {
      return search(seen);
    }
    return starts.computeIfAbsent(
        new Start(a.executable(), a.applet(), a.shape(), a.parent(), a.inInitTree()),
        s -> search(seen));
  }

  private Nearest search(Seen seen) {
    Nearest best = NOTHING;
    for (Object key : Keys.of(seen)) {
      best = among(exact.getOrDefault(key, List.of()), Integer.MAX_VALUE, seen, best);
    }
    best =
        among(patterns.getOrDefault(kind(seen.facet()), List.of()), Integer.MAX_VALUE, seen, best);
    boolean found = false;
    for (Object key : best.matches() ? List.of() : Keys.near(seen)) {
      List<Element> group = near.getOrDefault(key, List.of());
      best = among(group, COMPARED, seen, best);
      found |= !group.isEmpty();
    }
    return found || best.matches() ? best : anyOf(seen, best);
  }

  /** All elements that this is. */
  List<Element> matching(Seen seen) {
    Stream<Element> keyed =
        Keys.of(seen).stream().flatMap(k -> exact.getOrDefault(k, List.of()).stream());
    Stream<Element> others = patterns.getOrDefault(kind(seen.facet()), List.of()).stream();
    return Stream.concat(keyed, others)
        .filter(element -> new Nearest(element, Comparison.of(element.trait(), seen)).matches())
        .toList();
  }

  /**
   * With whom it talks decides nothing among elements that are all of other peers, so the rest
   * needs but one search.
   */
  private Nearest anyOf(Seen seen, Nearest before) {
    List<Element> elements = facets.getOrDefault(seen.facet(), List.of());
    if (!(seen instanceof Seen.Network n) || patterns.containsKey(Facet.NETWORK)) {
      return among(elements, COMPARED, seen, before);
    }
    Nearest alike =
        strangers.computeIfAbsent(
            new Stranger(n.direction(), n.port(), n.protocol(), n.program()),
            s -> among(elements, COMPARED, seen, NOTHING));
    Element element = alike.element();
    return element == null ? before : new Nearest(element, Comparison.of(element.trait(), seen));
  }

  private static Nearest among(List<Element> elements, int most, Seen seen, Nearest before) {
    Nearest best = before;
    for (int i = 0; i < Math.min(most, elements.size()) && !best.matches(); i++) {
      Element element = elements.get(i);
      Comparison comparison = Comparison.of(element.trait(), seen);
      if (comparison != null
          && (best.comparison() == null || comparison.weight() < best.comparison().weight())) {
        best = new Nearest(element, comparison);
      }
    }
    return best;
  }

  /** Whether a pattern that does not list what it was made from stands for a path. */
  boolean coversByForeignPattern(String path) {
    return patterns.getOrDefault(Facet.FILE_READ, List.of()).stream()
        .anyMatch(e ->
            e.members().isEmpty()
                && e.trait() instanceof Trait.File(String pattern, _, _)
                && Wildcards.path(pattern, path));
  }

  /**
   * Whether it names peers by labels, which no address tells, where such a connection may belong.
   */
  boolean namesByLabels(Trait.Network.Direction direction, int port) {
    return byLabels.stream()
        .anyMatch(n -> n.direction() == direction && (n.port() == 0 || n.port() == port));
  }
}
