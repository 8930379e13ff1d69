package salvor.ingest.tetragon;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Endpoint;
import salvor.evidence.Observation;
import salvor.evidence.ObservedTime;
import salvor.evidence.Outcome;
import salvor.evidence.Quality;
import salvor.evidence.RecordRef;
import salvor.ingest.BriefText;
import salvor.ingest.FewNames;
import salvor.ingest.Fields;
import salvor.ingest.Recent;
import salvor.ingest.RecordReader;
import salvor.ingest.Sink;
import tools.jackson.databind.JsonNode;

/**
 * Reads Tetragon events. The end of a connection whose beginning was read before adds nothing and
 * is skipped; one whose beginning was not recorded is kept as a kernel action, because it does not
 * say who began it.
 */
final class TetragonReader implements RecordReader {
  private static final int CONNECTIONS = 20_000;

  /** A connection as one process sees it. */
  private record Connection(@Nullable String process, Endpoint local, Endpoint remote) {}

  private final Recent<Connection, Boolean> begun = new Recent<>(CONNECTIONS);
  private final FewNames kinds = new FewNames();

  @Override
  public void read(JsonNode record, RecordRef ref, Sink sink) {
    TetragonFormat.Event event = TetragonFormat.event(record);
    if (event == null) {
      sink.unreadable(ref, "no tetragon event in it");
      return;
    }
    JsonNode body = event.body();
    switch (event.kind()) {
      case "process_exec" -> process(new Activity.ProcessStarted(), record, body, ref, sink);
      case "process_exit" -> process(ended(body), record, body, ref, sink);
      case "process_kprobe",
          "process_tracepoint",
          "process_lsm",
          "process_uprobe",
          "process_usdt" ->
          hook(event.kind(), record, body, ref, sink);
      case "process_loader" -> loader(record, body, ref, sink);
      case "process_connect" -> connection(true, record, body, ref, sink);
      case "process_accept" -> connection(false, record, body, ref, sink);
      case "process_close" -> close(peers(body), record, body, ref, sink);
      case "process_listen" -> listen(record, body, ref, sink);
      case "process_throttle", "rate_limit_info" -> lost(record, body, ref, sink);
      default -> sink.skipped("unknown tetragon event: " + kinds.of(event.kind()));
    }
  }

  private static Activity ended(JsonNode body) {
    return new Activity.ProcessEnded(Fields.integer(body, "status"), Fields.text(body, "signal"));
  }

  /** Start and end: without a process there is nothing to say. */
  private static void process(
      Activity activity, JsonNode record, JsonNode body, RecordRef ref, Sink sink) {
    if (Fields.firstText(Fields.at(body, "process"), "exec_id", "binary") == null) {
      sink.unreadable(ref, "process without exec_id and binary");
      return;
    }
    observe(activity, Outcome.UNKNOWN, record, body, ref, sink);
  }

  private void hook(String kind, JsonNode record, JsonNode body, RecordRef ref, Sink sink) {
    TetragonHook hook = TetragonHook.of(kind, body);
    if (hook == null) {
      sink.unreadable(ref, kind + " without the name of its hook");
      return;
    }
    Activity activity = hook.activity();
    switch (activity) {
      case Activity.ConnectionOpened(Endpoint local, Endpoint remote, _, _) ->
          begin(body, local, remote);
      case Activity.ConnectionAccepted(Endpoint local, Endpoint remote, _, _) ->
          begin(body, local, remote);
      case Activity.KernelAction(_, String name, _) when name.equals("tcp_close") -> {
        close(hook.peers(), record, body, ref, sink);
        return;
      }
      default -> {}
    }
    observe(activity, hook.outcome(), record, body, ref, sink);
  }

  private static void loader(JsonNode record, JsonNode body, RecordRef ref, Sink sink) {
    String path = Fields.text(body, "path");
    if (path == null) {
      sink.unreadable(ref, "process_loader without path");
    } else {
      observe(new Activity.FileOpened(path, null), Outcome.UNKNOWN, record, body, ref, sink);
    }
  }

