package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Greeting;
import salvor.cluster.KubeContext;
import salvor.containment.Aftermath;
import salvor.containment.Applied;
import salvor.containment.DryRun;
import salvor.containment.Measure;
import salvor.containment.Outcome;
import salvor.containment.Step;
import salvor.containment.Undone;
import salvor.evidence.Visible;
import tools.jackson.databind.JsonNode;

/** What was done of a measure, was tried of it, or was taken back. */
public final class MeasureReport implements Report {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private final KubeContext context;
  private final Greeting greeting;
  private final Act act;
  private final Measure measure;
  private final List<Applied.Result> results;
  private final @Nullable String unwritten;
  private final Aftermath aftermath;

  /** What was done with it. */
  private enum Act {
    DRY_RUN,
    APPLY,
    UNDO
  }

  private MeasureReport(
      KubeContext context,
      Greeting greeting,
      Act act,
      Measure measure,
      List<Applied.Result> results,
      @Nullable String unwritten,
      Aftermath aftermath) {
    this.aftermath = aftermath;
    this.context = context;
    this.greeting = greeting;
    this.act = act;
    this.measure = measure;
    this.results = results;
    this.unwritten = unwritten;
  }

  /** Of a trial. */
  public static MeasureReport of(KubeContext context, Greeting greeting, DryRun trial) {
    List<Applied.Result> results = new ArrayList<>();
    trial
        .trials()
        .forEach(each -> results.add(new Applied.Result(each.step(), each.outcome(), null, null)));
    return new MeasureReport(
        context, greeting, Act.DRY_RUN, trial.measure(), results, null, Aftermath.NONE);
  }

  /** Of what was done. */
  public static MeasureReport of(KubeContext context, Greeting greeting, Applied applied) {
    return new MeasureReport(
        context,
        greeting,
        Act.APPLY,
        applied.measure(),
        applied.results(),
        applied.unwritten(),
        Aftermath.NONE);
  }

  /**
   * Of what was taken back.
   *
   * @param aftermath what that meant for pods, as it was told before
   */
  public static MeasureReport of(
      KubeContext context, Greeting greeting, Undone undone, Aftermath aftermath) {
    return new MeasureReport(
        context,
        greeting,
        Act.UNDO,
        undone.recorded().measure(),
        undone.results(),
        undone.unwritten(),
        aftermath);
  }

  /** Of what was not taken back, as pods would be lost by it. */
  public static MeasureReport refused(
      KubeContext context, Greeting greeting, Measure measure, Aftermath aftermath) {
    Outcome outcome = new Outcome.NotTried(Outcome.Reason.EVIDENCE);
    List<Applied.Result> results =
        measure.steps().stream()
            .map(step -> new Applied.Result(step, outcome, null, null))
            .toList();
    return new MeasureReport(context, greeting, Act.UNDO, measure, results, null, aftermath);
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("contain-result.schema.json");
  }

  /** How far it was done: of a dry run nothing is. */
  private Applied.Extent extent() {
    return act == Act.DRY_RUN
        ? Applied.Extent.NONE
        : new Applied(measure, results, unwritten).extent();
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
          json.text("act", MeasureWords.word(act));
          measure(json, measure);
          json.text("extent", MeasureWords.word(extent()));
          json.text("unwritten", unwritten);
          json.objects("endangered", aftermath.losses(), loss -> loss(json, loss));
          json.is("endangeredKnown", aftermath.untold() == null && aftermath.unseen().isEmpty());
          int[] number = {0};
          json.objects("steps", results, each -> result(json, ++number[0], each));
        });
  }

  private static void loss(JsonDocument json, Aftermath.Loss loss) {
    json.text("namespace", loss.pod().namespace());
    json.text("name", loss.pod().name());
    json.text("uid", loss.pod().uid());
    json.text("why", MeasureWords.word(loss.why()));
    json.text("verdict", MeasureWords.word(loss.suspicion()));
    json.is("sealed", loss.sealed());
    json.texts("lacking", loss.lacking());
    json.is("asked", loss.isAsked());
    json.text("words", AftermathWords.pod(loss));
  }

  static void measure(JsonDocument json, Measure measure) {
    json.text("mark", measure.mark());
    json.text("label", measure.label());
    json.text("kind", MeasureWords.word(measure.kind()));
    json.text("caseId", measure.caseId());
    json.text("reason", measure.reason());
  }

  static void step(JsonDocument json, int number, Step step) {
    json.number("number", (long) number);
    json.text("words", ContainmentWords.step(step));
    json.text(
        "verb",
        switch (step) {
          case Step.Create _ -> "create";
          case Step.Patch _ -> "patch";
          case Step.Delete _ -> "delete";
        });
    json.text("group", step.kind().group());
    json.text("resource", step.kind().plural());
    json.text("namespace", step.namespace());
    json.text("name", step.name());
  }

  private void result(JsonDocument json, int number, Applied.Result result) {
    boolean tried = act == Act.DRY_RUN;
    step(json, number, result.step());
    Outcome outcome = result.outcome();
    JsonNode now = null;
    String why = null;
    List<String> fields = List.of();
    boolean readBack = false;
    String word =
        switch (outcome) {
          case Outcome.Done(JsonNode is, boolean read) -> {
            now = tried ? null : is; // it is as it would be
            readBack = read;
            yield tried ? "would-be-done" : "done";
          }
          case Outcome.Already(JsonNode is) -> {
            now = is;
            yield "already";
          }
          case Outcome.Refused _ -> "refused";
          case Outcome.Hindered(var hindrance, var where, JsonNode is) -> {
            now = is;
            why = MeasureWords.word(hindrance);
            fields = where;
            yield "hindered";
          }
          case Outcome.Unknown _ -> "unknown";
          case Outcome.NotTried(var reason) -> {
            why = MeasureWords.word(reason);
            yield "not-tried";
          }
        };
    json.text("outcome", word);
    json.text("why", why);
    json.texts("fields", fields);
    json.text("result", words(outcome));
    json.is("readBack", readBack);
    json.text("uid", now == null ? null : now.at("/metadata/uid").asString(""));
    json.text(
        "resourceVersion", now == null ? null : now.at("/metadata/resourceVersion").asString(""));
    json.text("requested", time(result.requested()));
    json.text("settled", time(result.settled()));
  }

  private static @Nullable String time(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  @Override
  public void text(PrintWriter out, boolean colour) {
    ClusterHead.text(context, greeting, out);
    out.println();
    String what = MeasureWords.kind(measure.kind()) + " " + measure.mark();
    out.println(
        switch (act) {
          case DRY_RUN -> "Tried, and nothing done, of the " + what + ":";
          case APPLY -> "Done of the " + what + ": " + MeasureWords.extent(extent());
          case UNDO -> "Taken back of the " + what + ": " + MeasureWords.extent(extent());
        });
    int number = 0;
    for (Applied.Result each : results) {
      number++;
      out.println("  " + number + ". " + ContainmentWords.step(each.step()));
      out.println("     " + words(each.outcome()));
    }
    if (unwritten != null) {
      out.println(
          "NOT WRITTEN DOWN: "
              + Visible.text(unwritten, 200)
              + ". What was done last is not in the ledger; contain status looks for it.");
    }
    if (act == Act.APPLY && extent() != Applied.Extent.NONE) {
      out.println();
      out.println("That the cluster took it does not prove that it holds; only a probe does.");
    }
    out.flush();
  }

  private String words(Outcome outcome) {
    return act == Act.DRY_RUN && outcome instanceof Outcome.Done
        ? "the cluster would do it"
        : MeasureWords.outcome(outcome);
  }
}
