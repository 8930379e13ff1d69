package salvor.report.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Profile;
import salvor.baseline.Selection;
import salvor.workload.Inventory;
import salvor.workload.Service;

/**
 * The labels that choose the pods of a workload. A baseline does not know them: they are taken to
 * carry the workload's name under one key, which is said; a Service's are known where its object
 * was given.
 */
public final class PodLabels {
  /** The label that most workloads have. */
  public static final String USUAL = "app";

  private static final String NAMESPACE = "kubernetes.io/metadata.name";

  private final String key;
  private final Inventory inventory;

  /**
   * @param key the label that holds a workload's name
   * @throws IllegalArgumentException when it is no key of a label
   */
  public PodLabels(String key, Inventory inventory) {
    if (!ObjectNames.isLabelKey(key)) {
      throw new IllegalArgumentException(key + " is no key of a label");
    }
    this.key = key;
    this.inventory = inventory;
  }

  /** What chooses the pods of a baseline; empty when its workload's name is no label's value. */
  Map<String, String> subject(Profile profile, Draft draft) {
    return ObjectNames.labelValue(profile.key().workload())
        .map(name -> {
          assumed(draft, name);
          return Map.of(key, name);
        })
        .orElse(Map.of());
  }

  private void assumed(Draft draft, String name) {
    draft.assume("the pods of the workload " + name + " carry the label " + key + "=" + name);
  }

  /** What chooses the pods of a workload, from a namespace; empty when names do not allow it. */
  Optional<Selection> workload(String namespace, String name, @Nullable String from, Draft draft) {
    return ObjectNames.labelValue(name)
        .flatMap(value -> in(namespace, from, Map.of(key, value)))
        .map(selection -> {
          assumed(draft, name);
          return selection;
        });
  }

  /** What chooses the pods behind a Service; empty when its object was not given, or names none. */
  Optional<Selection> service(String namespace, String name, @Nullable String from) {
    return inventory.services().stream()
        .filter(s -> s.namespace().equals(namespace) && s.name().equals(name))
        .map(Service::selector)
        .filter(selector -> !selector.isEmpty())
        .findFirst()
        .or(() -> isDns(namespace, name) ? Optional.of(Map.of("k8s-app", name)) : Optional.empty())
        .flatMap(selector -> in(namespace, from, selector));
  }

  /** The addresses of the cluster's nodes; none when their objects were not given. */
  List<String> nodes() {
    return inventory.nodes().values().stream()
        .flatMap(List::stream)
        .flatMap(address -> Cidr.of(address).stream())
        .sorted()
        .distinct()
        .toList();
  }

  /** Every cluster's DNS has this Service, whatever answers. */
  private static boolean isDns(String namespace, String name) {
    return namespace.equals("kube-system") && name.equals("kube-dns");
  }

  /** Empty when a name or a label is not valid. */
  private static Optional<Selection> in(
      String namespace, @Nullable String from, Map<String, String> labels) {
    Selection.Selector namespaces =
        namespace.equals(from) ? null : Selection.Selector.of(Map.of(NAMESPACE, namespace));
    Selection chosen = new Selection(namespaces, Selection.Selector.of(labels));
    return Selection.of(chosen.text()).filter(chosen::equals);
  }

  /** The namespace that an object of a baseline is for; null when it is not known, or no name. */
  static @Nullable String namespace(Profile profile, Draft draft) {
    String namespace = profile.key().namespace();
    if (ObjectNames.isNamespace(namespace)) {
      return namespace;
    }
    if (namespace == null) {
      draft.assume("objects without a namespace are applied in that of their workload");
    } else {
      draft.lost(profile, namespace, "it is no valid name of a namespace");
    }
    return null;
  }
}
