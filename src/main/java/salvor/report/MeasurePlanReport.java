package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import salvor.cluster.Change;
import salvor.cluster.Greeting;
import salvor.cluster.KubeContext;
import salvor.containment.Measure;
import salvor.containment.MeasurePlan;
import salvor.containment.Step;

/** A plan of a measure other than a quarantine, for people and machines. */
public final class MeasurePlanReport implements Report {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private final KubeContext context;
  private final Greeting greeting;
  private final MeasurePlan plan;

  /** Of a plan for a cluster. */
  public MeasurePlanReport(KubeContext context, Greeting greeting, MeasurePlan plan) {
    this.context = context;
    this.greeting = greeting;
    this.plan = plan;
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("measure-plan.schema.json");
  }

  @Override
  public void json(OutputStream out) throws IOException {
    JsonDocument.write(
        out,
        json -> {
          json.number("version", VERSION);
          json.text("context", context.name());
          json.text("server", context.server());
          json.text("practice", greeting.practice().name().toLowerCase(Locale.ROOT));
          json.text("measure", word(plan.kind()));
          json.text("label", plan.madeFor().label());
          json.is("whole", plan.isWhole());
          json.objects("steps", plan.steps(), each -> step(json, each));
          json.objects(
              "refused",
              plan.refused(),
              each -> {
                json.text("what", each.what());
                json.text("reason", word(each.why()));
                json.texts("named", each.named());
                json.text("words", MeasurePlanWords.refusal(each));
              });
          json.objects(
              "notes",
              plan.notes(),
              each -> {
                json.text("subject", word(each.subject()));
                json.text("what", each.what());
                json.texts("named", each.named());
                json.text("words", MeasurePlanWords.note(each));
              });
          json.objects(
              "missingRights",
              plan.missing(),
              right -> {
                json.text("verb", right.verb());
                json.text("resource", right.target());
              });
        });
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void step(JsonDocument json, Step step) {
    json.text("words", ContainmentWords.step(step));
    json.text("resource", step.kind().plural());
    json.text("group", step.kind().group());
    json.text("namespace", step.namespace());
    json.text("name", step.name());
    switch (step.change()) {
      case Change.Create create -> {
        json.text("verb", "create");
        json.tree("body", create.manifest());
      }
      case Change.Patch patch -> {
        json.text("verb", "patch");
        json.tree("body", patch.patch());
      }
      case Change.Post post -> {
        json.text("verb", post.below());
        json.tree("body", post.manifest());
      }
      case Change.Delete _ -> json.text("verb", "delete");
    }
  }

  @Override
  public void text(PrintWriter out, boolean colour) {
    ClusterHead.text(context, greeting, out);
    out.println();
    out.println(MeasurePlanWords.kind(plan.kind()));
    section(out, "Not done", plan.refused().stream().map(MeasurePlanWords::refusal).toList());
    section(
        out,
        "What would be done, in this order",
        plan.steps().stream()
            .map(step -> (plan.steps().indexOf(step) + 1) + ". " + ContainmentWords.step(step))
            .toList());
    section(out, "To know", plan.notes().stream().map(MeasurePlanWords::note).toList());
    if (greeting.practice() == Greeting.Practice.YES && isByAdmission()) {
      section(
          out,
          "This cluster is for practice",
          List.of(
              "it keeps admission policies, and does not make them hold: nothing is denied here"));
    }
    if (!plan.missing().isEmpty()) {
      section(out, "You may not", List.of(ContainmentWords.rights(plan.missing())));
    }
    out.flush();
  }

  private boolean isByAdmission() {
    return plan.kind() == Measure.Kind.HOLD || plan.kind() == Measure.Kind.DENY_IMAGE;
  }

  private static void section(PrintWriter out, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      out.println();
      out.println(title);
      lines.forEach(line -> out.println("  " + line));
    }
  }
}
