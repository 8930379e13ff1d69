package salvor.recovery;

import java.util.List;
import salvor.containment.Step;
import salvor.workload.WorkloadRef;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What is changed of one workload.
 *
 * @param kind what it is
 * @param images at least one
 * @param basis how it is known that it runs, or would start, the bad image
 * @param remarks what to know beforehand
 * @param before the workload as it was seen
 */
public record WorkloadFix(
    RolledKind kind,
    String namespace,
    String name,
    List<ImageChange> images,
    Basis basis,
    List<Remark> remarks,
    JsonNode before) {
  /** How it is known. */
  public enum Basis {
    /** The template itself names the digest. */
    NAMES_IT,
    /** A pod of it runs the image, by the reference that the template has, or had. */
    RUNS_IT,
    /** Pods of others ran the image by the same reference: what it would start is not known. */
    SAME_REFERENCE
  }

  /** What to know before an image is changed. */
  public sealed interface Remark {
    /** Nothing is rolled out until it is resumed. */
    record Paused() implements Remark {}

    /** Its strategy is OnDelete: each pod must be deleted before it is replaced. */
    record OnDelete() implements Remark {}

    /** A StatefulSet: pods below this number keep the old image. */
    record Partition(int from) implements Remark {}

    /** All pods end before the first new one starts. */
    record Recreate() implements Remark {}

    /** It starts nothing now. */
    record Suspended() implements Remark {}

    /** Something else writes it and may write the old image back: a GitOps tool, Helm, an owner. */
    record ManagedBy(String what) implements Remark {}

    /** A pod that is cut off is still its own, and ends with the roll-out: its evidence too. */
    record EndsQuarantined(String pod) implements Remark {}

    /** Its template names another image already, which not all of its pods have. */
    record AnotherUnderWay(String image) implements Remark {}
  }

  /** Copies the lists. */
  public WorkloadFix {
    images = List.copyOf(images);
    remarks = List.copyOf(remarks);
    if (images.isEmpty()) {
      throw new IllegalArgumentException("nothing to change of " + name);
    }
  }

  /** Its uid, without which another of its name would be changed. */
  public String uid() {
    return before.at("/metadata/uid").asString("");
  }

  /** Of which its pods are. */
  WorkloadRef ref() {
    return new WorkloadRef(namespace, kind.word(), name);
  }

  /** As people name it. */
  public String said() {
    return kind.word() + " " + namespace + "/" + name;
  }

  /**
   * The request: a JSON Patch (RFC 6902) whose tests fail where the object is another, was changed
   * meanwhile, or has another image.
   */
  public Step.Patch step() {
    ArrayNode patch = JsonNodeFactory.instance.arrayNode();
    test(patch, "/metadata/uid", uid());
    test(patch, "/metadata/resourceVersion", before.at("/metadata/resourceVersion").asString(""));
    for (ImageChange image : images) {
      String path = place(image.list(), image.index());
      test(patch, path, image.before());
      patch.addObject().put("op", "replace").put("path", path).put("value", image.after());
    }
    return new Step.Patch(kind.kind(), namespace, name, Step.Why.ROLL_OUT, patch, before);
  }

  /** Whether the workload has the new images. */
  boolean isIn(JsonNode now) {
    return now.at("/metadata/uid").asString("").equals(uid())
        && images.stream()
            .allMatch(image ->
                now.at(place(image.list(), index(now, image))).asString("").equals(image.after()));
  }

  /** Whether it has the old ones still, or again. */
  boolean isBefore(JsonNode now) {
    return now.at("/metadata/uid").asString("").equals(uid())
        && images.stream()
            .allMatch(image ->
                now.at(place(image.list(), index(now, image))).asString("").equals(image.before()));
  }

  private int index(JsonNode now, ImageChange image) {
    JsonNode list = now.at(kind.template() + "/spec/" + image.list());
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).path("name").asString("").equals(image.container())) {
        return i;
      }
    }
    return image.index();
  }

  private String place(String list, int index) {
    return kind.template() + "/spec/" + list + "/" + index + "/image";
  }

  private static void test(ArrayNode patch, String path, String value) {
    patch.addObject().put("op", "test").put("path", path).put("value", value);
  }
}
