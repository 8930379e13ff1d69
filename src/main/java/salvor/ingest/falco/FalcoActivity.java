package salvor.ingest.falco;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Activity.KernelAction;
import salvor.evidence.Endpoint;

/** What the system call of a Falco record did. */
final class FalcoActivity {
  /**
   * Rules of Falco (falcosecurity/rules) that look at files only where they are opened for writing,
   * and whose records do not say that they were.
   */
  private static final Set<String> OF_WRITES =
      Set.of(
          "Clear Log Activities",
          "Create files below dev",
          "Delete or rename shell history",
          "Detect release_agent File Container Escapes",
          "Modify Container Entrypoint",
          "Modify Shell Configuration File",
          "Schedule Cron Jobs",
          "Update Package Repository",
          "Write below binary dir",
          "Write below etc",
          "Write below monitored dir",
          "Write below root",
          "Write below rpm database");

  private FalcoActivity() {}

  /** The activity; null when the record does not say what was called. */
  static @Nullable Activity of(FalcoFields fields, String rule) {
    if (fields.text("ka.verb") != null) {
      return api(fields);
    }
    String call = fields.text("evt.type");
    if (call == null) {
      return null;
    }
    return switch (call) {
      case "execve", "execveat" -> new Activity.ProcessStarted();
      case "procexit" -> new Activity.ProcessEnded(null, null);
      case "connect" ->
          new Activity.ConnectionOpened(local(fields), remote(fields), fields.text("fd.l4proto"));
      case "accept", "accept4" ->
          new Activity.ConnectionAccepted(local(fields), remote(fields), fields.text("fd.l4proto"));
      case "listen", "bind" -> new Activity.Listening(local(fields), fields.text("fd.l4proto"));
      case "open", "openat", "openat2", "creat", "open_by_handle_at" -> opened(fields, call, rule);
      case "unlink", "unlinkat", "rmdir" -> changed(fields, call);
      case "rename",
          "renameat",
          "renameat2",
          "chmod",
          "fchmodat",
          "fchmod",
          "chown",
          "fchownat",
          "mkdir",
          "mkdirat",
          "symlink",
          "symlinkat",
          "link",
          "linkat" ->
          changed(fields, call);
      default -> action(fields, call);
    };
  }

  private static Activity action(FalcoFields fields, String call) {
    String detail = fields.text("evt.args");
    return new KernelAction(
        KernelAction.Type.SYSCALL, call, detail == null ? fields.text("fd.name") : detail);
  }

  private static Activity opened(FalcoFields fields, String call, String rule) {
    String path = path(fields);
    String flags = fields.text("evt.arg.flags");
    if (path == null) {
      return action(fields, call);
    }
    boolean written =
        call.equals("creat")
            || fields.isTrue("evt.is_open_write")
            || fields.isTrue("evt.is_open_create")
            || writes(flags)
            || (flags == null && OF_WRITES.contains(rule));
    return written ? new Activity.FileWritten(path, flags) : new Activity.FileOpened(path, flags);
  }

  /** Whether open flags allow to write or create. */
  static boolean writes(@Nullable String flags) {
    return flags != null
        && (flags.contains("O_WRONLY")
            || flags.contains("O_RDWR")
            || flags.contains("O_CREAT")
            || flags.contains("O_TRUNC"));
  }

  /**
   * Falco marks a directory it could not resolve with {@code <UNKNOWN>}: what follows is what was
   * asked for.
   */
  private static @Nullable String path(FalcoFields fields) {
    String path = fields.text("fd.name");
    return path == null ? fields.text("fs.path.name") : path;
  }

  private static Activity changed(FalcoFields fields, String call) {
    String args = fields.text("evt.args");
    String path = argument(args, "path", "name", "filename", "newpath", "linkpath");
    if (path == null) {
      path = path(fields);
    }
    if (path == null) {
      return action(fields, call);
    }
    if (call.startsWith("unlink") || call.equals("rmdir")) {
      return new Activity.FileDeleted(path);
    }
    String from = argument(args, "oldpath", "target");
    String mode = argument(args, "mode");
    String how = from != null ? call + " " + from : mode != null ? call + " " + mode : call;
    return new Activity.FileWritten(path, how);
  }

  /**
   * The value of the first of these arguments in {@code res=0 dirfd=-100(AT_FDCWD) name=/tmp/x
   * flags=0}.
   */
  private static @Nullable String argument(@Nullable String args, String... names) {
    if (args == null) {
      return null;
    }
    for (String name : names) {
      int at = args.startsWith(name + "=") ? 0 : args.indexOf(" " + name + "=") + 1;
      if (at > 0 || args.startsWith(name + "=")) {
        int from = at + name.length() + 1;
        java.util.regex.Matcher next = NEXT.matcher(args).region(from, args.length());
        String value = args.substring(from, next.find() ? next.start() : args.length());
        int resolved = value.indexOf("(/");
        return resolved > 0 && value.endsWith(")")
            ? value.substring(resolved + 1, value.length() - 1)
            : value;
      }
    }
    return null;
  }

  private static final java.util.regex.Pattern NEXT = java.util.regex.Pattern.compile(" [a-z_]+=");

  private static Endpoint local(FalcoFields fields) {
    return new Endpoint(fields.text("fd.lip"), port(fields, "fd.lport"), null);
  }

  private static Endpoint remote(FalcoFields fields) {
    String address = fields.text("fd.rip");
    if (address != null) {
      return new Endpoint(address, port(fields, "fd.rport"), fields.text("fd.rip.name"));
    }
    String server = fields.text("fd.sip");
    return server == null
        ? named(fields)
        : new Endpoint(server, port(fields, "fd.sport"), fields.text("fd.sip.name"));
  }

  /**
   * The other end out of {@code 10.0.0.1:34458->10.0.0.2:8080}, where the record has no address
   * fields.
   */
  private static Endpoint named(FalcoFields fields) {
    String name = fields.text("fd.name");
    int arrow = name == null ? -1 : name.indexOf("->");
    int colon = name == null ? -1 : name.lastIndexOf(':');
    if (name == null
        || arrow < 0
        || colon < arrow + 3
        || !name.substring(colon + 1).matches("[0-9]{1,5}")) {
      return Endpoint.NONE;
    }
    return new Endpoint(
        name.substring(arrow + 2, colon), Integer.parseInt(name.substring(colon + 1)), null);
  }

  private static int port(FalcoFields fields, String key) {
    Integer port = fields.natural(key);
    return port == null ? 0 : port;
  }

  private static Activity api(FalcoFields fields) {
    Integer code = fields.natural("ka.response.code");
    String verb = fields.text("ka.verb");
    return new Activity.ApiRequest(
        verb == null ? "" : verb,
        fields.text("ka.target.resource"),
        fields.text("ka.target.subresource"),
        fields.text("ka.target.namespace"),
        fields.text("ka.target.name"),
        fields.text("ka.user.name"),
        fields.text("ka.impuser.name"),
        null,
        fields.text("ka.sourceips"),
        fields.text("ka.useragent"),
        code == null ? 0 : code,
        fields.text("ka.uri"));
  }
}
