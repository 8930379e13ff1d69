package salvor.report;

import salvor.cluster.KubeconfigProblem;
import salvor.evidence.Visible;

/** What is wrong with a kubeconfig, in a sentence: file, place, cause, remedy. */
public final class KubeconfigWords {
  private static final int NAMED = 120;

  private KubeconfigWords() {}

  /** The sentence. */
  public static String problem(KubeconfigProblem problem) {
    String where =
        Visible.text(problem.file().toString(), 300)
            + (problem.line() > 0 ? ", line " + problem.line() : "")
            + (problem.place().isEmpty() ? "" : " (" + Visible.text(problem.place(), NAMED) + ")");
    return where + ": " + cause(problem);
  }

  private static String cause(KubeconfigProblem problem) {
    String detail = Visible.text(problem.detail(), NAMED);
    return switch (problem.cause()) {
      case MISSING -> "there is no such file. Name one with --kubeconfig, or set KUBECONFIG.";
      case UNREADABLE -> "it cannot be read (" + detail + "). Check its permissions.";
      case TOO_LARGE -> "it has " + detail + " bytes and is no kubeconfig. Name another file.";
      case NOT_YAML -> "it is not YAML (" + detail + "). Take it anew from where it came.";
      case TOO_DEEP -> "it is nested deeper than any kubeconfig. Take it anew from where it came.";
      case SEVERAL_DOCUMENTS -> "it has several documents; only the first is read. Split it.";
      case WRONG_TYPE -> "a " + detail + " is expected here. Correct the entry.";
      case NO_CONTEXTS -> "it names no context. Is it a kubeconfig?";
      case NO_NAME -> "an entry has no " + detail + " or name. Give it one.";
      case DUPLICATE_NAME ->
          "the name " + detail + " is there twice; the first counts. Rename one.";
      case NO_CLUSTER ->
          detail.isEmpty()
              ? "the context names no cluster. Add one."
              : "there is no cluster " + detail + ". Add it, or name the file that has it.";
      case NO_USER -> "there is no user " + detail + ". Add it, or name the file that has it.";
      case NO_SERVER -> "the cluster has no server address. Add server: https://...";
      case BAD_ADDRESS -> detail + " is no address or path. Correct it.";
      case BAD_DATA -> detail + " is missing or no Base64. Take the kubeconfig anew.";
      case NO_CURRENT ->
          "the current context " + detail + " is not there. Name one with --context.";
    };
  }
}
