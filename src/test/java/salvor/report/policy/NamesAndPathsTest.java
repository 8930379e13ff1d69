package salvor.report.policy;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salvor.baseline.Canonicaliser;
import salvor.baseline.Selection;
import salvor.baseline.Wildcards;

class NamesAndPathsTest {
  @Property
  void everyNameIsADnsLabel(@ForAll @Size(min = 1, max = 4) java.util.List<String> parts) {
    assertThat(ObjectNames.of(parts.toArray(String[]::new)))
        .matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  }

  @Test
  void namesThatHadToBeChangedStayApart() {
    assertThat(ObjectNames.of("Deployment", null, "web")).isEqualTo("deployment-web");
    assertThat(ObjectNames.of("a.b", "c")).startsWith("a-b-c-");
    assertThat(ObjectNames.of("a.b", "c")).isNotEqualTo(ObjectNames.of("a", "b.c"));
    String longest = "x".repeat(70);
    assertThat(ObjectNames.of(longest + "1")).isNotEqualTo(ObjectNames.of(longest + "2"));
  }

  /** What a rule of the canonicaliser put there would be a name of no file elsewhere. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/proc/4711/stat",
        "/proc/self/task/12/comm",
        "/proc/4711/task/12/fd/3",
        "/proc/self/fdinfo/3",
        "/etc/cfg/..2025_08_11_19_40_54.3618395207/app.conf",
        "/var/lib/x/pod0a1b2c3d-1111-2222-3333-0123456789ab/y",
        "/sys/fs/cgroup/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod0a1b2c3d_1111.slice/cpu.max",
        "/sys/fs/cgroup/cri-containerd-0123456789ab.scope/cpu.max",
        "/data/0a1b2c3d-1111-2222-3333-0123456789ab",
        "/data/x.0a1b2c3d-1111-2222-3333-0123456789ab.log",
        "/data/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef/y",
        "/logs/web-5468d8c4df-8ppl7/app.log",
        "/logs/web-5468d8c4df-8ppl7.log"
      })
  void whatTheCanonicaliserTookOutBecomesAWildcardThatFits(String path) {
    Canonicaliser.Canonical canonical = Canonicaliser.path(path);
    assertThat(canonical.rules()).isNotEmpty();
    assertThat(canonical.text()).isNotEqualTo(path);
    String wild = WildPaths.wild(canonical.text());
    assertThat(wild).contains(Wildcards.ONE);
    assertThat(Wildcards.path(wild, path)).as(wild).isTrue();
  }

  @Test
  void aWildcardWithinANameIsTheWholeNameToKubescape() {
    assertThat(WildPaths.wild("/data/dump-⋯.rdb/x")).isEqualTo("/data/⋯/x");
    assertThat(WildPaths.glob("/data/dump-⋯.rdb/PID/*")).isEqualTo("/data/dump-*.rdb/PID/**");
    assertThat(WildPaths.glob("/proc/PID/*/stat")).isEqualTo("/proc/*/**/stat");
    assertThat(WildPaths.isPattern("/proc/PID/stat")).isTrue();
    assertThat(WildPaths.isPattern("/etc/a*")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/N", "/PID/x", "/TID", "/opt/uuid/UUIDS", "/a/HASH", "/bin/CIDER"})
  void ordinaryNamesStayAsTheyAre(String path) {
    assertThat(WildPaths.wild(path)).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "* / *",
        "app=ui,",
        "a=,b=c,",
        "kubernetes.io/metadata.name=kube-system, / k8s-app=kube-dns,",
        "team Exists, / app NotIn a|b,tier DoesNotExist,"
      })
  void aSelectionIsReadAsItWasSpelt(String text) {
    assertThat(Selection.of(text).orElseThrow().text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "app",
        "app=ui",
        "a b=c,",
        "app Near x,",
        "app In,",
        "app=x\ny,",
        " / ",
        "=x,"
      })
  void whatNoSelectionSpellsIsNone(String text) {
    assertThat(Selection.of(text)).isEmpty();
  }
}
