package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salvor.cluster.AccountRights;
import salvor.cluster.Greeting;
import salvor.cluster.KubeContext;
import salvor.cluster.LivePod;
import salvor.cluster.ObjectKind;
import salvor.cluster.PodDetail;
import salvor.cluster.PodDossier;
import salvor.cluster.PodEvent;
import salvor.cluster.PodReach;
import salvor.containment.Backing;
import salvor.evidence.Visible;

/** The page of one pod, for people and machines. */
public final class PodReport implements Report {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private static final int LIMIT = 120;
  private static final int TITLE = 24;
  private final KubeContext context;
  private final Greeting greeting;
  private final PodDossier pod;
  private final SiblingsReport siblings;
  private final Backing behind;
  private final Instant now;

  /**
   * Of a pod, at that time of the cluster's clock.
   *
   * @param behind what stands behind its quarantine label
   */
  public PodReport(
      KubeContext context,
      Greeting greeting,
      PodDossier pod,
      Backing behind,
      SiblingsReport siblings,
      Instant now) {
    this.context = context;
    this.greeting = greeting;
    this.pod = pod;
    this.behind = behind;
    this.siblings = siblings;
    this.now = now;
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("pod.schema.json");
  }

  @Override
  public void text(PrintWriter out, boolean colour) {
    ClusterHead.text(context, greeting, out);
    LivePod is = pod.pod();
    out.printf(
        "%s/%s  %d/%d %s%s%n",
        Visible.text(is.namespace(), LIMIT),
        Visible.text(is.name(), LIMIT),
        is.ready(),
        is.total(),
        Visible.text(is.status(), LIMIT),
        BackingWords.after(behind));
    for (PodSection section : PodWords.sections(pod)) {
      section(section, out);
    }
    out.println();
    siblings.list(out);
    out.flush();
  }

  private static void section(PodSection section, PrintWriter out) {
    out.println();
    out.println(section.title());
    String before = "";
    for (PodSection.Line line : section.lines()) {
      String title = line.title().equals(before) ? "" : line.title();
      before = line.title().isEmpty() ? before : line.title();
      String indented = line.text().replace("\n", "\n" + " ".repeat(TITLE + 4));
      out.printf(
          "%s %s%s  %s%n",
          line.grave() ? "!" : " ",
          title,
          " ".repeat(Math.max(0, TITLE - title.length())),
          indented);
    }
  }

  @Override
  public void json(OutputStream out) throws IOException {
    JsonDocument.write(
        out,
        json -> {
          json.number("version", VERSION);
          json.text("context", context.name());
          json.text("server", context.server());
          json.text("practice", lower(greeting.practice()));
          json.text("time", now.toString());
          json.object("pod", () -> PodsReport.pod(json, pod.pod(), behind));
          detail(json);
          json.objects(
              "security",
              pod.security(),
              fact -> {
                json.text("risk", lower(fact.risk()));
                json.is("escape", fact.risk().isEscape());
                json.text("container", fact.container());
                json.text("what", fact.what());
              });
          json.object("network", () -> network(json, pod.reach()));
          json.object("rights", () -> rights(json, pod.rights()));
          json.is("eventsSeen", pod.eventsUnseen() == null);
          json.objects("events", pod.events(), event -> event(json, event));
          siblings.siblings(json);
        });
  }

  private void detail(JsonDocument json) {
    PodDetail detail = pod.detail();
    json.objects(
        "owners",
        detail.owners(),
        owner -> {
          json.text("kind", owner.what().kind());
          json.text("name", owner.what().name());
          json.is("seen", owner.seen());
        });
    json.objects(
        "services",
        detail.services(),
        service -> {
          json.text("name", service.name());
          json.text("type", service.type());
          json.text("address", service.address());
          json.texts("ports", service.ports());
          json.text("endpoint", lower(service.endpoint()));
        });
    json.objects("runs", detail.containers(), container -> container(json, container));
    json.objects(
        "volumes",
        detail.volumes(),
        volume -> {
          json.text("name", volume.name());
          json.text("kind", volume.kind());
          json.text("what", volume.what());
        });
    json.objects(
        "conditions",
        detail.conditions(),
        condition -> {
          json.text("type", condition.type());
          json.text("status", condition.status());
          json.text("reason", condition.reason());
          json.text("message", condition.message());
          json.text("since", time(condition.since()));
        });
  }

