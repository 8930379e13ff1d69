package salvor.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.KubeconfigProblem.Cause;

/** What kubeconfigs say, merged as kubectl merges them; and what is said of hostile ones. */
class KubeconfigsTest {
  private static final String TWO =
      """
      apiVersion: v1
      kind: Config
      current-context: prod
      clusters:
      - name: prod
        cluster: {server: "https://prod:6443", certificate-authority: ca.pem, proxy-url: "http://proxy:3128"}
      - name: lab
        cluster: {server: "https://lab", insecure-skip-tls-verify: true, tls-server-name: lab.local}
      users:
      - name: alice
        user: {client-certificate-data: QUJD, client-key-data: QUJD, as: bob, as-groups: [ops]}
      - name: robot
        user:
          exec:
            apiVersion: client.authentication.k8s.io/v1
            command: ./bin/get-token
            args: [--for, "the lab"]
            env: [{name: PROFILE, value: x}]
            installHint: brew install it
      contexts:
      - name: prod
        context: {cluster: prod, user: alice, namespace: shop}
      - name: lab
        context: {cluster: lab, user: robot}
      """;

  private @TempDir Path dir;

  private Path file(String name, String text) throws Exception {
    return Files.writeString(dir.resolve(name), text);
  }

  private Kubeconfigs read(String text) throws Exception {
    return Kubeconfigs.read(List.of(file("config", text)), KubeContext.Origin.USER);
  }

  private static List<Cause> causes(List<KubeconfigProblem> problems) {
    return problems.stream().map(KubeconfigProblem::cause).toList();
  }

  @Test
  void tellsClusterUserNamespaceProxyAndKindOfCredentials() throws Exception {
    Kubeconfigs read = read(TWO);
    assertThat(read.problems()).isEmpty();
    KubeContext prod = read.context("").orElseThrow();
    assertThat(prod.name()).isEqualTo("prod");
    assertThat(prod.server()).isEqualTo("https://prod:6443");
    assertThat(prod.proxy()).isEqualTo("http://proxy:3128");
    assertThat(prod.namespace()).isEqualTo("shop");
    assertThat(prod.authority().file()).isEqualTo(dir.resolve("ca.pem"));
    assertThat(prod.credentials()).hasSize(2);
    assertThat(prod.credentials().get(1))
        .isEqualTo(new Credentials.Impersonation("bob", List.of("ops"), Map.of()));
    KubeContext lab = read.context("lab").orElseThrow();
    assertThat(lab.unverified()).isTrue();
    assertThat(lab.serverName()).isEqualTo("lab.local");
    assertThat(lab.plugin().orElseThrow())
        .isEqualTo(
            new ExecPlugin(
                dir.resolve("config"),
                "client.authentication.k8s.io/v1",
                "./bin/get-token",
                List.of("--for", "the lab"),
                Map.of("PROFILE", "x"),
                "brew install it",
                false));
  }

  @Test
  void readingRunsNothing() throws Exception {
    Path mark = dir.resolve("was-run");
    read(TWO.replace("./bin/get-token", "touch").replace("--for, \"the lab\"", "\"" + mark + "\""))
        .context("lab")
        .orElseThrow();
    assertThat(mark).doesNotExist();
  }

  @Test
  void ofSeveralFilesTheFirstCounts() throws Exception {
    Path first =
        file(
            "first",
            """
            current-context: ""
            clusters: [{name: lab, cluster: {server: "https://first"}}]
            contexts: [{name: mine, context: {cluster: prod, user: alice}}]
            """);
    Path second = file("second", TWO);
    Kubeconfigs read = Kubeconfigs.read(List.of(first, second), KubeContext.Origin.USER);
    assertThat(read.contexts())
        .extracting(KubeContext::name)
        .containsExactly("mine", "prod", "lab");
    assertThat(read.current()).isEqualTo("prod");
    assertThat(read.context("lab").orElseThrow().server()).isEqualTo("https://first");
    assertThat(read.context("mine").orElseThrow().server())
        .as("a cluster of the other file")
        .isEqualTo("https://prod:6443");
  }

  @Test
  void takesTheFilesThatKubectlTakes() throws Exception {
    Path there = file("there", TWO);
    assertThat(Kubeconfigs.standard(null, dir)).containsExactly(dir.resolve(".kube/config"));
    String two = dir.resolve("missing") + java.io.File.pathSeparator + there;
    assertThat(Kubeconfigs.standard(two, dir)).containsExactly(there);
    assertThat(Kubeconfigs.standard(dir.resolve("missing").toString(), dir)).hasSize(1);
  }

