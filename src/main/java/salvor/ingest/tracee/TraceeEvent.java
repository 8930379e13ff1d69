package salvor.ingest.tracee;

import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Activity.KernelAction;
import salvor.evidence.Endpoint;
import salvor.evidence.ProcessInfo;
import salvor.ingest.Fields;
import salvor.ingest.OpenFlags;
import tools.jackson.databind.JsonNode;

/**
 * What an event of Tracee says was done. Packets are skipped but for DNS: whose packet it is, and
 * who began the connection, is not said there, and the socket events say it.
 *
 * @param name the event's name
 * @param syscall the system call in whose course it came, null when not given
 */
record TraceeEvent(String name, @Nullable String syscall, TraceeArguments arguments) {

  /** Why the event is no observation; null when it is one. */
  @Nullable String skipped() {
    if (name.startsWith("net_packet_") && !name.startsWith("net_packet_dns")) {
      return "network packet";
    }
    return switch (name) {
      case "net_flow_tcp_end" -> "end of a connection";
      case "container_create",
          "container_remove",
          "existing_container",
          "init_namespaces",
          "tracee_info" ->
          "tracee's own bookkeeping";
      default -> null;
    };
  }

  /** What was done. */
  Activity activity() {
    Activity known =
        switch (name) {
          case "sched_process_exec",
              "execve",
              "execveat",
              "process_execute_failed",
              "process_execute_failed_internal" ->
              new Activity.ProcessStarted();
          case "sched_process_exit" -> ended();
          case "security_socket_connect", "connect", "net_tcp_connect" -> connected();
          case "security_socket_accept", "socket_accept", "accept", "accept4" -> accepted();
          case "security_socket_listen", "listen", "security_socket_bind", "bind" -> listening();
          case "net_flow_tcp_begin" -> flow();
          case "net_packet_dns", "net_packet_dns_request", "net_packet_dns_response" ->
              TraceeNames.lookup(arguments);
          case "cap_capable" -> capability();
          default -> file();
        };
    return known != null ? known : new KernelAction(type(), name, arguments.brief());
  }

  private KernelAction.Type type() {
    boolean call =
        name.equals(syscall)
            || (syscall == null && name.matches("clone3?|fork|ptrace|setns|unshare|mount"));
    return call ? KernelAction.Type.SYSCALL : KernelAction.Type.HOOK;
  }

  /**
   * The process as it is after its start: the context of {@code execve} is that of the program
   * before.
   */
  ProcessInfo started(ProcessInfo now) {
    String path = arguments.text("pathname", "path", "cmdpath");
    boolean after = name.equals("sched_process_exec");
    return new ProcessInfo(
        now.pid(),
        now.containerPid(),
        now.id(),
        path != null ? path : after ? now.executable() : null,
        after ? now.name() : null,
        arguments.list("argv"),
        now.cwd(),
        now.uid(),
        now.parent());
  }

  private Activity ended() {
    Long code = arguments.number("exit_code");
    Long signal = arguments.number("signal_code");
    return new Activity.ProcessEnded(
        code == null || code != code.intValue() ? null : Integer.valueOf(code.intValue()),
        signal == null || signal == 0 ? null : Long.toString(signal));
  }

  private @Nullable Activity connected() {
    Endpoint remote = arguments.address("remote_addr", "addr");
    String to = arguments.text("dst");
    if (remote == null && to != null) {
      JsonNode names = arguments.node("dst_dns");
      String known =
          names != null && names.isArray() && !names.isEmpty() ? Fields.text(names.get(0)) : null;
      remote = new Endpoint(to, arguments.port("dst_port"), known);
    }
    return remote == null
        ? null
        : new Activity.ConnectionOpened(
            Endpoint.NONE, remote, protocol(name.equals("net_tcp_connect") ? "tcp" : null));
  }

  private @Nullable String protocol(@Nullable String known) {
    String type = arguments.text("type");
    return type == null
        ? known
        : switch (type) {
          case "SOCK_STREAM" -> "tcp";
          case "SOCK_DGRAM" -> "udp";
          default -> known;
        };
  }

  private @Nullable Activity accepted() {
    Endpoint remote = arguments.address("remote_addr", "addr");
    Endpoint local = arguments.address("local_addr");
    return remote == null
        ? null
        : new Activity.ConnectionAccepted(
            local == null ? Endpoint.NONE : local, remote, protocol(null));
  }

  private @Nullable Activity listening() {
    Endpoint local = arguments.address("local_addr", "addr");
    return local == null || local.port() == 0
        ? null
        : new Activity.Listening(local, protocol(null));
  }

  private @Nullable Activity flow() {
    String from = arguments.text("src");
    String to = arguments.text("dst");
    String direction = arguments.text("conn_direction");
    if (from == null || to == null || direction == null) {
      return null;
    }
    Endpoint source = new Endpoint(from, arguments.port("src_port"), null);
    Endpoint destination = new Endpoint(to, arguments.port("dst_port"), null);
    return direction.equals("incoming")
        ? new Activity.ConnectionAccepted(destination, source, "tcp")
        : new Activity.ConnectionOpened(source, destination, "tcp");
  }

  private @Nullable Activity capability() {
    String capability = arguments.text("cap");
    return capability == null
        ? null
        : new KernelAction(KernelAction.Type.CAPABILITY, Fields.capability(capability), syscall);
  }

  private @Nullable Activity file() {
    String path = arguments.text("pathname", "path", "file_path", "old_path", "oldpath");
    if (path == null) {
      return null;
    }
    return switch (name) {
      case "security_file_open", "open", "openat", "openat2" ->
          OpenFlags.opened(path, arguments.text("flags"));
      case "creat" -> new Activity.FileWritten(path, "O_CREAT");
      case "vfs_read", "vfs_readv", "security_post_read_file" ->
          new Activity.FileOpened(path, "read");
      case "vfs_write", "vfs_writev", "magic_write", "kernel_write", "file_modification" ->
          new Activity.FileWritten(path, "write");
      case "do_truncate", "truncate" -> new Activity.FileWritten(path, "truncate");
      case "security_inode_rename",
          "rename",
          "renameat",
          "renameat2",
          "chmod",
          "fchmodat",
          "chmod_common",
          "chown",
          "fchownat",
          "mkdir",
          "mkdirat",
          "link",
          "linkat",
          "symlink",
          "symlinkat",
          "security_inode_symlink",
          "security_inode_mknod" ->
          new Activity.FileWritten(path, name + " " + arguments.brief());
      case "unlink", "unlinkat", "rmdir", "security_inode_unlink" -> new Activity.FileDeleted(path);
      default -> null;
    };
  }
}