  private static void container(JsonDocument json, PodDetail.Container container) {
    json.text("name", container.name());
    json.object("now", () -> run(json, container.now()));
    PodDetail.Run before = container.before();
    json.objects("before", before == null ? List.of() : List.of(before), run -> run(json, run));
    json.texts("command", container.command());
    json.texts("ports", container.ports());
    json.objects(
        "environment",
        container.environment(),
        variable -> {
          json.text("name", variable.name());
          json.text("origin", lower(variable.origin()));
          json.text("value", variable.value());
        });
    json.objects(
        "mounts",
        container.mounts(),
        mount -> {
          json.text("volume", mount.volume());
          json.text("path", mount.path());
          json.is("readOnly", mount.readOnly());
        });
  }

  private static void run(JsonDocument json, PodDetail.Run run) {
    json.text("state", lower(run.state()));
    json.text("reason", run.reason());
    json.text("message", run.message());
    json.text("started", time(run.started()));
    json.text("finished", time(run.finished()));
    json.number("exitCode", run.exit());
    json.number("signal", run.signal());
  }

  private static void network(JsonDocument json, PodReach reach) {
    json.is("policiesSeen", reach.unseen() == null);
    json.is("hostNetwork", reach.hostNetwork());
    side(json, "ingress", reach.in());
    side(json, "egress", reach.out());
  }

  private static void side(JsonDocument json, String name, PodReach.Side side) {
    json.objects(
        name,
        side.policies(),
        policy -> {
          json.text("policy", policy.name());
          json.objects(
              "allowed",
              policy.allowed(),
              allowed -> {
                json.objects("peers", allowed.peers(), peer -> peer(json, peer));
                json.objects(
                    "ports",
                    allowed.ports(),
                    port -> {
                      json.text("protocol", port.protocol());
                      json.text("port", port.port());
                      json.number("end", port.end().isPresent() ? port.end().getAsInt() : null);
                    });
              });
        });
  }

  private static void peer(JsonDocument json, PodReach.Peer peer) {
    switch (peer) {
      case PodReach.Peer.Block(String cidr, List<String> except) -> {
        json.text("cidr", cidr);
        json.texts("except", except);
      }
      case PodReach.Peer.Pods(String namespaces, String pods, int now, List<String> named) -> {
        json.text("namespaces", namespaces);
        json.text("pods", pods);
        json.number("now", now);
        json.texts("named", named);
      }
    }
  }

  private static void rights(JsonDocument json, AccountRights rights) {
    json.text("account", rights.account());
    json.texts("notSeen", rights.unseen().stream().map(ObjectKind::plural).toList());
    json.objects(
        "grants",
        rights.grants(),
        grant -> {
          json.text("namespace", grant.namespace());
          json.text("binding", grant.binding());
          json.text("role", grant.role());
          json.text("subject", grant.subject());
          json.is("roleSeen", grant.seen());
          json.texts("powers", grant.powers().stream().map(PodReport::lower).toList());
          json.objects(
              "rules",
              grant.rules(),
              rule -> {
                json.texts("verbs", rule.verbs());
                json.texts("groups", rule.groups());
                json.texts("resources", rule.resources());
                json.texts("names", rule.names());
                json.texts("urls", rule.urls());
              });
        });
  }

  private static void event(JsonDocument json, PodEvent event) {
    json.text("last", time(event.last()));
    json.number("count", event.count());
    json.is("warning", event.warning());
    json.text("reason", event.reason());
    json.text("message", event.message());
    json.text("source", event.source());
  }

  private static @Nullable String time(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
