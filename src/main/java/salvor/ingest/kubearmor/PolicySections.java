package salvor.ingest.kubearmor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Canonicaliser;
import salvor.baseline.FacetState;
import salvor.baseline.Peer;
import salvor.baseline.Trait;
import salvor.baseline.Trait.File.Access;
import salvor.baseline.Trait.Network.Direction;
import salvor.baseline.Wildcards;
import salvor.ingest.Declared;
import salvor.ingest.Fields;
import tools.jackson.databind.JsonNode;

/** The sections of one KubeArmorPolicy. */
final class PolicySections {
  private static final Set<String> ASIDE =
      Set.of(
          "selector",
          "action",
          "message",
          "tags",
          "severity",
          "process",
          "file",
          "network",
          "capabilities");
  private static final Set<String> OF_ENTRY =
      Set.of(
          "path",
          "dir",
          "pattern",
          "execname",
          "protocol",
          "capability",
          "recursive",
          "readOnly",
          "fromSource",
          "action",
          "message",
          "tags",
          "severity");

  private final JsonNode spec;
  private final Declared declared;
  private final Consumer<String> notTaken;

  PolicySections(JsonNode spec, Declared declared, Consumer<String> notTaken) {
    this.spec = spec;
    this.declared = declared;
    this.notTaken = notTaken;
  }

  void read() {
    spec.propertyNames().stream().filter(n -> !ASIDE.contains(n)).forEach(notTaken);
    section("process");
    section("file");
    section("network");
    section("capabilities");
  }

  private void section(String name) {
    JsonNode section = spec.path(name);
    section
        .propertyNames()
        .forEach(
            list -> section.path(list).valueStream().forEach(e -> entry(name, section, list, e)));
  }

  private void entry(String name, JsonNode section, String list, JsonNode entry) {
    if (!entry.isObject()) {
      return; // of the section's tags
    }
    String action = Fields.text(entry, "action");
    action = action == null ? Fields.text(section, "action") : action;
    action = action == null ? Fields.text(spec, "action") : action;
    if (!"Allow".equals(action)) {
      notTaken.accept(
          name + " " + what(entry) + ": " + action + " is no permission, so no part of a baseline");
      return;
    }
    entry.propertyNames().stream()
        .filter(n -> !OF_ENTRY.contains(n))
        .forEach(n -> notTaken.accept(name + " " + what(entry) + ": " + n));
    switch (list) {
      case "matchPaths", "matchDirectories", "matchPatterns" -> path(name, entry);
      case "matchProtocols" -> protocol(entry);
      case "matchCapabilities" -> {
        String capability = Fields.text(entry, "capability");
        if (capability != null) {
          add(new Trait.Capability(Fields.capability(capability)));
        }
      }
      default -> notTaken.accept(name + " " + list);
    }
  }

  private static String what(JsonNode entry) {
    String what =
        Fields.firstText(
            entry, "path", "dir", "pattern", "execname", "protocol", "capability", "domain");
    return what == null ? "without a name" : what;
  }

  private void path(String section, JsonNode entry) {
    String path = pattern(entry);
    if (path == null) {
      notTaken.accept(section + " " + what(entry) + ", which no pattern of a baseline is");
      return;
    }
    String canonical = Canonicaliser.path(path).text();
    List<@Nullable String> sources = sources(entry);
    for (String source : sources) {
      if (section.equals("process")) {
        add(new Trait.Exec(canonical, null, source, null, null, null));
      } else {
        String program = source == null ? null : base(source);
        add(new Trait.File(canonical, Access.READ, program));
        if (!Fields.isTrue(entry, "readOnly")) {
          add(new Trait.File(canonical, Access.WRITE, program));
          add(new Trait.File(canonical, Access.DELETE, program));
        }
      }
    }
  }

  /** The path with a baseline's wildcards; null when it cannot be told so. */
  private static @Nullable String pattern(JsonNode entry) {
    String dir = Fields.exact(entry, "dir");
    if (dir != null) {
      String below = dir.endsWith("/") ? dir : dir + "/";
      return below + (Fields.isTrue(entry, "recursive") ? "*" : Wildcards.ONE);
    }
    String glob = Fields.exact(entry, "pattern");
    if (glob == null) {
      String path = Fields.exact(entry, "path");
      return path != null ? path : Fields.exact(entry, "execname");
    }
    List<String> segments = new ArrayList<>();
    for (String segment : glob.split("/", -1)) {
      boolean plain = segment.chars().noneMatch(c -> "*?[]{}\\".indexOf(c) >= 0);
      if (!plain && !segment.equals("*") && !segment.equals("**")) {
        return null;
      }
      segments.add(segment.equals("*") ? Wildcards.ONE : segment.equals("**") ? "*" : segment);
    }
    return String.join("/", segments);
  }

  private static List<@Nullable String> sources(JsonNode entry) {
    List<@Nullable String> sources = new ArrayList<>();
    for (JsonNode source : entry.path("fromSource")) {
      String path = Fields.exact(source, "path");
      if (path != null) {
        sources.add(Canonicaliser.path(path).text());
      }
    }
    if (sources.isEmpty()) {
      sources.add(null);
    }
    return sources;
  }

  private static String base(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** It says with whom neither. */
  private void protocol(JsonNode entry) {
    String protocol = Fields.text(entry, "protocol");
    if (protocol == null) {
      return;
    }
    String lower = protocol.toLowerCase(Locale.ROOT);
    for (String source : sources(entry)) {
      for (Direction direction : List.of(Direction.OUT, Direction.IN)) {
        add(
            new Trait.Network(
                direction,
                new Peer.Address("*"),
                0,
                lower.equals("all") ? null : lower,
                source == null ? null : base(source)));
      }
    }
  }

  private void add(Trait trait) {
    declared.add(trait);
    declared.state(trait.facet(), FacetState.LEARNING);
  }
}
