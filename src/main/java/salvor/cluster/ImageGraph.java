package salvor.cluster;

import static salvor.cluster.PodReading.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Which digests are of the same image. One image has several: of the index in the registry, of the
 * manifest for a platform, of its config on a node. That two belong together is learnt where one
 * object names both; their texts alone never tell.
 *
 * <p>A node lists the names of each of its images together. A container's status names what was
 * started by the registry's digest and, on some runtimes, by the config; a specification that pins
 * a digest names a third, as long as the status is of that specification and not of one before.
 */
public final class ImageGraph {
  private final Map<ImageId, ImageId> above = new HashMap<>();

  /** All that is learnt from the nodes and pods of a cluster. */
  public static ImageGraph of(ObjectSource objects) {
    ImageGraph graph = new ImageGraph();
    objects
        .all(ObjectKind.NODES, "")
        .flatMap(node -> node.at("/status/images").valueStream())
        .forEach(graph::node);
    objects.all(ObjectKind.PODS, "").forEach(graph::pod);
    return graph;
  }

  private void node(JsonNode image) {
    List<ImageId> ids =
        image
            .path("names")
            .valueStream()
            .map(name -> name.asString(""))
            .filter(name -> name.indexOf('@') >= 0)
            .map(ImageId::of)
            .toList();
    for (ImageId id : ids) {
      same(ids.getFirst(), id);
    }
  }

  private void pod(JsonNode pod) {
    Map<String, String> asked = new HashMap<>();
    Stream.of("initContainers", "containers", "ephemeralContainers")
        .flatMap(list -> pod.path("spec").path(list).valueStream())
        .forEach(spec -> asked.put(text(spec, "name"), text(spec, "image")));
    Stream.of("initContainerStatuses", "containerStatuses", "ephemeralContainerStatuses")
        .flatMap(list -> pod.path("status").path(list).valueStream())
        .forEach(status -> container(status, asked.getOrDefault(text(status, "name"), "")));
  }

  private void container(JsonNode status, String asked) {
    ImageId reported = ImageId.of(text(status, "imageID"));
    String started = text(status, "image");
    ImageId told = ImageId.of(started);
    if (told.digest() != null && (started.startsWith("sha256:") || started.contains("@"))) {
      same(reported, told);
    }
    ImageId pinned = ImageId.of(asked);
    if (pinned.form() == ImageId.Form.REPO_DIGEST && started.equals(asked)) {
      same(reported, pinned);
    }
  }

  /** Learns that two are of the same image; what is no digest teaches nothing. */
  public void same(ImageId one, ImageId other) {
    if (one.digest() != null && other.digest() != null) {
      ImageId top = top(one);
      ImageId its = top(other);
      if (!top.equals(its)) {
        above.put(top, its);
      }
    }
  }

  private ImageId top(ImageId id) {
    ImageId top = id;
    for (@Nullable ImageId next = above.get(top); next != null; next = above.get(top)) {
      top = next;
    }
    if (!top.equals(id)) {
      above.put(id, top);
    }
    return top;
  }

  /** Whether two are known to be of the same image. */
  public boolean isSame(ImageId one, ImageId other) {
    return one.digest() != null && other.digest() != null && top(one).equals(top(other));
  }
}
