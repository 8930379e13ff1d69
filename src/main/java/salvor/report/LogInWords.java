package salvor.report;

import salvor.cluster.ExecPlugin;
import salvor.cluster.KubeContext;
import salvor.cluster.LogIn;
import salvor.cluster.OidcRenewal;
import salvor.cluster.Trouble;
import salvor.evidence.Visible;

/** What is told of logging in: what a kubeconfig would have done, and why it did not work. */
public final class LogInWords {
  private static final int SAID = 200;

  private LogInWords() {}

  /** All that would be done, whole. */
  public static String act(LogIn act) {
    return switch (act) {
      case ExecPlugin plugin -> ClusterWords.command(plugin);
      case OidcRenewal renewal ->
          Visible.text(renewal.issuer())
              + " as client "
              + Visible.text(renewal.client())
              + (renewal.authority().isEmpty()
                  ? ""
                  : ", vouched for by the kubeconfig's authority");
    };
  }

  static String notConfirmed(LogIn act, KubeContext.Origin origin) {
    String file = v(act.file().toString());
    return switch (act) {
          case ExecPlugin _ ->
              "To log in, the kubeconfig "
                  + file
                  + " would run a program with your rights: "
                  + act(act)
                  + ". "
                  + (origin == KubeContext.Origin.EVIDENCE
                      ? "The file lies in evidence: an attacker may have written it. "
                      : "")
                  + "It was not run. If you know it, confirm ";
          case OidcRenewal _ ->
              "The ID token in the kubeconfig "
                  + file
                  + " is over. To renew it, its refresh token would be sent to "
                  + act(act)
                  + ", and the new tokens be written into the file, as kubectl does. Nothing was sent."
                  + " If you know this issuer, confirm ";
        }
        + act.fingerprint().substring(0, 12)
        + ".";
  }

  static String notRenewed(Trouble.NotRenewed not) {
    String issuer = v(not.issuer());
    String file = v(not.file().toString());
    String said = not.said().isEmpty() ? "" : " (" + v(not.said()) + ")";
    return "The ID token of "
        + issuer
        + " is over and was not renewed: "
        + switch (not.cause()) {
          case EVIDENCE ->
              "the kubeconfig "
                  + file
                  + " lies in evidence, which is not changed, and whose secrets are sent to nobody."
                  + " Use a kubeconfig of your own.";
          case NOT_HTTPS ->
              "what it names is no https:// address"
                  + said
                  + ", and secrets are sent by nothing else. Check idp-issuer-url.";
          case UNREACHABLE ->
              "it cannot be reached"
                  + said
                  + ". Check idp-issuer-url, the network and HTTPS_PROXY.";
          case CERTIFICATE ->
              "its certificate is not believed"
                  + said
                  + ". Check idp-certificate-authority, and whether somebody is in between.";
          case NO_ISSUER ->
              "it does not answer as an issuer"
                  + said
                  + ". Check idp-issuer-url, client-id and client-secret.";
          case REFUSED ->
              "the refresh token is used up or withdrawn"
                  + said
                  + ". Log in again with your provider's tool; the new token is read from the"
                  + " kubeconfig without connecting anew.";
          case NO_ID_TOKEN ->
              "it gave no ID token. Log in again; the scope openid has to be asked for.";
          case LOCKED ->
              "another program writes the kubeconfig, or died while it did"
                  + said
                  + ". If none runs, delete this file.";
          case NOT_WRITTEN ->
              "the kubeconfig "
                  + file
                  + " cannot be written"
                  + said
                  + ". Make it writable, or log in again with your provider's tool.";
        };
  }

  private static String v(String hostile) {
    return Visible.text(hostile, SAID);
  }
}
