package salvor.ingest.tracee;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Observation;
import salvor.evidence.Outcome;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.evidence.RecordRef;
import salvor.ingest.Fields;
import salvor.ingest.RecordReader;
import salvor.ingest.Sink;
import tools.jackson.databind.JsonNode;

/**
 * Reads Tracee events: what the kernel did, and (from signatures and detectors) alerts about it.
 */
final class TraceeReader implements RecordReader {
  /** Event ids of signatures begin here in the first two generations. */
  private static final int SIGNATURES = 6_000;

  private static final int USER_EVENTS = 7_000;

  @Override
  public void read(JsonNode record, RecordRef ref, Sink sink) {
    boolean today = TraceeFormat.isToday(record);
    String name = Fields.text(record, today ? "name" : "eventName");
    if (name == null) {
      sink.unreadable(ref, "tracee event without its name");
      return;
    }
    TraceeArguments arguments = new TraceeArguments(Fields.at(record, today ? "data" : "args"));
    TraceeEvent event = new TraceeEvent(name, syscall(record, today), arguments);
    if (isAlert(record)) {
      TraceeEvent cause = cause(record, event);
      observe(alert(name, record, today, cause), cause == null ? event : cause, record, ref, sink);
      return;
    }
    String skipped = event.skipped();
    if (skipped != null) {
      sink.skipped(skipped);
    } else {
      observe(event.activity(), event, record, ref, sink);
    }
  }

  private static @Nullable String syscall(JsonNode record, boolean today) {
    return today
        ? Fields.text(record, "workload", "process", "thread", "syscall")
        : Fields.text(record, "syscall");
  }

  private static boolean isAlert(JsonNode record) {
    Long id = Fields.number(record, "eventId");
    return Fields.present(record, "threat")
        || Fields.present(record, "metadata", "Properties")
        || (id != null && id >= SIGNATURES && id < USER_EVENTS);
  }

  /**
   * What the alert is about: the event it was made of, or the start of a program that lies in
   * memory.
   */
  private static @Nullable TraceeEvent cause(JsonNode record, TraceeEvent event) {
    JsonNode from = Fields.at(record, "detected_from");
    String name = Fields.text(from, "name");
    if (name != null) {
      return new TraceeEvent(name, null, new TraceeArguments(Fields.at(from, "data")));
    }
    return event.name().equals("fileless_execution")
        ? new TraceeEvent("sched_process_exec", event.syscall(), event.arguments())
        : null;
  }

  private static Activity alert(
      String name, JsonNode record, boolean today, @Nullable TraceeEvent cause) {
    Activity activity = cause == null ? null : cause.activity();
    if (today) {
      String title = Fields.text(record, "threat", "name");
      return new Activity.Alert(
          title != null ? title : name,
          Fields.text(record, "threat", "severity"),
          Fields.text(record, "threat", "description"),
          activity);
    }
    JsonNode metadata = Fields.at(record, "metadata");
    String title = Fields.text(metadata, "Properties", "signatureName");
    return new Activity.Alert(
        title != null ? title : name,
        Fields.text(metadata, "Properties", "Severity"),
        Fields.text(metadata, "Description"),
        activity);
  }

  private static void observe(
      Activity activity, TraceeEvent event, JsonNode record, RecordRef ref, Sink sink) {
    ProcessInfo process = TraceeContext.process(record);
    Activity what =
        activity instanceof Activity.Alert alert && alert.about() != null
            ? alert.about()
            : activity;
    boolean started = what instanceof Activity.ProcessStarted;
    ProcessInfo doer = started ? event.started(process) : process;
    sink.observed(
        new Observation(
            TraceeContext.time(record),
            TraceeContext.location(record),
            doer,
            activity,
            outcome(event, record),
            quality(doer),
            ref));
  }

  /** Only a system call has a returned value; Tracee writes 0 for every other event. */
  private static Outcome outcome(TraceeEvent event, JsonNode record) {
    Long stated = Fields.number(record, "returnValue");
    Long returned = stated != null ? stated : event.arguments().number("returnValue");
    boolean failed = event.name().startsWith("process_execute_failed");
    if (returned != null && (returned < 0 || (!failed && event.name().equals(event.syscall())))) {
      return Outcome.ofReturned(returned);
    }
    return failed ? new Outcome(Outcome.Result.FAILED, null) : Outcome.UNKNOWN;
  }

  private static Set<Quality> quality(ProcessInfo doer) {
    Set<Quality> quality = EnumSet.noneOf(Quality.class);
    String executable = doer.executable();
    if (executable != null
        && (executable.startsWith("memfd:") || executable.startsWith("/memfd:"))) {
      quality.add(Quality.EXE_FROM_MEMFD);
    }
    return quality;
  }
}
