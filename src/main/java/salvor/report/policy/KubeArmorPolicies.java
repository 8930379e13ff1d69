package salvor.report.policy;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import salvor.baseline.Element;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Profile;
import salvor.baseline.Trait;
import tools.jackson.databind.node.ObjectNode;

/**
 * KubeArmorPolicies (security.kubearmor.com/v1) that allow what is known. What they do with the
 * rest is the default posture, which stands on the namespace: audit is its usual value, and comes
 * first.
 *
 * <p>A list of one kind makes everything else of that kind foreign, so there is none of a kind that
 * was not recorded.
 */
final class KubeArmorPolicies {
  private static final String NAME = "a KubeArmorPolicy";
  private static final Set<Facet> FILES = EnumSet.of(Facet.FILE_READ, Facet.FILE_WRITE);
  private static final Set<Facet> HELD =
      EnumSet.of(
          Facet.EXEC,
          Facet.FILE_READ,
          Facet.FILE_WRITE,
          Facet.SENSITIVE_READ,
          Facet.NETWORK,
          Facet.CAPABILITY);

  private final Draft draft = new Draft();

  private KubeArmorPolicies() {}

  static Handover of(List<Profile> profiles, PodLabels pods) {
    return new KubeArmorPolicies().write(profiles, pods);
  }

  private Handover write(List<Profile> profiles, PodLabels pods) {
    for (Workloads.Subject subject : new Workloads(draft, pods).of(profiles, HELD)) {
      KubeArmorRules rules = new KubeArmorRules(draft, subject.profiles());
      for (Profile profile : subject.profiles()) {
        draft.lostSupport(profile);
        draft.facets(profile, HELD, NAME);
        if (subject.profiles().size() > 1) {
          draft.lost(profile, profile.name(), "which container of the pod it is: any may");
        }
        profile.elements().forEach(e -> take(rules, subject, profile, e));
      }
      add(subject, rules);
    }
    return draft.done();
  }

  private void take(
      KubeArmorRules rules, Workloads.Subject subject, Profile profile, Element element) {
    Facet facet = element.trait().facet();
    if (!HELD.contains(facet)) {
      return;
    }
    if (!isRecorded(subject, facet)) {
      draft.lost(
          profile,
          element,
          "not all of its kind was recorded: a list of what was would make the rest foreign");
      return;
    }
    switch (element.trait()) {
      case Trait.Exec exec -> rules.exec(profile, element, exec);
      case Trait.File file -> rules.file(profile, element, file);
      case Trait.Network network -> rules.network(profile, element, network);
      case Trait.Capability(String name) -> rules.capability(profile, element, name);
      case Trait.Lookup _, Trait.Syscall _, Trait.ApiCall _ -> {}
    }
  }

  private static boolean isRecorded(Workloads.Subject subject, Facet facet) {
    Set<Facet> needed =
        facet == Facet.SENSITIVE_READ || FILES.contains(facet) ? FILES : EnumSet.of(facet);
    return subject.profiles().stream()
        .allMatch(p -> needed.stream().allMatch(f -> p.state(f) != FacetState.NONE));
  }

  private void add(Workloads.Subject subject, KubeArmorRules rules) {
    Profile first = subject.first();
    ObjectNode spec = Draft.object();
    ObjectNode labels = spec.putObject("selector").putObject("matchLabels");
    subject.labels().forEach(labels::put);
    rules.write(spec);
    if (spec.size() == 1) {
      subject.profiles().forEach(p -> draft.refuse(p, NAME + " can hold nothing of it"));
      return;
    }
    spec.put("action", "Allow");
    String name =
        draft.unique(ObjectNames.of(first.key().kind(), first.key().workload(), "baseline"));
    String namespace = PodLabels.namespace(first, draft);
    draft.assume(
        "the namespace "
            + (namespace == null ? "" : namespace + " ")
            + "is annotated kubearmor-file-posture=audit, kubearmor-network-posture=audit and"
            + " kubearmor-capabilities-posture=audit until the audit is quiet: with block the rest"
            + " is refused at once");
    ObjectNode object =
        draft.kubernetes(
            "security.kubearmor.com/v1",
            "KubeArmorPolicy",
            name,
            namespace,
            Map.of(),
            subject.profiles());
    object.set("spec", spec);
    draft.add(name, first.name(), object, "KubeArmorPolicy", PolicyDocument.Form.YAML);
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
