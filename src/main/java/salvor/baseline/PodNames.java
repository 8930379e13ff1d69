package salvor.baseline;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import salvor.workload.WorkloadRef;

/**
 * Derives a workload from the name of its pod, the way the controllers make these names (Kubernetes
 * 1.36, {@code k8s.io/apiserver/pkg/storage/names} and the controllers' templates). The suffix
 * alphabet has no vowels, no 0, 1 and 3, so that a word is rarely taken for a suffix.
 */
final class PodNames {
  private static final String X = "[bcdfghjklmnpqrstvwxz2456789]";
  private static final Pattern CRON_JOB = Pattern.compile("(.+)-[0-9]{7,10}-" + X + "{5}");
  private static final Pattern DEPLOYMENT = Pattern.compile("(.+)-" + X + "{6,10}-" + X + "{5}");
  private static final Pattern STATEFUL_SET = Pattern.compile("(.+)-[0-9]{1,4}");
  private static final Pattern GENERATED = Pattern.compile("(.+)-" + X + "{5}");

  private PodNames() {}

  static WorkloadRef workload(String namespace, String pod) {
    Matcher cron = CRON_JOB.matcher(pod);
    if (cron.matches()) {
      return new WorkloadRef(namespace, "CronJob", cron.group(1));
    }
    Matcher deployment = DEPLOYMENT.matcher(pod);
    if (deployment.matches()) {
      return new WorkloadRef(namespace, "Deployment", deployment.group(1));
    }
    Matcher ordinal = STATEFUL_SET.matcher(pod);
    if (ordinal.matches()) {
      return new WorkloadRef(namespace, "StatefulSet", ordinal.group(1));
    }
    Matcher generated =
        GENERATED.matcher(pod); // a DaemonSet or a Job: the name alone does not tell which
    return generated.matches()
        ? new WorkloadRef(namespace, null, generated.group(1))
        : new WorkloadRef(namespace, "Pod", pod);
  }
}
