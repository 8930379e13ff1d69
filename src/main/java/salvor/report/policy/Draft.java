package salvor.report.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Element;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Profile;
import salvor.evidence.Visible;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A handover in the making. */
final class Draft {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String EVERYTHING = "every element";

  private final List<PolicyDocument> documents = new ArrayList<>();
  private final Set<Handover.Lost> lost = new LinkedHashSet<>();
  private final Set<Handover.Incomplete> incomplete = new LinkedHashSet<>();
  private final Set<Handover.Refused> refused = new LinkedHashSet<>();
  private final Set<String> assumed = new LinkedHashSet<>();
  private final Map<String, Integer> names = new TreeMap<>();

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  Handover done() {
    return new Handover(
        documents,
        List.copyOf(lost),
        List.copyOf(incomplete),
        List.copyOf(refused),
        List.copyOf(assumed));
  }

  void lost(Profile profile, String element, String reason) {
    lost.add(new Handover.Lost(profile.name(), element, reason));
  }

  void lost(Profile profile, Element element, String reason) {
    lost(profile, element.trait().text(), reason);
  }

  /** What no other form keeps of any element. */
  void lostSupport(Profile profile) {
    if (!profile.elements().isEmpty()) {
      lost(
          profile,
          EVERYTHING,
          "how often, when and in which phase it was seen, and the records that show it");
    }
  }

  /** What a container does only at its start is part of what is allowed, or it never starts. */
  void assumeStart(Profile profile) {
    if (!profile.knowsStart()) {
      assume(
          "what "
              + profile.name()
              + " does at its start was recorded, which the baseline does not show: it is not"
              + " allowed otherwise");
    }
  }

  void refuse(Profile profile, String reason) {
    refused.add(new Handover.Refused(profile.name(), reason));
  }

  void assume(String what) {
    assumed.add(what);
  }

  /** Elements of facets that the form has no place for, and the state of those it has. */
  void facets(Profile profile, Set<Facet> held, String form) {
    for (Facet facet : Facet.values()) {
      if (held.contains(facet)) {
        if (profile.state(facet) != FacetState.STABLE) {
          incomplete.add(new Handover.Incomplete(profile.name(), facet, profile.state(facet)));
        }
      } else {
        profile
            .elements(facet)
            .forEach(e -> lost(profile, e, form + " does not speak of " + words(facet)));
      }
    }
  }

  private static String words(Facet facet) {
    return switch (facet) {
      case EXEC -> "programs";
      case FILE_WRITE, FILE_READ, SENSITIVE_READ -> "files";
      case NETWORK -> "the network";
      case DNS -> "names looked up";
      case CAPABILITY -> "capabilities";
      case SYSCALL -> "system calls";
      case API -> "the Kubernetes API";
    };
  }

  /** A name that no other document of this handover has. */
  String unique(String name) {
    int met = names.merge(name, 1, Integer::sum);
    return met == 1 ? name : unique(ObjectNames.of(name, String.valueOf(met)));
  }

  void add(
      String name, String baseline, ObjectNode content, String kind, PolicyDocument.Form form) {
    documents.add(new PolicyDocument(name, baseline, kind, content, form));
  }

  /** A Kubernetes object up to its specification; the annotations are made of what is known now. */
  ObjectNode kubernetes(
      String apiVersion,
      String kind,
      String name,
      @Nullable String namespace,
      Map<String, String> labels,
      Collection<Profile> of) {
    ObjectNode object = object();
    object.put("apiVersion", apiVersion);
    object.put("kind", kind);
    ObjectNode metadata = object.putObject("metadata");
    metadata.put("name", name);
    if (namespace != null) {
      metadata.put("namespace", namespace);
    }
    if (!labels.isEmpty()) {
      ObjectNode all = metadata.putObject("labels");
      new TreeMap<>(labels).forEach(all::put);
    }
    annotate(metadata.putObject("annotations"), of);
    return object;
  }

  private void annotate(ObjectNode annotations, Collection<Profile> of) {
    List<String> mine = of.stream().map(Profile::name).toList();
    annotations.put("salvor.io/baseline", Visible.text(String.join("; ", mine)));
    Map<String, Integer> reasons = new TreeMap<>();
    lost.stream()
        .filter(l -> mine.contains(l.baseline()))
        .forEach(l -> reasons.merge(l.reason(), 1, Integer::sum));
    List<String> told = new ArrayList<>();
    reasons.forEach((reason, count) -> told.add(count + ": " + reason));
    if (!told.isEmpty()) {
      annotations.put("salvor.io/cannot-hold", String.join("; ", told));
    }
    List<String> partial =
        incomplete.stream()
            .filter(i -> mine.contains(i.baseline()))
            .map(i -> i.facet() + " " + i.state())
            .distinct()
            .toList();
    if (!partial.isEmpty()) {
      annotations.put("salvor.io/not-complete", String.join(", ", partial));
    }
  }
}
