package salvor.ingest.falco;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.NaiveTime;
import salvor.evidence.Observation;
import salvor.evidence.ObservedTime;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.evidence.RecordRef;
import salvor.evidence.TimeText;
import salvor.ingest.RecordReader;
import salvor.ingest.Sink;
import salvor.workload.ImageDigest;
import salvor.workload.Location;
import tools.jackson.databind.JsonNode;

/**
 * Reads Falco records one by one. {@link FalcoLine} says the same of the lines it takes, only
 * faster.
 */
final class FalcoReader implements RecordReader {
  @Override
  public void read(JsonNode record, RecordRef ref, Sink sink) {
    FalcoFields fields = new FalcoFields(record.path("output_fields"));
    String rule = FalcoFields.text(record.path("rule"));
    if (rule == null) {
      sink.unreadable(ref, "Falco record without a rule name");
      return;
    }
    if ("internal".equals(FalcoFields.text(record.path("source")))) {
      sink.skipped("Falco's own metrics");
      return;
    }
    Activity activity = activity(record, fields, rule);
    sink.observed(
        new Observation(
            time(record, fields),
            location(fields),
            process(fields),
            activity,
            FalcoOutcome.of(fields, activity),
            quality(fields),
            ref));
  }

  private static @Nullable ObservedTime time(JsonNode record, FalcoFields fields) {
    Optional<ObservedTime> said = TimeText.read(FalcoFields.text(record.path("time")));
    if (said.isPresent()) {
      return said.get();
    }
    Long nanos = fields.number("evt.time");
    // microseconds were seen under this name: only a number of 19 digits is surely nanoseconds
    return nanos == null || nanos < 1_000_000_000_000_000_000L
        ? NaiveTime.read(FalcoFields.text(record.path("time"))).orElse(null)
        : TimeText.ofNanos(nanos).orElse(null);
  }

  private static Activity activity(JsonNode record, FalcoFields fields, String rule) {
    if (rule.startsWith("Falco internal: syscall event drop")) {
      Long lost = fields.number("n_drops");
      return new Activity.EventsLost(lost == null ? 0 : lost, rule);
    }
    Activity about = FalcoActivity.of(fields, rule);
    if (about != null && telemetry(record, rule)) {
      return about;
    }
    String priority = FalcoFields.text(record.path("priority"));
    return new Activity.Alert(rule, priority, message(record, priority), about);
  }

  private static boolean telemetry(JsonNode record, String rule) {
    if (rule.startsWith("Telemetry ")) {
      return true;
    }
    for (JsonNode tag : record.path("tags")) {
      if (tag.isString() && tag.stringValue().equals("telemetry")) {
        return true;
      }
    }
    return false;
  }

  /**
   * The rule's sentence: the output without time and priority before it and the values in brackets
   * behind it.
   */
  private static @Nullable String message(JsonNode record, @Nullable String priority) {
    String output = FalcoFields.text(record.path("output"));
    if (output == null) {
      return null;
    }
    int from = 0;
    int colon = output.indexOf(": ");
    if (colon > 0 && priority != null && output.startsWith(priority + " ", colon + 2)) {
      from = colon + 3 + priority.length();
    }
    int values = output.indexOf(" (", from);
    return output.substring(from, values < 0 ? Math.min(output.length(), from + 1000) : values);
  }

  static Location location(FalcoFields fields) {
    String id = fields.text("container.full_id");
    if (id == null) {
      id = fields.text("container.id");
    }
    String repository = fields.text("container.image.repository");
    String tag = fields.text("container.image.tag");
    return new Location(
        fields.text("k8s.node.name"),
        fields.text("k8s.ns.name"),
        fields.text("k8s.pod.name"),
        fields.text("k8s.pod.uid"),
        fields.text("container.name"),
        "host".equals(id) ? null : id,
        repository == null || tag == null ? repository : repository + ":" + tag,
        ImageDigest.in(fields.text("container.image.digest")).orElse(null),
        null);
  }

  static ProcessInfo process(FalcoFields fields) {
    Integer pid = fields.natural("proc.pid");
    Integer uid = fields.natural("user.uid");
    String executable = fields.text("proc.exepath");
    return new ProcessInfo(
        pid,
        fields.natural("proc.vpid"),
        identity(pid, fields.number("proc.pid.ts")),
        executable == null ? null : undeleted(executable),
        fields.text("proc.name"),
        commandLine(fields.text("proc.exe"), fields.text("proc.name"), fields.text("proc.cmdline")),
        fields.text("proc.cwd"),
        uid,
        parent(fields));
  }

  private static ProcessInfo.@Nullable Parent parent(FalcoFields fields) {
    Integer pid = fields.natural("proc.ppid");
    String executable = fields.text("proc.pexepath");
    String name = fields.text("proc.pname");
    String commandLine = fields.text("proc.pcmdline");
    if (pid == null && executable == null && name == null && commandLine == null) {
      return null;
    }
    return new ProcessInfo.Parent(
        pid,
        identity(pid, fields.number("proc.ppid.ts")),
        executable == null ? null : undeleted(executable),
        name,
        commandLine);
  }

  private static @Nullable String identity(@Nullable Integer pid, @Nullable Long started) {
    return pid == null || started == null ? null : pid + "@" + started;
  }

  private static @Nullable String commandLine(
      @Nullable String argv0, @Nullable String name, @Nullable String commandLine) {
    return argv0 == null || name == null || commandLine == null || !commandLine.startsWith(name)
        ? commandLine
        : argv0 + commandLine.substring(name.length());
  }

  private static String undeleted(String executable) {
    return executable.endsWith(DELETED)
        ? executable.substring(0, executable.length() - DELETED.length())
        : executable;
  }

  private static final String DELETED = " (deleted)";

  private static Set<Quality> quality(FalcoFields fields) {
    EnumSet<Quality> quality = EnumSet.noneOf(Quality.class);
    if (fields.text("proc.cmdline") != null) {
      quality.add(Quality.LOSSY_ARGUMENTS);
    }
    String flags = fields.text("evt.arg.flags"); // of an execve the rule may give these instead
    if (fields.isTrue("proc.is_exe_upper_layer")
        || (flags != null && flags.contains("EXE_UPPER_LAYER"))) {
      quality.add(Quality.EXE_UPPER_LAYER);
    }
    if (fields.isTrue("proc.is_exe_lower_layer")
        || (flags != null && flags.contains("EXE_LOWER_LAYER"))) {
      quality.add(Quality.EXE_LOWER_LAYER);
    }
    String executable = fields.text("proc.exepath");
    if (fields.isTrue("proc.is_exe_from_memfd")
        || (executable != null && executable.startsWith("memfd:"))) {
      quality.add(Quality.EXE_FROM_MEMFD);
    }
    if (executable != null && executable.endsWith(DELETED)) {
      quality.add(Quality.EXE_DELETED);
    }
    Long tty = fields.number("proc.tty");
    if (tty != null && tty > 0) {
      quality.add(Quality.TTY);
    }
    return quality;
  }
}
