package salvor.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import salvor.cluster.ObjectKind;
import salvor.cluster.PodDetail;
import salvor.cluster.PodDetail.ServiceOf;
import salvor.cluster.PodDossier;
import salvor.cluster.PodEvent;
import salvor.cluster.PodSecurity.Fact;
import salvor.cluster.Siblings.Likeness;
import salvor.cluster.Siblings.Sibling;
import salvor.evidence.Visible;
import salvor.report.policy.PolicyDocument;
import tools.jackson.databind.JsonNode;

/** What is known of a pod, section by section, in words that are safe to be shown. */
public final class PodWords {
  private static final int LIMIT = 300;
  private static final int LONG = 2000;

  private PodWords() {}

  /** All sections, in the order in which they are read. */
  public static List<PodSection> sections(PodDossier pod) {
    return List.of(
        security(pod.security()),
        ReachWords.section(pod.reach()),
        AccountWords.section(pod.rights()),
        around(pod),
        ContainerWords.section(pod.detail()),
        events(pod),
        conditions(pod.detail()));
  }

  /** What its containers are, and how they run. */
  public static PodSection containers(PodDossier pod) {
    return ContainerWords.section(pod.detail());
  }

  /** What an attacker in it could do. */
  public static PodSection security(List<Fact> facts) {
    List<PodSection.Line> lines = new ArrayList<>();
    facts.stream()
        .collect(
            Collectors.groupingBy(
                SecurityWords::fact, java.util.LinkedHashMap::new, Collectors.toList()))
        .forEach((words, of) -> {
          String containers =
              of.stream().map(Fact::container).distinct().collect(Collectors.joining(", "));
          lines.add(
              new PodSection.Line(
                  containers.isEmpty() ? "The pod" : v(containers),
                  words,
                  SecurityWords.isGrave(of.getFirst())));
        });
    if (lines.isEmpty()) {
      lines.add(PodSection.Line.of("", "Nothing here helps an attacker."));
    }
    return new PodSection("Security", lines);
  }

  /** Who may reach it, and whom it may reach. */
  public static PodSection network(PodDossier pod) {
    return ReachWords.section(pod.reach());
  }

  /** What its account may do. */
  public static PodSection account(PodDossier pod) {
    return AccountWords.section(pod.rights());
  }

  /** What owns it, what leads to it, and what it has on volumes. */
  public static PodSection around(PodDossier pod) {
    List<PodSection.Line> lines = new ArrayList<>();
    PodDetail detail = pod.detail();
    lines.add(
        PodSection.Line.of(
            "Owned by",
            detail.owners().isEmpty()
                ? "nothing: nobody starts it again"
                : detail.owners().stream()
                    .map(owner ->
                        v(owner.what().kind() + " " + owner.what().name())
                            + (owner.seen() ? "" : " (not seen)"))
                    .collect(Collectors.joining(" ← "))));
    lines.add(
        PodSection.Line.of("Node", pod.pod().node().isEmpty() ? "none yet" : v(pod.pod().node())));
    lines.add(
        PodSection.Line.of("Address", pod.pod().ip().isEmpty() ? "none yet" : v(pod.pod().ip())));
    if (detail.services().isEmpty()) {
      lines.add(PodSection.Line.of("Services", "none leads to it"));
    }
    for (ServiceOf service : detail.services()) {
      lines.add(PodSection.Line.of("Service " + v(service.name()), service(service)));
    }
    for (PodDetail.Volume volume : detail.volumes()) {
      lines.add(
          new PodSection.Line(
              "Volume " + v(volume.name()),
              v(volume.kind()) + (volume.what().isEmpty() ? "" : " " + v(volume.what())),
              volume.kind().equals("hostPath")));
    }
    lines.add(
        PodSection.Line.of(
            "Labels",
            pod.pod().labels().isEmpty()
                ? "none"
                : v(
                    pod.pod().labels().entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .sorted()
                        .collect(Collectors.joining(", ")))));
    return new PodSection("Around it", lines);
  }

  private static String service(ServiceOf service) {
    String endpoint =
        switch (service.endpoint()) {
          case READY -> "leads to it now";
          case NOT_READY -> "does not lead to it while it is not ready";
          case NONE -> "selects it, but no endpoint names it";
          case UNKNOWN -> "selects it; the endpoints are not seen";
        };
    return v(service.type())
        + (service.address().isEmpty() ? "" : " " + v(service.address()))
        + "  "
        + v(String.join(", ", service.ports()))
        + "  "
        + endpoint;
  }

  /** What the cluster's components said of it. */
  public static PodSection events(PodDossier pod) {
    List<PodSection.Line> lines = new ArrayList<>();
    if (pod.eventsUnseen() != null) {
      lines.add(
          PodSection.Line.grave(
              "Not known", "Events are not seen: " + ClusterWords.trouble(pod.eventsUnseen())));
    } else if (pod.events().isEmpty()) {
      lines.add(
          PodSection.Line.of(
              "", "None; a cluster keeps events for an hour unless told otherwise."));
    }
    for (PodEvent event : pod.events()) {
      lines.add(
          new PodSection.Line(
              event.last() == null ? "no time told" : event.last().toString(),
              v(event.reason())
                  + (event.count() > 1 ? ", " + event.count() + " times" : "")
                  + ": "
                  + Visible.text(event.message(), LONG)
                  + (event.source().isEmpty() ? "" : "  (" + v(event.source()) + ")"),
              event.warning()));
    }
    return new PodSection("Events", lines);
  }

  private static PodSection conditions(PodDetail detail) {
    return new PodSection(
        "Conditions",
        detail.conditions().stream()
            .map(condition ->
                new PodSection.Line(
                    condition.since() == null ? "no time told" : condition.since().toString(),
                    condition(condition),
                    !condition.status().equals("True")))
            .toList());
  }

  /** A condition and why it is so. */
  public static String condition(PodDetail.Condition condition) {
    return v(condition.type())
        + " "
        + v(condition.status().toLowerCase(Locale.ROOT))
        + (condition.reason().isEmpty() ? "" : ", " + v(condition.reason()))
        + (condition.message().isEmpty() ? "" : ": " + Visible.text(condition.message(), LONG));
  }

  /** How the image of another compares. */
  public static String likeness(Likeness likeness) {
    return switch (likeness) {
      case SAME_IMAGE -> "Same image, by digest";
      case SAME_TAG_OTHER_DIGEST -> "Same tag, another digest";
      case DIGEST_UNKNOWN -> "Same tag, digest not told or not comparable";
    };
  }

  /** What a sibling is: a pod, or the template of a workload. */
  public static String sibling(Sibling sibling) {
    return switch (sibling.kind()) {
      case "Pod" -> v(sibling.name());
      case "CronJob" -> "CronJob " + v(sibling.name()) + " (starts it again)";
      default -> v(sibling.kind() + " " + sibling.name()) + " (template, no pods)";
    };
  }

  /** Which kinds could not be compared, in a sentence; empty when all were. */
  public static String notCompared(PodDossier pod) {
    return pod.notCompared().isEmpty()
        ? ""
        : "Not compared, for they are not seen: "
            + pod.notCompared().stream().map(ObjectKind::plural).collect(Collectors.joining(", "))
            + ".";
  }

  /** The object as YAML, as it may be shown. */
  public static String yaml(JsonNode shown) {
    return "# Without managedFields and the configuration that was last applied; secrets are masked.\n"
        + PolicyDocument.yaml(shown);
  }

  private static String v(String text) {
    return Visible.text(text, LIMIT);
  }
}
