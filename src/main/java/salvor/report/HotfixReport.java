package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import salvor.recovery.HotfixLog;
import salvor.recovery.HotfixWait.End;

/** How a rebuild came out, for people and machines. */
public final class HotfixReport implements Report {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private final HotfixLog.Triggered of;
  private final End end;

  /** Of what was triggered. */
  public HotfixReport(HotfixLog.Triggered of, End end) {
    this.of = of;
    this.end = end;
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("hotfix-run.schema.json");
  }

  @Override
  public void json(OutputStream out) throws IOException {
    JsonDocument.write(
        out,
        json -> {
          json.number("version", VERSION);
          json.text("system", of.system());
          json.text("target", of.target());
          json.text("bad", of.bad().value());
          json.text("mark", end.run().mark());
          json.text("id", end.run().id());
          json.text("page", end.run().page());
          json.text("triggered", end.run().triggered().toString());
          json.text(
              "result",
              switch (end) {
                case End.Fixed _ -> "fixed";
                case End.SameDigest _ -> "same-digest";
                case End.NotTold _ -> "digest-not-told";
                case End.Failed _ -> "failed";
                case End.GoesOn _ -> "goes-on";
              });
          json.text("digest", end instanceof End.Fixed fixed ? fixed.digest().value() : null);
          json.text("words", HotfixWords.end(end));
        });
  }

  @Override
  public void text(PrintWriter out, boolean colour) {
    out.println(HotfixWords.end(end));
    out.flush();
  }
}
