package salvor.review;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salvor.workload.WorkloadRef;

/** The names of rules: a Kubernetes object may be called so (RFC 1123 label). */
final class RuleIds {
  private static final int LONGEST = 60;

  private RuleIds() {}

  static String id(
      @Nullable WorkloadRef workload, @Nullable String container, Rule.Purpose purpose) {
    String end = "-" + purpose.name().toLowerCase(Locale.ROOT).replace('_', '-');
    String place =
        "salvor-"
            + (workload == null ? "any" : workload.namespace() + "-" + workload.name())
            + (container == null ? "" : "-" + container);
    String plain = place.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String cut = plain.substring(0, Math.min(plain.length(), LONGEST - end.length()));
    return cut.replaceAll("-+$", "") + end;
  }
}
