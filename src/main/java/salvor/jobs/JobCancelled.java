package salvor.jobs;

/** The job was asked to stop, and stops here. */
public final class JobCancelled extends RuntimeException {
  private static final long serialVersionUID = 1;

  public JobCancelled() {
    super("cancelled", null, false, false);
  }
}
