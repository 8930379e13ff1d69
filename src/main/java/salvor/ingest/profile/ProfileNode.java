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
    node.path("states")
        .propertyStream()
        .forEach(e ->
            states.put(
                one(Facet.class, e.getKey()), one(FacetState.class, e.getValue().asString())));
    String name = text(node, "name");
    String origin = text(node, "origin");
    List<Unit> units = units(node, key.text());
    return new Profile(
        name == null ? key.text() : name,
        key,
        states,
        node.path("elements").valueStream().map(e -> element(e, units)).toList(),
        units,
        windows(node),
        origin == null ? "salvor" : origin,
        node.path("hours")
            .propertyStream()
            .map(e -> new HourlyCounts(one(Facet.class, e.getKey()), counts(e.getValue())))
            .toList());
  }

  private static SortedMap<Long, Long> counts(JsonNode node) {
    SortedMap<Long, Long> counts = new TreeMap<>();
    node.propertyStream()
        .forEach(e -> {
          long count = e.getValue().asLong(-1);
          if (count < 0) {
            throw new Unclear("a count of the baseline's hours is no number");
          }
          counts.put(Math.floorDiv(nanos(e.getKey(), "hours"), HourlyCounts.HOUR), count);
        });
    return counts;
  }

  /** The first version of the format knew only how many there were. */
  private static List<Unit> units(JsonNode node, String of) {
    if (!node.path("units").isArray()) {
      return Unit.numbered(of + " until " + text(node, "until"), bounded(number(node, "units")));
    }
    return node.path("units")
        .valueStream()
        .map(u -> {
          Set<Facet> facets = EnumSet.noneOf(Facet.class);
          u.path("facets").valueStream().forEach(f -> facets.add(one(Facet.class, f.asString())));
          return new Unit(
              required(u, "id"), time(u, "from"), facets, u.path("lossy").asBoolean(false));
        })
        .toList();
  }

  private static int bounded(int units) {
    if (units < 0 || units > MOST_UNITS) {
      throw new Unclear("a baseline of the first version cannot have " + units + " units");
    }
    return units;
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
    node.path("phases").valueStream().forEach(p -> phases.add(one(Phase.class, p.asString())));
    return new Element(
        trait(node),
        unitsOf(node, units),
        time(node, "firstSeen"),
        time(node, "lastSeen"),
        phases,
        strings(node.path("evidence")),
        node.path("members").valueStream().map(m -> element(m, units)).toList());
  }

  private static List<String> unitsOf(JsonNode node, List<Unit> units) {
    if (!node.path("units").isArray()) {
      int support = Math.clamp(number(node, "support"), 0, units.size());
      return units.subList(0, support).stream().map(Unit::id).toList();
    }
    return node.path("units")
        .valueStream()
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
          node.path("shape").isString() ? node.path("shape").stringValue() : null,
          node.has("args") ? strings(node.path("args")) : null,
          node.path("inInitTree").isBoolean() ? node.path("inInitTree").booleanValue() : null);
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
          number(node, "port"),
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

  private static @Nullable String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isString() && !value.stringValue().isEmpty() ? value.stringValue() : null;
  }

  private static int number(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isInt() ? value.intValue() : 0;
  }

  private static List<String> strings(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
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
