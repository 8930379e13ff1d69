package salvor.triage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Severity;
import salvor.workload.Location;
import salvor.workload.WorkloadRef;

/**
 * The findings of one workload.
 *
 * @param workload whose; null when it is not known
 * @param place what stands in its place then: the pod, the node, or null when nothing is known
 * @param pods the pods that the findings name
 * @param findings in the order given, never empty
 */
public record WorkloadFindings(
    @Nullable WorkloadRef workload,
    @Nullable String place,
    SortedSet<String> pods,
    List<Finding> findings) {

  public WorkloadFindings {
    pods = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(pods));
    findings = List.copyOf(findings);
    if (findings.isEmpty()) {
      throw new IllegalArgumentException("a workload without findings");
    }
  }

  private record Key(
      @Nullable String cluster, @Nullable WorkloadRef workload, @Nullable String place) {}

  /**
   * The findings by workload. The order of findings is kept: within a workload, and for the
   * workloads that of the first finding of each, so that the worst stays first.
   */
  public static List<WorkloadFindings> of(List<Finding> findings) {
    Map<Key, List<Finding>> groups = new LinkedHashMap<>();
    for (Finding finding : findings) {
      groups.computeIfAbsent(key(finding), _ -> new ArrayList<>()).add(finding);
    }
    List<WorkloadFindings> found = new ArrayList<>();
    groups.forEach((key, of) -> {
      SortedSet<String> pods = new TreeSet<>();
      for (Finding finding : of) {
        if (finding.location().pod() != null) {
          pods.add(finding.location().pod());
        }
      }
      found.add(new WorkloadFindings(key.workload(), key.place(), pods, of));
    });
    return List.copyOf(found);
  }

  private static Key key(Finding finding) {
    Location at = finding.location();
    if (finding.workload() != null) {
      return new Key(at.cluster(), finding.workload(), null);
    }
    String pod = at.namespace() == null ? at.pod() : at.namespace() + "/" + at.pod();
    return new Key(at.cluster(), null, at.pod() != null ? pod : at.node());
  }

  /** The cluster that all of them are in, where the evidence tells of several. */
  public @Nullable String cluster() {
    return findings.getFirst().location().cluster();
  }

  /** The greatest severity among them. */
  public Severity severity() {
    return findings.stream().map(Finding::severity).max(Severity::compareTo).orElseThrow();
  }

  /** How many observations they are made of. */
  public long events() {
    return findings.stream().mapToLong(f -> f.rows().remaining()).sum();
  }
}
