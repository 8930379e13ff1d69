package salvor.workbench.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Severity;
import salvor.baseline.Verdict;
import salvor.cluster.ImageId;
import salvor.cluster.LiveContainer;
import salvor.cluster.LivePod;
import salvor.containment.ChosenPod;
import salvor.containment.Suspicion;
import salvor.live.PodBaselines;
import salvor.live.PodVerdict;
import salvor.live.TriageLog;
import salvor.timeline.DrawingClass;
import salvor.triage.FactFilter;
import salvor.triage.FilterField;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;
import salvor.workbench.wording.Words;

/**
 * A pod as the table shows it.
 *
 * @param verdict what was judged of it; null when nothing was observed
 * @param heard whether a sensor on its node is heard
 * @param age how old it is, in words
 * @param triage what was decided of it, null when nothing was
 * @param baseline what there is to judge it by, null before that is known
 * @param contained how far it is cut off, in words with a shape; empty where nothing says that it
 *     is
 */
record PodRow(
    LivePod pod,
    @Nullable PodVerdict verdict,
    boolean heard,
    String age,
    TriageLog.@Nullable Entry triage,
    PodBaselines.@Nullable State baseline,
    String contained)
    implements FactFilter.Facts {
  private static final int LIMIT = 300;
  private static final int DIGEST = 19;

  /** The worst first: by severity, then by how much is out, then by name. */
  static final Comparator<PodRow> WORST_FIRST =
      Comparator.comparing(PodRow::severity, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparingInt(PodRow::out)
          .reversed()
          .thenComparing(row -> row.pod().namespace())
          .thenComparing(row -> row.pod().name());

  @Override
  public @Nullable Severity severity() {
    PodVerdict judged = verdict;
    return judged == null ? null : judged.severity();
  }

  int out() {
    PodVerdict judged = verdict;
    return judged == null ? 0 : judged.out();
  }

  Instant createdOrLast() {
    Instant created = pod.created();
    return created == null ? Instant.MAX : created;
  }

  String name() {
    return VisibleText.of(pod.name(), LIMIT);
  }

  String namespace() {
    return VisibleText.of(pod.namespace(), LIMIT);
  }

  String workload() {
    return VisibleText.of(pod.workload().kind() + " " + pod.workload().name(), LIMIT);
  }

  String ready() {
    return pod.ready() + "/" + pod.total();
  }

  String status() {
    return VisibleText.of(pod.status(), LIMIT);
  }

  String restarts() {
    return Moments.count(pod.restarts());
  }

  String node() {
    return VisibleText.of(pod.node(), LIMIT);
  }

  String ip() {
    return VisibleText.of(pod.ip(), LIMIT);
  }

  private @Nullable LiveContainer first() {
    return pod.containers().stream()
        .filter(container -> container.role() == LiveContainer.Role.ORDINARY)
        .findFirst()
        .orElse(null);
  }

  String image() {
    LiveContainer container = first();
    if (container == null) {
      return "";
    }
    String image = container.image();
    return VisibleText.of(image.substring(image.lastIndexOf('/') + 1), LIMIT);
  }

  String digest() {
    ImageId id = imageId();
    if (id == null || id.digest() == null) {
      return "not told";
    }
    String value = id.digest().value();
    String brief = value.substring(0, Math.min(DIGEST, value.length()));
    return id.form() == ImageId.Form.CONFIG_ID ? brief + " (config)" : brief;
  }

  @Nullable ImageId imageId() {
    LiveContainer container = first();
    return container == null ? null : container.digest();
  }

  /** The verdict in words: what is out, or that nothing is, or that nothing can be said. */
  String said() {
    PodVerdict judged = verdict;
    if (judged == null) {
      return heard ? "nothing observed" : "no sensor heard";
    }
    if (judged.out() > 0) {
      Long since = judged.since();
      return "OUT "
          + (judged.severity() == null
              ? ""
              : Words.severity(judged.severity()).toLowerCase(Locale.ROOT) + " ")
          + Moments.count(judged.out())
          + (since == null ? "" : " since " + Moments.clock(since));
    }
    return judged.unknown() > 0
        ? Moments.count(judged.unknown()) + " cannot be judged"
        : judged.explained() > 0
            ? "in profile, " + Moments.count(judged.explained()) + " explained"
            : "in profile";
  }

  DrawingClass drawn() {
    PodVerdict judged = verdict;
    if (judged == null) {
      return DrawingClass.UNKNOWN;
    }
    if (judged.out() > 0) {
      return DrawingClass.OUT;
    }
    return judged.unknown() > 0
        ? DrawingClass.UNKNOWN
        : judged.explained() > 0 ? DrawingClass.EXPLAINED : DrawingClass.IN;
  }

  /** Whether it is evidence of an incident. */
  boolean isSuspect() {
    return suspicion().isSuspect();
  }

  /** What is known of that. */
  Suspicion suspicion() {
    return TriageLog.Entry.suspicion(triage, verdict);
  }

  /** What is known of a pod that may be among these. */
  static Suspicion suspicion(List<PodRow> rows, ChosenPod pod) {
    return rows.stream()
        .filter(row -> row.pod().uid().equals(pod.uid()))
        .findFirst()
        .map(PodRow::suspicion)
        .orElse(Suspicion.NOT_KNOWN);
  }

  String decided() {
    return TriageWords.state(triage);
  }

  /** What there is to judge it by, in words. */
  String baselined() {
    return switch (baseline) {
      case null -> "not known yet";
      case STABLE -> "stable";
      case LEARNING -> "learning";
      case OTHER_IMAGE -> "of another image";
      case NONE -> "none";
    };
  }

  /** Whether something watches it. */
  String sensor() {
    return heard ? "heard" : "not heard";
  }

  /** What was recorded of it. */
  String evidence() {
    PodVerdict judged = verdict;
    return judged == null ? "nothing" : Moments.count(judged.seen(), "observation");
  }

  int seen() {
    PodVerdict judged = verdict;
    return judged == null ? 0 : judged.seen();
  }

  @Override
  public List<String> texts(FilterField field) {
    return switch (field) {
      case NAMESPACE -> List.of(pod.namespace());
      case WORKLOAD -> List.of(String.valueOf(pod.workload().name()), pod.workload().toString());
      case POD -> List.of(pod.name());
      case CONTAINER -> pod.containers().stream().map(LiveContainer::name).toList();
      case IMAGE -> pod.containers().stream().map(LiveContainer::image).toList();
      case DIGEST -> pod.containers().stream().map(LiveContainer::imageId).toList();
      case NODE -> List.of(pod.node());
      case PEER -> List.of(pod.ip());
      case STATUS -> List.of(pod.status());
      case TRIAGE -> List.of(decided());
      case READY -> List.of(ready());
      case QUARANTINE -> Stream.ofNullable(pod.quarantine()).toList();
      case BASELINE -> List.of(baselined());
      case SENSOR -> List.of(sensor());
      case VERDICT -> verdict == null ? List.of() : List.of(verdict(verdict));
      default -> List.of();
    };
  }

  /** The worst of its verdicts. */
  private static String verdict(PodVerdict judged) {
    Verdict worst =
        judged.out() > 0
            ? Verdict.OUT
            : judged.unknown() > 0
                ? Verdict.UNKNOWN
                : judged.explained() > 0 ? Verdict.EXPLAINED : Verdict.IN;
    return worst.name();
  }

  @Override
  public long number(FilterField field) {
    return switch (field) {
      case RESTARTS -> pod.restarts();
      case EVIDENCE -> seen();
      default -> -1;
    };
  }

  /** How old something is, as {@code kubectl} words it to one unit. */
  static String age(@Nullable Instant created, Instant now) {
    if (created == null) {
      return "";
    }
    Duration age = Duration.between(created, now);
    long seconds = Math.max(0, age.toSeconds());
    return seconds < 120
        ? seconds + "s"
        : seconds < 7200
            ? seconds / 60 + "m"
            : seconds < 172_800 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
  }
}
