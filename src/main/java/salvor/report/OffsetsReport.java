package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.evidence.OffsetText;
import salvor.evidence.Source;
import salvor.evidence.TimeText;
import salvor.evidence.Visible;
import salvor.jobs.Progress;
import salvor.timeline.Anchor;
import salvor.timeline.AnchorKind;
import salvor.timeline.AnchoredClock;
import salvor.timeline.DetectedOffset;
import salvor.timeline.DetectedOffsets;
import salvor.timeline.OffsetVerdict;

/** How far the clocks behind the sources are apart, for people and machines. */
public final class OffsetsReport implements Report {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private static final int SHOWN = 3;

  private final Overview overview;
  private final Evidence evidence;
  private final Observations observations;
  private final List<DetectedOffset> offsets;

  private OffsetsReport(Overview overview, Progress progress) {
    this.overview = overview;
    this.evidence = overview.evidence();
    this.observations = evidence.observations();
    this.offsets = DetectedOffsets.of(evidence, overview.rows(), progress);
  }

  /**
   * What the rows that a filter leaves tell of the clocks.
   *
   * @throws salvor.jobs.JobCancelled when asked to stop
   */
  public static OffsetsReport of(Overview overview, Progress progress) {
    return new OffsetsReport(overview, progress);
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("offsets.schema.json");
  }

  private List<Source> sources() {
    return evidence.sources().stream().filter(s -> s.observations() > 0).toList();
  }

  private @Nullable String inForce(Source source) {
    long by = observations.clocks().of(source.id());
    return by == 0 ? null : OffsetText.of(by);
  }

  private List<DetectedOffset> of(Source source) {
    return offsets.stream().filter(o -> o.source() == source.id()).toList();
  }

  /** Writes the document for machines, UTF-8, and leaves the stream open. */
  @Override
  public void json(OutputStream out) throws IOException {
    JsonDocument.write(
        out,
        json -> {
          json.head(VERSION, overview);
          json.objects(
              "sources",
              sources(),
              source -> {
                json.text("path", source.path());
                json.text("format", source.format());
                json.text("clockOffset", inForce(source));
                json.objects("offsets", of(source), offset -> offset(json, offset));
              });
        });
  }

  private void offset(JsonDocument json, DetectedOffset offset) {
    json.object(
        "against",
        () -> {
          switch (offset.reference()) {
            case AnchoredClock.OfSource(int source) -> {
              json.text("source", evidence.sources().get(source).path());
              json.text("kubelet", null);
            }
            case AnchoredClock.OfKubelet(String node) -> {
              json.text("source", null);
              json.text("kubelet", node);
            }
          }
        });
    OffsetVerdict verdict = offset.verdict();
    boolean any = !offset.anchors().isEmpty();
    json.text("anchor", TriageJson.lower(offset.kind()));
    json.text("verdict", TriageJson.lower(verdict));
    nanos(json, "offset", verdict.isDetected() ? offset.offset() : null);
    nanos(json, "atLeast", verdict.isDetected() ? offset.from() : null);
    nanos(json, "atMost", verdict.isDetected() ? offset.to() : null);
    nanos(json, "spread", any ? offset.spread() : null);
    nanos(json, "resolution", any ? offset.resolution() : null);
    nanos(json, "resolutionOfOther", any ? offset.referenceResolution() : null);
    json.number("leftOut", offset.leftOut());
    json.objects("anchors", offset.anchors(), anchor -> anchor(json, anchor));
  }

  private static void nanos(JsonDocument json, String name, @Nullable Long value) {
    if (value == null) {
      json.text(name, null);
    } else {
      json.number(name, value.longValue());
    }
  }

  private void anchor(JsonDocument json, Anchor anchor) {
    json.text("time", TimeText.rfc3339(anchor.time(), 9));
    json.text("other", TimeText.rfc3339(anchor.reference(), 9));
    json.number("difference", anchor.difference());
    json.source(evidence, anchor.row());
  }

