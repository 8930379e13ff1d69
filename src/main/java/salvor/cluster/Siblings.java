package salvor.cluster;

import static salvor.cluster.PodReading.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Who else runs, or would run, an image of a pod: other pods, the templates of workloads that have
 * none, and CronJobs. That Salvor looked around in two pods with the same toolbox makes them alike
 * in nothing; its containers are told from others by role and name, on both sides.
 */
public final class Siblings {
  private static final Map<ObjectKind, String> TEMPLATES =
      Map.of(
          ObjectKind.DEPLOYMENTS, "Deployment",
          ObjectKind.STATEFUL_SETS, "StatefulSet",
          ObjectKind.DAEMON_SETS, "DaemonSet",
          ObjectKind.REPLICA_SETS, "ReplicaSet",
          ObjectKind.JOBS, "Job",
          ObjectKind.CRON_JOBS, "CronJob");

  private final LivePod pod;
  private final ImageGraph graph;

  private Siblings(LivePod pod, ImageGraph graph) {
    this.pod = pod;
    this.graph = graph;
  }

  /** How another's image compares. */
  public enum Likeness {
    SAME_IMAGE,
    SAME_TAG_OTHER_DIGEST,
    DIGEST_UNKNOWN
  }

  /**
   * One that is alike.
   *
   * @param of the container of the pod that it is compared with
   * @param kind {@code Pod}, or that of the workload whose template it is
   * @param uid its own
   * @param container its container
   * @param image the reference of that
   */
  public record Sibling(
      Likeness likeness,
      String of,
      String kind,
      String namespace,
      String name,
      String uid,
      String container,
      String image) {
    /** Whether it is a pod, that of which something can be observed. */
    public boolean isPod() {
      return kind.equals("Pod");
    }
  }

  /** The siblings of a pod, the most alike first; itself is none. */
  public static List<Sibling> of(LivePod pod, Collection<LivePod> pods, ObjectSource objects) {
    Siblings siblings = new Siblings(pod, ImageGraph.of(objects));
    List<Sibling> all = new ArrayList<>();
    Set<String> there = new HashSet<>();
    for (LivePod other : pods) {
      boolean self = other.uid().equals(pod.uid());
      Optional<Sibling> alike = self ? Optional.empty() : siblings.pod(other);
      alike.ifPresent(all::add);
      if (self || alike.isPresent()) {
        there.add(other.owner());
        there.add(other.workload().toString());
      }
    }
    TEMPLATES.forEach((kind, name) ->
        objects
            .all(kind, "")
            .filter(object -> kind.equals(ObjectKind.CRON_JOBS) || !has(there, name, object))
            .flatMap(object -> siblings.template(name, object).stream())
            .forEach(all::add));
    all.sort(
        Comparator.comparing(Sibling::likeness)
            .thenComparing(sibling -> !sibling.isPod())
            .thenComparing(Sibling::namespace)
            .thenComparing(Sibling::kind)
            .thenComparing(Sibling::name));
    return all;
  }

  private static boolean has(Set<String> there, String kind, JsonNode object) {
    JsonNode metadata = object.path("metadata");
    return there.contains(text(metadata, "uid"))
        || there.contains(
            new salvor.workload.WorkloadRef(
                    text(metadata, "namespace"), kind, text(metadata, "name"))
                .toString());
  }

  private Optional<Sibling> pod(LivePod other) {
    return best(
        other.containers().stream()
            .map(its ->
                alike(
                    "Pod",
                    other.namespace(),
                    other.name(),
                    other.uid(),
                    its.name(),
                    its.image(),
                    id(its),
                    its.isNamedAsOurs())));
  }

  private Optional<Sibling> template(String kind, JsonNode object) {
    JsonNode metadata = object.path("metadata");
    JsonNode spec =
        object.at(
            kind.equals("CronJob")
                ? "/spec/jobTemplate/spec/template/spec"
                : "/spec/template/spec");
    return best(
        Stream.of("containers", "initContainers")
            .flatMap(list -> spec.path(list).valueStream())
            .map(container -> {
              String image = text(container, "image");
              return alike(
                  kind,
                  text(metadata, "namespace"),
                  text(metadata, "name"),
                  text(metadata, "uid"),
                  text(container, "name"),
                  image,
                  pinned(image),
                  false);
            }));
  }

  private static Optional<Sibling> best(Stream<Optional<Sibling>> found) {
    return found
        .flatMap(Optional::stream)
        .min(Comparator.comparing(Sibling::likeness)); // the first of those that are as alike
  }

  private Optional<Sibling> alike(
      String kind,
      String namespace,
      String name,
      String uid,
      String container,
      String image,
      @Nullable ImageId id,
      boolean ours) {
    return best(
        pod.containers().stream()
            .filter(own -> !ours || !own.isNamedAsOurs())
            .map(own ->
                Optional.ofNullable(likeness(own, image, id))
                    .map(likeness ->
                        new Sibling(
                            likeness, own.name(), kind, namespace, name, uid, container, image))));
  }

  private @Nullable Likeness likeness(LiveContainer own, String image, @Nullable ImageId its) {
    ImageId id = id(own);
    if (id != null && its != null && graph.isSame(id, its)) {
      return Likeness.SAME_IMAGE;
    }
    String reference = reference(own.image());
    if (reference.isEmpty() || !reference.equals(reference(image))) {
      return null;
    }
    return id != null && its != null && id.form() == its.form()
        ? Likeness.SAME_TAG_OTHER_DIGEST
        : Likeness.DIGEST_UNKNOWN;
  }

  /** What was started, else what is to be: null when neither names a digest. */
  private static @Nullable ImageId id(LiveContainer container) {
    return container.digest().digest() != null ? container.digest() : pinned(container.image());
  }

  private static @Nullable ImageId pinned(String image) {
    ImageId id = image.contains("@") ? ImageId.of(image) : null;
    return id == null || id.digest() == null ? null : id;
  }

  /**
   * A reference without its digest and in full, {@code nginx} being the tag latest of a library;
   * empty where only a digest is named.
   */
  private static String reference(String image) {
    String plain = image.replaceFirst("@.*", "").replaceFirst("^(docker\\.io/)?(library/)?", "");
    boolean tagged = plain.lastIndexOf(':') > plain.lastIndexOf('/');
    return tagged || plain.isEmpty() ? plain : image.contains("@") ? "" : plain + ":latest";
  }
}
