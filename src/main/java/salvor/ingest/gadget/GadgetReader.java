package salvor.ingest.gadget;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Activity.KernelAction;
import salvor.evidence.Endpoint;
import salvor.evidence.Observation;
import salvor.evidence.Outcome;
import salvor.evidence.ProcessInfo;
import salvor.evidence.RecordRef;
import salvor.ingest.BriefText;
import salvor.ingest.Fields;
import salvor.ingest.OpenFlags;
import salvor.ingest.Recent;
import salvor.ingest.RecordReader;
import salvor.ingest.Sink;
import tools.jackson.databind.JsonNode;

/**
 * Reads events of the trace gadgets. Which gadget wrote a record is told by the members only it
 * has. As with other sensors, a name's question is held for its answer, and the end of a connection
 * adds nothing to its known beginning.
 */
final class GadgetReader implements RecordReader {
  private static final int CONNECTIONS = 20_000;
  private static final int QUESTIONS = 5_000;

  private record Connection(@Nullable Integer pid, Endpoint local, Endpoint remote) {}

  private record Question(
      @Nullable Integer pid, @Nullable String id, String name, @Nullable String type) {}

  private final Recent<Connection, Boolean> connections = new Recent<>(CONNECTIONS);
  private final Recent<Question, Observation> questions = new Recent<>(QUESTIONS);

  @Override
  public void read(JsonNode record, RecordRef ref, Sink sink) {
    String type = Fields.text(record, "type");
    if (type != null && Set.of("debug", "err", "warn", "info", "ready").contains(type)) {
      sink.skipped("gadget message: " + type);
    } else if (has(record, "qtype", "qtype_raw", "pkt_type", "dnsName")) {
      lookup(record, ref, sink);
    } else if (has(record, "pktType") && has(record, "port") && has(record, "proto")) {
      peer(record, ref, sink);
    } else if (has(record, "tcpflags", "tcpflags_raw", "reason", "reason_raw")
        && has(record, "src", "srcEndpoint")) {
      observe(
          hook(has(record, "reason", "reason_raw") ? "tcp_drop" : "tcp_retransmit", ends(record)),
          record,
          ref,
          sink);
    } else if (has(record, "dst", "dstEndpoint", "daddr")
        && has(record, "src", "srcEndpoint", "saddr")
        && !has(record, "fs", "fs_raw")) {
      connection(record, type, ref, sink);
    } else {
      Activity activity = activity(record);
      if (activity == null) {
        sink.skipped(has(record, "cgroupPath") ? "gadget container list" : "unknown gadget event");
      } else {
        observe(activity, record, ref, sink);
      }
    }
  }

