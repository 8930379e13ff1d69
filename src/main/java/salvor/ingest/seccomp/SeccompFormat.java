package salvor.ingest.seccomp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Element;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Profile;
import salvor.baseline.Trait;
import salvor.baseline.Unit;
import salvor.evidence.RecordRef;
import salvor.ingest.Fields;
import salvor.ingest.Format;
import salvor.ingest.RecordReader;
import salvor.ingest.Sink;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A list of calls that are allowed is a complete one when everything else is refused; where the
 * rest is only logged, it is what nobody wanted to hear of.
 */
public final class SeccompFormat implements Format {
  private static final String GROUP = "security-profiles-operator.x-k8s.io/";
  private static final String COVERAGE = "spo.x-k8s.io/syscall-coverage";
  private static final int MOST_UNITS = 10_000;
  private static final Set<String> REFUSES =
      Set.of(
          "SCMP_ACT_ERRNO",
          "SCMP_ACT_KILL",
          "SCMP_ACT_KILL_PROCESS",
          "SCMP_ACT_KILL_THREAD",
          "SCMP_ACT_TRAP");

  @Override
  public String name() {
    return "seccomp";
  }

  @Override
  public boolean recognises(JsonNode record) {
    return isOperators(record) || Fields.at(profile(record), "defaultAction") != null;
  }

  private static boolean isOperators(JsonNode record) {
    String version = Fields.text(record, "apiVersion");
    return "SeccompProfile".equals(Fields.text(record, "kind"))
        && version != null
        && version.startsWith(GROUP);
  }

  private static @Nullable JsonNode profile(JsonNode record) {
    if (isOperators(record)) {
      return Fields.at(record, "spec");
    }
    String action = Fields.text(record, "defaultAction");
    boolean runtimes = action != null && action.startsWith("SCMP_ACT_") && !record.has("kind");
    return runtimes ? record : null;
  }

  @Override
  public RecordReader reader() {
    return SeccompFormat::read;
  }

  private static void read(JsonNode record, RecordRef ref, Sink sink) {
    JsonNode profile = profile(record);
    String rest = Fields.text(profile, "defaultAction");
    if (profile == null || rest == null) {
      sink.unreadable(ref, "a seccomp profile without a default action");
      return;
    }
    Set<String> allowed = new TreeSet<>();
    Set<String> others = new TreeSet<>();
    Set<String> conditional = new TreeSet<>();
    for (JsonNode entry : profile.path("syscalls")) {
      List<String> names = new ArrayList<>(Fields.texts(entry, "names"));
      String old = Fields.text(entry, "name");
      if (old != null) {
        names.add(old);
      }
      if ("SCMP_ACT_ALLOW".equals(Fields.text(entry, "action"))) {
        allowed.addAll(names);
        boolean always =
            entry.path("args").isEmpty()
                && entry.path("includes").isEmpty()
                && entry.path("excludes").isEmpty();
        conditional.addAll(always ? List.of() : names);
      } else {
        others.addAll(names);
      }
    }
    String based = Fields.text(profile, "baseProfileName");
    note(sink, "conditions of calls are not taken, they count as allowed", conditional);
    note(sink, "calls that are refused or logged are no part of a baseline", others);
    note(sink, "the base profile is another file", based == null ? List.of() : List.of(based));
    note(
        sink,
        "what is not listed is not refused",
        REFUSES.contains(rest) ? List.of() : List.of(rest));
    FacetState state =
        based != null
            ? FacetState.TRUNCATED
            : REFUSES.contains(rest) ? FacetState.STABLE : FacetState.LEARNING;
    sink.baseline(baseline(record, allowed, state));
    sink.skipped("baseline, declared: seccomp");
  }

  private static void note(Sink sink, String what, Collection<String> names) {
    if (!names.isEmpty()) {
      sink.note(what + ": " + String.join(", ", names));
    }
  }

  private static Profile baseline(JsonNode record, Set<String> allowed, FacetState state) {
    Map<String, Integer> support = new TreeMap<>();
    List<Unit> units = coverage(record, support);
    List<Element> elements = new ArrayList<>();
    for (String name : allowed) {
      List<String> showed =
          units.subList(0, Math.clamp(support.getOrDefault(name, 0), 0, units.size())).stream()
              .map(Unit::id)
              .toList();
      elements.add(
          new Element(new Trait.Syscall(name), showed, null, null, Set.of(), List.of(), List.of()));
    }
    Profile.Key key =
        new Profile.Key(
            Fields.exact(record, "metadata", "namespace"),
            null,
            Fields.exact(record, "metadata", "name"),
            null,
            null);
    return new Profile(
        key.text(),
        key,
        Map.of(Facet.SYSCALL, state),
        elements,
        units,
        List.of(),
        isOperators(record) ? "SeccompProfile" : "seccomp");
  }

  /** How many recordings the operator merged, and in how many each call was. */
  private static List<Unit> coverage(JsonNode record, Map<String, Integer> support) {
    String text = Fields.exact(record, "metadata", "annotations", COVERAGE);
    if (text == null) {
      return List.of();
    }
    try {
      JsonNode coverage = JsonMapper.shared().readTree(text);
      coverage
          .path("syscalls")
          .propertyStream()
          .forEach(e -> support.put(e.getKey(), e.getValue().asInt(0)));
      return Unit.numbered("recording", Math.clamp(coverage.path("total").asInt(0), 0, MOST_UNITS));
    } catch (JacksonException _) {
      return List.of();
    }
  }
}
