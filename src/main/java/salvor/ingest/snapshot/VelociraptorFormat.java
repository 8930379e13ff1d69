package salvor.ingest.snapshot;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Endpoint;
import salvor.evidence.ProcessInfo;
import salvor.evidence.RecordRef;
import salvor.ingest.Fields;
import salvor.ingest.Format;
import salvor.ingest.RecordReader;
import salvor.ingest.Sink;
import salvor.workload.Location;
import tools.jackson.databind.JsonNode;

/**
 * Results of Velociraptor's artifacts {@code Linux.Sys.Pslist} and {@code Linux.Network.Netstat},
 * as they lie in a collection.
 */
public final class VelociraptorFormat implements Format {
  @Override
  public String name() {
    return "velociraptor";
  }

  @Override
  public boolean recognises(JsonNode record) {
    return isProcess(record) || isSocket(record);
  }

  private static boolean isProcess(JsonNode record) {
    return record.has("Pid")
        && record.has("Ppid")
        && record.has("Name")
        && record.has("CommandLine")
        && record.has("Exe");
  }

  private static boolean isSocket(JsonNode record) {
    return record.has("LocalAddr")
        && record.has("LocalPort")
        && record.has("RemoteAddr")
        && record.has("RemotePort")
        && record.has("State");
  }

  @Override
  public RecordReader reader() {
    return VelociraptorFormat::read;
  }

  private static void read(JsonNode record, RecordRef ref, Sink sink) {
    if (isProcess(record)) {
      process(record, ref, sink);
    } else {
      socket(record, ref, sink);
    }
  }

  private static void process(JsonNode record, RecordRef ref, Sink sink) {
    Integer pid = Fields.pid(record, "Pid");
    if (pid == null) {
      sink.unreadable(ref, "a process without its number");
      return;
    }
    Integer parent = Fields.pid(record, "Ppid");
    ProcessInfo process =
        new ProcessInfo(
            pid,
            null,
            null,
            null,
            Fields.text(record, "Name"),
            Fields.text(record, "CommandLine"),
            null,
            null,
            parent == null || parent == 0
                ? null
                : new ProcessInfo.Parent(parent, null, null, null, null));
    sink.observed(
        Shown.process(
            Fields.orWithoutZone(Fields.time(record, "CreateTime"), record, "CreateTime"),
            Location.UNKNOWN,
            process,
            Fields.text(record, "Exe"),
            ref));
  }

  private static void socket(JsonNode record, RecordRef ref, Sink sink) {
    SocketRow socket =
        new SocketRow(
            "tcp",
            state(Fields.text(record, "State")),
            end(record, "LocalAddr", "LocalPort"),
            end(record, "RemoteAddr", "RemotePort"),
            Fields.pid(record, "ProcessInfo", "Pid"),
            program(Fields.text(record, "ProcessInfo", "Command")),
            null);
    Activity activity = socket.activity(false, null);
    if (activity == null) {
      sink.skipped("a socket that is connected to nobody");
      return;
    }
    sink.note(
        "which end called is not told: connections stand as outgoing, and all without a time");
    sink.observed(
        Shown.open(
            null,
            Location.UNKNOWN,
            socket.pid(),
            socket.program(),
            activity,
            socket.outcome(),
            ref));
  }

  private static @Nullable String program(@Nullable String command) {
    return command == null ? null : command.strip();
  }

  private static String state(@Nullable String said) {
    return switch (said == null ? "" : said) {
      case "Listening" -> "LISTEN";
      case "Established" -> "ESTAB";
      case "" -> "UNKNOWN";
      default -> said == null ? "" : said.toUpperCase(Locale.ROOT).replace(' ', '-');
    };
  }

  private static Endpoint end(JsonNode record, String address, String port) {
    String at = Fields.text(record, address);
    return SocketRow.end(at == null ? "*" : at, Integer.toString(Fields.port(record, port)));
  }
}
