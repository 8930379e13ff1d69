package salvor.baseline;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.workload.ImageDigest;

/**
 * What one container of a workload is known to do.
 *
 * @param name how it is called, for example {@code shop/deployment/web:web}
 * @param key whose behaviour it is
 * @param states of each facet; a facet that is absent is {@link FacetState#NONE}
 * @param elements what is known, in the order of the source
 * @param units how many units (pods) were watched; 0 when not known
 * @param from the begin of the learning window, epoch nanoseconds UTC; null when not known
 * @param until its end, not included; null when not known
 * @param origin which tool made it, for example {@code kubescape ContainerProfile}
 */
public record Profile(
    String name,
    Key key,
    Map<Facet, FacetState> states,
    List<Element> elements,
    int units,
    @Nullable Long from,
    @Nullable Long until,
    String origin) {

  /**
   * Whose behaviour a profile describes; what its source did not say is null.
   *
   * @param namespace the Kubernetes namespace
   * @param kind the kind of the workload
   * @param workload its name
   * @param container the container's name in the pod template
   * @param digest the image that was watched
   */
  public record Key(
      @Nullable String namespace,
      @Nullable String kind,
      @Nullable String workload,
      @Nullable String container,
      @Nullable ImageDigest digest) {
    /** The usual name of a profile with this key. */
    public String text() {
      return (namespace == null ? "" : namespace + "/")
          + (kind == null ? "" : kind.toLowerCase(java.util.Locale.ROOT) + "/")
          + (workload == null ? "?" : workload)
          + ":"
          + (container == null ? "?" : container);
    }
  }

  public Profile {
    EnumMap<Facet, FacetState> copy = new EnumMap<>(Facet.class);
    copy.putAll(states);
    states = Collections.unmodifiableMap(copy);
    elements = List.copyOf(elements);
  }

  /** The state of a facet. */
  public FacetState state(Facet facet) {
    return states.getOrDefault(facet, FacetState.NONE);
  }

  /** The elements of a facet, in order. */
  public List<Element> elements(Facet facet) {
    return elements.stream().filter(e -> e.trait().facet() == facet).toList();
  }

  /** Whether anything is known of the container's start. */
  public boolean knowsStart() {
    return elements.stream().anyMatch(e -> e.phases().contains(Phase.START));
  }
}
