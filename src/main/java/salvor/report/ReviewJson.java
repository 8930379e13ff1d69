package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.IntBuffer;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Trait;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.evidence.RecordRef;
import salvor.review.Dwell;
import salvor.review.Rendering;
import salvor.review.Replay;
import salvor.review.Review;
import salvor.review.ReviewedAct;
import salvor.review.RuleException;
import salvor.review.Tightening;
import salvor.workload.WorkloadRef;

/** A review for machines; its schema is {@code review.schema.json} beside this class. */
final class ReviewJson {
  /** The version of the document's form. */
  static final int VERSION = 1;

  private final Review review;
  private final Evidence evidence;
  private final JsonDocument json;

  private ReviewJson(ReviewReport report, JsonDocument json) {
    this.review = report.review();
    this.evidence = report.evidence();
    this.json = json;
  }

  /** Writes the document, UTF-8, and leaves the stream open. */
  static void write(ReviewReport report, OutputStream out) throws IOException {
    JsonDocument.write(
        out,
        json -> {
          json.number("version", VERSION);
          new ReviewJson(report, json).content();
        });
  }

  /** All but the version. */
  static void content(ReviewReport report, JsonDocument json) {
    new ReviewJson(report, json).content();
  }

  private void content() {
    json.number("observations", review.observations());
    json.number("outBeforeCompromise", review.before());
    json.object("dwell", () -> dwell(review.dwell()));
    json.texts("missing", review.missing().stream().sorted().map(Wording::missing).toList());
    json.texts("unrecorded", review.unrecorded().stream().sorted().map(TriageJson::lower).toList());
    json.objects("acts", review.acts(), this::act);
    json.objects("tightenings", review.tightenings(), this::tightening);
    json.object(
        "retried",
        () -> {
          json.number("found", review.retried().found());
          json.number("falseAlarms", review.retried().falseAlarms());
        });
    json.objects("rules", review.proposals(), this::proposal);
    json.objects("exceptions", review.exceptions(), this::exception);
  }

  private void dwell(Dwell dwell) {
    json.text("compromise", TriageJson.time(dwell.compromise()));
    json.text("firstOut", TriageJson.time(dwell.firstOut()));
    json.text("detected", TriageJson.time(dwell.detected()));
    json.is("detectionSet", dwell.isDetectionSet());
    json.text("actual", length(dwell.actual()));
    json.text("achievable", length(dwell.achievable()));
    json.text("gained", length(dwell.gained()));
    if (dwell.contained() != null) {
      json.text("contained", TriageJson.time(dwell.contained()));
      json.text("untilContained", length(dwell.untilContained()));
    }
  }

  private static @Nullable String length(OptionalLong nanos) {
    return nanos.isEmpty() ? null : Duration.ofNanos(nanos.getAsLong()).toString();
  }

  private void place(@Nullable WorkloadRef workload, @Nullable String container) {
    json.text("namespace", workload == null ? null : workload.namespace());
    json.text("workload", workload == null ? null : workload.name());
    json.text("container", container);
  }

  private void act(ReviewedAct act) {
    json.text("first", TriageJson.time(act.first()));
    json.text("last", TriageJson.time(act.last()));
    place(act.workload(), act.container());
    json.text("program", act.program());
    json.text("kind", act.kind().words());
    json.text("subject", act.subject());
    json.number("others", act.others());
    json.text("act", act.trait() == null ? null : act.trait().text());
    json.text("verdict", ReviewWords.verdict(act.answer()).toLowerCase(java.util.Locale.ROOT));
    json.text("why", ReviewWords.answer(act.answer()));
    String reason = null;
    String element = null;
    boolean lineage = false;
    switch (act.answer()) {
      case ReviewedAct.Answer.Out out -> reason = out.reason().name();
      case ReviewedAct.Answer.Unknown unknown -> reason = unknown.reason().name();
      case ReviewedAct.Answer.Wide wide -> {
        element = wide.element().trait().text();
        lineage = wide.lineage();
      }
    }
    json.text("reason", reason);
    json.text("element", element);
    json.is("lineage", lineage);
    events("events", act.rows());
  }

  private void events(String name, IntBuffer rows) {
    json.objects(
        name, IntStream.range(0, rows.limit()).map(rows::get).boxed().toList(), this::event);
  }

  /** What names an observation for ever: the hash of its source, and where in it it stands. */
  private void event(int row) {
    Observations all = evidence.observations();
    RecordRef ref = all.source(row);
    json.text("sha256", evidence.sources().get(ref.source()).sha256());
    json.number("offset", ref.offset());
    json.number("line", ref.line());
  }

  private void tightening(Tightening of) {
    json.text("baseline", of.baseline().name());
    json.text("element", of.element().trait().text());
    json.text(
        "proposal",
        switch (of.proposal()) {
          case Tightening.Proposal.Replace _ -> "replace";
          case Tightening.Proposal.Unseen _ -> "unseen";
          case Tightening.Proposal.Same _ -> "same";
          case Tightening.Proposal.TooMany _ -> "too-many";
        });
    json.texts(
        "by",
        of.proposal() instanceof Tightening.Proposal.Replace(List<Trait> by)
            ? by.stream().map(Trait::text).sorted(Comparator.naturalOrder()).toList()
            : List.of());
  }

  private void proposal(Review.Proposal proposal) {
    json.text("id", proposal.rule().id());
    json.text("purpose", TriageJson.lower(proposal.rule().purpose()));
    place(proposal.rule().workload(), proposal.rule().container());
    json.texts("reasons", proposal.rule().reasons().stream().map(Enum::name).toList());
    json.objects("formats", proposal.renderings(), this::rendering);
  }

  private void rendering(Rendering rendering) {
    json.text("format", rendering.format().word());
    switch (rendering) {
      case Rendering.Written written -> {
        json.text("document", written.text());
        json.text("refused", null);
        json.object("replay", () -> replay(written.replay()));
      }
      case Rendering.Refused refused -> {
        json.text("document", null);
        json.text("refused", ReviewWords.refused(refused.cause()));
      }
    }
  }

  private void replay(Replay replay) {
    json.is("silent", replay.isSilent());
    json.is("recorded", replay.recorded());
    json.number("fires", replay.fires());
    json.number("falseAlarms", replay.falseAlarms());
    json.number("inProfile", replay.known());
    json.number("explained", replay.explained());
    json.number("unknown", replay.unknown());
    json.number("accepted", replay.accepted());
    json.number("siblings", replay.siblings());
    json.number("undecided", replay.undecided());
    json.text("recording", Duration.ofNanos(replay.nanos()).toString());
    json.texts("elements", replay.elements());
    json.texts("possible", replay.possible());
    events("caught", replay.caught());
    json.objects("samples", replay.samples(), this::event);
  }

  private void exception(RuleException of) {
    json.text("rule", of.rule());
    json.objects(
        "fields",
        of.values(),
        value -> {
          json.text("field", TriageJson.lower(value.field()));
          json.texts("oneOf", value.oneOf());
        });
    json.number("silenced", of.silenced());
    json.number("hidden", of.hidden());
    json.number("left", of.left());
    json.is("offered", of.isSafe());
  }
}
