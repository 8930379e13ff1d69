package salvor.cluster;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A program that runs in a container; for one thread that reads, any may close it. */
public interface Exec extends AutoCloseable {
  /** Where a piece of output came from. */
  enum Channel {
    OUT,
    ERROR
  }

  /** A piece of output as it came. */
  @SuppressWarnings("ArrayRecordComponent") // bytes as they came; never compared
  record Piece(Channel channel, byte[] bytes) {}

  /** How a program ended. */
  sealed interface End {
    /** By itself; 0 is success. */
    record Exited(int code) implements End {}

    /** It was never run, or how it ended is not told: what the cluster said, verbatim. */
    record NotRun(String reason, String said) implements End {}

    /** The connection ended without a word on the program: what came may be cut off. */
    record Lost(String said) implements End {}
  }

  /**
   * Waits for the next piece of output; null when there is no more, because the program ended or
   * the connection did: {@link #end} tells.
   *
   * @param silence how long nothing may come
   * @throws ClusterFailure when nothing came for so long, or it was closed
   */
  @Nullable Piece next(Duration silence) throws ClusterFailure;

  /**
   * Gives it input; an empty array is the input's end.
   *
   * @throws ClusterFailure when the connection is gone
   */
  void input(byte[] bytes) throws ClusterFailure;

  /** How it ended, once {@link #next} has told null; before that, and after a failure, lost. */
  End end();

  /** Ends the connection. The program may go on where it takes no notice of that. */
  @Override
  void close();
}
