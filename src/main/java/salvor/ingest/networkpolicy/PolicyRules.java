package salvor.ingest.networkpolicy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Selection;
import salvor.evidence.RecordRef;
import salvor.ingest.Declared;
import salvor.ingest.Fields;
import salvor.ingest.RecordReader;
import salvor.ingest.Selectors;
import salvor.ingest.Sink;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Reads policies of one kind; gives the baselines when all of a source were seen. */
abstract class PolicyRules implements RecordReader {
  /** A range of ports is so many single ones at most. */
  private static final int MOST_PORTS = 64;

  private final String kind;
  private final Map<List<String>, Allowed> bySelector = new LinkedHashMap<>();

  PolicyRules(String kind) {
    this.kind = kind;
  }

  /** Takes one policy's specification. */
  abstract void specification(JsonNode spec, Allowed into, Remarks remarks);

  /** Says what of a policy cannot be taken. */
  record Remarks(String policy, Allowed allowed, Sink sink) {
    void notTaken(String what) {
      allowed.isNotComplete();
      sink.note(policy + ": not taken: " + what);
    }

    /** Members that are not known here are not passed over. */
    void onlyKnown(JsonNode node, Set<String> known) {
      node.propertyNames().stream().filter(n -> !known.contains(n)).forEach(this::notTaken);
    }
  }

  final void read(JsonNode record, JsonNode spec, JsonNode selector, RecordRef ref, Sink sink) {
    String name = Fields.exact(record, "metadata", "name");
    String namespace = Fields.exact(record, "metadata", "namespace");
    if (name == null || !selector.isObject()) {
      sink.unreadable(ref, "a " + kind + " without a name or without a selector of pods");
      return;
    }
    String policy = kind + " " + name;
    String chosen =
        Selectors.of(MissingNode.getInstance(), selector).map(Selection::text).orElse("*");
    String workload = Declared.workload(selector);
    Allowed allowed =
        bySelector.computeIfAbsent(
            List.of(namespace == null ? "" : namespace, chosen),
            k -> new Allowed(namespace, workload));
    if (workload == null) {
      sink.note(policy + " chooses pods by " + chosen + ", which names no workload: use --for");
    } else if (!selector.path("matchExpressions").isEmpty()
        || selector.path("matchLabels").size() > 1) {
      sink.note(policy + " chooses pods by " + chosen + ", taken for the workload " + workload);
    }
    specification(spec, allowed, new Remarks(policy, allowed, sink));
    sink.skipped("baseline, declared: " + kind);
  }

  @Override
  public final void end(Sink sink) {
    for (Allowed wide : bySelector.values()) {
      if (wide.isOfUnknownPods()) {
        bySelector.values().stream()
            .filter(other -> other != wide && other.isBeside(wide))
            .forEach(other -> {
              other.isNotComplete();
              sink.note(
                  "a policy of the same namespace allows something to pods that are not known: no"
                      + " other is complete");
            });
      }
    }
    bySelector.values().forEach(allowed -> sink.baseline(allowed.profile(kind)));
    bySelector.clear();
  }

  /** The single ports of an entry; none when they cannot be told, after saying so. */
  static List<Allowed.Port> ports(JsonNode entry, @Nullable String protocol, Remarks remarks) {
    String named = protocol == null ? null : protocol.toLowerCase(Locale.ROOT);
    if (!Fields.present(entry, "port")) {
      return List.of(new Allowed.Port(0, named));
    }
    Integer first = Fields.integer(entry, "port");
    Integer last = Fields.present(entry, "endPort") ? Fields.integer(entry, "endPort") : first;
    if (first == null || last == null || first < 0 || last > 65_535 || last < first) {
      remarks.notTaken("the port " + Fields.text(entry, "port") + ", which is no number");
      return List.of();
    }
    if (first <= 1 && last == 65_535) {
      return List.of(new Allowed.Port(0, named));
    }
    if (last - first >= MOST_PORTS) {
      remarks.notTaken("the ports " + first + " to " + last);
      return List.of();
    }
    List<Allowed.Port> all = new ArrayList<>();
    for (int port = first; port <= last; port++) {
      all.add(new Allowed.Port(port, named));
    }
    return all;
  }
}
