package salvor.workload;

import java.util.List;

/**
 * A command that a pod's specification announces.
 *
 * @param kind what starts it
 * @param argv the program and its arguments, exactly as declared
 */
public record DeclaredCommand(Kind kind, List<String> argv) {
  /** What starts a declared command. */
  public enum Kind {
    ENTRYPOINT,
    LIVENESS_PROBE,
    READINESS_PROBE,
    STARTUP_PROBE,
    POST_START,
    PRE_STOP
  }

  public DeclaredCommand {
    argv = List.copyOf(argv);
  }
}
