package salvor.report.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Peer;
import salvor.baseline.Profile;
import salvor.baseline.Trait;
import salvor.ingest.kubearmor.KubeArmorFormat;
import tools.jackson.databind.JsonNode;

class KubeArmorPoliciesTest {
  @TempDir Path folder;

  private static Profile web() {
    return Baselines.stable(
        new Trait.Exec("/usr/sbin/nginx", null, "<runtime>", "", null, true),
        new Trait.Exec("/bin/dash", null, "/usr/sbin/nginx", "-c {ping <ip>}", null, null),
        new Trait.Exec("/usr/bin/ping", null, "/bin/dash", null, null, null),
        new Trait.Exec("/usr/bin/ping", null, "/usr/sbin/nginx", null, null, null),
        Baselines.exec("/opt/⋯/run"),
        Baselines.exec("sh"),
        Baselines.exec("/bad/"),
        Baselines.exec("/" + "x".repeat(200)),
        new Trait.File("/etc/nginx/nginx.conf", Trait.File.Access.READ, "nginx"),
        new Trait.File("/var/log/a.log", Trait.File.Access.WRITE, "nginx"),
        new Trait.File("/var/log/a.log", Trait.File.Access.DELETE, "logrotate"),
        new Trait.File("/var/cache/*", Trait.File.Access.WRITE, null),
        new Trait.File("/proc/PID/stat", Trait.File.Access.READ, "nginx"),
        new Trait.Network(
            Trait.Network.Direction.OUT, new Peer.Address("10.0.0.1"), 5432, "tcp", "nginx"),
        new Trait.Network(Trait.Network.Direction.OUT, new Peer.Address("10.0.0.1"), 1, null, null),
        new Trait.Capability("CAP_NET_RAW"),
        new Trait.Capability("CAP_BPF"));
  }

  @Test
  void allowsWhatIsKnownByItsSources() {
    Handover handover = PolicyForm.KUBEARMOR.of(List.of(web()), Baselines.PODS);
    JsonNode spec = handover.documents().getFirst().content().path("spec");
    assertThat(spec.path("action").stringValue()).isEqualTo("Allow");
    assertThat(spec.path("process").toString())
        .isEqualTo(
            "{\"matchPaths\":[{\"path\":\"/usr/sbin/nginx\"},"
                + "{\"path\":\"/bin/dash\",\"fromSource\":[{\"path\":\"/usr/sbin/nginx\"}]},"
                + "{\"path\":\"/usr/bin/ping\",\"fromSource\":[{\"path\":\"/bin/dash\"},{\"path\":\"/usr/sbin/nginx\"}]},"
                + "{\"execname\":\"sh\"}],\"matchPatterns\":[{\"pattern\":\"/opt/*/run\"}]}");
    assertThat(spec.path("file").toString())
        .isEqualTo(
            "{\"matchPaths\":[{\"path\":\"/etc/nginx/nginx.conf\",\"fromSource\":[{\"path\":\"/usr/sbin/nginx\"}],\"readOnly\":true},"
                + "{\"path\":\"/var/log/a.log\"}],"
                + "\"matchDirectories\":[{\"dir\":\"/var/cache/\",\"recursive\":true}],"
                + "\"matchPatterns\":[{\"pattern\":\"/proc/*/stat\",\"readOnly\":true}]}");
    assertThat(spec.path("network").toString())
        .isEqualTo(
            "{\"matchProtocols\":[{\"protocol\":\"tcp\",\"fromSource\":[{\"path\":\"/usr/sbin/nginx\"}]}]}");
    assertThat(spec.path("capabilities").toString())
        .isEqualTo("{\"matchCapabilities\":[{\"capability\":\"net_raw\"}]}");
    assertThat(Baselines.reasons(handover))
        .contains(
            "<runtime> -> /usr/sbin/nginx : what starts it: any program may",
            "/usr/sbin/nginx -> /bin/dash -c {ping <ip>}: the arguments: any are allowed",
            "/bad/: a path that the policy's schema does not allow",
            "CAP_BPF: a capability that the policy's schema does not name",
            "delete /var/log/a.log by logrotate: which program uses the file: its path is not known, so any may",
            "out 10.0.0.1 tcp/5432 by nginx: peer and port: the protocol alone is held",
            "out 10.0.0.1 1: a protocol that is not known");
    assertThat(handover.assumed()).anyMatch(a -> a.contains("kubearmor-file-posture=audit"));
  }

