package salvor.terminal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.ClusterObjects;
import salvor.cluster.LivePod;
import salvor.cluster.LivePods;
import salvor.cluster.ObjectKind;
import salvor.cluster.PodDossier;
import salvor.cluster.Right;
import salvor.cluster.Siblings;
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
   * @param folder that of the case, null where there is none
   */
  Optional<QuarantinePlan> plan(Desk desk, Cluster cluster, @Nullable Path folder)
      throws ClusterFailure {
    Set<ObjectKind> kinds = new LinkedHashSet<>(PodDossier.KINDS);
    kinds.addAll(Quarantine.KINDS);
    ClusterObjects objects =
        ClusterObjects.listed(cluster, kinds, ObjectKind.PODS, connecting.namespace);
    LivePods pods = pods(objects);
    Set<String> chosen = new LinkedHashSet<>();
    for (String name : named) {
      Optional<LivePod> pod = connecting.pod(desk, pods, name);
      if (pod.isEmpty()) {
        return Optional.empty();
      }
      chosen.add(pod.get().uid());
      if (siblings) {
        Siblings.of(pod.get(), pods.all(), objects).stream()
            .filter(each -> each.isPod() && each.likeness() == Siblings.Likeness.SAME_IMAGE)
            .forEach(each -> chosen.add(each.uid()));
      }
    }
    return Optional.of(
        Quarantine.plan(
            objects,
            cluster.rights(Right.of(Right.Use.CONTAIN), namespace(pods, chosen)),
            new QuarantineWish(
                caseId(folder),
                Measure.newMark(),
                List.copyOf(chosen),
                backend,
                keepLabels,
                narrow)));
  }

  private static LivePods pods(ClusterObjects objects) {
    LivePods pods = new LivePods();
    Stream.of(ObjectKind.REPLICA_SETS, ObjectKind.JOBS)
        .flatMap(kind -> objects.all(kind, ""))
        .forEach(pods.owners()::added);
    objects.all(ObjectKind.PODS, "").forEach(pods::added);
    return pods;
  }

  private String caseId(@Nullable Path folder) {
    Path name = folder == null ? null : folder.toAbsolutePath().normalize().getFileName();
    return caseId != null ? caseId : name == null ? "case" : name.toString();
  }

  /** Where rights are asked for: they may be given in the one namespace of the pods alone. */
  private String namespace(LivePods pods, Set<String> chosen) {
    List<String> of =
        pods.all().stream()
            .filter(pod -> chosen.contains(pod.uid()))
            .map(LivePod::namespace)
            .distinct()
            .toList();
    return of.size() == 1 ? of.getFirst() : "";
  }
}
