package salvor.ingest.tetragon;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Activity.KernelAction;
import salvor.evidence.Endpoint;
import salvor.evidence.Outcome;
import salvor.ingest.Fields;
import salvor.ingest.OpenFlags;
import tools.jackson.databind.JsonNode;

/**
 * What a kernel hook event says was done. Which functions are hooked, and which of their arguments
 * are recorded, is the policy's choice; so a hook becomes a connection or a file access only when
 * its arguments say enough for that, and is a {@link KernelAction} with its arguments otherwise.
 */
final class TetragonHook {
  private static final long MAY_WRITE = 2;
  private static final long MAY_APPEND = 8;
  private static final long MAP_SHARED = 1;
  private static final long PROT_WRITE = 2;

  private final String name;
  private final KernelAction.Type type;
  private final JsonNode body;
  private final TetragonArguments arguments;
  private final boolean kernel;

  private TetragonHook(String name, KernelAction.Type type, JsonNode body) {
    this(name, type, body, true);
  }

  private TetragonHook(String name, KernelAction.Type type, JsonNode body, boolean kernel) {
    this.kernel = kernel;
    this.name = name;
    this.type = type;
    this.body = body;
    this.arguments = new TetragonArguments(body);
  }

  /** Both ends of a socket. */
  record Peers(Endpoint local, Endpoint remote, @Nullable String protocol) {
    Activity opened() {
      return new Activity.ConnectionOpened(local, remote, protocol);
    }

    Activity accepted() {
      return new Activity.ConnectionAccepted(local, remote, protocol);
    }
  }

  /** The hook of an event, null when the event does not name it. */
  static @Nullable TetragonHook of(String kind, JsonNode body) {
    return switch (kind) {
      case "process_tracepoint" -> {
        String event = Fields.text(body, "event");
        String subsystem = Fields.text(body, "subsys");
        yield event == null ? null : tracepoint(subsystem, event, body);
      }
      case "process_uprobe", "process_usdt" -> {
        String symbol = Fields.firstText(body, "symbol", "name", "path");
        yield symbol == null ? null : new TetragonHook(symbol, KernelAction.Type.HOOK, body, false);
      }
      default -> {
        String function = Fields.text(body, "function_name");
        yield function == null ? null : function(function, body);
      }
    };
  }

  private static TetragonHook tracepoint(@Nullable String subsystem, String event, JsonNode body) {
    boolean syscall = "syscalls".equals(subsystem) && event.startsWith("sys_");
    String name = syscall ? event.replaceFirst("^sys_(enter_|exit_)?", "") : event;
    return new TetragonHook(
        name, syscall ? KernelAction.Type.SYSCALL : KernelAction.Type.HOOK, body);
  }

  private static TetragonHook function(String function, JsonNode body) {
    String bare = function.replaceFirst("^__(x64|ia32|arm64|riscv|s390x)_", "");
    return bare.startsWith("sys_")
        ? new TetragonHook(bare.substring(4), KernelAction.Type.SYSCALL, body)
        : new TetragonHook(bare, KernelAction.Type.HOOK, body);
  }

  /** What was done. */
  Activity activity() {
    Activity known = kernel ? known() : null;
    return known != null ? known : new KernelAction(type, name, arguments.brief());
  }

  /** A function of the kernel that is known; functions of programs may have any name. */
  private @Nullable Activity known() {
    return switch (name.startsWith("security_") ? name.substring(9) : name) {
      case "tcp_connect",
          "tcp_v4_connect",
          "tcp_v6_connect",
          "socket_connect",
          "connect",
          "udp_sendmsg",
          "udpv6_sendmsg",
          "ip4_datagram_connect",
          "ip6_datagram_connect" ->
          connected(true);
      case "inet_csk_accept", "socket_accept", "accept", "accept4" -> connected(false);
      case "inet_csk_listen_start", "socket_listen", "listen", "socket_bind", "bind", "inet_bind" ->
          listening();
      case "file_permission" -> byMask();
      case "mmap_file" -> mapped();
      case "file_open", "fd_install", "open", "openat", "openat2", "creat" -> opened();
      case "read", "pread64", "readv", "preadv", "preadv2", "vfs_read" -> read();
      case "write", "pwrite64", "writev", "pwritev", "pwritev2", "vfs_write" -> written("write");
      case "path_truncate", "file_truncate", "truncate", "ftruncate", "do_truncate" ->
          written("truncate");
      case "path_chmod",
          "chmod",
          "fchmod",
          "fchmodat",
          "path_chown",
          "chown",
          "fchownat",
          "lchown" ->
          changed();
      case "rename",
          "renameat",
          "renameat2",
          "path_rename",
          "inode_rename",
          "link",
          "linkat",
          "symlink",
          "symlinkat",
          "mkdir",
          "mkdirat",
          "mknod",
          "mknodat" ->
          changed();
      case "unlink",
          "unlinkat",
          "rmdir",
          "path_unlink",
          "inode_unlink",
          "path_rmdir",
          "inode_rmdir" ->
          deleted();
      case "cap_capable", "capable" -> capability();
      default -> null;
    };
  }

