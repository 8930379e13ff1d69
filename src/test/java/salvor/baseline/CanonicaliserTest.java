package salvor.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicaliserTest {
  @ParameterizedTest
  @CsvSource({
    "/cfg/..2025_08_11_19_40_54.3618395207/redis.conf, /cfg/..TS/redis.conf, volume-time",
    "/proc/123/stat, /proc/PID/stat, proc-pid",
    "/proc/self/stat, /proc/self/stat, ''",
    "/proc/self/task/9/comm, /proc/self/task/TID/comm, task-tid",
    "/proc/self/fd/9, /proc/self/fd/N, fd-number",
    "/proc/⋯/task/10718/fd/9, /proc/⋯/task/TID/fd/N, 'task-tid,fd-number'",
    "/tmp/../etc/shadow, /etc/shadow, lexical-path",
    "/tmp/x (deleted), /tmp/x, deleted-mark",
    "/var/log/pods/shop_web-5468d8c4df-8ppl7_x, /var/log/pods/shop_web-HASH_x, pod-hash",
    "/d/980ec6be-6f27-4f9f-9f77-b7d857107dc4/e, /d/UUID/e, uuid",
    "/5dafaac73333/rootfs/etc/passwd, /etc/passwd, overlay-prefix",
    "/etc/passwd, /etc/passwd, ''",
    "/root/.ssh/id_rsa, /root/.ssh/id_rsa, ''"
  })
  void namesTheRuleThatChangedAPath(String path, String canonical, String rule) {
    Canonicaliser.Canonical result = Canonicaliser.path(path);
    assertThat(result.text()).isEqualTo(canonical);
    assertThat(String.join(",", result.rules())).isEqualTo(rule);
  }

  @Property(tries = 300)
  void twiceIsAsOnce(@ForAll("paths") String path) {
    String once = Canonicaliser.path(path).text();
    assertThat(Canonicaliser.path(once).text()).isEqualTo(once);
    assertThat(Canonicaliser.path(once).rules()).isEmpty();
  }

  @Property(tries = 500)
  void theLookThatSparesTheRulesMissesNoneOfThem(@ForAll("paths") String path) {
    assertThat(Canonicaliser.path(path)).isEqualTo(Canonicaliser.byRules(path));
  }

  @Provide
  Arbitrary<String> paths() {
    Arbitrary<String> segment =
        Arbitraries.of(
            "proc",
            "12",
            "self",
            "task",
            "fd",
            "3",
            "..",
            ".",
            "",
            "rootfs",
            "5dafaac73333",
            "..2025_08_11_19_40_54.36",
            "980ec6be-6f27-4f9f-9f77-b7d857107dc4",
            "x (deleted)",
            " (deleted)",
            "web-5468d8c4df-8ppl7",
            "kubepods-besteffort-pod1_2.slice",
            "cri-containerd-5dafaac73333.scope",
            "pod980ec6be-6f27-4f9f-9f77-b7d857107dc4",
            "a".repeat(64),
            "etc",
            "fdinfo",
            "ABCDEFAB-ABCD-ABCD-ABCD-ABCDEFABCDEF",
            "web-bcdfghj2-bcdfg",
            "x-a-bcdfghjkl9-22222",
            "abcdefabcdef",
            "run/containerd/io/" + "b".repeat(64),
            "kubepods-burstable-podX.slice",
            "1234567",
            "web-1234-abcd");
    return segment
        .list()
        .ofMaxSize(6)
        .flatMap(
            list -> Arbitraries.of("/", "", "/var/").map(begin -> begin + String.join("/", list)));
  }
}
