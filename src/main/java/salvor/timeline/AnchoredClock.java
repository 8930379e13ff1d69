package salvor.timeline;

import org.jspecify.annotations.Nullable;

/** A clock that the clock of a source is compared with. */
public sealed interface AnchoredClock {

  /**
   * The clock behind a source.
   *
   * @param source its number
   */
  record OfSource(int source) implements AnchoredClock {}

  /**
   * The clock of a node's kubelet, as cluster objects and names of Kubernetes events hold it.
   *
   * @param node the node's name, null when the pod names none
   */
  record OfKubelet(@Nullable String node) implements AnchoredClock {}
}