  /**
   * Writes what is known of each source's clock.
   *
   * @param colour whether the terminal takes colours; everything is told in words as well
   */
  @Override
  public void text(PrintWriter out, boolean colour) {
    OverviewText.head(overview, out, colour);
    for (Source source : sources()) {
      OverviewText.heading(
          Visible.text(source.path(), 200) + " (" + Visible.text(source.format(), 40) + ")",
          out,
          colour);
      if (inForce(source) != null) {
        out.println("  corrected  by " + inForce(source) + ", and compared so");
      }
      List<DetectedOffset> found = of(source);
      for (DetectedOffset offset : found) {
        offset(offset, out, colour);
      }
      if (found.isEmpty()) {
        out.println(
            offsets.stream()
                    .anyMatch(o -> o.reference().equals(new AnchoredClock.OfSource(source.id())))
                ? "  other sources are compared with its clock"
                : "  no anchor: nothing in it was timed by another source as well");
      }
      out.println();
    }
    boolean apart = offsets.stream().anyMatch(o -> o.verdict().compareTo(OffsetVerdict.AGREE) > 0);
    out.println(
        "No time was changed."
            + (apart
                ? " salvor offset CASE SOURCE=OFFSET corrects the clock of a source in a case, salvor"
                    + " triage --offset SOURCE=OFFSET for one triage."
                : ""));
    out.flush();
  }

  private void offset(DetectedOffset offset, PrintWriter out, boolean colour) {
    out.println("  against    " + against(offset.reference()));
    out.println("  verdict    " + verdict(offset, colour));
    String kind = OffsetWords.anchors(offset.kind(), offset.anchors().size());
    out.println("  anchors    " + kind + OffsetWords.leftOut(offset.leftOut()));
    if (!offset.anchors().isEmpty()) {
      out.println(
          "  differ by  "
              + OffsetWords.signed(offset.least())
              + " to "
              + OffsetWords.signed(offset.most())
              + ", spread "
              + OffsetWords.seconds(offset.spread()));
      for (Anchor anchor : offset.anchors().subList(0, Math.min(SHOWN, offset.anchors().size()))) {
        out.println(
            "             "
                + OverviewText.clock(anchor.time())
                + "  "
                + OffsetWords.signed(anchor.difference())
                + "  "
                + what(offset.kind(), anchor));
      }
      int more = offset.anchors().size() - SHOWN;
      if (more > 0) {
        out.println("             and " + OverviewText.plural(more, "more anchor"));
      }
    }
  }

  private String against(AnchoredClock reference) {
    return switch (reference) {
      case AnchoredClock.OfSource(int source) ->
          Visible.text(evidence.sources().get(source).path(), 200);
      case AnchoredClock.OfKubelet(String node) ->
          node == null
              ? "the kubelet of a node not named"
              : "the kubelet of " + Visible.text(node, 100);
    };
  }

  private static String verdict(DetectedOffset offset, boolean colour) {
    String words = OffsetWords.verdict(offset);
    return switch (offset.verdict()) {
      case AGREE, TOO_FEW, SCATTERED -> words;
      case APART, FAR_APART -> colour ? "\u001b[1;33m" + words + "\u001b[0m" : words;
    };
  }

  private String what(AnchorKind kind, Anchor anchor) {
    Activity activity = observations.activity(observations.activityId(anchor.row()));
    return switch (kind) {
      case KUBELET_EVENT ->
          activity instanceof Activity.ApiRequest api
              ? Visible.text(api.namespace() + " / " + api.name(), 160)
              : "";
      case EXEC, CONTAINER_START -> {
        String command = observations.processAt(anchor.row()).commandLine();
        yield OverviewText.place(observations.location(observations.locationId(anchor.row())))
            + "  "
            + OverviewText.command(command == null ? "" : command, 100);
      }
    };
  }
}