  /** What ran all the time was never started while it was learned. */
  @Test
  void knowsAProgramsPathByWhatItStartsAndWithAVersion() {
    Profile web =
        Baselines.stable(
            new Trait.Exec("/bin/dash", null, "/usr/bin/python3.11", null, null, null),
            new Trait.File("/var/log/a.log", Trait.File.Access.READ, "python3"),
            new Trait.File("/var/log/b.log", Trait.File.Access.READ, "dash"),
            new Trait.File("/var/log/c.log", Trait.File.Access.READ, "das"));
    Handover handover = PolicyForm.KUBEARMOR.of(List.of(web), Baselines.PODS);
    assertThat(handover.documents().getFirst().content().at("/spec/file/matchPaths").toString())
        .isEqualTo(
            "[{\"path\":\"/var/log/a.log\",\"fromSource\":[{\"path\":\"/usr/bin/python3.11\"}],\"readOnly\":true},"
                + "{\"path\":\"/var/log/b.log\",\"fromSource\":[{\"path\":\"/bin/dash\"}],\"readOnly\":true},"
                + "{\"path\":\"/var/log/c.log\",\"readOnly\":true}]");
    assertThat(handover.assumed())
        .anyMatch(a -> a.startsWith("what " + web.name() + " does at its start was recorded"));
  }

  @Test
  void fitsThePublishedSchema() throws Exception {
    Strict.assertFits(
        Strict.published("kubearmor/crd-kubearmorpolicies.yaml"),
        PolicyForm.KUBEARMOR.of(List.of(web()), Baselines.PODS));
  }

  @Test
  void readsBackWhatItHoldsAsIncomplete() throws Exception {
    Profile back =
        Baselines.reread(
                PolicyForm.KUBEARMOR.of(List.of(web()), Baselines.PODS),
                folder,
                new KubeArmorFormat())
            .getFirst();
    assertThat(back.states().values()).containsOnly(FacetState.LEARNING);
    assertThat(Baselines.traits(back))
        .contains(
            Baselines.exec("/usr/sbin/nginx").toString(),
            new Trait.Exec("/usr/bin/ping", null, "/bin/dash", null, null, null).toString(),
            Baselines.exec("/opt/⋯/run").toString(),
            new Trait.File("/etc/nginx/nginx.conf", Trait.File.Access.READ, "nginx").toString(),
            new Trait.File("/var/cache/*", Trait.File.Access.WRITE, null).toString(),
            new Trait.File("/proc/⋯/stat", Trait.File.Access.READ, null).toString(),
            new Trait.Capability("CAP_NET_RAW").toString())
        .doesNotContain(
            new Trait.File("/etc/nginx/nginx.conf", Trait.File.Access.WRITE, "nginx").toString());
  }

  @Test
  void writesNoListOfAKindThatWasNotRecorded() {
    Map<Facet, FacetState> states = Baselines.all(FacetState.STABLE);
    states.remove(Facet.FILE_READ);
    states.put(Facet.NETWORK, FacetState.LEARNING);
    Profile web =
        Baselines.of(
            Baselines.key("web", "app"),
            states,
            web().elements().stream().map(e -> e.trait()).toArray(Trait[]::new));
    Handover handover = PolicyForm.KUBEARMOR.of(List.of(web), Baselines.PODS);
    JsonNode spec = handover.documents().getFirst().content().path("spec");
    assertThat(spec.has("file")).isFalse();
    assertThat(spec.has("network")).isTrue();
    assertThat(Baselines.reasons(handover))
        .contains(
            "write /var/log/a.log by nginx: not all of its kind was recorded: a list of what was would make the rest foreign");
    assertThat(handover.notComplete())
        .extracting(i -> i.facet() + " " + i.state())
        .containsExactly("FILE_READ NONE", "NETWORK LEARNING");
    assertThat(
            PolicyForm.KUBEARMOR
                .of(List.of(Baselines.of(Baselines.key("web", "app"), Map.of())), Baselines.PODS)
                .refused())
        .hasSize(1);
  }
}
