package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Greeting;
import salvor.cluster.KubeContext;
import salvor.containment.InsideCheck;
import salvor.containment.ProbeAnswer;
import salvor.containment.ProbeTarget;
import salvor.containment.ToolboxLines;
import salvor.containment.Vantage;
import salvor.containment.Verification;
import salvor.containment.Verification.Connection;
import salvor.containment.Verification.Tried;
import salvor.evidence.Visible;

/** What was seen from inside a pod, for people and machines. */
public final class ContainVerifyReport implements Report {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private final KubeContext context;
  private final Greeting greeting;
  private final Vantage container;
  private final InsideCheck.Seen seen;

  /** Of a pod of a cluster. */
  public ContainVerifyReport(
      KubeContext context, Greeting greeting, Vantage container, InsideCheck.Seen seen) {
    this.context = context;
    this.greeting = greeting;
    this.container = container;
    this.seen = seen;
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("contain-verify.schema.json");
  }

  @Override
  public void json(OutputStream out) throws IOException {
    Verification verification = seen.verification();
    JsonDocument.write(
        out,
        json -> {
          json.number("version", VERSION);
          json.text("context", context.name());
          json.text("server", context.server());
          json.text("practice", greeting.practice().name().toLowerCase(Locale.ROOT));
          json.text("namespace", container.pod().namespace());
          json.text("pod", container.pod().name());
          json.text("uid", container.pod().uid());
          json.text("container", container.container());
          json.text("result", seen.before() ? "before" : word(verification.result()));
          json.text(
              "since",
              Optional.ofNullable(verification.since()).map(Object::toString).orElse(null));
          json.objects("targets", verification.targets(), each -> target(json, each));
          json.objects("connections", verification.connections(), each -> connection(json, each));
          json.objects(
              "ended",
              seen.ended(),
              each -> {
                json.text("local", each.local());
                json.text("remote", each.remote());
                json.text("outcome", each.outcome());
              });
          json.objects(
              "unproved",
              verification.unproved().stream().sorted().toList(),
              each -> {
                json.text("kind", word(each));
                json.text("words", InsideWords.unproved(each));
              });
          json.texts("evidence", seen.files());
        });
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void target(JsonDocument json, Tried tried) {
    ProbeTarget target = tried.target();
    json.text("target", target.word());
    json.text("role", word(target.role()));
    json.text("name", target.name());
    json.is("ownNode", target.ofNode());
    json.text("finding", seen.before() ? null : word(tried.finding()));
    answers(json, "before", seen.before() ? tried.after() : tried.before());
    answers(json, "after", seen.before() ? null : tried.after());
  }

  /** A list of one or none: absent is empty. */
  private static void answers(JsonDocument json, String name, @Nullable ProbeAnswer answer) {
    json.objects(
        name,
        answer == null ? List.of() : List.of(answer),
        each -> {
          json.text("outcome", word(each.outcome()));
          json.text("errno", each.errno());
          json.text("icmp", each.icmp());
          json.text("from", each.from());
          json.number("ms", each.millis());
        });
  }

  private static void connection(JsonDocument json, Connection connection) {
    json.text("protocol", connection.socket().protocol());
    json.text("local", connection.socket().local());
    json.text("remote", connection.socket().remote());
    json.text("state", connection.socket().state());
    json.is("inbound", connection.inbound());
    json.text("fate", word(connection.fate()));
    json.is("passes", connection.fate().passes());
  }

  @Override
  public void text(PrintWriter out, boolean colour) {
    ClusterHead.text(context, greeting, out);
    out.println();
    Verification verification = seen.verification();
    out.println(
        "Pod "
            + Visible.text(container.pod().namespace() + "/" + container.pod().name(), 200)
            + ", from its container "
            + Visible.text(container.container(), 200));
    if (seen.before()) {
      out.println("  before it is cut off: only what answers now proves anything later");
    } else {
      out.println("  " + InsideWords.result(verification.result()));
      if (verification.since() != null) {
        out.println("  since " + verification.since() + ", the first blocked probe");
      }
    }
    section(out, "Tried", verification.targets().stream().map(this::line).toList());
    if (!seen.before()) {
      section(
          out,
          "Connections",
          verification.connections().stream().map(InsideWords::connection).toList());
      section(out, "Ended", seen.ended().stream().map(ContainVerifyReport::ended).toList());
      section(
          out,
          "Not proved by this",
          verification.unproved().stream().sorted().map(InsideWords::unproved).toList());
    }
    section(out, "Kept in the case", seen.files().stream().map(Visible::text).toList());
    out.flush();
  }

  private String line(Tried tried) {
    String now = InsideWords.answer(tried.after());
    return InsideWords.target(tried.target())
        + ": "
        + (seen.before()
            ? now
            : InsideWords.finding(tried.finding())
                + "; before "
                + InsideWords.answer(tried.before())
                + ", now "
                + now);
  }

  private static String ended(ToolboxLines.Ended ended) {
    return Visible.text(ended.local() + " with " + ended.remote() + ": " + ended.outcome(), 200)
        + ", as the kernel said; what is listed above was listed after that";
  }

  private static void section(PrintWriter out, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      out.println();
      out.println(title);
      lines.forEach(line -> out.println("  " + line));
    }
  }
}