  private static TetragonHook.Peers peers(JsonNode body) {
    return new TetragonHook.Peers(
        new Endpoint(Fields.text(body, "source_ip"), Fields.port(body, "source_port"), null),
        new Endpoint(
            Fields.text(body, "destination_ip"),
            Fields.port(body, "destination_port"),
            firstName(Fields.at(body, "destination_names"))),
        TetragonHook.protocol(Fields.text(body, "protocol")));
  }

  private static @Nullable String firstName(@Nullable JsonNode names) {
    return names != null && names.isArray() && !names.isEmpty() ? Fields.text(names.get(0)) : null;
  }

  private void connection(
      boolean opened, JsonNode record, JsonNode body, RecordRef ref, Sink sink) {
    TetragonHook.Peers peers = peers(body);
    if (peers.remote().address() == null) {
      sink.unreadable(ref, "connection without destination_ip");
      return;
    }
    begin(body, peers.local(), peers.remote());
    observe(opened ? peers.opened() : peers.accepted(), Outcome.UNKNOWN, record, body, ref, sink);
  }

  private void close(
      TetragonHook.Peers peers, JsonNode record, JsonNode body, RecordRef ref, Sink sink) {
    if (begun.remove(connection(body, peers.local(), peers.remote())) != null) {
      sink.skipped("end of a connection already reported");
      return;
    }
    String detail = peers.local() + " " + peers.remote();
    Activity activity =
        new Activity.KernelAction(Activity.KernelAction.Type.HOOK, "tcp_close", detail);
    observe(activity, Outcome.UNKNOWN, record, body, ref, sink);
  }

  private void begin(JsonNode body, Endpoint local, Endpoint remote) {
    begun.put(connection(body, local, remote), Boolean.TRUE);
  }

  private static Connection connection(JsonNode body, Endpoint local, Endpoint remote) {
    return new Connection(
        Fields.text(body, "process", "exec_id"),
        local,
        new Endpoint(remote.address(), remote.port(), null));
  }

  private static void listen(JsonNode record, JsonNode body, RecordRef ref, Sink sink) {
    Endpoint local = new Endpoint(Fields.text(body, "ip"), Fields.port(body, "port"), null);
    if (local.port() == 0) {
      sink.unreadable(ref, "process_listen without port");
      return;
    }
    String protocol = TetragonHook.protocol(Fields.text(body, "protocol"));
    observe(new Activity.Listening(local, protocol), Outcome.UNKNOWN, record, body, ref, sink);
  }

  private static void lost(JsonNode record, JsonNode body, RecordRef ref, Sink sink) {
    Long count = Fields.number(body, "number_of_dropped_process_events");
    String why =
        new BriefText().add(Fields.text(body, "type")).add(Fields.text(body, "cgroup")).orNull();
    Activity activity =
        new Activity.EventsLost(
            count == null ? 0 : Math.max(0, count), why == null ? "rate limit" : why);
    observe(activity, Outcome.UNKNOWN, record, body, ref, sink);
  }

  private static void observe(
      Activity activity,
      Outcome outcome,
      JsonNode record,
      JsonNode body,
      RecordRef ref,
      Sink sink) {
    JsonNode process = Fields.at(body, "process");
    Set<Quality> quality = EnumSet.noneOf(Quality.class);
    TetragonProcess.quality(process, quality);
    ObservedTime time = Fields.time(record, "time");
    if (time == null && activity instanceof Activity.ProcessStarted) {
      time = Fields.time(process, "start_time");
    }
    sink.observed(
        new Observation(
            Fields.orWithoutZone(time, record, "time"),
            TetragonProcess.location(record, process),
            TetragonProcess.of(process, Fields.at(body, "parent")),
            activity,
            outcome,
            quality,
            ref));
  }
}
