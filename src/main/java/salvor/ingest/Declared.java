package salvor.ingest;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Element;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Profile;
import salvor.baseline.Trait;
import tools.jackson.databind.JsonNode;

/**
 * A baseline that somebody declared as a policy, in the making. Policies are read as baselines only
 * where that is asked for: one that lies in the evidence, perhaps written to contain the incident,
 * says nothing of what the workload did before.
 */
public final class Declared {
  /** The labels by which pods carry their workload's name, the surest first. */
  private static final List<String> NAMES = List.of("app.kubernetes.io/name", "app", "k8s-app");

  private final String origin;
  private final Set<Trait> traits = new LinkedHashSet<>();
  private final Map<Facet, FacetState> states = new EnumMap<>(Facet.class);

  /**
   * @param origin what it was declared as
   */
  public Declared(String origin) {
    this.origin = origin;
  }

  /** Something is allowed. */
  public void add(Trait trait) {
    traits.add(trait);
  }

  /** A facet's state; one that is not {@link FacetState#STABLE} stays. */
  public void state(Facet facet, FacetState state) {
    states.merge(facet, state, (old, now) -> old == FacetState.STABLE ? now : old);
  }

  /** The baseline. */
  public Profile profile(
      @Nullable String namespace, @Nullable String workload, @Nullable String container) {
    Profile.Key key = new Profile.Key(namespace, null, workload, container, null);
    return new Profile(
        key.text(),
        key,
        states,
        traits.stream().map(Element::of).toList(),
        List.of(),
        List.of(),
        origin);
  }

  /** The workload that a selector's labels name; null when they name none, or choose by more. */
  public static @Nullable String workload(JsonNode selector) {
    for (String name : NAMES) {
      String value = Fields.exact(selector, "matchLabels", name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }
}
