package salvor.workload.drift;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What names an object in a cluster.
 *
 * @param namespace null when it is in none
 */
public record ObjectName(String kind, @Nullable String namespace, String name)
    implements Comparable<ObjectName> {
  private static final Comparator<ObjectName> ORDER =
      Comparator.comparing((ObjectName n) -> n.namespace == null ? "" : n.namespace)
          .thenComparing(ObjectName::kind)
          .thenComparing(ObjectName::name);

  @Override
  public int compareTo(ObjectName other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return kind + " " + (namespace == null ? "" : namespace + "/") + name;
  }
}