  private static boolean has(JsonNode record, String... names) {
    for (String name : names) {
      if (Fields.present(record, name)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Activity activity(JsonNode record) {
    String capability = Fields.firstText(record, "capName", "cap", "capability");
    if (has(record, "args")
        && has(
            record, "exepath", "pcomm", "ppid", "loginuid", "sessionid", "retval", "upper_layer")) {
      return new Activity.ProcessStarted();
    }
    if (capability != null && has(record, "syscall", "verdict", "audit", "capable", "cap_raw")) {
      return new KernelAction(
          KernelAction.Type.CAPABILITY,
          Fields.capability(capability),
          Fields.text(record, "syscall"));
    }
    if (has(record, "exit_code", "exit_signal")) {
      return new Activity.ProcessEnded(
          Fields.integer(record, "exit_code"), Fields.text(record, "exit_signal"));
    }
    if (has(record, "addr") && !has(record, "fname")) {
      return bound(record);
    }
    return rarer(record);
  }

  private static @Nullable Activity rarer(JsonNode record) {
    if (has(record, "fs", "fs_raw") && has(record, "src", "dest", "target")) {
      return syscall("mount", record, "src", "dest", "fs", "flags");
    }
    if (has(record, "tpid") && has(record, "sig", "signal", "sig_raw")) {
      return syscall("kill", record, "sig", "signal", "tpid");
    }
    if (has(record, "fcomm", "fpid") && has(record, "tpid", "tcomm", "pages")) {
      return hook(
          "oom_kill",
          new BriefText()
              .add(Fields.text(record, "tcomm"))
              .add(Fields.text(record, "tpid"))
              .orNull());
    }
    String module = Fields.text(record, "syscall");
    if (module != null && has(record, "param_values", "filepath")) {
      return syscall(module, record, "filepath", "param_values", "flags");
    }
    String path = Fields.firstText(record, "fname", "filename", "path", "fullPath");
    return path == null ? null : OpenFlags.opened(path, flags(record));
  }

  private static @Nullable String flags(JsonNode record) {
    JsonNode flags = Fields.at(record, "flags");
    if (flags != null && flags.isArray()) {
      StringBuilder names = new StringBuilder();
      for (JsonNode flag : flags) {
        String name = Fields.text(flag);
        names.append(name == null ? "" : (names.isEmpty() ? "" : "|") + name);
      }
      return names.isEmpty() ? null : names.toString();
    }
    String text = Fields.text(flags);
    return text != null ? text : Fields.text(record, "flags_raw");
  }

  private static KernelAction syscall(String name, JsonNode record, String... details) {
    BriefText text = new BriefText();
    for (String detail : details) {
      text.add(Fields.text(record, detail));
    }
    return new KernelAction(KernelAction.Type.SYSCALL, name, text.orNull());
  }

  private static KernelAction hook(String name, @Nullable String detail) {
    return new KernelAction(KernelAction.Type.HOOK, name, detail);
  }

  private static String ends(JsonNode record) {
    return GadgetNetwork.end(record, "src") + " " + GadgetNetwork.end(record, "dst");
  }

  private static @Nullable Activity bound(JsonNode record) {
    JsonNode address = Fields.at(record, "addr");
    JsonNode end = address != null && address.isObject() ? address : record;
    Endpoint local = GadgetNetwork.endpoint(end);
    String protocol = Fields.firstText(end, "proto", "protocol");
    return local.port() == 0
        ? null
        : new Activity.Listening(local, GadgetNetwork.protocol(protocol));
  }

  private void connection(JsonNode record, @Nullable String type, RecordRef ref, Sink sink) {
    Endpoint local = GadgetNetwork.end(record, "src");
    Endpoint remote = GadgetNetwork.end(record, "dst");
    if (remote.address() == null) {
      sink.unreadable(ref, "connection without an address in dst");
      return;
    }
    String stated = Fields.text(record, "dst", "proto");
    String protocol = stated == null ? "tcp" : GadgetNetwork.protocol(stated);
    String operation = Fields.text(record, "operation");
    Connection connection = new Connection(GadgetContext.process(record).pid(), local, remote);
    switch ((operation != null ? operation : type == null ? "" : type).toLowerCase(Locale.ROOT)) {
      case "close" -> {
        if (connections.remove(connection) != null) {
          sink.skipped("end of a connection already reported");
        } else {
          observe(hook("tcp_close", ends(record)), record, ref, sink);
        }
      }
      case "accept" -> {
        connections.put(connection, Boolean.TRUE);
        observe(new Activity.ConnectionAccepted(local, remote, protocol), record, ref, sink);
      }
      default -> {
        connections.put(connection, Boolean.TRUE);
        observe(new Activity.ConnectionOpened(local, remote, protocol), record, ref, sink);
      }
    }
  }

  /**
   * The gadget {@code trace network} tells each peer once; the port is that of the side which was
   * called.
   */
  private static void peer(JsonNode record, RecordRef ref, Sink sink) {
    JsonNode end = Fields.at(record, "dst");
    Endpoint other =
        end != null
            ? GadgetNetwork.endpoint(end)
            : new Endpoint(Fields.text(record, "remoteAddr"), 0, null);
    if (other.address() == null && other.name() == null) {
      sink.unreadable(ref, "network event without the address of the peer");
      return;
    }
    int port = Fields.port(record, "port");
    String own = Fields.text(record, "podIP");
    String protocol = GadgetNetwork.protocol(Fields.text(record, "proto"));
    Activity activity =
        "OUTGOING".equals(Fields.text(record, "pktType"))
            ? new Activity.ConnectionOpened(
                new Endpoint(own, 0, null),
                new Endpoint(other.address(), port, other.name()),
                protocol)
            : new Activity.ConnectionAccepted(new Endpoint(own, port, null), other, protocol);
    observe(activity, record, ref, sink);
  }

  private void lookup(JsonNode record, RecordRef ref, Sink sink) {
    String name = Fields.firstText(record, "name", "dnsName");
    if (name == null) {
      sink.unreadable(ref, "DNS event without name");
      return;
    }
    String direction = Fields.firstText(record, "qr_raw", "qr");
    boolean answer = direction != null && Set.of("1", "true", "R").contains(direction);
    String packet = Fields.firstText(record, "pkt_type", "pktType");
    boolean outgoing =
        packet != null && Set.of("4", "OUTGOING").contains(packet.toUpperCase(Locale.ROOT));
    if (packet != null && outgoing == answer) {
      sink.skipped(
          answer ? "DNS answer as its server sent it" : "DNS question as its server received it");
      return;
    }
    ProcessInfo process = GadgetContext.process(record);
    Question question =
        new Question(
            process.pid(),
            Fields.text(record, "id"),
            name,
            Fields.firstText(record, "qtype_raw", "qtype"));
    Observation observation =
        observation(
            new Activity.NameLookedUp(name, answer ? GadgetNetwork.answers(record) : null),
            record,
            ref);
    Observation asked = questions.remove(question);
    if (!answer) {
      pass(asked, sink);
      pass(questions.put(question, observation), sink);
      return;
    }
    if (asked != null) {
      sink.skipped("question of a name lookup reported with its answer");
    }
    sink.observed(observation);
  }

  private static void pass(@Nullable Observation held, Sink sink) {
    if (held != null) {
      sink.observed(held);
    }
  }

  @Override
  public void end(Sink sink) {
    questions.drain().forEach(sink::observed);
  }

  private static void observe(Activity activity, JsonNode record, RecordRef ref, Sink sink) {
    sink.observed(observation(activity, record, ref));
  }

  private static Observation observation(Activity activity, JsonNode record, RecordRef ref) {
    return new Observation(
        GadgetContext.time(record),
        GadgetContext.location(record),
        GadgetContext.process(record),
        activity,
        outcome(activity, record),
        GadgetContext.quality(record),
        ref);
  }

  private static Outcome outcome(Activity activity, JsonNode record) {
    if (activity instanceof Activity.NameLookedUp) {
      String name = Fields.text(record, "rcode");
      String code = Fields.firstText(record, "rcode_raw", "rcode");
      if (code != null) {
        return Set.of("0", "Success", "NoError").contains(code)
            ? Outcome.ofLookup(0)
            : new Outcome(Outcome.Result.FAILED, name == null ? "rcode " + code : name);
      }
    }
    if (activity instanceof KernelAction(KernelAction.Type type, _, _)
        && type == KernelAction.Type.CAPABILITY) {
      String verdict = Fields.text(record, "verdict");
      String capable = Fields.text(record, "capable");
      if ("Deny".equals(verdict) || "false".equals(capable)) {
        return new Outcome(Outcome.Result.FAILED, verdict);
      }
      if ("Allow".equals(verdict) || "true".equals(capable)) {
        return new Outcome(Outcome.Result.SUCCEEDED, verdict);
      }
    }
    return GadgetContext.outcome(record);
  }
}
