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
import salvor.containment.ChosenPod;
import salvor.containment.InsideCheck;
import salvor.containment.ProbeAnswer;
import salvor.containment.ProbeTarget;
import salvor.containment.ToolboxLines;
import salvor.containment.Vantage;
import salvor.containment.Verification;
import salvor.containment.Verification.Connection;
import salvor.containment.Verification.Tried;
import salvor.evidence.Visible;

/** What was seen from inside pods, for people and machines. */
public final class ContainVerifyReport implements Report {
  /** The version of the JSON document's form. */
  public static final int VERSION = 2;

  private final KubeContext context;
  private final Greeting greeting;
  private final List<OfPod> pods;

  /** What came of a pod. */
  public sealed interface OfPod {
    /** The pod. */
    ChosenPod pod();

    /** It was looked into. */
    record Looked(Vantage from, InsideCheck.Seen seen) implements OfPod {
      @Override
      public ChosenPod pod() {
        return from.pod();
      }
    }

    /**
     * It was not.
     *
     * @param why in words
     */
    record NotLooked(ChosenPod pod, String why) implements OfPod {}
  }

  /** Of pods of a cluster, in the order in which they were named. */
  public ContainVerifyReport(KubeContext context, Greeting greeting, List<OfPod> pods) {
    this.context = context;
    this.greeting = greeting;
    this.pods = List.copyOf(pods);
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("contain-verify.schema.json");
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
          json.objects("pods", pods, each -> pod(json, each));
        });
  }

  private static void pod(JsonDocument json, OfPod each) {
    json.text("namespace", each.pod().namespace());
    json.text("pod", each.pod().name());
    json.text("uid", each.pod().uid());
    switch (each) {
      case OfPod.Looked(Vantage from, InsideCheck.Seen seen) -> {
        json.text("container", from.container());
        json.text("result", seen.before() ? "before" : word(seen.verification().result()));
        json.text("why", null);
        seen(json, seen);
      }
      case OfPod.NotLooked(var _, String why) -> {
        json.text("container", null);
        json.text("result", "not-seen");
        json.text("why", why);
        json.text("since", null);
        json.text("beside", null);
        for (String none :
            List.of("targets", "connections", "ended", "unproved", "evidence", "alike")) {
          json.texts(none, List.of());
        }
      }
    }
  }

  private static void seen(JsonDocument json, InsideCheck.Seen seen) {
    Verification verification = seen.verification();
    json.text(
        "since", Optional.ofNullable(verification.since()).map(Object::toString).orElse(null));
    ChosenPod beside = verification.beside();
    json.text("beside", beside == null ? null : beside.namespace() + "/" + beside.name());
    json.objects("targets", verification.targets(), each -> target(json, seen, each));
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
    json.texts(
        "alike", seen.alike().stream().map(pod -> pod.namespace() + "/" + pod.name()).toList());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void target(JsonDocument json, InsideCheck.Seen seen, Tried tried) {
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
    for (OfPod each : pods) {
      out.println();
      String name = name(each.pod());
      switch (each) {
        case OfPod.Looked(Vantage from, InsideCheck.Seen seen) -> {
          out.println(
              "Pod " + name + ", from its container " + Visible.text(from.container(), 200));
          text(out, seen);
        }
        case OfPod.NotLooked(var _, String why) -> {
          out.println("Pod " + name);
          out.println("  not seen: " + why);
        }
      }
    }
    out.flush();
  }

  private static String name(ChosenPod pod) {
    return Visible.text(pod.namespace() + "/" + pod.name(), 200);
  }

  private static void text(PrintWriter out, InsideCheck.Seen seen) {
    Verification verification = seen.verification();
    if (seen.before()) {
      out.println("  before it is cut off: only what answers now proves anything later");
    } else {
      out.println("  " + InsideWords.result(verification.result()));
      if (verification.since() != null) {
        out.println("  since " + verification.since() + ", the first blocked probe");
      }
      ChosenPod beside = verification.beside();
      if (beside != null) {
        out.println("  before: tried from " + name(beside) + ", which nothing cuts off");
      }
    }
    section(out, "Tried", verification.targets().stream().map(each -> line(seen, each)).toList());
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
    section(
        out,
        "To prove it by a pod like it that nothing cuts off",
        seen.alike().stream().limit(3).map(pod -> "--compare " + name(pod)).toList());
  }

  private static String line(InsideCheck.Seen seen, Tried tried) {
    String now = InsideWords.answer(tried.after());
    return InsideWords.target(tried.target())
        + ": "
        + (seen.before()
            ? now
            : InsideWords.finding(tried.finding(), seen.verification().beside() != null)
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
