package salvor.workbench.wording;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Observation;
import salvor.evidence.Observations;
import salvor.evidence.Outcome;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Traffic;
import salvor.report.OutcomeWords;
import salvor.report.TrafficWords;

/**
 * What was done, in one line and field by field. What comes from evidence is not made visible here:
 * see {@link VisibleText}.
 */
public final class Activities {
  private Activities() {}

  /**
   * A field and its value.
   *
   * @param name what the field is called on the screen
   * @param value what the evidence says
   */
  public record Field(String name, String value) {}

  /** What was done, in one line: the command, the peer, the file, and how it ended. */
  public static String line(ProcessInfo process, Activity activity, Outcome outcome) {
    String behind = OutcomeWords.behind(activity, outcome);
    return activity instanceof Activity.ApiRequest request
        ? request(request) + behind + user(request) // a user's name is long
        : line(process, activity) + behind;
  }

  /** What a row did, in one line. */
  public static String line(Observations observations, int row) {
    int id = observations.activityId(row);
    return line(observations.processAt(row), observations.activity(id), observations.outcome(id));
  }

  private static String line(ProcessInfo process, Activity activity) {
    return switch (activity) {
      case Activity.ProcessStarted _ -> command(process);
      case Activity.ProcessEnded(Integer status, String signal) ->
          signal != null ? "by " + signal : status != null ? "status " + status : "";
      case Activity.ConnectionOpened(var local, var remote, _, _) ->
          "to " + remote + (local.port() == 0 ? "" : " from " + local);
      case Activity.ConnectionAccepted(var local, var remote, _, _) ->
          "from " + remote + " on " + local;
      case Activity.Listening(var local, _) -> "on " + local;
      case Activity.NameLookedUp(String name, String answers) ->
          answers == null ? name : name + " = " + answers;
      case Activity.FileOpened(String path, _) -> path;
      case Activity.FileWritten(String path, String how) ->
          how == null ? path : path + " (" + how + ")";
      case Activity.FileDeleted(String path) -> path;
      case Activity.KernelAction(_, String name, String detail) ->
          detail == null ? name : name + " " + detail;
      case Activity.ApiRequest request -> request(request) + user(request);
      case Activity.Alert(String rule, _, String message, _) ->
          message == null || message.equals(rule) ? rule : rule + ": " + message;
      case Activity.ClusterEvent(String reason, _, String message, _, _, int count) ->
          reason
              + (message == null ? "" : ": " + message)
              + (count > 1 ? " (" + Moments.count(count) + " times)" : "");
      case Activity.NotHeard(long nanos, String why) ->
          (nanos < 0 ? "not heard again" : "for " + Moments.length(nanos))
              + (why == null ? "" : ": " + why);
      case Activity.Logged(String text, _) -> text;
      case Activity.EventsLost(long count, String why) ->
          (count == 0 ? "some events" : Moments.count(count, "event"))
              + (why == null ? "" : ": " + why);
    };
  }

  private static String command(ProcessInfo process) {
    String commandLine = process.commandLine();
    if (commandLine != null) {
      return commandLine;
    }
    String program = process.program();
    return program == null ? "" : program;
  }

  private static String request(Activity.ApiRequest r) {
    String what =
        r.resource() == null
            ? orEmpty(r.uri())
            : r.resource() + (r.subresource() == null ? "" : "/" + r.subresource());
    String name =
        r.name() == null ? "" : " " + (r.namespace() == null ? "" : r.namespace() + "/") + r.name();
    return r.verb() + " " + what + name;
  }

