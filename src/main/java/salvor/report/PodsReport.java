package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Greeting;
import salvor.cluster.ImageId;
import salvor.cluster.KubeContext;
import salvor.cluster.LiveContainer;
import salvor.cluster.LivePod;
import salvor.containment.Backing;
import salvor.evidence.Visible;
import salvor.workload.ImageDigest;

/** The pods of a cluster as they are now, for people and machines. */
public final class PodsReport implements Report {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private static final List<String> HEAD =
      List.of(
          "NAMESPACE",
          "NAME",
          "READY",
          "STATUS",
          "RESTARTS",
          "AGE",
          "NODE",
          "IP",
          "WORKLOAD",
          "DIGEST");
  private final KubeContext context;
  private final Greeting greeting;
  private final List<LivePod> pods;
  private final Function<LivePod, Backing> behind;
  private final Instant now;

  /**
   * Of these pods, at that time of the cluster's clock.
   *
   * @param behind what stands behind the quarantine label of a pod
   */
  public PodsReport(
      KubeContext context,
      Greeting greeting,
      List<LivePod> pods,
      Function<LivePod, Backing> behind,
      Instant now) {
    this.context = context;
    this.greeting = greeting;
    this.behind = behind;
    this.pods =
        pods.stream()
            .sorted(Comparator.comparing(LivePod::namespace).thenComparing(LivePod::name))
            .toList();
    this.now = now;
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("pods.schema.json");
  }

  @Override
  public void json(OutputStream out) throws IOException {
    JsonDocument.write(
        out,
        json -> {
          json.number("version", VERSION);
          json.text("context", context.name());
          json.text("server", context.server());
          json.text("serverVersion", greeting.version());
          json.text("practice", lower(greeting.practice()));
          json.text("time", now.toString());
          json.objects("pods", pods, pod -> pod(json, pod, behind.apply(pod)));
        });
  }

  static void pod(JsonDocument json, LivePod pod, Backing behind) {
    json.text("namespace", pod.namespace());
    json.text("name", pod.name());
    json.text("uid", pod.uid());
    json.text("workloadKind", pod.workload().kind());
    json.text("workload", pod.workload().name());
    json.number("ready", pod.ready());
    json.number("containerCount", pod.total());
    json.text("status", pod.status());
    json.number("restarts", pod.restarts());
    json.text("created", pod.created() == null ? null : pod.created().toString());
    json.text("node", pod.node());
    json.text("ip", pod.ip());
    json.is("hostNetwork", pod.hostNetwork());
    json.text("quarantine", pod.quarantine());
    json.text("quarantineBehind", BackingWords.word(behind));
    json.objects("containers", pod.containers(), container -> container(json, container));
  }

  private static void container(JsonDocument json, LiveContainer container) {
    ImageDigest digest = container.digest().digest();
    json.text("name", container.name());
    json.text("role", lower(container.role()));
    json.text("image", container.image());
    json.text("imageId", container.imageId());
    json.text("digest", digest == null ? null : digest.value());
    json.text("digestForm", lower(container.digest().form()));
    json.text("pinned", container.pinned() == null ? null : container.pinned().value());
    json.text("state", lower(container.state()));
    json.text("reason", container.reason());
    json.is("ready", container.ready());
    json.number("restarts", container.restarts());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void text(PrintWriter out, boolean colour) {
    ClusterHead.text(context, greeting, out);
    List<List<String>> rows = new ArrayList<>(List.of(HEAD));
    pods.forEach(pod -> rows.add(cells(pod)));
    int[] widths = new int[HEAD.size()];
    rows.forEach(
        row -> Arrays.setAll(widths, i -> Math.max(widths[i], Math.min(60, row.get(i).length()))));
    rows.forEach(row -> out.println(line(row, widths)));
    out.println(pods.size() + (pods.size() == 1 ? " pod" : " pods"));
    out.flush();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      String cell = row.get(i);
      line.append(cell).append(" ".repeat(Math.max(0, widths[i] - cell.length()) + 2));
    }
    return line.toString().stripTrailing();
  }

  /** What changed, in one line: a pod that is new, other than before, or gone. */
  public static String change(String sign, LivePod pod, Backing behind, Instant now) {
    return sign + " " + String.join("  ", new PodsReport.Cells(pod, behind, now).all());
  }

  private List<String> cells(LivePod pod) {
    return new Cells(pod, behind.apply(pod), now).all();
  }

  private record Cells(LivePod pod, Backing behind, Instant now) {
    List<String> all() {
      return List.of(
          v(pod.namespace()),
          v(pod.name()),
          pod.ready() + "/" + pod.total(),
          v(pod.status()) + BackingWords.after(behind),
          Integer.toString(pod.restarts()),
          age(pod.created()),
          or(pod.node(), "<none>"),
          or(pod.ip(), "<none>"),
          v(
              (pod.workload().kind() == null
                      ? ""
                      : pod.workload().kind().toLowerCase(Locale.ROOT) + "/")
                  + pod.workload().name()),
          digests());
    }

    /** As kubectl: the two largest units are enough. */
    private String age(@Nullable Instant created) {
      if (created == null) {
        return "<unknown>";
      }
      long seconds = Math.max(0, Duration.between(created, now).toSeconds());
      return seconds < 120
          ? seconds + "s"
          : seconds < 7200
              ? seconds / 60 + "m"
              : seconds < 172_800 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
    }

    private String digests() {
      String all =
          pod.containers().stream()
              .filter(container -> container.role() == LiveContainer.Role.ORDINARY)
              .map(container -> digest(container.digest()))
              .distinct()
              .collect(Collectors.joining(","));
      return all.isEmpty() ? "unknown" : all;
    }

    private static String digest(ImageId id) {
      ImageDigest digest = id.digest();
      return digest == null
          ? "unknown"
          : (id.form() == ImageId.Form.CONFIG_ID ? "config:" : "") + digest.brief();
    }

    private static String or(String text, String none) {
      return text.isEmpty() ? none : v(text);
    }

    private static String v(String hostile) {
      return Visible.text(hostile, 120);
    }
  }

  /** One pod as a line of JSON, for who follows the changes. */
  public static String jsonLine(String change, LivePod pod, Backing behind) {
    return JsonDocument.line(json -> {
      json.text("change", change);
      pod(json, pod, behind);
    });
  }
}
