package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import salvor.evidence.Visible;
import salvor.report.policy.Handover;
import salvor.report.policy.PolicyDocument;
import salvor.report.policy.PolicyForm;

/** What was written of baselines in another form, and what was not, and why. */
public final class HandoverReport {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private static final int SHOWN = 5;
  private static final int LONGEST = 200;

  private final PolicyForm form;
  private final Handover handover;

  public HandoverReport(PolicyForm form, Handover handover) {
    this.form = form;
    this.handover = handover;
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("handover.schema.json");
  }

  /**
   * Writes it for people: what could not be held, by its reason, the first elements of each named.
   */
  public void text(PrintWriter out) {
    handover
        .refused()
        .forEach(r -> out.println("not written: " + shown(r.baseline()) + ": " + r.reason()));
    handover
        .notComplete()
        .forEach(i ->
            out.println(
                "not complete: "
                    + shown(i.baseline())
                    + ": "
                    + TriageJson.lower(i.facet()).replace('_', ' ')
                    + " is "
                    + TriageJson.lower(i.state())));
    Map<String, List<Handover.Lost>> reasons = new LinkedHashMap<>();
    handover
        .cannotHold()
        .forEach(l -> reasons.computeIfAbsent(l.reason(), r -> new ArrayList<>()).add(l));
    reasons.forEach((reason, all) -> {
      out.printf(Locale.ROOT, "%s cannot hold (%,d): %s%n", form, all.size(), reason);
      all.stream()
          .limit(SHOWN)
          .forEach(l -> out.println("  " + shown(l.baseline()) + ": " + shown(l.element())));
      if (all.size() > SHOWN) {
        out.printf(Locale.ROOT, "  and %,d more, which --json names%n", all.size() - SHOWN);
      }
    });
    handover.assumed().forEach(a -> out.println("check: " + Visible.text(a)));
  }

  private static String shown(String text) {
    return Visible.text(text, LONGEST);
  }

  /** Writes the document for machines, UTF-8, and leaves the stream open. */
  public void json(OutputStream out) throws IOException {
    JsonDocument.write(
        out,
        json -> {
          json.number("version", VERSION);
          json.text("format", form.word());
          json.objects("documents", handover.documents(), d -> document(json, d));
          json.objects(
              "refused",
              handover.refused(),
              r -> {
                json.text("baseline", r.baseline());
                json.text("reason", r.reason());
              });
          json.objects(
              "notComplete",
              handover.notComplete(),
              i -> {
                json.text("baseline", i.baseline());
                json.text("facet", i.facet().name());
                json.text("state", i.state().name());
              });
          json.objects(
              "cannotHold",
              handover.cannotHold(),
              l -> {
                json.text("baseline", l.baseline());
                json.text("element", l.element());
                json.text("reason", l.reason());
              });
          json.texts("check", handover.assumed());
        });
  }

  private static void document(JsonDocument json, PolicyDocument document) {
    json.text("name", document.name());
    json.text("kind", document.kind());
    json.text("baseline", document.baseline());
    json.text("file", document.file());
  }
}
