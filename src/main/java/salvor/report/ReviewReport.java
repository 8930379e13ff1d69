package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import salvor.evidence.Evidence;
import salvor.review.Review;

/** The review of an incident: the attacker against the baselines, and the rules to add. */
public record ReviewReport(Review review, Evidence evidence) implements Report {
  /** What is to be said where there is no act. */
  public String nothing() {
    return evidence.observations().size() == 0
        ? "Nothing was recorded: there was nothing to judge."
        : "Nothing is out of profile: there is nothing to review.";
  }

  @Override
  public void text(PrintWriter out, boolean colour) {
    new ReviewText(this, out, colour).write();
    out.flush();
  }

  @Override
  public void json(OutputStream out) throws IOException {
    ReviewJson.write(this, out);
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("review.schema.json");
  }
}
