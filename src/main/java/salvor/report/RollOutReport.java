package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.containment.Applied;
import salvor.evidence.Visible;
import salvor.recovery.Fix;
import salvor.recovery.Hitch;
import salvor.recovery.InForce;
import salvor.recovery.RollOutWatch.OfWorkload;
import salvor.recovery.RollOutWatch.Standing;

/** How far a roll-out is, for people and machines. */
public final class RollOutReport implements Report {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private static final int LIMIT = 200;
  private final Fix fix;
  private final Standing standing;
  private final @Nullable String measure;
  private final List<Applied.Result> results;
  private final List<InForce> measures;

  /** Of a roll-out as it stands. */
  public RollOutReport(Fix fix, Standing standing) {
    this(fix, standing, null, List.of(), List.of());
  }

  /**
   * Of a roll-out that was begun, or tried.
   *
   * @param measure by which it is taken back; null where it was only tried
   * @param results what came of each workload
   * @param measures the roll-outs of the case, the oldest first; none where no case is named
   */
  public RollOutReport(
      Fix fix,
      Standing standing,
      @Nullable String measure,
      List<Applied.Result> results,
      List<InForce> measures) {
    this.fix = fix;
    this.standing = standing;
    this.measure = measure;
    this.results = List.copyOf(results);
    this.measures = List.copyOf(measures);
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("rollout.schema.json");
  }

  @Override
  public void json(OutputStream out) throws IOException {
    JsonDocument.write(
        out,
        json -> {
          json.number("version", VERSION);
          json.text("bad", fix.bad().value());
          json.text("fixed", fix.fixed().value());
          json.text("measure", measure);
          json.objects("results", results, each -> result(json, each));
          json.is("through", standing.isThrough());
          json.is("stuck", standing.isStuck());
          json.is("over", standing.isOver());
          json.number("replacing", (long) standing.replacing());
          json.objects("workloads", standing.workloads(), each -> workload(json, each));
          json.object("pods", () -> RollOutPlanReport.count(json, standing.count()));
          json.objects("measures", measures, each -> EarlierRollOuts.json(json, each));
        });
  }

  private static void result(JsonDocument json, Applied.Result result) {
    json.text("resource", result.step().kind().plural());
    json.text("namespace", result.step().namespace());
    json.text("name", result.step().name());
    json.is("done", result.outcome().isDone());
    json.text("words", RollOutWords.outcome(result.outcome()));
  }

  private static void workload(JsonDocument json, OfWorkload workload) {
    json.text("kind", workload.of().kind().word());
    json.text("namespace", workload.of().namespace());
    json.text("name", workload.of().name());
    json.text("state", RollOutWords.word(workload.state()));
    json.is("otherImage", workload.isOther());
    json.objects(
        "hitches",
        workload.hitches(),
        each -> {
          json.text("what", RollOutWords.word(each.what()));
          json.text("pod", each.pod());
          json.text("reason", each.reason());
          json.text("said", each.said());
        });
    json.text("words", RollOutWords.standing(workload));
  }

  @Override
  public void text(PrintWriter out, boolean colour) {
    for (Applied.Result each : results) {
      out.println(ContainmentWords.step(each.step()) + ": " + RollOutWords.outcome(each.outcome()));
    }
    if (measure != null) {
      out.println("Taken back by: salvor rollout undo " + measure);
    }
    standing.workloads().forEach(each -> workload(each, out, colour));
    out.println(RollOutWords.count(standing.count()));
    standing.count().open().forEach(pod -> out.println("  " + Visible.text(pod, LIMIT)));
    out.println(
        standing.isOver()
            ? "No pod in the open runs the bad digest."
            : standing.workloads().isEmpty()
                ? "No workload has the new image: it was not rolled out, or by another digest."
                : standing.isThrough()
                    ? "What was rolled out is through; pods that nothing replaces run the bad digest still."
                    : "The roll-out is not through.");
    if (!standing.hitches().isEmpty()) {
      out.println(
          "New pods do not start or get ready: apply another digest, or give the old image back (salvor rollout undo "
              + (measure == null ? "--case DIR" : measure)
              + ").");
    }
    if (!measures.isEmpty()) {
      out.println("Roll-outs of this case, the oldest first:");
      measures.forEach(each -> out.println("  " + EarlierRollOuts.words(each)));
    }
    out.flush();
  }

  private static void workload(OfWorkload workload, PrintWriter out, boolean colour) {
    out.println(RollOutWords.standing(workload));
    for (Hitch each : workload.hitches()) {
      out.println(TerminalColour.red("  ! " + RollOutWords.hitch(each), colour));
    }
  }
}
