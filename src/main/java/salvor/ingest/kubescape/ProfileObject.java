package salvor.ingest.kubescape;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Element;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Profile;
import salvor.workload.ImageDigest;
import tools.jackson.databind.JsonNode;

/**
 * One Kubescape object: a profile for each of its containers.
 *
 * <p>Learned objects carry {@code kubescape.io/status} and {@code kubescape.io/completion}: only
 * completed and complete is STABLE; ready means still learning; partial and too-large are
 * TRUNCATED. Objects written by hand carry neither: what they list is meant to be all, and what
 * they leave out is not judged.
 */
final class ProfileObject {
  private static final List<String> CONTAINERS =
      List.of("containers", "initContainers", "ephemeralContainers");
  private static final Set<Facet> PROCESS =
      EnumSet.of(
          Facet.EXEC,
          Facet.FILE_READ,
          Facet.FILE_WRITE,
          Facet.SENSITIVE_READ,
          Facet.CAPABILITY,
          Facet.SYSCALL);
  private static final Set<Facet> NETWORK = EnumSet.of(Facet.NETWORK, Facet.DNS);

  private final JsonNode object;
  private final String kind;
  private final JsonNode labels;
  private final JsonNode annotations;
  private final JsonNode spec;

  ProfileObject(JsonNode object) {
    this.object = object;
    this.kind = object.path("kind").asString("");
    this.labels = object.path("metadata").path("labels");
    this.annotations = object.path("metadata").path("annotations");
    this.spec = object.path("spec");
  }

  List<Profile> profiles() {
    List<Profile> profiles = new ArrayList<>();
    for (String field : CONTAINERS) {
      spec.path(field).valueStream().forEach(c -> profiles.add(profile(c, text(c.path("name")))));
    }
    if (profiles.isEmpty()) {
      profiles.add(profile(spec, containerOfInstance()));
    }
    return profiles;
  }

  private Profile profile(JsonNode container, @Nullable String name) {
    Profile.Key key =
        new Profile.Key(
            namespace(),
            workloadKind(),
            workload(),
            name,
            ImageDigest.in(text(container.path("imageID"))).orElse(null));
    List<Element> elements = new ContainerTraits(container).elements();
    return new Profile(
        key.text(), key, states(elements), elements, List.of(), List.of(), "kubescape " + kind);
  }

  private Map<Facet, FacetState> states(List<Element> elements) {
    Map<Facet, FacetState> states = new EnumMap<>(Facet.class);
    String status = text(annotations.path("kubescape.io/status"));
    if (status == null) {
      elements.forEach(e -> states.put(e.trait().facet(), FacetState.STABLE));
      if (states.containsKey(Facet.FILE_READ)) {
        states.put(Facet.SENSITIVE_READ, FacetState.STABLE);
      }
      return states;
    }
    FacetState state = state(status, text(annotations.path("kubescape.io/completion")));
    if (!kind.equals("NetworkNeighborhood")) {
      PROCESS.forEach(f -> states.put(f, state));
    }
    if (!kind.equals("ApplicationProfile")) {
      NETWORK.forEach(f -> states.put(f, state));
    }
    return states;
  }

  private static FacetState state(String status, @Nullable String completion) {
    return switch (status.toLowerCase(Locale.ROOT)) {
      case "completed" -> "complete".equals(completion) ? FacetState.STABLE : FacetState.TRUNCATED;
      case "too-large" -> FacetState.TRUNCATED;
      default -> FacetState.LEARNING;
    };
  }

  private @Nullable String namespace() {
    String label = text(labels.path("kubescape.io/workload-namespace"));
    return label != null ? label : text(object.path("metadata").path("namespace"));
  }

  private @Nullable String workloadKind() {
    return text(labels.path("kubescape.io/workload-kind"));
  }

  /** A profile written by hand names its pods by labels, else only itself. */
  private @Nullable String workload() {
    String label = text(labels.path("kubescape.io/workload-name"));
    JsonNode selected = spec.path("matchLabels").path("app");
    return label != null
        ? label
        : selected.isString() ? text(selected) : text(object.path("metadata").path("name"));
  }

  /** A ContainerProfile is of one container, whose name stands in its instance id. */
  private @Nullable String containerOfInstance() {
    String label = text(labels.path("kubescape.io/workload-container-name"));
    String instance = text(annotations.path("kubescape.io/instance-id"));
    int at = instance == null ? -1 : instance.indexOf("/containerName-");
    return label != null || instance == null || at < 0
        ? label
        : instance.substring(at + "/containerName-".length());
  }

  static @Nullable String text(JsonNode node) {
    return node.isString() && !node.stringValue().isEmpty() ? node.stringValue() : null;
  }
}
