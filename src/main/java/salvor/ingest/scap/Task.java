package salvor.ingest.scap;

import org.jspecify.annotations.Nullable;

/**
 * A thread as the capture last told of it.
 *
 * @param tid its id on the machine
 * @param pid that of its process
 * @param parent the thread that started it, 0 when not told
 * @param containerPid the process' id inside of its container, 0 when not told
 * @param name the short name
 * @param executable the path of the program, null when not told
 * @param commandLine program and arguments, separated by U+0000
 * @param cwd the working directory, null when not told
 * @param uid the user, null when not told
 * @param cgroups the control groups it is in
 */
record Task(
    long tid,
    long pid,
    long parent,
    long containerPid,
    @Nullable String name,
    @Nullable String executable,
    @Nullable String commandLine,
    @Nullable String cwd,
    @Nullable Integer uid,
    String cgroups) {

  /** Whether it is the one that its process began with. */
  boolean isProcess() {
    return tid == pid;
  }

  Task in(@Nullable String folder) {
    return new Task(
        tid, pid, parent, containerPid, name, executable, commandLine, folder, uid, cgroups);
  }
}
