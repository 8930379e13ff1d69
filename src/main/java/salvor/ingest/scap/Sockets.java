package salvor.ingest.scap;

import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Endpoint;
import salvor.ingest.Recent;

/** What calls did to sockets. */
final class Sockets {
  private static final int INET = 2;
  private static final int INET6 = 10;
  private static final int STREAM = 1;
  private static final int DATAGRAM = 2;

  private record Peer(long pid, Endpoint remote) {}

  private final Descriptors descriptors;
  private final Threads threads;
  private final Recent<Peer, Boolean> told = new Recent<>(20_000);

  Sockets(Descriptors descriptors, Threads threads) {
    this.descriptors = descriptors;
    this.threads = threads;
  }

  /** A socket was made: from here on its protocol is known. */
  void made(Call call) {
    Long number = call.end().number("fd");
    Long family = call.number("domain");
    Long type = call.number("type");
    if (number != null && number >= 0 && family != null && type != null) {
      boolean internet = family == INET || family == INET6;
      int kind = (int) (type & 0xF);
      String protocol =
          internet && kind == STREAM ? "tcp" : internet && kind == DATAGRAM ? "udp" : null;
      descriptors.put(call.end().thread(), number, new Descriptors.Open(null, protocol));
    }
  }

  /** What it did; null when it is none of these calls, or has no address that is told. */
  @Nullable Activity activity(Call call) {
    return switch (call.end().name()) {
      case "connect" -> connected(call);
      case "accept", "accept4" -> accepted(call);
      case "bind" -> bound(call);
      case "sendto", "sendmsg", "sendmmsg" -> sent(call);
      default -> null;
    };
  }

  private @Nullable String protocol(Call call) {
    Descriptors.Open open = descriptors.get(call.end().thread(), call.number("fd"));
    return open == null ? null : open.protocol();
  }

  private @Nullable Activity connected(Call call) {
    Ends ends = Ends.tuple(call.bytes("tuple"));
    Ends given = Ends.address(call.bytes("addr"));
    Endpoint remote =
        ends != null ? ends.destination() : given == null ? null : given.destination();
    Endpoint local = ends == null || ends.source() == null ? Endpoint.NONE : ends.source();
    String path = ends != null ? ends.path() : given == null ? null : given.path();
    if (path != null) {
      return new Activity.KernelAction(Activity.KernelAction.Type.SYSCALL, "connect", path);
    } else if (remote == null || remote.port() == 0) {
      return null;
    }
    told.put(new Peer(pid(call), remote), Boolean.TRUE);
    return new Activity.ConnectionOpened(local, remote, protocol(call));
  }

  private @Nullable Activity accepted(Call call) {
    Ends ends = Ends.tuple(call.bytes("tuple"));
    return ends == null || ends.source() == null || ends.destination() == null
        ? null
        : new Activity.ConnectionAccepted(ends.destination(), ends.source(), "tcp");
  }

  private @Nullable Activity bound(Call call) {
    Ends ends = Ends.address(call.bytes("addr"));
    return ends == null || ends.destination() == null || ends.destination().port() == 0
        ? null
        : new Activity.Listening(ends.destination(), protocol(call));
  }

  /** A datagram to somebody that nothing was told of yet; streams are told as they are opened. */
  private @Nullable Activity sent(Call call) {
    Ends ends = "udp".equals(protocol(call)) ? Ends.tuple(call.bytes("tuple")) : null;
    Endpoint remote = ends == null ? null : ends.destination();
    if (ends == null || remote == null || remote.port() == 0) {
      return null;
    }
    Peer peer = new Peer(pid(call), remote);
    if (told.get(peer) != null) {
      return null;
    }
    told.put(peer, Boolean.TRUE);
    return new Activity.ConnectionOpened(
        ends.source() == null ? Endpoint.NONE : ends.source(), remote, "udp");
  }

  private long pid(Call call) {
    Task task = threads.get(call.end().thread());
    return task == null ? call.end().thread() : task.pid();
  }
}
