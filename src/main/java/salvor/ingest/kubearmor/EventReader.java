package salvor.ingest.kubearmor;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Observation;
import salvor.evidence.ObservedTime;
import salvor.evidence.Outcome;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.evidence.RecordRef;
import salvor.ingest.DecimalTime;
import salvor.ingest.Fields;
import salvor.ingest.Sink;
import salvor.workload.ImageDigest;
import salvor.workload.Location;
import salvor.workload.WorkloadRef;
import tools.jackson.databind.JsonNode;

/**
 * Reads what KubeArmor recorded.
 *
 * <p>Of its two times the one to the microsecond is taken; the other, in whole seconds, where that
 * one is absent or names no zone. {@code Source} is the parent of a program that starts, and else
 * the command line of the process itself. A start that was blocked is told with the program that
 * was to start.
 */
final class EventReader {
  private static final int LONGEST = 1_000;

  private EventReader() {}

  static void read(JsonNode record, RecordRef ref, Sink sink) {
    String operation = Fields.text(record, "Operation");
    if (operation == null) {
      sink.unreadable(ref, "KubeArmor event without an operation");
      return;
    }
    boolean alert = String.valueOf(Fields.exact(record, "Type")).startsWith("Matched");
    boolean start = operation.equals("Process");
    Activity activity = KubeArmorAct.of(operation, record);
    sink.observed(
        new Observation(
            time(record),
            location(record),
            start ? started(record) : doer(record),
            alert ? alert(record, activity) : activity,
            outcome(record, alert),
            quality(record, start),
            ref));
  }

  private static @Nullable ObservedTime time(JsonNode record) {
    ObservedTime fine = Fields.time(record, "UpdatedTime");
    ObservedTime time = fine != null ? fine : DecimalTime.ofEpoch(Fields.text(record, "Timestamp"));
    return Fields.orWithoutZone(time, record, "UpdatedTime");
  }

  private static Location location(JsonNode record) {
    String namespace = Fields.text(record, "NamespaceName");
    String image = Fields.text(record, "ContainerImage");
    JsonNode owner = Fields.at(record, "Owner");
    String name = Fields.text(owner, "Name");
    String inside = Fields.firstText(owner, "Namespace");
    String in = inside != null ? inside : namespace;
    return new Location(
        Fields.text(record, "HostName"),
        namespace,
        Fields.text(record, "PodName"),
        null,
        Fields.text(record, "ContainerName"),
        Location.bareContainerId(Fields.text(record, "ContainerID")),
        Fields.imageName(image),
        ImageDigest.in(image).orElse(null),
        name == null || in == null ? null : new WorkloadRef(in, Fields.text(owner, "Ref"), name));
  }

  private static ProcessInfo started(JsonNode record) {
    String line = Fields.exact(record, "Resource");
    String program = Fields.text(record, "ProcessName");
    return process(record, program != null ? program : first(line), line);
  }

  /** Where a record names no program its command line begins with it, as it was called. */
  private static ProcessInfo doer(JsonNode record) {
    String line = Fields.exact(record, "Source");
    String program = Fields.text(record, "ProcessName");
    return process(record, program != null ? program : first(line), line);
  }

  private static ProcessInfo process(
      JsonNode record, @Nullable String program, @Nullable String line) {
    boolean isPath = program != null && program.startsWith("/");
    boolean inside = Fields.present(record, "ContainerID") || Fields.present(record, "PodName");
    return new ProcessInfo(
        Fields.pid(record, "HostPID"),
        inside ? Fields.pid(record, "PID") : null,
        null,
        isPath ? program : null,
        isPath ? null : program,
        line,
        Fields.exact(record, "Cwd"),
        Fields.uid(record, "UID"),
        parent(record));
  }

  private static ProcessInfo.@Nullable Parent parent(JsonNode record) {
    Integer pid = Fields.pid(record, "HostPPID");
    String named = Fields.text(record, "ParentProcessName");
    String program =
        named != null || !"Process".equals(Fields.text(record, "Operation"))
            ? named
            : first(Fields.exact(record, "Source"));
    boolean isPath = program != null && program.startsWith("/");
    return pid == null && program == null
        ? null
        : new ProcessInfo.Parent(pid, null, isPath ? program : null, isPath ? null : program, null);
  }

  private static @Nullable String first(@Nullable String line) {
    int space = line == null ? -1 : line.indexOf(' ');
    return line == null || space < 0 ? line : line.substring(0, space);
  }

  private static Activity alert(JsonNode record, Activity about) {
    String policy = Fields.text(record, "PolicyName");
    return new Activity.Alert(
        policy == null ? "a policy without a name" : policy,
        Fields.text(record, "Severity"),
        Fields.text(record, "Message"),
        about);
  }

  /** A policy that blocks says what the caller got; without one the kernel refused it. */
  private static Outcome outcome(JsonNode record, boolean alert) {
    String result = Fields.text(record, "Result");
    if (result == null) {
      return Outcome.UNKNOWN;
    } else if (result.equals("Passed")) {
      return new Outcome(Outcome.Result.SUCCEEDED, null);
    }
    String said = result.substring(0, Math.min(result.length(), LONGEST));
    if (said.toLowerCase(Locale.ROOT).contains("in progress")) {
      return new Outcome(Outcome.Result.UNKNOWN, said); // a connect that does not wait
    }
    boolean blocked = alert && "Block".equals(Fields.text(record, "Action"));
    return new Outcome(blocked ? Outcome.Result.DENIED : Outcome.Result.FAILED, said);
  }

  private static Set<Quality> quality(JsonNode record, boolean start) {
    Set<Quality> quality = EnumSet.noneOf(Quality.class);
    String line = Fields.exact(record, start ? "Resource" : "Source");
    if (line != null && line.indexOf(' ') >= 0) {
      quality.add(Quality.LOSSY_ARGUMENTS);
    }
    if (Fields.text(record, "TTY") != null) {
      quality.add(Quality.TTY);
    }
    return quality;
  }
}
