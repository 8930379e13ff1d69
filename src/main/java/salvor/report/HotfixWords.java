package salvor.report;

import java.util.List;
import salvor.evidence.Visible;
import salvor.recovery.HotfixSettings;
import salvor.recovery.HotfixSettingsText.Problem;
import salvor.recovery.HotfixWait.End;
import salvor.recovery.PipelineRun;
import salvor.recovery.PipelineState;
import salvor.recovery.PipelineTrouble;
import salvor.recovery.SecretRef;

/** Pipelines that rebuild images, in words. */
public final class HotfixWords {
  private static final int LIMIT = 200;

  private HotfixWords() {}

  private static String v(String text) {
    return Visible.text(text, LIMIT);
  }

  /** Which pipeline settings mean, and which secret they send there. */
  public static String settings(HotfixSettings settings) {
    List<SecretRef> secrets = settings.secrets();
    return pipeline(settings)
        + (secrets.isEmpty()
            ? ""
            : ", with the secret in "
                + String.join(" and that in ", secrets.stream().map(HotfixWords::place).toList()));
  }

  private static String place(SecretRef secret) {
    return switch (secret) {
      case SecretRef.Variable(String name) -> "the variable " + v(name);
      case SecretRef.InKeyring(String account) -> "the keyring, account " + v(account);
      case SecretRef.InFile(var file) -> "the file " + v(file.toString());
    };
  }

  private static String pipeline(HotfixSettings settings) {
    String target = v(settings.target());
    return switch (settings) {
      case HotfixSettings.Tekton _ -> "the Tekton pipeline " + target;
      case HotfixSettings.Argo _ -> "the Argo workflow template " + target;
      case HotfixSettings.Dispatch dispatch ->
          dispatch.flavour() == HotfixSettings.Dispatch.Flavour.GITHUB
              ? "the GitHub workflow " + target
              : "the Forgejo workflow " + target;
      case HotfixSettings.GitLab _ -> "the GitLab pipeline " + target;
      case HotfixSettings.Webhook _ -> "the webhook " + target;
    };
  }

  /** What is wrong with settings: place, cause and remedy. */
  public static String problem(String file, Problem problem) {
    String detail = v(problem.detail());
    return file
        + ": "
        + (problem.place().isEmpty() ? "" : v(problem.place()) + ": ")
        + switch (problem.cause()) {
          case TOO_LARGE -> "is larger than settings are; is it the right file?";
          case NOT_JSON -> "is no JSON object: " + detail;
          case UNKNOWN_SYSTEM ->
              "is none of tekton, argo, github, forgejo, gitlab and webhook; use one of them";
          case UNKNOWN_ENTRY -> "is no entry of this system; see salvor hotfix check --schema";
          case MISSING -> "is not there; add it";
          case WRONG_TYPE -> "is no " + detail + "; write one";
          case TOO_LONG -> "is longer than " + detail + " characters; shorten it";
          case UNSAFE_ADDRESS ->
              "is neither https nor on this machine, or has a user in it; a token is not sent there";
          case SECRET_ITSELF ->
              "is a secret; write where it is: {\"variable\": NAME}, {\"keyring\": ACCOUNT} or {\"file\": PATH}, and replace the secret, as it was in a file";
        };
  }

  /** Why a pipeline does not do what it should, and what to do. */
  public static String trouble(PipelineTrouble trouble) {
    return switch (trouble) {
      case PipelineTrouble.NoSecret(SecretRef of) ->
          switch (of) {
            case SecretRef.Variable(String name) ->
                "the secret is not there: set the variable " + v(name);
            case SecretRef.InKeyring(String account) ->
                "the secret is not there: store it by secret-tool store --label=salvor service salvor account "
                    + v(account)
                    + ", and have the keyring unlocked";
            case SecretRef.InFile(var file) ->
                "the secret is not there: the file "
                    + v(file.toString())
                    + " is empty or cannot be read";
          };
      case PipelineTrouble.NotAllowed(int code, String said) ->
          "it does not take the token, or the token may not do this (" + code + "): " + v(said);
      case PipelineTrouble.NotThere(String path) ->
          "it has no "
              + v(path)
              + ", or the token must not see it: check repository, workflow and project";
      case PipelineTrouble.Busy(var after) ->
          "it asks to wait for " + after.toSeconds() + " s; try again then";
      case PipelineTrouble.Refused(int code, String said) ->
          "it refuses (" + code + "): " + v(said);
      case PipelineTrouble.PointsElsewhere(String to) ->
          "it points to "
              + (to.isEmpty() ? "another address" : v(to))
              + ", where no token is sent: write that address";
      case PipelineTrouble.Unreachable(String said) -> "it cannot be reached: " + v(said);
      case PipelineTrouble.NotUnderstood(String said) ->
          "it does not answer as such a system does: " + v(said);
      case PipelineTrouble.Ambiguous(int runs) ->
          runs
              + " runs may be the one that was triggered: name an input as markInput, which the workflow's run-name shows";
      case PipelineTrouble.CannotDo _ -> "the system, or its settings here, cannot do this";
      case PipelineTrouble.OfCluster(var why) -> ClusterWords.trouble(why);
    };
  }

  private static String run(PipelineRun run) {
    return (run.id() == null ? "run of mark " + run.mark() : "run " + v(run.id()))
        + (run.page() == null || run.page().isEmpty() ? "" : ", " + v(run.page()));
  }

  /** That a run was triggered. */
  public static String triggered(PipelineRun run) {
    return "triggered: " + run(run);
  }

  /** How far a run is. */
  public static String state(PipelineState state) {
    return run(state.run())
        + ": "
        + switch (state) {
          case PipelineState.NotSeenYet _ -> "not seen yet";
          case PipelineState.Under(_, String said) -> v(said);
          case PipelineState.Succeeded(_, _) -> "succeeded";
          case PipelineState.Failed(_, String said) -> "failed: " + v(said);
          case PipelineState.Unwatched _ -> "cannot be followed";
        };
  }

  /** How a run came out, and what to do. */
  public static String end(End end) {
    String confirm = "; say the digest by salvor hotfix confirm";
    return run(end.run())
        + ": "
        + switch (end) {
          case End.Fixed(_, var digest) -> "made " + digest;
          case End.SameDigest _ -> "succeeded and made the bad image again: nothing is fixed";
          case End.NotTold(_, boolean watched) ->
              watched
                  ? "succeeded, and does not tell the digest" + confirm
                  : "cannot be followed" + confirm;
          case End.Failed(_, String said) -> "failed: " + v(said);
          case End.GoesOn _ -> "goes on";
        };
  }
}
