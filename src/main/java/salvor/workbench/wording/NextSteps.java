package salvor.workbench.wording;

import salvor.triage.MissingEvidence;
import salvor.triage.NextStep;

/** What to look at next, and what evidence would have helped, in a sentence. */
public final class NextSteps {
  private NextSteps() {}

  /** What to do next. */
  public static String words(NextStep step) {
    return switch (step) {
      case SECURE_THE_EXECUTABLE -> "Keep the executable before it is gone, and hash it.";
      case FOLLOW_THE_PROCESS_TREE -> "Follow what the process did afterwards.";
      case LOOK_AT_INBOUND_REQUESTS -> "Look at what reached the service just before.";
      case SEARCH_THE_PEER_EVERYWHERE -> "Search for this peer everywhere else.";
      case CHECK_API_USE_OF_THE_TOKEN -> "Check what the pod's token asked of the API server, and revoke it.";
      case COMPARE_THE_FILE_WITH_THE_IMAGE -> "Compare the file with the image's.";
      case ASK_FOR_THE_OPERATOR -> "Ask who ran this, and why.";
      case CHECK_THE_SAME_DIGEST -> "Check the other containers of the same image digest.";
      case CHECK_THE_NODE -> "Check the node: the border of the container was touched.";
      case GET_A_BASELINE -> "Learn or get a baseline of this workload.";
    };
  }

  /** What is missing. */
  public static String words(MissingEvidence missing) {
    return switch (missing) {
      case AUDIT_LOG -> "audit log";
      case DNS -> "name lookups";
      case CONNECTIONS -> "connections";
      case TELEMETRY -> "process starts";
      case CONTAINER -> "the container";
      case PROCESS_START -> "the start of this process";
      case CLUSTER_OBJECTS -> "cluster objects";
      case BASELINE -> "a baseline";
      case LOST_EVENTS -> "events that the sensor lost";
    };
  }
}
