package salvor.workbench.triage;

import java.util.List;
import salvor.triage.FilterError;
import salvor.triage.FilterField;

/** The filter language in words. */
public final class FilterWords {
  /**
   * An example.
   *
   * @param expression what can be written
   * @param meaning what it leaves
   */
  public record Example(String expression, String meaning) {}

  static final List<Example> EXAMPLES =
      List.of(
          new Example("verdict=out", "Out of profile"),
          new Example("curl", "A word in any text: pod, program, arguments, file, peer"),
          new Example("kind=exec program=sh", "Started shells; two terms together mean and"),
          new Example("pod=web-* and not verdict=in", "* stands for any characters"),
          new Example("peer=203.0.113.66 or port=3333", "One or the other"),
          new Example("args~serviceaccount", "~ means a piece of it, in any case of letters"),
          new Example("severity>=high", "High and critical"),
          new Example(
              "first=case", "What was never seen before: a new program, file, peer or request"),
          new Example(
              "time>=04:43 time<04:45", "Times of the day in UTC; with another offset 05:43+01:00"),
          new Example("time>04:43", "After the whole minute: from 04:44 on"),
          new Example("outcome=denied or outcome=404", "How it ended, or the source's word for it"),
          new Example(
              "tag=checked or star=yes", "What people marked; accepted=no leaves what is open"));

  private FilterWords() {}

  /** What a field of a pod is. */
  public static String meaningOfPod(FilterField field) {
    return switch (field) {
      case VERDICT -> "the worst of it: out, explained, unknown, in";
      case SEVERITY -> "how bad the worst of it is: low to critical";
      case PEER -> "address of the pod";
      case BASELINE -> "what there is to judge it by: stable, learning, none";
      case IMAGE -> "image with its tag, of any container";
      default -> meaning(field);
    };
  }

  /** What is wrong with an expression. */
  public static String trouble(FilterError error, String expression) {
    return error.position() >= expression.length()
        ? "Expected next: " + error.expected()
        : "At character " + (error.position() + 1) + ", expected " + error.expected();
  }

  /** That a word is not sought yet, since it may become the name of a field. */
  public static String unfinished(String word) {
    return "Enter searches for \u201c" + word + "\u201d";
  }

  /** What a field is. */
  static String meaning(FilterField field) {
    return switch (field) {
      case TIME -> "when: 04:43 is UTC, or 05:43+01:00, 2026-11-23T04:43Z";
      case KIND -> "exec, exit, connect, accept, open, write, dns, api, alert";
      case VERDICT -> "out, explained, unknown, in";
      case REASON -> "why the verdict was given";
      case BASELINE -> "name of the baseline that was asked";
      case ELEMENT -> "what of the baseline it is, or comes nearest to";
      case SEVERITY -> "how bad: low to critical";
      case FIRST -> "first out of profile of its kind: in this case, image or pod";
      case QUALITY -> "what is special about the record";
      case CLUSTER -> "What its cluster is called";
      case NAMESPACE -> "Kubernetes namespace";
      case WORKLOAD -> "Deployment, StatefulSet, DaemonSet, Job";
      case POD -> "name of the pod";
      case CONTAINER -> "name or id of the container";
      case IMAGE -> "image with its tag";
      case DIGEST -> "digest of the image";
      case NODE -> "name of the node";
      case PROGRAM -> "the program, by path or name";
      case ARGUMENTS -> "the command line";
      case PARENT -> "the program that started it";
      case PID -> "process id, on the node or in the container";
      case PARENT_PID -> "process id of the parent";
      case UID -> "user id";
      case USER -> "user of an API request";
      case FILE -> "path of a file";
      case PEER -> "address or name of the other end";
      case PORT -> "port of either end";
      case DNS -> "name looked up";
      case RULE -> "rule of an alert";
      case VERB -> "verb of an API request";
      case RESOURCE -> "resource of an API request";
      case OUTCOME -> "succeeded, allowed, denied, failed, unknown; 403, ECONNREFUSED";
      case SOURCE -> "the file it comes from";
      case LINE -> "the line in its file";
      case TAG -> "tag that somebody set";
      case COMMENT -> "text of a comment";
      case STAR -> "yes or no";
      case ACCEPTED -> "accepted as normal: yes or no";
      case MILESTONE -> "milestone of the dwell ruler";
      case STATUS -> "status of the pod, as kubectl words it";
      case RESTARTS -> "how often its containers were started again";
      case TRIAGE -> "what a responder decided of it";
      case READY -> "how many of its containers are ready: 1/2";
      case QUARANTINE -> "the label of the policy that cuts it off";
      case SENSOR -> "whether a sensor on its node is heard: heard, not heard";
      case EVIDENCE -> "how many observations of it were recorded";
    };
  }
}
