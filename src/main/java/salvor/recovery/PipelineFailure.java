package salvor.recovery;

/** A pipeline did not do it. */
public final class PipelineFailure extends Exception {
  private static final long serialVersionUID = 1L;
  private final transient PipelineTrouble trouble;

  /** For this reason. */
  public PipelineFailure(PipelineTrouble trouble) {
    super(trouble.toString());
    this.trouble = trouble;
  }

  /** Why. */
  public PipelineTrouble trouble() {
    return trouble;
  }
}
