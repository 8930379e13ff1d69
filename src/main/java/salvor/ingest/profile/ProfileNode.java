package salvor.ingest.profile;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Canonicaliser;
import salvor.baseline.Element;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.HourlyCounts;
import salvor.baseline.Peer;
import salvor.baseline.Phase;
import salvor.baseline.Profile;
import salvor.baseline.Trait;
import salvor.baseline.Unit;
import salvor.baseline.Window;
import salvor.workload.ImageDigest;
import tools.jackson.databind.JsonNode;

/** Makes profiles of their JSON. */
final class ProfileNode {
  /** What cannot be understood; never leaves this package. */
  static final class Unclear extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String reason;

    Unclear(String reason) {
      super(reason);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  /** More pods than anybody watched with the first version of the format. */
  private static final int MOST_UNITS = 100_000;

  /** More than any sensor writes in an hour. */
  private static final long MOST_COUNTED = 1_000_000_000_000L;

  private ProfileNode() {}

  static Profile profile(JsonNode node) {
    Profile.Key key =
        new Profile.Key(
            text(node, "namespace"),
            text(node, "workloadKind"),
            text(node, "workload"),
            text(node, "container"),
            ImageDigest.in(text(node, "digest")).orElse(null));
    Map<Facet, FacetState> states = new EnumMap<>(Facet.class);
    JsonNode said = node.path("states");
    members(node, "states")
        .forEach(e ->
            states.put(
                one(Facet.class, e.getKey()), one(FacetState.class, required(said, e.getKey()))));
    String name = text(node, "name");
    String origin = text(node, "origin");
    List<Unit> units = units(node, key.text());
    return new Profile(
        name == null ? key.text() : name,
        key,
        states,
        items(node, "elements").map(e -> element(e, units)).toList(),
        units,
        windows(node),
        origin == null ? "salvor" : origin,
        members(node, "hours")
            .map(e -> new HourlyCounts(one(Facet.class, e.getKey()), counts(e.getValue())))
            .toList());
  }

  private static SortedMap<Long, Long> counts(JsonNode node) {
    SortedMap<Long, Long> counts = new TreeMap<>();
    node.propertyStream()
        .forEach(e -> {
          JsonNode value = e.getValue();
          long count = value.isIntegralNumber() && value.canConvertToLong() ? value.asLong() : -1;
          if (count < 0 || count > MOST_COUNTED) {
            throw new Unclear("a count of the baseline's hours is no number that can be");
          }
          counts.put(Math.floorDiv(nanos(e.getKey(), "hours"), HourlyCounts.HOUR), count);
        });
    return counts;
  }

  /** The first version of the format knew only how many there were. */
  private static List<Unit> units(JsonNode node, String of) {
    if (!node.path("units").isArray()) {
      return Unit.numbered(of + " until " + text(node, "until"), number(node, "units", MOST_UNITS));
    }
    return node.path("units")
        .valueStream()
        .map(u -> {
          Set<Facet> facets = EnumSet.noneOf(Facet.class);
          items(u, "facets").forEach(f -> facets.add(one(Facet.class, f.asString())));
          Long from = time(u, "from");
          Long until = time(u, "until");
          if (until != null && (from == null || until < from)) {
            throw new Unclear("a unit of the baseline ends before it begins");
          }
          return new Unit(
              required(u, "id"), from, until, facets, Boolean.TRUE.equals(flag(u, "lossy")));
        })
        .toList();
  }

  private static List<Window> windows(JsonNode node) {
    return node.path("windows").isArray()
        ? node.path("windows").valueStream().map(ProfileNode::window).toList()
        : node.has("from") || node.has("until") ? List.of(window(node)) : List.of();
  }

  private static Window window(JsonNode node) {
    Long from = time(node, "from");
    Long until = time(node, "until");
    long begin = from == null ? Long.MIN_VALUE : from;
    long end = until == null ? Long.MAX_VALUE : until;
    if (end < begin) {
      throw new Unclear("a learning window of the baseline ends before it begins");
    }
    return new Window(begin, end);
  }

  private static Element element(JsonNode node, List<Unit> units) {
    Set<Phase> phases = EnumSet.noneOf(Phase.class);
    items(node, "phases").forEach(p -> phases.add(one(Phase.class, p.asString())));
    return new Element(
        trait(node),
        unitsOf(node, units),
        time(node, "firstSeen"),
        time(node, "lastSeen"),
        phases,
        strings(node, "evidence"),
        items(node, "members").map(m -> element(m, units)).toList());
  }

  private static List<String> unitsOf(JsonNode node, List<Unit> units) {
    if (node.path("units").isMissingNode()) {
      int support = Math.clamp(number(node, "support", MOST_UNITS), 0, units.size());
      return units.subList(0, support).stream().map(Unit::id).toList();
    }
    return items(node, "units")
        .map(place -> {
          int at = place.asInt(-1);
          if (at < 0 || at >= units.size()) {
            throw new Unclear("an element of the baseline names a unit that is not there");
          }
          return units.get(at).id();
        })
        .toList();
  }

  private static Trait trait(JsonNode node) {
    if (node.has("exec")) {
      return new Trait.Exec(
          path(node, "exec"),
          text(node, "applet"),
          text(node, "parent"),
          shape(node),
          node.has("args") ? strings(node, "args") : null,
          flag(node, "inInitTree"));
    }
    if (node.has("file")) {
      return new Trait.File(
          path(node, "file"),
          one(Trait.File.Access.class, required(node, "access")),
          text(node, "program"));
    }
    if (node.has("network")) {
      return new Trait.Network(
          one(Trait.Network.Direction.class, required(node, "network")),
          Peer.of(required(node, "peer")),
          number(node, "port", 65_535),
          text(node, "protocol"),
          text(node, "program"));
    }
    return simple(node);
  }

  private static Trait simple(JsonNode node) {
    if (node.has("dns")) {
      return new Trait.Lookup(Canonicaliser.name(required(node, "dns")).text());
    }
    if (node.has("capability")) {
      return new Trait.Capability(required(node, "capability"));
    }
    if (node.has("syscall")) {
      return new Trait.Syscall(required(node, "syscall"));
    }
    if (node.has("api")) {
      return new Trait.ApiCall(
          required(node, "api"), required(node, "resource"), text(node, "subresource"));
    }
    throw new Unclear("an element of the baseline is of no known kind");
  }

  /** A baseline may be older than the rules of today. */
  private static String path(JsonNode node, String field) {
    return Canonicaliser.path(required(node, field)).text();
  }

  private static String required(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isString()) {
      throw new Unclear("an element of the baseline has no " + field);
    }
    return value.stringValue();
  }

