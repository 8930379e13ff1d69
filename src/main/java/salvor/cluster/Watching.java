package salvor.cluster;

/** A watch that runs until it is closed. */
public interface Watching extends AutoCloseable {
  /** Tries at once, without waiting for the next try: after new credentials, for example. */
  void retry();

  @Override
  void close();
}
