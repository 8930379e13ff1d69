package salvor.report;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.baseline.ImageFact;
import salvor.casefile.Acceptance;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.triage.Finding;

/** A finding for machines. */
final class FindingJson {
  private final JsonDocument json;
  private final Evidence evidence;
  private final Observations observations;
  private final Map<Integer, Acceptance> accepted;

  FindingJson(JsonDocument json, Evidence evidence, Map<Integer, Acceptance> accepted) {
    this.json = json;
    this.evidence = evidence;
    this.observations = evidence.observations();
    this.accepted = accepted;
  }

  /** The properties of one finding. */
  void write(Finding finding) {
    json.text("time", TriageJson.time(finding.first()));
    json.text("last", TriageJson.time(finding.last()));
    recorded(finding);
    json.text("verdict", TriageJson.lower(finding.verdict()));
    json.text("reason", finding.reason().name());
    json.text("severity", TriageJson.lower(finding.severity()));
    json.text("severitySum", Wording.sum(finding.severest()));
    json.text("cluster", observations.cluster(observations.locationId(finding.row())));
    json.text("namespace", finding.location().namespace());
    json.text("workload", finding.workload() == null ? null : finding.workload().name());
    json.text("pod", finding.location().pod());
    json.text("container", finding.location().container());
    json.text("subject", subject(finding));
    json.text("detail", Described.line(observations.get(finding.row())));
    json.text("why", Wording.why(finding.judgement()));
    json.text("baseline", finding.baseline());
    json.text("nearest", finding.judgement().element());
    json.objects(
        "differences",
        finding.judgement().differences(),
        difference -> {
          json.text("field", difference.field());
          json.text("expected", difference.expected());
          json.text("observed", difference.observed());
        });
    image(finding.judgement().image());
    json.number("observations", finding.rows().limit());
    json.object(
        "reasons", () -> finding.reasons().forEach((reason, n) -> json.number(reason.name(), n)));
    outcomes(finding);
    json.texts("next", finding.next().stream().map(Wording::next).toList());
    json.texts("missing", finding.missing().stream().map(Wording::missing).toList());
    accepted(accepted.get(finding.row()));
    json.source(evidence, finding.row());
  }

  private void image(@Nullable ImageFact image) {
    if (image == null) {
      return;
    }
    json.object(
        "image",
        () -> {
          json.text("holding", TriageJson.lower(image.holding()));
          json.text("path", image.path());
          json.objects(
              "gives",
              image.gives().stream().sorted().toList(),
              utility -> {
                json.text("utility", TriageJson.lower(utility));
                json.text("technique", utility.technique());
              });
        });
  }

  private void outcomes(Finding finding) {
    json.objects(
        "outcomes",
        OutcomeWords.sorted(finding.outcomes()),
        ended -> {
          json.text("outcome", TriageJson.lower(ended.getKey().result()));
          json.text("said", ended.getKey().said());
          json.number("observations", ended.getValue());
        });
  }

  private void accepted(@Nullable Acceptance of) {
    if (of == null) {
      json.text("accepted", null);
      return;
    }
    json.object(
        "accepted",
        () -> {
          json.is("whole", of.whole());
          json.number("observations", of.accepted());
          json.objects(
              "reasons",
              of.reasons(),
              why -> {
                json.text("text", why.text());
                json.text("author", why.author());
                json.text("at", why.at().toString());
              });
        });
  }

  /** What the sources said, where any clock is corrected. */
  private void recorded(Finding finding) {
    if (!observations.clocks().isEmpty()) {
      int last = finding.rows().limit() - 1;
      while (last > 0 && finding.rows().get(last) >= observations.timed()) {
        last--;
      }
      json.text("originalTime", recorded(finding.rows().get(0)));
      json.text("originalLast", recorded(finding.rows().get(last)));
    }
  }

  private @Nullable String recorded(int row) {
    return row < observations.timed() ? TriageJson.time(observations.recordedTime(row)) : null;
  }

  /**
   * What a finding is about: the command line at its root, else the program; before it, who
   * connected to it.
   */
  static @Nullable String subject(Finding finding) {
    String process = finding.commandLine() != null ? finding.commandLine() : finding.program();
    return finding.client() == null
        ? process
        : finding.client() + " → " + (process == null ? "?" : process);
  }
}
