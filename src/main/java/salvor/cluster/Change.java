package salvor.cluster;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One request that changes something in a cluster, whole. */
public sealed interface Change {
  /** The kind of what it makes, changes or deletes. */
  ObjectKind kind();

  /** Its namespace, empty for a thing of the cluster. */
  String namespace();

  /** Its name. */
  String name();

  /** Makes an object; that one of the name is there already is a failure, never an update. */
  record Create(ObjectKind kind, String namespace, String name, JsonNode manifest)
      implements Change {}

  /**
   * Sends something to a part of an object: an eviction to a pod.
   *
   * @param below the part: {@code eviction}, {@code token}
   */
  record Post(ObjectKind kind, String namespace, String name, String below, JsonNode manifest)
      implements Change {}

  /**
   * Changes an object, or a part of it.
   *
   * @param below the part, such as {@code ephemeralcontainers}; empty for the object itself
   */
  record Patch(
      ObjectKind kind, String namespace, String name, String below, Type type, JsonNode patch)
      implements Change {
    /** How the patch is to be understood. */
    public enum Type {
      /** RFC 6902. */
      JSON("application/json-patch+json"),
      /** RFC 7386. */
      MERGE("application/merge-patch+json"),
      /** Kubernetes' own, which knows by what lists are merged. */
      STRATEGIC("application/strategic-merge-patch+json");

      private final String mediaType;

      Type(String mediaType) {
        this.mediaType = mediaType;
      }

      /** As a request says it. */
      public String mediaType() {
        return mediaType;
      }
    }
  }

  /**
   * Deletes an object, and no other that has come to bear its name.
   *
   * @param uid the uid that it must have
   * @param graceSeconds how long its processes may take to end; null for what the object says
   */
  record Delete(
      ObjectKind kind, String namespace, String name, String uid, @Nullable Long graceSeconds)
      implements Change {}
}
