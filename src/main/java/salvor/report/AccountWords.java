package salvor.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import salvor.cluster.AccountRights;
import salvor.cluster.AccountRights.Grant;
import salvor.cluster.AccountRights.Power;
import salvor.cluster.AccountRights.Rule;
import salvor.cluster.ObjectKind;
import salvor.evidence.Visible;

/** What a service account may do, in words. */
final class AccountWords {
  private static final int LIMIT = 300;
  private static final Set<String> ORDINARY =
      Set.of("system:authenticated", "system:serviceaccounts");

  private AccountWords() {}

  static PodSection section(AccountRights rights) {
    List<PodSection.Line> lines = new ArrayList<>();
    lines.add(PodSection.Line.of("Account", v(rights.namespace() + "/" + rights.account())));
    if (!rights.unseen().isEmpty()) {
      lines.add(
          PodSection.Line.grave(
              "Not known",
              "What may not be listed may grant more: "
                  + rights.unseen().stream()
                      .map(ObjectKind::plural)
                      .collect(Collectors.joining(", "))
                  + "."));
    }
    if (rights.grants().isEmpty() && rights.unseen().isEmpty()) {
      lines.add(PodSection.Line.of("May", "nothing: no role is bound to it or its groups"));
    }
    rights.grants().forEach(grant -> grant(grant, lines));
    return new PodSection("Service account", lines);
  }

  private static void grant(Grant grant, List<PodSection.Line> lines) {
    String where =
        (grant.namespace().isEmpty() ? "everywhere" : "in " + v(grant.namespace()))
            + ", by "
            + v(grant.role())
            + " bound as "
            + v(grant.binding())
            + (ORDINARY.contains(grant.subject()) || grant.subject().startsWith("system:serv")
                ? " to " + v(grant.subject())
                : "");
    if (!grant.seen()) {
      lines.add(PodSection.Line.grave("May", "what is not seen, " + where));
      return;
    }
    String powers =
        grant.powers().contains(Power.EVERYTHING)
            ? power(Power.EVERYTHING)
            : grant.powers().stream().map(AccountWords::power).collect(Collectors.joining(", "));
    String rules = grant.rules().stream().map(AccountWords::rule).collect(Collectors.joining("\n"));
    lines.add(
        new PodSection.Line(
            "May",
            (powers.isEmpty() ? "" : powers + ", ") + where + (rules.isEmpty() ? "" : "\n" + rules),
            grant.powers().stream().anyMatch(power -> power.compareTo(Power.READ_CONFIG) < 0)));
  }

  private static String rule(Rule rule) {
    String what =
        rule.resources().isEmpty()
            ? v(String.join(", ", rule.urls()))
            : v(String.join(", ", rule.resources()));
    String groups =
        rule.groups().stream().filter(group -> !group.isEmpty()).collect(Collectors.joining(", "));
    return "  "
        + v(String.join(", ", rule.verbs()))
        + "  "
        + what
        + (groups.isEmpty() ? "" : " (" + v(groups) + ")")
        + (rule.names().isEmpty() ? "" : " named " + v(String.join(", ", rule.names())));
  }

  private static String power(Power power) {
    return switch (power) {
      case EVERYTHING -> "do everything";
      case BIND_ROLES -> "give itself every right";
      case IMPERSONATE -> "act as others";
      case USE_NODES -> "run programs on every node's pods (nodes/proxy)";
      case READ_SECRETS -> "read secrets";
      case MAKE_TOKENS -> "make tokens of accounts";
      case EXEC -> "run programs in pods";
      case START_PODS -> "start pods";
      case CHANGE_ADMISSION -> "change what is admitted";
      case CHANGE_POLICIES -> "change NetworkPolicies";
      case READ_CONFIG -> "read ConfigMaps";
    };
  }

  private static String v(String text) {
    return Visible.text(text, LIMIT);
  }
}
