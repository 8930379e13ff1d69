package salvor.ingest.auditd;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of an event.
 *
 * @param target the one that it is about: created, deleted, or simply named
 * @param from the one that a rename began with, null when there is none
 * @param created whether the target did not exist before
 */
record Paths(@Nullable String target, @Nullable String from, boolean created) {
  /** {@code AT_FDCWD}, 32 bits wide or 64. */
  private static final Set<String> HERE = Set.of("ffffff9c", "ffffffffffffff9c");

  /**
   * @param call the name of the system call
   */
  static Paths of(AuditEvent event, String call) {
    AuditRecord cwd = event.first("CWD");
    // a name behind an open folder's number is told without it, and which that is nobody says
    String folder = cwd == null || isElsewhere(event, call) ? null : cwd.chosen("cwd");
    String created = null;
    String deleted = null;
    String named = null;
    String parent = null;
    for (AuditRecord record : event.all("PATH")) {
      String path = absolute(record.chosen("name"), folder);
      String role =
          record.plain("nametype") == null ? record.plain("objtype") : record.plain("nametype");
      if (path != null) {
        switch (role == null ? "" : role) {
          case "CREATE" -> created = created == null ? path : created;
          case "DELETE" -> deleted = deleted == null ? path : deleted;
          case "PARENT" -> parent = parent == null ? path : parent;
          default -> named = named == null ? path : named;
        }
      }
    }
    String target = created != null ? created : deleted != null ? deleted : named;
    return new Paths(
        target == null ? parent : target,
        created == null ? null : deleted == null ? named : deleted,
        created != null);
  }

  private static boolean isHere(@Nullable String folder) {
    return folder != null && HERE.contains(folder);
  }

  private static boolean isElsewhere(AuditEvent event, String call) {
    AuditRecord record = event.first("SYSCALL");
    String first = record == null ? null : record.plain("a0");
    String second = record == null ? null : record.plain("a2");
    return switch (call) {
      case "openat",
          "openat2",
          "unlinkat",
          "fchmodat",
          "fchmodat2",
          "fchownat",
          "mkdirat",
          "mknodat",
          "execveat",
          "utimensat",
          "futimesat" ->
          !isHere(first);
      case "renameat", "renameat2", "linkat" -> !isHere(first) || !isHere(second);
      case "symlinkat" -> !isHere(record == null ? null : record.plain("a1"));
      default -> false;
    };
  }

  private static @Nullable String absolute(@Nullable String path, @Nullable String folder) {
    if (path == null || path.startsWith("/") || folder == null) {
      return path;
    }
    return (folder.endsWith("/") ? folder : folder + "/")
        + (path.startsWith("./") ? path.substring(2) : path);
  }
}
