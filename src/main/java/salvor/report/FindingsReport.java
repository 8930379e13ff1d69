package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;

/** Every finding of a triage, by workload. */
public record FindingsReport(Triage triage) implements Report {
  @Override
  public void text(PrintWriter out, boolean colour) {
    TriageText.findings(triage, out, colour);
  }

  @Override
  public void json(OutputStream out) throws IOException {
    TriageJson.findings(triage, out);
  }
}
