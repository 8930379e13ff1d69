package salvor.report.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Peer;
import salvor.baseline.Profile;
import salvor.baseline.Trait;
import salvor.ingest.kubescape.Kubescape;

class KubescapeProfilesTest {
  private static final Path DATA =
      Path.of("..", "shared", "data", "profiles-and-policies", "kubescape");

  @TempDir Path folder;

  private List<Profile> again(PolicyForm form, Profile... profiles) throws Exception {
    return Baselines.reread(form.of(List.of(profiles), Baselines.PODS), folder, new Kubescape());
  }

  @Test
  void readsBackWhatItCanHold() throws Exception {
    Profile web =
        Baselines.stable(
            new Trait.Exec(
                "/bin/sh",
                null,
                null,
                "-c {ping}",
                List.of("/bin/sh", "-c", "ping 10.0.0.1"),
                null),
            Baselines.exec("/usr/bin/⋯/tool"),
            new Trait.File("/etc/app.conf", Trait.File.Access.READ, null),
            new Trait.File("/data/*", Trait.File.Access.READ, null),
            new Trait.File("/data/*", Trait.File.Access.WRITE, null),
            new Trait.File("/etc/shadow", Trait.File.Access.READ, null),
            new Trait.Capability("CAP_NET_RAW"),
            new Trait.Syscall("openat"),
            new Trait.Lookup("*.example.com"),
            Baselines.out(new Peer.Name("*.example.com"), 443),
            Baselines.out(new Peer.Address("10.0.0.0/8"), 5432),
            new Trait.Network(Trait.Network.Direction.OUT, new Peer.Address("*"), 0, "udp", null),
            new Trait.Network(Trait.Network.Direction.OUT, new Peer.Address("*"), 0, null, null),
            Baselines.in(
                new Peer.Selected("kubernetes.io/metadata.name=ui, / tier=front,app In a|b,"), 80),
            Baselines.in(new Peer.Selected("* / *"), 81));
    Handover handover = PolicyForm.KUBESCAPE.of(List.of(web), Baselines.PODS);
    Profile back = Baselines.reread(handover, folder, new Kubescape()).getFirst();
    assertThat(back.key()).isEqualTo(web.key());
    assertThat(Baselines.traits(back))
        .isEqualTo(
            Baselines.traits(
                Baselines.stable(
                    web.elements().stream()
                        .map(e -> e.trait())
                        .map(KubescapeProfilesTest::withShape)
                        .toArray(Trait[]::new))));
    for (Facet facet : Facet.values()) {
      assertThat(back.state(facet))
          .as(facet.name())
          .isEqualTo(facet == Facet.API ? FacetState.NONE : FacetState.STABLE);
    }
    assertThat(handover.cannotHold())
        .extracting(Handover.Lost::reason)
        .containsExactly(
            "how often, when and in which phase it was seen, and the records that show it");
    assertThat(handover.refused()).isEmpty();
  }

  /** The reader makes the shape of the arguments itself. */
  private static Trait withShape(Trait trait) {
    return trait instanceof Trait.Exec e && e.args() != null
        ? new Trait.Exec(
            e.executable(),
            null,
            null,
            salvor.baseline.ArgumentShape.of(e.executable(), e.args()),
            e.args(),
            null)
        : trait;
  }

  @Test
  void listsWhatItCannotHoldAndWhatBecomesWider() {
    Profile web =
        Baselines.stable(
            new Trait.Exec("/bin/busybox", "wget", "/bin/sh", "-q <url>", null, true),
            new Trait.File("/tmp/x", Trait.File.Access.DELETE, "nginx"),
            new Trait.File("/tmp/y", Trait.File.Access.WRITE, "nginx"),
            new Trait.File("/proc/PID/stat", Trait.File.Access.READ, null),
            new Trait.File("/x/**/y", Trait.File.Access.READ, null),
            new Trait.Lookup("only.looked.up"),
            Baselines.out(new Peer.Name("not.looked.up"), 443),
            Baselines.out(new Peer.OfService("shop", "db"), 5432),
            Baselines.out(new Peer.Node(), 10250),
            Baselines.out(new Peer.Loopback(), 1),
            Baselines.in(new Peer.Outside(), 80),
            new Trait.Network(
                Trait.Network.Direction.LISTEN, new Peer.Address("*"), 80, "tcp", "nginx"),
            new Trait.ApiCall("get", "pods", null));
    Handover handover = PolicyForm.KUBESCAPE.of(List.of(web), Baselines.PODS);
    assertThat(Baselines.reasons(handover))
        .containsExactlyInAnyOrder(
            "every element: how often, when and in which phase it was seen, and the records that show it",
            "get pods: Kubescape does not speak of the Kubernetes API",
            "/bin/sh -> /bin/busybox as wget -q <url>: the shape of arguments: any arguments are allowed there",
            "/bin/sh -> /bin/busybox as wget -q <url>: which of its names the program is started as: any is allowed",
            "/bin/sh -> /bin/busybox as wget -q <url>: which program starts it: any may",
            "/bin/sh -> /bin/busybox as wget -q <url>: whether it descends from the container's first process",
            "delete /tmp/x by nginx: files that are deleted",
            "write /tmp/y by nginx: which program uses the file: any may",
            "read /proc/PID/stat: a name that differs in each pod or process: any one name (⋯) is allowed",
            "read /x/**/y: a path with two stars in a row, or none, matches nothing there",
            "only.looked.up: a name that is only looked up: talking to it is allowed there",
            "out name:not.looked.up tcp/443: a name that is not looked up: looking it up is allowed there",
            "out service:shop/db tcp/5432: a Service: its object with a selector was not given",
            "out node tcp/10250: nodes of the cluster as a peer",
            "out loopback tcp/1: the own pod as a peer",
            "in outside tcp/80: all that is outside of the cluster: any address is allowed",
            "listen * tcp/80 by nginx: ports that are listened on");
    assertThat(handover.documents().getFirst().content().at("/metadata/annotations").toString())
        .contains("1: files that are deleted");
  }

