package salvor.triage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Observations;
import salvor.evidence.Tables;
import salvor.evidence.TimeText;
import salvor.triage.ImagesSeen.Image;
import salvor.triage.NetworkPeers.Talk;
import salvor.workload.Location;

/**
 * The filter's terms that together leave the events of a record: a peer, an image, a process, a
 * finding. None is returned where they would leave what is of another record altogether.
 */
public final class RecordTerms {
  /** So many pods are named; beyond them the workload is. */
  private static final int PODS = 20;

  private RecordTerms() {}

  /** The container, else the pod or the node. */
  public static List<String> of(Location at) {
    List<String> terms = new ArrayList<>();
    add(terms, FilterField.NAMESPACE, at.namespace());
    add(terms, FilterField.POD, at.pod());
    add(terms, FilterField.CONTAINER, at.container() != null ? at.container() : at.containerId());
    if (terms.isEmpty()) {
      add(terms, FilterField.NODE, at.node());
    }
    add(terms, FilterField.CLUSTER, at.cluster());
    return List.copyOf(terms);
  }

  /** The container, the program, the other end and the port that served. */
  public static List<String> of(Talk talk) {
    List<FilterFact> other = FilterFact.of(talk.remote(), talk.port());
    if (other.isEmpty() || other.getFirst().field() != FilterField.PEER) {
      return List.of();
    }
    List<String> terms = new ArrayList<>(of(talk.at()));
    add(terms, FilterField.PROGRAM, talk.program());
    other.forEach(fact -> terms.add(fact.term()));
    return List.copyOf(terms);
  }

  /** The image in the pods that ran it. */
  public static List<String> of(Image image) {
    List<String> terms = new ArrayList<>();
    SortedSet<String> pods = image.pods();
    if (!pods.isEmpty() && pods.size() <= PODS) {
      terms.add(
          any(
              pods.stream()
                  .map(pod -> pod.substring(pod.indexOf('/') + 1))
                  .distinct()
                  .map(pod -> term(FilterField.POD, pod))
                  .toList()));
    } else if (image.workload() != null) {
      add(terms, FilterField.WORKLOAD, image.workload().name());
    }
    add(terms, FilterField.IMAGE, image.image());
    if (image.image() == null) {
      add(terms, FilterField.CONTAINER, image.container());
    }
    return List.copyOf(terms);
  }

  /** The process id in its container. */
  public static List<String> of(Observations observations, ProcessForest forest, int run) {
    int row = forest.firstRow(run);
    int pid = observations.pid(row);
    if (pid == Tables.NOT_GIVEN) {
      return List.of();
    }
    List<String> terms = new ArrayList<>(of(observations.location(observations.locationId(row))));
    terms.add(term(FilterField.PID, Integer.toString(pid)));
    return List.copyOf(terms);
  }

  /** The place, the reasons and the time. */
  public static List<String> of(Finding finding) {
    List<String> terms = new ArrayList<>(of(finding.location()));
    if (!finding.reasons().isEmpty()) {
      terms.add(
          any(
              finding.reasons().keySet().stream()
                  .map(reason -> term(FilterField.REASON, reason.name().toLowerCase(Locale.ROOT)))
                  .toList()));
    }
    if (finding.first() != null && finding.last() != null) {
      terms.add("time>=" + TimeText.rfc3339(finding.first(), 9));
      terms.add("time<=" + TimeText.rfc3339(finding.last(), 9));
    }
    return List.copyOf(terms);
  }

  /** The workload, else the pod or the node that stands in its place. */
  public static List<String> of(WorkloadFindings group) {
    if (group.workload() == null) {
      Location at = group.findings().getFirst().location();
      List<String> terms = new ArrayList<>();
      add(terms, FilterField.NAMESPACE, at.namespace());
      add(terms, FilterField.POD, at.pod());
      if (at.pod() == null) {
        add(terms, FilterField.NODE, at.node());
      }
      add(terms, FilterField.CLUSTER, group.cluster());
      return List.copyOf(terms);
    }
    List<String> terms = new ArrayList<>();
    add(terms, FilterField.NAMESPACE, group.workload().namespace());
    add(terms, FilterField.WORKLOAD, group.workload().name());
    add(terms, FilterField.CLUSTER, group.cluster());
    return List.copyOf(terms);
  }

  private static String any(List<String> terms) {
    return terms.size() == 1
        ? terms.getFirst()
        : terms.stream().collect(Collectors.joining(" or ", "(", ")"));
  }

  private static String term(FilterField field, String value) {
    return new FilterFact(field, value).term();
  }

  private static void add(List<String> terms, FilterField field, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      terms.add(term(field, value));
    }
  }
}