  @Test
  void aContextWithoutItsPartsHasItsOwnErrors() throws Exception {
    Kubeconfigs read =
        read(
            """
            clusters: [{name: empty, cluster: {}}, {name: odd, cluster: {server: "gopher://x"}}]
            contexts:
            - {name: a, context: {user: nobody}}
            - {name: b, context: {cluster: gone, user: nobody}}
            - {name: c, context: {cluster: empty}}
            - {name: d, context: {cluster: odd}}
            - {context: {cluster: odd}}
            - {name: d, context: {cluster: empty}}
            """);
    assertThat(read.contexts().get(0).problems())
        .extracting(KubeconfigProblem::cause)
        .containsExactly(Cause.NO_CLUSTER, Cause.NO_USER);
    assertThat(read.contexts().get(1).problems().getFirst().detail()).isEqualTo("gone");
    assertThat(causes(read.contexts().get(2).problems())).containsExactly(Cause.NO_SERVER);
    assertThat(causes(read.contexts().get(3).problems())).containsExactly(Cause.BAD_ADDRESS);
    assertThat(read.contexts().get(3).problems().getFirst().line()).isOne();
    assertThat(causes(read.problems())).containsExactly(Cause.NO_NAME, Cause.DUPLICATE_NAME);
  }

  @Test
  void whatIsOfAnotherTypeIsToldWithItsLine() throws Exception {
    Kubeconfigs read =
        read(
            """
            contexts:
            - name: a
              context:
                cluster: [not, a, name]
            users: 7
            clusters:
              name: prod
            """);
    assertThat(causes(read.problems())).containsOnly(Cause.WRONG_TYPE);
    assertThat(read.problems()).extracting(KubeconfigProblem::line).containsExactly(7, 5);
    assertThat(causes(read.contexts().getFirst().problems()))
        .containsExactly(Cause.WRONG_TYPE, Cause.NO_CLUSTER);
    assertThat(read.contexts().getFirst().problems().getFirst().line()).isEqualTo(4);
  }

  @Test
  void aBombOfAliasesIsRefused() throws Exception {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 30; i++) {
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9) + "x"));
    }
    Kubeconfigs read = read(bomb + "users: *a29\n" + TWO.replace("users:", "other:"));
    assertThat(causes(read.problems())).containsExactly(Cause.NOT_YAML);
    assertThat(read.problems().getFirst().detail()).contains("aliases");
    Kubeconfigs few =
        read(TWO.replace("user: alice,", "user: &who alice,").replace("user: robot", "user: *who"));
    assertThat(few.context("lab").orElseThrow().user()).as("a few are read").isEqualTo("alice");
  }

  @Test
  void anAliasThatHoldsItselfEnds() throws Exception {
    Kubeconfigs read = read("contexts: &all\n- name: a\n  context: *all\n");
    assertThat(causes(read.contexts().getFirst().problems())).contains(Cause.WRONG_TYPE);
  }

  @Test
  void refusesWhatIsNoKubeconfig() throws Exception {
    assertThat(causes(read("\t{").problems())).containsExactly(Cause.NOT_YAML);
    assertThat(causes(read("").problems())).containsExactly(Cause.NO_CONTEXTS);
    assertThat(causes(read("just text").problems())).contains(Cause.WRONG_TYPE);
    assertThat(causes(read("[".repeat(100_000)).problems())).containsExactly(Cause.TOO_DEEP);
    assertThat(causes(read("# " + "x".repeat(10 << 20)).problems()))
        .containsExactly(Cause.TOO_LARGE);
    assertThat(
            causes(
                Kubeconfigs.read(List.of(dir.resolve("no")), KubeContext.Origin.USER).problems()))
        .containsExactly(Cause.MISSING);
    assertThat(causes(Kubeconfigs.read(List.of(dir), KubeContext.Origin.USER).problems()))
        .containsExactly(Cause.UNREADABLE);
    Path bytes = Files.write(dir.resolve("bytes"), new byte[] {(byte) 0xff, 0, 1});
    assertThat(causes(Kubeconfigs.read(List.of(bytes), KubeContext.Origin.USER).problems()))
        .containsExactly(Cause.NOT_YAML);
  }

  @Test
  void secretsAreInNoText() throws Exception {
    String user = "client-certificate-data: QUJD, client-key-data: QUJD";
    assertThat(read(TWO.replace(user, "token: s3cret, password: s3cret, username: a")).toString())
        .doesNotContain("s3cret");
    assertThat(read(TWO).toString()).doesNotContain("QUJD");
    for (String kind : List.of("socks5", "gopher")) {
      Kubeconfigs proxied = read(TWO.replace("http://proxy", kind + "://me:s3cret@proxy"));
      assertThat(proxied + " " + proxied.contexts().getFirst().problems()).doesNotContain("s3cret");
    }
  }

  @Test
  void dataThatIsNoBase64IsTold() throws Exception {
    KubeContext prod =
        read(TWO.replace("client-key-data: QUJD", "client-key-data: '***'"))
            .context("")
            .orElseThrow();
    assertThat(causes(prod.problems())).containsExactly(Cause.BAD_DATA);
    assertThat(prod.problems().getFirst().line()).isEqualTo(11);
  }

  @Test
  void aPodFindsItsOwnAccount() throws Exception {
    Map<String, String> environment =
        Map.of("KUBERNETES_SERVICE_HOST", "fd00::1", "KUBERNETES_SERVICE_PORT", "443");
    assertThat(InCluster.context(environment, dir)).isEmpty();
    file("token", "t");
    assertThat(InCluster.context(environment, dir).orElseThrow().server())
        .isEqualTo("https://[fd00::1]:443");
    assertThat(InCluster.context(Map.of(), dir)).isEmpty();
  }
}
