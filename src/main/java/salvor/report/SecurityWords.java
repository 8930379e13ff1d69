package salvor.report;

import salvor.cluster.PodSecurity.Fact;
import salvor.cluster.PodSecurity.Risk;
import salvor.evidence.Visible;

/** The security context of a pod, in words. */
final class SecurityWords {
  private static final int LIMIT = 200;

  private SecurityWords() {}

  /** What is so, and what it lets an attacker do. */
  static String fact(Fact fact) {
    String what = Visible.text(fact.what(), LIMIT);
    return switch (fact.risk()) {
      case PRIVILEGED -> "privileged: may escape to the node";
      case HOST_PID -> "may escape: hostPID, sees and may enter the node's processes";
      case RUNTIME_SOCKET -> "may escape: the runtime's socket " + what + " starts any container";
      case HOST_PATH_WRITABLE -> "may escape: writes to " + what + " of the node";
      case ESCAPING_CAPABILITY -> "may escape: capability " + what;
      case HOST_NETWORK -> "in the node's network: hears it, and no NetworkPolicy holds it";
      case HOST_IPC -> "shares memory with the node: hostIPC";
      case HOST_PATH_READABLE -> "reads " + what + " of the node";
      case RUNS_AS_ROOT -> "runs as root";
      case USER_NOT_TOLD -> "may run as root: its user is not told, the image decides";
      case ADDED_CAPABILITY -> "has the capability " + what + " more than others";
      case MAY_GAIN_PRIVILEGES -> "may gain privileges: setuid programs work";
      case SECCOMP_UNCONFINED -> "may use every system call: seccomp is off";
      case PROC_UNMASKED -> "sees all of /proc";
      case WRITABLE_ROOT -> "writable root: files can be dropped into its image's folders";
      case TOKEN_MOUNTED -> "holds the token of its account at " + what;
      case SHARED_PROCESSES -> "its containers see each other's processes";
      case HOST_PORT -> "is reached on port " + what + " of the node";
      case OWN_USERS -> "its users are none of the node's: root in it is nobody outside";
    };
  }

  /** Whether it is something to look at first. */
  static boolean isGrave(Fact fact) {
    return fact.risk().isEscape() || fact.risk() == Risk.RUNS_AS_ROOT;
  }
}
