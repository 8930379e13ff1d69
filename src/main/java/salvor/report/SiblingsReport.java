package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ObjectKind;
import salvor.cluster.PodDossier;
import salvor.cluster.Siblings.Likeness;
import salvor.cluster.Siblings.Sibling;
import salvor.evidence.Visible;
import salvor.live.TriageLog;

/** Who else runs the images of a pod, and what was decided of each. */
public final class SiblingsReport implements Report {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private static final int LIMIT = 120;
  private final PodDossier pod;
  private final Map<String, TriageLog.Entry> triage;

  /** Of a pod, with the decisions by uid. */
  public SiblingsReport(PodDossier pod, Map<String, TriageLog.Entry> triage) {
    this.pod = pod;
    this.triage = Map.copyOf(triage);
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
          pod.siblings().stream().filter(each -> each.likeness() == likeness).toList();
      if (!alike.isEmpty()) {
        out.println("  " + PodWords.likeness(likeness));
        alike.forEach(sibling -> out.println("    " + line(sibling)));
      }
    }
    if (!pod.notCompared().isEmpty()) {
      out.println("  " + PodWords.notCompared(pod));
    }
  }

  private String line(Sibling sibling) {
    return Visible.text(sibling.namespace(), LIMIT)
        + "  "
        + PodWords.sibling(sibling)
        + "  "
        + Visible.text(sibling.image(), LIMIT)
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
          json.object("triage", () -> decided(json, sibling.uid()));
        });
  }

  private void decided(JsonDocument json, String uid) {
    TriageLog.Entry entry = triage.get(uid);
    json.text("state", entry == null ? TriageLog.State.UNSEEN.id() : entry.state().id());
    json.text("author", entry == null ? null : entry.author());
    json.text("time", entry == null ? null : entry.time().toString());
    json.text("note", entry == null ? null : entry.note());
  }
}
