package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Severity;
import salvor.cluster.ObjectKind;
import salvor.cluster.PodDossier;
import salvor.cluster.Siblings.Likeness;
import salvor.cluster.Siblings.Sibling;
import salvor.evidence.Visible;
import salvor.live.Board;
import salvor.live.PodVerdict;
import salvor.live.TriageLog;

/** Who else runs the images of a pod, what was observed of each, and what was decided. */
public final class SiblingsReport implements Report {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private static final int LIMIT = 120;
  private static final Comparator<PodVerdict> WORST_FIRST =
      Comparator.comparing(
              PodVerdict::severity, Comparator.nullsFirst(Comparator.<Severity>naturalOrder()))
          .thenComparingInt(PodVerdict::out)
          .reversed();

  private final PodDossier pod;
  private final Map<String, TriageLog.Entry> triage;
  private final @Nullable Board judged;

  /**
   * Of a pod, with the decisions by uid.
   *
   * @param judged the verdicts on the pods, null where nothing was recorded
   */
  public SiblingsReport(
      PodDossier pod, Map<String, TriageLog.Entry> triage, @Nullable Board judged) {
    this.pod = pod;
    this.triage = Map.copyOf(triage);
    this.judged = judged;
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("siblings.schema.json");
  }

  @Override
  public void text(PrintWriter out, boolean colour) {
    out.printf(
        "%s/%s  %s%n%n",
        Visible.text(pod.pod().namespace(), LIMIT),
        Visible.text(pod.pod().name(), LIMIT),
        state(triage.get(pod.pod().uid())));
    list(out);
    out.flush();
  }

  void list(PrintWriter out) {
    out.println("Siblings");
    if (pod.siblings().isEmpty()) {
      out.println("  Nobody else runs its images.");
    }
    for (Likeness likeness : Likeness.values()) {
      List<Sibling> alike =
          pod.siblings().stream()
              .filter(each -> each.likeness() == likeness)
              .sorted(Comparator.comparing(this::verdict, Comparator.nullsLast(WORST_FIRST)))
              .toList();
      if (!alike.isEmpty()) {
        out.println("  " + PodWords.likeness(likeness) + touched(alike));
        alike.forEach(sibling -> out.println("    " + line(sibling)));
      }
    }
    if (!pod.notCompared().isEmpty()) {
      out.println("  " + PodWords.notCompared(pod));
    }
  }

  private @Nullable PodVerdict verdict(Sibling sibling) {
    return judged == null || !sibling.isPod()
        ? null
        : judged.of(sibling.namespace(), sibling.name()).orElse(null);
  }

  /** How many of the pods are out of profile as well. */
  private String touched(List<Sibling> alike) {
    long pods = alike.stream().filter(Sibling::isPod).count();
    long out =
        alike.stream()
            .map(this::verdict)
            .filter(verdict -> verdict != null && verdict.out() > 0)
            .count();
    return judged == null || pods == 0
        ? ""
        : ": %d of %d %s out of profile".formatted(out, pods, pods == 1 ? "pod" : "pods");
  }

  private String said(Sibling sibling) {
    PodVerdict verdict = verdict(sibling);
    if (judged == null || !sibling.isPod()) {
      return "";
    }
    return "  "
        + (verdict == null
            ? "nothing observed"
            : verdict.out() > 0
                ? "OUT " + severity(verdict) + verdict.out()
                : verdict.unknown() > 0 ? verdict.unknown() + " cannot be judged" : "in profile");
  }

  private static String severity(PodVerdict verdict) {
    return verdict.severity() == null ? "" : TriageJson.lower(verdict.severity()) + " ";
  }

  private String line(Sibling sibling) {
    return Visible.text(sibling.namespace(), LIMIT)
        + "  "
        + PodWords.sibling(sibling)
        + "  "
        + Visible.text(sibling.image(), LIMIT)
        + said(sibling)
        + "  "
        + state(triage.get(sibling.uid()));
  }

  /** What was decided, by whom and when. */
  private static String state(TriageLog.@Nullable Entry entry) {
    return entry == null
        ? TriageLog.State.UNSEEN.id()
        : entry.state().id()
            + " ("
            + Visible.text(entry.author(), LIMIT)
            + ", "
            + entry.time()
            + (entry.note().isEmpty() ? "" : ": " + Visible.text(entry.note(), LIMIT))
            + ")";
  }

  @Override
  public void json(OutputStream out) throws IOException {
    JsonDocument.write(
        out,
        json -> {
          json.number("version", VERSION);
          json.text("namespace", pod.pod().namespace());
          json.text("pod", pod.pod().name());
          json.text("uid", pod.pod().uid());
          json.object("triage", () -> decided(json, pod.pod().uid()));
          siblings(json);
        });
  }

  void siblings(JsonDocument json) {
    json.texts("notCompared", pod.notCompared().stream().map(ObjectKind::plural).toList());
    json.objects(
        "siblings",
        pod.siblings(),
        sibling -> {
          json.text("likeness", sibling.likeness().name().toLowerCase(Locale.ROOT));
          json.text("kind", sibling.kind());
          json.text("namespace", sibling.namespace());
          json.text("name", sibling.name());
          json.text("uid", sibling.uid());
          json.text("container", sibling.container());
          json.text("image", sibling.image());
          json.text("comparedWith", sibling.of());
          PodVerdict verdict = verdict(sibling);
          if (verdict != null) {
            json.object("verdict", () -> verdict(json, verdict));
          }
          json.object("triage", () -> decided(json, sibling.uid()));
        });
  }

  private static void verdict(JsonDocument json, PodVerdict verdict) {
    json.text("severity", verdict.severity() == null ? null : TriageJson.lower(verdict.severity()));
    json.number("out", verdict.out());
    json.number("in", verdict.in());
    json.number("explained", verdict.explained());
    json.number("unknown", verdict.unknown());
  }

  private void decided(JsonDocument json, String uid) {
    TriageLog.Entry entry = triage.get(uid);
    json.text("state", entry == null ? TriageLog.State.UNSEEN.id() : entry.state().id());
    json.text("author", entry == null ? null : entry.author());
    json.text("time", entry == null ? null : entry.time().toString());
    json.text("note", entry == null ? null : entry.note());
  }
}