  /**
   * A text that may be absent. What stands there and is no text makes the baseline unreadable:
   * taken for absent it would stand for anything, and the baseline would know more than it was
   * taught.
   */
  private static @Nullable String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isString()) {
      throw new Unclear("the " + field + " of the baseline is no text");
    }
    return value.stringValue().isEmpty() ? null : value.stringValue();
  }

  /** A number from 0 to a limit, 0 when absent. */
  private static int number(JsonNode node, String field, int most) {
    JsonNode value = node.path(field);
    if (value.isMissingNode()) {
      return 0;
    }
    if (!value.isInt() || value.intValue() < 0 || value.intValue() > most) {
      throw new Unclear("the " + field + " of the baseline is no number from 0 to " + most);
    }
    return value.intValue();
  }

  /** The items of a list that may be absent. */
  private static Stream<JsonNode> items(JsonNode node, String field) {
    JsonNode list = node.path(field);
    if (!list.isMissingNode() && !list.isArray()) {
      throw new Unclear("the " + field + " of the baseline are no list");
    }
    return list.valueStream();
  }

  private static Stream<Map.Entry<String, JsonNode>> members(JsonNode node, String field) {
    JsonNode object = node.path(field);
    if (!object.isMissingNode() && !object.isObject()) {
      throw new Unclear("the " + field + " of the baseline are no object");
    }
    return object.propertyStream();
  }

  private static List<String> strings(JsonNode node, String field) {
    return items(node, field)
        .map(value -> {
          if (!value.isString()) {
            throw new Unclear("the " + field + " of the baseline are no texts");
          }
          return value.stringValue();
        })
        .toList();
  }

  private static @Nullable Boolean flag(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw new Unclear("the " + field + " of the baseline is neither true nor false");
    }
    return value.isBoolean() ? Boolean.valueOf(value.booleanValue()) : null;
  }

  /** A shape may be empty: no arguments at all is a shape. */
  private static @Nullable String shape(JsonNode node) {
    String shape = text(node, "shape");
    return shape == null && node.path("shape").isString() ? "" : shape;
  }

  private static @Nullable Long time(JsonNode node, String field) {
    String text = text(node, field);
    return text == null ? null : nanos(text, field);
  }

  private static long nanos(String text, String field) {
    try {
      Instant at = Instant.parse(text);
      return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000_000L), at.getNano());
    } catch (DateTimeException | ArithmeticException e) {
      throw new Unclear("the baseline's " + field + " is no time");
    }
  }

  private static <E extends Enum<E>> E one(Class<E> type, String name) {
    try {
      return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new Unclear(
          "the baseline knows no "
              + type.getSimpleName().toLowerCase(Locale.ROOT)
              + " of this name");
    }
  }
}
