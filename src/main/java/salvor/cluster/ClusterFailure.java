package salvor.cluster;

/** The cluster did not do it. */
public final class ClusterFailure extends Exception {
  private static final long serialVersionUID = 1L;
  private final transient Trouble trouble;

  /** For this reason. */
  public ClusterFailure(Trouble trouble) {
    super(trouble.toString());
    this.trouble = trouble;
  }

  /** Why. */
  public Trouble trouble() {
    return trouble;
  }
}
