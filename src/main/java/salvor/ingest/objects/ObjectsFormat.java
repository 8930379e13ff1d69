package salvor.ingest.objects;

import org.jspecify.annotations.Nullable;
import salvor.ingest.Fields;
import salvor.ingest.Format;
import salvor.ingest.RecordReader;
import tools.jackson.databind.JsonNode;

/**
 * Objects of the Kubernetes API as {@code kubectl get -o json} writes them, alone or in a list;
 * items of a list, which carry no {@code kind} of their own in some lists, are told by their shape;
 * and the changes of objects that a watch tells. Events among them, and what the changes of pods
 * tell, are observations.
 */
public final class ObjectsFormat implements Format {
  @Override
  public String name() {
    return "kubernetes-objects";
  }

  @Override
  public boolean recognises(JsonNode record) {
    return kind(record) != null || kind(changed(record)) != null;
  }

  @Override
  public RecordReader reader() {
    return new ObjectsReader();
  }

  /**
   * The object of a record of a watch, {@code {"type":"MODIFIED","object":{...}}}, as the API sends
   * it, {@code kubectl --watch --output-watch-events} writes it and Salvor records it; null when it
   * is none.
   */
  static @Nullable JsonNode changed(JsonNode record) {
    String type = Fields.text(record, "type");
    boolean known =
        type != null
            && switch (type) {
              case "ADDED", "MODIFIED", "DELETED", "BOOKMARK" -> true;
              default -> false;
            };
    return known && isObject(record, "object") ? Fields.at(record, "object") : null;
  }

  /** The kind of an object, null when the record is none. */
  static @Nullable String kind(@Nullable JsonNode record) {
    if (record == null) {
      return null;
    }
    String kind = Fields.text(record, "kind");
    String version = Fields.text(record, "apiVersion");
    boolean object = isObject(record, "metadata") || Fields.present(record, "items");
    if (kind != null && version != null) {
      return object && isCluster(version) ? kind : null;
    }
    boolean about = isObject(record, "involvedObject") || isObject(record, "regarding");
    if (kind == null && version == null && about && Fields.present(record, "reason")) {
      return "Event";
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