  @ParameterizedTest
  @EnumSource(FacetState.class)
  void neverComesOutMoreTrustedThanItIs(FacetState state) throws Exception {
    for (Facet changed : Facet.values()) {
      Map<Facet, FacetState> states = new EnumMap<>(Baselines.all(FacetState.STABLE));
      states.put(changed, state);
      for (boolean full : new boolean[] {true, false}) {
        Trait[] traits = full ? oneOfEach() : new Trait[] {Baselines.exec("/bin/a")};
        Profile web = Baselines.of(Baselines.key("web", "app"), states, traits);
        for (PolicyForm form : List.of(PolicyForm.KUBESCAPE, PolicyForm.KUBESCAPE_APPLICATION)) {
          for (Profile back : again(form, web)) {
            for (Facet facet : Facet.values()) {
              if (web.state(facet) != FacetState.STABLE) {
                assertThat(back.state(facet))
                    .as(form + " " + facet + " " + state)
                    .isNotEqualTo(FacetState.STABLE);
              }
            }
          }
          assertThat(form.of(List.of(web), Baselines.PODS).notComplete())
              .hasSize(state == FacetState.STABLE || changed == Facet.API ? 0 : 1);
        }
      }
    }
  }

  private static Trait[] oneOfEach() {
    return new Trait[] {
      Baselines.exec("/bin/a"),
      new Trait.File("/etc/app.conf", Trait.File.Access.READ, null),
      new Trait.File("/data", Trait.File.Access.WRITE, null),
      new Trait.File("/etc/shadow", Trait.File.Access.READ, null),
      new Trait.Capability("CAP_NET_RAW"),
      new Trait.Syscall("openat"),
      new Trait.Lookup("example.com"),
      Baselines.out(new Peer.Name("example.com"), 443),
    };
  }

  @Test
  void aWorkloadOfTwoContainersIsOneApplicationProfile() throws Exception {
    Map<Facet, FacetState> stable = Baselines.all(FacetState.STABLE);
    Profile app = Baselines.of(Baselines.key("web", "app"), stable, Baselines.exec("/app"));
    Profile proxy = Baselines.of(Baselines.key("web", "proxy"), stable, Baselines.exec("/proxy"));
    Profile newer = Baselines.of(Baselines.key("web", "app"), stable, Baselines.exec("/app2"));
    Handover handover =
        PolicyForm.KUBESCAPE_APPLICATION.of(List.of(app, proxy, newer), Baselines.PODS);
    assertThat(handover.documents())
        .extracting(d -> d.kind() + " " + d.name())
        .containsExactly(
            "ApplicationProfile deployment-web",
            "NetworkNeighborhood deployment-web-2",
            "ApplicationProfile deployment-web-3",
            "NetworkNeighborhood deployment-web-4");
    assertThat(Baselines.reread(handover, folder, new Kubescape()))
        .extracting(p -> p.key().container() + " " + p.elements().size())
        .containsExactly("app 1", "proxy 1", "app 0", "proxy 0", "app 1", "app 0");
  }

  @Test
  void hostileTextComesBackAsItWasAndBreaksNothing() throws Exception {
    String hostile =
        "/x\n---\nkind: &a Pod\r\u0000\u001b[31m: {*b} ' \" \u2028\u0085\ufeff\ud83d\ude00 #";
    Profile web =
        Baselines.of(
            new Profile.Key("Sh op\n", "De\nployment", "we: b", "a&pp", null),
            Baselines.all(FacetState.STABLE),
            new Trait.Exec(hostile, null, null, "<text>", List.of(hostile, hostile), null),
            new Trait.File(hostile, Trait.File.Access.READ, null),
            new Trait.Syscall(hostile),
            Baselines.out(new Peer.Address(hostile), 1));
    Handover handover = PolicyForm.KUBESCAPE.of(List.of(web), Baselines.PODS);
    List<Profile> back = Baselines.reread(handover, folder, new Kubescape());
    assertThat(back).hasSize(1);
    assertThat(Baselines.traits(back.getFirst())).isEqualTo(Baselines.traits(web));
    assertThat(handover.documents().getFirst().name()).matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    assertThat(handover.documents().getFirst().content().at("/metadata/namespace").isMissingNode())
        .isTrue();
    assertThat(Baselines.reasons(handover))
        .contains(
            "Sh op\n: it is no valid name of a namespace",
            "we: b: it is no valid value of the label kubescape.io/workload-name");
  }

