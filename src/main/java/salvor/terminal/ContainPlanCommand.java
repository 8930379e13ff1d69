package salvor.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
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
import salvor.containment.Quarantine;
import salvor.containment.QuarantinePlan;
import salvor.containment.QuarantineWish;
import salvor.report.ContainPlanReport;

/** {@code salvor contain plan}. */
@Command(
    name = "plan",
    sortOptions = false,
    description = {
      "Plans to cut pods off by the strongest means that the cluster has, and shows what would be sent, what would still pass"
          + " and by which policy, who else notices, and what you may not do. Reads only.",
      "",
      "Policies are made first, when they select nobody; the pods are labelled last. A plan claims nothing that only a probe"
          + " can prove."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the plan leaves nothing open that is known",
      "1:a pod is refused, or something would still pass by a policy, or is not known",
      "2:the command line was not understood, or there is no such pod",
      "5:a result could not be written",
      "6:the kubeconfig or the cluster cannot be used"
    })
final class ContainPlanCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private ClusterArguments.Connecting connecting = new ClusterArguments.Connecting();

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
      description = "the case it is for, as the label of the pods begins")
  private String caseId = "case";

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write it as JSON instead; - for standard output")
  private @Nullable String json;

  @Option(
      names = "--yaml",
      paramLabel = "FILE",
      description = "write what would be sent as YAML as well; - for standard output")
  private @Nullable String yaml;

  ContainPlanCommand(Desk desk) {
    this.desk = desk;
  }

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

  @Override
  public Integer call() throws Exception {
    return connecting.connected(desk, this::plan);
  }

  private int plan(Cluster cluster) throws ClusterFailure, IOException {
    Set<ObjectKind> kinds = new LinkedHashSet<>(PodDossier.KINDS);
    kinds.addAll(Quarantine.KINDS);
    ClusterObjects objects =
        ClusterObjects.listed(cluster, kinds, ObjectKind.PODS, connecting.namespace);
    LivePods pods = new LivePods();
    Stream.of(ObjectKind.REPLICA_SETS, ObjectKind.JOBS)
        .flatMap(kind -> objects.all(kind, ""))
        .forEach(pods.owners()::added);
    objects.all(ObjectKind.PODS, "").forEach(pods::added);
    Set<String> chosen = new LinkedHashSet<>();
    for (String name : named) {
      Optional<LivePod> pod = connecting.pod(desk, pods, name);
      if (pod.isEmpty()) {
        return ExitCode.USAGE;
      }
      chosen.add(pod.get().uid());
      if (siblings) {
        Siblings.of(pod.get(), pods.all(), objects).stream()
            .filter(each -> each.isPod() && each.likeness() == Siblings.Likeness.SAME_IMAGE)
            .forEach(each -> chosen.add(each.uid()));
      }
    }
    QuarantinePlan plan =
        Quarantine.plan(
            objects,
            cluster.rights(Right.of(Right.Use.CONTAIN), namespace(pods, chosen)),
            new QuarantineWish(caseId, mark(), List.copyOf(chosen), backend, keepLabels, narrow));
    written(new ContainPlanReport(cluster.context(), cluster.greet(), plan));
    return plan.isolates() ? ExitCode.DONE : ExitCode.FOUND;
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

  private static String mark() {
    byte[] bytes = new byte[4];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private void written(ContainPlanReport report) throws IOException {
    if (yaml != null) {
      EvidenceArguments.machine(
          desk, yaml, to -> report.yaml(new PrintWriter(to, false, StandardCharsets.UTF_8)));
    }
    if (json != null) {
      EvidenceArguments.machine(desk, json, report::json);
    } else if (!"-".equals(yaml)) {
      report.text(desk.out(), desk.colour());
    }
  }
}
