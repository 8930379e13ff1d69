package salvor.baseline;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import salvor.workload.ImageDigest;

/**
 * What one container of a workload is known to do.
 *
 * @param name how it is called, for example {@code shop/deployment/web:web}
 * @param key whose behaviour it is
 * @param states of each facet; a facet that is absent is {@link FacetState#NONE}
 * @param elements what is known, in the order of the source
 * @param units what was watched, in the order of their ids; empty when not known
 * @param windows when was learned, in their order; empty when not known
 * @param origin which tool made it, for example {@code kubescape ContainerProfile}
 * @param hours how much it did in each hour, facet by facet; empty when not counted
 */
public record Profile(
    String name,
    Key key,
    Map<Facet, FacetState> states,
    List<Element> elements,
    List<Unit> units,
    List<Window> windows,
    String origin,
    List<HourlyCounts> hours) {

  /** A profile of which nobody counted how much it does. */
  public Profile(
      String name,
      Key key,
      Map<Facet, FacetState> states,
      List<Element> elements,
      List<Unit> units,
      List<Window> windows,
      String origin) {
    this(name, key, states, elements, units, windows, origin, List.of());
  }

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

    /** Whether both are of one container of a workload, whatever its image. */
    public boolean isOfSameContainer(Key other) {
      return Objects.equals(namespace, other.namespace)
          && Objects.equals(workload, other.workload)
          && Objects.equals(container, other.container);
    }
  }

  public Profile {
    EnumMap<Facet, FacetState> copy = new EnumMap<>(Facet.class);
    copy.putAll(states);
    states = Collections.unmodifiableMap(copy);
    elements = List.copyOf(elements);
    units = List.copyOf(units);
    windows = List.copyOf(windows);
    hours = List.copyOf(hours);
  }

  /** The begin of the first window, epoch nanoseconds UTC; null when not known. */
  public @Nullable Long from() {
    long from = windows.isEmpty() ? Long.MIN_VALUE : windows.getFirst().from();
    return from == Long.MIN_VALUE ? null : from;
  }

  /** The end of the last window, not included; null when not known. */
  public @Nullable Long until() {
    long until = windows.isEmpty() ? Long.MAX_VALUE : windows.getLast().until();
    return until == Long.MAX_VALUE ? null : until;
  }

  /** The units of which a facet was recorded. */
  public List<Unit> units(Facet facet) {
    return units.stream().filter(u -> u.facets().contains(facet)).toList();
  }

  /** The same in other states. */
  public Profile with(Map<Facet, FacetState> other) {
    return new Profile(name, key, other, elements, units, windows, origin, hours);
  }

  /** The same with other elements. */
  public Profile with(List<Element> other) {
    return new Profile(name, key, states, other, units, windows, origin, hours);
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
