package salvor.baseline;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes baselines in Salvor's own format, which {@code salvor.ingest.profile} describes and reads.
 */
public final class ProfileJson {
  /** What tells a document of this format. */
  public static final String KIND = "SalvorBaseline";

  /** The version of the format. */
  public static final int VERSION = 2;

  private static final JsonMapper JSON = new JsonMapper();

  private ProfileJson() {}

  /** The baselines as one JSON document, one element a line; equal baselines give equal text. */
  public static String write(List<Profile> profiles) {
    StringBuilder text = new StringBuilder();
    text.append("{\"kind\":\"").append(KIND).append("\",\"version\":").append(VERSION);
    text.append(",\"rules\":").append(Canonicaliser.VERSION).append(",\"profiles\":[");
    for (int i = 0; i < profiles.size(); i++) {
      text.append(i == 0 ? "\n" : ",\n");
      write(profiles.get(i), text);
    }
    return text.append("\n]}\n").toString();
  }

  private static void write(Profile profile, StringBuilder text) {
    String head = head(profile).toString();
    text.append(head, 0, head.length() - 1).append(",\"elements\":[");
    Map<String, Integer> units = new HashMap<>();
    for (Unit unit : profile.units()) {
      units.put(unit.id(), units.size());
    }
    for (int i = 0; i < profile.elements().size(); i++) {
      text.append(i == 0 ? "\n  " : ",\n  ").append(element(profile.elements().get(i), units));
    }
    text.append("]}");
  }

  private static ObjectNode head(Profile profile) {
    ObjectNode node = JSON.createObjectNode();
    Profile.Key key = profile.key();
    node.put("name", profile.name());
    put(node, "namespace", key.namespace());
    put(node, "workloadKind", key.kind());
    put(node, "workload", key.workload());
    put(node, "container", key.container());
    put(node, "digest", key.digest() == null ? null : key.digest().value());
    units(profile, node.putArray("units"));
    ArrayNode windows = node.putArray("windows");
    for (Window window : profile.windows()) {
      ObjectNode each = windows.addObject();
      put(each, "from", window.from() == Long.MIN_VALUE ? null : time(window.from()));
      put(each, "until", window.until() == Long.MAX_VALUE ? null : time(window.until()));
    }
    node.put("origin", profile.origin());
    hours(profile, node);
    ObjectNode states = node.putObject("states");
    for (Map.Entry<Facet, FacetState> state : profile.states().entrySet()) {
      states.put(state.getKey().name(), state.getValue().name());
    }
    return node;
  }

  private static void hours(Profile profile, ObjectNode node) {
    if (profile.hours().isEmpty()) {
      return;
    }
    ObjectNode hours = node.putObject("hours");
    for (HourlyCounts each : profile.hours()) {
      ObjectNode counts = hours.putObject(each.facet().name());
      each.counts()
          .forEach(
              (hour, count) -> counts.put(Instant.ofEpochSecond(hour * 3600).toString(), count));
    }
  }

  private static void units(Profile profile, ArrayNode units) {
    for (Unit unit : profile.units()) {
      ObjectNode node = units.addObject();
      node.put("id", unit.id());
      put(node, "from", time(unit.from()));
      put(node, "until", time(unit.until()));
      strings(node.putArray("facets"), unit.facets().stream().map(Enum::name).toList());
      if (unit.lossy()) {
        node.put("lossy", true);
      }
    }
  }

  private static ObjectNode element(Element element, Map<String, Integer> units) {
    ObjectNode node = JSON.createObjectNode();
    switch (element.trait()) {
      case Trait.Exec e -> {
        node.put("exec", e.executable());
        put(node, "applet", e.applet());
        put(node, "parent", e.parent());
        put(node, "shape", e.shape());
        if (e.args() != null) {
          strings(node.putArray("args"), e.args());
        }
        if (e.inInitTree() != null) {
          node.put("inInitTree", e.inInitTree());
        }
      }
      case Trait.File(String path, Trait.File.Access access, String program) -> {
        node.put("file", path);
        node.put("access", access.name().toLowerCase(Locale.ROOT));
        put(node, "program", program);
      }
      case Trait.Network n -> {
        node.put("network", n.direction().name().toLowerCase(Locale.ROOT));
        node.put("peer", n.peer().text());
        node.put("port", n.port());
        put(node, "protocol", n.protocol());
        put(node, "program", n.program());
      }
      case Trait.Lookup(String pattern) -> node.put("dns", pattern);
      case Trait.Capability(String name) -> node.put("capability", name);
      case Trait.Syscall(String name) -> node.put("syscall", name);
      case Trait.ApiCall(String verb, String resource, String subresource) -> {
        node.put("api", verb);
        node.put("resource", resource);
        put(node, "subresource", subresource);
      }
    }
    return support(element, node, units);
  }

  /** Units are told by their place in the profile's list. */
  private static ObjectNode support(Element element, ObjectNode node, Map<String, Integer> units) {
    ArrayNode places = node.putArray("units");
    for (String unit : element.units()) {
      Integer place = units.get(unit);
      if (place != null) {
        places.add(place);
      }
    }
    put(node, "firstSeen", time(element.firstSeen()));
    put(node, "lastSeen", time(element.lastSeen()));
    strings(node.putArray("phases"), element.phases().stream().map(Enum::name).toList());
    strings(node.putArray("evidence"), element.evidence());
    if (!element.members().isEmpty()) {
      ArrayNode members = node.putArray("members");
      element.members().forEach(m -> members.add(element(m, units)));
    }
    return node;
  }

  private static void strings(ArrayNode array, List<String> values) {
    values.forEach(array::add);
  }

  private static void put(ObjectNode node, String field, @Nullable String value) {
    if (value != null) {
      node.put(field, value);
    }
  }

  private static @Nullable String time(@Nullable Long nanos) {
    return nanos == null
        ? null
        : Instant.ofEpochSecond(
                Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L))
            .toString();
  }
}
