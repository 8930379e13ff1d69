package salvor.recovery;

import java.util.Arrays;
import java.util.Optional;
import salvor.cluster.ObjectKind;

/** The kinds of workloads whose template can be given another image. */
public enum RolledKind {
  DEPLOYMENT("Deployment", "/spec/template"),
  STATEFUL_SET("StatefulSet", "/spec/template"),
  DAEMON_SET("DaemonSet", "/spec/template"),
  /** Its next pods get it; those that run go on. */
  CRON_JOB("CronJob", "/spec/jobTemplate/spec/template");

  private final String word;
  private final String template;

  RolledKind(String word, String template) {
    this.word = word;
    this.template = template;
  }

  /** As Kubernetes calls it. */
  public String word() {
    return word;
  }

  public ObjectKind kind() {
    return switch (this) {
      case DEPLOYMENT -> ObjectKind.DEPLOYMENTS;
      case STATEFUL_SET -> ObjectKind.STATEFUL_SETS;
      case DAEMON_SET -> ObjectKind.DAEMON_SETS;
      case CRON_JOB -> ObjectKind.CRON_JOBS;
    };
  }

  /** The JSON pointer of its pods' template. */
  String template() {
    return template;
  }

  /** The one of this name; empty for a kind that cannot be rolled out. */
  public static Optional<RolledKind> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
  }
}