  @Test
  void hasOnlyMembersThatKubescapeKnows() throws Exception {
    Profile web =
        Baselines.stable(
            Stream.concat(
                    Stream.of(oneOfEach()),
                    Stream.of(
                        Baselines.in(new Peer.Selected("a=b, / c In d,"), 80),
                        Baselines.out(new Peer.Address("10.0.0.0/8"), 1)))
                .toArray(Trait[]::new));
    Strict.assertFits(
        Strict.kubescape("ContainerProfile"),
        PolicyForm.KUBESCAPE.of(List.of(web), Baselines.PODS));
    Handover both = PolicyForm.KUBESCAPE_APPLICATION.of(List.of(web), Baselines.PODS);
    for (PolicyDocument document : both.documents()) {
      Strict.assertFits(
          Strict.kubescape(document.kind()),
          new Handover(List.of(document), List.of(), List.of(), List.of(), List.of()));
    }
  }

  @Test
  void equalBaselinesGiveEqualText() {
    Profile web = Baselines.stable(oneOfEach());
    for (PolicyForm form : PolicyForm.values()) {
      assertThat(form.of(List.of(web, web), Baselines.PODS).documents())
          .extracting(PolicyDocument::text)
          .isEqualTo(
              form.of(List.of(web, web), Baselines.PODS).documents().stream()
                  .map(PolicyDocument::text)
                  .toList());
    }
  }

  @Test
  void everyPublishedProfileHoldsTheSameAfterward() throws Exception {
    List<Profile> published = published();
    assertThat(published).hasSizeGreaterThan(250);
    List<String> different = new ArrayList<>();
    for (Profile profile : published) {
      Handover handover = PolicyForm.KUBESCAPE.of(List.of(profile), Baselines.PODS);
      Profile back = Baselines.reread(handover, folder, new Kubescape()).getFirst();
      if (!Baselines.traits(back).equals(Baselines.traits(wild(profile)))
          || !back.key().equals(profile.key())) {
        different.add(profile.name() + ": " + Baselines.reasons(handover));
      }
    }
    assertThat(different).isEmpty();
  }

  private static List<Profile> published() throws Exception {
    assumeTrue(Files.isDirectory(DATA), "no data beside the project");
    List<Path> files;
    try (Stream<Path> all = Files.walk(DATA)) {
      files =
          all.filter(Files::isRegularFile)
              .filter(KubescapeProfilesTest::holdsProfiles)
              .sorted()
              .toList();
    }
    return Baselines.read(files, new Kubescape());
  }

  @Test
  void everyPublishedProfileFitsEveryStrictSchema() throws Exception {
    List<Profile> published = published();
    Map<PolicyForm, Schema> schemas =
        Map.of(
            PolicyForm.NETWORKPOLICY, Strict.own("networkpolicy"),
            PolicyForm.CILIUM, Strict.own("ciliumnetworkpolicy"),
            PolicyForm.KUBEARMOR, Strict.published("kubearmor/crd-kubearmorpolicies.yaml"),
            PolicyForm.SPO_SECCOMP, Strict.published("spo/crd-seccompprofile.yaml"));
    schemas.forEach((form, schema) -> {
      Handover handover = form.of(published, Baselines.PODS);
      assertThat(handover.documents()).as(form.word()).hasSizeGreaterThan(20);
      Strict.assertValid(schema, handover);
    });
  }

  /** What differs in each pod comes back as a wildcard. */
  private static Profile wild(Profile profile) {
    return Baselines.of(
        profile.key(),
        profile.states(),
        profile.elements().stream()
            .map(e -> e.trait())
            .filter(t ->
                !(t instanceof Trait.File f
                    && f.path().contains("**"))) // which Kubescape itself refuses
            .map(t ->
                t instanceof Trait.File(String path, Trait.File.Access access, _)
                    ? new Trait.File(WildPaths.wild(path), access, null)
                    : t)
            .toArray(Trait[]::new));
  }

  private static boolean holdsProfiles(Path file) {
    try {
      String text = Files.readString(file);
      return text.contains("softwarecomposition.kubescape.io/v1beta1")
          && !file.toString().endsWith(".proto")
          && !file.toString().contains("_templates_"); // Helm templates are no YAML yet
    } catch (IOException e) {
      return false;
    }
  }
}
