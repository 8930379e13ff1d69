package salvor.ingest.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Given;
import salvor.evidence.Activity;
import salvor.evidence.Observation;
import salvor.evidence.Quality;
import salvor.evidence.Source;
import salvor.ingest.Import;
import salvor.ingest.Limits;
import salvor.ingest.RawBytes;
import salvor.ingest.falco.Falco;
import salvor.jobs.Progress;

/** Lines of containers' logs, each accounted for, and located by paths that may be hostile. */
class ContainerLogTest {
  private static final String CRI =
      """
      2026-11-23T04:12:28.468975949Z stderr F [error] refused
      2026-11-23T04:12:28.469021254Z stdout P one \

      2026-11-23T04:12:29.000000001Z stdout P and \

      2026-11-23T04:12:30.000000001Z stdout F the same
      2026-11-23T04:12:31.000000001Z stdout F {"kind":"Pod","apiVersion":"v1","metadata":{"name":"forged"}}
      """;

  @TempDir Path folder;

  private Given read(String path, byte[] content) throws Exception {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    return new Import(
            List.of(new Falco()), List.of(), List.of(new ContainerLogFormat()), Limits.ORDINARY)
        .read(List.of(file), Progress.NONE);
  }

  private Given read(String path, String content) throws Exception {
    return read(path, content.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Observation> all(Given given) {
    var rows = given.evidence().observations();
    return Arrays.stream(rows.byRecord()).mapToObj(rows::get).toList();
  }

  private static List<String> texts(Given given) {
    return all(given).stream().map(o -> ((Activity.Logged) o.activity()).text()).toList();
  }

  private static Source source(Given given) {
    return given.evidence().sources().getFirst();
  }

  @Test
  void readsWhatTheKubeletKeepsOnANode() throws Exception {
    Given given = read("pods/shop_web-1_c95ee52c-9ca1-404e-9a84-9a3d61a01fde/web/0.log", CRI);

    assertThat(texts(given))
        .containsExactly(
            "[error] refused",
            "one and the same",
            "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"forged\"}}");
    Observation first = all(given).getFirst();
    assertThat(first.location().namespace()).isEqualTo("shop");
    assertThat(first.location().pod()).isEqualTo("web-1");
    assertThat(first.location().podUid()).isEqualTo("c95ee52c-9ca1-404e-9a84-9a3d61a01fde");
    assertThat(first.location().container()).isEqualTo("web");
    assertThat(first.activity()).isEqualTo(new Activity.Logged("[error] refused", "stderr"));
    assertThat(first.time().original()).isEqualTo("2026-11-23T04:12:28.468975949Z");
    assertThat(all(given).get(1).time().original())
        .as("a line's time is that of its first part")
        .isEqualTo("2026-11-23T04:12:28.469021254Z");
    assertThat(given.evidence().inventory().pods()).as("a log holds no objects").isEmpty();
    assertThat(source(given).lines()).isEqualTo(5);
    byte[] raw =
        new RawBytes(folder, given.evidence().sources(), Limits.ORDINARY)
            .read(all(given).get(1).source());
    assertThat(new String(raw, StandardCharsets.UTF_8))
        .startsWith("2026-11-23T04:12:28.469021254Z stdout P one")
        .endsWith("stdout F the same");
  }

  @Test
  void locatesBySeveralLayoutsAndByNoNameThatCannotBe() {
    String id = "b".repeat(64);
    assertThat(LogPlace.of("/x/containers/web-1_shop_web-" + id + ".log").location().containerId())
        .isEqualTo(id);
    LogPlace bundle =
        LogPlace.of("b.tar.gz!b/cluster-resources/pods/logs/shop/web-1/web-previous.log");
    assertThat(bundle.before()).isTrue();
    assertThat(bundle.location().container()).isEqualTo("web");
    assertThat(
            LogPlace.of("m/namespaces/shop/pods/web-1/web/web/logs/previous.insecure.log").before())
        .isTrue();
    assertThat(LogPlace.of("m/namespaces/shop/pods/web-1/web/web/logs/current.log").before())
        .isFalse();
    for (String hostile :
        List.of(
            "pods/logs/../../web.log",
            "pods/logs/sh\u001b[31mop/web-1/web.log",
            "pods/logs/Shop/web-1/web.log",
            "pods/logs/shop/web-1/we\nb.log",
            "pods/logs/shop/" + "a".repeat(300) + "/web.log",
            "pods/logs/shop/-web/web.log",
            "pods/logs/shop/web-1/web.log/.",
            "logs/shop/web-1/web.log")) {
      assertThat(LogPlace.of(hostile)).as(hostile).isNull();
    }
  }

  @Test
  void readsDockersFormAndWhatKubectlStamps() throws Exception {
    Given docker =
        read(
            "docker.log",
            "{\"log\":\"hi\\n\",\"stream\":\"stdout\",\"time\":\"2026-11-23T04:12:28.4Z\"}\n{\"log\":\"cut\n");
    assertThat(all(docker).getFirst().activity()).isEqualTo(new Activity.Logged("hi", "stdout"));
    assertThat(source(docker).unreadableCount()).isEqualTo(1);

    Given kubectl =
        read(
            "kubectl.log",
            "2026-11-23T04:12:28.468975949Z 10.0.0.1 GET /\n2026-11-23T04:12:29.1Z\n");
    assertThat(texts(kubectl)).first().isEqualTo("10.0.0.1 GET /");
    assertThat(source(kubectl).notes()).anyMatch(n -> n.contains("which container"));
  }

  @Test
  void aPlainLineHasTheTimeThatItTellsOrNone() throws Exception {
    Given given =
        read(
            "pods/logs/shop/web-1/web.log",
            "I1221 09:43:26.252095 klog\n2026-11-23 04:12:28,5 naive\n\n2026-11-23T04:12:28Z told\n\u001b[2Jclear");
    List<Observation> all = all(given);
    assertThat(all).hasSize(4);
    assertThat(all.get(0).time()).isNull();
    var rows = given.evidence().observations();
    assertThat(rows.timeWithoutZone(rows.byRecord()[1])).isEqualTo("2026-11-23 04:12:28,5");
    assertThat(all.get(2).time().original()).isEqualTo("2026-11-23T04:12:28Z");
    assertThat(all.get(3).time()).isNull();
    assertThat(source(given).skipped()).containsEntry("blank line", 1L);
  }

  @Test
  void theLogOfASensorIsTheSensors() throws Exception {
    Given given =
        read(
            "pods/logs/falco/falco-x/falco.log",
            "Falco initialized\n{\"output\":\"x\",\"priority\":\"Notice\",\"rule\":\"r\",\"time\":\"2026-11-23T04:12:28.1Z\","
                + "\"output_fields\":{\"proc.name\":\"sh\"},\"source\":\"syscall\"}\n");
    assertThat(source(given).format()).isEqualTo("falco");
  }

  @Test
  void losesNothingWhereverItIsCut() throws Exception {
    byte[] whole =
        (CRI + "\u0000\u001b[31m " + "x".repeat(LogLines.LONGEST + 5) + "\n")
            .getBytes(StandardCharsets.UTF_8);
    whole[50] = (byte) 0xFF;
    for (int end : IntStream.iterate(1, n -> n < whole.length, n -> n + 37).toArray()) {
      byte[] cut = Arrays.copyOf(whole, end);
      Source source = source(read("pods/logs/shop/web-1/web.log", cut));
      long lines = new String(cut, StandardCharsets.ISO_8859_1).lines().count();
      assertThat(source.observations() + source.unreadableCount() + skipped(source))
          .isEqualTo(source.lines());
      assertThat(source.lines()).as("cut at " + end).isEqualTo(lines);
    }
    List<Observation> all = all(read("pods/logs/shop/web-1/web.log", whole));
    assertThat(all.getLast().quality()).contains(Quality.TRUNCATED);
    assertThat(all.getLast().source().length()).isGreaterThan(LogLines.LONGEST);
    assertThat(all.getFirst().quality()).isNotEmpty();
  }

  private static long skipped(Source source) {
    return source.skipped().values().stream().mapToLong(Long::longValue).sum();
  }

  @Test
  void everyLineOfARealBundleIsOneObservation() throws Exception {
    Path bundle =
        Path.of("../shared/data/troubleshoot/testdata/supportbundle/support-bundle.tar.gz");
    assumeTrue(Files.exists(bundle), bundle + " is not there");
    Given given =
        new Import(List.of(), List.of(), List.of(new ContainerLogFormat()), Limits.ORDINARY)
            .read(List.of(bundle), Progress.NONE);

    List<Source> logs =
        given.evidence().sources().stream()
            .filter(s -> s.format().equals("container-log"))
            .toList();
    assertThat(logs).hasSizeGreaterThan(15);
    // tar xOf BUNDLE --wildcards '*/pods/logs/*.log' | grep -c '[^[:space:]]'
    assertThat(logs.stream().mapToLong(Source::observations).sum()).isEqualTo(nonBlank(bundle));
    assertThat(logs).allMatch(s -> s.unreadableCount() == 0);
  }

  private static long nonBlank(Path bundle) throws IOException, InterruptedException {
    Process tar =
        new ProcessBuilder("tar", "xOf", bundle.toString(), "--wildcards", "*/pods/logs/*.log")
            .start();
    try (Stream<String> lines = tar.inputReader().lines()) {
      return lines.filter(l -> !l.isBlank()).count();
    }
  }
}
