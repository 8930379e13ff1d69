package salvor.evidence;

import org.jspecify.annotations.Nullable;

/**
 * A process as one record describes it.
 *
 * @param pid its id on the node (host process namespace), null when not given
 * @param containerPid its id inside the container's process namespace, null when not given
 * @param id an identity that the source vouches for and that survives reuse of the pid (Tetragon
 *     {@code exec_id}, Falco pid and start time); null when the source has none
 * @param executable the path of the executable, null when not given
 * @param name the short name (comm), null when not given
 * @param commandLine program and arguments: separated by U+0000 where the source keeps them apart,
 *     by spaces where it does not (then with {@link Quality#LOSSY_ARGUMENTS}); the first word is
 *     argv[0] where the source gives it
 * @param cwd the working directory
 * @param uid the user id, null when not given or not set
 * @param parent the parent, null when the source says nothing of it
 */
public record ProcessInfo(
    @Nullable Integer pid,
    @Nullable Integer containerPid,
    @Nullable String id,
    @Nullable String executable,
    @Nullable String name,
    @Nullable String commandLine,
    @Nullable String cwd,
    @Nullable Integer uid,
    @Nullable Parent parent) {

  /** Nothing is known of the process. */
  public static final ProcessInfo UNKNOWN =
      new ProcessInfo(null, null, null, null, null, null, null, null, null);

  /**
   * What a record says of the parent; parameters as in {@link ProcessInfo}.
   *
   * @param pid the parent's id on the node
   * @param id an identity that the source vouches for
   * @param executable the path of its executable
   * @param name its short name
   * @param commandLine its program and arguments
   */
  public record Parent(
      @Nullable Integer pid,
      @Nullable String id,
      @Nullable String executable,
      @Nullable String name,
      @Nullable String commandLine) {}

  /** The program's path, else its short name, else null: what to show as "who". */
  public @Nullable String program() {
    return executable != null ? executable : name;
  }
}
