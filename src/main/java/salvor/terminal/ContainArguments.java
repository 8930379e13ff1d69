package salvor.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.ClusterObjects;
import salvor.cluster.ObjectKind;
import salvor.cluster.PodDossier;
import salvor.cluster.Right;
import salvor.containment.Backend;
import salvor.containment.Measure;
import salvor.containment.Quarantine;
import salvor.containment.QuarantinePlan;
import salvor.containment.QuarantineWish;

/** Which pods are to be cut off, and how. */
@Command
final class ContainArguments {
  @Mixin ClusterArguments.Connecting connecting = new ClusterArguments.Connecting();

  @Parameters(paramLabel = "[NAMESPACE/]POD", arity = "1..*", description = "the pods")
  private List<String> named = new ArrayList<>();

  @Option(names = "--siblings", description = "and all pods that run the same image, by digest")
  private boolean siblings;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      converter = BackendName.class,
      description =
          "by this alone: cluster-network-policy, admin-network-policy, cilium, calico, network-policy")
  private @Nullable Backend backend;

  @Option(
      names = "--keep-labels",
      description = "leave the labels by which Services and the owner select the pods")
  private boolean keepLabels;

  @Option(
      names = "--narrow-policies",
      description =
          "change policies that would still allow something, so that they leave these pods out")
  private boolean narrow;

  @Option(
      names = "--case-id",
      paramLabel = "ID",
      description =
          "the case it is for, as the label of the pods begins; else the name of its folder, or \"case\"")
  private @Nullable String caseId;

  /** The words of {@link Backend}. */
  static final class BackendName implements CommandLine.ITypeConverter<Backend> {
    @Override
    public Backend convert(String word) {
      return Arrays.stream(Backend.values())
          .filter(each -> each.word().equals(word.toLowerCase(Locale.ROOT)))
          .findFirst()
          .orElseThrow(() ->
              new CommandLine.TypeConversionException(
                  "there is no "
                      + word
                      + "; it is one of "
                      + String.join(
                          ", ", Arrays.stream(Backend.values()).map(Backend::word).toList())));
    }
  }

  /**
   * The plan; empty where there is no such pod, which is said.
   *
   * @param otherwise how the case is called where the command line does not say
   */
  Optional<QuarantinePlan> plan(Desk desk, Cluster cluster, String otherwise)
      throws ClusterFailure {
    Set<ObjectKind> kinds = new LinkedHashSet<>(PodDossier.KINDS);
    kinds.addAll(Quarantine.KINDS);
    ClusterObjects objects =
        ClusterObjects.listed(cluster, kinds, ObjectKind.PODS, connecting.namespace);
    Optional<List<String>> uids = NamedPods.uids(desk, connecting, objects, named, siblings);
    return uids.map(chosen -> plan(cluster, objects, chosen, otherwise));
  }

  private QuarantinePlan plan(
      Cluster cluster, ClusterObjects objects, List<String> chosen, String otherwise) {
    String namespace = NamedPods.namespace(objects, chosen, "");
    return Quarantine.plan(
        objects,
        cluster.rights(Right.of(Right.Use.CONTAIN), namespace),
        new QuarantineWish(
            caseId == null ? otherwise : caseId,
            Measure.newMark(),
            chosen,
            backend,
            keepLabels,
            narrow));
  }
}