  /** What the returned value and the sensor's own action say of the attempt. */
  Outcome outcome() {
    for (String member : new String[] {"action", "return_action"}) {
      String action = Fields.text(body, member);
      if (action != null && (action.endsWith("_OVERRIDE") || action.endsWith("_SIGKILL"))) {
        return new Outcome(Outcome.Result.DENIED, action.substring(action.lastIndexOf('_') + 1));
      }
    }
    Long returned = Fields.number(body, "return", "int_arg");
    return returned == null ? Outcome.UNKNOWN : Outcome.ofReturned(returned);
  }

  /**
   * Both ends of the socket the hook was called with; the accepted one is what the function
   * returned.
   */
  Peers peers() {
    JsonNode socket = arguments.first("sock_arg");
    if (socket == null) {
      socket = Fields.at(body, "return", "sock_arg");
    }
    if (socket == null) {
      socket = arguments.first("skb_arg");
    }
    JsonNode address = arguments.first("sockaddr_arg");
    Endpoint local = new Endpoint(Fields.text(socket, "saddr"), Fields.port(socket, "sport"), null);
    Endpoint remote =
        new Endpoint(Fields.text(socket, "daddr"), Fields.port(socket, "dport"), null);
    if (remote.address() == null && address != null) {
      remote = new Endpoint(Fields.text(address, "addr"), Fields.port(address, "port"), null);
    }
    return new Peers(
        local, remote, protocol(socket == null ? null : Fields.text(socket, "protocol")));
  }

  /** {@code IPPROTO_TCP} and {@code TCP} are both {@code tcp}. */
  static @Nullable String protocol(@Nullable String name) {
    return name == null ? null : name.toLowerCase(Locale.ROOT).replaceFirst("^ipproto_", "");
  }

  private @Nullable Activity connected(boolean opened) {
    Peers peers = peers();
    if (peers.remote().address() == null) {
      return null;
    }
    return opened ? peers.opened() : peers.accepted();
  }

  private @Nullable Activity listening() {
    Peers peers = peers();
    boolean bound = peers.local().port() == 0 && arguments.first("sockaddr_arg") != null;
    Endpoint local = bound ? peers.remote() : peers.local();
    return local.port() == 0 ? null : new Activity.Listening(local, peers.protocol());
  }

  private @Nullable Activity byMask() {
    Long mask = arguments.number(0);
    return mask != null && (mask & (MAY_WRITE | MAY_APPEND)) != 0 ? written("write") : read();
  }

  /** Writing through a mapping changes the file only when the mapping is shared. */
  private @Nullable Activity mapped() {
    Long protection = arguments.number(0);
    Long flags = arguments.number(1);
    boolean writes =
        protection != null
            && flags != null
            && (protection & PROT_WRITE) != 0
            && (flags & MAP_SHARED) != 0;
    return writes ? written("mmap") : read();
  }

  private @Nullable Activity opened() {
    String path = arguments.path();
    if (path == null) {
      return null;
    }
    boolean flagged = type == KernelAction.Type.SYSCALL;
    Long flags = flagged ? arguments.lastButMode() : null;
    return OpenFlags.opened(
        path, name.equals("creat") ? "O_CREAT" : flags == null ? null : Long.toString(flags));
  }

  private @Nullable Activity read() {
    String path = arguments.path();
    return path == null ? null : new Activity.FileOpened(path, "read");
  }

  private @Nullable Activity written(String how) {
    String path = arguments.path();
    return path == null ? null : new Activity.FileWritten(path, how);
  }

  private @Nullable Activity changed() {
    String path = arguments.path();
    return path == null ? null : new Activity.FileWritten(path, name + " " + arguments.brief());
  }

  private @Nullable Activity deleted() {
    String path = arguments.path();
    return path == null ? null : new Activity.FileDeleted(path);
  }

  private @Nullable Activity capability() {
    String capability = Fields.text(arguments.first("capability_arg"), "name");
    return capability == null
        ? null
        : new KernelAction(KernelAction.Type.CAPABILITY, Fields.capability(capability), name);
  }
}
