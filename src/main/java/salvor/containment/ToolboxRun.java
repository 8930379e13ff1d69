package salvor.containment;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Exec;
import salvor.cluster.ExecRequest;
import salvor.cluster.Permission;
import salvor.jobs.Progress;

/**
 * One run of the toolbox in a pod, whole.
 *
 * @param sent when it was asked for, by our clock
 * @param answered when it had ended, by our clock
 * @param out what it wrote; of bytes that are no UTF-8 something else stands there
 * @param error what it said of errors
 * @param exit its exit code; null where it did not end by itself, or that is not told
 * @param trouble why it is not whole; empty where it is
 */
public record ToolboxRun(
    List<String> argv,
    Instant sent,
    Instant answered,
    String out,
    String error,
    @Nullable Integer exit,
    String trouble) {
  /** Where the toolbox is in its image. */
  public static final String PROGRAM = "/salvor-toolbox";

  /** So many times as long as it may be silent, it may take for all. */
  private static final int SLOW = 3;

  private static final int MOST = 32 << 20;

  /** Copies the list. */
  public ToolboxRun {
    argv = List.copyOf(argv);
  }

  /** Whether it ended well, with everything told. */
  public boolean isWhole() {
    return trouble.isEmpty() && exit != null && exit == 0;
  }

  /**
   * Runs it.
   *
   * @param argv the command and its arguments, without the program
   * @param silence how long nothing may come
   * @throws ClusterFailure when it could not be begun
   */
  static ToolboxRun of(
      Cluster cluster,
      Permission permission,
      Vantage in,
      List<String> argv,
      Duration silence,
      InstantSource clock,
      Progress progress)
      throws ClusterFailure {
    List<String> whole = new java.util.ArrayList<>(List.of(PROGRAM));
    whole.addAll(argv);
    Instant sent = clock.instant();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    try (Exec exec =
        cluster.exec(
            new ExecRequest(in.pod().namespace(), in.pod().name(), in.container(), whole, false),
            permission,
            progress)) {
      progress.onCancel(exec::close);
      String trouble =
          drained(exec, silence, clock, sent.plus(silence.multipliedBy(SLOW)), out, error);
      Integer exit = null;
      if (trouble.isEmpty()) {
        switch (exec.end()) {
          case Exec.End.Exited(int code) -> exit = code;
          case Exec.End.NotRun(String reason, String said) -> trouble = reason + ": " + said;
          case Exec.End.Lost(String said) -> trouble = "the connection ended: " + said;
        }
      }
      return new ToolboxRun(whole, sent, clock.instant(), text(out), text(error), exit, trouble);
    } finally {
      progress.onCancel(() -> {});
    }
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** Why not all came; empty where it did. */
  private static String drained(
      Exec exec,
      Duration silence,
      InstantSource clock,
      Instant until,
      ByteArrayOutputStream out,
      ByteArrayOutputStream error) {
    try {
      for (Exec.Piece piece = exec.next(silence); piece != null; piece = exec.next(silence)) {
        ByteArrayOutputStream into = piece.channel() == Exec.Channel.OUT ? out : error;
        if (into.size() + piece.bytes().length > MOST) {
          return "more than " + MOST + " bytes";
        }
        into.writeBytes(piece.bytes());
        if (clock.instant().isAfter(until)) { // whoever drips is never silent
          return "it did not end in its time";
        }
      }
      return "";
    } catch (ClusterFailure failure) {
      return failure.trouble().toString();
    }
  }
}
