package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.List;
import salvor.cluster.Greeting;
import salvor.cluster.KubeContext;
import salvor.evidence.Visible;
import salvor.recovery.DigestCount;
import salvor.recovery.ImageChange;
import salvor.recovery.RollOutPlan;
import salvor.recovery.WorkloadFix;

/** The plan of a roll-out, for people and machines. */
public final class RollOutPlanReport implements Report {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private final KubeContext context;
  private final Greeting greeting;
  private final RollOutPlan plan;
  private final List<RollOutPlan.Ending> victims;
  private final boolean known;

  /**
   * Of a plan for a cluster.
   *
   * @param victims pods that end, are out of profile, decided to be bad, cut off or held, and of
   *     which no sealed evidence verifies
   * @param known whether a case tells which are out of profile or bad
   */
  public RollOutPlanReport(
      KubeContext context,
      Greeting greeting,
      RollOutPlan plan,
      List<RollOutPlan.Ending> victims,
      boolean known) {
    this.victims = List.copyOf(victims);
    this.known = known;
    this.context = context;
    this.greeting = greeting;
    this.plan = plan;
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("rollout-plan.schema.json");
  }

  @Override
  public void json(OutputStream out) throws IOException {
    JsonDocument.write(
        out,
        json -> {
          json.number("version", VERSION);
          json.text("context", context.name());
          json.text("server", context.server());
          json.text("practice", RollOutWords.word(greeting.practice()));
          json.text("bad", plan.fix().bad().value());
          json.text("fixed", plan.fix().fixed().value());
          json.is("reachesAll", plan.reachesAll());
          json.objects("workloads", plan.workloads(), each -> workload(json, each));
          json.objects("unsure", plan.unsure(), each -> workload(json, each));
          json.objects("left", plan.left(), each -> left(json, each));
          json.texts("ending", names(plan.ending()));
          json.texts("victims", names(victims));
          json.is("victimsKnown", known);
          json.objects(
              "partlySealed",
              victims.stream().filter(each -> !each.lacking().isEmpty()).toList(),
              each -> {
                json.text("pod", each.namespace() + "/" + each.name());
                json.texts("lacking", each.lacking());
              });
          json.texts("notSeen", plan.notSeen().stream().map(each -> each.kind().plural()).toList());
          json.object("pods", () -> count(json, plan.before()));
        });
  }

  private static void workload(JsonDocument json, WorkloadFix fix) {
    json.text("kind", fix.kind().word());
    json.text("namespace", fix.namespace());
    json.text("name", fix.name());
    json.text("uid", fix.uid());
    json.text("basis", RollOutWords.word(fix.basis()));
    json.objects("images", fix.images(), each -> image(json, each));
    json.texts("remarks", RollOutWords.remarks(fix));
    json.text("path", fix.kind().kind().path(fix.namespace(), fix.name()));
    json.tree("body", fix.step().patch());
  }

  private static void image(JsonDocument json, ImageChange image) {
    json.text("list", image.list());
    json.text("container", image.container());
    json.text("before", image.before());
    json.text("after", image.after());
  }

  private static void left(JsonDocument json, RollOutPlan.Left left) {
    json.text("kind", left.kind());
    json.text("namespace", left.namespace());
    json.text("name", left.name());
    json.text("why", RollOutWords.word(left.why()));
    json.text("words", RollOutWords.left(left));
  }

  static void count(JsonDocument json, DigestCount count) {
    json.texts("open", count.open());
    json.texts("held", count.held());
    json.texts("ended", count.ended());
    json.texts("unknown", count.unknown());
    json.is("whole", count.isWhole());
    json.is("none", count.isNone());
  }

  @Override
  public void text(PrintWriter out, boolean colour) {
    ClusterHead.text(context, greeting, out);
    out.println();
    out.println(RollOutWords.count(plan.before()));
    section(
        out,
        "Would be changed, each by one patch that fails where it was changed meanwhile",
        plan.workloads());
    section(out, "Not known for sure, and changed with --unsure alone", plan.unsure());
    ending(out, colour);
    lines(out, "Not reached", plan.left().stream().map(RollOutWords::left).toList());
    lines(
        out,
        "Not seen: they may run the image as well",
        plan.notSeen().stream()
            .map(each -> each.kind().plural() + ": " + ClusterWords.trouble(each.why()))
            .toList());
    if (plan.workloads().isEmpty()) {
      out.println();
      out.println("No workload has the bad image in its template.");
    }
    out.println();
    out.println("This is the plan: nothing was changed yet.");
    out.flush();
  }

  private static List<String> names(List<RollOutPlan.Ending> pods) {
    return pods.stream().map(each -> each.namespace() + "/" + each.name()).toList();
  }

  private void ending(PrintWriter out, boolean colour) {
    lines(
        out,
        "End with what is in them: seal first what is to be kept (salvor collect)",
        names(plan.ending()).stream().map(each -> Visible.text(each, 200)).toList());
    if (!plan.ending().isEmpty() && !known) {
      out.println(
          "  Which of them are out of profile is not known: --case DIR names a live case that recorded it.");
    }
    if (!victims.isEmpty()) {
      out.println(TerminalColour.red("  ! " + RollOutWords.victims(victims), colour));
    }
  }

  private static void section(PrintWriter out, String title, List<WorkloadFix> fixes) {
    if (fixes.isEmpty()) {
      return;
    }
    out.println();
    out.println(title);
    for (WorkloadFix fix : fixes) {
      out.println("  " + RollOutWords.workload(fix));
      out.println("    " + RollOutWords.basis(fix.basis()));
      RollOutWords.remarks(fix).forEach(remark -> out.println("    ! " + remark));
    }
  }

  static void lines(PrintWriter out, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      out.println();
      out.println(title);
      lines.forEach(line -> out.println("  " + line));
    }
  }
}