  private static String user(Activity.ApiRequest request) {
    return request.user() == null ? "" : " by " + request.user();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** Where it happened. */
  public static List<Field> place(Observation observation) {
    Fields fields = new Fields();
    var where = observation.location();
    fields.add("Cluster", where.cluster());
    fields.add("Namespace", where.namespace());
    fields.add("Workload", where.workload());
    fields.add("Pod", where.pod());
    fields.add("Pod UID", where.podUid());
    fields.add("Container", where.container());
    fields.add("Container ID", where.containerId());
    fields.add("Image", where.image());
    fields.add("Digest", where.digest());
    fields.add("Node", where.node());
    return fields.all;
  }

  /** Who did it. */
  public static List<Field> process(ProcessInfo process) {
    Fields fields = new Fields();
    fields.add("Program", process.executable());
    fields.add("Name", process.name());
    fields.add("Command", process.commandLine());
    fields.add("Directory", process.cwd());
    fields.add("PID", process.pid());
    fields.add("PID inside", process.containerPid());
    fields.add("Identity", process.id());
    fields.add("User ID", process.uid());
    ProcessInfo.Parent parent = process.parent();
    if (parent != null) {
      fields.add("Parent", parent.executable() != null ? parent.executable() : parent.name());
      fields.add("Parent command", parent.commandLine());
      fields.add("Parent PID", parent.pid());
      fields.add("Parent identity", parent.id());
    }
    return fields.all;
  }

  /** What was done, field by field, and how it ended; also when that was not recorded. */
  public static List<Field> fields(Activity activity, Outcome outcome) {
    List<Field> all = fields(activity);
    all.add(new Field("Outcome", OutcomeWords.of(outcome)));
    return all;
  }

  private static List<Field> fields(Activity activity) {
    Fields fields = new Fields();
    switch (activity) {
      case Activity.ProcessStarted _ -> {}
      case Activity.ProcessEnded(Integer status, String signal) ->
          fields.add("Status", status).add("Signal", signal);
      case Activity.ConnectionOpened(var local, var remote, String protocol, var traffic) ->
          traffic(fields.add("To", remote).add("From", local).add("Protocol", protocol), traffic);
      case Activity.ConnectionAccepted(var local, var remote, String protocol, var traffic) ->
          traffic(fields.add("From", remote).add("To", local).add("Protocol", protocol), traffic);
      case Activity.Listening(var local, String protocol) ->
          fields.add("On", local).add("Protocol", protocol);
      case Activity.NameLookedUp(String name, String answers) ->
          fields.add("Asked for", name).add("Answers", answers);
      case Activity.FileOpened(String path, String flags) ->
          fields.add("File", path).add("Flags", flags);
      case Activity.FileWritten(String path, String how) ->
          fields.add("File", path).add("How", how);
      case Activity.FileDeleted(String path) -> fields.add("File", path);
      case Activity.KernelAction(_, String name, String detail) ->
          fields.add("Action", name).add("Detail", detail);
      case Activity.ApiRequest request -> request(fields, request);
      case Activity.Alert(String rule, String priority, String message, Activity about) -> {
        fields.add("Rule", rule).add("Priority", priority).add("Message", message);
        if (about != null) {
          fields.add("About", about.kind().words());
          fields.all.addAll(fields(about));
        }
      }
      case Activity.ClusterEvent(
              String reason,
              String type,
              String message,
              String object,
              String since,
              int count) ->
          fields
              .add("Reason", reason)
              .add("Type", type)
              .add("About", object)
              .add("Message", message)
              .add("Times", count == 0 ? null : count)
              .add("Since", since);
      case Activity.NotHeard(long nanos, String why) ->
          fields
              .add("For", nanos < 0 ? "it was not heard again" : Moments.length(nanos))
              .add("Why", why);
      case Activity.Logged(String text, String stream) ->
          fields.add("Line", text).add("Written to", stream);
      case Activity.EventsLost(long count, String why) ->
          fields.add("Lost", count == 0 ? null : count).add("Why", why);
    }
    return fields.all;
  }

  private static void traffic(Fields fields, @Nullable Traffic traffic) {
    if (traffic != null) {
      fields
          .add("Traffic", TrafficWords.of(traffic))
          .add("For", traffic.nanos() < 0 ? null : Moments.length(traffic.nanos()))
          .add("Client asked for", traffic.asked())
          .add("Translated", traffic.translated());
    }
  }

  private static void request(Fields fields, Activity.ApiRequest request) {
    fields
        .add("Verb", request.verb())
        .add("Resource", request.resource())
        .add("Subresource", request.subresource())
        .add("Namespace", request.namespace())
        .add("Object", request.name())
        .add("User", request.user())
        .add("Acting for", request.impersonated())
        .add("Token of pod", request.onBehalfOfPod())
        .add("Source address", request.sourceAddress())
        .add("User agent", request.userAgent())
        .add("URI", request.uri());
  }

  private static final class Fields {
    private final List<Field> all = new ArrayList<>();

    Fields add(String name, @Nullable Object value) {
      String text = value == null ? "" : value.toString();
      if (!text.isEmpty()) {
        all.add(new Field(name, text));
      }
      return this;
    }
  }
}
