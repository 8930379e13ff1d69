package salvor.report;

import salvor.baseline.Judgement;
import salvor.evidence.Evidence;
import salvor.triage.BaselineUse.Outside;

/** An act that is outside of a baseline, for machines. */
public final class OutsideJson {
  private OutsideJson() {}

  /** One such act, with what comes nearest and where it differs. */
  public static String json(Evidence evidence, Outside act) {
    Judgement judgement = act.judgement();
    return JsonDocument.text(json -> {
      json.text("act", act.trait() == null ? null : act.trait().text());
      json.text("kind", TriageJson.lower(act.kind()));
      json.text("verdict", TriageJson.lower(act.verdict()));
      json.text("reason", TriageJson.lower(judgement.reason()));
      json.text("severity", TriageJson.lower(judgement.severity()));
      json.text("baseline", judgement.baseline());
      json.text("nearest", judgement.element());
      json.text("support", judgement.support());
      json.objects(
          "differences",
          judgement.differences(),
          difference -> {
            json.text("field", difference.field());
            json.text("expected", difference.expected());
            json.text("observed", difference.observed());
          });
      json.number("events", act.rows().count());
      json.source(evidence, act.rows().first());
    });
  }
}
