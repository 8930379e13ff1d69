package salvor.ingest.checkpoint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.evidence.ObservedTime;
import salvor.ingest.Fields;
import salvor.workload.ImageDigest;
import salvor.workload.Location;
import tools.jackson.databind.JsonNode;

/** What the documents of an archive say of the container: each runtime writes others. */
final class ContainerFacts {
  private static final List<String> NAMESPACE =
      List.of("io.kubernetes.cri.sandbox-namespace", "io.kubernetes.pod.namespace");
  private static final List<String> POD =
      List.of("io.kubernetes.cri.sandbox-name", "io.kubernetes.pod.name");
  private static final List<String> UID =
      List.of("io.kubernetes.cri.sandbox-uid", "io.kubernetes.pod.uid");
  private static final List<String> CONTAINER =
      List.of("io.kubernetes.cri.container-name", "io.kubernetes.container.name");
  private static final List<String> IMAGE =
      List.of("io.kubernetes.cri.image-name", "io.kubernetes.cri-o.ImageName");

  private final Map<String, JsonNode> documents = new HashMap<>();

  /** Whether a member is one of these documents. */
  static boolean isOne(String name) {
    return switch (name) {
      case "config.dump", "spec.dump", "status.dump", "status" -> true;
      default -> false;
    };
  }

  void take(String name, JsonNode document) {
    documents.put(name, document);
  }

  /** Whether the document was there that every checkpoint has. */
  boolean known() {
    return documents.containsKey("config.dump") || documents.containsKey("spec.dump");
  }

  Location location() {
    return new Location(
        annotation(List.of("io.kubernetes.pod.nodeName")),
        annotation(NAMESPACE),
        annotation(POD),
        annotation(UID),
        container(),
        id(),
        image(),
        digest(),
        null);
  }

  private @Nullable String container() {
    String name = annotation(CONTAINER);
    return name != null ? name : Fields.text(documents.get("status.dump"), "metadata", "name");
  }

  private @Nullable String id() {
    String id = Fields.text(documents.get("config.dump"), "id");
    return id != null ? id : Fields.text(documents.get("status.dump"), "id");
  }

  private @Nullable String image() {
    String name = annotation(IMAGE);
    return Fields.imageName(
        name != null ? name : Fields.text(documents.get("config.dump"), "rootfsImageName"));
  }

  private @Nullable ImageDigest digest() {
    JsonNode config = documents.get("config.dump");
    for (String reference :
        new @Nullable String[] {
          Fields.text(config, "rootfsImageRef"),
          Fields.text(documents.get("status.dump"), "image_ref"),
          Fields.text(config, "rootfsImage")
        }) {
      ImageDigest found =
          reference == null || !reference.contains("sha256:")
              ? null
              : ImageDigest.in(reference).orElse(null);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** The name that the runtime gave the container. */
  @Nullable String name() {
    return Fields.text(documents.get("config.dump"), "name");
  }

  /** The runtime. */
  @Nullable String madeBy() {
    String manager = annotation(List.of("io.container.manager"));
    return manager != null || annotation(List.of("io.kubernetes.cri.container-type")) == null
        ? manager
        : "containerd";
  }

  /** When the container was made. */
  @Nullable ObservedTime created() {
    ObservedTime time = Fields.time(documents.get("config.dump"), "createdTime");
    return time != null ? time : Fields.time(documents.get("status"), "CreatedAt");
  }

  /** When the checkpoint was taken; Podman does not say. */
  @Nullable ObservedTime taken() {
    return Fields.time(documents.get("config.dump"), "checkpointedTime");
  }

  private @Nullable String annotation(List<String> names) {
    for (String name : names) {
      for (String where : List.of("annotations", "labels")) {
        for (String document : List.of("spec.dump", "status.dump")) {
          String value = Fields.text(documents.get(document), where, name);
          if (value != null) {
            return value;
          }
        }
      }
    }
    return null;
  }
}
