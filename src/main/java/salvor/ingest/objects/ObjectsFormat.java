package salvor.ingest.objects;

import org.jspecify.annotations.Nullable;
import salvor.ingest.Fields;
import salvor.ingest.Format;
import salvor.ingest.RecordReader;
import tools.jackson.databind.JsonNode;

/**
 * Objects of the Kubernetes API as {@code kubectl get -o json} writes them, alone or in a list;
 * items of a list, which carry no {@code kind} of their own in some lists, are told by their shape.
 */
public final class ObjectsFormat implements Format {
  @Override
  public String name() {
    return "kubernetes-objects";
  }

  @Override
  public boolean recognises(JsonNode record) {
    return kind(record) != null;
  }

  @Override
  public RecordReader reader() {
    return new ObjectsReader();
  }

  /** The kind of an object, null when the record is none. */
  static @Nullable String kind(JsonNode record) {
    String kind = Fields.text(record, "kind");
    String version = Fields.text(record, "apiVersion");
    boolean object = isObject(record, "metadata") || Fields.present(record, "items");
    if (kind != null && version != null) {
      return object && isCluster(version) ? kind : null;
    }
    if (kind != null
        || version != null
        || !isObject(record, "metadata")
        || !isObject(record, "spec")) {
      return null;
    }
    if (Fields.present(record, "spec", "containers") && isObject(record, "status")) {
      return "Pod";
    }
    return Fields.present(record, "spec", "clusterIP") ? "Service" : null;
  }

  /** Baselines and audit events have the outer shape of objects and readers of their own. */
  private static boolean isCluster(String version) {
    return !version.startsWith("audit.k8s.io/") && !version.contains("kubescape.io/");
  }

  private static boolean isObject(JsonNode record, String member) {
    JsonNode at = Fields.at(record, member);
    return at != null && at.isObject();
  }
}
