package salvor.ingest.scap;

import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.ingest.OpenFlags;

/** What calls did to files. */
final class Files {
  private final Descriptors descriptors;

  Files(Descriptors descriptors) {
    this.descriptors = descriptors;
  }

  /** What it did; null when it is none of these calls, or the sensor could not tell the file. */
  @Nullable Activity activity(Call call) {
    return switch (call.end().name()) {
      case "open", "openat", "openat2", "creat", "open_by_handle_at" -> opened(call);
      case "unlink", "unlinkat", "rmdir" -> {
        String path = path(call, "dirfd", "path", "name");
        yield path == null ? null : new Activity.FileDeleted(path);
      }
      case "rename", "renameat", "renameat2" ->
          two(call, path(call, "olddirfd", "oldpath"), path(call, "newdirfd", "newpath"));
      case "link", "linkat" ->
          two(call, path(call, "olddir", "oldpath"), path(call, "newdir", "newpath"));
      case "symlink", "symlinkat" ->
          two(call, call.text("target"), path(call, "linkdirfd", "linkpath"));
      case "chmod", "fchmodat" ->
          written(path(call, "dirfd", "filename", "path", "pathname"), mode(call));
      case "fchmod" -> written(held(call), mode(call));
      case "chown", "lchown", "fchownat" ->
          written(path(call, "dirfd", "path", "pathname"), owner(call));
      case "fchown" -> written(held(call), owner(call));
      case "mkdir", "mkdirat", "mknod", "mknodat" ->
          written(path(call, "dirfd", "path"), call.end().name());
      default -> null;
    };
  }

  private @Nullable Activity opened(Call call) {
    String name = call.text("name", "path");
    Event event = call.end();
    String path = descriptors.whole(event.thread(), call.number("dirfd"), name);
    if (path == null) {
      return null;
    }
    Long number = event.number("fd");
    if (number != null && number >= 0) {
      descriptors.put(event.thread(), number, new Descriptors.Open(path, null));
    }
    Long flags = call.number("flags");
    return event.name().equals("creat")
        ? new Activity.FileWritten(path, "O_WRONLY|O_CREAT|O_TRUNC")
        : OpenFlags.opened(path, flags == null ? null : Flags.open(flags));
  }

  private @Nullable String path(Call call, String folder, String... names) {
    return descriptors.whole(call.end().thread(), call.number(folder), call.text(names));
  }

  private @Nullable String held(Call call) {
    Descriptors.Open open = descriptors.get(call.end().thread(), call.number("fd"));
    return open == null ? null : open.path();
  }

  private static @Nullable Activity two(Call call, @Nullable String from, @Nullable String to) {
    return to == null
        ? null
        : new Activity.FileWritten(
            to, call.end().name() + " " + (from == null ? "?" : from) + " " + to);
  }

  private static @Nullable Activity written(@Nullable String path, String how) {
    return path == null ? null : new Activity.FileWritten(path, how);
  }

  private static String mode(Call call) {
    Long mode = call.number("mode");
    return mode == null ? "chmod" : "chmod 0" + Long.toOctalString(mode & 07777);
  }

  private static String owner(Call call) {
    return "chown " + call.number("uid") + ":" + call.number("gid");
  }
}
