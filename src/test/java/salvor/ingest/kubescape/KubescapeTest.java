package salvor.ingest.kubescape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Given;
import salvor.baseline.Profile;
import salvor.evidence.Source;
import salvor.ingest.Import;
import salvor.ingest.Limits;
import salvor.jobs.Progress;

class KubescapeTest {
  private static final String HEAD = "apiVersion: spdx.softwarecomposition.kubescape.io/v1beta1\n";

  @TempDir Path folder;

  @Test
  void readsAnApplicationProfile() throws Exception {
    Profile profile =
        read(HEAD
                + """
                kind: ApplicationProfile
                metadata:
                  name: statefulset-cache-54d5fdcdfd
                  annotations: {kubescape.io/completion: complete, kubescape.io/status: completed}
                  labels: {kubescape.io/workload-kind: StatefulSet, kubescape.io/workload-name: cache, kubescape.io/workload-namespace: shop}
                spec:
                  containers:
                  - name: redis
                    imageID: docker.io/x/redis@sha256:%s
                    capabilities: [DAC_OVERRIDE]
                    syscalls: [read]
                    execs:
                    - {path: /bin/sh, args: [/bin/sh, -c, "ping -c 4 172.16.0.2"]}
                    - {path: /usr/bin/redis-server}
                    opens:
                    - {path: /proc/⋯/stat, flags: [O_RDONLY]}
                    - {path: /data/appendonly.aof, flags: [O_WRONLY, O_CREAT]}
                """
                    .formatted("a".repeat(64)))
            .getFirst();
    assertThat(profile.key().text()).isEqualTo("shop/statefulset/cache:redis");
    assertThat(profile.state(Facet.EXEC)).isEqualTo(FacetState.STABLE);
    assertThat(profile.state(Facet.NETWORK)).isEqualTo(FacetState.NONE);
    assertThat(profile.elements())
        .extracting(e -> e.trait().text())
        .containsExactly(
            "/bin/sh /bin/sh -c ping -c 4 172.16.0.2",
            "/usr/bin/redis-server",
            "read /proc/⋯/stat",
            "write /data/appendonly.aof",
            "CAP_DAC_OVERRIDE",
            "read");
  }

  @Test
  void onlyCompletedAndCompleteIsStable() throws Exception {
    for (String[] expected :
        new String[][] {
          {"completed", "complete", "STABLE"},
          {"completed", "partial", "TRUNCATED"},
          {"ready", "complete", "LEARNING"},
          {"initializing", "complete", "LEARNING"},
          {"too-large", "complete", "TRUNCATED"}
        }) {
      Profile profile =
          read(HEAD
                  + "kind: ContainerProfile\nmetadata:\n  name: x\n  annotations: {kubescape.io/status: "
                  + expected[0]
                  + ", kubescape.io/completion: "
                  + expected[1]
                  + "}\nspec:\n  execs: []\n")
              .getFirst();
      assertThat(profile.state(Facet.EXEC).name()).isEqualTo(expected[2]);
    }
  }

  @Test
  void readsTheNeighboursOfAProfileWrittenByHand() throws Exception {
    Profile profile =
        read(HEAD
                + """
                kind: ContainerProfile
                metadata: {name: web-overlay}
                spec:
                  matchLabels: {app: web}
                  egress:
                  - dnsNames: ["*.example.com."]
                    ipAddresses: ["10.0.0.0/8"]
                    ports: [{name: TCP-443, protocol: TCP, port: 443}]
                  ingress:
                  - podSelector: {matchLabels: {app: ui}}
                """)
            .getFirst();
    assertThat(profile.key().workload()).isEqualTo("web");
    assertThat(profile.state(Facet.EXEC)).isEqualTo(FacetState.NONE);
    assertThat(profile.elements())
        .extracting(e -> e.trait().text())
        .containsExactly(
            "*.example.com",
            "out name:*.example.com tcp/443",
            "out 10.0.0.0/8 tcp/443",
            "in pods:app=ui, any port");
  }

  @Test
  void readsAListOfObjects() throws Exception {
    List<Profile> profiles =
        read(
            """
            {"apiVersion":"v1","kind":"List","items":[
             {"apiVersion":"spdx.softwarecomposition.kubescape.io/v1beta1","kind":"NetworkNeighborhood","metadata":{"name":"a"},
              "spec":{"containers":[{"name":"c"},{"name":"d"}]}}]}\
            """);
    assertThat(profiles).hasSize(2);
  }

  @Test
  void readsEveryPublishedProfile() throws Exception {
    Path data = Path.of("..", "shared", "data", "profiles-and-policies", "kubescape");
    assumeTrue(Files.isDirectory(data), "no data beside the project");
    List<Path> files;
    try (Stream<Path> all = Files.walk(data)) {
      files =
          all.filter(Files::isRegularFile).filter(KubescapeTest::holdsProfiles).sorted().toList();
    }
    Given given = new Import(List.of(new Kubescape()), Limits.ORDINARY).read(files, Progress.NONE);
    assertThat(
            given.evidence().sources().stream()
                .filter(s -> s.unreadableCount() > 0)
                .map(KubescapeTest::unreadable))
        .isEmpty();
    assertThat(given.baselines()).hasSizeGreaterThanOrEqualTo(252);
  }

  private static String unreadable(Source source) {
    return source.path() + ": " + source.unreadable().getFirst();
  }

  private static boolean holdsProfiles(Path file) {
    try {
      String text = Files.readString(file);
      return text.contains("softwarecomposition.kubescape.io/v1beta1")
          && text.matches(
              "(?s).*(?:^|\\n)\\s*\"?kind\"?: \"?(?:ApplicationProfile|NetworkNeighborhood|ContainerProfile)\\b.*")
          && !file.toString().endsWith(".proto")
          && !file.toString().contains("_templates_"); // Helm templates are no YAML yet
    } catch (java.io.IOException e) {
      return false;
    }
  }

  private List<Profile> read(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("profile-" + text.hashCode()), text);
    return new Import(List.of(new Kubescape()), Limits.ORDINARY)
        .read(List.of(file), Progress.NONE)
        .baselines();
  }
}
