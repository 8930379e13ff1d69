package salvor.ingest.checkpoint;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Endpoint;
import salvor.evidence.checkpoint.Checkpoint;

/** A socket of an image ({@code sk-inet.proto}): addresses are words of bytes in network order. */
record InetSocket(int id, long inode, int flags, Checkpoint.Socket told) {
  /** The states of the kernel ({@code tcp_states.h}), which CRIU keeps as they are. */
  private static final String[] STATES = {
    "",
    "ESTABLISHED",
    "SYN_SENT",
    "SYN_RECV",
    "FIN_WAIT1",
    "FIN_WAIT2",
    "TIME_WAIT",
    "CLOSE",
    "CLOSE_WAIT",
    "LAST_ACK",
    "LISTEN",
    "CLOSING",
    "NEW_SYN_RECV"
  };

  private static final int INET6 = 10;

  static InetSocket of(Wire wire) {
    int id = 0;
    long inode = 0;
    int family = 0;
    int protocol = 0;
    int state = 0;
    int flags = 0;
    int localPort = 0;
    int remotePort = 0;
    long[] local = new long[4];
    long[] remote = new long[4];
    int locals = 0;
    int remotes = 0;
    while (wire.next()) {
      switch (wire.field()) {
        case 1 -> id = wire.integer();
        case 2 -> inode = wire.number();
        case 3 -> family = wire.integer();
        case 5 -> protocol = wire.integer();
        case 6 -> state = wire.integer();
        case 7 -> localPort = wire.integer() & 0xFFFF;
        case 8 -> remotePort = wire.integer() & 0xFFFF;
        case 9 -> flags = wire.integer();
        case 11 -> locals = fill(local, locals, wire.numbers());
        case 12 -> remotes = fill(remote, remotes, wire.numbers());
        default -> {}
      }
    }
    Checkpoint.Socket told =
        new Checkpoint.Socket(
            protocol(protocol),
            state(state),
            new Endpoint(address(family, local), localPort, null),
            new Endpoint(address(family, remote), remotePort, null));
    return new InetSocket(id, inode, flags, told);
  }

  /** What is told of a socket between processes. */
  static Checkpoint.Socket unix(int state) {
    return new Checkpoint.Socket("unix", state(state), Endpoint.NONE, Endpoint.NONE);
  }

  private static int fill(long[] words, int count, long[] more) {
    int at = count;
    for (int i = 0; i < more.length && at < words.length; i++) {
      words[at++] = more[i];
    }
    return at;
  }

  private static String state(int state) {
    return state > 0 && state < STATES.length ? STATES[state] : "state " + state;
  }

  private static String protocol(int protocol) {
    return switch (protocol) {
      case 1 -> "icmp";
      case 6 -> "tcp";
      case 17 -> "udp";
      case 58 -> "icmpv6";
      case 136 -> "udplite";
      default -> "protocol " + protocol;
    };
  }

  private static @Nullable String address(int family, long[] words) {
    int size = family == INET6 ? 4 : 1;
    ByteBuffer bytes = ByteBuffer.allocate(size * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < size; i++) {
      bytes.putInt((int) words[i]);
    }
    try {
      String text = InetAddress.getByAddress(bytes.array()).getHostAddress();
      return size == 1 ? text : text.replaceFirst("(^|:)(0(:0)+)(:|$)", "::");
    } catch (UnknownHostException _) {
      return null; // four or sixteen bytes always are one
    }
  }
}
