package salvor.workbench.wording;

import salvor.baseline.Reason;

/** Why something is out of profile, and what it may mean, in a sentence. */
final class OutOfProfile {
  private OutOfProfile() {}

  static String sentence(Reason reason) {
    return switch (reason) {
      case NEW_BINARY_NOT_IN_IMAGE ->
          "The workload never ran this program, and its file did not come with the image: somebody brought it.";
      case NEW_BINARY_IN_IMAGE -> "The workload never ran this program, although the image holds it.";
      case NEW_PARENT -> "The workload runs this program, but never as a child of this parent.";
      case NEW_ARG_SHAPE -> "The workload runs this program, but never with arguments of this shape.";
      case NOT_IN_INIT_TREE ->
          "The process does not descend from the container's first process, and neither a probe nor an exec accounts for it.";
      case NEW_FILE_WRITE -> "The workload never wrote this file.";
      case NEW_FILE_READ -> "The workload never read this file.";
      case SENSITIVE_READ -> "The workload never read this file, and it holds secrets.";
      case NEW_PEER -> "The workload never talked to this peer.";
      case NEW_PORT -> "The workload knows this peer, but never on this port.";
      case NEW_DNS -> "The workload never looked up this name.";
      case NEW_LISTENER -> "The workload never listened on this port.";
      case NEW_CAPABILITY -> "The workload never used this capability.";
      case NEW_SYSCALL -> "The workload never made this system call; on its own this is weak.";
      case NEW_API_REQUEST -> "This identity never made such a request to the Kubernetes API.";
      case RATE_HIGH -> "It happens far more often than it ever did at this time of day.";
      case RATE_SILENT -> "It always happens at this time of day, and did not.";
      case EXECUTED_FROM_MEMORY -> "The program has no file: it was run from memory, which hides it from the disk.";
      case EXECUTED_DELETED_FILE -> "The program's file was deleted while it ran, which hides it from a later look.";
      case TOKEN_READ_BY_TOOL ->
          "A shell or a download tool read the service account token. The application's own library would do that.";
      case TOKEN_USED_ELSEWHERE -> "The token of a pod was used from an address that is not this pod's: it was stolen.";
      case HOST_MOUNT -> "The file system of the node was mounted from inside a container.";
      case NAMESPACE_ENTERED -> "The process entered a namespace that is not its own.";
      case MINER_PORT -> "The connection goes to a port that mining pools use.";
      case SHELL_ON_NETWORK -> "A shell holds a network connection: somebody may be typing at the other end.";
      case FOREIGN_LINEAGE ->
          "The workload does such things, but this process descends from a start that was out of profile.";
      default -> throw new IllegalArgumentException(reason + " is no reason for OUT");
    };
  }
}
